"""What a results folder holds, and which folders are refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import numpy as np
import pyarrow.parquet as pq
import pytest

import sim
from sim.experiment import Results, ResultsError, keeping
from sim.experiment.provenance import case_of, differing, digest, manifest, parameters
from sim.experiment.units import Unit
from sim.scenario import Case


@pytest.fixture
def described(tiny: Case) -> dict[str, Any]:
    return manifest(tiny, fake_company.MEASURES)


def other(scenario: Path, **changes: Any) -> dict[str, Any]:
    return manifest(sim.load(scenario, **changes), fake_company.MEASURES)


def test_the_manifest_tells_what_it_takes_to_repeat_the_run(tiny: Case, described: dict[str, Any]) -> None:
    assert described["scenario"] == fake_company.SCENARIO
    assert described["seed"] == 7
    assert described["parameters"]["company"]["employees"] == 8000
    assert set(described["versions"]) == {"sim", "python", "numpy", "scipy", "pandas", "pyarrow", "mesa"}
    assert described["policies"]["board"][0]["week"] == 3
    assert described["policies"]["board"][0]["words"] == tiny.policies["board"][0].words()
    assert [measure["name"] for measure in described["measures"]] == [info.name for info in fake_company.MEASURES]


def test_no_place_of_this_machine_is_written(tmp_path: Path, described: dict[str, Any]) -> None:
    keeping.prepare(tmp_path / "out", described)
    text = (tmp_path / "out/manifest.json").read_text()
    assert str(tmp_path) not in text
    assert str(Path.cwd()) not in text
    assert str(Path(sim.__file__).parent) not in text


def test_the_case_comes_back_from_the_manifest(scenario: Path) -> None:
    case = sim.load(scenario, settings={"behaviour.belief.fade": 0.05})
    back = case_of(json.loads(json.dumps(manifest(case, ()), allow_nan=False)), worlds=3)
    assert back.worlds == 3
    assert (back.name, back.text) == (case.name, case.text)
    assert parameters(back) == parameters(case)
    assert back.behaviour.choice.precision == float("inf")
    assert [change.moved for change in back.policies["board"]] == [change.moved for change in case.policies["board"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seed: 7", "seed: 8"),
        ("{week: 3, metric: outcomes}", "{week: 3, metric: outcomes, target: null}"),
        ("audience: company", "audience: team"),
        ("weeks: 8", "weeks: 9"),
        ("weeks: 8", "weeks: 8\nuncertain: posterior"),
    ],
)
def test_an_edited_scenario_has_another_hash(scenario: Path, old: str, new: str) -> None:
    before = digest(parameters(sim.load(scenario)))
    assert old in fake_company.SCENARIO
    scenario.write_text(fake_company.SCENARIO.replace(old, new))
    assert digest(parameters(sim.load(scenario))) != before


def test_another_posterior_has_another_hash(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = sim.load(scenario, settings={"uncertain": "posterior"})
    before = parameters(case)
    assert case_of(manifest(case, fake_company.MEASURES), case.worlds) == case
    monkeypatch.setattr("sim.scenario.posterior.digest", lambda: "another")
    assert differing(before, parameters(case)).keys() == {"posterior"}
    assert digest(parameters(case)) != digest(before)


def test_a_comment_or_more_worlds_leave_the_hash_alone(scenario: Path) -> None:
    before = digest(parameters(sim.load(scenario)))
    scenario.write_text(fake_company.SCENARIO.replace("worlds: 10", "worlds: 99 # many"))
    assert digest(parameters(sim.load(scenario))) == before


def test_a_folder_of_another_run_is_refused_with_the_keys_that_differ(
    tmp_path: Path, scenario: Path, described: dict[str, Any]
) -> None:
    keeping.prepare(tmp_path / "out", described)
    changed = other(scenario, seed=8, settings={"behaviour.belief.fade": 0.5, "company.team_size": 6})
    with pytest.raises(ResultsError) as refused:
        keeping.prepare(tmp_path / "out", changed)
    assert set(refused.value.keys) == {"seed", "behaviour.belief.fade", "company.team_size"}
    assert "company.team_size: 8 -> 6" in str(refused.value)


def test_a_lever_named_as_nothing_differs_from_one_not_named(
    tmp_path: Path, scenario: Path, described: dict[str, Any]
) -> None:
    keeping.prepare(tmp_path / "out", described)
    scenario.write_text(fake_company.SCENARIO.replace("metric: outcomes}", "metric: outcomes, target: null}"))
    with pytest.raises(ResultsError, match=r"policies\.outcomes\.0\.target: absent -> None"):
        keeping.prepare(tmp_path / "out", other(scenario))


def test_results_with_policies_in_another_order_are_refused(
    tmp_path: Path, scenario: Path, described: dict[str, Any]
) -> None:
    keeping.prepare(tmp_path / "out", described)
    lines = fake_company.SCENARIO.splitlines()
    scenario.write_text("\n".join([*lines[:-2], lines[-1], lines[-2]]))
    with pytest.raises(ResultsError, match="another order"):
        keeping.prepare(tmp_path / "out", other(scenario))


def test_results_with_other_measures_or_of_another_version_are_refused(
    tmp_path: Path, tiny: Case, described: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.prepare(tmp_path / "out", described)
    with pytest.raises(ResultsError) as refused:
        keeping.prepare(tmp_path / "out", manifest(tiny, fake_company.MEASURES[:-1]))
    assert refused.value.keys == ("measures.intensity",)
    monkeypatch.setattr(sim, "__version__", "99")
    with pytest.raises(ResultsError, match="version of sim"):
        keeping.prepare(tmp_path / "out", manifest(tiny, fake_company.MEASURES))


def test_many_differences_are_listed_in_part(tmp_path: Path, scenario: Path, described: dict[str, Any]) -> None:
    keeping.prepare(tmp_path / "out", described)
    scenario.write_text(fake_company.SCENARIO.replace("board:", "other:").replace("outcomes: [", "another: ["))
    changed = other(scenario, seed=1, weeks=9, employees=10, settings={"company.team_size": 6, "company.ties": 1})
    with pytest.raises(ResultsError, match=r"and \d+ more") as refused:
        keeping.prepare(tmp_path / "out", changed)
    assert len(refused.value.keys) > 10
    assert len(str(refused.value).splitlines()) == 13


def test_a_folder_with_other_files_is_refused(tmp_path: Path, described: dict[str, Any]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("dear diary")
    with pytest.raises(ResultsError, match="not empty"):
        keeping.prepare(folder, described)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("text", ["{}", "[1]", '{"format": "else"}', "{"])
def test_a_manifest_of_something_else_is_refused(tmp_path: Path, described: dict[str, Any], text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ResultsError, match=r"manifest\.json"):
        keeping.prepare(tmp_path, described)
    with pytest.raises(ResultsError, match=r"manifest\.json"):
        Results.open(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, described: dict[str, Any]) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(ResultsError, match="is a file"):
        keeping.prepare(tmp_path / "out", described)


def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path: Path, described: dict[str, Any]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError, match="cannot write in"):
        keeping.prepare(tmp_path / "file/out", described)


def test_an_empty_folder_and_one_left_by_a_killed_run_are_used(tmp_path: Path, described: dict[str, Any]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / ".goodhart-0123abcd-999999999.part").write_text("{")
    keeping.prepare(folder, described)
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "units"]


def test_a_unit_is_plain_parquet(tmp_path: Path, tiny: Case, described: dict[str, Any]) -> None:
    keeping.prepare(tmp_path / "out", described)
    record = fake_company.simulate(tiny, "board", Unit(2, 3), lambda _: None)
    keeping.keep_unit(tmp_path / "out", Unit(2, 3), {"board": record, "outcomes": record}, "a mark")
    file = pq.ParquetFile(tmp_path / "out/units/point-00000-worlds-00002-00003.parquet")
    kinds = {field.name: str(field.type) for field in file.schema_arrow}
    assert kinds["policy"].startswith("dictionary<values=string")
    assert (kinds["world"], kinds["week"], kinds["surplus"]) == ("int32", "int16", "double")
    assert file.metadata.row_group(0).column(3).compression == "ZSTD"
    assert file.metadata.num_rows == 2 * 2 * 8
    assert file.schema_arrow.metadata == {b"run": b"a mark"}


def test_every_undefined_value_is_the_same_bytes(tmp_path: Path, described: dict[str, Any]) -> None:
    keeping.prepare(tmp_path / "out", described)
    kept = []
    for nan in (np.nan, -np.nan):
        keeping.keep_unit(tmp_path / "out", Unit(0, 0), {"board": {"surplus": np.array([[nan]])}}, "")
        kept.append(fake_company.files(tmp_path / "out"))
    assert np.signbit(-np.nan) != np.signbit(np.nan)
    assert kept[0] == kept[1]


def test_a_damaged_unit_is_named(tmp_path: Path, made_up: Callable[..., Results]) -> None:
    results = made_up({}, worlds=2)
    path = next((results.folder / "units").iterdir())
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ResultsError, match="point-00000-worlds-00000-00001"):
        Results.open(results.folder).summary()
