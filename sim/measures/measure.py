"""What a measure is: a number a world and week, with its definition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


@dataclass(frozen=True)
class Measure:
    """A number that is read from a company every week.

    `name` is what files, columns and tables call it; `top` is its place in the head of every table, if it stands there.
    """

    name: str
    title: str
    unit: str
    formula: str
    of: Callable[[Company], FloatArray]
    better: Literal["more", "less", "neither"] = "neither"
    form: Literal["share", "number", "money"] = "number"
    top: int | None = None
