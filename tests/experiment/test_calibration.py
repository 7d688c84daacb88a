"""The search: it finds, repeats itself, and believes no single trial."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from sim.experiment import FactResult
from sim.experiment.calibration import calibrated, posterior_ranges, posterior_settings, score
from sim.experiment.prior import Setting, draw_setting, ranges
from sim.experiment.searching import search, spread
from sim.experiment.trying import Size, try_settings
from sim.scenario import load, posterior

PLAUSIBLE = {"height": (0.0, 1.0), "width": (-2.0, 2.0)}
START = [{"height": n / 12, "width": -2.0 + n / 3} for n in range(12)]
FACT = FactResult("A1", "tiny", "", True, 0.5, 0.4, 0.6, 1.0, "informative", "", "calibrate")


class Hill:
    """Highest at (.7, .5); luck of the worlds on top. Notes the worlds that it was handed."""

    def __init__(self, luck: float = 0.0) -> None:
        self.luck, self.worlds = luck, list[int]()

    def __call__(self, settings: Sequence[Setting], first: int) -> list[float]:
        worlds = range(first, first + len(settings))
        self.worlds += worlds
        return [
            -abs(setting["height"] - 0.7) - abs(setting["width"] - 0.5) + self.luck * np.sin(1000.0 * world)
            for setting, world in zip(settings, worlds, strict=True)
        ]


def test_the_search_climbs() -> None:
    start = max(Hill()(START, 0))
    found = search(Hill(), PLAUSIBLE, START, generations=12, best=4, seed=3)
    assert found[0].score > start / 2
    assert found[0].setting["height"] == pytest.approx(0.7, abs=0.1)


def test_the_search_stays_inside_the_plausible_ranges() -> None:
    found = search(Hill(), {"height": (0.0, 0.3), "width": (-2.0, 2.0)}, START[:4], generations=8, best=1, seed=3)
    assert all(0.0 <= member.setting["height"] <= 0.3 for member in found)


def test_the_same_seed_searches_the_same_way_and_another_does_not() -> None:
    one, again, other = (search(Hill(), PLAUSIBLE, START, generations=3, best=4, seed=seed) for seed in (3, 3, 4))
    assert one == again
    assert one != other


def test_every_trial_is_in_worlds_of_its_own_and_the_best_are_tried_again() -> None:
    hill = Hill(luck=0.3)
    found = search(hill, PLAUSIBLE, START, generations=6, best=4, seed=3)
    assert hill.worlds == list(range(len(START) * 7))
    assert max(len(member.scores) for member in found) > 2
    assert found[0].score == np.mean(found[0].scores)


def near_the_top(settings: Sequence[Setting], first: int) -> list[int]:
    return [2 if abs(setting["height"] - 0.7) < 0.15 else 1 for setting in settings]


def test_wandering_frees_what_does_not_matter_and_holds_what_does() -> None:
    start = [{"height": 0.7, "width": 0.5}] * 200
    ends, taken = spread(near_the_top, 2, PLAUSIBLE, start, rounds=30, seed=3)
    height, width = (np.array([setting[path] for setting in ends]) for path in ("height", "width"))
    assert np.abs(height - 0.7).max() < 0.15
    assert np.std(height) == pytest.approx(0.15 / np.sqrt(3), rel=0.2)
    assert np.std(width) == pytest.approx(2 / np.sqrt(3), rel=0.2)
    assert 0.5 < taken < 1.0


def test_nobody_wanders_where_nothing_else_is_accepted() -> None:
    ends, taken = spread(near_the_top, 3, PLAUSIBLE, START, rounds=3, seed=3)
    assert (ends, taken) == (START, 0.0)


def test_the_score_rewards_facts_that_hold_and_facts_that_nearly_do() -> None:
    nearly = replace(FACT, value=0.65, share_of_worlds=0.0)
    far = replace(FACT, value=5.0, share_of_worlds=0.0)
    nowhere = replace(FACT, value=float("nan"), share_of_worlds=0.0)
    scores = [score([each]) for each in (FACT, nearly, far, nowhere)]
    assert scores[0] == 1.0
    assert scores[3] == 0.0
    assert scores == sorted(scores, reverse=True)
    assert score([FACT, nowhere]) == 0.5
    assert 0.0 < score([replace(nowhere, value=-0.1, low=0.0, high=float("inf"))]) < 0.5


def test_ranges_are_percentiles_over_settings() -> None:
    assert posterior_ranges([{"height": n / 10} for n in range(11)]) == {"height": (0.1, 0.5, 0.9)}


def test_the_posterior_is_inside_the_prior() -> None:
    assert posterior.KEPT.is_file()
    settings = posterior_settings()
    assert len(settings) > 10
    for setting in settings:
        assert setting.keys() == ranges().keys()
        assert all(low <= setting[path] <= high for path, (low, high) in ranges().items())


NUMBER = 18


@pytest.mark.slow
def test_accepted_settings_do_better_than_plausible_ones_in_worlds_that_neither_has_met() -> None:
    case = load("amazon_meshclaw")
    settings = posterior_settings()[:NUMBER] + [draw_setting(5_000 + number) for number in range(NUMBER)]
    found = try_settings(case, settings, Size(200, 4), 50_000, calibrated(case))
    accepted, any_ = np.array([score(of_setting) for of_setting in found]).reshape(2, NUMBER)
    error = np.sqrt((accepted.var(ddof=1) + any_.var(ddof=1)) / NUMBER)
    assert accepted.mean() - any_.mean() > 3.0 * error
