"""Once it is up: policies that begin alike are compared with going on, from the first change of course on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.experiment import Results
from sim.experiment.once_up import once_up

BOARD = "{week: 3, metric: tokens, audience: company, note: NOTE}"
SCENARIO = f"""\
title: A tiny company
weeks: 8
worlds: 4
policies:
  nothing: []
  kept: [{BOARD}]
  down: [{BOARD.replace("NOTE", "another note")}, {{week: 6, metric: null, audience: nobody}}]
  shown less: [{BOARD}, {{week: 5, audience: manager}}]
  too late: [{BOARD}, {{week: 9, audience: manager}}]
  other: [{{week: 3, metric: tokens, audience: team}}, {{week: 6, audience: manager}}]
"""
LUCK = np.array([0.0, 0.01, -0.01, 0.02])


@pytest.fixture
def results(made_up: Callable[..., Results], tmp_path: Path) -> Results:
    path = tmp_path / "up.yaml"
    path.write_text(SCENARIO)
    before = np.where(np.arange(8) < 4, 5.0, 0.0)[:, None]
    values: dict[str, Any] = {"kept": 1.0 + LUCK, "down": 1.3 + LUCK, "shown less": 1.1 + LUCK + before, "other": 9.0}
    given = {policy: {"surplus": surplus} for policy, surplus in values.items()}
    return made_up(given, worlds=4, case=sim.load(path))


def test_those_that_begin_alike_are_compared_from_the_first_change_of_course_on(results: Results) -> None:
    found = once_up(results)
    assert found is not None
    assert (found.goes_on, found.weeks) == ("kept", (5, 8))
    assert [(course.policy, course.week) for course in found.courses] == [("down", 6), ("shown less", 5)]
    assert [course.ahead.mean for course in found.courses] == pytest.approx([0.3, 0.1])


def test_where_nothing_begins_alike_there_is_no_change_of_course(made_up: Callable[..., Results]) -> None:
    assert once_up(made_up({}, worlds=3)) is None


def test_the_baseline_is_nothing_to_change_course_from(made_up: Callable[..., Results], tmp_path: Path) -> None:
    path = tmp_path / "up.yaml"
    without = "\n".join(line for line in SCENARIO.splitlines() if "too late" not in line)
    path.write_text(without.replace("worlds: 4", "worlds: 4\nbaseline: kept"))
    assert once_up(made_up({}, worlds=4, case=sim.load(path))) is None
