"""Regret that is told by others than those who chose: none where nothing differs, and all of it where it is large."""

from collections.abc import Iterator

import numpy as np
import pytest
from scipy.stats import binom

from sim.experiment.asking.regret import (
    may_be_least,
    mean_of_both,
    regret,
    share_between,
    share_of_both,
    worst_regret,
)
from sim.experiment.pairing import Floats, mean_of

SETTINGS, POLICIES, COMPANIES = 40, 5, 4


def drawn(times: int, *, common: float = 0.0, companies: int = COMPANIES) -> Iterator[Floats]:
    """Policies that are equal but for luck, of which a part is the same in all settings of a company."""
    for seed in range(times):
        luck = np.random.default_rng(seed)
        own = luck.normal(size=(SETTINGS, POLICIES, companies))
        yield own + common * luck.normal(size=(1, POLICIES, companies))


@pytest.mark.parametrize("common", [0.0, 1.0])
def test_where_nothing_differs_regret_is_nothing_and_its_interval_says_so(common: float) -> None:
    means, inside, worst, worst_inside = [], [], [], []
    for values in drawn(200, common=common):
        mean, at_worst = mean_of_both(regret(values)[:, 0]), mean_of(worst_regret(values)[:, 0])
        means.append(mean.mean)
        inside.append(mean.low <= 0 <= mean.high)
        worst.append(at_worst.mean)
        worst_inside.append(at_worst.low <= 0 <= at_worst.high)
    assert abs(np.mean(means)) < 0.05
    assert abs(np.mean(worst)) < 0.25
    assert np.mean(inside) > 0.88
    assert np.mean(worst_inside) > 0.88


def test_what_is_large_is_told_in_full_in_the_setting_where_it_is() -> None:
    values = next(drawn(1)) * 0.01
    values[7, 2] -= 3.0
    values[:, 1] += 0.5
    assert regret(values)[:, 0].mean() == pytest.approx(0.5, abs=0.01)
    assert regret(values)[:, 1].mean() == 0.0
    assert worst_regret(values).mean(axis=0) == pytest.approx([0.5, 0.0, 3.5, 0.5, 0.5], abs=0.05)


def test_companies_that_are_left_out_of_a_setting_are_left_out_of_its_regret() -> None:
    values = next(drawn(1)) * 0.01
    values[:, 1] += 0.5
    values[:, :, 0] = np.nan
    values[3] = np.nan
    values[4, :, 1::2] = np.nan
    found = regret(values)
    assert np.isnan(found[:, :, 0]).all()
    assert np.isnan(found[3:5]).all()
    assert np.nanmean(found[:, 0]) == pytest.approx(0.5, abs=0.01)
    assert np.isnan(worst_regret(values)[0]).all()
    assert np.isfinite(worst_regret(values)[1:]).all()


def test_who_may_be_least_is_told_by_pairs() -> None:
    luck = np.random.default_rng(1).normal(size=(20, 1))
    own = np.random.default_rng(2).normal(size=(20, 3)) * 0.1
    assert may_be_least(luck + own + np.array([0.0, 0.0, 0.5])) == [True, True, False]
    assert may_be_least(luck[:1] + own[:1] + np.array([0.0, 0.0, 0.5])) == [True, True, True]


@pytest.mark.parametrize(("common", "companies"), [(0.0, 4), (1.0, 4), (1.0, 16)])
def test_intervals_over_settings_and_companies_hold_the_luck_that_settings_share(common: float, companies: int) -> None:
    found = [mean_of_both(values[:, 0]) for values in drawn(300, common=common, companies=companies)]
    assert np.mean([low <= 0 <= high for _, low, high in found]) > 0.92
    shares = [share_of_both((values[:, 0] > 0).astype(float)) for values in drawn(300, common=common, companies=16)]
    assert np.mean([low <= 0.5 <= high for _, low, high in shares]) > 0.92


def test_a_single_company_or_setting_has_the_interval_of_the_other() -> None:
    values = np.random.default_rng(4).normal(size=30)
    assert mean_of_both(values[:, None]) == pytest.approx(mean_of(values))
    assert mean_of_both(values[None]) == pytest.approx(mean_of(values))
    assert np.isnan(mean_of_both(values[:1, None])[1:]).all()


def test_a_share_is_as_sure_as_its_settings_and_no_surer() -> None:
    ones = np.zeros((40, 8))
    ones[:10] = 1.0
    found = share_of_both(ones)
    assert (found.mean, *share_between(0.25, 40)) == pytest.approx(tuple(found))
    assert share_of_both(np.ones((40, 8)))[1:] == share_between(1.0, 40)
    assert np.isnan(share_of_both(np.full((3, 2), np.nan))).all()


def test_intervals_of_shares_hold_the_true_share_about_as_often_as_they_say() -> None:
    for true in (0.1, 0.5, 0.85):
        inside = [low <= true <= high for low, high in (share_between(k / 40, 40) for k in range(41))]
        assert 0.92 < binom.pmf(range(41), 40, true)[inside].sum() < 0.985
    assert share_between(1.0, 40)[0] > 0.9
    assert share_between(1.0, 40)[1] == 1.0
