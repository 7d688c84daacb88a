"""Holmström and Milgrom (1991): pay on a noisy metric bears risk, and draws effort away from what is not measured.

With efforts without bounds, cost e'Ce/2, C = [[1, c], [c, 1]], value B·e and pay b on the first task alone,
e = C⁻¹ (ω B + b (1, 0)); value less effort less the premium ρ b² s²/2 for risk is a parabola in b with its top at
b* = (1 - ω)(B1 - c B2)/(1 + ρ s² (1 - c²)). It is at most 0 where c >= B1/B2: no incentive is better than any.
With one task of cost k and value p: b* = p/(1 + ρ k s²).
"""

from typing import Any

import numpy as np

from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import UNBOUNDED, swept, top_of_parabola

RHO, VARIANCE = 2.0, 0.5
RATES = np.linspace(-1.0, 1.0, 11)
ONE_TASK = {"price": 0.9, "cost": 1.6}


def _simulated(settings: dict[str, Any]) -> float:
    risky = {"behaviour.choice.risk_aversion": RHO, "metrics.count.noise": VARIANCE**0.5}
    return top_of_parabola(RATES, swept(RATES, UNBOUNDED | risky | settings)[0])


def _two_tasks(b1: float, b2: float, c: float, omega: float) -> float:
    return _simulated(
        {
            "people.ai_value": b1,
            "behaviour.work.unmeasured": b2,
            "behaviour.work.substitution": c,
            "behaviour.choice.omega": omega,
        }
    )


def _best(b1: float, b2: float, c: float, omega: float) -> float:
    return (1.0 - omega) * (b1 - c * b2) / (1.0 + RHO * VARIANCE * (1.0 - c * c))


def _form(words: str, *task: float) -> ClosedForm:
    return ClosedForm(f"multitask, {words}: best rate", _best(*task), lambda: _two_tasks(*task), ROUNDING)


CLOSED_FORMS = (
    ClosedForm(
        "multitask, one task: best rate",
        ONE_TASK["price"] / (1.0 + RHO * ONE_TASK["cost"] * VARIANCE),
        lambda: _simulated({"people.ai_value": ONE_TASK["price"], "people.cost_useful": ONE_TASK["cost"]}),
        ROUNDING,
    ),
    _form("an unmeasured second task", 1.0, 1.0, 0.5, 0.0),
    _form("substitution at B1/B2", 0.5, 1.0, 0.5, 0.0),
    _form("substitution above B1/B2", 0.4, 1.0, 0.6, 0.0),
    _form("own motive of .4", 1.0, 1.0, 0.5, 0.4),
)
