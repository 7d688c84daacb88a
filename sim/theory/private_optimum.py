"""The private optimum: without a policy people use AI as far as it serves them, and nobody pads.

U = ω A (1 + (1 - w) v r - k r²/2) - c_r r²/2 has its top at r* = ω A (1 - w) v / (ω A k + c_r). Different people differ
in all of it, in AI skill too, and in whether AI helps them at all: use has no lower bound here.
"""

from functools import cache

import numpy as np

from sim.company import Company
from sim.theory.closed_form import EXACT, ROUNDING, ClosedForm
from sim.theory.setting import UNBOUNDED, bare, ran

OMEGA, SKILL, WORTH, REWORK, BEND, COST, QUALITY = 0.8, 1.3, 0.9, 0.35, 0.7, 1.5, 0.4


@cache
def _settled(bend: float = BEND, cost: float = COST) -> Company:
    settings = {
        "people.skill": SKILL,
        "people.ai_value": WORTH,
        "people.rework": REWORK,
        "people.cost_useful": cost,
        "behaviour.work.diminishing": bend,
        "behaviour.work.unmeasured": QUALITY,
        "behaviour.choice.omega": OMEGA,
    }
    return ran(bare({"policy": []}, settings, weeks=10))


@cache
def _different() -> Company:
    settings = UNBOUNDED | {
        "people.skill": {"lognormal": {"mean": 1.0, "log_sd": 0.4}},
        "people.ai_value": {"normal": {"mean": 0.8, "sd": 0.6}},
        "people.skill_and_ai": 0.3,
        "people.rework": {"beta": {"mean": 0.37, "concentration": 6.0}},
        "people.ai_skill": {"beta": {"mean": 0.3, "concentration": 6.0}},
        "people.cost_useful": {"lognormal": {"mean": 1.0, "log_sd": 0.5}},
        "behaviour.work.diminishing": BEND,
        "behaviour.choice.omega": OMEGA,
    }
    return ran(bare({"policy": []}, settings, weeks=10))


def _largest_miss() -> float:
    people = _different().people
    helped = (1.0 - people.rework) * people.ai_value * (0.5 + 0.5 * people.ai_skill)
    hindered = (1.0 + people.rework) * people.ai_value * (1.0 - 0.5 * people.ai_skill)
    worth = np.where(people.ai_value > 0.0, helped, hindered)
    optimum = OMEGA * people.skill * worth / (OMEGA * people.skill * BEND + people.cost_useful)
    return float(np.abs(people.useful - optimum).max())


def _optimum(bend: float, cost: float) -> float:
    return OMEGA * SKILL * (1.0 - REWORK) * WORTH / (OMEGA * SKILL * bend + cost)


CLOSED_FORMS = (
    ClosedForm("private optimum: useful use", _optimum(BEND, COST), lambda: _settled().people.useful.mean(), ROUNDING),
    ClosedForm(
        "private optimum: useful use where value bends more than cost",
        _optimum(3.0, 1.0),
        lambda: _settled(3.0, 1.0).people.useful.mean(),
        ROUNDING,
    ),
    ClosedForm(
        "private optimum: unmeasured work",
        OMEGA * SKILL * QUALITY,
        lambda: _settled().people.unmeasured.mean(),
        ROUNDING,
    ),
    ClosedForm("private optimum: largest miss among different people", 0.0, _largest_miss, ROUNDING),
    ClosedForm("private optimum: padding", 0.0, lambda: _settled().people.padding.sum(), EXACT),
)
