"""Belief that the metric counts: log-odds that add up, trust in the official word."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.belief import believe, listen_to_peers, log_odds, probability, trust
from sim.company import Decision, Luck

SILENT = {f"behaviour.belief.{sign}": 1.0 for sign in ("board", "asked", "looked", "denied", "affirmed", "promoted")}
"""Signs that say nothing."""


def test_log_odds_and_probability_undo_each_other() -> None:
    chance = np.array([0.001, 0.3, 0.5, 0.999])
    np.testing.assert_allclose(probability(log_odds(chance)), chance, rtol=1e-12)
    assert log_odds(0.5) == 0.0
    np.testing.assert_allclose(log_odds(0.8), np.log(4.0))


def test_log_odds_of_events_add_up_where_nothing_fades() -> None:
    prior = log_odds(np.array([0.38]))
    belief = prior
    ratios = [4.2, 0.93, 0.93, 1.6, 4.2]
    for ratio in ratios:
        belief = believe(belief, prior, 0.0, 5.0, np.log(ratio))
    np.testing.assert_allclose(belief, prior + np.log(np.prod(ratios)))


@pytest.mark.parametrize("ratio", [0.5, 1.5, 6.0])
@pytest.mark.parametrize("fade", [0.03, 0.5, 1.0])
def test_a_standing_fact_never_adds_more_than_its_log_ratio(ratio: float, fade: float) -> None:
    prior = log_odds(np.array([0.38]))
    belief, total = prior, np.log(ratio)
    moved = []
    for _ in range(1000):
        belief = believe(belief, prior, fade, total, 0.0)
        moved.append(abs(float(belief[0] - prior[0])))
    assert max(moved) <= abs(total) * (1 + 1e-12)
    assert moved == sorted(moved)
    np.testing.assert_allclose(belief, prior + total)


def test_an_event_is_forgotten_at_the_rate_of_fading() -> None:
    prior = np.zeros(1)
    belief = believe(prior, prior, 0.1, 0.0, 2.0)
    for _ in range(5):
        belief = believe(belief, prior, 0.1, 0.0, 0.0)
    np.testing.assert_allclose(belief, 2.0 * 0.9**5)


def test_listening_to_peers_keeps_the_mean_and_draws_together() -> None:
    belief = np.array([-1.0, 0.0, 4.0])
    heard = listen_to_peers(belief, 0.25 * belief.mean(), 0.25)
    np.testing.assert_allclose(heard, 1.0 + 0.75 * (belief - 1.0))
    assert np.array_equal(listen_to_peers(belief, 0.0 * belief.mean(), 0.0), belief)


def test_trust_is_lost_by_clear_words_that_are_contradicted_and_comes_back_slowly() -> None:
    whole, broken, kept = np.ones(1), np.array([0]), np.empty(0, np.int64)
    np.testing.assert_allclose(trust(whole, broken, 0.25, 0.6, 0.02), 0.85)
    assert trust(whole, broken, 0.25, 0.0, 0.02) == 1.0
    assert trust(whole, broken, 0.0, 1.0, 0.02) == 1.0
    np.testing.assert_allclose(trust(np.array([0.5]), kept, 0.25, 0.6, 0.02), 0.51)
    assert trust(whole, kept, 0.25, 0.6, 0.02) == 1.0


def test_signs_that_say_nothing_leave_belief_at_its_prior(small: Any, ran: Any) -> None:
    settings = SILENT | {"behaviour.belief.peers": 0.0, "company.review_every": 6}
    people = ran(small(settings=settings), worlds=2).people
    assert np.array_equal(people.belief, people.prior)
    assert (people.trust < 1).any()


@pytest.mark.parametrize("stated", ["not used", "used", "silent"])
def test_a_week_moves_belief_by_what_stands_what_happened_and_what_peers_think(
    stated: str, small: Any, ran: Any, board: Any
) -> None:
    settings = {"behaviour.noticing.rate": 0.1, "behaviour.managers.cue": 0.6, "company.quits_a_year": 0.0}
    case = small([board | {"review": {"actual": 0.4, "stated": stated, "clarity": 0.7}}], settings)
    company = ran(case, weeks=9)
    people, word = company.people, case.behaviour.belief
    before, trusted, use = people.belief.copy(), people.trust.copy(), company.managers_use().repeat(8, axis=1)
    company.step()
    draw = Luck(case.seed, 0, 1, 96).uniform(Decision.CUE, 10)
    asked, looked = draw < 0.6 * use, (draw >= 0.6 * use) & (draw < 0.6)
    stands = np.where(people.aware, np.log(word.board), 0.0)
    stands += {"not used": 0.7 * trusted * np.log(word.denied), "used": 0.7 * np.log(word.affirmed), "silent": 0}[
        stated
    ]
    heard = asked * np.log(word.asked) + looked * np.log(word.looked)
    alone = (1 - word.fade) * before + word.fade * (people.prior + stands) + heard
    team = alone.reshape(12, 8).mean(axis=1).repeat(8)
    np.testing.assert_allclose(people.belief, (1 - word.peers) * alone + word.peers * team)
    lost = asked * (stated == "not used")
    kept = np.where(lost, trusted * (1 - 0.7 * word.trust_lost), trusted + word.trust_regained * (1 - trusted))
    np.testing.assert_allclose(people.trust, kept)
    assert asked.any()
    assert looked.any()
    assert 0 < people.aware.mean() < 1


def test_without_fear_everybody_begins_at_the_prior(small: Any, ran: Any) -> None:
    bold, afraid = (
        ran(small(settings={"behaviour.belief.prior": 0.4, "behaviour.belief.fear": fear}), weeks=0).people
        for fear in (0.0, 2.0)
    )
    np.testing.assert_allclose(probability(bold.belief), 0.4)
    np.testing.assert_allclose(afraid.belief, log_odds(0.4) + 2.0 * (afraid.fear - 0.5))


def test_before_anything_is_counted_belief_stays_at_its_prior(small: Any, ran: Any) -> None:
    people = ran(small(), "none").people
    np.testing.assert_allclose(people.belief, people.prior, rtol=1e-12)


def test_a_word_that_nobody_hears_changes_no_byte(small: Any, ran: Any, state: Any, board: Any) -> None:
    silent, unheard, heard = (
        state(ran(small([board | {"review": {"actual": 0.4} | word}])))
        for word in ({}, {"stated": "not used", "clarity": 0.0}, {"stated": "not used", "clarity": 0.5})
    )
    assert all(silent[name].tobytes() == unheard[name].tobytes() for name in silent)
    assert silent["belief"].tobytes() != heard["belief"].tobytes()


def test_a_denial_lowers_belief_and_an_affirmation_raises_it(late: Any) -> None:
    denied, silent, affirmed = (
        late("belief", review={"actual": 0.4, "stated": word, "clarity": 1.0})
        for word in ("not used", "silent", "used")
    )
    assert (denied < silent).all()
    assert (silent < affirmed).all()


def test_a_denial_lowers_belief_less_once_trust_is_lost(late: Any) -> None:
    trusting, betrayed = (late("belief", {"behaviour.belief.trust_lost": lost}) for lost in (0.0, 0.8))
    assert (trusting < betrayed).all()
    forgiving, unforgiving = (late("belief", {"behaviour.belief.trust_regained": back}) for back in (1.0, 0.0))
    assert (forgiving < unforgiving).all()


def test_trust_is_lost_only_by_those_who_were_asked_against_the_word(small: Any, ran: Any, board: Any) -> None:
    case = small([board | {"review": {"actual": 1.0}}])
    assert (ran(case).people.trust == 1).all()
    assert (ran(small([board | {"review": {"actual": 0.0, "stated": "not used"}}])).people.trust == 1).all()
    assert (ran(small([board | {"review": {"actual": 1.0, "stated": "not used"}}])).people.trust < 1).any()


@pytest.mark.parametrize("sign", ["board", "asked", "looked", "promoted"])
def test_a_stronger_sign_raises_belief(sign: str, late: Any) -> None:
    settings = {"company.review_every": 5, "company.promoted": 0.1}
    low, high = (late("belief", settings | {f"behaviour.belief.{sign}": ratio}) for ratio in (0.9, 3.0))
    assert (low < high).all()


def test_the_fearful_believe_it_more_by_the_same_log_odds_all_along(small: Any, ran: Any) -> None:
    settings = {"behaviour.belief.peers": 0.0, "behaviour.managers.passes_on": 0.0, "company.review_every": 100}
    settings |= {"company.quits_a_year": 0.0}
    bold, afraid = (ran(small(settings=settings | {"behaviour.belief.fear": fear})).people for fear in (0.0, 2.0))
    assert not np.allclose(bold.belief, bold.prior)
    np.testing.assert_allclose(afraid.belief - bold.belief, 2.0 * (bold.fear - 0.5))


def test_peers_draw_beliefs_of_a_team_together(small: Any, ran: Any) -> None:
    spread = {}
    for peers in (0.0, 0.3):
        people = ran(small(settings={"behaviour.belief.peers": peers})).people
        spread[peers] = people.belief.reshape(12, 8).std(axis=1).mean()
    assert spread[0.3] < 0.5 * spread[0.0]


def test_belief_in_the_number_raises_padding(late: Any) -> None:
    doubting, sure = (late("padding share", SILENT | {"behaviour.belief.prior": prior}) for prior in (0.05, 0.95))
    assert (doubting < sure).all()
