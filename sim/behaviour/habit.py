"""Habit: scripts that were set up run on nearly free, and are forgotten slowly. Assumption."""

from sim.behaviour.types import FloatArray, IntArray, Number


def practise(habit: FloatArray, padded: IntArray, up: Number, down: Number) -> FloatArray:
    """Return next week's habit, 0..1: up while padding, down while not.

    Parameters
    ----------
    habit
        Of everybody, (worlds, seats).
    padded
        Places of those who padded in the flattened array, (n,).
    up, down
        Share of the way covered in a week; `up` a number or one for each who padded.
    """
    after = habit * (1.0 - down)
    before = habit.take(padded)
    after.ravel()[padded] = before + up * (1.0 - before)
    return after


def eased_cost(cost: FloatArray, habit: FloatArray, relief: Number) -> FloatArray:
    """Return the cost of padding that the habit leaves; a relief of 0 leaves all of it."""
    return cost * (1.0 - relief * habit)
