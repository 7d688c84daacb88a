"""Options that mean the same in every command."""

import os
from pathlib import Path
from typing import Annotated

import typer

MODEL = "What is simulated"
REPORT = "report"

Scenario = Annotated[
    str,
    typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of a bundled case (list cases)."),
]
ResultsFolder = Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")]
Worlds = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How many simulated companies.", rich_help_panel=MODEL)
]
Weeks = Annotated[int | None, typer.Option(min=1, metavar="N", help="How many weeks.", rich_help_panel=MODEL)]
Employees = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How many people the company has.", rich_help_panel=MODEL)
]
Seed = Annotated[int | None, typer.Option(metavar="N", help="Another seed is other luck.", rich_help_panel=MODEL)]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Any parameter of the scenario, as in company.team_size=6; may be repeated.",
        rich_help_panel=MODEL,
    ),
]
Uncertain = Annotated[
    bool,
    typer.Option(
        "--uncertain",
        help="Draw every setting that is not known anew in each company, from its plausible range.",
        rich_help_panel=MODEL,
    ),
]
Plausible = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="How many plausible companies are run beside: each draws every setting that is not known anew, and the "
        "report says whether the answer holds in them. 0: none.",
        show_default="64",
        rich_help_panel=MODEL,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="How many processes; the results are the same.", show_default="all cores"),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="The results folder.", show_default="results/<name>-<8 digits>"),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, and nothing else there.")]


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
