"""A closed form: a number known beforehand, and the setting of the engine that must come to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

EXACT = 0.0
ROUNDING = 1e-9
"""Relative tolerance where nothing is left to chance and only rounding stands between the two numbers."""


@dataclass(frozen=True)
class Row:
    """A closed form beside what was simulated.

    `error` is relative to the closed form, and absolute where that is 0; `passed` says whether it is within
    `tolerance`, where 0 asks for equality.
    """

    name: str
    closed_form: float
    simulated: float
    error: float
    tolerance: float
    passed: bool

    def as_json(self) -> dict[str, Any]:
        """Return the row as an object of ``check theory --json``."""
        return {
            "name": self.name,
            "closed_form": self.closed_form,
            "simulated": self.simulated,
            "error": self.error,
            "tolerance": self.tolerance,
            "pass": self.passed,
        }


@dataclass(frozen=True)
class ClosedForm:
    """A number known in closed form.

    `simulate` brings it about on the engine, without using the formula; `slow` marks simulations of more than about
    two seconds.
    """

    name: str
    value: float
    simulate: Callable[[], float]
    tolerance: float
    slow: bool = False

    def row(self) -> Row:
        """Simulate, and hold the outcome against the closed form."""
        value, simulated = float(self.value), float(self.simulate())
        error = abs(simulated - value) / (abs(value) or 1.0)
        return Row(self.name, value, simulated, error, self.tolerance, error <= self.tolerance)
