"""A shared pool (Tullock 1980): what one wins of it the others lose, and the more one has, the less is to win.

P a person is shared out in proportion to the metric. Where everybody else does e, one's own share of n P is worth
P (n - 1)/(n e) a unit more at e, beside the own motive v: c e = v + P (n - 1)/(n e), so
e = (v + √(v² + 4 c P (n - 1)/n))/(2 c). Alone, one has the pool anyway.
"""

from functools import partial

import numpy as np

from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import bare, counted, ran

POOL, MOTIVE, COST, WEEKS = 0.2, 0.3, 1.2, 60


def _equilibrium(people: int) -> float:
    return float((MOTIVE + np.sqrt(MOTIVE**2 + 4.0 * COST * POOL * (people - 1) / people)) / (2.0 * COST))


def _effort(people: int) -> float:
    settings = {
        "company.employees": people,
        "people.ai_value": MOTIVE,
        "people.cost_useful": COST,
        "behaviour.choice.omega": 1.0,
    }
    company = ran(bare({"policy": counted(bonus={"pool": POOL})}, settings, weeks=WEEKS))
    return float(company.people.useful.mean())


CLOSED_FORMS = tuple(
    ClosedForm(f"pool shared by {n}: effort", _equilibrium(n), partial(_effort, n), ROUNDING) for n in (1, 2, 10, 100)
)
