"""Logit choice over all efforts: with quadratic utility what is executed is Normal(H⁻¹ gradient, H⁻¹/λ).

exp(λ U) is a normal density where U is quadratic (Anderson, de Palma and Thisse 1992): its middle is the best response,
its covariance the inverse of the curvature over the precision λ.
"""

from functools import cache, partial
from typing import Any

import numpy as np

from sim.company import FloatArray
from sim.theory.closed_form import ClosedForm
from sim.theory.setting import UNBOUNDED, bare, paid, ran

EFFORTS = ("useful", "padding", "unmeasured")
OMEGA, SKILL, WORTH, BEND, QUALITY, LOSS = 0.9, 1.2, 0.6, 0.5, 0.4, 0.2
COSTS, SUBSTITUTION = (1.0, 2.0, 1.5), 0.5
RATE, P, Q, PRECISION = 0.3, 1.0, 3.0, 40.0
WORLDS = 100


@cache
def _executed(honest: float = 0.0) -> FloatArray:
    """Return the efforts of all people, (3, people), of whom a share never pads."""
    settings: dict[str, Any] = UNBOUNDED | {
        f"people.cost_{effort}": cost for effort, cost in zip(EFFORTS, COSTS, strict=True)
    }
    settings |= {
        "people.skill": SKILL,
        "people.honest": honest,
        "people.ai_value": WORTH,
        "behaviour.work.diminishing": BEND,
        "behaviour.work.unmeasured": QUALITY,
        "behaviour.work.padding_time": LOSS,
        "behaviour.work.substitution": SUBSTITUTION,
        "behaviour.choice.omega": OMEGA,
        "behaviour.choice.rule": "continuous",
        "behaviour.choice.precision": PRECISION,
        "metrics.count.useful": P,
        "metrics.count.padding": Q,
    }
    people = ran(bare({"policy": paid(RATE)}, settings, weeks=2), worlds=WORLDS).people
    return np.stack([getattr(people, effort).ravel() for effort in EFFORTS])


def _mean(effort: int) -> float:
    return float(_executed()[effort].mean())


def _covariance(one: int, other: int, honest: float = 0.0) -> float:
    return float(np.cov(_executed(honest))[one, other])


def _named(i: int, j: int) -> str:
    return f"variance of {EFFORTS[i]}" if i == j else f"covariance of {EFFORTS[i]} and {EFFORTS[j]}"


ROOTS = np.sqrt(COSTS)
CURVATURE = np.diag(COSTS)
CURVATURE[:2, 2] = CURVATURE[2, :2] = SUBSTITUTION * ROOTS[:2] * ROOTS[2]
CURVATURE[0, 0] += OMEGA * SKILL * BEND
REWARD = OMEGA * SKILL * np.array([WORTH, -LOSS, QUALITY]) + RATE * np.array([P, Q, 0.0])
BEST = np.linalg.solve(CURVATURE, REWARD)
SPREAD = np.linalg.inv(CURVATURE) / PRECISION

CLOSED_FORMS = (
    *(
        ClosedForm(
            f"logit choice: mean {effort}",
            BEST[at],
            partial(_mean, at),
            0.01,
        )
        for at, effort in enumerate(EFFORTS)
    ),
    *(
        ClosedForm(
            f"logit choice: {_named(i, j)}",
            SPREAD[i, j],
            partial(_covariance, i, j),
            0.02,
        )
        for i in range(3)
        for j in range(i, 3)
    ),
    ClosedForm(
        "logit choice, people who never pad: variance of unmeasured",
        np.linalg.inv(CURVATURE[::2, ::2])[1, 1] / PRECISION,
        partial(_covariance, 2, 2, 1.0),
        0.02,
    ),
)
