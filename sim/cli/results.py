"""What is done with results that are there: compare, report, chart, export."""

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.console import console, show, show_json, show_line
from sim.cli.guard import InputError
from sim.cli.options import REPORT, Json, ResultsFolder

TABLES = ("rows.csv", "summary.csv", "differences.csv")
_SPECIAL = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def compare(
    results: Annotated[list[Path], typer.Argument(metavar="RESULTS...", help="Results folders of the same company.")],
    policy: Annotated[
        str | None, typer.Option(metavar="NAME", help="Compare this policy alone.", show_default="every policy")
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="NAME", help="Compare it with this one.", show_default="the baseline")
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare policies, also of several results of one company.

    Every policy is compared with the baseline of the first results, simulated company by simulated company, over the
    weeks of the verdict: from the first dated change on; with --policy and --against two policies of one result are.
    """
    from sim.cli import tables
    from sim.experiment import compare as compare_results
    from sim.experiment.lead import span

    found = [_open(folder) for folder in results]
    if policy is not None or against is not None:
        _compare_two(found, policy, against, as_json)
        return
    first = min(each.since_first_change[0] for each in found)
    weeks = (first, found[0].case.weeks)
    table = compare_results(*found, weeks=weeks)
    if as_json:
        show_json(tables.records(table))
    elif table.empty:
        show(f"{results[0]} holds one policy: there is nothing to compare it with")
    else:
        measures = tables.chief(found[0].measures.values(), console().width)
        show(
            f"{span(weeks).capitalize()}: difference from '{found[0].case.baseline}' in the same companies, "
            "and in how many it has that sign",
            tables.differences(table, measures),
        )


def _compare_two(found: list[Any], policy: str | None, against: str | None, as_json: bool) -> None:
    """Compare one policy with another of the same result.

    Raises
    ------
    InputError
        If there are several results, no policy is named, or there is none of that name.
    """
    from sim.cli import tables
    from sim.experiment.lead import span
    from sim.scenario.mistakes import nearest, quote

    if policy is None or len(found) > 1:
        raise InputError("--policy and --against name two policies of one result: goodhart compare RESULTS --policy A")
    results = found[0]
    against = against or results.case.baseline
    for name in (policy, against):
        if name not in results.policies:
            hint = nearest(name, results.policies) or f"; there are {', '.join(map(quote, results.policies))}"
            raise InputError(f"there is no policy {quote(name)} in {results.folder}{hint}")
    weeks = results.since_first_change
    table = results.compare(policy, against, weeks=weeks)
    if as_json:
        show_json(tables.records(table))
        return
    show(
        f"{span(weeks).capitalize()}: what '{policy}' changes against '{against}' in the same companies, and in how "
        "many it has that sign\n",
        tables.pair(table, [results.measures[name] for name in results.top]),
        f"\n{tables.LEGEND}",
    )


def report(
    results: ResultsFolder,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="A workbook of its tables instead.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Markdown instead, the pictures beside it.")] = False,
) -> None:
    """Write the report: one HTML file that opens by double click."""
    from sim.report import write_markdown, write_report, write_workbook

    found, folder = _open(results), results / REPORT
    if xlsx:
        show_line(str(write_workbook(found, folder / "report.xlsx")))
    if markdown:
        show_line(str(write_markdown(found, folder)))
    if not xlsx and not markdown:
        show_line(str(write_report(found, folder)))


def chart(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A chart of the gallery (goodhart list charts).")],
    results: ResultsFolder,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Its ending decides: .svg, .png or .pdf.", show_default="RESULTS/charts/NAME.svg"
        ),
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of a chart of one policy: which.", show_default="first after the baseline"),
    ] = None,
    theme: Annotated[str, typer.Option(metavar="NAME", help="paper, or slide: larger letters.")] = "paper",
    x: Annotated[str | None, typer.Option("--x", metavar="NAME", help="Of a heat map: what is varied across.")] = None,
    y: Annotated[str | None, typer.Option("--y", metavar="NAME", help="Of a heat map: what is varied upwards.")] = None,
    measure: Annotated[str | None, typer.Option(metavar="NAME", help="Of a heat map: what is shown.")] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of a heat map: show the difference from this policy.", show_default="none"),
    ] = None,
) -> None:
    """Draw one chart of a run, or a heat map of a study."""
    from sim.charts import chart_named
    from sim.experiment.writing import ready

    if chart_named(name).name == "heat-map" and _holds_a_study(results):
        _heat_map(results, out, theme, x, y, measure, policy, against)
        return
    asked = {"policy": policy, "x": x, "y": y, "measure": measure, "against": against}
    options = {option: value for option, value in asked.items() if value is not None}
    drawing = _open(results).chart(name, theme=theme, **options)
    file = out or results / "charts" / f"{name}.svg"
    if out is None:
        ready(file.parent)
    try:
        show_line(str(drawing.save(file)))
    except ValueError as error:
        raise InputError(str(error)) from error


def _holds_a_study(folder: Path) -> bool:
    from sim.experiment.keeping import read_manifest

    return "study" in read_manifest(folder)


def _heat_map(folder: Path, out: Path | None, theme: str, *words: str | None) -> None:
    from sim.cli import drawing
    from sim.experiment import Sweep
    from sim.experiment.writing import ready

    table, options = drawing.heat_map(Sweep.open(folder), *words)
    file = out or folder / "charts" / "heat-map.svg"
    if out is None:
        ready(file.parent)
    drawing.draw("heat-map", table, file, theme, **options)
    show_line(str(file))


def export(
    results: ResultsFolder,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated tables.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where they are written.", show_default="RESULTS/csv")
    ] = None,
) -> None:
    """Write tables for other tools.

    All rows, the summary of each policy, and its differences from the baseline.
    """
    if not csv:
        raise InputError("say in which form: goodhart export RESULTS --csv")
    from sim.experiment.writing import keep, ready

    found = _open(results)
    ours = results / "csv"
    folder = out or ours
    there = [folder / name for name in TABLES if (folder / name).exists()]
    if there and folder.resolve() != ours.resolve():
        raise InputError(f"{there[0]} is there already; choose another folder")
    ready(folder)
    for name, table in zip(TABLES, (found.rows, found.summary(), found.differences()), strict=True):
        keep(folder / name, _as_csv(table))
    for name in TABLES:
        show_line(str(folder / name))


def _as_csv(table: Any) -> bytes:
    """Return a table as CSV; text that a spreadsheet would take for a formula begins with an apostrophe.

    So does text that begins with one itself, which then has two: no two texts are written alike.
    """
    for column in table.select_dtypes(exclude=["number", "bool"]):
        table = table.assign(**{column: table[column].map(_as_text)})
    return bytes(table.to_csv(index=False), "utf-8")


def _as_text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_SPECIAL) else value


def _open(folder: Path) -> Any:
    from sim.experiment import Results

    return Results.open(folder)
