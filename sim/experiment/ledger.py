"""Where the gain that a policy's metric claimed went: the ledger over some weeks, with its uncertainty."""

from typing import NamedTuple

import numpy as np

from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, mean_of, mean_of_defined
from sim.experiment.results import Results, Weeks

CLAIM, START, GAIN = "claim", "start of the count", "real gain"
ANYWAY, EFFECT = "would have come anyway", "policy's effect"
TOTALS = (CLAIM, GAIN, EFFECT)
"""Lines to which those above them add up; the first is where it begins."""
_ROUNDING = 1e-12
_LEDGER, _REAL, _VALUE, _CLAIMED = "ledger: ", "ledger: real gain", "real value", "claimed gain"


class Line(NamedTuple):
    """A line of the ledger: its mean over worlds with the 95 % interval, baseline weeks a person-week.

    `name` is what tables call it, `says` the same in a few words.
    """

    name: str
    says: str
    mean: float
    low: float
    high: float


def ledger(results: Results, policy: str, weeks: Weeks | None = None) -> tuple[Line, ...]:
    """Return the ledger of a policy from its claim to its effect.

    The first line is the claim, the dashboard's own; what follows it, up to but without the real gain, is added to it
    and comes to the real gain. What would have come anyway is less than nothing where real value rose under the
    baseline since the same week, in the same worlds; added to the real gain it comes to the last line, the policy's
    effect. The dashboard counts from the mean of some weeks before launch, all other lines from the last of them; what
    that makes is a line of its own, left out where the results lack the dashboard's claim.

    Parameters
    ----------
    results
        Of a run in which the policy launches a metric after week 1.
    policy
        Its name.
    weeks
        First and last week, both included; by default the last fourth of all. Weeks before the launch, and such in
        which another metric is counted than the one launched, are left out of every line.

    Returns
    -------
    tuple of Line
        Not numbers where no week is left.

    Raises
    ------
    ResultsError
        If there is no such policy or week, or the policy has no launch after week 1 and within the weeks that were run.
    """
    lines = ledger_by_world(results, policy, weeks)
    told = {name.removeprefix(_LEDGER): info.title for name, info in results.measures.items()}
    told |= {
        START: "Counted from the last week before launch, not from several",
        ANYWAY: f"What was gained under “{results.case.baseline}” too",
        EFFECT: "What the policy changed",
    }
    return tuple(Line(name, told[name], *mean_of(values)) for name, values in lines.items())


def ledger_by_world(results: Results, policy: str, weeks: Weeks | None = None) -> dict[str, Floats]:
    """Return the same lines world by world, (worlds,), by name; parameters and errors are those of `ledger`."""
    open_weeks = np.isfinite(results.per_week(policy, _REAL, weeks))
    before = _launch(results, policy) - 1

    def per_world(values: Floats) -> Floats:
        return mean_of_defined(np.where(open_weeks, values, np.nan))

    names = [name for name in results.measures if name.startswith(_LEDGER)]
    lines = {name.removeprefix(_LEDGER): per_world(results.per_week(policy, name, weeks)) for name in names}
    if _CLAIMED in results.measures:
        claimed = per_world(results.per_week(policy, _CLAIMED, weeks))
        start = lines.pop(CLAIM) - claimed
        lines = {CLAIM: claimed, START: np.where(np.abs(start) < _ROUNDING, 0.0, start)} | lines
    baseline = results.case.baseline
    at_launch = results.per_week(baseline, _VALUE, (before, before))
    anyway = per_world(at_launch - results.per_week(baseline, _VALUE, weeks))
    return lines | {ANYWAY: anyway, EFFECT: lines[GAIN] + anyway}


def _launch(results: Results, policy: str) -> int:
    """Return the week from which a policy counts a metric; it must have been run, and a week before it."""
    weeks = [change.week for change in results.case.policies[policy] if change.metric is not None]
    if not weeks or min(weeks) < 2:
        raise ResultsError(f"“{policy}” launches no metric after week 1, so nothing is claimed to have been gained")
    if min(weeks) > results.case.weeks:
        raise ResultsError(f"“{policy}” launches no metric within the weeks that were run")
    return min(weeks)
