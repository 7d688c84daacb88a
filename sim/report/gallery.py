"""The gallery page: every chart with its picture, how to read it, and the command that makes it.

``python -m sim.report.gallery docs`` writes ``docs/gallery.md`` and its pictures anew, in a minute or two.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd

from sim.charts import Chart, all_charts, drawn
from sim.experiment import Results, run
from sim.report import sweeps
from sim.scenario import load

PAGE, PICTURES = "gallery.md", "gallery"
DPI = 110
_RUNS: Mapping[str, Mapping[str, int]] = {
    "amazon_meshclaw": {"worlds": 20, "employees": 400},
    "industry": {"worlds": 60, "employees": 200},
    "wells_fargo": {"worlds": 4, "employees": 400},
}
_OTHER_CASES = {"at-the-target": "wells_fargo"}
_INTRODUCTION = """\
# The gallery

This page is written by `python -m sim.report.gallery docs`, which simulates small companies (a minute or two) and draws
every chart. Each picture stands with the command that makes it. The ending of `--out` decides: `.svg`, `.png` (300 dpi)
or `.pdf`. `--theme slide` draws with larger letters; `--policy NAME` chooses the policy of a chart that shows one.

In Python the same is `results.chart("ledger", policy="as it happened").save("ledger.svg")`, and
`sim.charts.chart_named("ledger").figure(results)` returns an ordinary Matplotlib figure to go on editing. A chart of
one company simulates it again, with the same luck, and takes `world=`, too.

Results for most pictures:

    goodhart run amazon_meshclaw --worlds 20 --employees 400 --out results/amazon
"""
_SWEEPS = """\
## Charts of a sweep

These compare many settings. They are drawn from a table, one row a setting, which one run does not give; here they show
small sweeps of the Amazon case's mechanisms (`sim/report/sweeps.py`), and the industry case.
"""


class _Sweep(NamedTuple):
    """Where the table of a chart comes from, and the words that go with it."""

    table: Callable[[Mapping[str, Results]], pd.DataFrame]
    options: Mapping[str, Any]


_TABLES = {
    "heat-map": _Sweep(
        lambda _: sweeps.heat_map(),
        {"x": "how clearly it is said that the number does not count", "y": "how much it really counts",
         "value": "people padding", "tipping": 0.15, "form": "share"},
    ),
    "hysteresis-loop": _Sweep(
        lambda _: sweeps.hysteresis_loop(),
        {"stake": "how much the number counts in reviews", "outcome": "people padding", "form": "share"},
    ),
    "pareto-front": _Sweep(
        lambda _: sweeps.pareto_front(),
        {"x": "real value against no metric, baseline weeks (more is better)",
         "y": "share of people padding (less is better)"},
    ),
    "robustness": _Sweep(
        lambda runs: sweeps.robustness(runs["industry"]), {"outcome": "real value, baseline weeks", "each": "company"}
    ),
    "sensitivity": _Sweep(lambda _: sweeps.sensitivity(), {"outcome": "people padding under a board, share"}),
}  # fmt: skip


def write_gallery(folder: str | Path) -> Path:
    """Write the page and its pictures.

    Parameters
    ----------
    folder
        Where the documentation is; pictures go to ``images/gallery`` in it.

    Returns
    -------
    Path
        The page.
    """
    folder = Path(folder)
    pictures = folder / "images" / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        runs = {name: run(load(name, **size), out=Path(place) / name) for name, size in _RUNS.items()}  # type: ignore[arg-type]
        of_runs = [_section(chart, runs, pictures) for chart in all_charts() if not chart.columns]
        of_sweeps = [_section(chart, runs, pictures) for chart in all_charts() if chart.columns]
    page = folder / PAGE
    page.write_text("\n".join([_INTRODUCTION, *of_runs, _SWEEPS, *of_sweeps]), "utf-8")
    return page


def _section(chart: Chart, runs: Mapping[str, Results], pictures: Path) -> str:
    """Draw a chart and return its part of the page."""
    options: Mapping[str, Any] = {}
    shown: Any = runs[_OTHER_CASES.get(chart.name, "amazon_meshclaw")]
    if chart.columns:
        shown, options = _TABLES[chart.name].table(runs), _TABLES[chart.name].options
    figure, words = chart.figure(shown, **options), chart.words(shown, **options)
    (pictures / f"{chart.name}.png").write_bytes(drawn(figure, ".png", dpi=DPI))
    level = "###" if chart.columns else "##"
    picture = f"![{_escaped(words)}](images/{PICTURES}/{chart.name}.png)"
    return f"{level} {chart.title}\n\n{picture}\n\n{chart.caption}\n\n{_how(chart)}"


def _how(chart: Chart) -> str:
    if not chart.columns:
        case = _OTHER_CASES.get(chart.name)
        folder = "results/amazon" if case is None else f"results/{case}"
        before = "" if case is None else f"    goodhart run {case} {_size(case)} --out {folder}\n"
        return f"{before}    goodhart chart {chart.name} {folder} --out {chart.name}.svg\n"
    columns = "".join(f"- `{name}`: {holds}\n" for name, holds in chart.columns.items())
    options = ", ".join(f"{name}={value!r}" for name, value in _TABLES[chart.name].options.items())
    return f'Its table:\n\n{columns}\n    sim.charts.chart_named("{chart.name}").figure(table, {options})\n'


def _size(case: str) -> str:
    return " ".join(f"--{name} {value}" for name, value in _RUNS[case].items())


def _escaped(words: str) -> str:
    """Return words that may stand as a picture's alternative text in Markdown."""
    return words.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


if __name__ == "__main__":
    write_gallery(sys.argv[1] if len(sys.argv) > 1 else "docs")
