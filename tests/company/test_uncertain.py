"""Uncertain parameters: drawn once a world, whatever the block and whatever else is uncertain."""

from typing import Any

import numpy as np
import pytest

from sim.company import Company
from sim.company.luck import Luck
from sim.company.uncertain import draws
from sim.measures import all_measures
from sim.scenario import Case, settings_of
from sim.scenario.posterior import settings
from tests.company.busy import BUSY
from tests.company.busy import LIVELY as ALL_LIVELY

SHARE = "people.status.mixture[1].share"
LIVELY = ALL_LIVELY | {"company.employees": 61}


def may_be_uncertain(case: Case) -> dict[str, float]:
    """Every parameter that is a fractional number, and its value; an infinite precision becomes a high one."""
    found: dict[str, float] = {}
    for path in (part.path for part in settings_of(case)):
        value: Any = case
        for name in path.split("."):
            value = getattr(value, name)
        if isinstance(value, float):
            found[path] = min(value, 500.0)
    return found


@pytest.mark.parametrize("rule", ["menu", "continuous"])
def test_results_do_not_depend_on_the_size_of_a_block_where_everything_is_uncertain(
    rule: str, small: Any, ran: Any, state: Any
) -> None:
    values = may_be_uncertain(small(BUSY, LIVELY))
    assert len(values) > 60
    around = {path: {"uniform": {"low": 0.9 * value, "high": value}} for path, value in values.items()}
    case = small(BUSY, LIVELY | {"behaviour.choice.rule": rule}, uncertain=around)
    whole = state(ran(case, worlds=6, measures=all_measures()))
    for size in (3, 1):
        firsts = range(0, 6, size)
        blocks = [state(ran(case, first_world=first, worlds=size, measures=all_measures())) for first in firsts]
        for name, kept in whole.items():
            parts = np.concatenate([block[name] for block in blocks], axis=1 if len(kept) == case.weeks else 0)
            assert parts.tobytes() == kept.tobytes(), f"{name} in blocks of {size}"


@pytest.mark.parametrize("rule", ["menu", "continuous"])
def test_results_do_not_depend_on_the_size_of_a_block_where_settings_are_of_the_posterior(
    rule: str, small: Any, ran: Any, state: Any
) -> None:
    case = small(BUSY, LIVELY | {"behaviour.choice.rule": rule}, uncertain="posterior")
    whole = state(ran(case, worlds=6, measures=all_measures()))
    for size in (3, 1):
        firsts = range(0, 6, size)
        blocks = [state(ran(case, first_world=first, worlds=size, measures=all_measures())) for first in firsts]
        for name, kept in whole.items():
            parts = np.concatenate([block[name] for block in blocks], axis=1 if len(kept) == case.weeks else 0)
            assert parts.tobytes() == kept.tobytes(), f"{name} in blocks of {size}"


def test_a_world_draws_one_whole_setting_of_the_posterior_the_same_under_every_policy(small: Any) -> None:
    case = small(BUSY, {"company.employees": 24}, uncertain="posterior")
    kept = [tuple(setting.values()) for setting in settings()]
    drawn = draws(case, Luck(case.seed, 0, 400, 1), np.arange(400))
    found = list(zip(*drawn.values(), strict=True))
    assert set(found) == set(kept)
    for policy in case.policies:
        there: Any = Company(case, policy, first_world=3, worlds=2).case
        for world in (0, 1):
            setting = dict(zip(drawn, found[3 + world], strict=True))
            share = there.people.status.mixture[1].share[world, 0], there.people.status.mixture[0].share[world, 0]
            assert share == (setting[SHARE], pytest.approx(1.0 - setting[SHARE]))
            assert there.behaviour.belief.fade[world, 0] == setting["behaviour.belief.fade"]
            assert there.metrics["tokens"].noise[world, 0] == setting["metrics.tokens.noise"]
            assert there.metrics["outcomes"].noise[world, 0] == setting["metrics.outcomes.noise"]


def test_what_has_no_place_in_a_case_or_stands_in_its_own_metric_stays(small: Any) -> None:
    own = {"people.status": 0.1, "metrics": {"lines": {"noise": 0.123}}}
    there: Any = Company(small(settings=own, uncertain="posterior"), worlds=2).case
    assert there.people.status.constant == 0.1
    assert there.metrics["lines"].noise == 0.123
    assert there.metrics["lines"].padding.shape == (2, 1)


def test_an_uncertain_parameter_that_does_not_vary_is_the_parameter(small: Any, ran: Any, state: Any) -> None:
    values = may_be_uncertain(small(BUSY, LIVELY))
    plain, uncertain = (
        state(ran(small(BUSY, LIVELY | values, uncertain=what), worlds=2, measures=all_measures()))
        for what in ({}, values)
    )
    assert plain.keys() == uncertain.keys()
    assert all(plain[name].tobytes() == uncertain[name].tobytes() for name in plain)


def test_every_world_draws_its_own(small: Any) -> None:
    form = {"uniform": {"low": 0.1, "high": 0.2}}
    rates: Any = Company(small(uncertain={"behaviour.norm.rate": form}), worlds=200).case.behaviour.norm.rate
    assert rates.shape == (200, 1)
    assert len(np.unique(rates)) == 200
    assert 0.1 < rates.min() < 0.105
    assert 0.195 < rates.max() < 0.2


def test_one_more_uncertain_parameter_moves_no_other(small: Any) -> None:
    one = {"behaviour.norm.rate": {"uniform": {"low": 0.0, "high": 0.2}}}
    two = {"behaviour.belief.fade": {"uniform": {"low": 0.0, "high": 0.1}}} | one
    alone, beside = (Company(small(uncertain=uncertain), worlds=5).case.behaviour for uncertain in (one, two))
    assert np.array_equal(alone.norm.rate, beside.norm.rate)
    assert not np.isclose(5 * np.asarray(alone.norm.rate), 10 * np.asarray(beside.belief.fade)).any()


def test_a_list_of_values_is_dealt_out_by_world(small: Any) -> None:
    case = small(uncertain={"behaviour.norm.rate": {"values": [0.1, 0.2, 0.3]}})
    whole: Any = Company(case, worlds=5).case.behaviour.norm.rate
    assert whole[:, 0].tolist() == [0.1, 0.2, 0.3, 0.1, 0.2]
    assert np.array_equal(Company(case, first_world=2, worlds=3).case.behaviour.norm.rate, whole[2:])
