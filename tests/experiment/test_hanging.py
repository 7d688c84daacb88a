"""What a lead hangs on: the draws are the company's own, and only what clearly moves the lead is called clear."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.company.luck import Luck
from sim.company.uncertain import settle
from sim.experiment import Results
from sim.experiment.hanging import FEWEST, drawn, drivers, how_many_drawn
from sim.experiment.prior import made_uncertain, ranges
from sim.scenario import Case, posterior

WORLDS = 60
HONEST, PRIOR = "people.honest", "behaviour.belief.prior"
RANGES = {HONEST: {"uniform": {"low": 0.2, "high": 0.8}}, PRIOR: {"uniform": {"low": 0.1, "high": 0.5}}}
LUCK = np.sin(np.arange(WORLDS) * 12.9898)


@pytest.fixture
def uncertain(scenario: Path) -> Case:
    return sim.load(scenario, settings={"uncertain": RANGES})


@pytest.fixture
def results(made_up: Callable[..., Results], uncertain: Case) -> Results:
    """Results whose lead rises with one of the two parameters."""
    honest = drawn(made_up({}, worlds=WORLDS, case=uncertain, folder="draws"))[HONEST]
    values: dict[str, dict[str, Any]] = {
        "board": {"surplus": honest + 0.02 * LUCK},
        "no metric": {"surplus": 0.01 * LUCK},
    }
    return made_up(values, worlds=WORLDS, case=uncertain)


def test_the_draws_are_those_that_the_company_uses(results: Results) -> None:
    case = results.case
    settled = settle(case, Luck(case.seed, 0, WORLDS, 1))
    for path, values in drawn(results).items():
        inside: Any = reduce(getattr, path.split("."), settled)
        np.testing.assert_array_equal(values, inside[:, 0])


def test_worlds_that_are_missing_move_no_draw(results: Results) -> None:
    few = Results.open(results.folder)
    few.worlds = few.worlds[7:9]
    np.testing.assert_array_equal(drawn(few)[HONEST], drawn(results)[HONEST][7:9])


def test_the_parameter_that_moves_the_lead_comes_first_and_alone_is_clear(results: Results) -> None:
    first, second = drivers(results, "board", "no metric")
    assert first.path == HONEST
    assert first.clear
    assert first.correlation > 0.95
    assert first.low < first.correlation < first.high
    assert first.below.mean < first.above.mean
    assert first.below.worlds + first.above.worlds == WORLDS
    assert second.path == PRIOR
    assert not second.clear


def test_a_lead_that_falls_with_a_parameter_is_negative(results: Results) -> None:
    assert drivers(results, "no metric", "board")[0].correlation < -0.95


def test_few_worlds_a_lead_that_never_varies_and_no_draws_say_nothing(
    made_up: Callable[..., Results], uncertain: Case
) -> None:
    few = made_up({"board": {"surplus": LUCK[: FEWEST - 1]}}, worlds=FEWEST - 1, case=uncertain, folder="few")
    assert drivers(few, "board", "no metric") == ()
    same = made_up({}, worlds=WORLDS, case=uncertain, folder="same")
    assert drivers(same, "board", "no metric") == ()
    sure = made_up({"board": {"surplus": LUCK}}, worlds=WORLDS, folder="sure")
    assert drivers(sure, "board", "no metric") == ()


def test_chance_alone_is_seldom_called_clear(made_up: Callable[..., Results], scenario: Path) -> None:
    case = made_uncertain(sim.load(scenario))
    found = 0
    for seed in range(20):
        noise = np.random.default_rng(seed).normal(size=WORLDS)
        results = made_up({"board": {"surplus": noise}}, worlds=WORLDS, case=case, folder=f"chance {seed}")
        found += any(driver.clear for driver in drivers(results, "board", "no metric"))
    assert found <= 5  # 1 expected; above 5 once in ten thousand times


def test_a_setting_of_the_posterior_is_drawn_whole(made_up: Callable[..., Results], scenario: Path) -> None:
    case = sim.load(scenario, settings={"uncertain": "posterior"})
    assert made_uncertain(case) == case
    found = drawn(made_up({}, worlds=WORLDS, case=case))
    assert len(found) == how_many_drawn(case)
    whole = {tuple(values) for values in zip(*found.values(), strict=True)}
    assert whole <= {tuple(setting[path] for path in found) for setting in posterior.settings()}
    assert len(whole) > 10
    led = made_up({"board": {"surplus": found[HONEST]}}, worlds=WORLDS, case=case, folder="led")
    assert drivers(led, "board", "no metric")[0].path == HONEST


def test_nothing_is_said_of_a_posterior_that_is_no_longer_kept(made_up: Callable[..., Results], scenario: Path) -> None:
    results = made_up({}, worlds=WORLDS, case=sim.load(scenario, settings={"uncertain": "posterior"}))
    results.manifest["parameters"]["posterior"] = "another"
    assert drawn(results) == {}


def test_a_case_made_uncertain_is_a_case_that_can_be_read(scenario: Path) -> None:
    case = made_uncertain(sim.load(scenario, settings={"uncertain": {HONEST: {"uniform": {"low": 0.1, "high": 0.2}}}}))
    assert len(case.uncertain) > 60
    assert set(case.uncertain) <= set(ranges())
    assert case.uncertain[HONEST].uniform
    assert case.uncertain[HONEST].uniform.high == 0.2
    Case.model_validate(case.model_dump(exclude_unset=True) | {"uncertain": case.uncertain})
