"""Random people who choose, and what the metric is worth to them."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.behaviour.incentives import Incentives
from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.pay import Pay
from sim.behaviour.response import Situation
from sim.behaviour.standing import AmongAll, publish
from sim.behaviour.target import Meeting

Floats = npt.NDArray[np.float64]
STEPS = (0.01, 0.03, 0.1)
INFINITE = float("inf")
LUCK = MetricLuck(0.77, True)


def facing(people: int = 100, seed: int = 1, **given: Any) -> Situation:
    """What some random people face: no bounds from above, no substitution, a metric of activity."""
    among = np.random.default_rng(seed)
    made: dict[str, Any] = {
        "omega": 0.8,
        "skill": among.lognormal(0.0, 0.4, people),
        "gain": among.normal(0.5, 0.4, people),
        "diminishing": 1.2,
        "worth": 0.3,
        "loss": 0.11,
        "cost_useful": among.lognormal(0.5, 0.3, people),
        "cost_padding": among.lognormal(1.8, 0.7, people),
        "cost_unmeasured": among.lognormal(0.7, 0.3, people),
        "substitution": 0.0,
        "useful_yield": among.lognormal(0.0, 0.8, people),
        "padding_yield": among.lognormal(2.5, 0.7, people),
        "unmeasured_yield": 0.0,
        "weight": 0.0,
        "scruple": among.random(people) * 0.03,
        "scruple_per_unit": among.random(people) * 0.2,
        "fine": 0.0,
        "fine_bend": 0.0,
        "may_pad": np.ones(people, np.bool_),
        "cap": INFINITE,
        "least": (0.0, 0.0, 0.0),
        "most": (INFINITE, INFINITE, INFINITE),
    }
    return Situation(**(made | given))


def stakes(people: int = 100, seed: int = 1, size: float = 1.0) -> Incentives:
    """Random stakes of people in one company: standing among all, and a target."""
    among = np.random.default_rng(seed)
    board = among.normal(-1.5, 1.2, people)
    standing = size * (among.random(people) + among.normal(0.1, 0.2, people))
    target, level = size * among.random(people), among.uniform(0.05, 0.5, people)
    rank = AmongAll(standing, publish(board[None], 0.77), np.zeros(people, np.int64), board, LUCK)
    return Incentives((rank, Meeting(target, level, LUCK)), LUCK.to_spare(level))


def piece_rate(rate: float, people: int = 100) -> Incentives:
    """The same pay on every unit of the metric, and nothing else."""
    return Incentives((Pay(rate, (), 0.0, 1.0, 0.0, LUCK),), np.zeros(people))


def of_people(thing: Any, people: Any) -> Any:
    """What some of the people face, or their stakes."""
    if isinstance(thing, Incentives):
        return Incentives(tuple(of_people(term, people) for term in thing.terms), thing.aim[people])
    given = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return replace(thing, **{name: part[people] for name, part in given.items() if isinstance(part, np.ndarray)})
