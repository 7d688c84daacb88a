"""Regressional Goodhart: whoever is chosen by a noisy metric is not as good as the metric says.

M = V + noise with V ~ N(μ, s_V²): E[V | M] = μ + k (M - μ) with k = s_V²/(s_V² + s_x²), and the top share q by the
metric is above the mean in value by k s_M φ(z_q)/q. Worlds are pooled: the top tenth of 2,000 people alone has an error
of 6 %.
"""

from functools import cache

import numpy as np
from scipy.special import ndtri

from sim.company import FloatArray
from sim.theory.closed_form import ClosedForm
from sim.theory.setting import bare, counted, normal_values, ran

MEAN, OF_VALUE, OF_NOISE, TOP = 1.0, 0.2, 0.3, 0.1
OF_METRIC = float(np.hypot(OF_VALUE, OF_NOISE))
SLOPE = OF_VALUE**2 / OF_METRIC**2
WORLDS = 200


@cache
def _value_and_metric() -> tuple[FloatArray, FloatArray]:
    settings = {
        "people.skill": normal_values(MEAN, OF_VALUE),
        "metrics.count.useful": 0.0,
        "metrics.count.weight": 1.0,
        "metrics.count.noise": OF_NOISE,
    }
    people = ran(bare({"policy": counted(audience="company")}, settings), worlds=WORLDS).people
    return people.value.ravel(), people.metric.ravel()


def _slope() -> float:
    value, metric = _value_and_metric()
    return float(np.cov(value, metric)[0, 1] / metric.var(ddof=1))


def _gain_of_the_top() -> float:
    value, metric = _value_and_metric()
    chosen = metric >= np.quantile(metric, 1.0 - TOP)
    return float(value[chosen].mean() - value.mean())


Z = float(ndtri(1.0 - TOP))
CLOSED_FORMS = (
    ClosedForm("regressional: value expected of a unit of metric", SLOPE, _slope, 0.01),
    ClosedForm(
        "regressional: value of the top tenth above the mean",
        SLOPE * OF_METRIC * float(np.exp(-0.5 * Z * Z) / np.sqrt(2.0 * np.pi)) / TOP,
        _gain_of_the_top,
        0.01,
    ),
)
