"""Audits (Becker 1968): what a piece rate of B a unit of padding leaves of it where a share p is checked and fined.

A fine of F a unit leaves m* = max(0, (B - p F)/c). A fixed fine F on any padding leaves B/c as it is, or stops it
altogether: people pad only if p < B²/(2 c F). Where the chance of being found out grows in proportion, p m, a fine of F
a unit leaves m* = B/(c + 2 p F).
"""

from typing import Any

from sim.theory.closed_form import EXACT, ROUNDING, ClosedForm
from sim.theory.setting import bare, mean_of, paid, ran

B, C, F = 2.0, 1.0, 4.0
EDGE = B**2 / (2.0 * C * F)


def _padding(rate: float, **audit: Any) -> float:
    lever = {"rate": rate, "sensitivity": 1.0, "fine": 0.0, "cost": 0.0, **audit}
    settings = {"people.cost_padding": C, "metrics.count.useful": 0.0, "metrics.count.padding": 1.0}
    padding = mean_of("padding")
    company = ran(bare({"policy": paid(B, audit=lever)}, settings, weeks=3), measures=[padding])
    return float(company.record[padding.name][-1].mean())


CLOSED_FORMS = (
    ClosedForm("audit, fine a unit: padding", (B - 0.3 * F) / C, lambda: _padding(0.3, fine_per_unit=F), ROUNDING),
    ClosedForm("audit, fine a unit too high: padding", 0.0, lambda: _padding(0.6, fine_per_unit=F), EXACT),
    ClosedForm("audit, fixed fine, rate of .3: padding", B / C, lambda: _padding(0.3, fine=F), ROUNDING),
    ClosedForm(
        "audit, fixed fine just below the edge: padding", B / C, lambda: _padding(EDGE - 1e-6, fine=F), ROUNDING
    ),
    ClosedForm("audit, fixed fine just above the edge: padding", 0.0, lambda: _padding(EDGE + 1e-6, fine=F), EXACT),
    ClosedForm(
        "audit, found out in proportion: padding",
        B / (C + 2.0 * 0.3 * F),
        lambda: _padding(0.3, fine_per_unit=F, proportional=True),
        ROUNDING,
    ),
)
