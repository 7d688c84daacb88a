"""A small real case, from its file to its verdict."""

import json
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.experiment import Results, run, verdict
from sim.measures import all_measures

SCENARIO = """\
title: A small company
company: {employees: 60}
weeks: 16
worlds: 3
seed: 5
baseline: no metric
policies:
  no metric: []
  board: [{week: 10, metric: tokens, audience: company, target: {share: 0.8}, review: {actual: 0.5}}]
facts:
  - {id: F1, says: people pad, measure: prevalence, policy: board, weeks: [15, 16], above: 0}
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("real")
    path = folder / "small.yaml"
    path.write_text(SCENARIO)
    return run(sim.load(path), out=folder / "out")


def test_weeks_before_a_policy_starts_are_the_same_in_both(results: Results) -> None:
    for measure in ("real value", "surplus", "reported adoption", "quits"):
        without, board = results.cube(measure)
        np.testing.assert_array_equal(without[:, :9], board[:, :9])
    assert (results.cube("metric")[0, :, 15] != results.cube("metric")[1, :, 15]).all()


def test_a_world_is_the_company_that_anybody_can_step_by_hand(results: Results) -> None:
    company = sim.Company(results.case, policy="board", first_world=2, worlds=1, measures=all_measures())
    for _ in range(16):
        company.step()
    for measure, values in company.record.items():
        np.testing.assert_array_equal(results.cube(measure)[1, 2], values[:, 0])


def test_settings_of_the_posterior_give_the_same_bytes_on_any_number_of_processes(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SCENARIO.replace("employees: 60", "employees: 3000").replace("weeks: 16", "weeks: 11"))
    case = sim.load(path, settings={"uncertain": "posterior"}, worlds=12).model_copy(update={"facts": ()})
    one, two = (run(case, out=tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2))
    units = sorted(file.name for file in (one.folder / "units").iterdir())
    assert len(units) > 1
    for name in units:
        assert (one.folder / "units" / name).read_bytes() == (two.folder / "units" / name).read_bytes()
    assert "from the posterior" in verdict(one)[-1].text


def test_everything_that_is_told_of_it_is_fit_for_json(results: Results) -> None:
    document = json.loads(json.dumps(results.as_json(), allow_nan=False))
    tops = [measure.name for measure in all_measures() if measure.top is not None]
    assert [row["measure"] for row in document["differences"]] == tops
    for sentence in verdict(results):
        json.dumps(sentence.numbers, allow_nan=False)


def test_the_folder_opens_again_as_the_same_results(results: Results) -> None:
    again = Results.open(results.folder)
    assert again.rows.equals(results.rows)
    assert again.case.policies == results.case.policies
    assert [str(path.relative_to(results.folder)) for path in sorted(results.folder.rglob("*.*"))] == [
        str(Path("design.json")),
        str(Path("manifest.json")),
        str(Path("summary.parquet")),
        str(Path("units/point-00000-worlds-00000-00002.parquet")),
    ]
