"""Audits: some people's week is checked, some padding found, and who is found out pays."""

from typing import NamedTuple

from sim.behaviour.types import BoolArray, FloatArray, Number


class Fine(NamedTuple):
    """What a padder expects to pay in a week, baseline weeks: `fixed` + `slope` m + `bend` m^2 / 2."""

    fixed: Number
    slope: Number
    bend: Number


def caught(draw: FloatArray, padding: FloatArray, rate: float, sensitivity: float, proportional: bool) -> BoolArray:
    """Return who was checked and found out; the chance may grow in proportion to padding."""
    chance = rate * sensitivity * (padding if proportional else 1.0)
    return (draw < chance) & (padding > 0.0)


def expected_fine(chance: float, fixed: Number, per_unit: float, proportional: bool) -> Fine:
    """Return what a padder expects.

    Parameters
    ----------
    chance
        Of being found out in a week; per share of the week padded where `proportional`.
    fixed, per_unit
        The fine, baseline weeks, and what it grows by per share of the week padded.
    proportional
        Whether the chance grows in proportion to padding (Becker 1968).
    """
    if proportional:
        return Fine(0.0, chance * fixed, 2.0 * chance * per_unit)
    return Fine(chance * fixed, chance * per_unit, 0.0)
