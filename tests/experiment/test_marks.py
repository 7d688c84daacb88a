"""Files of units are read as what they are: of this run, this point, these worlds and policies, or not at all."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sim
from sim.experiment import Results, ResultsError, Study, Sweep, load_study, resume, run, sweep
from sim.experiment.damage import DamagedUnits
from sim.experiment.marks import Marks
from sim.scenario import Case

NAME = "point-00000-worlds-{:05d}-{:05d}.parquet"
FIRST = NAME.format(0, 3)
OTHERS = "it is not of the run that manifest.json tells of; one of the two was changed, or put there from elsewhere"
Spoil = Callable[[Path], Any]


@pytest.fixture
def folder(tiny: Case, fake: Any, tmp_path: Path) -> Path:
    return run(tiny.model_copy(update={"worlds": 4}), out=tmp_path / "out").folder


def refused(path: Path, open_it: Callable[[], Any]) -> str:
    """Return what is said of a damaged unit, without the name of its file."""
    with pytest.raises(ResultsError) as caught:
        open_it()
    said = str(caught.value)
    assert said.isprintable(), "one line"
    assert said.startswith(f"{path} is ")
    return said.removeprefix(f"{path} is ")


def change(path: Path, of: Callable[[pa.Table], pa.Table]) -> None:
    """Write a file's table anew, changed, with the mark that it had."""
    table = pq.read_table(path, partitioning=None)
    pq.write_table(of(table).replace_schema_metadata(table.schema.metadata), path)


def with_column(name: str, of: Callable[[Any], Any]) -> Spoil:
    def put(table: pa.Table) -> pa.Table:
        return table.set_column(table.column_names.index(name), name, of(table[name]))

    return lambda path: change(path, put)


def of_policies(names: list[str]) -> Spoil:
    def named(column: pa.ChunkedArray) -> pa.Array:
        return pa.DictionaryArray.from_arrays(column.combine_chunks().indices, names)

    return with_column("policy", named)


def without_mark(path: Path) -> None:
    pq.write_table(pq.read_table(path, partitioning=None).replace_schema_metadata(), path)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[str, tuple[Spoil, str]] = {
    "other worlds": (
        with_column("world", lambda world: pa.array(np.asarray(world) + 4)),
        "its worlds are not those of",
    ),
    "other weeks": (with_column("week", lambda week: pa.array(np.asarray(week) + 1)), "its weeks are not those of the"),
    "policies exchanged": (
        of_policies(["no metric", "outcomes", "board"]),
        "its policies are not those of manifest.json",
    ),
    "policies in no order": (
        with_column("policy", lambda policy: policy.combine_chunks().take(pa.array(np.arange(95, -1, -1)))),
        "it does not have the same rows under every policy",
    ),
    "plain policies": (with_column("policy", lambda policy: policy.cast(pa.string())), ""),
    "a policy less": (
        lambda path: change(path, lambda table: table.slice(0, 64)),
        "it does not have the same rows under",
    ),
    "nothing in it": (lambda path: change(path, lambda table: table.slice(0, 0)), ""),
    "no measure": (
        lambda path: change(path, lambda table: table.drop_columns(["surplus"])),
        "it lacks the column 'surplus'",
    ),
    "no worlds": (
        lambda path: change(path, lambda table: table.drop_columns(["world"])),
        "it lacks the column 'world'",
    ),
    "no numbers": (
        with_column("surplus", lambda of: pa.array(["a"] * len(of))),
        "its column 'surplus' holds no numbers",
    ),
    "no mark": (without_mark, "it does not say of which run it is"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-100]), "it is no whole Parquet file"),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_unit_is_damaged(folder: Path, spoil: Spoil, said: str) -> None:
    path = folder / "units" / FIRST
    spoil(path)
    found = refused(path, Results.open(folder).summary)
    assert found.startswith(f"damaged: {said}")
    assert found.endswith("; delete it and run again")


def test_a_folder_in_place_of_a_unit_is_said(folder: Path) -> None:
    path = folder / "units" / FIRST
    a_folder(path)
    assert refused(path, Results.open(folder).summary) == "a folder, not a file; delete it and run again"


def test_a_unit_of_another_run_is_refused(folder: Path, tiny: Case, tmp_path: Path) -> None:
    run(tiny.model_copy(update={"worlds": 4, "seed": 99}), out=tmp_path / "other")
    shutil.copy(tmp_path / "other/units" / FIRST, folder / "units" / FIRST)
    assert refused(folder / "units" / FIRST, Results.open(folder).summary).startswith(f"damaged: {OTHERS}")


@pytest.mark.parametrize(
    ("name", "said"),
    [(NAME.format(4, 7), "its worlds are not those of its name"), (FIRST.replace("t-00000", "t-00001"), OTHERS)],
)
def test_a_copied_unit_is_no_new_company(folder: Path, name: str, said: str) -> None:
    shutil.copy(folder / "units" / FIRST, folder / "units" / name)
    assert refused(folder / "units" / name, Results.open(folder).summary).startswith(f"damaged: {said}")


@pytest.mark.parametrize("last", [1_000_000, 99_999_999_999])
def test_a_unit_of_worlds_that_cannot_be_is_named_before_they_are_numbered(folder: Path, tiny: Case, last: int) -> None:
    path = folder / "units" / NAME.format(0, last)
    shutil.copy(folder / "units" / FIRST, path)
    for open_it in (lambda: Results.open(folder), lambda: sim.experiment.keeping.units_in(folder)):
        assert refused(path, open_it).startswith("damaged: there cannot be such worlds")
    with pytest.warns(DamagedUnits, match=path.name):
        assert run(tiny, out=folder).case.worlds == 10


ASIDE = {name: spoil for name, (spoil, said) in SPOILT.items() if "surplus" not in said} | {"a folder": a_folder}


@pytest.mark.parametrize("spoil", ASIDE.values(), ids=ASIDE)
def test_to_go_on_puts_a_spoilt_unit_aside(folder: Path, spoil: Spoil, tiny: Case) -> None:
    whole = fake_company.files(folder)
    spoil(folder / "units" / FIRST)
    with pytest.warns(DamagedUnits, match=FIRST):
        run(tiny.model_copy(update={"worlds": 4}), out=folder)
    assert (folder / "units" / FIRST).read_bytes() == whole[FIRST]


@pytest.fixture(params=["summaries", "every week"])
def swept(study_file: Path, study: Study, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    study_file.write_text(f"{fake_company.STUDY}keep: {request.param}\n")
    return sweep(load_study(study_file), out=tmp_path / "out").folder


def points_exchanged(folder: Path) -> None:
    design = json.loads((folder / "design.json").read_text())
    design["points"][0], design["points"][1] = design["points"][1], design["points"][0]
    (folder / "design.json").write_text(json.dumps(design))


def test_points_that_were_exchanged_are_told_from_what_is_kept(swept: Path) -> None:
    points_exchanged(swept)
    part = swept / "summaries/part-00000-00000.parquet"
    assert refused(part, Sweep.open(swept).frame) == (
        "damaged: it is not of the study that manifest.json and design.json tell of; "
        f"delete {part.parent}, its files repeat what units holds"
    )
    shutil.rmtree(part.parent)
    said = refused(swept / "units/point-00000-worlds-00000-00003.parquet", Sweep.open(swept).frame)
    assert said.startswith(f"damaged: {OTHERS}")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: change(path, lambda table: table.drop_columns(["surplus"])), "it lacks the column 'surplus'"),
        (with_column("surplus", lambda of: pa.array(["a"] * len(of))), "its column 'surplus' holds no numbers"),
        (without_mark, "it is not of the study that manifest.json and design.json tell of"),
        (a_folder, "it is no whole Parquet file"),
    ],
)
def test_spoilt_means_are_damaged(swept: Path, spoil: Spoil, said: str) -> None:
    part = swept / "summaries/part-00000-00000.parquet"
    whole = part.read_bytes()
    spoil(part)
    assert refused(part, Sweep.open(swept).frame).startswith(f"damaged: {said}; delete ")
    if part.is_file():
        resume(swept)
        assert part.read_bytes() == whole, "to go on gathers them anew"


def test_a_unit_of_another_point_is_no_more_worlds_of_this_one(swept: Path) -> None:
    shutil.rmtree(swept / "summaries")
    path = swept / "units/point-00002-worlds-00000-00003.parquet"
    whole = path.read_bytes()
    shutil.copy(swept / "units/point-00001-worlds-00000-00003.parquet", path)
    assert refused(path, Sweep.open(swept).frame).startswith(f"damaged: {OTHERS}")
    with pytest.warns(DamagedUnits, match=path.name):
        resume(swept)
    assert path.read_bytes() == whole


def test_a_sweep_that_was_opened_before_its_folder_grew_is_read_still(study: Study, tmp_path: Path) -> None:
    before = sweep(study, out=tmp_path / "out")
    frame = before.frame()
    sweep(study.with_points([(0.5, "team")]), out=tmp_path / "out")
    assert before.frame().equals(frame)


def test_a_point_of_a_study_is_read_where_its_units_agree(study_file: Path, study: Study, tmp_path: Path) -> None:
    study_file.write_text(f"{fake_company.STUDY}keep: every week\n")
    swept = sweep(load_study(study_file), out=tmp_path / "out")
    path = swept.folder / "units/point-00002-worlds-00000-00003.parquet"
    assert len(swept.at(2).summary())
    shutil.copy(swept.folder / "units/point-00001-worlds-00000-00003.parquet", path)
    assert refused(path, swept.at(2).summary).startswith(f"damaged: {OTHERS}")


def test_policies_that_lie_in_several_groups_of_rows_are_read(folder: Path) -> None:
    path = folder / "units" / FIRST
    before = Results.open(folder).summary()
    table = pq.read_table(path, partitioning=None)
    pq.write_table(table, path, row_group_size=7)
    assert pq.ParquetFile(path).num_row_groups == 14
    assert Results.open(folder).summary().equals(before)


def test_a_mark_is_of_run_and_values_of_points_alone() -> None:
    marks = Marks("run", ("a",), 8, ((0.1, "x"), (float("inf"), {"low": 1})))
    assert marks.at(1) == Marks("run", ("b",), None, ((), (float("inf"), {"low": 1}), ())).at(1)
    assert len({marks.at(0), marks.at(1), marks.at(0, 1), marks.at(1, 0), Marks("other", ("a",), 8).at(0), ""}) == 6
    assert marks.at(2) == "", "there is no such point"
