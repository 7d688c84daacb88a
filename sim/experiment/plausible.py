"""Plausible companies beside a run: the same policies, every setting that is not known drawn anew in each company.

A run's own companies share one set of settings, most of them judgement; what holds in plausible companies too does not
hang on that set. Their settings come from the posterior: each set shows nearly all published facts.
"""

from sim.experiment.keeping import ResultsError
from sim.experiment.results import Results
from sim.experiment.runner import run
from sim.experiment.running.carrying import Progress
from sim.experiment.trying import scaled
from sim.scenario import Case
from sim.scenario.posterior import POSTERIOR

BESIDE = "plausible"
COMPANIES, PEOPLE = 64, 200
"""How many companies, and the most people that one has; below that a company takes hardly less time."""


def plausible(case: Case, companies: int = COMPANIES) -> Case:
    """Return the case with settings drawn anew in each company, small ones, and without facts."""
    small = scaled(case, min(case.company.employees, PEOPLE))
    return small.model_copy(update={"uncertain": POSTERIOR, "worlds": companies, "facts": ()})


def run_beside(
    results: Results, *, companies: int = COMPANIES, jobs: int = 1, progress: Progress | None = None
) -> Results | None:
    """Run the policies of some results in plausible companies, kept in a folder inside theirs.

    Parameters
    ----------
    results
        Of a run.
    companies
        How many; with 0 none are run.
    jobs, progress
        As in `sim.run`.

    Returns
    -------
    Results or None
        None where there is nothing to compare, the run's own companies draw their settings already, or none are asked
        for.

    Raises
    ------
    ResultsError, RunFailed, Stopped
        As `sim.run` does.
    """
    if not has_use_of(results, companies):
        return None
    return run(plausible(results.case, companies), jobs=jobs, out=results.folder / BESIDE, progress=progress)


def has_use_of(results: Results, companies: int) -> bool:
    """Return whether so many plausible companies have anything to say beside some results."""
    return companies != 0 and len(results.policies) > 1 and not results.case.uncertain


def beside(results: Results) -> Results | None:
    """Return the plausible companies that were run beside some results; None where there are none that can be read."""
    folder = results.folder / BESIDE
    if results.case.uncertain or not results.manifest or not folder.is_dir():
        return None
    try:
        found: Results = results.once(BESIDE, lambda: Results.open(folder))
    except ResultsError:
        return None
    return found if found.policies == results.policies else None


def with_drawn_settings(results: Results) -> Results | None:
    """Return companies that draw their settings anew: those of the results themselves, or else those beside them."""
    return results if results.case.uncertain else beside(results)
