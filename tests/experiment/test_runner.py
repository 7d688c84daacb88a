"""Running every policy in the same worlds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import numpy as np
import pytest
from fake_company import files

import sim
from sim.experiment import ResultsError, RunFailed, keeping, run
from sim.scenario import Case

Use = Callable[[Any], None]
UNITS = ["00000-00003", "00004-00007", "00008-00009"]


@pytest.fixture(autouse=True)
def _fake(fake: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_policy_is_run_in_the_same_worlds(tiny: Case, tmp_path: Path) -> None:
    results = run(tiny, out=tmp_path / "out")
    assert results.policies == ["no metric", "board", "outcomes"]
    assert sorted(files(results.folder)) == [f"point-00000-worlds-{name}.parquet" for name in UNITS]
    worlds = results.rows.groupby("policy", observed=True)["world"].unique()
    assert all(list(found) == list(range(10)) for found in worlds)


def test_rows_are_what_the_company_recorded(tiny: Case, tmp_path: Path) -> None:
    rows = run(tiny, out=tmp_path / "out").rows
    assert list(rows.columns) == ["policy", "world", "week", *(info.name for info in fake_company.MEASURES)]
    assert [str(kind) for kind in rows.dtypes] == [
        "category",
        "int32",
        "int16",
        *["float64"] * len(fake_company.MEASURES),
    ]
    row = rows[(rows["policy"] == "outcomes") & (rows["world"] == 6) & (rows["week"] == 3)].iloc[0]
    assert row["real value"] == 1.2 + 0.1 * np.sin(12.9898 * 6 + 78.233 * 3 + 7)
    assert rows.loc[rows["week"] < 3, "claimed value"].isna().all()


def test_the_folder_is_named_by_case_and_hash(tiny: Case) -> None:
    results = run(tiny)
    assert results.folder == Path("results") / f"tiny-{results.manifest['hash'][:8]}"
    assert run(tiny.model_copy(update={"worlds": 4})).folder == results.folder, "worlds are not in the hash"
    assert run(tiny.model_copy(update={"seed": 8})).folder != results.folder


def test_one_and_two_processes_keep_the_same_bytes_and_tell_the_same_errors(
    tiny: Case, fake: Use, tmp_path: Path
) -> None:
    fake(fake_company.wrong_in_one_world)
    told = []
    for jobs in (1, 2):
        with pytest.raises(RunFailed) as failed:
            run(tiny, jobs=jobs, out=tmp_path / str(jobs))
        told.append(failed.value.failures[0]._replace(traceback=""))
    assert told[0] == told[1]
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert (tmp_path / "1/failures.jsonl").read_bytes() == (tmp_path / "2/failures.jsonl").read_bytes()


def test_a_finished_run_is_opened_and_not_run_again(tiny: Case, fake: Use, tmp_path: Path) -> None:
    before = run(tiny, out=tmp_path / "out")
    fake(lambda *_: pytest.fail("was run again"))
    again = run(tiny, out=tmp_path / "out", progress=lambda *_: pytest.fail("there was nothing to do"))
    assert again.rows.equals(before.rows)


def test_more_worlds_are_added_to_those_that_are_there(tiny: Case, tmp_path: Path) -> None:
    few, many = tiny.model_copy(update={"worlds": 2}), tiny
    run(few, out=tmp_path / "out")
    extended = run(many, out=tmp_path / "out")
    at_once = run(many, out=tmp_path / "at once")
    assert "point-00000-worlds-00002-00003.parquet" in files(tmp_path / "out")
    assert extended.rows.equals(at_once.rows)
    assert run(few, out=tmp_path / "out").rows["world"].nunique() == 2, "who asks for two worlds gets two"


def test_progress_counts_weeks_of_worlds_under_policies(tiny: Case, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    run(tiny, out=tmp_path / "out", progress=lambda done, total: told.append((done, total)))
    done = [each for each, _ in told]
    assert told[0] == (0, 10 * 3 * 8)
    assert told[-1] == (240, 240)
    assert done == sorted(done)
    assert max(np.diff(done)) == 4, "a week of one unit at most"


def test_a_model_error_fails_its_unit_and_no_other(tiny: Case, fake: Use, tmp_path: Path) -> None:
    fake(fake_company.wrong_in_one_world)
    with pytest.raises(RunFailed, match=r"1 of 9 .* ZeroDivisionError under 'board' .*: no employees left") as failed:
        run(tiny, out=tmp_path / "out")
    assert len(files(tmp_path / "out")) == 2
    lines = (tmp_path / "out/failures.jsonl").read_text().splitlines()
    unit = "point-00000-worlds-00004-00007"
    assert [json.loads(line) for line in lines] == [
        {"unit": unit, "policy": "board", "error": "ZeroDivisionError", "message": "no employees left"}
    ]
    assert failed.value.failures[0].unit == unit
    assert "wrong_in_one_world" in failed.value.__notes__[0]


def test_what_failed_is_tried_again(tiny: Case, fake: Use, tmp_path: Path) -> None:
    fake(fake_company.wrong_in_one_world)
    with pytest.raises(RunFailed):
        run(tiny, out=tmp_path / "out")
    fake(fake_company.simulate)
    run(tiny, out=tmp_path / "out")
    assert len(files(tmp_path / "out")) == 3
    assert not (tmp_path / "out/failures.jsonl").exists()


def test_a_process_that_dies_is_a_clear_error(tiny: Case, fake: Use, tmp_path: Path) -> None:
    fake(fake_company.dying)
    with pytest.raises(RunFailed, match="memory"):
        run(tiny.model_copy(update={"worlds": 2}), jobs=2, out=tmp_path / "out")


def test_a_full_disk_is_a_clear_error(tiny: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "keep_unit", full)
    with pytest.raises(RunFailed, match="No space left on device"):
        run(tiny, out=tmp_path / "out")


def test_a_refused_folder_is_left_as_it_is(tiny: Case, tmp_path: Path) -> None:
    run(tiny, out=tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    other = sim.load(tmp_path / "tiny.yaml", seed=8)
    with pytest.raises(ResultsError, match="seed: 7 -> 8"):
        run(other, out=tmp_path / "out")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before
