"""The command ``goodhart``: its commands, in the order in which they are listed."""

from typing import Annotated

import typer

import sim
from sim.cli import bench, check, files, results, simulate
from sim.cli.console import show
from sim.cli.guard import Commands

app = typer.Typer(
    name="goodhart",
    cls=Commands,
    help="Simulate what happens when a measure becomes a target, before the leaderboard goes up.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        show(f"goodhart-sim {sim.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass


for command in (
    simulate.demo,
    simulate.run,
    results.compare,
    results.report,
    results.chart,
    results.export,
    files.validate,
    files.new,
    files.schema,
    files.list_,
    bench.bench,
):
    app.command(command.__name__.rstrip("_"))(command)
app.add_typer(check.app, name="check")
