"""Which policies may be the best: those that cannot be told from the first, and in how many worlds each is first."""

from typing import NamedTuple

import numpy as np

from sim.experiment.lead import Lead, lead
from sim.experiment.pairing import mean_of
from sim.experiment.results import Results, Weeks


class Place(NamedTuple):
    """A policy's place among all.

    Attributes
    ----------
    behind
        How far the first is ahead of it in the same worlds; nothing at all for the first itself.
    first_in
        Worlds in which no policy is ahead of it.
    """

    policy: str
    behind: Lead
    first_in: int

    @property
    def may_be_first(self) -> bool:
        """Whether it is the first, or cannot be told from it."""
        return not self.behind.sure


class Choice(NamedTuple):
    """All policies by a measure of which more is better, the first in the mean first.

    Attributes
    ----------
    worlds
        Worlds in which the measure is defined under some policy.
    """

    measure: str
    weeks: Weeks
    places: tuple[Place, ...]
    worlds: int

    @property
    def best(self) -> str:
        """The first policy."""
        return self.places[0].policy

    @property
    def candidates(self) -> tuple[str, ...]:
        """Policies of which each may be the first."""
        return tuple(place.policy for place in self.places if place.may_be_first)

    @property
    def rival(self) -> Place | None:
        """Who comes closest to the first: whose interval reaches farthest down."""
        others = [place for place in self.places[1:] if np.isfinite(place.behind.mean)]
        return min(others, key=lambda place: (_or_low(place.behind.low), place.behind.mean), default=None)


def choose(results: Results, measure: str = "surplus", weeks: Weeks | None = None) -> Choice:
    """Put the policies in their order by a measure of which more is better.

    Parameters
    ----------
    measure
        Its name.
    weeks
        First and last week, both included; by default from the first dated change on.
    """
    weeks = weeks or results.since_first_change
    values = {policy: results.per_world(policy, measure, weeks) for policy in results.policies}
    means = {policy: mean_of(each).mean for policy, each in values.items()}
    order = sorted(values, key=lambda policy: -_or_low(means[policy]))
    best = values[order[0]]
    every = np.stack(list(values.values()))
    there = np.isfinite(every).any(axis=0)
    highest = np.where(np.isfinite(every), every, -np.inf).max(axis=0)
    places = tuple(
        Place(policy, lead(best, values[policy]), int((there & (values[policy] == highest)).sum())) for policy in order
    )
    return Choice(measure, weeks, places, int(there.sum()))


def _or_low(value: float) -> float:
    return value if np.isfinite(value) else -np.inf
