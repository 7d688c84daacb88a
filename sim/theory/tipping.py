"""The tipping norm (Brock and Durlauf 2001): what others do lifts scruples, so the same incentive holds two outcomes.

A person pads one amount or not at all, and scruples fall with the seen share p of padders: worth a + J p, chosen with
precision λ, so p = 1/(1 + exp(-λ (a + J p))). With m = 2p - 1, β = λ/2, j = J/2 and h = a + j this is
m = tanh(β (h + j m)): the mean-field magnet. Two outcomes last side by side iff λ J > 4. As the piece rate moves h slowly
up, people stay put until h_c = j m_s - artanh(m_s)/β, m_s = √(1 - 1/(β j)), and then all tip; on the way down they tip
at -h_c. The loop between the two ways has the area 2 ((m1 + m_s) h_c - (A(m1) - A(m_s))),
A(m) = (m artanh m + ln(1 - m²)/2)/β - j m²/2, with m1 where they land. An option that is offered twice counts once.
"""

from functools import cache
from typing import Any

import numpy as np
from scipy.optimize import brentq

from sim.company import Company, FloatArray
from sim.theory.closed_form import ClosedForm
from sim.theory.setting import bare, ran

PEOPLE, COST, PRECISION = 20_000, 1.0, 4.0
HOLD, STEP, EDGE = 5, 0.004, 0.5
"""Weeks at each piece rate, how far h moves between them, and how far to either side it goes."""


def _case(precision: float, pull: float, weeks_at: dict[int, float], weeks: int, options: list[str]) -> Any:
    """Return a company of one team whose h is set by dated changes of the piece rate.

    Padding is one whole unit: worth rate - COST/2 - pull (1 - p), so a = rate - COST/2 - pull and h = a + pull/2.
    """
    settings = {
        "company.employees": PEOPLE,
        "company.team_size": PEOPLE,
        "people.cost_padding": COST,
        "people.scruple_per_unit": pull,
        "behaviour.norm.rate": 1.0,
        "behaviour.norm.relief": 1.0,
        "behaviour.choice.options": options,
        "behaviour.choice.steps": [1.0],
        "behaviour.choice.precision": precision,
        "metrics.count.useful": 0.0,
        "metrics.count.padding": 1.0,
    }
    changes = [
        {"week": week, "metric": "count", "bonus": {"schedule": [{"rate": h + 0.5 * COST + 0.5 * pull}]}}
        for week, h in weeks_at.items()
    ]
    return bare({"policy": changes}, settings, weeks=weeks)


def _share(company: Company) -> float:
    return float((company.people.padding > 0.0).mean())


def _settled(precision: float, pull: float, before: float, options: tuple[str, ...] = ("private", "steps")) -> float:
    """Return m at h = 0 after a time at another h."""
    case = _case(precision, pull, {1: before, 20: 0.0}, 60, list(options))
    company = Company(case, "policy")
    shares = []
    while company.running:
        company.step()
        shares.append(_share(company))
    return 2.0 * float(np.mean(shares[-20:])) - 1.0


@cache
def _loop() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return h from one edge to the other, and m on the way up and on the way down, both in the order of h."""
    h = np.arange(-EDGE, EDGE + STEP / 2, STEP)
    path = np.concatenate([h, h[::-1]])
    case = _case(PRECISION, 2.0, {1 + HOLD * at: float(value) for at, value in enumerate(path)}, HOLD * len(path), OPTIONS)
    company = Company(case, "policy")
    m = []
    while company.running:
        company.step()
        if company.week % HOLD == 0:
            m.append(2.0 * _share(company) - 1.0)
    return h, np.array(m[: len(h)]), np.array(m[len(h) :])[::-1]
