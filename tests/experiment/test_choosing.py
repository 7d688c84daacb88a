"""Which policies may be the best: never fewer than the numbers allow."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.experiment import Results
from sim.experiment.choosing import Choice, choose

WORLDS = 50
LUCK = np.sin(np.arange(WORLDS) * 12.9898)
OTHER_LUCK = np.sin(np.arange(WORLDS) * 78.233)


@pytest.fixture
def chosen(made_up: Callable[..., Results]) -> Callable[..., Choice]:
    def on(nothing: Any, board: Any, outcomes: Any, worlds: int = WORLDS) -> Choice:
        surplus = {"no metric": nothing, "board": board, "outcomes": outcomes}
        return choose(made_up({policy: {"surplus": value} for policy, value in surplus.items()}, worlds=worlds))

    return on


def test_the_first_is_alone_when_it_is_surely_ahead_of_all(chosen: Callable[..., Choice]) -> None:
    choice = chosen(LUCK, LUCK - 0.5, LUCK + 0.5)
    assert [place.policy for place in choice.places] == ["outcomes", "no metric", "board"]
    assert choice.candidates == ("outcomes",)
    assert [place.first_in for place in choice.places] == [50, 0, 0]
    assert choice.rival is choice.places[1]


def test_those_that_cannot_be_told_from_the_first_stay_candidates(chosen: Callable[..., Choice]) -> None:
    choice = chosen(LUCK, LUCK + 0.01 * OTHER_LUCK - OTHER_LUCK.mean() * 0.01, LUCK - 1)
    assert set(choice.candidates) == {"no metric", "board"}
    assert sum(place.first_in for place in choice.places) == 50


def test_the_rival_is_who_may_come_closest_not_who_is_second(chosen: Callable[..., Choice]) -> None:
    choice = chosen(LUCK - 0.01, OTHER_LUCK - OTHER_LUCK.mean() - 0.02 + LUCK.mean(), LUCK)
    assert [place.policy for place in choice.places] == ["outcomes", "no metric", "board"]
    assert choice.rival
    assert choice.rival.policy == "board"
    assert choice.candidates == ("outcomes", "board")


def test_equal_policies_are_all_first_everywhere(chosen: Callable[..., Choice]) -> None:
    choice = chosen(LUCK, LUCK, LUCK)
    assert [place.first_in for place in choice.places] == [50, 50, 50]
    assert len(choice.candidates) == 3


def test_one_world_leaves_everybody_a_candidate(chosen: Callable[..., Choice]) -> None:
    choice = chosen([1.0], [2.0], [3.0], worlds=1)
    assert len(choice.candidates) == 3
    assert choice.best == "outcomes"


def test_a_policy_without_a_value_is_last_and_no_rival(chosen: Callable[..., Choice]) -> None:
    choice = chosen(LUCK, np.nan, LUCK + 1)
    assert choice.places[-1].policy == "board"
    assert choice.places[-1].first_in == 0
    assert choice.rival
    assert choice.rival.policy == "no metric"
