"""Plausible companies beside a run: the same policies, what is not known drawn anew, what is known left alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment import Results, run
from sim.experiment.hanging import drawn, how_many_drawn
from sim.experiment.plausible import BESIDE, PEOPLE, beside, plausible, run_beside
from sim.scenario import Case
from sim.scenario.posterior import left_open, settings

SMALL = {"company.employees": 30, "weeks": 6, "worlds": 2}


def small(**other: Any) -> Case:
    return sim.load("wells_fargo", settings={**SMALL, **other})


def test_they_are_small_and_draw_what_the_case_leaves_open() -> None:
    case = plausible(sim.load("meta_claudeonomics"), 7)
    assert (case.worlds, case.company.employees, case.facts) == (7, PEOPLE, ())
    assert how_many_drawn(case) == len(settings()[0])


def test_what_a_scenario_sets_is_known_and_stays(tmp_path: Path) -> None:
    case = small(**{"people.honest": 0.123, "behaviour.belief.fade": 0.0456})
    open_ = left_open(case.people, case.behaviour)
    assert set(settings()[0]) - set(open_) == {"people.honest", "behaviour.belief.fade"}
    found = run_beside(run(case, out=tmp_path), companies=3)
    assert found is not None
    assert set(drawn(found)) == set(open_)
    assert found.case.people.honest == 0.123


def test_they_are_kept_beside_the_run_and_found_again(tmp_path: Path) -> None:
    results = run(small(), out=tmp_path)
    assert beside(results) is None
    made = run_beside(results, companies=3)
    assert made is not None
    found = beside(Results.open(tmp_path))
    assert found is not None
    assert found.folder == tmp_path / BESIDE
    assert list(found.worlds) == [0, 1, 2]
    assert (found.cube("surplus") == made.cube("surplus")).all()
    assert found.case.baseline == results.case.baseline


@pytest.mark.parametrize("other", [{"uncertain": "posterior"}, {"uncertain": {"people.honest": 0.4}}])
def test_none_are_run_where_settings_are_drawn_already(other: dict[str, Any], tmp_path: Path) -> None:
    results = run(small(**other), out=tmp_path)
    assert run_beside(results, companies=3) is None
    assert not (tmp_path / BESIDE).exists()
    assert beside(results) is None


def test_none_are_run_where_none_are_asked_for(tmp_path: Path) -> None:
    results = run(small(), out=tmp_path)
    assert run_beside(results, companies=0) is None
    assert not (tmp_path / BESIDE).exists()


@pytest.mark.parametrize("harm", ["empty", "damaged"])
def test_what_cannot_be_read_is_as_if_it_were_not_there(harm: str, tmp_path: Path) -> None:
    results = run(small(), out=tmp_path)
    run_beside(results, companies=2)
    for file in (tmp_path / BESIDE).rglob("*.*"):
        if harm == "empty":
            file.unlink()
        elif file.is_file():
            file.write_text("{")
    assert beside(results) is None


def test_made_up_results_have_none(made_up: Callable[..., Results]) -> None:
    assert beside(made_up({}, worlds=3)) is None
