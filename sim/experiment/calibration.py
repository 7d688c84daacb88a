"""One set of behavioural defaults for all cases: a search against their facts marked `calibrate`.

A population of settings starts from the defaults and from draws of the prior. In every generation the best so far are
tried again, and children are added: each figure from one of two parents, now and then moved. Every trial is in worlds
that no setting has met, and a setting counts by the mean of all its trials, for one that wins on one seed is luck. The
best of all are then tried once more, in larger companies; those that do nearly as well as the best of them are the
posterior.

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
"""How many facts fewer than the best an accepted setting may show."""
MOVED, HOW_FAR = 0.15, 0.2
"""How many figures of a child are moved, and how far: standard deviation as a share of the plausible range."""
SEED = 1
OPEN_SCALE = 0.05
"""Width that stands for that of a band with an open end."""

KEPT = Path(__file__).with_name("posterior.json")
Objective = Callable[[Sequence[Setting], int], list[float]]


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


def calibrate(jobs: int = 1) -> dict[str, Any]:
    """Search, confirm and return what is kept: how it was done, the accepted settings and their ranges."""
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        start = [default_setting(), *(draw_setting(number, SEED) for number in range(MEMBERS - 1))]
        members = search(_Scores(pool, jobs), ranges(), start)
        finalists = [start[0], *(member.setting for member in members[:FINALISTS] if member.setting != start[0])]
        found = on_all_cases(pool, jobs, finalists, CONFIRMED, (MEMBERS * (GENERATIONS + 1)) * TRIED.worlds)
    shown = [sum(fact.shown for fact in of_setting) for of_setting in found]
    scores = [score(of_setting) for of_setting in found]
    order = sorted(range(len(finalists)), key=lambda n: (-shown[n], -scores[n]))
    accepted = [n for n in order if shown[n] >= max(shown) - NEARLY]
    return {
        "version": sim.__version__,
        "seed": SEED,
        "tried": len(members),
        "facts": len(found[0]),
        "default": {"shown": shown[0], "score": round(scores[0], 4)},
        "accepted": [
            {
                "shown": shown[n],
                "score": round(scores[n], 4),
                "setting": {path: float(f"{value:.4g}") for path, value in finalists[n].items()},
            }
            for n in accepted
        ],
    }


def posterior_settings() -> list[Setting]:
    """Return the accepted settings, the best first: figures by path, to be laid over any case."""
    return [dict(each["setting"]) for each in kept()["accepted"]]


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
