"""From uniform draws to traits: every distribution by its inverse."""

from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri

from sim.company.quantile import of_scores, quantile
from sim.scenario.distribution import Distribution

U = np.concatenate([[1e-9, 1e-4], (np.arange(500) + 0.5) / 500, [1 - 1e-4, 1 - 1e-9]])
ONE_WORLD = np.zeros(U.size, np.int64)
SEATS = np.arange(U.size)

INVERSES: list[tuple[dict[str, Any], Any]] = [
    ({"normal": {"mean": 0.98, "sd": 0.64}}, stats.norm(0.98, 0.64)),
    ({"lognormal": {"mean": 2.0, "log_sd": 0.7}}, stats.lognorm(0.7, scale=2.0 * np.exp(-0.245))),
    ({"gamma": {"mean": 2.0, "sd": 1.5}}, stats.gamma((2 / 1.5) ** 2, scale=1.5**2 / 2)),
    ({"beta": {"mean": 0.37, "concentration": 6.0}}, stats.beta(0.37 * 6, 0.63 * 6)),
    ({"uniform": {"low": -1.0, "high": 3.0}}, stats.uniform(-1, 4)),
]


def drawn(form: dict[str, Any] | float, u: np.ndarray = U) -> np.ndarray:
    return quantile(Distribution.model_validate(form), u, ONE_WORLD[: u.size], SEATS[: u.size])


@pytest.mark.parametrize(("form", "known"), INVERSES, ids=lambda case: next(iter(case)) if type(case) is dict else "")
def test_a_trait_is_the_inverse_of_its_distribution(form: dict[str, Any], known: Any) -> None:
    np.testing.assert_allclose(drawn(form), known.ppf(U), rtol=1e-7)


@pytest.mark.parametrize("form", [*(form for form, _ in INVERSES), 3.5, {"values": [1.0, 2.0, 4.0]}], ids=str)
def test_scores_say_the_same_as_draws(form: dict[str, Any] | float) -> None:
    found = of_scores(Distribution.model_validate(form), ndtri(U), ONE_WORLD, SEATS)
    np.testing.assert_allclose(found, drawn(form), rtol=1e-12)


@pytest.mark.parametrize(("form", "known"), INVERSES, ids=lambda case: next(iter(case)) if type(case) is dict else "")
def test_means_are_what_the_case_says(form: dict[str, Any], known: Any) -> None:
    inner = next(iter(form.values()))
    said = inner["mean"] if "mean" in inner else (inner["low"] + inner["high"]) / 2
    assert known.mean() == pytest.approx(said)
    assert drawn(form, (np.arange(500) + 0.5) / 500).mean() == pytest.approx(said, rel=0.01)


def test_a_number_is_everybodys() -> None:
    assert (drawn(0.028) == 0.028).all()
    assert drawn(float("inf")).min() == float("inf")


def test_a_list_is_dealt_out_by_seat() -> None:
    assert drawn({"values": [3.0, 1.0, 2.0]})[:7].tolist() == [3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0]


def test_a_mixture_spends_the_draw_on_the_part_and_then_inside_it() -> None:
    parts = [{"share": 0.8, "of": {"normal": {"mean": 0.0, "sd": 1.0}}}, {"share": 0.2, "of": 9.0}]
    values = drawn({"mixture": parts})
    second = U >= 0.8
    assert (values[second] == 9.0).all()
    np.testing.assert_allclose(values[~second], stats.norm.ppf(U[~second] / 0.8), rtol=1e-9)


def test_a_mixture_of_alike_parts_is_the_part() -> None:
    of = {"beta": {"mean": 0.3, "concentration": 4.0}}
    parts = [{"share": 0.25, "of": of}, {"share": 0.75, "of": of}]
    u = np.concatenate([U[U < 0.25] / 0.25, (U[U >= 0.25] - 0.25) / 0.75])
    np.testing.assert_allclose(drawn({"mixture": parts}), stats.beta(1.2, 2.8).ppf(u), rtol=1e-6)


def test_people_keep_their_order_when_a_parameter_moves() -> None:
    """What makes two policies comparable: the same person is the same in kind under a shifted distribution."""
    narrow, wide = (drawn({"gamma": {"mean": mean, "sd": 1.0}}) for mean in (2.0, 2.2))
    assert (np.diff(narrow) >= 0).all()
    assert np.corrcoef(narrow, wide)[0, 1] > 0.99


def test_parameters_that_differ_by_world_are_looked_up_by_world() -> None:
    means = np.array([[0.0], [10.0]])
    distribution: Any = Distribution.model_validate({"normal": {"mean": 0.0, "sd": 1.0}})
    inner = distribution.normal.model_copy(update={"mean": means})
    moved = distribution.model_copy(update={"normal": inner})
    world = np.arange(U.size) % 2
    np.testing.assert_allclose(quantile(moved, U, world, SEATS), 10.0 * world + stats.norm.ppf(U), rtol=1e-9)


def test_traits_of_a_large_company_are_distributed_as_the_case_says(small: Any, ran: Any) -> None:
    settings = {"people.rework": {"beta": {"mean": 0.37, "concentration": 6.0}}, "people.skill_and_ai": 0.6}
    settings |= {"people.skill": {"lognormal": {"mean": 1.0, "log_sd": 0.4}}, "people.honest": 0.4}
    settings |= {"people.ai_value": {"normal": {"mean": 1.0, "sd": 0.5}}, "company.employees": 4000}
    people = ran(small(settings=settings), weeks=0).people
    for name, known in (
        ("rework", stats.beta(0.37 * 6, 0.63 * 6)),
        ("skill", stats.lognorm(0.4, scale=np.exp(-0.08))),
        ("ai_value", stats.norm(1.0, 0.5)),
        ("job", stats.norm()),
        ("knack", stats.norm()),
    ):
        assert stats.kstest(getattr(people, name)[0], known.cdf).pvalue > 1e-4
    assert people.honest.mean() == pytest.approx(0.4, abs=0.03)
    together = np.corrcoef([np.log(people.skill[0]), people.ai_value[0], people.job[0], people.knack[0]])
    assert together[0, 1] == pytest.approx(0.6, abs=0.04)
    apart = together - np.eye(4)
    apart[0, 1] = apart[1, 0] = 0.0
    assert np.abs(apart).max() < 0.07
