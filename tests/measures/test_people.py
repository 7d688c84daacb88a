"""Measures of who gains and who loses, and of what hides behind reported numbers."""

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import pearsonr

from sim.company import Company
from sim.measures import all_measures

MEASURES = {measure.name: measure for measure in all_measures()}


@pytest.fixture
def company(small: Any, ran: Any, board: Any) -> Company:
    """Two worlds of five people under a board with a target; the tests say what people do."""
    settings = {"company.employees": 5, "company.quits_a_year": 0.0}
    made: Company = ran(small([board | {"week": 1}], settings), weeks=2, worlds=2)
    return made


def of(company: Company, name: str, **values: Any) -> Any:
    for of_seats, given in values.items():
        getattr(company.people, of_seats)[:] = given
    company.people.place[:] = np.log(np.maximum(company.people.metric, 1e-3))
    company.this_week.clear()
    return MEASURES[name].of(company).tolist()


def test_honest_people_lose_the_places_that_their_value_would_give_them(company: Company) -> None:
    value, honest = [1.0, 2.0, 3.0, 4.0, 5.0], [True, False, True, False, False]
    lost = of(company, "honest rank loss", value=value, honest=honest, metric=[0.1, 0.5, 0.2, 0.3, 0.4])
    assert lost == pytest.approx([(0.0 + 0.25) / 2] * 2)
    assert of(company, "honest rank loss", metric=value) == [0.0, 0.0]
    assert np.isnan(of(company, "honest rank loss", honest=False)).all()
    assert of(company, "honest rank loss", honest=True, metric=[5.0, 1.0, 2.0, 2.0, 9.0]) == pytest.approx([0.0, 0.0])


def test_padding_costs_the_honest_their_places(late: Any) -> None:
    assert (late("honest rank loss") > late("honest rank loss", policy="none")).all()


def test_quits_of_the_best_quarter_are_regretted(company: Company) -> None:
    value, quitting = [5.0, 4.0, 3.0, 2.0, 1.0], [True, True, False, True, False]
    assert of(company, "regretted quits", value=value, quit=quitting) == pytest.approx([52 * 2 / 5] * 2)
    assert of(company, "regretted quits", quit=[False, False, True, True, True]) == [0.0, 0.0]


def test_hollow_adoption_is_adoption_by_padding_alone(company: Company) -> None:
    for reading in ("metric", "used", "mean_metric"):
        getattr(company.people, reading)[:] = [0.2, 0.3, 1.0, 0.05, 0.0]
    company.dashboard.look(company)
    hollow = of(company, "hollow adoption", padding=[0.0, 0.01, 0.1, 0.0, 0.0], padding_yield=10.0)
    assert company.row.active == 0.046
    assert hollow == pytest.approx([0.2, 0.2])


def test_the_target_is_met_at_its_level(company: Company) -> None:
    level = company.level[0, 0]
    assert of(company, "target met", metric=[0.0, 0.5 * level, level, 2 * level, 3 * level]) == [0.6, 0.6]
    company.levers = company.levers.model_copy(update={"target": None})
    assert np.isnan(of(company, "target met")).all()


def test_security_exposure_is_risk_for_a_week_of_useful_use(company: Company) -> None:
    rate = company.case.behaviour.incidents
    useful, padding = [0.5, 0.5, 0.0, 0.0, 0.0], [0.0, 0.0, 0.25, 0.0, 0.0]
    assert of(company, "security exposure", useful=useful, padding=0.0) == pytest.approx([rate.useful] * 2)
    exposed = (rate.useful * 1.0 + rate.padding * 0.25) / 1.0
    assert of(company, "security exposure", padding=padding) == pytest.approx([exposed] * 2)
    company.levers = company.levers.model_copy(update={"permissions": "reviewed", "tool": "chat"})
    assert of(company, "security exposure") == pytest.approx([0.02 * exposed] * 2)
    assert np.isnan(of(company, "security exposure", useful=0.0)).all()


def test_incidents_are_drawn_at_the_exposure_that_is_measured(small: Any, ran: Any, board: Any) -> None:
    names = ("security exposure", "useful use", "incidents")
    settings = {"company.employees": 2000, "behaviour.incidents.useful": 0.5, "behaviour.incidents.padding": 2.0}
    case = small([board | {"permissions": "reviewed"}], settings)
    record = ran(case, weeks=30, worlds=2, measures=[MEASURES[name] for name in names]).record
    exposure, useful, incidents = (record[name] for name in names)
    assert incidents.mean() / 1000 == pytest.approx((exposure * useful).mean(), rel=0.05)


def test_what_the_metric_explains_is_r_squared_on_its_logarithm(company: Company) -> None:
    metric, value = [0.0, 0.5, 0.2, 1.0, 3.0], [0.4, 1.0, 1.2, 0.9, 2.0]
    known = pearsonr(np.log([0.001, 0.5, 0.2, 1.0, 3.0]), value).statistic ** 2
    assert of(company, "explained value", metric=metric, value=value) == pytest.approx([known] * 2)
    assert np.isnan(of(company, "explained value", value=1.0)).all()


def test_an_additive_metric_is_put_on_the_same_axis(small: Any, ran: Any, board: Any) -> None:
    change = board | {"week": 1, "metric": "sum"}
    company = ran(small([change], metrics={"sum": {"noise": 0.5, "noise_kind": "additive"}}), weeks=3)
    company.this_week.clear()
    logarithm = np.log(np.maximum(company.people.metric, 1e-3))
    known = pearsonr(logarithm[0], company.people.value[0]).statistic ** 2
    np.testing.assert_allclose(MEASURES["explained value"].of(company), known)


@pytest.mark.parametrize("luck", [0.3, 0.9])
def test_among_people_who_are_alike_the_lead_of_the_top_is_luck(luck: float, small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.employees": 2000, "company.quits_a_year": 0.0}), weeks=1)
    numbers = 0.2 * np.exp(luck * ndtri((np.arange(2000) + 0.5) / 2000) - luck**2 / 2)
    share = of(company, "top tenth luck", mean_metric=0.2, metric=numbers)[0]
    assert share == pytest.approx(1 - 0.1 / ndtr(luck - ndtri(0.9)), rel=0.02)
    assert of(company, "top tenth luck", mean_metric=numbers)[0] == pytest.approx(0.0)
