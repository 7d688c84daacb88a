"""``goodhart check``: the simulation against theory and against what was published, the installation against itself."""

import platform
from typing import TYPE_CHECKING, Annotated, Any

import typer

import sim
from sim.cli.console import progress, show, show_json, show_line, tell
from sim.cli.guard import FAILED
from sim.cli.options import Employees, Jobs, Json, Seed, Weeks, Worlds, cores

if TYPE_CHECKING:
    from sim.experiment import FactResult
    from sim.scenario import Case

FRESH_WORLDS, FRESH_SEED = 50, 1975
LARGE = 10_000
"""People from which on a company is simulated in as many worlds as its file says, where those are fewer."""
PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "mesa", "matplotlib", "pydantic")

app = typer.Typer(help="Check against theory and published facts; check the installation.", no_args_is_help=True)


@app.command()
def facts(
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="CASE...", help="Cases.", show_default="all bundled cases")
    ] = None,
    worlds: Worlds = None,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = FRESH_SEED,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Say which published facts are shown, and which are not.

    Every case is run in 50 fresh companies, or as many as its file says where they are large; its results are kept as
    those of `run` are. Facts that nearly every plausible setting passes are called robust; the others are informative.
    """
    from sim.cli import tables
    from sim.cli.simulate import load, simulate
    from sim.experiment import evaluate_all
    from sim.experiment.kinds import prior_share
    from sim.scenario import bundled

    read = [_fresh(load(name, worlds, weeks, employees, seed, None), worlds) for name in cases or bundled()]
    found: dict[str, list[FactResult]] = {}
    for case in read:
        found[case.title], warnings = evaluate_all(simulate(case, jobs or cores(), None))
        for warning in warnings:
            tell(warning)
    together = [fact for of_case in found.values() for fact in of_case]
    if as_json:
        show_json([{**fact.as_json(), "prior_share": prior_share(fact.case, fact.id)} for fact in together])
        return
    for title, of_case in found.items():
        show(f"{title}: {tables.facts_counted(of_case)}\n", tables.facts(of_case), f"{_passed(of_case)}\n")
    show_line(f"All cases: {tables.facts_counted(together)}")


def _fresh(case: "Case", worlds: int | None) -> "Case":
    """Return the case with as many companies as facts are checked in, unless the user says how many."""
    if worlds is not None:
        return case
    fewer = case.company.employees >= LARGE and case.worlds < FRESH_WORLDS
    return case if fewer else case.model_copy(update={"worlds": FRESH_WORLDS})


def _passed(facts: "list[FactResult]") -> str:
    """Say how many of the settings drawn from the prior pass each fact."""
    from sim.experiment.kinds import kept, prior_share

    shares = {fact.id: prior_share(fact.case, fact.id) for fact in facts}
    said = ", ".join(f"{fact} {share:.0%}" for fact, share in shares.items() if share is not None)
    return f"Of {kept()['settings']} plausible settings pass: {said}" if said else ""


@app.command()
def theory(as_json: Json = False) -> None:
    """Hold the simulation against closed forms: special cases of which theory says what must come out.

    Ends with exit code 1 where one of them is missed. About two minutes.
    """
    from sim.theory.check import check_theory

    with progress("Simulating special cases with a known answer") as update:
        rows = check_theory(update)
    if as_json:
        show_json([row.as_json() for row in rows])
    else:
        from sim.cli import tables

        passed = sum(row.passed for row in rows)
        show(tables.closed_forms(rows), f"\n{passed} of {len(rows)} closed forms within tolerance")
    if not all(row.passed for row in rows):
        raise typer.Exit(FAILED)


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
    from importlib.metadata import PackageNotFoundError, version

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
