"""Risk that grows with what is done: pay of b a unit on a metric whose luck multiplies.

A person with risk aversion ρ (Holmström and Milgrom 1991) takes ρ/2 of the variance of pay off it; the variance of a
metric e with log standard deviation σ is e² κ, κ = exp(σ²) - 1. Effort is e = b/(c + ρ b² κ): unlike luck that adds,
luck that multiplies holds people back. Found however much the premium bends.
"""

from functools import partial

import numpy as np

from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import bare, paid, ran

NOISE, COST = 0.9, 1.2
CELLS = ((0.5, 0.5, 1.0), (1.0, 2.0, 1.0), (1.0, 2.0, 0.15))
"""Risk aversion, rate and how many reconsider in a week."""


def _effort(aversion: float, rate: float, redo: float) -> float:
    settings = {
        "people.cost_useful": COST,
        "metrics.count.noise": NOISE,
        "metrics.count.noise_kind": "multiplicative",
        "behaviour.choice.risk_aversion": aversion,
        "behaviour.choice.redo": redo,
        "company.employees": 100,
    }
    company = ran(bare({"policy": paid(rate)}, settings, weeks=10 if redo == 1.0 else 200))
    return float(company.people.useful.mean())


CLOSED_FORMS = tuple(
    ClosedForm(
        f"risk aversion {rho:g}, rate {b:g}, {redo:.0%} reconsider: effort",
        b / (COST + rho * b * b * np.expm1(NOISE**2)),
        partial(_effort, rho, b, redo),
        ROUNDING,
    )
    for rho, b, redo in CELLS
)
