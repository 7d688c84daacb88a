"""Reviews: ratings out of what a manager sees of value and what the board says, promotions and dismissals."""

import numpy as np

from sim.behaviour.types import BoolArray, FloatArray, Number


def places(values: FloatArray) -> FloatArray:
    """Return each seat's place in its world, 0 last to 1 first, ties sharing their middle; alone, one half.

    Parameters
    ----------
    values
        What is ranked, (worlds, seats).
    """
    seats = values.shape[1]
    if seats == 1:
        return np.full_like(values, 0.5)
    order = np.argsort(values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    starts = np.ones(values.shape, dtype=np.bool_)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=starts[:, 1:])
    first = np.flatnonzero(starts)
    length = np.diff(first, append=values.size)
    middle = first % seats + 0.5 * (length - 1)
    result = np.empty_like(values)
    np.put_along_axis(result, order, np.repeat(middle, length).reshape(values.shape) / (seats - 1), axis=1)
    return result


def observed_value(value: FloatArray, error: FloatArray, view: Number) -> FloatArray:
    """Return value as managers see it: with an error of `view` standard deviations of true value.

    Parameters
    ----------
    value
        Mean value since the last review, (worlds, seats).
    error
        Standard normal draws of the same shape.
    view
        Size of the error; 0 sees exactly.
    """
    spread = value.std(axis=1, keepdims=True)
    return np.asarray(value + view * spread * error)


def rating(value_place: FloatArray, score: FloatArray, use: FloatArray) -> FloatArray:
    """Return (1 - a) value + a score, both as places from 0 to 1, `use` being the manager's actual weight a."""
    return (1.0 - use) * value_place + use * score


def best_and_worst(ratings: FloatArray, promoted: Number, dismissed: Number) -> tuple[BoolArray, BoolArray]:
    """Return who is promoted and who must go, by place among all ratings of a world."""
    place = places(ratings)
    return place > 1.0 - promoted, place < dismissed


def signal(
    promoted: BoolArray, high: BoolArray, team_high: FloatArray, team_low: FloatArray, ratio: Number
) -> FloatArray:
    """Return the log likelihood ratio that team-mates' promotions carry, oneself left out.

    Parameters
    ----------
    promoted, high
        Who was promoted, and who stands high on the metric, (worlds, seats).
    team_high, team_low
        How many of the person's team, oneself included, were promoted with a high and with a low metric.
    ratio
        Likelihood ratio of one promotion of somebody high on the metric; its inverse for somebody low.
    """
    net = (team_high - (promoted & high)) - (team_low - (promoted & ~high))
    return net * np.log(ratio)
