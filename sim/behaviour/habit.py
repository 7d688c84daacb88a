"""Habit: scripts that were set up run on nearly free, and are forgotten slowly. Assumption."""

from sim.behaviour.types import BoolArray, FloatArray, Number


def practise(habit: FloatArray, padded: BoolArray, up: Number, down: Number) -> FloatArray:
    """Return next week's habit, 0..1: up while padding, down while not."""
    return habit + (down + (up - down) * padded) * (padded - habit)


def eased_cost(cost: FloatArray, habit: FloatArray, relief: Number) -> FloatArray:
    """Return the cost of padding that the habit leaves; a relief of 0 leaves all of it."""
    return cost * (1.0 - relief * habit)
