"""Validity under stakes: unequal gaming, not gaming, takes a metric's meaning.

Useful use differs between people with standard deviation s_r; at a piece rate b padding adds b γ_i to the metric,
γ_i = q²/c_mi. Value is linear in useful use, so R² of metric and value is s_r²/(s_r² + b² s_γ²). Where everybody games
alike R² stays 1. Costs are lists of 125 and of 16 values dealt out by seat: among 2,000 people each pair comes once, so
the two are exactly unrelated.
"""

from functools import partial
from typing import Any

import numpy as np

from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import bare, paid, ran

WORTH, Q = 0.8, 2.0
USEFUL = [1.0 + 0.02 * step for step in range(125)]
PADDING = [4.0 + 0.75 * step for step in range(16)]
RATES = (0.0, 0.1, 0.3, 1.0)


def _simulated(rate: float, costs: list[float]) -> float:
    settings: dict[str, Any] = {
        "people.ai_value": WORTH,
        "people.cost_useful": {"values": USEFUL},
        "people.cost_padding": {"values": costs},
        "behaviour.choice.omega": 1.0,
        "metrics.count.padding": Q,
    }
    people = ran(bare({"policy": paid(rate)}, settings, weeks=2)).people
    return float(np.corrcoef(people.value[0], people.metric[0])[0, 1] ** 2)


def _r_squared(rate: float) -> float:
    of_use = (WORTH + rate) ** 2 * np.var(1.0 / np.array(USEFUL))
    return float(of_use / (of_use + rate**2 * np.var(Q**2 / np.array(PADDING))))


CLOSED_FORMS = (
    *(
        ClosedForm(
            f"validity at a rate of {b:g}, gaming unequal: R²",
            _r_squared(b),
            partial(_simulated, b, PADDING),
            ROUNDING,
        )
        for b in RATES
    ),
    ClosedForm("validity at a rate of 1, gaming alike: R²", 1.0, lambda: _simulated(1.0, [4.0]), ROUNDING),
)
