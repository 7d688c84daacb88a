"""The ledger as it is measured: its lines in order, every week from launch on."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sim.company import Company
from sim.measures import account, all_measures
from tests.at_random import at_random, quick

LEDGER = account("ledger")


def test_the_lines_stand_together_from_the_claim_to_the_real_gain() -> None:
    names = [measure.name for measure in LEDGER]
    assert names == [f"ledger: {line}" for line in (
        "claim", "padding counted", "noise", "people changed (i)", "who uses it", "diminishing returns",
        "overuse", "learning", "unmeasured work", "padding time", "harm to others", "people changed (ii)", "real gain",
    )]  # fmt: skip
    everything = [measure.name for measure in all_measures()]
    first = everything.index(names[0])
    assert everything[first : first + len(names)] == names


@quick
@given(at_random)
def test_what_is_recorded_adds_up_in_every_week_of_any_company(small: Any, made: Any) -> None:
    company = Company(made(small), "policy", worlds=2, measures=LEDGER)
    while company.running:
        company.step()
    *lines, real = (company.record[measure.name] for measure in LEDGER)
    size = np.max(np.abs([*lines, real]), axis=0)
    there = np.isfinite(real)
    assert (there == np.isfinite(lines)).all(), "all lines are numbers in the same weeks"
    assert (np.abs(sum(lines) - real)[there] <= 1e-9 * size[there]).all()


def test_the_ledger_opens_with_the_launch_and_only_where_there_is_one(small: Any, ran: Any, board: Any) -> None:
    case = small([board | {"week": 12}])
    with_launch = ran(case, measures=LEDGER, worlds=2).record
    without = ran(case, "none", measures=LEDGER, worlds=2).record
    for measure in LEDGER:
        values = with_launch[measure.name]
        assert np.isnan(values[:11]).all()
        assert np.isfinite(values[11:]).all()
        assert np.isnan(without[measure.name]).all()


def test_the_real_gain_is_what_real_value_gained_since_the_week_before_launch(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"week": 12}]), measures=all_measures(), worlds=2)
    value = company.record["real value"]
    np.testing.assert_allclose(company.record["ledger: real gain"][11:], value[11:] - value[10], atol=1e-12)
    metric = company.record["metric"]
    claim = company.dashboard.slope * (metric[11:] - metric[10])
    np.testing.assert_allclose(company.record["ledger: claim"][11:], claim, rtol=1e-9)


def test_what_is_left_after_the_policys_own_worlds_without_it_is_the_policys_effect(
    small: Any, ran: Any, board: Any
) -> None:
    case = small([board | {"week": 12}])
    policy, none = (ran(case, name, measures=all_measures(), worlds=3).record for name in ("policy", "none"))
    assert np.array_equal(policy["real value"][:11], none["real value"][:11])
    anyway = none["real value"][11:] - none["real value"][10]
    effect = policy["real value"][11:] - none["real value"][11:]
    np.testing.assert_allclose(policy["ledger: real gain"][11:] - anyway, effect, atol=1e-12)


def test_an_account_that_nobody_keeps_has_no_lines() -> None:
    assert account("rumours") == ()


def test_what_overuse_loses_is_held_against_what_padding_loses(small: Any, ran: Any, board: Any) -> None:
    settings = {"behaviour.idea.own": 0.5, "behaviour.work.padding_time": 0.5, "behaviour.choice.omega": 0.2}
    settings |= {"company.quits_a_year": 0.0, "company.dismissed": 0.0}
    named = [measure for measure in all_measures() if measure.name == "overuse over padding"]
    case = small([board | {"week": 10, "bonus": {"schedule": [{"above": 0.0, "rate": 2.0}]}}], settings)
    company = ran(case, weeks=26, measures=[*named, *LEDGER], worlds=3)
    record, work, rate = company.record, case.behaviour.work, case.behaviour.incidents
    lost = -record["ledger: overuse"][25]
    time = -record["ledger: padding time"][25]
    padding = company.people.padding.mean(axis=1)
    others = (work.review_burden + rate.cost * rate.padding) * padding
    np.testing.assert_allclose(record["overuse over padding"][25], lost / (time + others), rtol=1e-9)
    assert (lost > 0).all()
    assert (others > 0).all()
    honest = ran(small([board | {"week": 10}], settings | {"people.honest": 1.0}), measures=named).record
    assert np.isnan(honest["overuse over padding"]).all()


@pytest.mark.parametrize("week", [10, 16])
def test_the_claims_uncertainty_is_that_of_its_slope(week: int, small: Any, ran: Any, board: Any) -> None:
    named = [measure for measure in all_measures() if measure.name in ("claim uncertainty", "ledger: claim")]
    company = ran(small([board | {"week": 10}]), weeks=20, measures=named, worlds=2)
    uncertain, claim = (company.record[measure.name][week - 1] for measure in named)
    relative = 1.96 * company.dashboard.error / np.abs(company.dashboard.slope)
    np.testing.assert_allclose(uncertain, np.abs(claim) * relative, rtol=1e-9)
    assert (uncertain > 0).all()
