"""The ratchet (Weitzman 1980): whoever sees the quota follow what is reached holds back.

Pay is b (y_t - q_t), and the quota follows, q_(t+1) = q_t + λ (y_t - q_t). A unit more today lowers pay in each later
week by b λ (1 - λ)^(t-1); discounted at ρ that leaves b ρ/(ρ + λ) of it, and C'(y) = b ρ/(ρ + λ). The present value is
also worked out by brute force: the company lives on under efforts that are imposed, and pay is added up.
"""

from functools import cache

import numpy as np

from sim.company import Company, FloatArray
from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import bare, counted, ran, top_of_parabola

RATE, COST, SPEED, DISCOUNT = 0.6, 1.5, 0.1, 0.05
WEEKS = 500
HELD_BACK = DISCOUNT / (DISCOUNT + SPEED)
POLICY = counted(bonus={"schedule": [{"rate": RATE}], "over_own_past": SPEED})


def _effort(foresight: float, discount: float = DISCOUNT) -> float:
    settings = {
        "people.cost_useful": COST,
        "people.foresight": foresight,
        "behaviour.choice.discount": discount,
        "metrics.count.noise": 0.1,
    }
    return float(ran(bare({"policy": POLICY}, settings, weeks=20)).people.useful.mean())


def _present_value(efforts: FloatArray) -> FloatArray:
    """Return the discounted pay less effort of people on whom efforts are imposed, (weeks, people) -> (people,)."""
    settings = {"company.employees": efforts.shape[1], "behaviour.choice.redo": 0.0}
    company = Company(bare({"policy": POLICY}, settings, weeks=1 + WEEKS), "policy")
    company.step()
    total = np.zeros(efforts.shape[1])
    for week, effort in enumerate(efforts):
        company.people.useful[0] = effort
        quota = company.people.quota[0].copy()
        company.step()
        won = RATE * (company.people.metric[0] - quota) - 0.5 * COST * effort**2
        total += won / (1.0 + DISCOUNT) ** week
    return total


@cache
def _best_lasting_effort() -> float:
    efforts = np.linspace(0.0, 2.0 * RATE / COST, 41)
    return top_of_parabola(efforts, _present_value(np.tile(efforts, (WEEKS, 1))))


@cache
def _left_of_a_unit() -> float:
    """Return what one more unit of the metric in week 10 adds to the present value of pay, as a share of its pay."""
    more = 1e-3
    efforts = np.full((WEEKS, 2), 0.2)
    efforts[9, 1] += more
    plain, moved = _present_value(efforts)
    cost = 0.5 * COST * ((0.2 + more) ** 2 - 0.2**2)
    return float(((moved - plain) * (1.0 + DISCOUNT) ** 9 + cost) / (RATE * more))


CLOSED_FORMS = (
    ClosedForm("ratchet: effort with foresight", RATE * HELD_BACK / COST, lambda: _effort(1.0), ROUNDING),
    ClosedForm("ratchet: effort without foresight", RATE / COST, lambda: _effort(0.0), ROUNDING),
    ClosedForm(
        "ratchet: effort with foresight, hardly any discount",
        RATE * (0.01 / (0.01 + SPEED)) / COST,
        lambda: _effort(1.0, 0.01),
        ROUNDING,
    ),
    ClosedForm("ratchet, brute force: what is left of a unit's pay", HELD_BACK, _left_of_a_unit, ROUNDING),
    ClosedForm("ratchet, brute force: best lasting effort", RATE * HELD_BACK / COST, _best_lasting_effort, ROUNDING),
)
