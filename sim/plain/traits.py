"""What is drawn once: people's traits, whom they know in other teams, parameters that are uncertain."""

import math
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtr, ndtri

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.scenario import Case
from sim.scenario.distribution import Distribution
from sim.scenario.drawn import lay
from sim.scenario.posterior import POSTERIOR, left_open, settings

DRAWN = (
    "skill", "ai_value", "rework", "job", "knack", "cost_useful", "cost_padding", "cost_unmeasured",
    "scruple", "scruple_per_unit", "security_scruple", "status", "fear", "honest", "ai_skill", "foresight",
)  # fmt: skip
"""Traits in the order of their draws."""

NEIGHBOURHOOD = 128
"""People know others only within blocks of this many seats."""


def draws_of(luck: Luck, seats: Sequence[int], generations: Sequence[int]) -> list[dict[str, float]]:
    """Return the uniform draws of some people, by trait."""
    seat, generation = np.array(seats)[:, None], np.array(generations)[:, None]
    fours = luck.of_pairs(Decision.TRAIT, 0, seat, generation, sub=np.arange(4))
    return [dict(zip(DRAWN, draws, strict=False)) for draws in fours.reshape(len(seats), -1).tolist()]


def normal(u: float) -> float:
    """Return the standard normal value of a uniform draw."""
    return float(ndtri(u))


def correlated(one: float, other: float, correlation: float) -> float:
    """Return the second of two uniform draws, bent so that their normal values correlate."""
    return float(ndtr(correlation * ndtri(one) + math.sqrt(1.0 - correlation * correlation) * ndtri(other)))


def quantile(distribution: Distribution, u: float, number: int) -> float:
    """Return the value of a uniform draw; a list of values is dealt out by `number`."""
    if distribution.constant is not None:
        return distribution.constant
    if distribution.values is not None:
        return distribution.values[number % len(distribution.values)]
    if distribution.mixture is not None:
        return _mixture(distribution, u, number)
    if form := distribution.normal:
        return form.mean + form.sd * normal(u)
    if lognormal := distribution.lognormal:
        return lognormal.mean * math.exp(lognormal.log_sd * normal(u) - 0.5 * lognormal.log_sd**2)
    if gamma := distribution.gamma:
        return float(gammaincinv((gamma.mean / gamma.sd) ** 2, u)) * gamma.sd**2 / gamma.mean
    if beta := distribution.beta:
        return float(betaincinv(beta.mean * beta.concentration, (1.0 - beta.mean) * beta.concentration, u))
    assert distribution.uniform is not None
    return distribution.uniform.low + (distribution.uniform.high - distribution.uniform.low) * u


def _mixture(distribution: Distribution, u: float, number: int) -> float:
    """Spend the draw first on the part, then, stretched, inside it."""
    parts = distribution.mixture or ()
    start = 0.0
    for part in parts:
        if u < start + part.share:
            stretched = min(max((u - start) / part.share, 2**-53), 1 - 2**-53)
            return quantile(part.of, stretched, number)
        start += part.share
    return quantile(parts[-1].of, u, number)


def ties(luck: Luck, seats: int, team_size: int, number: int) -> list[list[int]]:
    """Return whom each seat knows in other teams: up to `number` seats of its neighbourhood, some perhaps twice."""
    everybody = np.arange(seats)
    fours = luck.of_pairs(Decision.TIE, 0, everybody[:, None], 0, sub=np.arange((number + 3) // 4))
    known = []
    for seat, draws in enumerate(fours.reshape(seats, -1)[:, :number].tolist()):
        whom = [seat // NEIGHBOURHOOD * NEIGHBOURHOOD + int(u * NEIGHBOURHOOD) for u in draws]
        known.append([other for other in whom if other < seats and other // team_size != seat // team_size])
    return known


def settled(case: Case, luck: Luck) -> Case:
    """Return the case with every uncertain parameter replaced by what it is in this world."""

    def uniform(name: str) -> float:
        return float(luck.of_pairs(Decision.UNCERTAIN, 0, crc32(name.encode()), 0)[0])

    if case.uncertain == POSTERIOR:
        drawn = settings()[int(uniform(POSTERIOR) * len(settings()))]
        return lay(case, {path: drawn[path] for path in left_open(case.people, case.behaviour)})
    drawn = {
        path: quantile(distribution, uniform(path), luck.first_world)
        for path, distribution in case.distributions.items()
    }
    return lay(case, drawn)
