"""Damaged units are put aside and run again, by whatever goes on with a folder."""

from collections.abc import Callable
from pathlib import Path

import fake_company
import pytest

from sim.experiment import Study, extend, resume, run, sweep
from sim.experiment.damage import DamagedUnits
from sim.scenario import Case

Damage = Callable[[Path], object]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def anothers(path: Path) -> None:
    path.write_bytes(path.with_name("point-00000-worlds-00000-00003.parquet").read_bytes())


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("damage", [cut, empty, anothers])
@pytest.mark.parametrize("go_on", ["run", "resume", "extend"])
def test_a_damaged_unit_of_a_run_is_put_aside_and_run_again(
    tiny: Case, tmp_path: Path, damage: Damage, go_on: str
) -> None:
    out = tmp_path / "out"
    whole = fake_company.files(run(tiny, out=out).folder)
    path = out / "units/point-00000-worlds-00004-00007.parquet"
    damage(path)
    with pytest.warns(DamagedUnits, match=path.name):
        {"run": lambda: run(tiny, out=out), "resume": lambda: resume(out), "extend": lambda: extend(out)}[go_on]()
    assert path.with_name(f"{path.name}.damaged").exists()
    assert {name: data for name, data in fake_company.files(out).items() if name in whole} == whole


def test_a_damaged_unit_of_a_study_is_put_aside_and_run_again(study: Study, tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept = sweep(study, out=out)
    whole = fake_company.files(out)
    path = out / "units/point-00003-worlds-00004-00005.parquet"
    cut(path)
    with pytest.warns(DamagedUnits, match=path.name):
        again = resume(out)
    assert path.read_bytes() == whole[path.name]
    assert (again.cube("surplus") == swept.cube("surplus")).all()  # type: ignore[union-attr,operator]


@pytest.mark.usefixtures("fake")
def test_whole_units_and_what_may_not_be_read_stay(tiny: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fake_company.files(run(tiny, out=tmp_path / "out").folder)

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    run(tiny, out=tmp_path / "out")
    monkeypatch.setattr("sim.experiment.marks.pq.ParquetFile", refused)
    run(tiny, out=tmp_path / "out")
    assert fake_company.files(tmp_path / "out") == before
