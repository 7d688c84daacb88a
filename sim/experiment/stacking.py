"""Many settings of a case side by side: figures that differ become arrays, (worlds, 1), and all worlds step at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.scenario import Case
from sim.scenario.distribution import Part
from sim.scenario.setting import Definition


def stack(cases: Sequence[Case], worlds: int) -> Case:
    """Return one case with the figures of several, which are of one shape: `worlds` worlds of each, in their order.

    Raises
    ------
    ValueError
        If they differ in something other than figures, or in how many parts a mixture has.
    """
    stacked = _stacked(list(cases), worlds)
    assert isinstance(stacked, Case)
    return stacked


def _stacked(parts: list[Any], worlds: int) -> Any:
    first = parts[0]
    if all(part == first for part in parts[1:]):
        return first
    if isinstance(first, float):
        return np.repeat(np.array(parts), worlds)[:, None]
    if isinstance(first, Definition):
        fields = type(first).model_fields
        return first.model_copy(
            update={name: _stacked([getattr(part, name) for part in parts], worlds) for name in fields}
        )
    if isinstance(first, tuple) and first and isinstance(first[0], Part):
        return tuple(_stacked(list(part), worlds) for part in zip(*parts, strict=True))
    if isinstance(first, dict):
        return {key: _stacked([part[key] for part in parts], worlds) for key in first}
    raise ValueError(f"only figures can differ between settings of a case; found {first} and others")
