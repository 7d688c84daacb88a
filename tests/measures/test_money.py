"""Money: every dollar stands in one line, and the lines add up."""

from typing import Any

import numpy as np
from hypothesis import given

from sim.company import Company
from sim.measures import account, all_measures
from tests.at_random import at_random, quick

MONEY = account("money")
BILLED = ("useful use", "padding", "measuring", "audits", "training")
OTHERS = [measure for measure in all_measures() if measure.name in ("surplus", "bill", "waste", "waste share")]


def test_the_lines_stand_together_from_gross_value_to_what_is_left() -> None:
    assert [measure.name for measure in MONEY] == [f"money: {line}" for line in (
        "gross value", "rework", "incidents", "padding time", "useful use", "padding", "measuring", "audits",
        "training", "effort", "effort of padding", "risk in pay", "replacing leavers", "surplus",
    )]  # fmt: skip
    assert all((measure.form, measure.unit) == ("money", "dollars a person-week") for measure in MONEY)


@quick
@given(at_random)
def test_the_lines_of_any_company_add_up_and_come_to_what_is_left(small: Any, made: Any) -> None:
    company = Company(made(small), "policy", worlds=2, measures=(*MONEY, *OTHERS))
    firm, work = company.case.company, company.case.behaviour.work
    people, wage = company.people, np.ravel(firm.wage)
    while company.running:
        traits = (people.rework.copy(), people.ai_value.copy(), people.ai_skill.copy(), people.skill.copy(),
                  people.generation.copy())  # fmt: skip
        company.step()
        now = {name: values[company.week - 1] for name, values in company.record.items()}
        *lines, left = (now[measure.name] for measure in MONEY)
        size = np.max(np.abs([*lines, left]), axis=0)
        assert (np.abs(sum(lines) - left) <= 1e-9 * size).all()
        paid = sum(now[f"money: {line}"] for line in BILLED)
        np.testing.assert_allclose(-paid, now["bill"], rtol=1e-9, atol=1e-9)
        leaving = (people.generation != traits[4]).mean(axis=1) * np.ravel(firm.replacement)
        np.testing.assert_allclose(now["money: replacing leavers"], -wage * leaving, rtol=1e-9)
        np.testing.assert_allclose(left, wage * now["surplus"], rtol=1e-9, atol=1e-6)
        rework, ai_value, ai_skill, skill, _ = traits
        if np.array_equal(people.generation, traits[4]) and (rework < 1).all() and not people.caught.any():
            r, u = people.useful, people.unmeasured
            helped = (1 + company.clarity) * (0.5 + 0.5 * ai_skill)
            hindered = (1 - 0.5 * ai_skill) / (1 + company.clarity)
            saved = ai_value * np.where(ai_value < 0, hindered, helped) * r
            gross = skill * (1 + saved - 0.5 * work.diminishing * r * r + work.unmeasured * u)
            np.testing.assert_allclose(now["money: gross value"], wage * gross.mean(axis=1), rtol=1e-9)
            own = (skill * rework * abs(saved)).mean(axis=1)
            others = np.ravel(work.review_burden) * (r + people.padding).mean(axis=1)
            np.testing.assert_allclose(now["money: rework"], -wage * (own + others), rtol=1e-9, atol=1e-9)


def by_hand(small: Any, ran: Any, board: Any) -> Company:
    """Two people in a team, one of whom pads; a tenth are audited, tokens cost 50 dollars a useful week."""
    settings = {"company.employees": 2, "company.quits_a_year": 0.0, "company.wage": 1000.0,
                "behaviour.work.padding_time": 0.5, "behaviour.work.review_burden": 0.1,
                "behaviour.incidents.padding": 0.2, "behaviour.incidents.cost": 2.0}  # fmt: skip
    rows = {"tokens": {"units_per_useful_week": 100.0, "price": 0.5, "measuring": 3.0}}
    changes = [board | {"week": 1, "audit": {"rate": 0.1, "cost": 20.0}, "training": 0.001}]
    company: Company = ran(small(changes, settings, metrics=rows), weeks=2)
    for name, values in {
        "skill": [1.0, 2.0], "redone": [1.0, 0.25], "gain": [0.4, 0.8], "useful": [0.5, 0.25], "padding": [0.0, 0.1],
        "value": [1.0, 2.0], "metric": [0.4, 1.0], "used": [0.4, 1.0], "mean_metric": [0.5, 2.0], "padding_yield": 10.0,
        "incidents": [1.0, 0.0], "left": [False, True],
    }.items():  # fmt: skip
        getattr(company.people, name)[:] = values
    company.this_week.clear()
    return company


def test_every_line_of_a_company_made_by_hand(small: Any, ran: Any, board: Any) -> None:
    company = by_hand(small, ran, board)
    found = {measure.name: measure.of(company)[0] for measure in MONEY}
    rework = (0.5 * 0.4 * 1.0 + 2 * 0.25 * 0.8 * 0.25) / 2 + 0.1 * (0.5 + 0.35) / 2
    harm, time = 2.0 * 0.5, 0.5 * (2.0 * 0.1) / 2
    for line, dollars in {
        "gross value": 1000 * (1.5 + rework + harm + time), "rework": -1000 * rework,
        "incidents": -1000 * harm, "padding time": -1000 * time, "useful use": -50 * (0.7 - 0.25),
        "padding": -50 * 0.25, "measuring": -3.0, "audits": -2.0, "training": -5.0, "risk in pay": 0.0,
        "replacing leavers": -1000 * company.case.company.replacement / 2,
    }.items():  # fmt: skip
        np.testing.assert_allclose(found[f"money: {line}"], dollars, err_msg=line)


def test_effort_is_told_apart_by_what_it_is_for(small: Any, ran: Any, board: Any) -> None:
    company = by_hand(small, ran, board)
    for name, values in {
        "cost_useful": 2.0, "cost_padding": [3.0, 4.0], "cost_unmeasured": 1.0, "unmeasured": [0.1, 0.3], "habit": 0.5,
        "root_useful": 2**0.5, "root_unmeasured": 1.0, "knowhow": 0.0,
    }.items():  # fmt: skip
        getattr(company.people, name)[:] = values
    behaviour = company.case.behaviour
    rho, cost = behaviour.work.substitution, 4.0 * (1 - 0.5 * behaviour.habit.relief)
    own = [2 * 0.25 / 2 + 0.01 / 2 + rho * 2**0.5 * 0.05, 2 * 0.0625 / 2 + 0.09 / 2 + rho * 2**0.5 * 0.075]
    padding = (cost * 0.01 / 2 + rho * cost**0.5 * 0.1 * 0.3) / 2
    found = {measure.name: measure.of(company)[0] for measure in MONEY}
    np.testing.assert_allclose(found["money: effort"], -1000 * sum(own) / 2)
    np.testing.assert_allclose(found["money: effort of padding"], -1000 * padding)


def test_waste_is_what_padding_costs_and_the_search_for_it(small: Any, ran: Any, board: Any) -> None:
    company = by_hand(small, ran, board)
    waste, share = (next(each for each in OTHERS if each.name == name) for name in ("waste", "waste share"))
    time, burden, incidents = 0.5 * 2.0 * 0.1 / 2, 0.1 * 0.1 / 2, 2.0 * 0.2 * 0.1 / 2
    expected = 50 * 0.25 + 3.0 + 2.0 + 1000 * (time + burden + incidents)
    np.testing.assert_allclose(waste.of(company), expected)
    np.testing.assert_allclose(share.of(company), expected / (50 * 0.7))
    company.levers = company.levers.model_copy(update={"permissions": "reviewed"})
    company.this_week.clear()
    np.testing.assert_allclose(waste.of(company), expected - 1000 * 0.8 * incidents)


def test_where_the_meter_is_not_what_counts_no_padding_is_billed(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"metric": "outcomes"}]), weeks=20, measures=MONEY)
    assert not company.record["money: padding"][:20].any()
    assert (company.record["money: useful use"][:20] < 0).all()
