"""While a sweep is at work in a folder, another may do the same there, and nothing else."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.experiment import ResultsError, Study, extend, sweep
from sim.experiment.studies.at_work import at_work
from sim.experiment.wanted import Wanted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is held there")


def asked_of(folder: Path) -> Wanted:
    found = Wanted.read(folder)
    assert found is not None
    return found


def test_another_design_is_refused_and_changes_nothing(study: Study, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sweep(study, out=out)
    before = asked_of(out)
    others = (lambda: sweep(study.with_points(study.points[:2]), out=out), lambda: extend(out, worlds=7))
    with at_work(out, study.points, study.case.worlds):
        for other in others:
            with pytest.raises(ResultsError, match=r"another sweep is at work in .* other points or companies"):
                other()
    assert asked_of(out) == before


def test_the_same_may_be_asked_by_several_at_once(study: Study, tmp_path: Path) -> None:
    first = sweep(study, out=tmp_path / "out")
    with at_work(tmp_path / "out", study.points, study.case.worlds):
        assert sweep(study, out=tmp_path / "out").frame().equals(first.frame())


def test_who_is_done_holds_nothing(study: Study, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sweep(study, out=out)
    with pytest.raises(ZeroDivisionError), at_work(out, study.points, study.case.worlds):
        _ = 1 / 0
    fewer = replace(study, points=study.points[:2])
    assert len(sweep(fewer, out=out).points) == 2
