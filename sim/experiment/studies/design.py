"""The points of a design: every combination, or a sample of the space that the varied parameters span."""

from collections.abc import Sequence
from itertools import product
from math import isfinite
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.company.quantile import quantile
from sim.experiment.pairing import Floats
from sim.experiment.wanted import Point
from sim.scenario.laying import is_whole
from sim.scenario.study import StudyFile, Varied

_INSIDE = 2.0**-53


def points(study: StudyFile, seed: int) -> list[Point]:
    """Return the points of a study's design, in its order.

    Parameters
    ----------
    study
        The study.
    seed
        Names the luck of a sample.
    """
    design = study.design
    if design.points is not None:
        return [tuple(point[name] for name in study.paths) for point in design.points]
    if design.size is not None:
        return sample(study, seed, 0, design.size)
    whole = [_whole(study, name) for name in study.paths]
    return list(product(*(levels(varied, only) for varied, only in zip(study.vary.values(), whole, strict=True))))


def sample(study: StudyFile, seed: int, first: int, last: int) -> list[Point]:
    """Return the points `first` to `last` (not included) of a sample.

    A Sobol sequence goes on where it was; a Latin hypercube is followed by another one of as many points as are asked
    for.
    """
    names = list(study.paths)
    unit = _sobol(study, seed, first, last) if study.design.sobol else latin_hypercube(names, seed, first, last)
    return at_quantiles(study, unit)


def at_quantiles(study: StudyFile, unit: Floats) -> list[Point]:
    """Return the points at some places of the unit cube, shape (points, parameters): 0 is low, 1 is high."""
    whole = [_whole(study, name) for name in study.paths]
    columns = [
        _at_quantiles(varied, only, column)
        for varied, only, column in zip(study.vary.values(), whole, unit.T, strict=True)
    ]
    return list(zip(*columns, strict=True))


def how_many(study: StudyFile) -> list[int | None]:
    """Return how many values each parameter takes, one after the other as its range is gone through; None: any."""
    found: list[int | None] = []
    for name, varied in study.vary.items():
        if varied.values is not None:
            found.append(len(varied.values))
        elif varied.low is not None and varied.high is not None and _whole(study, name):
            found.append(int(np.floor(varied.high) - np.floor(varied.low)) + 1)
        else:
            found.append(None)
    return found


def levels(varied: Varied, whole: bool) -> Sequence[Any]:
    """Return the values that a grid takes."""
    if varied.values is not None:
        return varied.values
    assert varied.steps is not None
    return _at_quantiles(varied, False, np.linspace(0.0, 1.0, varied.steps), rounded=whole)


def _at_quantiles(varied: Varied, whole: bool, u: Floats, *, rounded: bool = False) -> list[Any]:
    """Return the values at quantiles u, (points,); a whole parameter takes each whole number as often."""
    if varied.values is not None:
        return [
            varied.values[place] for place in np.minimum((u * len(varied.values)).astype(int), len(varied.values) - 1)
        ]
    if distribution := varied.distribution:
        inside = np.clip(u, _INSIDE, 1.0 - _INSIDE)
        none = np.zeros(len(u), np.int64)
        with np.errstate(over="ignore"):
            return _plain(quantile(distribution, inside, none, none), whole)
    assert varied.low is not None
    assert varied.high is not None
    low, high = varied.low, varied.high
    if whole:
        return [int(value) for value in np.minimum(np.floor(low + u * (high - low + 1)), high)]
    found = low * (high / low) ** u if varied.log else low + u * (high - low)
    return _plain(np.where(u == 1.0, high, found), rounded)


def _plain(values: Floats, whole: bool) -> list[Any]:
    return [round(value) if whole and isfinite(value) else value for value in values.tolist()]


def _whole(study: StudyFile, name: str) -> bool:
    return any(is_whole(path) for path in study.paths[name])


def _sobol(study: StudyFile, seed: int, first: int, last: int) -> Floats:
    from scipy.stats import qmc

    sampler = qmc.Sobol(len(study.vary), scramble=True, rng=seed)
    found: Floats = sampler.random_base2(max(0, (last - 1).bit_length()))
    return found[first:last]


def latin_hypercube(names: Sequence[str], seed: int, first: int, last: int) -> Floats:
    """Cut each parameter's range into as many parts as there are points, and draw one point in each part.

    The points are the numbers `first` to `last` (not included); shape (points, names), 0 to 1.
    """
    n = last - first
    luck = Luck(seed, first, 1, n)
    columns: list[NDArray[np.float64]] = []
    for name in names:
        draws = luck.of_pairs(Decision.UNCERTAIN, 0, np.arange(n), crc32(name.encode()))
        columns.append((np.argsort(np.argsort(draws[:, 0], kind="stable"), kind="stable") + draws[:, 1]) / n)
    return np.column_stack(columns)
