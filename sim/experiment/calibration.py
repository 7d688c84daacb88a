"""One set of behavioural defaults for all cases: a search against their facts marked `calibrate`.

A population of settings starts from the defaults and from draws of the prior. In every generation the best so far are
tried again, and children are added: each figure from one of two parents, now and then moved. Every trial is in worlds
that no setting has met, and a setting counts by the mean of all its trials, for one that wins on one seed is luck. The
best of all are then tried once more, in larger companies, which says whether the defaults should move.

Those that do nearly as well descend from each other, and figures that do not matter descend with them. So they are
spread out afterwards: again and again each draws some of its figures anew from the prior and keeps them where nearly
all facts are still shown in fresh worlds (Marjoram et al. 2003, Markov chain Monte Carlo without likelihoods). Where
they end is the posterior.

``python -m sim.experiment.calibration`` searches again and renews what is kept beside this file.
"""

import json
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

import sim
from sim.experiment.facts import FactResult
from sim.experiment.prior import Setting, default_setting, draw_setting, ranges
from sim.experiment.searching import search, spread
from sim.experiment.trying import Size, try_settings
from sim.scenario import Case, Fact, bundled, load, posterior

MEMBERS, GENERATIONS, BEST = 40, 9, 10
TRIED = Size(400, 4)
CONFIRMED, FINALISTS = Size(500, 10), 40
NEARLY = 2
"""How many facts fewer than the best a setting may show to be accepted."""
ROUNDS, MISSING = 30, 3
"""How often accepted settings are spread out, and how many facts may then be missing."""
SEED = 1
OPEN_SCALE = 0.05
"""Width that stands for that of a band with an open end."""


def score(found: Sequence[FactResult]) -> float:
    """Return how well a setting does, 0..1, over its facts.

    Half counts in what share of worlds a fact holds, nine in ten being enough, half how near its mean is to the band.
    """
    return float(np.mean([0.5 * min(fact.share_of_worlds / 0.9, 1.0) + 0.5 * _near(fact) for fact in found]))


def calibrate(jobs: int = 1) -> dict[str, Any]:
    """Search, confirm, spread out and return what is kept: how the defaults did, and the posterior's settings."""
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        start = [default_setting(), *(draw_setting(number, SEED) for number in range(MEMBERS - 1))]
        members = search(_Scores(pool, jobs), ranges(), start, generations=GENERATIONS, best=BEST, seed=SEED)
        finalists = [start[0], *(member.setting for member in members[:FINALISTS] if member.setting != start[0])]
        first = (MEMBERS * (GENERATIONS + 1)) * TRIED.worlds
        found = on_all_cases(pool, jobs, finalists, CONFIRMED, first)
        shown = [sum(fact.shown for fact in of_setting) for of_setting in found]
        accepted = [setting for setting, facts in zip(finalists, shown, strict=True) if facts >= max(shown) - NEARLY]
        counter = _Shown(pool, jobs, first + len(finalists) * CONFIRMED.worlds)
        settings, taken = spread(counter, len(found[0]) - MISSING, ranges(), accepted, rounds=ROUNDS, seed=SEED)
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
    return [dict(setting) for setting in posterior.settings()]


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
    found: dict[str, Any] = json.loads(posterior.KEPT.read_text("utf-8"))
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
    posterior.KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
