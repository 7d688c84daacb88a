"""Policies of several results, compared in the same worlds."""

from collections.abc import Callable
from pathlib import Path

import fake_company
import numpy as np
import pytest

import sim
from sim.experiment import Results, ResultsError, compare

MakeUp = Callable[..., Results]


@pytest.fixture
def one(made_up: MakeUp) -> Results:
    return made_up({"no metric": {"surplus": np.arange(3.0)}, "board": {"surplus": 2 * np.arange(3.0)}}, worlds=3)


def test_one_result_is_compared_with_its_own_baseline(one: Results) -> None:
    found = compare(one)
    assert found.equals(one.differences())
    assert set(found["policy"]) == {"board", "outcomes"}


def test_policies_of_another_result_are_put_beside(scenario: Path, made_up: MakeUp, one: Results) -> None:
    scenario.write_text(fake_company.SCENARIO.replace("outcomes: [", "self: ["))
    two = made_up({"self": {"surplus": 5 + np.arange(2.0)}}, worlds=2, case=sim.load(scenario), folder="two")
    found = compare(one, two, measures=["surplus"]).set_index("policy")
    assert list(found.index) == ["board (made up)", "outcomes", "no metric (two)", "board (two)", "self"]
    assert found.loc["self", "mean"] == 5.0, "over the two worlds that both have"
    assert set(found["against"]) == {"no metric"}


def test_another_company_is_refused_with_the_keys_that_differ(scenario: Path, made_up: MakeUp, one: Results) -> None:
    other = made_up({}, worlds=3, case=sim.load(scenario, seed=8, employees=7000), folder="two")
    with pytest.raises(ResultsError, match="not of the same company") as refused:
        compare(one, other)
    assert refused.value.keys == ("company.employees", "seed")


def test_results_without_a_common_world_are_refused(made_up: MakeUp, one: Results, tmp_path: Path) -> None:
    other = made_up({}, worlds=2, folder="two")
    (file,) = (tmp_path / "two/units").iterdir()
    file.rename(file.with_name("point-00000-worlds-00007-00008.parquet"))
    with pytest.raises(ResultsError, match="no world in common"):
        compare(one, Results.open(other.folder))


def test_folders_of_one_name_are_told_apart_by_their_paths(made_up: MakeUp) -> None:
    one, two = made_up({}, worlds=1, folder="a/x"), made_up({}, worlds=1, folder="b/x")
    policies = list(compare(one, two, measures=["surplus"])["policy"])
    assert len(policies) == len(set(policies)) == 5
    assert f"board ({one.folder})" in policies


def test_a_folder_is_not_compared_with_itself(made_up: MakeUp) -> None:
    one = made_up({}, worlds=1)
    with pytest.raises(ResultsError, match="given twice"):
        compare(one, Results.open(one.folder / ".." / one.folder.name))
