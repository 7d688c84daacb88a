"""Extremal Goodhart: pushed far enough, what used to go with value destroys it.

A piece rate that moves people alone sweeps useful use, r = b p/c_r. Value's gain A ((1 - w) v r - k r²/2) has its top
at r = (1 - w) v/k and is gone at twice that.
"""

from functools import cache

import numpy as np

from sim.company import FloatArray
from sim.measures.real_value import MEASURE as VALUE
from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import level_again, mean_of, swept, top_of_parabola

WORTH, REWORK, BEND = 1.2, 0.25, 0.6
TURN = (1.0 - REWORK) * WORTH / BEND
RATES = np.linspace(0.0, 4.0, 17)


@cache
def _sweep() -> FloatArray:
    settings = {
        "people.skill": {"lognormal": {"mean": 1.0, "log_sd": 0.3}},
        "people.ai_value": WORTH,
        "people.rework": REWORK,
        "behaviour.work.diminishing": BEND,
    }
    return swept(RATES, settings, (mean_of("useful"), VALUE))


CLOSED_FORMS = (
    ClosedForm("extremal: useful use where value turns", TURN, lambda: top_of_parabola(*_sweep()), ROUNDING),
    ClosedForm("extremal: useful use where the gain is gone", 2 * TURN, lambda: level_again(*_sweep()), ROUNDING),
)
