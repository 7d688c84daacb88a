"""Lazear and Rosen (1981): two contestants, additive noise, the higher metric wins W more.

Each one's chance of winning rises with effort by the density at 0 of the difference of two independent noises,
g(0) = 1/(2 σ √π), so effort is W g(0)/c. People here go by last week's number of the other, luck and all: the figure is
the average over weeks, and holds while the prize is weak beside luck and cost. At W of .6, σ of .5 and c of 1 people
make 11 % less effort than this, at W and σ of .3 18 % less, at W of 1 and σ of .5 24 % less; with 200 people .4 % less.
"""

from typing import Any

import numpy as np

from sim.theory.closed_form import ClosedForm
from sim.theory.setting import Changes, bare, counted, mean_of, ran

GAP, NOISE, COST = 0.3, 1.0, 1.2
PAIRS, WEEKS, FIRST = 1_000, 25, 3
EFFORT = GAP / (2.0 * NOISE * np.sqrt(np.pi)) / COST


def _effort(policy: Changes, **people: float) -> float:
    settings: dict[str, Any] = {
        "company.employees": 2,
        "people.cost_useful": COST,
        "metrics.count.noise": NOISE,
    }
    settings |= {f"people.{trait}": value for trait, value in people.items()}
    useful = mean_of("useful")
    company = ran(bare({"policy": policy}, settings, weeks=WEEKS), worlds=PAIRS, measures=[useful])
    return float(company.record[useful.name][FIRST:].mean())


CLOSED_FORMS = (
    ClosedForm(
        "contest of two: effort for a prize",
        EFFORT,
        lambda: _effort(counted(bonus={"prize": GAP, "winners": 0.5})),
        0.01,
        slow=True,
    ),
    ClosedForm(
        "contest of two: effort for a place on a public board",
        EFFORT,
        lambda: _effort(counted(audience="company"), status=GAP),
        0.01,
        slow=True,
    ),
)
