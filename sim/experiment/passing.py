"""How many settings of the prior pass each fact.

``python -m sim.experiment.passing`` draws the settings, tries them on every bundled case and renews the shares that
`sim.experiment.kinds` reads.
"""

import json
import multiprocessing
import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import sim
from sim.experiment.kinds import KEPT
from sim.experiment.prior import SEED, draw_setting
from sim.experiment.trying import Size, try_settings
from sim.scenario import bundled, load

SETTINGS = 200
SMALL, META = Size(400, 4), Size(10_000, 1)
SIZES = {"meta_claudeonomics": META}
"""Sizes of companies other than `SMALL`: a tail takes many people."""

Passed = dict[str, list[bool]]


def pass_block(name: str, first: int, last: int) -> tuple[str, Passed]:
    """Return which of the settings `first` to `last` (not included) pass each fact of a case."""
    case, size = load(name), SIZES.get(name, SMALL)
    settings = [draw_setting(number) for number in range(first, last)]
    passed: Passed = defaultdict(list)
    for found in try_settings(case, settings, size, first * size.worlds, case.facts):
        for fact in found:
            passed[fact.id].append(fact.shown)
    return name, dict(passed)


def try_prior(settings: int = SETTINGS, jobs: int = 1, block: int = 20) -> dict[str, Any]:
    """Try settings of the prior on every bundled case.

    Parameters
    ----------
    settings
        How many.
    jobs
        How many processes; the shares are the same.
    block
        How many settings a process tries at a time.

    Returns
    -------
    dict
        What is kept: settings, seed, version, sizes and shares by case and fact.
    """
    tasks = [(name, first, min(first + block, settings)) for first in range(0, settings, block) for name in bundled()]
    passed: dict[str, Passed] = {name: defaultdict(list) for name in bundled()}
    for name, found in _in_processes(tasks, jobs):
        for fact, holds in found.items():
            passed[name][fact] += holds
    return {
        "settings": settings,
        "seed": SEED,
        "version": sim.__version__,
        "sizes": {name: SIZES.get(name, SMALL)._asdict() for name in bundled()},
        "shares": {
            name: {fact: round(sum(holds) / len(holds), 4) for fact, holds in facts.items()}
            for name, facts in passed.items()
        },
    }


def _in_processes(tasks: list[tuple[str, int, int]], jobs: int) -> Iterator[tuple[str, Passed]]:
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(pass_block, *zip(*tasks, strict=True))


if __name__ == "__main__":
    from sim.experiment import passing

    found = passing.try_prior(jobs=os.cpu_count() or 1)
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
