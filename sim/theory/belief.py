"""Belief: log-odds add up, what stands says what it says once, what happens says it each time.

A standing fact draws log-odds to L0 + log LR at the rate at which events fade, never beyond; two facts draw them to the
sum. An event adds log LR, at once and in full.
"""

from functools import cache

import numpy as np

from sim.company import FloatArray
from sim.theory.closed_form import ROUNDING, ClosedForm
from sim.theory.setting import bare, counted, mean_of, ran

BOARD, AFFIRMED, CLARITY, ASKED, LOOKED = 1.8, 5.0, 0.6, 4.0, 0.7
FADE, CUE, ALIKE = 0.1, 0.9, 400.0
LONG, SHORT = 250, 12


@cache
def _standing(*, affirmed: bool) -> FloatArray:
    """Return mean log-odds above the prior by week, (weeks,)."""
    settings = {
        "behaviour.belief.prior": 0.3,
        "behaviour.belief.fade": FADE,
        "behaviour.belief.board": BOARD,
        "behaviour.belief.affirmed": AFFIRMED,
    }
    review = {"stated": "used" if affirmed else "silent", "clarity": CLARITY}
    belief = mean_of("belief")
    case = bare({"policy": counted(audience="company", review=review)}, settings, weeks=LONG)
    company = ran(case, measures=[belief])
    return np.asarray(company.record[belief.name][:, 0] - company.people.prior[0, 0])


def _events(asked: float, looked: float, cue: float) -> float:
    settings = {
        "behaviour.belief.asked": asked,
        "behaviour.belief.looked": looked,
        "behaviour.managers.cue": cue,
        "behaviour.managers.spread": ALIKE,
    }
    policy = counted(audience="company", review={"actual": 0.5})
    people = ran(bare({"policy": policy}, settings, weeks=SHORT), worlds=40).people
    return float((people.belief - people.prior).mean())


CLOSED_FORMS = (
    ClosedForm("belief: a standing fact in the end", np.log(BOARD), lambda: _standing(affirmed=False)[-1], ROUNDING),
    ClosedForm("belief: a standing fact at its most", np.log(BOARD), lambda: _standing(affirmed=False).max(), ROUNDING),
    ClosedForm(
        "belief: two standing facts add up",
        np.log(BOARD) + CLARITY * np.log(AFFIRMED),
        lambda: _standing(affirmed=True)[-1],
        ROUNDING,
    ),
    ClosedForm("belief: twelve events add up", SHORT * np.log(ASKED), lambda: _events(ASKED, ASKED, 1.0), ROUNDING),
    ClosedForm(
        "belief: events of two kinds, at their rates",
        SHORT * CUE * (0.5 * np.log(ASKED) + 0.5 * np.log(LOOKED)),
        lambda: _events(ASKED, LOOKED, CUE),
        0.02,
    ),
)
