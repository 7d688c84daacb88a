"""Skill with AI grows with useful use, and with training: a mandate can do good. Assumption."""

import numpy as np

from sim.behaviour.types import FloatArray, Number
from sim.behaviour.work import counts


def learn(ai_skill: FloatArray, useful: FloatArray, rate: Number, training: Number) -> FloatArray:
    """Return next week's AI skill, 0..1: a share of what is still to learn, by use and by training, at most all."""
    part = rate * useful
    if counts(training):
        part += training
    return ai_skill + part.clip(-np.inf, 1.0, out=part) * (1.0 - ai_skill)


def gain(ai_value: FloatArray, rework: FloatArray, ai_skill: FloatArray, clarity: Number) -> FloatArray:
    """Return what a first share of useful use is worth after rework, as a share of own output."""
    unskilled, by_skill = gains(ai_value, rework, clarity)
    return unskilled + by_skill * ai_skill


def gains(ai_value: FloatArray, rework: FloatArray, clarity: Number) -> tuple[FloatArray, FloatArray]:
    """Return what a first share of useful use is worth to whom AI is new, and what full skill with it adds to that.

    Who is helped gains (1 - w) v (1/2 + e/2), raised by a share `clarity` where it is clear what AI is for. Who is
    hindered, v < 0, loses (1 + w) |v| (1 - e/2)/(1 + clarity): each acts on the loss the other way round. Assumption.
    """
    helped = 0.5 * (1.0 + clarity) * (1.0 - rework) * ai_value
    hindered = (1.0 + rework) * ai_value / (1.0 + clarity)
    hinders = ai_value < 0.0
    return np.where(hinders, hindered, helped), np.where(hinders, -0.5 * hindered, helped)


def redone(ai_value: FloatArray, rework: FloatArray) -> FloatArray:
    """Return rework's part, as a multiple of what useful use is worth: w/(1 - w) of a gain left, -w/(1 + w) of a loss.

    Who loses all of a gain has none left, and redoes nothing.
    """
    left = np.where(ai_value < 0.0, -1.0 - rework, 1.0 - rework)
    return np.divide(rework, left, out=np.zeros_like(left), where=left != 0.0)
