"""One set of behavioural defaults for all cases: a search against their facts marked `calibrate`.

A population of settings starts from the defaults and from draws of the prior. In every generation the best so far are
tried again, and children are added: each figure from one of two parents, now and then moved. Every trial is in worlds
that no setting has met, and a setting counts by the mean of all its trials, for one that wins on one seed is luck. The
best of all are then tried once more, in larger companies, which says whether the defaults should move.

Those that do nearly as well descend from each other, and figures that do not matter descend with them. So they are
spread out afterwards: again and again each draws some of its figures anew from the prior and keeps them where nearly all
facts are still shown in fresh worlds (Marjoram et al. 2003, Markov chain Monte Carlo without likelihoods). Where they
end is the posterior.

``python -m sim.experiment.calibration`` searches again and renews what is kept beside this file.
"""

import json
import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import sim
from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.experiment.facts import FactResult
from sim.experiment.prior import Setting, default_setting, draw_setting, ranges
from sim.experiment.trying import Size, try_settings
from sim.scenario import Case, Fact, bundled, load
from sim.scenario.setting import Range

MEMBERS, GENERATIONS, BEST = 40, 9, 10
TRIED = Size(400, 4)
CONFIRMED, FINALISTS = Size(500, 10), 40
NEARLY = 2
"""How many facts fewer than the best a setting may show to be accepted."""
ROUNDS, RENEWED, MISSING = 12, 0.25, 3
"""How often accepted settings are spread out, how many figures are drawn anew, how many facts may then be missing."""
MOVED, HOW_FAR = 0.15, 0.2
"""How many figures of a child are moved, and how far: standard deviation as a share of the plausible range."""
SEED = 1
OPEN_SCALE = 0.05
"""Width that stands for that of a band with an open end."""

KEPT = Path(__file__).with_name("posterior.json")
Objective = Callable[[Sequence[Setting], int], list[float]]
Shown = Callable[[Sequence[Setting], int], list[int]]


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
    generations: int = GENERATIONS,
    best: int = BEST,
    seed: int = SEED,
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


def score(found: Sequence[FactResult]) -> float:
    """Return how well a setting does, 0..1, over its facts.

    Half counts in what share of worlds a fact holds, nine in ten being enough, half how near its mean is to the band.
    """
    return float(np.mean([0.5 * min(fact.share_of_worlds / 0.9, 1.0) + 0.5 * _near(fact) for fact in found]))


def spread(
    shown: Shown, least: int, plausible: Mapping[str, Range], start: Sequence[Setting], *, rounds: int, seed: int = SEED
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


def calibrate(jobs: int = 1) -> dict[str, Any]:
    """Search, confirm, spread out and return what is kept: how the defaults did, and the posterior's settings."""
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        start = [default_setting(), *(draw_setting(number, SEED) for number in range(MEMBERS - 1))]
        members = search(_Scores(pool, jobs), ranges(), start)
        finalists = [start[0], *(member.setting for member in members[:FINALISTS] if member.setting != start[0])]
        first = (MEMBERS * (GENERATIONS + 1)) * TRIED.worlds
        found = on_all_cases(pool, jobs, finalists, CONFIRMED, first)
        shown = [sum(fact.shown for fact in of_setting) for of_setting in found]
        accepted = [setting for setting, facts in zip(finalists, shown, strict=True) if facts >= max(shown) - NEARLY]
        counter = _Shown(pool, jobs, first + len(finalists) * CONFIRMED.worlds)
        settings, taken = spread(counter, len(found[0]) - MISSING, ranges(), accepted, rounds=ROUNDS)
    return {
        "version": sim.__version__,
        "seed": SEED,
        "tried": len(members),
        "facts": len(found[0]),
        "shown": {"default": shown[0], "best": max(shown), "as many as the default": sum(n >= shown[0] for n in shown)},
        "accepted": len(accepted),
        "steps taken": round(taken, 3),
        "settings": [{path: float(f"{value:.4g}") for path, value in setting.items()} for setting in settings],
    }


def posterior_settings() -> list[Setting]:
    """Return the settings of the posterior: figures by path, to be laid over any case."""
    return [dict(setting) for setting in kept()["settings"]]


def posterior_ranges(settings: Sequence[Setting]) -> dict[str, tuple[float, float, float]]:
    """Return for each figure the tenth, the middle and the ninetieth percentile over settings."""
    columns = {path: [setting[path] for setting in settings] for path in settings[0]}
    return {
        path: (float(low), float(middle), float(high))
        for path, values in columns.items()
        for low, middle, high in [np.percentile(values, (10, 50, 90))]
    }


@cache
def kept() -> dict[str, Any]:
    """Return what is kept of the last search."""
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return found


def calibrated(case: Case) -> list[Fact]:
    """Return the facts of a case that defaults may be chosen by."""
    return [fact for fact in case.facts if fact.role == "calibrate"]


def on_all_cases(
    pool: Executor, jobs: int, settings: Sequence[Setting], size: Size, first_world: int
) -> list[list[FactResult]]:
    """Hold the `calibrate` facts of all bundled cases against settings, each setting in worlds of its own."""
    cuts = [round(part * len(settings) / jobs) for part in range(jobs + 1)]
    parts = [(start, list(settings[start:end])) for start, end in pairwise(cuts)]
    names = [name for name in bundled() if calibrated(load(name))]
    tasks = [
        [pool.submit(_on_case, name, part, size, first_world + start * size.worlds) for name in names]
        for start, part in parts
    ]
    found: list[list[FactResult]] = []
    for of_part in tasks:
        by_case = [task.result() for task in of_part]
        found += [[fact for facts in of_setting for fact in facts] for of_setting in zip(*by_case, strict=True)]
    return found


def _on_case(name: str, settings: list[Setting], size: Size, first_world: int) -> list[list[FactResult]]:
    case = load(name)
    return try_settings(case, settings, size, first_world, calibrated(case))


class _Scores:
    """The objective of a calibration: the score over the facts of all cases."""

    def __init__(self, pool: Executor, jobs: int) -> None:
        self.pool, self.jobs = pool, jobs

    def __call__(self, settings: Sequence[Setting], first: int) -> list[float]:
        found = on_all_cases(self.pool, self.jobs, settings, TRIED, first * TRIED.worlds)
        return [score(of_setting) for of_setting in found]


class _Shown:
    """How many facts of all cases are shown, in worlds that a search has not met."""

    def __init__(self, pool: Executor, jobs: int, first_world: int) -> None:
        self.pool, self.jobs, self.first_world = pool, jobs, first_world

    def __call__(self, settings: Sequence[Setting], first: int) -> list[int]:
        found = on_all_cases(self.pool, self.jobs, settings, TRIED, self.first_world + first * TRIED.worlds)
        return [sum(fact.shown for fact in of_setting) for of_setting in found]


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


def _near(fact: FactResult) -> float:
    """Return 1 inside the band, less the farther outside; 0 where there is no value."""
    if not np.isfinite(fact.value):
        return 0.0
    width = fact.high - fact.low
    outside = max(fact.low - fact.value, fact.value - fact.high, 0.0)
    return 1.0 / (1.0 + outside / (width if np.isfinite(width) else OPEN_SCALE))


if __name__ == "__main__":
    from sim.experiment import calibration

    found = calibration.calibrate(jobs=os.cpu_count() or 1)
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
