"""A piece rate on a metric that can be padded: V = v r - d m, M = p r + q m, people moved by pay alone.

r = b p/c_r and m = b q/c_m, so value less effort is a parabola in the rate b: zero at 0 and at 2b*, with its top at
b* = (c_m p v - c_r d q)/(c_m p² + c_r q²). Padding's share of the metric does not depend on b.
"""

from functools import cache, partial
from typing import Any

import numpy as np

from sim.company import FloatArray
from sim.company.readings import padded_part
from sim.measures.metric import MEASURE as METRIC
from sim.measures.surplus import MEASURE as SURPLUS
from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import bare, level_again, mean_of, paid, ran, swept, top_of_parabola

V, D, P, Q, C_R, C_M = 1.0, 0.3, 1.0, 2.0, 1.0, 2.0
BEST = (C_M * P * V - C_R * D * Q) / (C_M * P**2 + C_R * Q**2)
BENDS = P**2 / C_R + Q**2 / C_M

SETTINGS: dict[str, Any] = {
    "people.ai_value": V,
    "people.cost_useful": C_R,
    "people.cost_padding": C_M,
    "behaviour.work.padding_time": D,
    "metrics.count.useful": P,
    "metrics.count.padding": Q,
}
RATES = np.linspace(0.0, 0.9, 19)


@cache
def _sweep() -> FloatArray:
    return swept(RATES, SETTINGS, (SURPLUS, METRIC, mean_of("useful"), mean_of("padding")))


def _at(row: int, rate: float) -> float:
    return float(_sweep()[row, np.argmin(np.abs(RATES - rate))])


def _padded_share(rate: float) -> float:
    company = ran(bare({"policy": paid(rate)}, SETTINGS | {"metrics.count.noise": 0.05}, weeks=2))
    return float(padded_part(company).sum() / company.people.metric.sum())


def _gained(rate: float) -> float:
    return _at(0, rate) - _at(0, 0.0)


def _gain(rate: float) -> float:
    return float(rate * (V * P / C_R - D * Q / C_M) - 0.5 * rate**2 * BENDS)


CLOSED_FORMS = (
    *(
        ClosedForm(f"piece rate {b:g}: {what}", b * of, partial(_at, row, b), ROUNDING)
        for b in (0.1, 0.3, 0.6)
        for what, of, row in (("useful use", P / C_R, 2), ("padding", Q / C_M, 3))
    ),
    ClosedForm("piece rate: the best", BEST, lambda: top_of_parabola(RATES, _sweep()[0]), ROUNDING),
    ClosedForm("piece rate: gain gone at twice the best", 2 * BEST, lambda: level_again(RATES, _sweep()[0]), ROUNDING),
    *(
        ClosedForm(
            f"piece rate {b:g}: padding's share of the metric",
            (Q**2 / C_M) / BENDS,
            partial(_padded_share, b),
            ROUNDING,
        )
        for b in (0.1, 0.6)
    ),
    ClosedForm("piece rate beyond twice the best: worse than no incentive", _gain(0.6), lambda: _gained(0.6), ROUNDING),
    ClosedForm(
        "piece rate beyond twice the best: metric still rising",
        0.3 * BENDS,
        lambda: _at(1, 0.9) - _at(1, 0.6),
        ROUNDING,
    ),
)
