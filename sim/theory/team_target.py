"""A team target: one's own metric counts only where it decides, and the chance of that is that of one missing.

K of n must reach a level. With equal chances p the marginal worth of one's own chance is
C(n-1, K-1) p^(K-1) (1-p)^(n-K) of the stake; with unequal ones, the Poisson-binomial chance that exactly K - 1 of the
others do. Effort is that, times the density of one's own noise at the level, over its cost.
"""

from functools import cache
from itertools import combinations
from math import comb, prod
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from sim.company import Company
from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import bare, counted, ran

TEAM, NEEDED = 8, 6
STAKE, LEVEL, NOISE, COST = 0.1, 1.1, 0.4, 1.3
ABILITY = 1.0
ABILITIES = [0.7, 0.85, 0.95, 1.0, 1.1, 1.2, 1.3, 1.5]


@cache
def _company(abilities: tuple[float, ...], weeks: int, redo: float = 1.0, worlds: int = 1) -> Company:
    settings: dict[str, Any] = {
        "company.team_size": TEAM,
        "people.skill": {"values": list(abilities)},
        "people.cost_useful": COST,
        "people.fear": 1.0,
        "behaviour.choice.job": STAKE,
        "behaviour.choice.job_prior": 0.5,
        "behaviour.choice.options": ["private", "best"],
        "behaviour.choice.redo": redo,
        "behaviour.noticing.rate": 1.0 if redo else 0.0,
        "metrics.count.weight": 1.0,
        "metrics.count.noise": NOISE,
    }
    target = {"level": LEVEL, "push": 1.0, "of": "team", "share": NEEDED / TEAM}
    return ran(bare({"policy": counted(audience="self", target=target)}, settings, weeks=weeks), worlds=worlds)


def _effort(abilities: list[float], weeks: int) -> float:
    return float(_company(tuple(abilities), weeks).people.useful.mean())


def _one_is_missing() -> float:
    """Return how often exactly `NEEDED` - 1 of a person's team-mates reach the level, counted."""
    company = _company((ABILITY,), 1, redo=0.0, worlds=200)
    met = (company.people.metric >= LEVEL).reshape(-1, TEAM)
    others = met.sum(axis=1, keepdims=True) - met
    return float((others == NEEDED - 1).mean())


def _chance(ability: float) -> float:
    return float(ndtr((ability - LEVEL) / NOISE))


def _drawn(pivotal: float, ability: float) -> float:
    """Return the effort that a chance of being pivotal draws at a mean metric."""
    distance = (ability - LEVEL) / NOISE
    return float(STAKE * pivotal * np.exp(-0.5 * distance**2) / (np.sqrt(2.0 * np.pi) * NOISE) / COST)


def _binomial(chance: float) -> float:
    return comb(TEAM - 1, NEEDED - 1) * chance ** (NEEDED - 1) * (1.0 - chance) ** (TEAM - NEEDED)


def _poisson_binomial(chances: list[float]) -> float:
    """Return the chance that exactly `NEEDED` - 1 succeed, summed over who they are."""
    everybody = range(len(chances))
    return sum(
        prod(chances[mate] if mate in who else 1.0 - chances[mate] for mate in everybody)
        for who in map(set, combinations(everybody, NEEDED - 1))
    )


def _in_equilibrium() -> float:
    def excess(effort: float) -> float:
        reached = ABILITY + effort
        return _drawn(_binomial(_chance(reached)), reached) - effort

    return float(brentq(excess, 0.0, 1.0))


def _unequal() -> float:
    chances = [_chance(ability) for ability in ABILITIES]
    efforts = [
        _drawn(_poisson_binomial(chances[:own] + chances[own + 1 :]), ability) for own, ability in enumerate(ABILITIES)
    ]
    return float(np.mean(efforts))


PIVOTAL = _binomial(_chance(ABILITY))
CLOSED_FORMS = (
    ClosedForm("team target: how often one is missing among the others", PIVOTAL, _one_is_missing, 0.03),
    ClosedForm(
        "team target, equal team: first effort", _drawn(PIVOTAL, ABILITY), lambda: _effort([ABILITY], 1), ROUNDING
    ),
    ClosedForm(
        "team target, equal team: effort in equilibrium", _in_equilibrium(), lambda: _effort([ABILITY], 40), ROUNDING
    ),
    ClosedForm("team target, unequal team: first effort", _unequal(), lambda: _effort(ABILITIES, 1), ROUNDING),
)
