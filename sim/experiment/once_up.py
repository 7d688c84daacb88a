"""Once it is up: what is best for a company that has a policy already, and can only go on or change course."""

from typing import Any, NamedTuple

from sim.experiment.lead import Lead, lead
from sim.experiment.results import Results, Weeks
from sim.scenario.levers import Change

SURPLUS = "surplus"


class Course(NamedTuple):
    """A change of course, against going on.

    Attributes
    ----------
    policy
        The policy that changes course.
    week
        Of its first change of course.
    ahead
        How much more surplus it leaves than going on does.
    """

    policy: str
    week: int
    ahead: Lead


class OnceUp(NamedTuple):
    """A policy that goes on, and those that begin as it does and change course later, the best first.

    Attributes
    ----------
    goes_on
        The policy without later changes.
    weeks
        From the first change of course on.
    """

    goes_on: str
    weeks: Weeks
    courses: tuple[Course, ...]


def once_up(results: Results) -> OnceUp | None:
    """Return what a change of course brings where some policies begin alike; None where there is no such choice.

    The baseline is nothing to change course from. Of several policies that others begin like, the one with most others.
    """
    begun = [policy for policy in results.policies if policy != results.case.baseline]
    found = [each for policy in begun if (each := _from(results, policy))]
    return max(found, key=lambda each: len(each.courses), default=None)


def _from(results: Results, goes_on: str) -> OnceUp | None:
    policies, last = results.case.policies, results.case.weeks
    begins = [change for change in policies[goes_on] if change.week <= last]
    if not begins:
        return None
    launch = max(change.week for change in begins)
    turns: dict[str, int] = {}
    for policy, changes in policies.items():
        later = [change.week for change in changes if launch < change.week <= last]
        alike = [_levers(change) for change in changes if change.week <= launch] == [_levers(each) for each in begins]
        if policy != goes_on and alike and later:
            turns[policy] = min(later)
    if not turns:
        return None
    weeks = (min(turns.values()), last)
    against = results.per_world(goes_on, SURPLUS, weeks)
    courses = [
        Course(policy, week, lead(results.per_world(policy, SURPLUS, weeks), against)) for policy, week in turns.items()
    ]
    return OnceUp(goes_on, weeks, tuple(sorted(courses, key=lambda course: -course.ahead.mean)))


def _levers(change: Change) -> dict[str, Any]:
    """Return what a change sets, without its note."""
    return change.model_dump(exclude={"note"}, exclude_unset=True)
