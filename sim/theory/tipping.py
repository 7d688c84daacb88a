"""The tipping norm (Brock and Durlauf 2001): what others do lifts scruples, so the same incentive holds two outcomes.

A person pads one amount or not at all, and scruples fall with the seen share p of padders: worth a + J p, chosen with
precision λ, so p = 1/(1 + exp(-λ (a + J p))). With m = 2p - 1, β = λ/2, j = J/2 and h = a + j that is the magnet of
mean-field theory,

    m = tanh(β (h + j m))

Two outcomes last side by side iff λ J > 4. As the piece rate moves h slowly up, people stay put until h_c, and then all
tip; on the way down they tip at -h_c. The area between the two ways follows by integrating h(m), m1 being where they
land:

    h_c  = j m_s - artanh(m_s)/β,  m_s = √(1 - 1/(β j))
    area = 2 ((m1 + m_s) h_c - (A(m1) - A(m_s))),  A(m) = (m artanh m + ln(1 - m²)/2)/β - j m²/2

An option that is offered twice counts once; counted twice it would tip everybody.
"""

from functools import cache

import numpy as np
from scipy.optimize import brentq

from sim.company import Company, FloatArray
from sim.scenario import Case
from sim.theory.closed_form import ClosedForm
from sim.theory.setting import bare

PEOPLE, COST, PULL, PRECISION = 10_000, 1.0, 2.0, 4.0
TWO = ("private", "steps")
OFFERED_TWICE = ("private", "honest", "steps")
BEFORE, AFTER, AVERAGED = 20, 220, 100
WAY = ((-0.5, 0.22, 0.02, 8), (0.22, 0.25, 0.005, 10), (0.25, 0.29, 0.001, 20), (0.29, 0.53, 0.03, 6))
"""From h to before another by steps, each held for some weeks; slowest where people may tip."""


def _case(precision: float, h_from: dict[int, float], weeks: int, options: tuple[str, ...]) -> Case:
    """Return a company of one team in which dated changes of the piece rate set h.

    One whole unit of padding is worth the rate less COST/2 less what of the scruple PULL others leave, PULL (1 - p): so
    J = PULL and h = rate - COST/2 - PULL/2.
    """
    settings = {
        "company.employees": PEOPLE,
        "company.team_size": PEOPLE,
        "people.cost_padding": COST,
        "people.scruple_per_unit": PULL,
        "behaviour.norm.rate": 1.0,
        "behaviour.norm.relief": 1.0,
        "behaviour.choice.options": options,
        "behaviour.choice.steps": [1.0],
        "behaviour.choice.precision": precision,
        "metrics.count.useful": 0.0,
        "metrics.count.padding": 1.0,
    }
    changes = [
        {"week": week, "metric": "count", "bonus": {"schedule": [{"rate": h + 0.5 * COST + 0.5 * PULL}]}}
        for week, h in h_from.items()
    ]
    return bare({"policy": changes}, settings, weeks=weeks)


def _magnetised(case: Case) -> FloatArray:
    """Return m = 2p - 1 by week, (weeks,)."""
    company = Company(case, "policy")
    shares = []
    while company.running:
        company.step()
        shares.append((company.people.padding > 0.0).mean())
    return 2.0 * np.array(shares) - 1.0


def _settled(precision: float, before: float, options: tuple[str, ...] = TWO) -> float:
    """Return m at h = 0 after a time at another h."""
    case = _case(precision, {1: before, BEFORE: 0.0}, AFTER, options)
    return float(_magnetised(case)[-AVERAGED:].mean())


@cache
def _ways() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return h on the way up, m on the way up, and m on the way down, where h is the same with its sign reversed."""
    up = [(h, hold) for low, high, step, hold in WAY for h in np.arange(low, high - step / 2, step)]
    h, hold = np.array(up).T
    path, holds = np.concatenate([h, -h]), np.tile(hold.astype(int), 2)
    ends = np.cumsum(holds)
    begins = {int(end - weeks + 1): float(at) for end, weeks, at in zip(ends, holds, path, strict=True)}
    by_week = _magnetised(_case(PRECISION, begins, int(ends[-1]), TWO))
    m = np.array([by_week[end - weeks // 2 : end].mean() for end, weeks in zip(ends, holds, strict=True)])
    return h, m[: len(h)], m[len(h) :]


def _tips_at(m: FloatArray) -> float:
    """Return the h half-way between the last step before m changes sign and the first after it."""
    h = _ways()[0]
    first = int(np.argmax(np.sign(m) != np.sign(m[0])))
    return float(0.5 * (h[first - 1] + h[first]))


def _area() -> float:
    h, up, down = _ways()
    return float(-np.trapezoid(down, -h) - np.trapezoid(up, h))


def _outcome(beta_j: float) -> float:
    """Return the positive m = tanh(beta j m)."""
    return float(brentq(lambda m: np.tanh(beta_j * m) - m, 0.1, 1.0))


BETA, J = PRECISION / 2.0, PULL / 2.0
EDGE = float(np.sqrt(1.0 - 1.0 / (BETA * J)))
H_C = float(J * EDGE - np.arctanh(EDGE) / BETA)
LANDS = float(brentq(lambda m: m - np.tanh(BETA * (H_C + J * m)), 0.5, 1.0))


def _a(m: float) -> float:
    return float((m * np.arctanh(m) + 0.5 * np.log(1.0 - m * m)) / BETA - 0.5 * J * m * m)


AREA = 2.0 * ((LANDS + EDGE) * H_C - (_a(LANDS) - _a(EDGE)))

CLOSED_FORMS = (
    ClosedForm("tipping, λJ of 3.6: outcome after much incentive", 0.0, lambda: _settled(1.8, 1.0), 0.03, slow=True),
    ClosedForm("tipping, λJ of 3.6: outcome after little", 0.0, lambda: _settled(1.8, -1.0), 0.03, slow=True),
    ClosedForm(
        "tipping, λJ of 4.4: outcome after much incentive", _outcome(1.1), lambda: _settled(2.2, 1.0), 0.03, slow=True
    ),
    ClosedForm(
        "tipping, λJ of 4.4: outcome after little", -_outcome(1.1), lambda: _settled(2.2, -1.0), 0.03, slow=True
    ),
    ClosedForm(
        "tipping, λJ of 4.4: outcome after much incentive, no padding offered twice",
        _outcome(1.1),
        lambda: _settled(2.2, 1.0, OFFERED_TWICE),
        0.03,
        slow=True,
    ),
    ClosedForm("tipping: where people tip on the way up", H_C, lambda: _tips_at(_ways()[1]), 0.02, slow=True),
    ClosedForm("tipping: where they tip back", -H_C, lambda: -_tips_at(_ways()[2]), 0.02, slow=True),
    ClosedForm("tipping: area of the loop", AREA, _area, 0.02, slow=True),
)
