"""Knock-outs: every mechanism by settings that exist, and facts that fall with the mechanism they need."""

import pytest

from sim.experiment.knockouts import KNOCKOUTS, Knockout, kept, try_knockouts, unidentified
from sim.experiment.trying import Size
from sim.scenario import Case, bundled, load
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
    assert set(found["shown"]) <= known
    for each in found["knockouts"]:
        assert set(each["fall"]) <= set(found["shown"])
        assert set(each["rise"]) <= known - set(found["shown"])


def test_a_mechanism_without_a_fact_is_named() -> None:
    found = {"knockouts": [{"mechanism": "habit", "fall": ["A14"]}, {"mechanism": "fear", "fall": []}]}
    assert unidentified(found) == ["fear"]


@pytest.mark.slow
def test_nobody_pads_where_padding_never_comes_to_mind() -> None:
    never = Knockout("ideas", {"behaviour.idea.own": 0.0, "behaviour.idea.seen": 0.0})
    found = try_knockouts([never], ["microsoft_memo"], small=Size(200, 6))
    assert "S4" in found["shown"]
    assert "S4" in found["knockouts"][0]["fall"]
