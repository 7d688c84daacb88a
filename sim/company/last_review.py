"""What managers said at the last review, beside what was true."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from sim.behaviour.review import places
from sim.behaviour.types import FloatArray


@dataclass(frozen=True)
class LastReview:
    """Ratings and true mean value a week since the review before, (worlds, seats), of the people who sat there then."""

    rating: FloatArray
    value: FloatArray
    _worked_out: dict[str, FloatArray] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def place_by_rating(self) -> FloatArray:
        """Everybody's place by rating, 0..1."""
        return places(self.rating)

    @cached_property
    def place_by_value(self) -> FloatArray:
        """Everybody's place by true value, 0..1."""
        return places(self.value)

    def once(self, name: str, make: Callable[["LastReview"], FloatArray]) -> FloatArray:
        """Return something that stands until the next review, worked out once."""
        if name not in self._worked_out:
            self._worked_out[name] = make(self)
        return self._worked_out[name]
