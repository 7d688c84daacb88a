"""The prior: ranges with their defaults inside, draws with an address, settings laid over any case."""

import numpy as np
import pytest

from sim.company import Company
from sim.experiment.kinds import kept, prior_share
from sim.experiment.prior import default_setting, draw_setting, prior, ranges
from sim.experiment.stacking import stack
from sim.experiment.trying import Size, scaled, try_settings
from sim.scenario import METRICS, Case, bundled, load
from sim.scenario.distribution import constant
from sim.scenario.drawn import lay

PADDING = "people.cost_padding.lognormal.mean"
REVERSED = "people.status.mixture[1].share"


def test_every_default_is_plausible() -> None:
    defaults = default_setting()
    assert defaults.keys() == ranges().keys() == prior().keys()
    assert {path for path, (low, high) in ranges().items() if not low <= defaults[path] <= high} == set()
    assert all(low < high for low, high in ranges().values())


def test_a_draw_has_an_address_and_lies_in_its_range() -> None:
    first, again, other = draw_setting(3), draw_setting(3), draw_setting(4)
    assert first == again
    assert all(first[path] != other[path] for path in first)
    assert all(low <= first[path] <= high for path, (low, high) in ranges().items())


def test_draws_spread_over_the_whole_range() -> None:
    drawn = np.array([draw_setting(number)["people.honest"] for number in range(40)])
    low, high = ranges()["people.honest"]
    assert (drawn.min() - low) / (high - low) < 0.15
    assert (high - drawn.max()) / (high - low) < 0.15


def test_the_industry_draws_what_the_prior_says() -> None:
    case = load("industry", employees=10)
    sayable = {path for path in ranges() if not path.startswith("metrics.") and "[" not in path}
    assert case.uncertain == {path: prior()[path] for path in sayable}
    settled = Company(case, first_world=5, worlds=2).case
    for world in (0, 1):
        drawn = draw_setting(5 + world, case.seed)
        assert settled.behaviour.belief.fade[world, 0] == drawn["behaviour.belief.fade"]  # type: ignore[index]
        lognormal = settled.people.cost_padding.lognormal
        assert lognormal is not None
        assert lognormal.mean[world, 0] == drawn[PADDING]  # type: ignore[index]


@pytest.mark.parametrize("name", bundled())
def test_the_defaults_laid_over_a_case_change_nothing(name: str) -> None:
    case = load(name)
    laid = lay(case, default_setting())
    assert (laid.people, laid.behaviour) == (case.people, case.behaviour)
    assert laid.all_metrics() == case.all_metrics()
    assert laid.name == name


def test_a_drawn_setting_can_be_laid_over_a_case_and_passes_its_checks() -> None:
    laid = lay(load("amazon_meshclaw"), draw_setting(1))
    assert Case.model_validate(laid.model_dump()).people == laid.people
    assert laid.people.status.mixture is not None
    assert sum(part.share for part in laid.people.status.mixture) == pytest.approx(1.0)
    assert laid.people.status.mixture[1].share == draw_setting(1)[REVERSED]


def test_a_drawn_figure_of_the_tokens_holds_for_rows_that_are_silent_on_it() -> None:
    nvidia = lay(load("nvidia_benchmark"), {"metrics.tokens.noise": 0.7, "metrics.tokens.padding": 7.0})
    rows = nvidia.all_metrics()
    assert rows["list-price tokens"].noise == rows["tokens"].noise == 0.7
    assert rows["prompts"].noise == METRICS["prompts"].noise
    wells = lay(load("wells_fargo"), {"metrics.tokens.padding": 7.0, "metrics.tokens.padding_spread": 0.5})
    assert wells.metrics["products"].padding == load("wells_fargo").metrics["products"].padding
    assert wells.metrics["products"].padding_spread == 0.5


def test_a_board_of_the_top_few_shrinks_with_the_company() -> None:
    meta = load("meta_claudeonomics")
    change = scaled(meta, meta.company.employees // 10).policies["as it happened"][0]
    assert change.audience is not None
    assert change.audience.top == 25


def test_settings_side_by_side_are_as_settings_alone() -> None:
    case = load("amazon_meshclaw", weeks=40)
    facts = [fact for fact in case.facts if fact.id in ("A1", "A2", "A5")]
    settings = [draw_setting(0), default_setting(), draw_setting(1)]
    together = try_settings(case, settings, Size(40, 2), 10, facts)
    alone = [try_settings(case, [setting], Size(40, 2), 10 + 2 * n, facts)[0] for n, setting in enumerate(settings)]
    assert together == alone
    assert len({found[2].value for found in together}) == 3


def test_only_figures_can_differ_side_by_side() -> None:
    case = load("amazon_meshclaw")
    other = lay(case, {"people.skill": constant(1.0)})
    with pytest.raises(ValueError, match="only figures can differ"):
        stack([case, other], 2)


@pytest.mark.slow
def test_a_robust_fact_passes_under_settings_that_were_not_tried() -> None:
    case, tried = load("amazon_meshclaw"), kept()["settings"]
    robust = [fact for fact in case.facts if (prior_share("amazon_meshclaw", fact.id) or 0.0) == 1.0]
    assert robust
    settings = [draw_setting(tried + number) for number in range(12)]
    found = try_settings(case, settings, Size(200, 4), 10_000, robust)
    passed = [fact.shown for of_setting in found for fact in of_setting]
    assert np.mean(passed) > 0.8
