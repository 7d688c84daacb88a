"""Padding must first be thought of."""

from typing import Any

import numpy as np

from sim.behaviour.idea import hazard


def test_the_chance_grows_with_what_is_seen() -> None:
    np.testing.assert_allclose(hazard(np.array([0.0, 0.5, 1.0]), 0.01, 0.4), [0.01, 0.21, 0.41])


def test_nobody_pads_without_the_idea(small: Any, ran: Any) -> None:
    company = ran(small(settings={"behaviour.idea.own": 0.0, "behaviour.idea.seen": 0.9}), worlds=3)
    assert not company.people.idea.any()
    assert not company.people.last_padded.any()


def test_nobody_hits_upon_padding_before_there_is_something_to_pad(small: Any, ran: Any) -> None:
    settings = {"behaviour.idea.own": 1.0, "behaviour.noticing.rate": 1.0, "company.quits_a_year": 0.0}
    assert not ran(small(settings=settings), weeks=4).people.idea.any()
    assert ran(small(settings=settings), weeks=5).people.idea.all()


def test_only_those_who_took_notice_hit_upon_padding(small: Any, ran: Any) -> None:
    settings = {"behaviour.idea.own": 1.0, "behaviour.noticing.rate": 0.2, "company.quits_a_year": 0.0}
    people = ran(small(settings=settings), weeks=6).people
    assert (people.idea == people.aware).all()
    assert 0 < people.aware.mean() < 1


def test_ideas_of_ones_own_raise_padding(late: Any) -> None:
    low, high = (late("padding share", {"behaviour.idea.own": own}) for own in (0.02, 0.2))
    assert (low < high).all()


def test_ideas_taken_from_others_raise_padding(late: Any) -> None:
    low, high = (late("padding share", {"behaviour.idea.seen": seen}) for seen in (0.0, 0.9))
    assert (low < high).all()
