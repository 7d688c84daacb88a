"""What every measure keeps to, and how the simple ones read a company made by hand."""

import re
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from sim.company import Company, Decision, Luck
from sim.company.readings import bill, effort, effort_of_padding
from sim.measures import Measure, all_measures

HEAD = ("real value", "surplus", "claimed value", "reported adoption", "real adoption", "padding share", "prevalence",
        "validity", "cost per value", "incidents", "quits", "belief gap")  # fmt: skip
MEASURES = {measure.name: measure for measure in all_measures()}


@pytest.fixture
def company(small: Any, ran: Any, board: Any) -> Company:
    """Two worlds of four people in two teams, in a week with a board of tokens; the tests say what people do."""
    settings = {"company.employees": 4, "company.team_size": 2, "company.quits_a_year": 0.0, "company.wage": 1000.0}
    rows = {"tokens": {"units_per_useful_week": 100.0, "price": 0.5, "measuring": 3.0, "active": 0.1}}
    changes = [board | {"week": 1, "audit": {"rate": 0.1, "cost": 20.0}}]
    made: Company = ran(small(changes, settings, metrics=rows), weeks=2, worlds=2)
    made.this_week.clear()
    return made


def put(company: Company, **values: Any) -> None:
    """Lay down what the people of both worlds do."""
    for name, of_seats in values.items():
        getattr(company.people, name)[:] = of_seats


def test_the_head_of_the_table_comes_first_and_in_order() -> None:
    assert tuple(measure.name for measure in all_measures() if measure.top is not None) == HEAD
    assert tuple(measure.name for measure in all_measures())[: len(HEAD)] == HEAD
    assert [measure.top for measure in all_measures()][: len(HEAD)] == list(range(1, len(HEAD) + 1))


def test_names_of_measures_are_unique_plain_words() -> None:
    assert len(MEASURES) == len(all_measures())
    assert all(re.fullmatch(r"[a-z][a-z :()]*", name) for name in MEASURES)


@pytest.mark.parametrize("measure", all_measures(), ids=lambda measure: measure.name)
def test_a_measure_says_what_it_is(measure: Measure) -> None:
    assert all((measure.title, measure.unit, measure.formula))
    assert measure.title[0].isupper()
    assert not measure.title.endswith(".")
    assert measure.better in ("more", "less", "neither")
    assert measure.form in ("share", "number", "money")


@pytest.mark.parametrize("policy", ["none", "policy"])
@pytest.mark.parametrize("measure", all_measures(), ids=lambda measure: measure.name)
def test_a_measure_is_one_number_a_world_and_only_looks(
    measure: Measure, policy: str, small: Any, ran: Any, state: Any
) -> None:
    company = ran(small(settings={"company.employees": 30}), policy, weeks=8, worlds=3)
    before = state(company)
    values = measure.of(company)
    assert values.shape == (3,)
    assert values.dtype == np.float64
    assert all(before[name].tobytes() == now.tobytes() for name, now in state(company).items())


def test_means_over_people(company: Company) -> None:
    put(company, value=[1.0, 2.0, 3.0, 6.0], metric=[0.0, 0.0, 1.0, 1.0], useful=[0.1, 0.2, 0.3, 0.4])
    put(company, unmeasured=[0.0, 0.0, 0.0, 0.2], incidents=[0, 0, 0, 2], quit=[True, False, False, False])
    put(company, belief=np.log([1.0, 3.0, 1.0, 1 / 3]))
    for name, value in {
        "real value": 3.0, "metric": 0.5, "useful use": 0.25, "unmeasured work": 0.05, "incidents": 500.0,
        "quits": 13.0, "belief": 0.5,
    }.items():  # fmt: skip
        np.testing.assert_allclose(MEASURES[name].of(company), value)


def test_worlds_are_measured_apart(company: Company) -> None:
    company.people.value[:] = [[1.0], [2.0]]
    company.people.padding[:] = [[0.1], [0.0]]
    assert MEASURES["real value"].of(company).tolist() == [1.0, 2.0]
    assert MEASURES["intensity"].of(company)[0] == pytest.approx(0.1)
    assert np.isnan(MEASURES["intensity"].of(company)[1])


def test_padding_is_counted_with_the_luck_of_its_week(company: Company) -> None:
    put(company, padding=[0.0, 0.1, 0.1, 0.0], padding_yield=10.0, mean_metric=[1.0, 2.0, 1.0, 0.0])
    put(company, metric=[2.0, 4.0, 0.5, 0.0])
    # of person 2's four, half is padding; of person 3's half a unit, all of it
    np.testing.assert_allclose(MEASURES["padding share"].of(company), 2.5 / 6.5)
    np.testing.assert_allclose(MEASURES["intensity"].of(company), 0.1)


def test_prevalence_leaves_out_those_whose_padding_hardly_shows(company: Company) -> None:
    put(company, padding=[0.0, 0.01, 0.1, 0.2], padding_yield=1.0, mean_metric=[1.0, 1.0, 1.0, 1.0])
    assert MEASURES["prevalence"].of(company).tolist() == [0.25, 0.25]
    for others in (0.0, -1.0):
        put(company, padding=[0.0, 0.0, 0.0, 0.1], mean_metric=others)
        company.this_week.clear()
        assert MEASURES["prevalence"].of(company).tolist() == [0.25, 0.25]


def test_without_any_metric_no_share_of_it_is_padding(company: Company) -> None:
    put(company, padding=0.0, metric=0.0, mean_metric=0.0)
    assert MEASURES["padding share"].of(company).tolist() == [0.0, 0.0]


def test_adoption_is_reported_with_padding_and_real_without(company: Company) -> None:
    put(company, padding=[0.0, 0.01, 0.1, 0.0], padding_yield=10.0, mean_metric=[0.2, 0.3, 1.0, 0.05])
    put(company, metric=[0.2, 0.3, 1.0, 0.05], used=[0.2, 0.3, 1.0, 0.05])
    company.dashboard.look(company)
    assert MEASURES["reported adoption"].of(company).tolist() == [0.75, 0.75]
    assert MEASURES["real adoption"].of(company).tolist() == [0.5, 0.5]


def test_the_bill_is_use_measuring_and_audits(company: Company) -> None:
    put(company, used=[0.0, 0.1, 0.2, 0.5], value=2.0)
    np.testing.assert_allclose(MEASURES["bill"].of(company), 0.5 * 100 * 0.2 + 3.0 + 0.1 * 20.0)
    np.testing.assert_allclose(MEASURES["cost per value"].of(company), 15.0 / 2.0)


def test_training_is_billed_by_the_point_of_skill_that_it_adds(small: Any, ran: Any, board: Any) -> None:
    untaught, taught = (ran(small([board | {"week": 1, "training": rate}]), weeks=1) for rate in (0.0, 0.02))
    more = MEASURES["bill"].of(taught) - MEASURES["bill"].of(untaught)
    np.testing.assert_allclose(more, 0.02 * taught.case.company.training)


def test_surplus_is_value_less_effort_the_bill_and_replacing_leavers(company: Company) -> None:
    put(company, value=2.0, useful=0.2, padding=0.1, unmeasured=0.3, used=0.2, habit=0.0)
    put(company, cost_useful=1.0, cost_padding=4.0, cost_unmeasured=2.0, left=[True, False, False, False])
    put(company, root_useful=1.0, root_unmeasured=np.sqrt(2.0))
    s = company.case.behaviour.work.substitution
    effort = 0.5 * (0.04 + 4 * 0.01 + 2 * 0.09) + s * np.sqrt(2.0) * (0.2 + 2 * 0.1) * 0.3
    replaced = company.case.company.replacement / 4
    np.testing.assert_allclose(MEASURES["surplus"].of(company), 2.0 - effort - 15.0 / 1000.0 - replaced)


def test_surplus_bears_the_risk_in_pay(small: Any, ran: Any, board: Any) -> None:
    paid = board | {"week": 1, "bonus": {"schedule": [{"above": 0.0, "rate": 2.0}]}}
    settings = {"behaviour.choice.risk_aversion": 2.0, "people.foresight": {"constant": 0.0}}
    company = ran(small([paid], settings), weeks=3, worlds=2)
    people, row = company.people, company.row
    premium = 0.5 * 2.0 * 2.0**2 * people.mean_metric**2 * np.expm1(row.noise**2)
    without = people.value - company.case.company.replacement * people.left - premium
    worked = effort(company) + effort_of_padding(company) + bill(company) / company.case.company.wage
    np.testing.assert_allclose(MEASURES["surplus"].of(company), without.mean(axis=1) - worked)


def test_where_outcomes_are_counted_the_meters_use_is_billed(small: Any, ran: Any, board: Any) -> None:
    stays = {"company.quits_a_year": 0.0}
    company = ran(small([board | {"week": 1, "metric": "outcomes"}], stays), weeks=3)
    meter = company.case.all_metrics()["tokens"]
    log_sd = meter.job_spread
    of_job = np.exp(log_sd * company.people.job - log_sd**2 / 2) * meter.useful
    z = ndtri(Luck(company.case.seed, 0, 1, company.seats).uniform(Decision.METRIC_NOISE, company.week))
    used = (of_job * company.people.useful * np.exp(meter.noise * z - meter.noise**2 / 2)).mean()
    expected = meter.price * meter.units_per_useful_week * used + company.row.measuring
    company.this_week.clear()
    np.testing.assert_allclose(MEASURES["bill"].of(company), expected)


def test_the_belief_gap_is_belief_less_what_managers_do(company: Company) -> None:
    put(company, belief=np.log(3.0))
    company.manager_nature[:] = [0.2, 0.6]
    company.behind[:] = 0.0
    np.testing.assert_allclose(MEASURES["belief gap"].of(company), 0.75 - 2 * 0.4 * 0.4)


def test_without_a_metric_there_is_neither_gap_nor_claim_nor_push(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": 4}), "none", weeks=3, worlds=2)
    assert np.isnan(MEASURES["belief gap"].of(company)).all()
    assert np.isnan(MEASURES["claimed value"].of(company)).all()
    assert np.isnan(MEASURES["claimed gain"].of(company)).all()
    assert not MEASURES["push"].of(company).any()


def test_who_padded_within_a_year_is_remembered_for_52_weeks(company: Company) -> None:
    put(company, last_padded=[0, 8, 9, 60])
    company.week = 60
    assert MEASURES["padded within a year"].of(company).tolist() == [0.5, 0.5]
    company.week = 40
    assert MEASURES["padded within a year"].of(company).tolist() == [0.75, 0.75]


def test_carried_over_are_those_who_padded_before_and_pad_now(company: Company) -> None:
    put(company, padding=[0.1, 0.1, 0.1, 0.0], padded_before_change=[True, False, True, True])
    np.testing.assert_allclose(MEASURES["carried over"].of(company), 2 / 3)
    company.this_week.clear()
    put(company, padding=0.0)
    assert np.isnan(MEASURES["carried over"].of(company)).all()


def test_the_push_is_the_executives(company: Company) -> None:
    company.push[:] = [[0.5], [1.2]]
    assert MEASURES["push"].of(company).tolist() == [0.5, 1.2]


def test_those_dismissed_for_padding_are_found_out_and_go(company: Company) -> None:
    put(company, caught=[True, True, True, False], left=[True, False, True, True], quit=[False, False, True, False])
    assert MEASURES["dismissed for padding"].of(company).tolist() == [13.0, 13.0]


def test_the_middling_persons_number_is_held_against_the_target(company: Company) -> None:
    put(company, metric=[0.0, 0.2, 0.4, 9.0])
    company.level[:] = 0.6
    np.testing.assert_allclose(MEASURES["middling metric over the target"].of(company), 0.5)


def test_how_unequal_people_are_is_read_over_four_weeks(company: Company) -> None:
    company.recent[:] = 0.0
    company.recent[0], company.recent[2] = [0.0, 0.0, 0.0, 4.0], [0.0, 1.0, 3.0, 0.0]
    read = {name.removesuffix(" over four weeks"): each.of(company) for name, each in MEASURES.items()}
    np.testing.assert_allclose(read["inequality"], 0.4375)
    np.testing.assert_allclose(read["top tenth"], 0.5)
    np.testing.assert_allclose(read["top user"], 2.0)
    np.testing.assert_allclose(read["spread"], np.std(np.log([1.0, 3.0, 4.0])))


@pytest.mark.parametrize("whole", [0.0, -1.0])
def test_what_does_not_add_up_to_anything_has_no_shares(whole: float, company: Company) -> None:
    company.recent[:] = [whole, -2.0, 1.0, 1.0]
    for name in ("inequality", "top hundredth", "top tenth", "top user"):
        assert np.isnan(MEASURES[f"{name} over four weeks"].of(company)).all()


@pytest.mark.parametrize("value", [0.0, -0.5])
def test_where_there_is_no_value_a_unit_of_it_has_no_cost(value: float, company: Company) -> None:
    put(company, value=value, used=1.0)
    assert (MEASURES["bill"].of(company) > 0).all()
    assert np.isnan(MEASURES["cost per value"].of(company)).all()
