"""Searching among settings: a population that climbs, and one that wanders over all that is good enough.

Both are handed what judges settings, and nothing here knows what a company is. Every trial is in worlds that no setting
has met before: a judge is told the number of the first, and gives each setting worlds of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.experiment.prior import Setting
from sim.scenario.setting import Range

MOVED, HOW_FAR = 0.15, 0.2
"""How many figures of a child are moved, and how far: standard deviation as a share of the plausible range."""
RENEWED = 0.25
"""How many figures of a wandering setting are drawn anew in a step."""

Objective = Callable[[Sequence[Setting], int], list[float]]
Shown = Callable[[Sequence[Setting], int], list[int]]
"""Settings and the number of the first trial -> the score of each, or how many facts each shows."""


@dataclass
class Member:
    """A setting and the scores of its trials, each in worlds of its own."""

    setting: Setting
    scores: list[float] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Mean over the trials."""
        return float(np.mean(self.scores))


def search(
    objective: Objective,
    plausible: Mapping[str, Range],
    start: Sequence[Setting],
    *,
    generations: int,
    best: int,
    seed: int,
) -> list[Member]:
    """Search for the settings with the highest mean score.

    Parameters
    ----------
    objective
        Gives the score of each of some settings, in worlds from the number on that it is handed; each setting of a call
        has worlds of its own.
    plausible
        Range of each figure; children stay inside.
    start
        The first generation; every other has as many members.
    generations
        How many generations follow the first.
    best
        How many of the best are tried again in each generation.
    seed
        Names the luck of crossing and moving.

    Returns
    -------
    list of Member
        Everything that was tried, best first.
    """
    members = [Member(setting) for setting in start]
    tried = _try(objective, members, 0)
    for generation in range(1, generations + 1):
        luck = Luck(seed, generation, 1, 1)
        members.sort(key=lambda member: -member.score)
        children = [Member(_child(members, plausible, luck, number)) for number in range(len(start) - best)]
        tried = _try(objective, members[:best] + children, tried)
        members += children
    return sorted(members, key=lambda member: -member.score)


def spread(
    shown: Shown, least: int, plausible: Mapping[str, Range], start: Sequence[Setting], *, rounds: int, seed: int
) -> tuple[list[Setting], float]:
    """Let accepted settings wander over all that is accepted, so that what does not matter takes any plausible value.

    Parameters
    ----------
    shown
        Says how many facts each of some settings shows, in worlds from the number on that it is handed.
    least
        How many are enough.
    plausible
        Range of each figure.
    start
        Accepted settings.
    rounds
        How often each draws some figures anew.
    seed
        Names the luck.

    Returns
    -------
    list of dict
        Where each of them ends.
    float
        Share of the steps that were taken.
    """
    settings, taken = list(start), 0
    for number in range(rounds):
        luck = Luck(seed, number, 1, 1)
        renewed = [_renewed(setting, plausible, luck, place) for place, setting in enumerate(settings)]
        for place, facts in enumerate(shown(renewed, number * len(settings))):
            if facts >= least:
                settings[place] = renewed[place]
                taken += 1
    return settings, taken / (rounds * len(settings))


def _try(objective: Objective, members: Sequence[Member], tried: int) -> int:
    for member, scored in zip(members, objective([member.setting for member in members], tried), strict=True):
        member.scores.append(scored)
    return tried + len(members)


def _child(ordered: Sequence[Member], plausible: Mapping[str, Range], luck: Luck, number: int) -> Setting:
    """Return a child of two members, the better ones more often; figures are from either, some moved."""
    draws = luck.of_pairs(Decision.UNCERTAIN, 0, number, np.arange(len(plausible) + 1))
    half = (len(ordered) + 1) // 2
    one, other = (ordered[int(half * u * u)].setting for u in draws[-1, :2])
    child = {}
    for (path, (low, high)), (whose, whether, how_far, sign) in zip(plausible.items(), draws, strict=False):
        value = one[path] if whose < 0.5 else other[path]
        if whether < MOVED:
            value += (high - low) * HOW_FAR * _normal(how_far, sign)
        child[path] = float(np.clip(value, low, high))
    return child


def _renewed(setting: Setting, plausible: Mapping[str, Range], luck: Luck, place: int) -> Setting:
    """Return the setting with some figures drawn anew from their ranges."""
    draws = luck.of_pairs(Decision.UNCERTAIN, 0, place, np.arange(len(plausible)), sub=1)
    return {
        path: low + (high - low) * float(u) if whether < RENEWED else setting[path]
        for (path, (low, high)), (whether, u, _, _) in zip(plausible.items(), draws, strict=True)
    }


def _normal(u: float, v: float) -> float:
    """Turn two uniform numbers into a standard normal one (Box and Muller 1958)."""
    return float(np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * v))
