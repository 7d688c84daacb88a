"""Uncertain parameters: drawn once a world, then carried as (worlds, 1) arrays that broadcast against seats."""

from typing import Any
from zlib import crc32

import numpy as np

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.company.quantile import quantile
from sim.scenario import Case
from sim.scenario.setting import Definition


def settle(case: Case, luck: Luck) -> Case:
    """Return the case with every uncertain parameter replaced by its draws, (worlds, 1).

    A draw's address is the parameter's path, so that naming one more moves none of the others.
    """
    world = np.arange(luck.worlds)
    for path, distribution in case.uncertain.items():
        u = luck.of_pairs(Decision.UNCERTAIN, world, crc32(path.encode()), 0)[:, 0]
        case = _replace(case, path.split("."), quantile(distribution, u, world, luck.first_world + world)[:, None])
    return case


def _replace(definition: Any, path: list[str], value: Any) -> Any:
    first, rest = path[0], path[1:]
    inner = _replace(getattr(definition, first), rest, value) if rest else value
    assert isinstance(definition, Definition)
    return definition.model_copy(update={first: inner})
