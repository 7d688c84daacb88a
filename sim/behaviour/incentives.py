"""What the metric is worth to people: a sum of terms, each of which says what it expects of a mean metric."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import iadd
from typing import Protocol

import numpy as np

from sim.behaviour.metric_luck import ByPlace
from sim.behaviour.pay import Pay
from sim.behaviour.types import FloatArray


class Term(Protocol):
    """One stake that n people have in their metric, in baseline weeks a week, expected over their own luck."""

    def worth(self, mean: FloatArray) -> FloatArray:
        """Return what people expect of a mean metric (..., n), in an array of its own."""

    def marginal(self, mean: FloatArray) -> FloatArray:
        """Return what one more unit of mean metric is worth at a mean metric (n,)."""


@dataclass(frozen=True)
class Incentives:
    """All stakes of n people, of which there is at least one.

    `aim` is the mean metric that would do for a target, 0 without one. Where pay by the unit bends there may be another
    best response: `beyond` are mean metrics well past the levels from which a unit earns more, `up_to` those that reach
    the levels from which it earns less, each (n,).
    """

    terms: tuple[Term, ...]
    aim: FloatArray
    beyond: tuple[FloatArray, ...] = ()
    up_to: tuple[FloatArray, ...] = ()

    @cached_property
    def _by_place(self) -> tuple[list[ByPlace], list[Term]]:
        """The terms that go by place alone, all of the same luck, and the others."""
        placed = [term for term in self.terms if isinstance(term, ByPlace)]
        return placed, [term for term in self.terms if not isinstance(term, ByPlace)]

    def worth(self, mean: FloatArray) -> FloatArray:
        """Return what people expect of a mean metric (..., n)."""
        placed, others = self._by_place
        parts = [term.worth(mean) for term in others]
        if placed:
            place = placed[0].luck.centre(mean)
            parts += [term.expected(place) for term in placed]
        return reduce(iadd, parts)

    def marginal(self, mean: FloatArray) -> FloatArray:
        """Return what one more unit of mean metric is worth at a mean metric (n,)."""
        return self.marginal_and_bend(mean)[0]

    def marginal_and_bend(self, mean: FloatArray) -> tuple[FloatArray, FloatArray | None]:
        """Return what one more unit is worth, and how fast pay makes that fall, (n,); none where it nowhere does."""
        placed, others = self._by_place
        paid = [term.marginal_and_bend(mean) for term in others if isinstance(term, Pay)]
        parts = [term.marginal(mean) for term in others if not isinstance(term, Pay)]
        parts += [marginal for marginal, _ in paid]
        if placed:
            luck = placed[0].luck
            place = luck.centre(mean)
            parts.append(reduce(np.add, [term.slope(place) for term in placed]) * luck.slope(mean))
        falls = any(bend.any() for _, bend in paid)
        return reduce(np.add, parts), reduce(np.add, [bend for _, bend in paid]) if falls else None
