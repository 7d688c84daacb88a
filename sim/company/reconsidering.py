"""Reconsidering: some people choose their efforts anew, given by their places in the flattened arrays."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from sim.behaviour.choice import MOST_ENTRIES, tremble
from sim.behaviour.choice import choose as choose_efforts
from sim.behaviour.incentives import Incentives
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
    now = people.mean_metric.take(flat)
    if choice.rule == "continuous":
        precision = by_world(choice.precision, flat // company.seats)
        efforts = tremble(facing, at_stake, now, precision, _luck(company, flat))
    else:
        error = _errors(company, flat, at_stake)
        efforts = choose_efforts(facing, at_stake, now, choice.options, choice.steps, error)
    useful, padding, unmeasured = efforts
    people.put(flat, useful=useful, padding=padding, unmeasured=unmeasured)


def _luck(company: "Company", flat: IntArray) -> FloatArray:
    """Return standard normal draws for the execution of three efforts."""
    draws = [company.luck.uniform(Decision.CHOICE_NOISE, company.week, sub=effort).ravel()[flat] for effort in range(3)]
    return np.asarray(ndtri(np.stack(draws)))


def _errors(company: "Company", flat: IntArray, at_stake: Incentives | None) -> FloatArray | None:
    """Return extreme-value errors of utility for the options of those who reconsider, if choice is imprecise."""
    choice = company.case.behaviour.choice
    if np.all(np.isinf(choice.precision)):
        return None
    entries = 1
    if at_stake is not None:
        entries = MOST_ENTRIES + len(choice.steps) + len(at_stake.beyond) + len(at_stake.up_to)
    draws = [company.luck.uniform(Decision.CHOICE_NOISE, company.week, sub=sub).take(flat) for sub in range(entries)]
    return np.asarray(-np.log(-np.log(np.stack(draws))) / by_world(choice.precision, flat // company.seats))
