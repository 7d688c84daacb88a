"""Audits: some people's week is checked, and some padding found."""

from sim.behaviour.types import BoolArray, FloatArray


def caught(draw: FloatArray, padding: FloatArray, rate: float, sensitivity: float) -> BoolArray:
    """Return who was checked and found out."""
    return (draw < rate * sensitivity) & (padding > 0.0)


def expected_fine(rate: float, sensitivity: float, fine: float) -> float:
    """Return what a padder expects to pay in a week, baseline weeks."""
    return rate * sensitivity * fine
