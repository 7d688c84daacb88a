"""Audits: some padding is found, and what that costs is expected."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.audit import caught, expected_fine


def test_only_padders_are_caught_and_as_often_as_checks_find_them() -> None:
    draw = (np.arange(1000) + 0.5) / 1000
    assert caught(draw, np.full(1000, 0.1), 0.2, 0.5, False).sum() == 100
    assert not caught(draw, np.zeros(1000), 1.0, 1.0, False).any()


def test_who_pads_more_may_be_found_more_often() -> None:
    draw = (np.arange(1000) + 0.5) / 1000
    for padding in (0.0, 0.1, 0.6, 1.0):
        assert caught(draw, np.full(1000, padding), 0.5, 0.8, True).sum() == 400 * padding


def test_a_higher_rate_only_adds_people_who_are_caught() -> None:
    draw, padding = np.random.default_rng(1).random((2, 500))
    for proportional in (True, False):
        few, many = (caught(draw, padding, rate, 0.8, proportional) for rate in (0.1, 0.3))
        assert (few <= many).all()
        assert few.sum() < many.sum()


def test_the_expected_fine_is_chance_times_fine() -> None:
    np.testing.assert_allclose(expected_fine(0.08, 0.5, 0.0, False), (0.04, 0.0, 0.0))
    assert not any(expected_fine(0.0, 0.5, 0.3, False))
    assert not any(expected_fine(0.0, 0.5, 0.3, True))


@pytest.mark.parametrize("proportional", [True, False])
def test_the_expected_fine_is_what_padders_pay_on_average(proportional: bool) -> None:
    draw = (np.arange(100_000) + 0.5) / 100_000
    fixed, slope, bend = expected_fine(0.4 * 0.8, 0.5, 0.3, proportional)
    for m in (0.05, 0.2, 0.9):
        found = caught(draw, np.full(100_000, m), 0.4, 0.8, proportional)
        assert fixed + slope * m + bend * m * m / 2 == pytest.approx((found * (0.5 + 0.3 * m)).mean(), abs=1e-5)


def test_an_audit_of_nobody_changes_no_byte(small: Any, ran: Any, state: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.1}
    none, nobody = (state(ran(small([board | more], settings))) for more in ({}, {"audit": {"rate": 0.0}}))
    assert none["padding"].any()
    assert all(none[name].tobytes() == nobody[name].tobytes() for name in none)


def test_those_who_are_caught_stop_padding(small: Any, ran: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5, "company.quits_a_year": 0.0}
    company = ran(small([board | {"audit": {"rate": 0.5, "fine": 0.0}}], settings), weeks=15)
    people = company.people
    assert people.caught.any()
    for what in (people.padding, people.habit):
        assert what.any()
        assert not what[people.caught].any()
    assert (people.last_padded[people.caught] == 15).all()


def test_audits_lower_padding(late: Any) -> None:
    assert (late("padding share", audit={"rate": 0.2}) < late("padding share")).all()


def test_higher_fines_lower_padding(late: Any) -> None:
    mild, harsh = (late("padding share", audit={"rate": 0.2, "fine": fine}) for fine in (0.0, 1.0))
    assert (harsh < mild).all()


def test_audits_cost_money(late: Any) -> None:
    free, dear = (late("bill", audit={"rate": 0.2, "cost": cost}) for cost in (0.0, 100.0))
    np.testing.assert_allclose(dear - free, 20.0)


LESS = {
    "a fine that grows with padding": ({"rate": 0.2, "fine_per_unit": 0.0}, {"rate": 0.2, "fine_per_unit": 5.0}),
    "dismissal": ({"rate": 0.2, "fine": 0.0}, {"rate": 0.2, "fine": 0.0, "dismissed": 0.05}),
    "a chance that does not depend on how much one pads": ({"rate": 0.5, "proportional": True}, {"rate": 0.5}),
}


@pytest.mark.parametrize("check", LESS)
def test_padding_is_rarer_with(check: str, late: Any) -> None:
    mild, harsh = LESS[check]
    assert (late("padding share", audit=harsh) < late("padding share", audit=mild)).all()


def test_checks_that_never_find_anything_move_nobody_however_they_are_made(small: Any, ran: Any) -> None:
    free, settings = {"week": 5, "metric": "tokens", "audience": "company"}, {"behaviour.idea.own": 0.1}
    whole, part = (
        ran(small([free | {"audit": {"sensitivity": 0.0, "rate": 0.9, "proportional": way}}], settings)).people
        for way in (True, False)
    )
    assert whole.padding.any()
    assert not whole.caught.any()
    assert np.array_equal(whole.padding, part.padding)


def test_as_many_of_those_found_out_must_go_as_the_audit_says(small: Any, ran: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5, "company.quits_a_year": 0.0}
    settings |= {"company.dismissed": 0.0, "behaviour.choice.job_loss": 0.0, "company.employees": 320}
    gone = {0.0: 0, 0.4: 0, 1.0: 0}
    for chance in gone:
        audit = {"rate": 0.3, "fine": 0.0, "dismissed": chance}
        company = ran(small([board | {"audit": audit}], settings), weeks=5)
        found = 0
        for _ in range(15):
            company.step()
            people = company.people
            assert not (people.left & ~people.caught).any()
            found += int(people.caught.sum())
            gone[chance] += int(people.left.sum())
        assert found > 100
        assert gone[chance] / found == pytest.approx(chance, abs=0.08)
    assert gone[0.0] == 0
    assert gone[1.0] == found


def test_the_fear_of_losing_the_job_is_part_of_the_fine(late: Any) -> None:
    audit = {"rate": 0.2, "fine": 0.0, "dismissed": 0.05}
    calm, afraid = (late("padding share", {"behaviour.choice.job_loss": loss}, audit=audit) for loss in (0.0, 60.0))
    assert (afraid < calm).all()
