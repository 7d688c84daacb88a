"""Baker (2002), "Distortion and risk in incentive contracts": what counts is the angle between value and metric.

V = f·a and M = g·a with cost |a|²/2 and pay b M: a = b g, so the best rate is b* = f·g/|g|² = (|f|/|g|) cos θ, and what
it gains is the share cos² θ of what efforts in everybody's own interest would. Signs are free: a metric may count
against what is of value, and the best rate is then negative.
"""

from functools import cache
from typing import Any

import numpy as np

from sim.company import FloatArray
from sim.measures.surplus import MEASURE as SURPLUS
from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import UNBOUNDED, bare, ran, swept, top_of_parabola

Vector = tuple[float, float, float]
PAIRS: dict[str, tuple[Vector, Vector]] = {
    "two efforts": ((1.0, 0.0, 0.5), (0.6, 0.0, 0.9)),
    "three efforts": ((0.8, -0.4, 0.5), (1.0, 1.5, 0.2)),
    "a metric against value": ((1.0, 0.0, -0.5), (-0.7, 0.0, 1.2)),
    "value and metric of mixed signs": ((-0.6, -0.3, 0.9), (0.4, -0.8, 0.5)),
}
"""Weights of useful use, padding and unmeasured work in value and in the metric."""
RATES = np.linspace(-1.5, 1.5, 13)


def _settings(f: Vector, g: Vector) -> dict[str, Any]:
    return UNBOUNDED | {
        "people.ai_value": f[0],
        "people.ai_skill": float(f[0] > 0.0),  # at which a gain, or a loss, is all of `ai_value`
        "behaviour.work.padding_time": -f[1],
        "behaviour.work.unmeasured": f[2],
        "metrics.count.useful": g[0],
        "metrics.count.padding": g[1],
        "metrics.count.unmeasured": g[2],
    }


@cache
def _surplus(name: str) -> FloatArray:
    return np.asarray(swept(RATES, _settings(*PAIRS[name]))[0])


@cache
def _first_best(name: str) -> float:
    """Return the surplus where people's own reward is all of value.

    Nobody thinks of padding where nothing is at stake, so the metric pays next to nothing.
    """
    return float(swept([1e-12], _settings(*PAIRS[name]) | {"behaviour.choice.omega": 1.0})[0, 0])


def _nothing(name: str) -> float:
    company = ran(bare({"policy": []}, _settings(*PAIRS[name])), measures=[SURPLUS])
    return float(company.record["surplus"][-1].mean())


def _efficiency(name: str) -> float:
    a, b, c = np.polyfit(RATES, _surplus(name), 2)
    nothing = _nothing(name)
    return float((c - b * b / (4.0 * a) - nothing) / (_first_best(name) - nothing))


def _forms(name: str) -> tuple[ClosedForm, ClosedForm]:
    f, g = np.array(PAIRS[name])
    cosine = f @ g / np.sqrt((f @ f) * (g @ g))
    best = np.sqrt((f @ f) / (g @ g)) * cosine
    return (
        ClosedForm(f"angle, {name}: best rate", best, lambda: top_of_parabola(RATES, _surplus(name)), ROUNDING),
        ClosedForm(f"angle, {name}: efficiency", cosine**2, lambda: _efficiency(name), ROUNDING),
    )


CLOSED_FORMS = tuple(form for name in PAIRS for form in _forms(name))
