"""How far an outcome moves: every value is visited, what moves it as far counts as much, noise is no effect."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.experiment.asking.moves import moves, radial
from sim.experiment.studies.design import at_quantiles
from sim.scenario.study import StudyFile

COMPANIES = 2.0 / np.sqrt(np.pi)
"""How far two draws of a standard normal lie apart on average."""
VARY = {
    "people.honest": {"low": 0, "high": 1},
    "two": {"at": "policies.a[0].audience", "values": ["self", "team"]},
    "five": {"at": "policies.a[0].weight", "values": [0.0, 0.25, 0.5, 0.75, 1.0]},
    "company.team_size": {"low": 5, "high": 9},
    "behaviour.belief.fade": {"normal": {"mean": 0, "sd": 1}},
}
FILE = StudyFile.model_validate({"title": "", "scenario": "x", "vary": VARY, "design": {"sobol": 1}})


def values_at(samples: int, seed: int = 1) -> tuple[Any, Any]:
    """Return each factor's value, (points, names), words as numbers, and how far each went."""
    places, went = radial(FILE, samples, seed)
    points = at_quantiles(FILE, places.reshape(-1, len(VARY)))
    return np.array(
        [[float(value == "team" if isinstance(value, str) else value) for value in row] for row in points]
    ), went


def found(of: Callable[[Any, Any], Any], samples: int = 10, companies: int = 8, seed: int = 1) -> Any:
    x, went = values_at(samples, seed)
    values = np.broadcast_to(of(x, np.random.default_rng(seed)), (len(x), companies))
    return moves(values.reshape(samples, -1, companies), went)


def test_every_value_is_visited_as_often() -> None:
    x, _ = values_at(20)
    here = x.reshape(20, -1, len(VARY))[:, 0]
    for place, values in ((1, [0, 1]), (2, [0, 0.25, 0.5, 0.75, 1]), (3, [5, 6, 7, 8, 9])):
        assert [int(np.sum(here[:, place] == value)) for value in values] == [20 // len(values)] * len(values)


def test_every_move_is_of_one_factor_and_goes_somewhere() -> None:
    x, went = values_at(20)
    x = x.reshape(20, -1, len(VARY))
    moved = x[:, 1:] != x[:, :1]
    assert np.array_equal(moved, np.broadcast_to(np.eye(len(VARY), dtype=bool), moved.shape))
    assert np.abs(went).min() >= 0.25


def test_a_distribution_is_not_taken_to_its_farthest_end() -> None:
    x, _ = values_at(200)
    assert 2.0 < np.abs(x[:, 4]).max() < 2.58


def test_what_moves_it_as_far_through_its_range_has_the_same_effect_whatever_its_form() -> None:
    same = found(lambda x, _: (x[:, 0] + x[:, 1] - x[:, 2] + (x[:, 3] - 5.0) / 4.0)[:, None])
    assert same.effect == pytest.approx([1, 1, 1, 1, 0, 0], abs=1e-9)
    assert same.signed[:5] == pytest.approx([1, 1, -1, 1, 0], abs=1e-9)
    assert same.uneven[:5] == pytest.approx(0, abs=1e-9)


def test_luck_that_points_nowhere_is_no_effect_of_a_factor() -> None:
    effects = np.array([found(lambda x, draw: draw.normal(size=(len(x), 8)), seed=seed).effect for seed in range(40)])
    assert effects.mean(axis=0) == pytest.approx([0, 0, 0, 0, 0, COMPANIES], abs=0.15)


def test_what_moves_one_company_alone_has_its_part_of_an_effect() -> None:
    one = found(lambda x, _: x[:, :1] * (np.arange(8) == 3))
    assert one.effect[0] == pytest.approx(1 / 8)
    assert one.low[0] < 0 < 0.25 < one.high[0]


def test_intervals_of_effects_hold_where_companies_differ_in_them() -> None:
    def of(x: Any, draw: Any) -> Any:
        return x[:, :1] * (3.0 + draw.normal(size=4)) + x[:, 1:2] + 0.2 * draw.normal(size=(len(x), 4))

    true, hits = np.array([3, 1, 0, 0, 0]), np.zeros(5)
    for seed in range(100):
        one = found(of, companies=4, seed=seed)
        hits += (one.low[:5] <= true) & (true <= one.high[:5])
    assert hits.min() >= 88


@pytest.mark.parametrize("companies", [4, 8])
def test_the_interval_of_luck_holds_for_other_companies_too(companies: int) -> None:
    hits = 0
    for seed in range(100):
        one = found(lambda x, draw: 3.0 * x[:, :1] + draw.normal(size=companies), companies=companies, seed=seed)
        hits += bool(one.low[-1] <= COMPANIES <= one.high[-1])
    assert hits >= 88
