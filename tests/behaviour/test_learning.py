"""Skill with AI grows with useful use and with training."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.learning import gain, learn, redone


def test_skill_grows_by_a_share_of_what_is_still_to_learn() -> None:
    skill = np.full(3, 0.3)
    for _ in range(20):
        skill = learn(skill, np.array([0.0, 0.5, 0.5]), 0.1, np.array([0.0, 0.0, 0.02]))
    np.testing.assert_allclose(skill, 1 - 0.7 * np.array([1.0, 0.95, 0.93]) ** 20)


def test_skill_never_passes_mastery() -> None:
    assert learn(np.array([0.5]), np.array([1.0]), 0.5, 1.0) == 1.0


def test_skill_doubles_what_ai_is_worth_and_rework_takes_its_share() -> None:
    np.testing.assert_allclose(gain(np.full(3, 0.8), np.array([0.0, 0.5, 0.0]), np.array([0.0, 1.0, 1.0]), 0.0),
                               [0.4, 0.4, 0.8])  # fmt: skip


def test_whom_ai_hinders_rework_costs_and_skill_and_a_clear_purpose_spare() -> None:
    def loss(rework: float, skill: float, clarity: float) -> float:
        return -gain(np.array([-0.4]), np.array([rework]), np.array([skill]), clarity).item()

    assert loss(0.0, 1.0, 0.0) == pytest.approx(0.2)
    assert loss(0.5, 0.0, 0.25) == pytest.approx(0.4 * 1.5 / 1.25)
    assert loss(0.2, 0.3, 0.1) < loss(0.3, 0.3, 0.1)
    assert loss(0.2, 0.3, 0.1) > loss(0.2, 0.4, 0.1)
    assert loss(0.2, 0.3, 0.1) > loss(0.2, 0.3, 0.2)


def test_between_help_and_hindrance_nothing_jumps() -> None:
    traits = np.full(3, 0.4), np.full(3, 0.6), 0.1
    np.testing.assert_allclose(gain(np.array([-1e-12, 0.0, 1e-12]), *traits), 0.0, atol=1e-11)


@pytest.mark.parametrize("ai_value", [-0.7, 0.7])
def test_what_is_redone_is_what_rework_took_from_a_gain_or_added_to_a_loss(ai_value: float) -> None:
    value, rework, skill = np.full(4, ai_value), np.array([0.0, 0.1, 0.5, 0.9]), np.array([0.3, 0.3, -1.5, 2.5])
    without, left = gain(value, np.zeros(4), skill, 0.2), gain(value, rework, skill, 0.2)
    np.testing.assert_allclose(left * redone(value, rework), without - left)


def test_who_loses_all_of_a_gain_redoes_nothing() -> None:
    np.testing.assert_array_equal(redone(np.array([0.4, -0.2]), np.ones(2)), [0.0, -0.5])


def test_training_and_a_clear_purpose_help_a_company_that_ai_hinders_and_rework_harms_it(late: Any) -> None:
    """Under pay that has everybody use AI as much as can be, so that nobody responds to the change."""
    hindered = {"people.ai_value": -0.5, "people.rework": 0.3, "behaviour.work.strategy": 0.2}
    hindered |= {"behaviour.choice.most_useful": 0.3, "company.quits_a_year": 0.0}

    def of(measure: str, rework: float = 0.3, **levers: Any) -> Any:
        return late(measure, hindered | {"people.rework": rework}, bonus={"schedule": [{"rate": 5.0}]}, **levers)

    assert (of("useful use") > 0.28).all()
    assert (of("real value", training=0.02) > of("real value")).all()
    assert (of("real value", strategy=1.0) > of("real value")).all()
    assert (of("real value", rework=0.6) < of("real value")).all()
    assert (of("money: rework") < of("money: rework", rework=0.0)).all()


def test_a_clear_purpose_adds_its_share_to_what_ai_is_worth() -> None:
    ai_value, rework, ai_skill = np.random.default_rng(1).random((3, 50))
    plain, clear = (gain(ai_value, rework, ai_skill, clarity) for clarity in (0.0, 0.25))
    np.testing.assert_allclose(clear, 1.25 * plain)
    np.testing.assert_allclose(plain, (1 - rework) * ai_value * (0.5 + 0.5 * ai_skill), rtol=1e-14)


@pytest.mark.parametrize(("worth", "said"), [(0.0, 1.0), (0.3, 0.0)])
def test_a_strategy_that_is_worth_nothing_or_is_not_told_changes_no_byte(
    worth: float, said: float, small: Any, ran: Any, state: Any, board: Any
) -> None:
    case = small([board | {"strategy": said}], {"behaviour.work.strategy": worth})
    none = state(ran(small(settings={"behaviour.work.strategy": 0.1})))
    some = state(ran(case))
    assert all(none[name].tobytes() == some[name].tobytes() for name in none)


def test_what_ai_is_worth_follows_the_strategy_in_force_for_those_who_stay_and_those_who_come(
    small: Any, ran: Any
) -> None:
    settings = {"behaviour.work.strategy": 0.2, "behaviour.learning.rate": 0.1, "company.quits_a_year": 0.9}
    company = ran(small([{"week": 1, "strategy": 0.5}, {"week": 5, "strategy": 1.0}], settings), weeks=0)
    people = company.people
    for week in range(1, 10):
        skill = people.ai_skill.copy()
        company.step()
        assert company.clarity == (0.1 if week < 5 else 0.2)
        skill[people.left] = people.ai_skill[people.left]
        np.testing.assert_allclose(people.gain, gain(people.ai_value, people.rework, skill, company.clarity))
        assert people.left.any()
    assert (people.ai_value < 0).any()


def test_a_clear_strategy_raises_useful_use_and_real_value(late: Any) -> None:
    for measure in ("useful use", "real value"):
        vague, clear = (late(measure, {"behaviour.work.strategy": 0.2}, strategy=said) for said in (0.0, 1.0))
        assert (vague < clear).all()


def test_without_learning_skill_stays(small: Any, ran: Any) -> None:
    settings = {"behaviour.learning.rate": 0.0, "people.ai_skill": 0.25}
    assert (ran(small(settings=settings)).people.ai_skill == 0.25).all()


def test_skill_grows_with_what_the_person_did(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.quits_a_year": 0.0, "behaviour.learning.rate": 0.02}), weeks=10)
    before = company.people.ai_skill.copy()
    company.step()
    grown = before + 0.02 * company.people.useful * (1 - before)
    np.testing.assert_allclose(company.people.ai_skill, grown)


def test_training_raises_real_value(late: Any) -> None:
    assert (late("real value") < late("real value", training=0.02)).all()


def test_learning_raises_real_value(late: Any) -> None:
    low, high = (late("real value", {"behaviour.learning.rate": rate}) for rate in (0.0, 0.2))
    assert (low < high).all()


def test_a_board_makes_people_learn(late: Any) -> None:
    """A mandate can do good: what is used more is learnt better."""
    assert (late("useful use", policy="none") < late("useful use")).all()
