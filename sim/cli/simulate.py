"""``goodhart demo`` and ``goodhart run``: every policy of a scenario in the same simulated companies."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.console import as_invoked, console, progress, show, show_json, show_line, tell
from sim.cli.options import (
    REPORT,
    Employees,
    Jobs,
    Json,
    Out,
    Plausible,
    Scenario,
    Seed,
    Settings,
    Uncertain,
    Weeks,
    Worlds,
    cores,
)

if TYPE_CHECKING:
    from sim.experiment import Results
    from sim.scenario import Case

DEMO_CASE, DEMO_WORLDS, DEMO_JOBS = "amazon_meshclaw", 24, 2


def demo(
    worlds: Worlds = DEMO_WORLDS,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    plausible: Plausible = None,
    jobs: Jobs = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Run the Amazon case, small, from file to report."""
    case = load(DEMO_CASE, worlds, weeks, employees, seed, settings)
    report = _run(case, jobs or min(DEMO_JOBS, cores()), out, as_json, plausible)
    if not as_json:
        show_line(f"\nTo read the report, open it in a browser: {report.resolve().as_uri()}")
        show_line(f"Your own company: {as_invoked()} new my_company.yaml")


def run(
    scenario: Scenario,
    worlds: Worlds = None,
    weeks: Weeks = None,
    employees: Employees = None,
    seed: Seed = None,
    settings: Settings = None,
    uncertain: Uncertain = False,
    plausible: Plausible = None,
    jobs: Jobs = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Run every policy of a scenario: table, verdict, report.

    All policies are simulated in the same companies, with the same people and the same luck.
    A run that was stopped goes on where it was; more worlds are added to those that are there.
    """
    case = load(scenario, worlds, weeks, employees, seed, settings)
    if uncertain:
        from sim.experiment.prior import made_uncertain

        case = made_uncertain(case)
    _run(case, jobs or cores(), out, as_json, plausible)


def load(
    scenario: str,
    worlds: int | None,
    weeks: int | None,
    employees: int | None,
    seed: int | None,
    settings: list[str] | None,
) -> "Case":
    """Read a scenario with what the options lay over it; the later of two ``--set`` for one path wins.

    Raises
    ------
    ScenarioError
        With every mistake in the file and in the options.
    """
    from sim.cli.files import measure_names
    from sim.scenario import load as load_case

    return load_case(
        scenario,
        measures=measure_names(),
        settings=parsed(settings or ()),
        worlds=worlds,
        weeks=weeks,
        employees=employees,
        seed=seed,
    )


def parsed(settings: Iterable[str]) -> dict[str, Any]:
    """Return what ``--set`` says, path -> value; raise `ScenarioError` with every mistake in it."""
    from sim.scenario import Mistake, ScenarioError
    from sim.scenario.reading import parse_setting

    parsed: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for text in settings:
        try:
            path, value = parse_setting(text)
        except ScenarioError as error:
            mistakes += error.mistakes
        else:
            parsed[path] = value
    if mistakes:
        raise ScenarioError(mistakes)
    return parsed


def simulate(case: "Case", jobs: int, out: Path | None) -> "Results":
    """Run a case and show how far it is; say which dated changes come after its last week.

    Raises
    ------
    ResultsError, RunFailed, Stopped
        As `sim.run` does.
    """
    from sim.experiment import run as run_case

    for policy, changes in case.policies.items():
        late = [str(change.week) for change in changes if change.week > case.weeks]
        if late:
            tell(f"'{policy}': skipped, being after the last week ({case.weeks}): week {', '.join(late)}")
    what = f"{case.worlds} simulated companies of {case.company.employees:,} people, {len(case.policies)} policies"
    with progress(what) as update:
        return run_case(case, jobs=jobs, out=out, progress=update)


def _run(case: "Case", jobs: int, out: Path | None, as_json: bool, plausible: int | None) -> Path:
    from sim.report import write_report

    results = simulate(case, jobs, out)
    _beside(results, jobs, plausible)
    report = write_report(results, results.folder / REPORT)
    if as_json:
        show_json(results.as_json())
    else:
        _show(results, report)
    return report


def _beside(results: "Results", jobs: int, companies: int | None) -> None:
    """Run the policies in plausible companies too, which the report sets beside the others; say it where that fails."""
    from sim.experiment import ResultsError, RunFailed
    from sim.experiment.plausible import COMPANIES, has_use_of, run_beside

    companies = COMPANIES if companies is None else companies
    if not has_use_of(results, companies):
        return
    try:
        with progress(f"{companies} plausible companies, settings drawn anew in each") as update:
            run_beside(results, companies=companies, jobs=jobs, progress=update)
    except (ResultsError, RunFailed) as error:
        tell(f"no plausible companies beside these results: {error}")


def _show(results: "Results", report: Path) -> None:
    """Print the verdict, its table, how sure it is and what it hangs on, the facts, and where all is kept."""
    from sim.cli import tables
    from sim.experiment import evaluate_all, verdict
    from sim.report.first_page import answers

    case = results.case
    size = f"{case.worlds} simulated companies of {case.company.employees:,} people, {case.weeks} weeks"
    show(case.title, f"{size}, seed {case.seed}")
    if results.changed:
        show(f"Changed by hand: {'; '.join(each.words for each in results.changed)}")
    show("", *(f"{sentence.text}\n" for sentence in verdict(results)))
    _show_policies(results)
    facts, warnings = evaluate_all(results)
    told = answers(results, facts)
    if told.hangs_on:
        show("\nHow sure that is\n", *(f"{sentence}\n" for sentence in told.how_sure))
        show("What it hangs on\n", *(f"{sentence}\n" for sentence in told.hangs_on))
    for warning in warnings:
        tell(warning)
    if facts:
        show(f"{'' if told.hangs_on else chr(10)}{tables.facts_counted(facts)}\n", tables.facts(facts), "")
    show_line(f"results  {results.folder}")
    show_line(f"report   {report}")


def _show_policies(results: "Results") -> None:
    """Print every policy over the weeks of the verdict, the one that leaves most surplus first."""
    from sim.cli import tables
    from sim.experiment.choosing import choose
    from sim.experiment.lead import span

    weeks, order = results.since_first_change, [place.policy for place in choose(results).places]
    measures = tables.chief(results.measures.values(), console().width)
    show(
        f"{span(weeks).capitalize()}, most surplus first: mean over the companies and its 95 % interval\n",
        tables.levels(tables.in_order(results.summary(weeks), order), measures),
        f"\n{tables.LEGEND}",
    )
    if len(results.policies) > 1:
        show(
            f"\nDifference from '{results.case.baseline}' over the same weeks in the same companies, and in how many "
            "it has that sign\n",
            tables.differences(tables.in_order(results.differences(weeks), order), measures),
        )
