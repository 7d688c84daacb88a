"""Knock-outs: every mechanism by settings that exist, and facts that fall with the mechanism they need."""

from typing import Any

import numpy as np
import pytest

from sim.experiment.knockouts import (
    KNOCKOUTS,
    WATCHED,
    Found,
    Knockout,
    crosses,
    kept,
    try_knockouts,
    unidentified,
)
from sim.experiment.trying import Size
from sim.scenario import Case, Fact, bundled, load
from sim.scenario.drawn import lay


@pytest.mark.parametrize("knockout", KNOCKOUTS, ids=lambda knockout: knockout.mechanism)
def test_a_mechanism_is_removed_by_settings_that_a_case_can_have(knockout: Knockout) -> None:
    case = load("amazon_meshclaw")
    laid = lay(case, knockout.neutral)
    assert Case.model_validate(laid.model_dump()).behaviour == laid.behaviour
    paths = set(knockout.neutral) - {"behaviour.motive.crowding", "behaviour.knowhow.ease", "people.foresight"}
    assert not paths - {"behaviour.choice.risk_aversion"} or laid.model_dump() != case.model_dump()


def test_mechanisms_go_by_names_of_their_own() -> None:
    assert len({knockout.mechanism for knockout in KNOCKOUTS}) == len(KNOCKOUTS)


def test_what_is_kept_has_every_mechanism_and_only_facts_that_exist() -> None:
    found = kept()
    assert [each["mechanism"] for each in found["knockouts"]] == [each.mechanism for each in KNOCKOUTS]
    known = {fact.id for name in bundled() for fact in load(name).facts}
    assert set(found["inside"]) <= known
    for each in found["knockouts"]:
        assert set(each["fall"]) <= set(found["inside"])
        assert set(each["rise"]) <= known - set(found["inside"])


def test_a_mechanism_without_a_fact_is_named() -> None:
    found = {"knockouts": [{"mechanism": "habit", "fall": ["A14"]}, {"mechanism": "fear", "fall": []}]}
    assert unidentified(found) == ["fear"]


FACT = Fact(id="F", says="more", measure="prevalence", policy="board", weeks=(1, 2), above=0.0)


def said(values: Any, fact: Fact = FACT) -> Found:
    return Found(fact, np.asarray(values, float), 0.3)


@pytest.mark.parametrize(
    ("values", "without", "crossed"),
    [
        ([0.01, 0.02, 0.03, 0.02], [-0.01, -0.02, -0.03, -0.02], True),
        ([0.01, 0.02, 0.03, 0.02], [0.001, 0.002, 0.003, 0.002], False),
        ([0.10, -0.09, 0.08, -0.07], [-0.09, 0.10, -0.08, 0.03], False),
        ([0.30, 0.20, -0.30, -0.19], [0.27, 0.17, -0.33, -0.22], True),
        ([0.01, 0.02, 0.03, 0.02], [np.nan] * 4, True),
        ([-0.01, -0.02, -0.03, -0.02], [np.nan] * 4, False),
    ],
)
def test_a_fact_crosses_where_the_same_companies_change_beyond_error_and_the_mean_leaves_or_enters_the_band(
    values: list[float], without: list[float], crossed: bool
) -> None:
    assert crosses(said(values), said(without)) == crossed
    assert crosses(said(without), said(values)) == crossed


def test_both_ends_of_a_band_belong_to_it() -> None:
    band = Fact(id="F", says="some", measure="prevalence", policy="board", weeks=(1, 2), between=(0.1, 0.2))
    assert [said([mean, mean], band).inside for mean in (0.09, 0.1, 0.2, 0.21)] == [False, True, True, False]


def test_without_status_nothing_is_left_of_taking_root() -> None:
    status = next(each for each in KNOCKOUTS if each.mechanism == "status")
    tried = try_knockouts([status], ["amazon_meshclaw"], small=Size(100, 2))
    assert tried["watched"]["fact"] == WATCHED
    (without,) = tried["knockouts"]
    assert without["watched"][0] == pytest.approx(-tried["watched"]["value"][0], abs=2e-5)


@pytest.mark.slow
def test_nobody_pads_where_padding_never_comes_to_mind() -> None:
    never = Knockout("ideas", {"behaviour.idea.own": 0.0, "behaviour.idea.seen": 0.0})
    found = try_knockouts([never], ["microsoft_memo"], small=Size(200, 6))
    assert "S4" in found["inside"]
    assert "S4" in found["knockouts"][0]["fall"]
