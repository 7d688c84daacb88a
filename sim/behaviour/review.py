"""Reviews: ratings out of what a manager sees of value and what the board says, promotions and dismissals."""

from functools import lru_cache

import numpy as np

from sim.behaviour.order import Order, in_order
from sim.behaviour.types import BoolArray, FloatArray, Number
from sim.behaviour.work import reaches


def places(values: FloatArray) -> FloatArray:
    """Return each seat's place in its world, 0 last to 1 first, ties sharing their middle; alone, one half.

    Parameters
    ----------
    values
        What is ranked, (worlds, seats).
    """
    return places_in(in_order(values))


def places_in(order: Order) -> FloatArray:
    """Return the places of values whose order is known, (worlds, seats)."""
    (worlds, seats), whose = order.whose.shape, order.whose.ravel()
    result = np.empty(len(whose))
    result[whose] = ladder(worlds, seats).ravel()
    if len(order.at):
        middle = np.bincount(order.group, order.at % seats) / np.bincount(order.group) / (seats - 1)
        result[whose[order.at]] = middle[order.group]
    return result.reshape(worlds, seats)


def variance_of_places(order: Order) -> FloatArray:
    """Return the variance of places over seats, (worlds,): (n + 1)/(12 (n - 1)), less what ties take from it.

    Source: Kendall, M. G. (1945), The treatment of ties in ranking problems, Biometrika 33.
    """
    worlds, seats = order.whose.shape
    if seats == 1:
        return np.zeros(worlds)
    if not len(order.at):
        return np.full(worlds, (seats + 1.0) / (12 * (seats - 1)))
    alike = np.bincount(order.group)[order.group]
    ties = np.bincount(order.at // seats, alike * alike - 1.0, minlength=worlds)
    return np.asarray((seats + 1.0 - ties / (seats * (seats - 1))) / (12 * (seats - 1)))


@lru_cache(maxsize=2)  # three orders a week go by the same
def ladder(worlds: int, seats: int) -> FloatArray:
    """Return the place of every rank, (worlds, seats), not to be written to."""
    rungs = np.tile(np.arange(float(seats)) / (seats - 1) if seats > 1 else 0.5, (worlds, 1))
    rungs.flags.writeable = False
    return rungs


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


def score(kind: str, metric: FloatArray, level: FloatArray) -> FloatArray:
    """Return the score that managers go by, 0..1.

    Parameters
    ----------
    kind
        `percentile`: place among all; `quota`: share of the level reached; `target`: whether it was met.
    metric
        Mean metric since the last review, (worlds, seats).
    level
        What is asked for, (worlds, 1).
    """
    if kind == "quota":
        return np.asarray(np.clip(metric / level, 0.0, 1.0))
    return reaches(metric, level).astype(np.float64) if kind == "target" else places(metric)


def rating(value_place: FloatArray, score: FloatArray, use: FloatArray) -> FloatArray:
    """Return (1 - a) value + a score, both from 0 to 1, `use` being the manager's actual weight a."""
    return (1.0 - use) * value_place + use * score


def best_and_worst(ratings: FloatArray, promoted: Number, dismissed: Number) -> tuple[BoolArray, BoolArray]:
    """Return who is promoted and who must go, by the middle of each place among all ratings of a world."""
    seats = ratings.shape[1]
    middle = (places(ratings) * (seats - 1) + 0.5) / seats
    return middle > 1.0 - promoted, middle < dismissed


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
