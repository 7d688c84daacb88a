"""Crowding out: control takes away from the own motive."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.motive import drift


def test_the_motive_falls_and_comes_back_each_at_its_rate() -> None:
    motive = np.ones(3)
    control = np.array([0.0, 0.5, 1.0])
    for _ in range(10):
        motive = drift(motive, control, 0.4, 0.1, 0.02)
    np.testing.assert_allclose(motive, 1 - 0.4 * control * (1 - 0.9**10))
    fallen = motive.copy()
    for _ in range(10):
        motive = drift(motive, np.zeros(3), 0.4, 0.1, 0.02)
    np.testing.assert_allclose(motive, 1 - (1 - fallen) * 0.98**10)


def test_a_strength_of_nothing_leaves_all_of_it() -> None:
    control = np.random.default_rng(1).random(50)
    assert (drift(np.ones(50), control, 0.0, 0.5, 0.5) == 1.0).all()


def test_the_motive_stays_between_nothing_and_all_of_it() -> None:
    motive, control = np.random.default_rng(2).random((2, 500))
    for strength in (0.3, 1.0):
        for falls, returns in ((1.0, 0.0), (0.2, 1.0)):
            left = drift(motive, control, strength, falls, returns)
            assert ((left >= 0) & (left <= 1)).all()


def test_more_control_never_leaves_more() -> None:
    control = np.linspace(0, 1, 100)
    assert (np.diff(drift(np.full(100, 0.8), control, 0.5, 0.1, 0.02)) <= 0).all()


def test_without_crowding_out_its_rates_change_nobody(small: Any, ran: Any, state: Any, board: Any) -> None:
    levers = [board | {"audit": {"rate": 0.1}}]
    slow, fast = (
        state(ran(small(levers, {"behaviour.motive.falls": rate, "behaviour.motive.returns": rate})))
        for rate in (0.0, 1.0)
    )
    assert (fast["motive"] == 1.0).all()
    assert all(slow[name].tobytes() == fast[name].tobytes() for name in slow)


FULL = {"behaviour.motive.crowding": 0.5, "company.quits_a_year": 0.0, "behaviour.executive.push": 0.0}


@pytest.mark.parametrize("levers", [{"audit": {"rate": 0.1}, "target": None}, {"target": {"push": 1.0, "share": 0.8}}])
def test_pressure_and_audits_are_what_controls_people(levers: Any, small: Any, ran: Any, board: Any) -> None:
    settings = FULL | {"behaviour.noticing.rate": 1.0, "behaviour.motive.falls": 1.0}
    assert (ran(small([board | {"target": None}], settings), weeks=10).people.motive == 1.0).all()
    assert (ran(small([board | levers], settings), weeks=10).people.motive == 0.5).all()


def test_those_who_have_not_noticed_a_target_feel_none_of_its_pressure(small: Any, ran: Any, board: Any) -> None:
    people = ran(small([board], FULL | {"behaviour.noticing.rate": 0.1}), weeks=12).people
    assert (people.motive[~people.aware] == 1.0).all()
    assert (people.motive[people.aware] < 1.0).all()
    assert people.aware.any()


def test_the_motive_comes_back_once_control_ends(small: Any, ran: Any, board: Any) -> None:
    case = small([board, {"week": 20, "target": None}], FULL | {"behaviour.motive.returns": 0.2})
    during, after = (ran(case, weeks=weeks).people.motive for weeks in (19, 30))
    assert (during <= after).all()
    assert during.mean() + 0.1 < after.mean() < 1.0


def test_crowding_out_lowers_work_that_is_not_measured(late: Any) -> None:
    kept, lost = (late("unmeasured work", {"behaviour.motive.crowding": share}) for share in (0.0, 0.5))
    assert (lost < kept).all()
