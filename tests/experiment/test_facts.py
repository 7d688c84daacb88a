"""The arithmetic of facts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import numpy as np
import pytest

import sim
from sim.experiment import FactResult, Results, evaluate, evaluate_all
from sim.scenario import Fact

NAN = float("nan")
WEEKS = np.arange(1.0, 9.0)[:, None]
WORLDS = np.array([1.0, 2.0, 3.0, 4.0])


@pytest.fixture
def four(made_up: Callable[..., Results]) -> Results:
    """Four worlds: surplus is week x world under the board, 2 x world without; intensity is defined in one world."""
    return made_up(
        {
            "no metric": {"surplus": 2 * WORLDS},
            "board": {"surplus": WEEKS * WORLDS, "intensity": np.array([0.5, NAN, NAN, NAN]), "claimed value": NAN},
        },
        worlds=4,
    )


def shown(results: Results, **fact: Any) -> FactResult:
    return evaluate(Fact.model_validate({"measure": "surplus", "policy": "board", "weeks": [3, 5]} | fact), results)


def test_a_value_is_the_mean_over_its_weeks_and_the_worlds(four: Results) -> None:
    found = shown(four, between=[0.0, 12.0])
    assert found.value == 4 * 2.5
    assert found.share_of_worlds == 0.75
    assert not found.shown
    assert (found.low, found.high) == (0.0, 12.0)


def test_a_fact_is_shown_when_it_holds_in_enough_worlds(four: Results) -> None:
    assert shown(four, between=[0.0, 12.0], in_at_least=0.75).shown
    assert not shown(four, between=[0.0, 12.0], in_at_least=0.76).shown


def test_ends_belong_to_between_and_not_to_above_and_below(four: Results) -> None:
    assert shown(four, between=[4.0, 4.0]).share_of_worlds == 0.25
    assert shown(four, above=4.0).share_of_worlds == 0.75
    assert shown(four, below=16.0).share_of_worlds == 0.75


def test_against_is_the_paired_difference(four: Results) -> None:
    found = shown(four, against="no metric", above=3.0)
    assert found.value == 2 * 2.5
    assert found.share_of_worlds == 0.75


def test_over_is_the_paired_ratio(four: Results) -> None:
    found = shown(four, over="no metric", between=[2.0, 2.0])
    assert (found.value, found.share_of_worlds) == (2.0, 1.0)


def test_over_nothing_is_not_defined(four: Results) -> None:
    found = shown(four, over="outcomes", above=0.0)
    assert np.isnan(found.value)
    assert (found.share_of_worlds, found.shown) == (0.0, False)


def test_of_peak_is_relative_to_the_worlds_own_largest_week(four: Results) -> None:
    found = shown(four, of_peak=True, between=[0.49, 0.51])
    assert (found.value, found.share_of_worlds) == (0.5, 1.0)


def test_a_world_without_a_value_does_not_show_the_fact(four: Results) -> None:
    found = shown(four, measure="intensity", above=0.1)
    assert (found.value, found.share_of_worlds) == (0.5, 0.25)
    assert np.isnan(shown(four, measure="claimed value", of_peak=True, above=0.1).value)


def test_a_value_says_what_it_is(four: Results) -> None:
    assert shown(four, above=0.0).value_is == ""
    assert shown(four, measure="intensity", above=0.0).value_is == "share"
    assert shown(four, measure="intensity", against="no metric", above=0.0).value_is == "difference"
    assert shown(four, less_weeks=[1, 2], above=0.0).value_is == "difference"
    assert shown(four, over="no metric", above=0.0).value_is == "ratio"
    assert shown(four, of_peak=True, above=0.0).value_is == "ratio"


def test_against_several_is_the_difference_to_the_highest_of_them(made_up: Callable[..., Results]) -> None:
    surplus = {"no metric": [1.0, 5.0], "outcomes": [4.0, 2.0], "board": [6.0, 6.0]}
    two = made_up({policy: {"surplus": np.array(values)} for policy, values in surplus.items()}, worlds=2)
    found = shown(two, against=["no metric", "outcomes"], above=1.5)
    assert found.value_is == "difference"
    assert found.value == 1.5
    assert found.share_of_worlds == 0.5


def test_less_weeks_is_the_change_since_earlier_weeks(four: Results) -> None:
    found = shown(four, less_weeks=[1, 2], between=[2.5, 7.5])
    assert found.value == 2.5 * 2.5
    assert found.share_of_worlds == 0.75


def test_json_has_no_infinity(four: Results) -> None:
    document = json.loads(json.dumps(shown(four, over="outcomes", above=0.0, id="A1").as_json(), allow_nan=False))
    assert (document["low"], document["high"], document["value"]) == (0.0, None, None)
    assert set(document) == {
        "id", "case", "fact", "shown", "value", "low", "high", "share_of_worlds", "kind", "source", "role"
    }  # fmt: skip


def test_facts_beyond_what_was_run_are_skipped_with_a_warning(scenario: Path, made_up: Callable[..., Results]) -> None:
    scenario.write_text(
        fake_company.SCENARIO
        + """\
facts:
  - {id: A1, says: all is well, measure: surplus, policy: board, weeks: [2, 8], above: -1}
  - {id: A2, measure: surplus, policy: board, weeks: [6, 9], above: -1}
  - {says: people are glad, measure: joy, policy: board, week: 3, direction: up}
"""
    )
    found, warnings = evaluate_all(made_up({}, worlds=2, case=sim.load(scenario)))
    assert [(fact.id, fact.case, fact.fact, fact.shown) for fact in found] == [("A1", "tiny", "all is well", True)]
    assert warnings == [
        "fact 'A2' is skipped: it speaks of week 9, and the run ends with week 8",
        "fact 'people are glad' is skipped: there is no measure 'joy'",
    ]
