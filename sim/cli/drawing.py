"""Charts of what was asked of a study: ``--chart FILE`` of the questions, and ``goodhart chart heat-map STUDY``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.guard import InputError

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment import Sweep

ChartFile = Annotated[
    Path | None,
    typer.Option("--chart", metavar="FILE", help="Draw the answer, too; the ending decides: .svg, .png or .pdf."),
]


def draw(name: str, table: "pd.DataFrame", file: Path | None, theme: str = "paper", **options: Any) -> None:
    """Draw a chart from a table; without a file, nothing."""
    if file is None:
        return
    from sim.charts import chart_named, save

    try:
        save(chart_named(name).figure(table, theme=theme, **options), file)
    except ValueError as error:
        raise InputError(str(error)) from error


def heat_map(
    swept: "Sweep", x: str | None, y: str | None, measure: str | None, policy: str | None, against: str | None
) -> "tuple[pd.DataFrame, dict[str, str]]":
    """Return the table of a heat map and its words: two of what a study varies, and a measure under one policy.

    With `against` it is what the policy changes against that one in the same companies. Over what else is varied, the
    mean is taken.

    Raises
    ------
    InputError
        If the study has no such name, measure or policy, or does not vary two things.
    """
    import pandas as pd

    from sim.experiment.asking.outcome import Outcome
    from sim.experiment.pairing import mean_of_defined

    if len(swept.names) < 2:
        raise InputError("a heat map needs two things that are varied; this study varies fewer")
    names = sorted(swept.names, key=lambda name: not _is_figures(swept.points[str(name)]))
    across = _one_of("x", x or next(name for name in names if name != y), swept.names)
    up = _one_of("y", y or next(name for name in names if name != across), swept.names)
    if across == up:
        raise InputError(f"a heat map takes two different things that are varied; found {across} twice")
    baseline = swept.study.case.baseline
    under = _one_of("policy", policy or next((name for name in swept.policies if name != baseline), baseline),
                    swept.policies)  # fmt: skip
    other = None if against is None else _one_of("policy", against, swept.policies)
    shown = _one_of("measure", measure or _first(swept.measures, "surplus"), swept.measures)
    values = mean_of_defined(Outcome(shown, under, other).of(swept.study, swept))
    points = pd.DataFrame({"x": _words(swept.points[across]), "y": _words(swept.points[up]), "value": values})
    grid = points.groupby(["x", "y"], sort=False).mean().reset_index()
    rest = [name for name in swept.names if name not in (across, up)]
    note = f"Policy “{under}”." + (f" Mean over {', '.join(rest)}." if rest else "")
    value = shown if other is None else f"{shown} less that under “{other}”"
    return grid, {"x": across, "y": up, "value": value, "note": note}


def _is_figures(column: Any) -> bool:
    import pandas as pd

    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _words(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return figures as they are, all else as words."""
    return column if _is_figures(column) else column.map(str)


def _first(names: Any, wanted: str) -> str:
    return wanted if wanted in names else next(iter(names))


def _one_of(what: str, name: str, known: Any) -> str:
    from sim.scenario.mistakes import quote

    if name not in known:
        raise InputError(f"there is no {what} {quote(name)} here; there are {', '.join(map(str, known))}")
    return name
