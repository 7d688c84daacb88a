"""Crowding out: control takes away from the will to do what is of value, and it comes back slowly.

Source: best workers 6-8 % less productive under an attendance award (Gubler, Larkin and Pierce 2016); Deci, Koestner
and Ryan (1999). The form is an assumption.
"""

from sim.behaviour.types import FloatArray, Number

BY_AUDITS = 10.0
"""Control that people feel per share of them who are audited in a week: a tenth of them is full control. Assumption."""


def drift(motive: FloatArray, control: FloatArray, strength: Number, falls: Number, returns: Number) -> FloatArray:
    """Return next week's share of the own motive that is left, 0..1; a strength of 0 leaves all of it.

    Parameters
    ----------
    motive
        Share left now.
    control
        How controlled people feel, 0..1.
    strength
        Share of the motive that full control takes in the end.
    falls, returns
        Shares of the distance covered in a week, down and up.
    """
    end = 1.0 - strength * control
    return motive + (returns + (falls - returns) * (end < motive)) * (end - motive)
