"""Folders that are not as this program left them: strangers' files, damage, another version, no permission."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import pytest

import sim
from sim.experiment import Results, ResultsError, RunFailed, keeping, run
from sim.experiment.provenance import case_of, manifest
from sim.scenario import Case

MakeUp = Callable[..., Results]


@pytest.fixture
def described(tiny: Case) -> dict[str, Any]:
    return manifest(tiny, fake_company.MEASURES)


def ended() -> int:
    """The id of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid


def refuse(number: int) -> Callable[..., Any]:
    def refused(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return refused


def test_unfinished_files_of_others_make_a_folder_theirs(tmp_path: Path, described: dict[str, Any]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "film.part").write_text("mine")
    with pytest.raises(ResultsError, match="not empty"):
        keeping.prepare(folder, described)
    assert [path.name for path in folder.iterdir()] == ["film.part"]


def test_only_what_our_dead_processes_left_is_cleared_away(tmp_path: Path, described: dict[str, Any]) -> None:
    folder = tmp_path / "out"
    keeping.prepare(folder, described)
    unit = "units/point-00000-worlds-00000-00003.parquet"
    theirs, ours = f".goodhart-0123abcd-{ended()}.part", f".goodhart-0123abcd-{os.getpid()}.part"
    stay = {"film.part", "units/film.part", f"{unit}.{ended()}.part", f"units/{ours}", f"films/{theirs}"}
    go = {theirs, f"units/{theirs}", f"summaries/{theirs}"}
    for name in stay | go:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("half")
    keeping.prepare(folder, described)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.part")} == stay


def test_a_run_killed_as_it_prepares_leaves_a_folder_that_can_be_used(
    tmp_path: Path, described: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "keep", refuse(errno.ENOSPC))
        with pytest.raises(OSError, match="No space left"):
            keeping.prepare(tmp_path / "out", described)
    keeping.prepare(tmp_path / "out", described)


@pytest.mark.parametrize("text", ["Infinity", "-Infinity", "$number", '{"$number": "Infinity"}'])
def test_no_text_is_taken_for_a_number(tiny: Case, text: str) -> None:
    case = Case.model_validate(tiny.model_dump() | {"title": text, "sources": (text,)})
    back = case_of(json.loads(json.dumps(manifest(case, ()), allow_nan=False)), worlds=1)
    assert (back.title, back.sources) == (text, (text,))
    assert back.behaviour.choice.precision == float("inf")


def spoil(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    read = json.loads((folder / "manifest.json").read_text())
    change(read)
    (folder / "manifest.json").write_text(json.dumps(read))


DAMAGE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "only the format": lambda read: [read.pop(key) for key in list(read) if key not in ("format", "versions")],
    "a key is missing": lambda read: read["parameters"]["company"].update(employes=3),
    "a key too many in a measure": lambda read: read["measures"][0].update(colour="red"),
    "a measure without its name": lambda read: read["measures"][0].pop("name"),
    "no policies": lambda read: read["parameters"].update(policies={}),
    "no date": lambda read: read.pop("created"),
    "a list of parameters": lambda read: read.update(parameters=[]),
}


@pytest.mark.parametrize("change", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_manifest_and_one_of_another_version_are_told_apart(
    made_up: MakeUp, change: Callable[[dict[str, Any]], Any]
) -> None:
    folder = made_up({}, worlds=1).folder
    spoil(folder, change)
    with pytest.raises(ResultsError, match="is damaged"):
        Results.open(folder)
    spoil(folder, lambda read: read["versions"].update(sim="99"))
    with pytest.raises(ResultsError, match=f"was written by version 99; this program is {sim.__version__}"):
        Results.open(folder)


@pytest.mark.parametrize("text", ['{"format": "goodhart results 1"}', "[" * 100_000])
def test_a_run_into_a_folder_with_a_spoilt_manifest_is_refused(
    tmp_path: Path, described: dict[str, Any], text: str
) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ResultsError, match=r"is damaged|cannot be read"):
        keeping.prepare(tmp_path, described)


def test_what_may_not_be_read_is_not_called_damaged(made_up: MakeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    results = made_up({}, worlds=1)
    with monkeypatch.context() as patch:
        patch.setattr("sim.experiment.marks.pq.ParquetFile", refuse(errno.EACCES))
        with pytest.raises(ResultsError, match="cannot be read: Permission denied"):
            results.summary()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refuse(errno.EACCES))
        with pytest.raises(ResultsError, match="units cannot be read: Permission denied"):
            Results.open(results.folder)
    next((results.folder / "units").iterdir()).unlink()
    with pytest.raises(ResultsError, match="is no longer there"):
        results.summary()


def test_a_name_that_is_too_long_is_a_place_that_cannot_be_used(tmp_path: Path, described: dict[str, Any]) -> None:
    with pytest.raises(ResultsError, match="File name too long"):
        keeping.prepare(tmp_path / ("x" * 300), described)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_fails_before_the_first_week_is_a_failed_run(
    tiny: Case, fake: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(keeping, "keep", refuse(number))
    with pytest.raises(RunFailed, match="cannot write in"):
        run(tiny, out=tmp_path / "out")


def test_a_failed_run_says_how_many_worlds_are_really_kept(
    tiny: Case, fake: Callable[..., None], tmp_path: Path
) -> None:
    fake(fake_company.wrong_in_one_world)
    with pytest.raises(RunFailed, match="6 of 10 worlds are kept"):
        run(tiny, out=tmp_path / "most")
    few = tiny.model_copy(update={"worlds": 2})
    fake(lambda *_: {}["nothing"])
    with pytest.raises(RunFailed, match="0 of 2 worlds are kept"):
        run(few, out=tmp_path / "none")


def test_run_refuses_what_is_no_case_and_fewer_than_one_process(tiny: Case, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"sim\.load"):
        run("s.yaml")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="jobs must be at least 1, found 0"):
        run(tiny, jobs=0, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep a folder that somebody is in")
def test_several_processes_need_a_folder_to_start_in(
    tiny: Case, fake: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(ResultsError, match="the folder you are in is no longer there"):
        run(tiny, jobs=3, out=tmp_path / "out")
    run(tiny, jobs=1, out=tmp_path / "out")
