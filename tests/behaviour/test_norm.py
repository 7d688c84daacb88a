"""The norm: how many are seen to pad, and what that does to scruples."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.norm import drift, relief, seen_share


def test_the_impression_follows_what_is_seen_at_a_constant_rate() -> None:
    norm = np.zeros(3)
    for _ in range(10):
        norm = drift(norm, np.array([0.0, 0.5, 1.0]), 0.1)
    np.testing.assert_allclose(norm, (1 - 0.9**10) * np.array([0.0, 0.5, 1.0]), rtol=1e-12)


def test_a_rate_of_1_sees_the_present_and_a_rate_of_0_keeps_the_past() -> None:
    norm, seen = np.array([0.3]), np.array([0.8])
    assert drift(norm, seen, 0.0) == norm
    assert drift(norm, seen, 1.0) == seen


def test_team_mates_and_ties_share_the_view() -> None:
    team, across = np.array([0.2]), np.array([0.6])
    assert seen_share(team, across, 0.0) == 0.2
    assert seen_share(team, across, 1.0) == 0.6
    np.testing.assert_allclose(seen_share(team, across, 0.25), 0.3)


def test_relief_lifts_scruples_in_proportion_to_the_norm() -> None:
    np.testing.assert_allclose(relief(np.array([0.0, 0.5, 1.0]), 0.6), [1.0, 0.7, 0.4])
    np.testing.assert_array_equal(relief(np.array([0.0, 0.5, 1.0]), 0.0), 1.0)


def test_a_person_sees_the_share_of_padders_among_the_others_of_the_team(small: Any, ran: Any) -> None:
    company = ran(small(settings={"company.ties": 0}), weeks=20)
    padders = company.people.padding > 0
    company.step()
    for seat in range(96):
        mates = [mate for mate in range(96) if mate // 8 == seat // 8 and mate != seat]
        assert company.seen_padding[0, seat] == pytest.approx(padders[0, mates].mean())
    assert 0 < company.seen_padding.mean() < 1


def test_a_person_sees_the_padders_among_those_known_in_other_teams(small: Any, ran: Any) -> None:
    company = ran(small(settings={"behaviour.norm.ties": 1.0}), weeks=20)
    padders = company.people.padding > 0
    company.step()
    knows = company.ties.known[0]
    for seat in np.flatnonzero(knows.any(axis=1)):
        known = company.ties.whom[0, seat][knows[seat]]
        assert company.teams.of_seat[seat] not in company.teams.of_seat[known]
        assert company.seen_padding[0, seat] == pytest.approx(padders[0, known].mean())
    assert 0 < company.seen_padding.mean() < 1


def test_a_person_who_knows_nobody_elsewhere_sees_the_team(small: Any, ran: Any) -> None:
    settings = {"behaviour.norm.ties": 0.5, "company.ties": 1, "company.employees": 40, "behaviour.idea.own": 0.2}
    company = ran(small(settings=settings), weeks=20)
    padders = (company.people.padding > 0).astype(float)
    company.step()
    lonely = ~company.ties.known.any(axis=-1)
    team = company.teams.others_mean(padders)
    assert lonely.any()
    assert team[lonely].any()
    np.testing.assert_allclose(company.seen_padding[lonely], team[lonely])


def test_without_a_rate_the_norm_never_moves(small: Any, ran: Any) -> None:
    settings = {"behaviour.norm.rate": 0.0, "behaviour.idea.own": 0.1}
    company = ran(small(settings=settings | {"company.quits_a_year": 0.0, "company.dismissed": 0.0}))
    assert company.people.padding.any()
    assert not company.people.norm.any()


def test_a_norm_that_acts_on_nothing_changes_nobody(small: Any, ran: Any, state: Any) -> None:
    inert = {"behaviour.norm.relief": 0.0, "behaviour.idea.seen": 0.0, "behaviour.turnover.disgust": 0.0}
    kept, moved = (
        state(ran(small(settings=inert | {"behaviour.idea.own": 0.1, "behaviour.norm.rate": rate})))
        for rate in (0.0, 0.5)
    )
    assert {name for name in kept if kept[name].tobytes() != moved[name].tobytes()} == {"norm"}


def test_without_weight_ties_change_nobody(small: Any, ran: Any, state: Any) -> None:
    """Colleagues elsewhere are where one sees what is normal and where one learns how it is done."""
    blind = {"behaviour.norm.ties": 0.0, "behaviour.knowhow.coaching": 0.0}
    none, some = (
        state(ran(small(settings=blind | {"behaviour.idea.own": 0.1, "company.ties": ties}))) for ties in (0, 3)
    )
    assert all(none[name].tobytes() == some[name].tobytes() for name in none)


def test_relief_by_the_norm_raises_padding(late: Any) -> None:
    low, high = (late("padding share", {"behaviour.norm.relief": share}) for share in (0.0, 1.0))
    assert (low < high).all()


def test_a_faster_norm_raises_padding(late: Any) -> None:
    low, high = (late("padding share", {"behaviour.norm.rate": rate}) for rate in (0.0, 0.5))
    assert (low < high).all()


def test_eyes_beyond_the_team_make_padding_less_a_matter_of_teams(late: Any) -> None:
    alike = {"behaviour.idea.own": 0.03, "behaviour.norm.rate": 0.5, "behaviour.belief.peers": 0.0}
    low, high = (late("clustering", alike | {"behaviour.norm.ties": weight}) for weight in (0.0, 1.0))
    assert high.mean() < low.mean() - 0.03
