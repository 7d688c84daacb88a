"""Reading what a sweep left behind."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import numpy as np
import pytest
from fake_company import gathered

from sim.experiment import Results, ResultsError, Stopped, Study, Sweep, estimate, load_study, resume, sweep
from sim.experiment.studies import summaries


def test_the_frame_has_a_row_a_point_policy_and_world(study: Study, tmp_path: Path) -> None:
    frame = sweep(study, out=tmp_path / "out").frame(["surplus", "real value"])
    assert list(frame.columns) == ["point", "behaviour.belief.fade", "who", "policy", "world", "surplus", "real value"]
    assert len(frame) == study.runs
    row = frame[(frame["point"] == 3) & (frame["policy"] == "board") & (frame["world"] == 5)].iloc[0]
    assert (row["behaviour.belief.fade"], row["who"]) == study.points[3] == (0.02, "company")
    assert frame["policy"].cat.categories.tolist() == ["no metric", "board", "outcomes"]
    assert frame["world"].tolist()[:6] == list(range(6))


def test_the_mean_is_that_of_the_studys_weeks(study_file: Path, study: Study, tmp_path: Path) -> None:
    assert study.weeks == (7, 8), "the last quarter of 8"
    study_file.write_text(fake_company.STUDY + "weeks: [3, 4]\n")
    early = load_study(study_file)
    kept = sweep(early, out=tmp_path / "early").cube("real value")
    unit = fake_company.simulate(early.case_at(early.points[0]), "board", fake_company.Unit(0, 3), lambda _: None)
    assert kept[0, 1, :4] == pytest.approx(unit["real value"][2:4].mean(axis=0))


@pytest.mark.parametrize("keep", ["summaries", "every week"])
def test_units_say_the_same_with_and_without_the_files_that_gather_them(
    study_file: Path, study: Study, tmp_path: Path, keep: str
) -> None:
    study_file.write_text(f"{fake_company.STUDY}keep: {keep}\n")
    swept = sweep(load_study(study_file), out=tmp_path / "out")
    gathered = swept.frame()
    shutil.rmtree(tmp_path / "out/summaries")
    assert Sweep.open(tmp_path / "out").frame().equals(gathered)


def test_both_ways_of_keeping_have_the_same_means(study_file: Path, study: Study, tmp_path: Path) -> None:
    short = sweep(study, out=tmp_path / "short").frame()
    study_file.write_text(fake_company.STUDY + "keep: every week\n")
    assert sweep(load_study(study_file), out=tmp_path / "long").frame().equals(short)


def test_units_are_gathered_a_few_hundred_at_a_time(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = sweep(study, out=tmp_path / "at once").frame()
    assert sorted(gathered(tmp_path / "at once")) == ["part-00000-00000.parquet"]
    monkeypatch.setattr(summaries, "POINTS", 4)
    monkeypatch.setattr(summaries, "WORLDS", 4)
    assert sweep(study, out=tmp_path / "out").frame().equals(at_once)
    assert sorted(gathered(tmp_path / "out")) == [f"part-0000{n}-0000{m}.parquet" for n in range(2) for m in range(2)]


@pytest.mark.parametrize("keep", ["summaries", "every week"])
def test_what_is_gathered_follows_from_the_units_alone(
    study_file: Path, study: Study, tmp_path: Path, keep: str, fake: Callable[[Any], None]
) -> None:
    study_file.write_text(f"{fake_company.STUDY}keep: {keep}\n")
    whole = load_study(study_file)
    sweep(whole, out=tmp_path / "undisturbed")
    ran: list[Any] = []

    def stopped(*asked: Any) -> Any:
        ran.append(asked)
        if len(ran) > 8:
            raise KeyboardInterrupt
        return fake_company.simulate(*asked)

    fake(stopped)
    with pytest.raises(Stopped):
        sweep(whole, out=tmp_path / "out")
    assert gathered(tmp_path / "out") != gathered(tmp_path / "undisturbed")
    fake(fake_company.simulate)
    resume(tmp_path / "out")
    assert gathered(tmp_path / "out") == gathered(tmp_path / "undisturbed")
    shutil.rmtree(tmp_path / "out/summaries")
    resume(tmp_path / "out")
    assert gathered(tmp_path / "out") == gathered(tmp_path / "undisturbed"), "killed before anything was gathered"
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out/summaries").iterdir()}
    resume(tmp_path / "out")
    assert {path: path.stat().st_mtime_ns for path in before} == before, "what is whole is left alone"


def test_a_point_of_which_every_week_is_kept_is_read_as_a_run(study_file: Path, study: Study, tmp_path: Path) -> None:
    swept = sweep(study, out=tmp_path / "short")
    with pytest.raises(ResultsError, match="keeps summaries alone"):
        swept.at(0)
    study_file.write_text(fake_company.STUDY + "keep: every week\n")
    swept = sweep(load_study(study_file), out=tmp_path / "out")
    at = swept.at(4)
    assert isinstance(at, Results)
    assert at.cube("surplus").shape == (3, 6, 8)
    assert at.case.behaviour.belief.fade == 0.03
    assert np.array_equal(at.per_world("board", "surplus"), swept.cube("surplus")[4, 1])
    with pytest.raises(ResultsError, match="no point 9"):
        swept.at(9)


def test_measures_that_are_named_are_kept_and_no_others(study_file: Path, study: Study, tmp_path: Path) -> None:
    study_file.write_text(fake_company.STUDY + "measures: [surplus]\n")
    swept = sweep(load_study(study_file), out=tmp_path / "out")
    assert list(swept.measures) == ["surplus"]
    with pytest.raises(ResultsError, match="no measure 'real value' here; there are surplus"):
        swept.frame(["real value"])


def test_the_summary_has_intervals(study: Study, tmp_path: Path) -> None:
    swept = sweep(study, out=tmp_path / "out")
    found = swept.summary(["surplus"])
    row = found[(found["point"] == 1) & (found["policy"] == "board")].iloc[0]
    assert row["low"] < row["mean"] < row["high"]
    assert row["mean"] == pytest.approx(swept.cube("surplus")[1, 1].mean())
    assert len(found) == 6 * 3


def test_folders_are_not_taken_for_each_other(study: Study, tmp_path: Path) -> None:
    sweep(study.with_worlds(1), out=tmp_path / "out")
    with pytest.raises(ResultsError, match="holds a study of many design points"):
        Results.open(tmp_path / "out")
    with pytest.raises(ResultsError, match="is not a results folder"):
        Sweep.open(tmp_path)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"worlds": 3}', '{"worlds": 3, "wanted": [99], "points": [[0.1, "self"]]}']
)
def test_a_damaged_design_is_said(study: Study, tmp_path: Path, text: str) -> None:
    sweep(study.with_worlds(1), out=tmp_path / "out")
    (tmp_path / "out/design.json").write_text(text)
    with pytest.raises(ResultsError, match="is damaged"):
        Sweep.open(tmp_path / "out")


def test_damaged_files_are_named(study: Study, tmp_path: Path) -> None:
    swept = sweep(study, out=tmp_path / "out")
    (tmp_path / "out/summaries/part-00000-00000.parquet").write_bytes(b"half")
    with pytest.raises(ResultsError, match=r"part-00000-00000\.parquet is damaged: .*delete .*summaries, its"):
        swept.frame()
    shutil.rmtree(tmp_path / "out/summaries")
    unit = tmp_path / "out/units/point-00003-worlds-00004-00005.parquet"
    unit.write_bytes(unit.read_bytes()[:99])
    with pytest.raises(ResultsError, match=r"point-00003-worlds-00004-00005.* is damaged"):
        Sweep.open(tmp_path / "out").frame()


def test_an_estimate_counts_what_is_left_and_writes_nothing(study: Study, tmp_path: Path) -> None:
    whole = estimate(study, jobs=2, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert (whole.points, whole.policies, whole.worlds, whole.runs, whole.left, whole.units) == (6, 3, 6, 108, 108, 12)
    assert whole.megabytes > 0
    sweep(study.with_worlds(4), out=tmp_path / "out")
    left = estimate(study, out=tmp_path / "out")
    assert (left.runs, left.left, left.units) == (108, 36, 6)
    sweep(study, out=tmp_path / "out")
    none = estimate(study, out=tmp_path / "out")
    assert (none.left, none.units, none.seconds, none.megabytes) == (0, 0, 0.0, 0.0)


def test_json_has_points_and_means(study: Study, tmp_path: Path) -> None:
    found = sweep(study, out=tmp_path / "out").as_json()
    assert set(found) == {"results", "runs", "points", "summary"}
    assert found["runs"] == {"wanted": 108, "done": 108, "failures": 0}
    assert found["points"][1] == {"point": 1, "times": 1, "behaviour.belief.fade": 0.01, "who": "company"}
    assert set(found["summary"][0]) == {"point", "policy", "measure", "mean", "low", "high"}
