"""Reconsidering: some people choose their efforts anew, given by their places in the flattened arrays."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from sim.behaviour.choice import choose as choose_efforts
from sim.behaviour.choice import tremble
from sim.behaviour.types import FloatArray, IntArray, Number
from sim.company.decisions import Decision
from sim.company.quantile import by_world
from sim.company.situation import situation
from sim.company.stakes import incentives

if TYPE_CHECKING:
    from sim.company.company import Company


def reconsider(company: "Company", flat: IntArray, pads: bool = True) -> None:
    """Let some people choose anew.

    Parameters
    ----------
    company
        The company, after this week's notice.
    flat
        Places of the people in the flattened (worlds, seats) arrays, (n,).
    pads
        Whether any of them may pad.
    """
    people, choice = company.people, company.case.behaviour.choice
    facing, at_stake = situation(company, flat, pads), incentives(company, flat)
    now = people.mean_metric.take(flat)

    def precision() -> Number:
        return by_world(choice.precision, flat // company.seats)

    def errors(numbers: list[int]) -> FloatArray:
        return np.asarray(-np.log(-np.log(_draws(company, flat, numbers))) / precision())

    if choice.rule == "continuous":
        efforts = tremble(facing, at_stake, now, precision(), ndtri(_draws(company, flat, [0, 1, 2])))
    else:
        exact = np.isinf(choice.precision).all()
        efforts = choose_efforts(facing, at_stake, now, choice.options, choice.steps, None if exact else errors)
    useful, padding, unmeasured = efforts
    people.put(flat, useful=useful, padding=padding, unmeasured=unmeasured)


def _draws(company: "Company", flat: IntArray, numbers: list[int]) -> FloatArray:
    """Return uniform draws for some people, for the options or efforts of these numbers, (numbers, n)."""
    world, seat = np.divmod(flat, company.seats)
    drawn = company.luck.several(Decision.CHOICE_NOISE, world, seat, 0, max(numbers) + 1, week=company.week)
    return np.stack([drawn[number] for number in numbers])
