"""``goodhart check``: the simulation against what was published, and the installation against itself."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated, Any

import typer

import sim
from sim.cli.console import show, show_json, show_line, tell
from sim.cli.guard import FAILED
from sim.cli.options import Employees, Jobs, Json, Seed, Weeks, Worlds, cores

if TYPE_CHECKING:
    from sim.experiment import FactResult

FRESH_WORLDS, FRESH_SEED = 50, 1975
PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "mesa", "matplotlib", "pydantic")

app = typer.Typer(help="Check against published facts; check the installation.", no_args_is_help=True)


@app.command()
def facts(
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="CASE...", help="Cases.", show_default="all bundled cases")
    ] = None,
    worlds: Worlds = FRESH_WORLDS,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = FRESH_SEED,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Say which published facts are shown, and which are not.

    Every case is run in fresh companies; its results are kept as those of `run` are.
    """
    from sim.cli.simulate import load, simulate
    from sim.experiment import evaluate_all
    from sim.scenario import bundled

    read = [load(name, worlds, weeks, employees, seed, None) for name in cases or bundled()]
    found: dict[str, list[FactResult]] = {}
    for case in read:
        found[case.title], warnings = evaluate_all(simulate(case, jobs or cores(), None))
        for warning in warnings:
            tell(warning)
    if as_json:
        show_json([{**fact.as_json(), "prior_share": None} for facts in found.values() for fact in facts])
        return
    from sim.cli import tables

    for title, of_case in found.items():
        show(f"{title}: {tables.facts_counted(of_case)}\n", tables.facts(of_case), "")


@app.command()
def install(as_json: Json = False) -> None:
    """Say what is installed, and simulate a few people for a few weeks."""
    rows = [{"name": "goodhart-sim", "found": sim.__version__, "ok": True}]
    rows += [{"name": "Python", "found": platform.python_version(), "ok": True}]
    rows += [_package(name) for name in PACKAGES]
    rows += [_bundled_cases(), _first_weeks()]
    if as_json:
        show_json(rows)
    else:
        for row in rows:
            show_line(f"{'ok   ' if row['ok'] else 'wrong'}  {row['name']:<16} {row['found']}")
    if not all(row["ok"] for row in rows):
        raise typer.Exit(FAILED)


def _package(name: str) -> dict[str, Any]:
    try:
        return {"name": name, "found": version(name), "ok": True}
    except PackageNotFoundError:
        return {"name": name, "found": "missing", "ok": False}


def _bundled_cases() -> dict[str, Any]:
    from sim.scenario import bundled

    return {"name": "bundled cases", "found": ", ".join(bundled()) or "none", "ok": bool(bundled())}


def _first_weeks() -> dict[str, Any]:
    try:
        from sim.company import Company
        from sim.measures import all_measures
        from sim.scenario import small_case
    except ImportError as error:
        return {"name": "four weeks", "found": str(error), "ok": False}
    company = Company(small_case(), measures=all_measures())
    for _ in range(4):
        company.step()
    return {"name": "four weeks", "found": f"simulated, {len(company.record)} measures", "ok": company.week == 4}
