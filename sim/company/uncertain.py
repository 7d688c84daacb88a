"""Uncertain parameters: drawn once a world, then carried as (worlds, 1) arrays that broadcast against seats."""

from zlib import crc32

import numpy as np

from sim.behaviour.types import FloatArray, IntArray
from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.company.quantile import quantile
from sim.scenario import Case
from sim.scenario.drawn import lay
from sim.scenario.posterior import POSTERIOR, left_open, settings


def settle(case: Case, luck: Luck) -> Case:
    """Return the case with every uncertain parameter replaced by its draws, (worlds, 1)."""
    return lay(case, {path: values[:, None] for path, values in draws(case, luck, np.arange(luck.worlds)).items()})


def draws(case: Case, luck: Luck, world: IntArray) -> dict[str, FloatArray]:
    """Return what some worlds draw for each uncertain parameter, (n,), by path.

    A draw's address is the parameter's path, so that naming one more moves none of the others. From the posterior a
    world draws one whole setting, so that its figures stay together, and takes of it what the case leaves open.

    Parameters
    ----------
    world
        Places of the worlds in the block, (n,).
    """

    def uniform(name: str) -> FloatArray:
        return luck.of_pairs(Decision.UNCERTAIN, world, crc32(name.encode()), 0)[:, 0]

    if case.uncertain == POSTERIOR:
        number = (uniform(POSTERIOR) * len(settings())).astype(np.int64)
        left = left_open(case.people, case.behaviour)
        return {path: np.array([each[path] for each in settings()])[number] for path in left}
    return {
        path: quantile(distribution, uniform(path), world, luck.first_world + world)
        for path, distribution in case.distributions.items()
    }
