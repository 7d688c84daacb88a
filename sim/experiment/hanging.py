"""What a lead of one policy over another hangs on, where every world draws its uncertain parameters anew."""

import math
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from sim.company.luck import Luck
from sim.company.uncertain import draws
from sim.experiment.lead import Lead, lead
from sim.experiment.pairing import Floats
from sim.experiment.results import Results, Weeks
from sim.scenario import Case
from sim.scenario.posterior import POSTERIOR, digest, left_open

FEWEST = 12
"""Worlds below which ranks over worlds say nothing."""


class Driver(NamedTuple):
    """An uncertain parameter and the lead it goes with.

    Attributes
    ----------
    path
        Where the parameter stands.
    correlation, low, high
        Rank correlation of parameter and lead over worlds, with an interval that holds for all parameters at once in
        95 % of cases (Bonferroni; Fisher's z with the variance of ranks, 1.06/(n - 3): Fieller, Hartley and Pearson
        1957).
    middle
        The parameter's median over worlds.
    below, above
        The lead in the worlds with a value up to the median, and above it.
    """

    path: str
    correlation: float
    low: float
    high: float
    middle: float
    below: Lead
    above: Lead

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


def drawn(results: Results) -> dict[str, Floats]:
    """Return what each world of some results drew for each uncertain parameter, (worlds,), by path.

    Nothing where it was drawn from another posterior than the one that is kept.
    """
    if results.manifest.get("parameters", {}).get(POSTERIOR, digest()) != digest():
        return {}
    worlds = results.worlds.astype(np.int64)
    first = int(worlds.min())
    luck = Luck(results.case.seed, first, int(worlds.max()) - first + 1, 1)
    return draws(results.case, luck, worlds - first)


def how_many_drawn(case: Case) -> int:
    """Return how many figures each world draws for itself."""
    if case.uncertain == POSTERIOR:
        return len(left_open(case.people, case.behaviour))
    return len(case.distributions)


def drivers(
    results: Results, policy: str, against: str, measure: str = "surplus", weeks: Weeks | None = None
) -> tuple[Driver, ...]:
    """Return the uncertain parameters that a policy's lead over another may hang on, the strongest first.

    None where nothing was drawn or where there are fewer than `FEWEST` worlds.
    """
    weeks = weeks or results.since_first_change
    one, other = results.per_world(policy, measure, weeks), results.per_world(against, measure, weeks)
    there = np.isfinite(one - other)
    draws = {path: each[there] for path, each in drawn(results).items() if np.ptp(each[there]) > 0}
    if there.sum() < FEWEST or np.ptp((one - other)[there]) == 0:
        return ()
    found = [_driver(path, each, one[there], other[there], len(draws)) for path, each in draws.items()]
    return tuple(sorted(found, key=lambda driver: -abs(driver.correlation)))


def _driver(path: str, values: Floats, one: Floats, other: Floats, tried: int) -> Driver:
    gap, middle = rankdata(one - other), float(np.median(values))
    correlation = float(np.corrcoef(rankdata(values), gap)[0, 1])
    half = float(ndtri(1 - 0.025 / tried)) * math.sqrt(1.06 / (len(values) - 3))
    z = math.atanh(max(-0.999999, min(0.999999, correlation)))
    up = values > middle
    halves = (lead(one[part], other[part]) for part in (~up, up))
    return Driver(path, correlation, math.tanh(z - half), math.tanh(z + half), middle, *halves)
