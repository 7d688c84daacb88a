"""The points of a design."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import qmc

from sim.experiment.studies.design import at_quantiles, points, sample
from sim.scenario.study import StudyFile


def study(vary: dict[str, Any], design: Any) -> StudyFile:
    return StudyFile.model_validate({"title": "", "scenario": "x", "vary": vary, "design": design})


FADE, HONEST, SIZE = "behaviour.belief.fade", "people.honest", "company.team_size"


def test_a_grid_has_every_combination_in_order() -> None:
    found = points(
        study({FADE: [0.1, 0.2], "who": {"at": "policies.a[0].audience", "values": ["self", None]}}, "grid"), 1
    )
    assert found == [(0.1, "self"), (0.1, None), (0.2, "self"), (0.2, None)]


@pytest.mark.parametrize(
    ("varied", "values"),
    [
        ({"low": 0.0, "high": 0.3, "steps": 4}, [0.0, 0.1, 0.2, 0.3]),
        ({"low": 0.01, "high": 1.0, "steps": 3, "log": True}, [0.01, 0.1, 1.0]),
    ],
)
def test_a_range_goes_in_steps_with_both_ends(varied: Any, values: list[float]) -> None:
    found = [value for (value,) in points(study({FADE: varied}, "grid"), 1)]
    assert found == pytest.approx(values)
    assert (found[0], found[-1]) == (values[0], values[-1])


def test_a_parameter_that_is_whole_takes_whole_numbers() -> None:
    steps = points(study({SIZE: {"low": 4, "high": 16, "steps": 4}}, "grid"), 1)
    assert steps == [(4,), (8,), (12,), (16,)]
    drawn = [value for (value,) in points(study({SIZE: {"low": 4, "high": 6}}, {"latin hypercube": 300}), 1)]
    assert {type(value) for value in drawn} == {int}
    assert {value: drawn.count(value) for value in (4, 5, 6)} == {4: 100, 5: 100, 6: 100}


def test_a_latin_hypercube_has_one_point_in_each_part_of_every_range() -> None:
    found = points(
        study({FADE: {"low": 0.0, "high": 1.0}, HONEST: {"low": 0.0, "high": 1.0}}, {"latin hypercube": 40}), 7
    )
    for column in np.array(found).T:
        assert sorted(np.floor(column * 40).astype(int)) == list(range(40))
    assert abs(np.corrcoef(np.array(found).T)[0, 1]) < 0.4


def test_naming_one_more_parameter_moves_no_other_column() -> None:
    one = points(study({FADE: {"low": 0.0, "high": 1.0}}, {"latin hypercube": 20}), 7)
    two = points(study({HONEST: [0.1], FADE: {"low": 0.0, "high": 1.0}}, {"latin hypercube": 20}), 7)
    assert [point[0] for point in one] == [point[1] for point in two]


def test_another_seed_is_another_sample() -> None:
    for design in ({"latin hypercube": 8}, {"sobol": 8}):
        asked = study({FADE: {"low": 0.0, "high": 1.0}}, design)
        assert points(asked, 1) == points(asked, 1) != points(asked, 2)


def test_a_sobol_sequence_is_scipys_and_goes_on_where_it_was() -> None:
    asked = study({FADE: {"low": 0.0, "high": 1.0}, HONEST: {"low": 0.0, "high": 2.0}}, {"sobol": 6})
    expected = qmc.Sobol(2, scramble=True, rng=3).random_base2(4) * [1.0, 2.0]
    assert np.array_equal(points(asked, 3), expected[:6])
    assert np.array_equal(sample(asked, 3, 6, 13), expected[6:13])


def test_a_distribution_is_taken_at_its_quantiles_and_a_list_at_its_places() -> None:
    asked = study(
        {FADE: {"normal": {"mean": 0.5, "sd": 0.1}}, "who": {"at": FADE, "values": ["a", "b", "c"]}}, {"sobol": 1}
    )
    found = at_quantiles(asked, np.array([[0.5, 0.0], [0.8413447, 0.5], [0.0, 1.0]]))
    assert [value for value, _ in found[:2]] == pytest.approx([0.5, 0.6])
    assert np.isfinite(found[2][0]), "the ends of a distribution without ends are not infinite"
    assert [word for _, word in found] == ["a", "b", "c"]


def test_a_whole_parameter_leaves_what_is_not_finite_for_the_scenario_to_refuse() -> None:
    wide = {"lognormal": {"mean": 1.0e308, "log_sd": 4.0}}
    (found,) = at_quantiles(study({SIZE: wide}, {"sobol": 1}), np.array([[1.0]]))
    assert found == (np.inf,)


def test_listed_points_are_taken_as_they_are() -> None:
    listed = [{HONEST: 0.1, FADE: 0.2}, {FADE: 0.3, HONEST: 0.4}]
    asked = StudyFile.model_validate({"title": "", "scenario": "x", "design": {"points": listed}})
    assert points(asked, 1) == [(0.1, 0.2), (0.4, 0.3)]
    assert list(asked.paths) == [HONEST, FADE]
