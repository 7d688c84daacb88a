"""A notch: whoever meets a target T gains R, and without noise people bunch just at it (Saez 2010; Kleven 2016).

Desired use u ~ F; what is missing is padded at the cost (κ/2)(T - u)², κ = c_m/q². It pays from T - D on,
D = √(2R/κ): the mass F(T) - F(T - D) sits at T, 1 - F(T - D) are at or above it, and nobody is left in [T - D, T).
Where useful use stretches too, each unit missing is split between the two and κ = 1/(p²/c_r + q²/c_m).
"""

from functools import cache

import numpy as np
from scipy.special import ndtr

from sim.company import Company
from sim.theory.closed_form import EXACT, ROUNDING, ClosedForm
from sim.theory.setting import bare, counted, normal_values, ran

TARGET, REWARD, C_M, Q = 1.0, 0.02, 2.0, 1.5
MEAN, SD = 1.05, 0.3


@cache
def _company(*, stretching: bool) -> Company:
    desired = normal_values(MEAN, SD)
    settings = {
        "people.fear": 1.0,
        "people.cost_padding": C_M,
        "behaviour.choice.job": REWARD,
        "behaviour.choice.job_prior": 0.5,
        "behaviour.choice.options": ["private", "target"],
        "metrics.count.padding": Q,
    }
    if stretching:
        settings |= {"people.ai_value": desired, "behaviour.choice.omega": 1.0}
    else:
        settings |= {"people.skill": desired, "metrics.count.useful": 0.0, "metrics.count.weight": 1.0}
    policy = counted(audience="self", target={"level": TARGET, "push": 1.0})
    return ran(bare({"policy": policy}, settings, weeks=2))


def _bunchers() -> float:
    return float((_company(stretching=False).people.padding > 0.0).mean())


def _at_the_target() -> float:
    return float((np.abs(_company(stretching=False).people.metric - TARGET) < ROUNDING).mean())


def _at_or_above(*, stretching: bool) -> float:
    return float((_company(stretching=stretching).people.metric > TARGET - ROUNDING).mean())


def _in_the_hole() -> float:
    metric = _company(stretching=False).people.metric
    return float(((metric > TARGET - REACH + 1e-3) & (metric < TARGET - ROUNDING)).mean())


def _farthest() -> float:
    return float(Q * _company(stretching=False).people.padding.max())


def _below(metric: float) -> float:
    return float(ndtr((metric - MEAN) / SD))


REACH = float(np.sqrt(2.0 * REWARD * Q**2 / C_M))
STRETCHED = float(np.sqrt(2.0 * REWARD * (1.0 + Q**2 / C_M)))
MASS = _below(TARGET) - _below(TARGET - REACH)
CLOSED_FORMS = (
    ClosedForm("notch: farthest below the target that is made up", REACH, _farthest, 0.01),
    ClosedForm("notch: share who pad up to the target", MASS, _bunchers, 0.02),
    ClosedForm("notch: mass just at the target", MASS, _at_the_target, 0.02),
    ClosedForm(
        "notch: share at or above the target",
        1.0 - _below(TARGET - REACH),
        lambda: _at_or_above(stretching=False),
        0.01,
    ),
    ClosedForm("notch: share left in the hole below the target", 0.0, _in_the_hole, EXACT),
    ClosedForm(
        "notch: share at or above the target where useful use stretches too",
        1.0 - _below(TARGET - STRETCHED),
        lambda: _at_or_above(stretching=True),
        0.01,
    ),
)
