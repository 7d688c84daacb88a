"""Design points x policies x worlds, to the end whatever fails, and never twice."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import numpy as np
import pytest
from fake_company import files

import sim
from sim.experiment import (
    ResultsError,
    RunFailed,
    Stopped,
    Study,
    Sweep,
    extend,
    keeping,
    load_study,
    resume,
    run,
    sweep,
)
from sim.experiment.asking import by_point, outcome_of
from sim.experiment.studies.sweeping import tasks_of, units_to_do
from sim.experiment.units import Unit
from sim.experiment.wanted import Wanted

Use = Callable[[Any], None]
TEAMS = "company.team_size: {normal: {mean: 8, sd: 1}}"


def never(*_: Any) -> Any:
    pytest.fail("was run again")


def test_every_point_has_its_units(study: Study, tmp_path: Path) -> None:
    swept = sweep(study, out=tmp_path / "out")
    worlds = ("00000-00003", "00004-00005")
    assert sorted(files(swept.folder)) == [f"point-{n:05d}-worlds-{name}.parquet" for n in range(6) for name in worlds]
    assert (swept.done, study.runs, swept.failures) == (6 * 3 * 6, 6 * 3 * 6, [])


def test_one_and_two_processes_keep_the_same_bytes(study: Study, tmp_path: Path) -> None:
    for jobs in (1, 2):
        sweep(study, jobs=jobs, out=tmp_path / str(jobs))
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_what_a_point_keeps_is_what_a_run_of_its_case_comes_to(study: Study, tmp_path: Path) -> None:
    swept = sweep(study, out=tmp_path / "out")
    for place, point in enumerate(study.points):
        alone = run(study.case_at(point), out=tmp_path / f"alone {place}")
        for number, policy in enumerate(swept.policies):
            assert np.array_equal(
                swept.cube("surplus")[place, number], alone.per_world(policy, "surplus"), equal_nan=True
            )


def test_the_real_model_at_a_point_is_the_model_of_its_case(tmp_path: Path) -> None:
    study = load_study("small", employees=24, weeks=16, worlds=2)
    study = study.with_points([("company", 0.4), ("self", 0.0)])
    swept = sweep(study, out=tmp_path / "out")
    for place, point in enumerate(study.points):
        alone = run(study.case_at(point), out=tmp_path / f"alone {place}")
        for number, policy in enumerate(swept.policies):
            for measure in swept.measures:
                kept = swept.cube(measure)[place, number]
                assert np.array_equal(kept, alone.per_world(policy, measure), equal_nan=True), (policy, measure)


def test_a_policy_that_no_value_touches_is_run_once(study: Study, tmp_path: Path) -> None:
    wanted = Wanted(0, (), ()).asking(study.points, study.case.worlds)
    tasks = tasks_of(study, wanted, units_to_do(study, wanted, []))
    count = {policy: sum(task.policy == policy for task in tasks) for policy in study.case.policies}
    assert count == {"no metric": 3 * 2, "board": 6 * 2, "outcomes": 3 * 2}, "fade touches all, the board only its own"
    assert sum(1 + len(others) for others in tasks.values()) == 6 * 2 * 3


def test_the_first_worlds_of_all_points_come_first_and_a_grid_is_gone_through_in_leaps(study: Study) -> None:
    wanted = Wanted(0, (), ()).asking(study.points, study.case.worlds)
    units = units_to_do(study, wanted, [])
    assert [unit.first for unit in units] == [0] * 6 + [4] * 6
    order = [unit.point for unit in units[:6]]
    assert sorted(order) == list(range(6))
    fades = [study.points[number][0] for number in order]
    assert len(set(fades[:3])) == 3, "half way through, every fade was tried"


@pytest.mark.parametrize(
    "vary",
    [
        "company: [{employees: 8000}, {employees: 32000}]",
        "'company.\"employees\"': [8000, 32000]",
        "company.employees: [8000, 32000]",
    ],
)
def test_units_are_as_large_as_the_companies_at_a_point_allow(vary: str, study_file: Path, fake: Use) -> None:
    study_file.write_text(f"title: t\nscenario: tiny.yaml\nvary:\n  {vary}\nworlds: 4\n")
    study = load_study(study_file)
    wanted = Wanted(0, (), ()).asking(study.points, study.case.worlds)
    units = units_to_do(study, wanted, [])
    assert sorted((unit.point, unit.worlds) for unit in units) == [(0, 4), (1, 1), (1, 1), (1, 1), (1, 1)]


def test_a_finished_sweep_is_not_run_again(study: Study, fake: Use, tmp_path: Path) -> None:
    before = sweep(study, out=tmp_path / "out").frame()
    fake(never)
    assert sweep(study, out=tmp_path / "out").frame().equals(before)
    found = resume(tmp_path / "out")
    assert isinstance(found, Sweep)
    assert found.frame().equals(before)


def test_worlds_are_added_to_those_that_are_there(study: Study, tmp_path: Path) -> None:
    sweep(study.with_worlds(2), out=tmp_path / "out")
    before = files(tmp_path / "out")
    extended = extend(tmp_path / "out", worlds=6)
    assert isinstance(extended, Sweep)
    assert before.items() <= files(tmp_path / "out").items()
    assert "point-00003-worlds-00002-00003.parquet" in files(tmp_path / "out")
    assert extended.frame().equals(sweep(study, out=tmp_path / "at once").frame())
    with pytest.raises(ResultsError, match="has 6 worlds"):
        extend(tmp_path / "out", worlds=3)


def test_points_that_are_there_keep_their_numbers_when_others_come(
    study: Study, study_file: Path, fake: Use, tmp_path: Path
) -> None:
    sweep(study, out=tmp_path / "out")
    study_file.write_text(fake_company.STUDY.replace("[0.01, 0.02, 0.03]", "[0.005, 0.02, 0.03]"))
    ran: list[int] = []

    def noting(case: Any, policy: str, unit: Unit, tick: Any) -> Any:
        ran.append(unit.point)
        return fake_company.simulate(case, policy, unit, tick)

    fake(noting)
    swept = sweep(load_study(study_file), out=tmp_path / "out")
    assert set(ran) == {6, 7}
    assert swept.points.index.tolist() == [6, 7, 2, 3, 4, 5], "the study's points, in its order"
    assert swept.frame()["behaviour.belief.fade"].unique().tolist() == [0.005, 0.02, 0.03]


def test_a_sample_is_made_longer(study_file: Path, fake: Use, tmp_path: Path) -> None:
    text = fake_company.STUDY.replace("[0.01, 0.02, 0.03]", "{low: 0.01, high: 0.1}")
    for design in ("sobol: 4", "latin hypercube: 4"):
        study_file.write_text(f"{text}design: {{{design}}}\n")
        folder = tmp_path / design
        first = sweep(load_study(study_file), out=folder)
        before = files(folder)
        longer = extend(folder, points=7)
        assert isinstance(longer, Sweep)
        assert longer.points.iloc[:4].equals(first.points)
        assert len(longer.points) == 7
        assert before.items() <= files(folder).items()
        assert len(longer.frame()) == 7 * 3 * 6
    with pytest.raises(ResultsError, match="has 7 points"):
        extend(folder, points=3)


def few_values(design: str) -> str:
    text = fake_company.STUDY.replace("[0.01, 0.02, 0.03]", "[0.01, 0.02]")
    return f"{text}design: {{{design}}}\n"


def test_what_is_drawn_several_times_is_run_once_and_counted_as_often(
    study_file: Path, fake: Use, tmp_path: Path
) -> None:
    text = fake_company.STUDY.replace("behaviour.belief.fade: [0.01, 0.02, 0.03]", TEAMS)
    study_file.write_text(f"{text}design: {{sobol: 256}}\n")
    drawn = load_study(study_file, worlds=2)
    sizes = np.array([size for size, _ in drawn.points])
    assert len(sizes) == 256
    assert sizes.std() == pytest.approx(np.sqrt(1 + 1 / 12), abs=0.05), "rounded, a normal of sd 1"
    swept = sweep(drawn, out=tmp_path / "out")
    different = len(set(drawn.points))
    assert different < 20
    assert swept.done == drawn.runs == different * 3 * 2
    assert len(swept.points) == len(swept.cube("surplus")) == 256
    assert len(swept.frame()) == drawn.runs
    said = swept.as_json()
    assert len(said["points"]) == different
    assert sum(point["times"] for point in said["points"]) == 256
    assert said["runs"] == {"wanted": drawn.runs, "done": drawn.runs, "failures": 0}
    outcome = outcome_of(drawn, "real value", "board")
    assert by_point(swept, outcome)["point"].is_unique


def test_an_extended_sample_is_the_one_that_is_drawn_at_once(study_file: Path, fake: Use, tmp_path: Path) -> None:
    study_file.write_text(few_values("sobol: 16"))
    first = load_study(study_file, worlds=2)
    assert len(first.points) == 16 > len(set(first.points))
    sweep(first, out=tmp_path / "out")
    extended = extend(tmp_path / "out", points=24)
    assert isinstance(extended, Sweep)
    study_file.write_text(few_values("sobol: 24"))
    at_once = sweep(load_study(study_file, worlds=2), out=tmp_path / "at once")
    assert extended.points.equals(at_once.points)
    assert np.array_equal(extended.cube("surplus"), at_once.cube("surplus"))


def test_a_grid_has_each_point_once(study_file: Path, fake: Use) -> None:
    study_file.write_text(fake_company.STUDY.replace("[0.01, 0.02, 0.03]", "[0.01, 0.01, 0.02]"))
    assert len(load_study(study_file).points) == 4


def test_a_grid_is_made_longer_in_its_file(study: Study, tmp_path: Path) -> None:
    sweep(study, out=tmp_path / "out")
    with pytest.raises(ResultsError, match="write more points into the study"):
        extend(tmp_path / "out", points=9)


def test_a_run_is_resumed_and_extended_too(scenario: Path, fake: Use, tmp_path: Path) -> None:
    run(sim.load(scenario, worlds=3), out=tmp_path / "out")
    fake(never)
    resumed = resume(tmp_path / "out")
    assert not isinstance(resumed, Sweep)
    assert len(resumed.worlds) == 3
    fake(fake_company.simulate)
    extended = extend(tmp_path / "out", worlds=9)
    assert not isinstance(extended, Sweep)
    assert len(extended.worlds) == 9
    with pytest.raises(ResultsError, match="has no design points"):
        extend(tmp_path / "out", points=9)


@pytest.mark.parametrize("asked", [{"worlds": 1_000_001}, {"points": 1_000_001}])
def test_too_many_are_refused_before_anything_is_written(
    asked: Any, study_file: Path, fake: Use, tmp_path: Path
) -> None:
    text = fake_company.STUDY.replace("[0.01, 0.02, 0.03]", "{low: 0.01, high: 0.1}") + "design: {sobol: 2}\n"
    study_file.write_text(text)
    sweep(load_study(study_file, worlds=1), out=tmp_path / "out")
    before = (tmp_path / "out/design.json").read_bytes()
    with pytest.raises(ResultsError, match="at most 1,000,000 points"):
        extend(tmp_path / "out", **asked)
    assert (tmp_path / "out/design.json").read_bytes() == before
    assert resume(tmp_path / "out").done == 2 * 3  # type: ignore[union-attr]


def test_too_many_worlds_of_a_run_are_refused(scenario: Path, fake: Use, tmp_path: Path) -> None:
    run(sim.load(scenario, worlds=1), out=tmp_path / "out")
    with pytest.raises(ResultsError, match="at most 1,000,000"):
        extend(tmp_path / "out", worlds=2_000_000)


@pytest.mark.parametrize("worlds", [0, 1_000_001])
def test_a_study_has_as_many_worlds_as_a_file_can_say(worlds: int, study: Study) -> None:
    with pytest.raises(ValueError, match="1 to 1,000,000 worlds"):
        study.with_worlds(worlds)


def test_a_model_error_is_a_row_and_not_the_end(study: Study, fake: Use, tmp_path: Path) -> None:
    fake(fake_company.wrong_in_one_world)
    swept = sweep(study, out=tmp_path / "out")
    assert len(files(tmp_path / "out")) == 6, "the second unit of every point failed"
    assert {failure["unit"] for failure in swept.failures} == {
        f"point-{number:05d}-worlds-00004-00005" for number in range(6)
    }
    assert {(failure["error"], failure["policy"]) for failure in swept.failures} == {("ZeroDivisionError", "board")}
    assert np.isnan(swept.cube("surplus")[:, :, 4:]).all()
    assert np.isfinite(swept.cube("surplus")[:, :, :4]).all()
    fake(fake_company.simulate)
    assert sweep(study, out=tmp_path / "out").failures == []
    sweep(study, out=tmp_path / "undisturbed")
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def test_a_sweep_of_nothing_but_errors_has_failed(study: Study, fake: Use, tmp_path: Path) -> None:
    def wrong(*_: Any) -> Any:
        raise ValueError("nobody is left")

    fake(wrong)
    with pytest.raises(RunFailed, match=r"nothing could be run.*nobody is left"):
        sweep(study, out=tmp_path / "out")


def test_a_unit_that_kills_its_worker_is_put_aside_and_the_rest_done(study: Study, fake: Use, tmp_path: Path) -> None:
    fake(fake_company.dying_at_one_point)
    swept = sweep(study, jobs=2, out=tmp_path / "out")
    poison = "point-00002-worlds-00004-00005"
    assert [(failure["unit"], failure["policy"], failure["error"]) for failure in swept.failures] == [
        (poison, "board", "ProcessEnded")
    ]
    assert "memory" in swept.failures[0]["message"]
    fake(fake_company.simulate)
    sweep(study, out=tmp_path / "undisturbed")
    undisturbed = files(tmp_path / "undisturbed")
    assert files(tmp_path / "out") == {name: data for name, data in undisturbed.items() if poison not in name}


def test_a_worker_that_dies_once_costs_nothing_but_time(
    study: Study, fake: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_HEARTBEAT", str(tmp_path / "died"))
    fake(fake_company.dying_once)
    swept = sweep(study, jobs=2, out=tmp_path / "out")
    assert (tmp_path / "died").exists()
    assert (swept.done, swept.failures) == (study.runs, [])


def test_an_interrupt_keeps_what_is_done_and_says_how_to_go_on(study: Study, tmp_path: Path) -> None:
    def press(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(
        Stopped, match=rf"of 36 worlds are kept in .*; goodhart resume {tmp_path / 'out'} goes on"
    ) as stopped:
        sweep(study, out=tmp_path / "out", progress=press)
    part = Sweep.open(tmp_path / "out")
    assert 0 < part.done == stopped.value.done * 3 < study.runs
    assert resume(tmp_path / "out").done == study.runs  # type: ignore[union-attr]
    sweep(study, out=tmp_path / "undisturbed")
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def test_a_full_disk_loses_nothing_that_was_done(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = os.fsync
    room = iter(range(7))

    def full(file: int) -> None:
        if next(room, None) is None:
            raise OSError(28, "No space left on device")
        synced(file)

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(RunFailed, match=r"cannot write in .*No space left on device"):
            sweep(study, out=tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.part"))
    assert Sweep.open(tmp_path / "out").done == 5 * 3 * 4
    assert resume(tmp_path / "out").done == study.runs  # type: ignore[union-attr]
    sweep(study, out=tmp_path / "undisturbed")
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def test_a_folder_that_cannot_be_written_is_a_clear_error(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> Any:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(keeping, "keep", refused)
    with pytest.raises(ResultsError, match=r"cannot write in .*Permission denied"):
        sweep(study, out=tmp_path / "out")


def test_a_folder_of_another_study_is_refused_with_what_differs(study: Study, study_file: Path, tmp_path: Path) -> None:
    sweep(study.with_worlds(1), out=tmp_path / "out")
    study_file.write_text(fake_company.STUDY + "keep: every week\nmeasures: [surplus]\n")
    with pytest.raises(ResultsError, match=r"study\.keep: summaries -> every week"):
        sweep(load_study(study_file), out=tmp_path / "out")


def test_points_made_elsewhere_are_run_as_they_are(study: Study, tmp_path: Path) -> None:
    points = np.array([[0.02, 0.0], [0.05, 1.0], [0.02, 0.0]])
    rows = [(fade, ("team", "company")[int(who)]) for fade, who in points]
    swept = sweep(study.with_points(rows), out=tmp_path / "out")
    assert swept.points["behaviour.belief.fade"].tolist() == [0.02, 0.05, 0.02]
    assert swept.cube("surplus").shape == (3, 3, 6), "a point that is there twice is in the cube twice"
    assert np.array_equal(swept.cube("surplus")[0], swept.cube("surplus")[2])
    assert len(swept.frame()) == 2 * 3 * 6, "and in the frame once"


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([(0.02,)], "gives a value to each of behaviour.belief.fade, who"),
        ([{"who": "team", "fade": 0.2}], "gives a value to each"),
        ([(1.5, "team")], "found 1.5; expected a number from 0 to 1"),
        ([(0.5, "them")], "did you mean 'team'"),
    ],
)
def test_points_that_the_scenario_cannot_take_are_refused(study: Study, points: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        study.with_points(points)


def test_an_executor_of_ones_own_does_the_work(study: Study, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as executor:
        sweep(study, executor=executor, jobs=2, out=tmp_path / "out")
        assert executor.submit(int, "1").result() == 1, "it is left open"
    sweep(study, out=tmp_path / "undisturbed")
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def test_misuse_is_said(study: Study, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"sim\.load_study"):
        sweep("study.yaml")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="jobs must be at least 1"):
        sweep(study, jobs=0, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_manifest_has_the_study_and_no_place_of_this_machine(study: Study, tmp_path: Path) -> None:
    swept = sweep(study.with_worlds(1), out=tmp_path / "out")
    text = (tmp_path / "out/manifest.json").read_text()
    assert str(tmp_path) not in text
    described = json.loads(text)
    assert described["study"]["text"] == fake_company.STUDY
    assert described["scenario"] == fake_company.SCENARIO
    assert swept.study.case_at(study.points[0]) == study.case_at(study.points[0]).model_copy(update={"worlds": 1})


def test_the_folder_is_named_by_what_is_varied_and_not_by_points_or_worlds(
    study: Study, study_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = sweep(study.with_worlds(1)).folder
    assert folder.name.startswith("tiny_study-")
    assert sweep(study.with_worlds(2)).folder == folder
    study_file.write_text(fake_company.STUDY.replace("0.03]", "0.03, 0.04]"))
    assert sweep(load_study(study_file, worlds=1)).folder == folder
    assert sweep(load_study(study_file, worlds=1, seed=8)).folder != folder
