"""Reconsidering: some people choose their efforts anew, given by their places in the flattened arrays."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from sim.behaviour.choice import choose as choose_efforts
from sim.behaviour.choice import tremble
from sim.behaviour.types import FloatArray, IntArray
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
    now, precision = people.mean_metric.take(flat), by_world(choice.precision, flat // company.seats)

    def errors(entries: int) -> FloatArray:
        return np.asarray(-np.log(-np.log(_draws(company, flat, entries))) / precision)

    if choice.rule == "continuous":
        efforts = tremble(facing, at_stake, now, precision, ndtri(_draws(company, flat, 3)))
    else:
        exact = np.all(np.isinf(choice.precision))
        efforts = choose_efforts(facing, at_stake, now, choice.options, choice.steps, None if exact else errors)
    useful, padding, unmeasured = efforts
    people.put(flat, useful=useful, padding=padding, unmeasured=unmeasured)


def _draws(company: "Company", flat: IntArray, number: int) -> FloatArray:
    """Return so many uniform draws for each of some people, one an option or an effort, (number, n)."""
    world, seat = np.divmod(flat, company.seats)
    fours = np.arange((number + 3) // 4)[:, None]
    drawn = company.luck.of_pairs(Decision.CHOICE_NOISE, world, seat, 0, week=company.week, sub=fours)
    return np.stack([drawn[place // 4, :, place % 4] for place in range(number)])
