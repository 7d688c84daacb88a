"""Many settings of a case side by side: figures that differ become arrays, (worlds, 1), and all worlds step at once."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from sim.behaviour.types import IntArray
from sim.company import Company
from sim.company.quantile import by_world
from sim.scenario import Case
from sim.scenario.distribution import Distribution, Part, constant
from sim.scenario.setting import Definition


def stack(cases: Sequence[Case], worlds: int) -> Case:
    """Return one case with the figures of several, which are of one shape: `worlds` worlds of each, in their order.

    Raises
    ------
    ValueError
        If they differ in something other than figures, or in a mixture of anything but constants.
    """
    stacked = _stacked(list(cases), worlds)
    assert isinstance(stacked, Case)
    return stacked


class Stacked(Company):
    """A company whose metric's row differs by world, as well as its behaviour and its people."""

    def set_yields(self, world: IntArray | slice, seat: IntArray | slice) -> None:
        """Work out what efforts of some people yield in the metric in force."""
        row = self.row
        if isinstance(world, np.ndarray):
            self.row = row.model_copy(update={name: by_world(value, world) for name, value in row})
        super().set_yields(world, seat)
        self.row = row


def _stacked(parts: list[Any], worlds: int) -> Any:
    first = parts[0]
    if all(part == first for part in parts[1:]):
        return first
    if isinstance(first, float):
        return np.repeat(np.array(parts), worlds)[:, None]
    if isinstance(first, Distribution) and first.mixture is not None:
        return _stacked_mixture(parts, worlds)
    if isinstance(first, Definition):
        fields = type(first).model_fields
        return first.model_copy(
            update={name: _stacked([getattr(part, name) for part in parts], worlds) for name in fields}
        )
    if isinstance(first, dict):
        return {key: _stacked([part[key] for part in parts], worlds) for key in first}
    raise ValueError(f"only figures can differ between settings of a case; found {first} and others")


def _stacked_mixture(mixtures: list[Distribution], worlds: int) -> Distribution:
    """Cut all mixtures where any of them is cut, so that their parts have the same shares."""
    edges, values = [], []
    for mixture in mixtures:
        parts = mixture.mixture or ()
        if any(part.of.constant is None for part in parts):
            raise ValueError("only mixtures of constants can differ between settings of a case")
        edges.append(np.cumsum([part.share for part in parts]))
        values.append([part.of.constant for part in parts])
    cuts = np.unique(np.concatenate([[0.0, 1.0], *(edge[:-1] for edge in edges)]))
    common = []
    for low, high in pairwise(cuts):
        middle = (low + high) / 2
        here = [own[min(np.searchsorted(edge, middle), len(own) - 1)] for edge, own in zip(edges, values, strict=True)]
        of = constant(0.0).model_copy(update={"constant": np.repeat(np.array(here), worlds)[:, None]})
        common.append(Part.model_construct(share=float(high - low), of=of))
    return mixtures[0].model_copy(update={"mixture": tuple(common)})
