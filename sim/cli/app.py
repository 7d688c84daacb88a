"""The command ``goodhart``: its commands, in the order in which they are listed."""

from typing import Annotated

import typer

import sim
from sim.cli import check
from sim.cli.asking import optimise, robust, sensitivity
from sim.cli.asking_cases import better, tipping
from sim.cli.bench import bench
from sim.cli.console import show_line
from sim.cli.files import list_, new, schema, validate
from sim.cli.guard import Commands
from sim.cli.results import chart, compare, export, report
from sim.cli.simulate import demo, run
from sim.cli.sweep import extend, resume, sweep

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
        show_line(f"goodhart-sim {sim.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass


STUDIES = (sweep, resume, extend, better, sensitivity, robust, optimise, tipping)
for command in (demo, run, *STUDIES, compare, report, chart, export, validate, new, schema, list_, bench):
    app.command(command.__name__.rstrip("_"))(command)
app.add_typer(check.app, name="check")
