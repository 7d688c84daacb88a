"""Reviews: places, ratings, promotions, dismissals and what they tell the others."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import rankdata

from sim.behaviour.order import in_order
from sim.behaviour.review import best_and_worst, observed_value, places, rating, score, signal, variance_of_places


def test_places_are_average_ranks_from_0_to_1() -> None:
    values = np.random.default_rng(1).integers(0, 12, (5, 40)).astype(float)
    np.testing.assert_allclose(places(values), (rankdata(values, axis=1) - 1) / 39, rtol=1e-14)


def test_places_of_a_world_do_not_depend_on_its_neighbours() -> None:
    values = np.array([[1.0, 2.0, 3.0], [3.0, 3.0, 3.0], [3.0, 1.0, 2.0]])
    np.testing.assert_allclose(places(values), [[0.0, 0.5, 1.0], [0.5, 0.5, 0.5], [1.0, 0.0, 0.5]])


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(1).normal(size=(3, 1000)),
        1.0 + 1e-15 * np.random.default_rng(2).integers(-40, 40, (3, 1000)),
        np.random.default_rng(3).choice([-0.0, 0.0, 1e-320, -1e-320, np.inf, -np.inf, -2.0], (3, 200)),
        np.zeros((2, 70)),
    ],
    ids=["both signs", "alike but for their last bits", "zeros and infinities", "all alike"],
)
def test_places_are_those_of_the_exact_values(values: np.ndarray) -> None:
    np.testing.assert_allclose(places(values), (rankdata(values, axis=1) - 1) / (values.shape[1] - 1), rtol=1e-14)


@pytest.mark.parametrize("seats", [2, 3, 50])
def test_places_sum_to_half_the_number_of_people(seats: int) -> None:
    values = np.random.default_rng(1).integers(0, 4, (6, seats)).astype(float)
    np.testing.assert_allclose(places(values).sum(axis=1), seats / 2)


def test_alone_one_stands_in_the_middle() -> None:
    assert places(np.array([[7.0]])) == 0.5


@pytest.mark.parametrize("different", [1, 2, 30, 10**9])
@pytest.mark.parametrize("seats", [1, 2, 50])
def test_the_variance_of_places_is_known_from_how_many_tie(seats: int, different: int) -> None:
    values = np.random.default_rng(seats).integers(0, different, (6, seats)).astype(float)
    np.testing.assert_allclose(variance_of_places(in_order(values)), places(values).var(axis=1), rtol=1e-12, atol=1e-15)


def test_managers_who_see_exactly_see_value() -> None:
    value, error = np.random.default_rng(1).normal(size=(2, 3, 500))
    assert np.array_equal(observed_value(value, error, 0.0), value)
    blurred = observed_value(10 * value, error, 1.0)
    np.testing.assert_allclose((blurred - 10 * value).std(axis=1), (10 * value).std(axis=1), rtol=0.1)


def test_a_rating_is_the_managers_mixture() -> None:
    np.testing.assert_allclose(rating(np.array([0.2]), np.array([0.8]), np.array([0.25])), 0.35)


def test_the_best_and_the_worst_are_as_many_as_the_company_decides() -> None:
    ratings = np.random.default_rng(1).random((4, 200))
    best, worst = best_and_worst(ratings, 0.05, 0.02)
    assert (best.sum(axis=1) == 10).all()
    assert (worst.sum(axis=1) == 4).all()
    assert ratings[best].min() > ratings[worst].max()
    nobody = best_and_worst(ratings, 0.0, 0.0)
    assert not np.any(nobody)
    assert np.all(best_and_worst(ratings, 1.0, 1.0))


def test_those_rated_alike_are_treated_alike() -> None:
    """Three who share the first places of ten stand, each, at the middle of the three."""
    ratings = np.array([[0.9, 0.9, 0.9, 0.5, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1]])
    for share, number in ((0.1, 0), (0.14, 0), (0.16, 3), (0.3, 3)):
        best, worst = best_and_worst(ratings, share, share)
        assert best[0].tolist() == [True] * number + [False] * (10 - number)
        assert worst[0].tolist() == [False] * (10 - number) + [True] * number
    assert not np.any(best_and_worst(np.full((1, 50), 0.5), 0.2, 0.2))


def test_shares_of_promotion_and_dismissal_may_differ_by_world() -> None:
    ratings = np.random.default_rng(1).random((2, 100))
    best, worst = best_and_worst(ratings, np.array([[0.1], [0.3]]), np.array([[0.2], [0.05]]))
    assert (best.sum(axis=1).tolist(), worst.sum(axis=1).tolist()) == ([10, 30], [20, 5])


def test_what_is_scored_is_place_share_of_the_level_or_whether_it_was_met() -> None:
    metric, level = np.array([[-0.1, 0.2, 0.4, 0.8], [0.1, 0.1, 3.0, 1.0]]), np.array([[0.4], [1.0]])
    assert np.array_equal(score("percentile", metric, level), places(metric))
    np.testing.assert_allclose(score("quota", metric, level), [[0.0, 0.5, 1.0, 1.0], [0.1, 0.1, 1.0, 1.0]])
    assert score("target", metric, level).tolist() == [[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0]]


def test_a_promotion_speaks_to_the_others_of_the_team() -> None:
    among = np.random.default_rng(1)
    promoted, high = among.random((2, 1, 6)) < 0.5
    team = [(promoted & who).sum(axis=1, keepdims=True) for who in (high, ~high)]
    told = signal(promoted, high, team[0], team[1], 1.6)
    for seat in range(6):
        others = [mate for mate in range(6) if mate != seat and promoted[0, mate]]
        net = sum(1 if high[0, mate] else -1 for mate in others)
        assert told[0, seat] == pytest.approx(net * np.log(1.6))
    assert not signal(promoted, high, team[0], team[1], 1.0).any()


@pytest.mark.parametrize(("counted", "actual"), [("value", 0.0), ("metric", 1.0)])
def test_ratings_are_places_by_what_managers_go_by(counted: str, actual: float, small: Any, ran: Any) -> None:
    settings = {"behaviour.managers.view": 0.0, "behaviour.managers.spread": 1e9, "company.quits_a_year": 0.0}
    levers = [{"week": 1, "metric": "tokens", "review": {"actual": actual}}]
    company = ran(small(levers, settings | {"company.review_every": 20}), weeks=0, worlds=2)
    total = np.zeros((2, 96))
    for _ in range(20):
        company.step()
        total += getattr(company.people, counted)
    np.testing.assert_allclose(company.people.rating, (rankdata(total, axis=1) - 1) / 95, atol=1e-3)


@pytest.mark.parametrize(("target", "level"), [({"share": 0.8, "level": 0.3}, 0.3), (None, 0.046)])
def test_managers_may_score_by_the_target_or_by_what_counts_as_active(
    target: Any, level: float, small: Any, ran: Any
) -> None:
    settings = {"behaviour.managers.spread": 1e9, "company.quits_a_year": 0.0, "company.review_every": 20}
    for kind in ("quota", "target"):
        levers = [{"week": 1, "metric": "tokens", "target": target, "review": {"actual": 1.0, "score": kind}}]
        company = ran(small(levers, settings), weeks=0, worlds=2)
        total = np.zeros((2, 96))
        for _ in range(20):
            company.step()
            total += company.people.metric
        np.testing.assert_allclose(company.people.rating, score(kind, total / 20, np.full((2, 1), level)), atol=1e-3)
        assert len(np.unique(company.people.rating.round(2))) > 1


def test_shown_to_all_belief_is_what_managers_really_do(small: Any, ran: Any, board: Any) -> None:
    review = {"actual": 0.4, "stated": "not used", "shown": True}
    company = ran(small([board | {"review": review}], {"company.quits_a_year": 0.0}), weeks=8)
    use = company.managers_use()
    company.step()
    believed = 1 / (1 + np.exp(-company.people.belief))
    np.testing.assert_allclose(believed, np.repeat(np.clip(use, 1e-3, 1 - 1e-3), 8, axis=1), rtol=1e-9)
    assert (company.people.trust == 1.0).all()
    assert company.behind.any()


def test_shown_to_all_no_word_and_no_sign_moves_belief(small: Any, ran: Any, state: Any, board: Any) -> None:
    shown = {"actual": 0.4, "shown": True}
    deaf = {f"behaviour.belief.{sign}": 1.0 for sign in ("board", "asked", "looked", "denied", "affirmed", "promoted")}
    one = state(ran(small([board | {"review": shown | {"stated": "not used"}}], {"company.review_every": 6})))
    other = state(ran(small([board | {"review": shown | {"stated": "used"}}], deaf | {"company.review_every": 6})))
    differ = {name for name in one if one[name].tobytes() != other[name].tobytes()}
    assert not differ


def test_shown_managers_who_do_not_count_it_lower_belief(late: Any) -> None:
    hidden, shown = (
        late("belief", review={"actual": 0.0, "stated": "not used", "shown": show}) for show in (False, True)
    )
    assert (shown < hidden).all()


def test_reviews_come_when_they_are_due(small: Any, ran: Any) -> None:
    case = small(settings={"company.review_every": 7})
    assert not ran(case, weeks=6).people.rating.any()
    first, before_second = ran(case, weeks=7), ran(case, weeks=13)
    assert first.people.rating.any()
    assert np.array_equal(first.people.rating, before_second.people.rating)
    assert not np.array_equal(first.people.rating, ran(case, weeks=14).people.rating)


def test_the_worst_rated_must_go_and_nobody_else(small: Any, ran: Any) -> None:
    settings = {"company.quits_a_year": 0.0, "company.review_every": 10, "company.dismissed": 0.05}
    company = ran(small(settings=settings), weeks=10, worlds=2)
    assert not company.people.quit.any()
    assert (company.people.left.sum(axis=1) == 5).all()
    for rating_, left in zip(company.people.rating, company.people.left, strict=True):
        assert rating_[left].max() < rating_[~left].min()
    kept = ran(small(settings=settings | {"company.dismissed": 0.0}), worlds=2)
    assert not kept.people.generation.any()


def test_the_lower_half_is_passed_over(small: Any, ran: Any) -> None:
    settings = {"company.review_every": 10, "company.quits_a_year": 0.0, "company.dismissed": 0.0}
    people = ran(small(settings=settings), weeks=10).people
    assert np.array_equal(people.passed_over, people.rating < 0.5)
    assert people.passed_over.any()


def test_newcomers_are_rated_by_the_weeks_they_were_there(small: Any, ran: Any) -> None:
    settings = {"company.review_every": 20, "company.quits_a_year": 0.9, "behaviour.managers.view": 0.0}
    settings |= {f"behaviour.turnover.{why}": 0.0 for why in ("pressure", "disgust", "passed_over")}
    company = ran(small([], settings), "none", weeks=19, worlds=8)
    new = company.people.generation > 0
    company.step()
    assert new.sum() > 100
    assert company.people.rating[new].mean() == pytest.approx(0.5, abs=0.08)


def test_promotions_of_those_high_on_the_metric_raise_belief(late: Any) -> None:
    settings = {"company.review_every": 5, "company.promoted": 0.1}
    deaf, alert = (late("belief", settings | {"behaviour.belief.promoted": ratio}) for ratio in (1.0, 4.0))
    assert (deaf < alert).all()


def test_promotions_by_value_teach_less_than_promotions_by_the_metric(late: Any) -> None:
    settings = {"company.review_every": 5, "company.promoted": 0.1, "behaviour.belief.promoted": 4.0}
    settings |= {"behaviour.managers.cue": 0.0, "behaviour.managers.view": 0.0}
    by_value, by_metric = (late("belief", settings, review={"actual": actual}) for actual in (0.0, 1.0))
    assert (by_value < by_metric).all()


def test_a_career_that_hangs_on_the_number_raises_padding(late: Any) -> None:
    low, high = (late("padding share", {"behaviour.choice.career": worth}) for worth in (0.0, 0.5))
    assert (low < high).all()
