"""What people face, gathered in full and for those who may not pad."""

from typing import Any

import numpy as np

from sim.behaviour.choice import OPTIONS, choose
from sim.company.situation import situation
from sim.company.stakes import incentives


def test_those_who_may_not_pad_choose_alike_whether_or_not_padding_is_gathered(
    small: Any, ran: Any, board: Any
) -> None:
    settings = {"behaviour.noticing.rate": 1.0, "behaviour.idea.own": 0.1, "behaviour.work.substitution": 0.3}
    company = ran(small([board | {"audit": {"rate": 0.05}}], settings), weeks=12)
    people = company.people
    flat = np.flatnonzero(people.honest)
    assert 0 < len(flat) < people.honest.size
    now = people.mean_metric.take(flat)
    full, short = (
        choose(situation(company, flat, pads), incentives(company, flat), now, OPTIONS, (0.05,), None)
        for pads in (True, False)
    )
    for one, other in zip(full, short, strict=True):
        assert np.array_equal(one, other)
    assert np.ptp(full[0]) > 0.0
