"""Granovetter (1978): a hundred people, each of whom joins once enough others have.

Padding is worth G to everybody, and person i's scruple is lifted by the share n of others who are seen to pad:
(1 - n) z_i = G at n = i/100. With thresholds of 0, 1, .. 99 people all join one after the other; with the 1 made a 2,
the first stays alone.
"""

from sim.theory.closed_form import EXACT, ClosedForm
from sim.theory.setting import bare, paid, ran

PEOPLE, WEEKS = 100, 120
RATE, AMOUNT, COST = 0.5, 0.2, 1.0
WORTH = RATE * AMOUNT - 0.5 * COST * AMOUNT**2


def _joined(thresholds: list[int]) -> float:
    willing = 1.0 - 1e-9
    settings = {
        "company.employees": PEOPLE,
        "company.team_size": PEOPLE,
        "people.cost_padding": COST,
        "people.scruple": {"values": [willing * WORTH / (1.0 - threshold / PEOPLE) for threshold in thresholds]},
        "behaviour.norm.rate": 1.0,
        "behaviour.norm.relief": 1.0,
        "behaviour.choice.options": ["private", "steps"],
        "behaviour.choice.steps": [AMOUNT],
        "metrics.count.useful": 0.0,
        "metrics.count.padding": 1.0,
    }
    company = ran(bare({"policy": paid(RATE)}, settings, weeks=WEEKS))
    return float((company.people.padding > 0.0).sum())


CLOSED_FORMS = (
    ClosedForm("thresholds 0, 1, 2, .. 99: people who pad", 100.0, lambda: _joined([*range(PEOPLE)]), EXACT),
    ClosedForm("thresholds 0, 2, 2, .. 99: people who pad", 1.0, lambda: _joined([0, 2, *range(2, PEOPLE)]), EXACT),
)
