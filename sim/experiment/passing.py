"""How many settings of the prior pass each fact: what nearly all of them pass says nothing of the defaults.

``python -m sim.experiment.passing`` draws the settings, tries them on every bundled case and renews the shares that are
kept beside this file.
"""

import json
import multiprocessing
import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import sim
from sim.experiment.facts import FactResult
from sim.experiment.prior import SEED, draw_setting
from sim.experiment.trying import Size, try_settings
from sim.scenario import bundled, load

SETTINGS = 200
ROBUST = 0.95
SMALL, META = Size(400, 4), Size(10_000, 1)
SIZES = {"meta_claudeonomics": META}
"""Sizes of companies other than `SMALL`: a tail takes many people."""

KEPT = Path(__file__).with_name("prior_shares.json")
Passed = dict[str, list[bool]]


def prior_share(case: str, fact: str) -> float | None:
    """Return the share of prior settings that pass a fact of a bundled case; None where it was never tried."""
    share: float | None = kept()["shares"].get(case, {}).get(fact)
    return share


def weighed(found: FactResult) -> FactResult:
    """Return a fact with its kind by the prior: robust when nearly all settings pass it, unless it is a consequence."""
    share = prior_share(found.case, found.id)
    if share is None or found.kind == "consequence":
        return found
    return replace(found, kind="robust" if share >= ROBUST else "informative")


@cache
def kept() -> dict[str, Any]:
    """Return what is kept of the last time the prior was tried: settings, seed, version, sizes and shares."""
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return found


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
