"""Reading results: rows, summaries, comparisons, JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fake_company
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from sim.experiment import Results, ResultsError, keeping, paired, results, run
from sim.experiment.marks import Marks
from sim.experiment.pairing import mean_of
from sim.experiment.units import Unit
from sim.scenario import Case

WEEKS = np.arange(1.0, 9.0)[:, None]
ENDS = np.array([1.0, 2.0, 4.0])
MakeUp = Callable[..., Results]


@pytest.fixture
def three(made_up: MakeUp) -> Results:
    """Three worlds; surplus is the world's own number in the last quarter, and far off before."""
    late = np.where(WEEKS >= 7, 1.0, 100.0)
    return made_up(
        {
            "no metric": {"surplus": late * np.array([1.0, 1.0, 2.0]), "claimed value": np.nan},
            "board": {"surplus": late * ENDS, "claimed value": np.array([np.nan, 3.0, np.nan])},
        },
        worlds=3,
    )


def test_a_summary_is_over_the_last_quarter_then_over_worlds(three: Results) -> None:
    assert three.last_quarter == (7, 8)
    row = three.summary().set_index(["policy", "measure"]).loc[("board", "surplus")]
    assert tuple(row) == pytest.approx(mean_of(ENDS))
    assert len(three.summary()) == 3 * len(fake_company.MEASURES)


@pytest.mark.parametrize(("weeks", "quarter"), [(1, (1, 1)), (4, (4, 4)), (10, (8, 10)), (104, (79, 104))])
def test_the_last_quarter_is_never_empty(scenario: Path, made_up: MakeUp, weeks: int, quarter: tuple[int, int]) -> None:
    assert made_up({}, worlds=1, case=sim.load(scenario, weeks=weeks)).last_quarter == quarter


def test_a_summary_over_other_weeks(three: Results) -> None:
    row = three.summary(weeks=(1, 6)).set_index(["policy", "measure"]).loc[("board", "surplus")]
    assert row["mean"] == pytest.approx(100 * ENDS.mean())


def test_undefined_weeks_and_worlds_are_left_out(three: Results) -> None:
    rows = three.summary().set_index(["policy", "measure"])
    assert rows.loc[("board", "claimed value"), "mean"] == 3.0
    assert np.isnan(rows.loc[("board", "claimed value"), "low"])
    assert rows.loc["no metric"].loc["claimed value"].isna().all()


def test_compare_pairs_world_by_world(three: Results) -> None:
    found = three.compare("board", "no metric", measures=["surplus"])
    assert list(found.columns) == [
        "policy", "against", "measure", "mean", "low", "high", "same_sign", "correlation", "variance_reduction"
    ]  # fmt: skip
    assert tuple(found.iloc[0, 3:]) == pytest.approx(paired(ENDS, np.array([1.0, 1.0, 2.0])))


def test_compare_takes_the_baseline_and_the_top_measures_when_not_told(three: Results) -> None:
    found = three.compare("outcomes")
    assert set(found["against"]) == {"no metric"}
    assert list(found["measure"]) == ["real value", "surplus", "claimed value", "padding share"]


def test_unknown_names_and_weeks_are_clear_errors(three: Results) -> None:
    with pytest.raises(ResultsError, match="no policy 'bord' here; there are no metric, board, outcomes"):
        three.compare("bord")
    with pytest.raises(ResultsError, match="no measure 'joy' here; there are real value"):
        three.compare("board", measures=["joy"])
    for weeks in ((0, 3), (5, 4), (7, 9)):
        with pytest.raises(ResultsError, match="there are 1 to 8"):
            three.compare("board", weeks=weeks)


def test_json_has_the_promised_shape_and_no_nan(three: Results) -> None:
    document = json.loads(json.dumps(three.as_json(), allow_nan=False))
    assert set(document) == {"results", "weeks", "policies", "differences"}
    assert document["weeks"] == list(three.since_first_change)
    assert document["results"] == str(three.folder)
    assert list(document["policies"]) == three.policies
    assert set(document["policies"]["board"]) == set(three.measures)
    assert document["policies"]["board"]["claimed value"] == {"mean": 3.0, "low": None, "high": None}
    assert len(document["differences"]) == 2 * 4, "each other policy, each top measure"
    assert document["differences"][0] == {
        "policy": "board", "against": "no metric", "measure": "real value", "mean": 0.0, "low": 0.0, "high": 0.0,
        "same_sign": 0.0, "correlation": None, "variance_reduction": None,
    }  # fmt: skip


def test_a_case_with_one_policy_has_no_differences(scenario: Path, made_up: MakeUp) -> None:
    scenario.write_text("\n".join(fake_company.SCENARIO.splitlines()[:-2]))
    alone = made_up({}, worlds=2, case=sim.load(scenario), folder="alone")
    assert alone.policies == ["no metric"]
    assert alone.as_json()["differences"] == []


def test_only_the_columns_that_are_needed_are_read(three: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    read = pq.ParquetFile.read
    monkeypatch.setattr(
        pq.ParquetFile,
        "read",
        lambda file, columns, **more: asked.append(columns) or read(file, columns=columns, **more),
    )
    fresh = Results.open(three.folder)
    assert asked == []
    fresh.compare("board", measures=["surplus"])
    fresh.compare("board", measures=["surplus", "real value"])
    assert asked == [["policy", "world", "week", "surplus"], ["real value"]], "what a row is of is read once"


def mark(of: Results) -> str:
    return Marks.of(of.manifest, of.case).at(0)


def test_worlds_that_two_files_hold_count_once(three: Results) -> None:
    record = {info.name: np.zeros((8, 2)) for info in fake_company.MEASURES}
    keeping.keep_unit(three.folder, Unit(2, 3), dict.fromkeys(three.policies, record), mark(three))
    again = Results.open(three.folder)
    assert list(again.worlds) == [0, 1, 2, 3]
    assert len(again.rows) == 3 * 4 * 8


def test_a_gap_between_units_is_no_world(made_up: MakeUp) -> None:
    opened = made_up({}, worlds=1)
    record = {info.name: np.full((8, 2), 5.0) for info in fake_company.MEASURES}
    keeping.keep_unit(opened.folder, Unit(4, 5), dict.fromkeys(opened.policies, record), mark(opened))
    again = Results.open(opened.folder)
    assert again.case.worlds == 3
    np.testing.assert_array_equal(again.per_world("board", "surplus"), [0.0, 5.0, 5.0])
    assert list(again.rows["world"].unique()) == [0, 4, 5]


def test_a_folder_without_results_is_a_clear_error(tmp_path: Path, tiny: Case) -> None:
    with pytest.raises(ResultsError, match="not a results folder"):
        Results.open(tmp_path / "nowhere")
    keeping.prepare(tmp_path / "out", results_manifest(tiny))
    with pytest.raises(ResultsError, match="no finished results yet"):
        Results.open(tmp_path / "out")


def results_manifest(case: Case) -> dict[str, Any]:
    from sim.experiment.provenance import manifest

    return manifest(case, fake_company.MEASURES)


def test_what_is_worked_out_once_is_made_once(three: Results) -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    assert [three.once(name, lambda name=name: make(name)) for name in ("a", "b", "a")] == ["a", "b", "a"]
    assert made == ["a", "b"]


def test_the_summary_file_is_the_summary(tiny: Case, fake: Callable[[], None], tmp_path: Path) -> None:
    opened = run(tiny, out=tmp_path / "out")
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "out/summary.parquet"), opened.summary(), check_dtype=False
    )


def test_a_chart_is_drawn_by_the_gallery_and_saved(three: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = SimpleNamespace(figure=lambda of, **options: (of, options))
    gallery = SimpleNamespace(chart_named=lambda name: drawn, save=lambda figure, path: (figure, path))
    monkeypatch.setattr(results, "import_module", lambda name: {"sim.charts": gallery}[name])
    chart = three.chart("validity", policy="board")
    assert chart.figure == (three, {"policy": "board"})
    assert chart.save("a.svg") == (chart.figure, "a.svg")
