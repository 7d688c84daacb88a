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
    swept: "Sweep", x: str | None, y: str | None, measure: str | None, policy: str | None
) -> "tuple[pd.DataFrame, dict[str, str]]":
    """Return the table of a heat map and its words: two of what a study varies, and a measure under one policy.

    Raises
    ------
    InputError
        If the study has no such name, measure or policy, or does not vary two things by number.
    """
    import pandas as pd

    means = swept.summary([_one_of("measure", measure or _first(swept.measures, "surplus"), swept.measures)])
    numeric = [name for name in swept.names if pd.api.types.is_numeric_dtype(means[name])]
    if len(numeric) < 2:
        raise InputError("a heat map needs two levers that are varied by number; this study varies fewer")
    across = _one_of("x", x or numeric[0], numeric)
    up = _one_of("y", y or next(name for name in numeric if name != across), numeric)
    baseline = swept.study.case.baseline
    usual = next((name for name in swept.policies if name != baseline), baseline)
    under = _one_of("policy", policy or usual, swept.policies)
    rows = means[means["policy"] == under]
    points = pd.DataFrame({"x": rows[across], "y": rows[up], "value": rows["mean"]})
    grid = points.groupby(["x", "y"]).mean().reset_index()
    words = {"x": across, "y": up, "value": str(means["measure"].iloc[0]), "note": f"Policy “{under}”."}
    return grid, words


def _first(names: Any, wanted: str) -> str:
    return wanted if wanted in names else next(iter(names))


def _one_of(what: str, name: str, known: Any) -> str:
    from sim.scenario.mistakes import quote

    if name not in known:
        raise InputError(f"there is no {what} {quote(name)} here; there are {', '.join(map(str, known))}")
    return name
