"""What the replacement of leavers does to a lead: nobody's behaviour hangs on what it costs, so that is arithmetic."""

import math
from typing import NamedTuple

from sim.experiment.choosing import Choice
from sim.experiment.pairing import mean_of
from sim.experiment.results import Results

LINE, SURPLUS = "money: replacing leavers", "surplus"


class Replacing(NamedTuple):
    """How a lead hangs on what it costs to replace somebody, baseline weeks.

    Attributes
    ----------
    cost
        What the scenario says it costs.
    below, instead
        The cost below which another policy comes first, and which; not a number and empty where none does.
    """

    cost: float
    below: float
    instead: str


def replacing(results: Results, choice: Choice) -> Replacing | None:
    """Return how the lead of the best policy hangs on the cost of replacing leavers; None where that is not known."""
    firm = results.case.company
    if choice.rival is None or LINE not in results.measures or not firm.replacement > 0:
        return None
    costs = {place.policy: -_mean(results, choice, place.policy, LINE) / firm.wage for place in choice.places}
    means = {place.policy: _mean(results, choice, place.policy, SURPLUS) for place in choice.places}
    best = choice.best
    below, instead = math.nan, ""
    for policy in costs:
        saved, ahead = costs[policy] - costs[best], means[best] - means[policy]
        if saved > ahead >= 0 and not 1 - ahead / saved < below / firm.replacement:
            below, instead = firm.replacement * (1 - ahead / saved), policy
    return Replacing(firm.replacement, below, instead)


def _mean(results: Results, choice: Choice, policy: str, measure: str) -> float:
    return mean_of(results.per_world(policy, measure, choice.weeks)).mean
