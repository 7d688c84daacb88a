"""The verdict says what the numbers say, and that it cannot tell when they cannot."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.experiment import Results, Sentence, verdict
from sim.experiment.verdict import claim_caution

WORLDS = 100
LUCK = np.sin(np.arange(WORLDS) * 12.9898)
OTHER_LUCK = np.sin(np.arange(WORLDS) * 78.233)
Judge = Callable[..., tuple[Sentence, ...]]


@pytest.fixture
def judge(made_up: Callable[..., Results]) -> Judge:
    """Return the verdict on given surpluses; `board` is the main policy, and its other measures can be given."""

    def on(nothing: Any, board: Any, outcomes: Any, worlds: int = WORLDS, **main: Any) -> tuple[Sentence, ...]:
        surplus = {"no metric": nothing, "board": board, "outcomes": outcomes}
        values: dict[str, dict[str, Any]] = {policy: {"surplus": value} for policy, value in surplus.items()}
        values["board"] |= {name.replace("_", " "): value for name, value in main.items()}
        return verdict(made_up(values, worlds=worlds))

    return on


def test_a_clear_winner_is_named_with_how_sure(judge: Judge) -> None:
    winner = 0.2 + LUCK + np.where(np.arange(WORLDS) < 6, -0.3, 0.0)
    best, *_ = judge(LUCK, LUCK - 0.5, winner)
    assert best.text.startswith(
        "Over weeks 3 to 8, “outcomes” leaves most surplus: 18.2 % of a working week a person more than “no metric”"
    )
    assert "in 94 of 100 simulated companies." in best.text
    assert best.numbers["best"] == "outcomes"
    assert best.numbers["sure"]
    assert best.numbers["over_rival_same_sign"] == 94


def test_the_closest_is_named_when_it_is_not_the_baseline(judge: Judge) -> None:
    best, *_ = judge(LUCK, LUCK + 0.1 * OTHER_LUCK + 0.3, LUCK + 0.5)
    assert "more than “no metric”" in best.text
    assert "more than “board”" in best.text
    assert "which comes closest (95 % interval" in best.text


def test_when_no_policy_beats_the_baseline_it_says_so(judge: Judge) -> None:
    best, *_ = judge(LUCK, LUCK - 0.5, LUCK - 0.1 + 0.01 * OTHER_LUCK)
    assert best.text.startswith("Over weeks 3 to 8, no policy leaves more surplus than “no metric”")
    assert "more than “outcomes”" in best.text
    assert "in 100 of 100" in best.text


def test_it_cannot_tell_when_the_first_two_are_too_close(judge: Judge) -> None:
    best, *_ = judge(LUCK, OTHER_LUCK + 0.001, LUCK - 3)
    assert "we cannot tell" in best.text
    assert not best.numbers["sure"]
    assert best.numbers["over_rival_low"] < 0 < best.numbers["over_rival_high"]


def test_it_cannot_tell_when_a_third_is_too_close_though_the_second_is_not(judge: Judge) -> None:
    best, *_ = judge(LUCK - 0.01, OTHER_LUCK + OTHER_LUCK.mean() - 0.02 + LUCK.mean(), LUCK)
    assert best.numbers["best"] == "outcomes"
    assert best.numbers["rival"] == "board"
    assert "we cannot tell" in best.text


def test_two_that_are_too_close_may_both_beat_the_baseline(judge: Judge) -> None:
    best, *_ = judge(LUCK - 1, LUCK, LUCK + 0.1 * OTHER_LUCK)
    assert "we cannot tell" in best.text
    assert "more than “no metric” (95 % interval" in best.text


def test_it_cannot_tell_equal_policies_apart(judge: Judge) -> None:
    best, happened, _ = judge(LUCK, LUCK, LUCK)
    assert "we cannot tell which policy leaves most surplus: “no metric” and “board” leave the same in each of 100" in (
        best.text
    )
    assert "it is really no change (the same in each of 100 simulated companies). After" in happened.text


def test_it_cannot_tell_from_one_company(judge: Judge) -> None:
    best, happened, _ = judge([1.0], [2.0], [3.0], worlds=1, claimed_gain=1.5, real_value=0.5)
    assert "we cannot tell which policy leaves most surplus from one simulated company" in best.text
    assert "no interval" in happened.text


def test_what_happened_sets_the_claim_beside_the_truth(judge: Judge) -> None:
    _, happened, _ = judge(0, 0, 0, claimed_gain=0.16, real_value=0.01 + 0.001 * LUCK, padding_share=0.31)
    assert happened.text.startswith(
        "Over weeks 3 to 8, under “board” the dashboard claims that value rose since launch by 16 % (95 % interval 16 "
        "to 16) of a working week a person. Against “no metric”, in the same simulated companies, it is really a gain "
        "of 1.00 % of a working week a person (95 % interval"
    )
    assert happened.text.endswith("Of what is counted 31 % (95 % interval 31 to 31) is padding.")
    assert happened.numbers["claimed_gain_mean"] == pytest.approx(0.16)
    assert happened.numbers["real_gain_same_sign"] == 100


def test_what_happened_tells_what_is_left_after_effort_the_bill_and_replacing_leavers(judge: Judge) -> None:
    _, happened, _ = judge(LUCK, LUCK - 0.02 + 0.001 * OTHER_LUCK, 0, claimed_gain=0.16, real_value=0.01)
    after = "After effort, the bill and replacing leavers it is a loss of 2.00 % of a working week a person (95 % "
    assert after in happened.text
    assert happened.numbers["surplus_gain_mean"] == pytest.approx(-0.02, abs=0.001)
    assert happened.numbers["surplus_gain_same_sign"] == 100


def test_the_claim_is_the_dashboards_own_and_not_against_the_baseline(made_up: Callable[..., Results]) -> None:
    values = {"no metric": {"claimed gain": 0.5}, "board": {"claimed gain": 0.16, "claimed value": 9.0}}
    _, happened, _ = verdict(made_up(values, worlds=4))
    assert "claims that value rose since launch by 16 %" in happened.text


def test_the_last_sentence_says_what_the_intervals_leave_out(judge: Judge) -> None:
    *_, last = judge(LUCK, LUCK - 0.5, LUCK)
    assert last.about == "what it hangs on"
    assert "All share one set of assumed settings; how wrong the assumptions may be comes on top" in last.text


def test_the_interval_is_of_the_mean_and_single_companies_differ_more(judge: Judge) -> None:
    lead = np.linspace(0.05, 0.25, WORLDS)
    best, _, last = judge(LUCK, LUCK - 1.0, LUCK + lead)
    assert "95 % interval 13.8 to 16.2" in best.text
    assert "single companies differ more: the lead of “outcomes” over “no metric” is 7.0 to 23.0 % in" in last.text
    inside = (lead > last.numbers["companies_low"]) & (lead < last.numbers["companies_high"])
    assert inside.mean() == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("uncertain", "words", "drawn"),
    [
        ("posterior", "draws a whole set of 89 settings from the posterior, in which nearly all published facts", 89),
        ({"people.honest": 0.4}, "draws one of its settings anew, so", 1),
        ({"people.honest": 0.4, "behaviour.choice.omega": 0.9}, "draws 2 of its settings anew, so", 2),
    ],
)
def test_settings_that_were_drawn_are_told_and_from_where(
    uncertain: Any, words: str, drawn: int, made_up: Callable[..., Results], scenario: Path
) -> None:
    case = sim.load(scenario, settings={"uncertain": uncertain})
    *_, last = verdict(made_up({"board": {"surplus": LUCK}}, worlds=WORLDS, case=case))
    assert words in last.text
    assert "assumed settings" not in last.text
    assert last.numbers["drawn"] == drawn


def test_a_claim_says_how_far_off_it_may_be_and_that_it_goes_beyond_what_was_seen(
    made_up: Callable[..., Results],
) -> None:
    seen = np.array([0.1, 0.2, *[0.6] * 6])[:, None]
    claimed = {"claimed gain": 0.16, "claim uncertainty": 0.07, "metric": seen}
    far = made_up({"board": claimed}, worlds=4, folder="far")
    assert claim_caution(far, "board") == (
        "A single company's claim may be off by 7 % of a working week a person either way (95 %), because its slope is "
        "fitted to a few weeks before launch. The claim reads the fitted line at a metric 3.0 times as high as in any "
        "week from which it was learnt."
    )
    near = np.array([0.1, 0.2, *[0.25] * 6])[:, None]
    found = made_up({"board": {"claimed gain": 0.16, "metric": near}}, worlds=4, folder="near")
    assert claim_caution(found, "board") == ""
    assert verdict(found)[1].numbers["claim_beyond"] == pytest.approx(1.25)


def test_a_claim_of_less_is_called_a_fall(judge: Judge) -> None:
    _, happened, _ = judge(0, 0, 0, claimed_gain=-0.16 + 0.01 * LUCK)
    assert "the dashboard claims that value fell since launch by 16 % (95 % interval 16 to 16)" in happened.text


def test_nothing_is_written_as_less_than_nothing(judge: Judge) -> None:
    sentences = judge(0, -0.00001, -0.00002, claimed_gain=-0.00001, real_value=-0.00001)
    assert not any(re.search(r"[-−]0(\.0+)?\b(?!\.)", sentence.text) for sentence in sentences)


def test_one_week_is_called_a_week(made_up: Callable[..., Results], scenario: Path) -> None:
    case = sim.load(scenario, weeks=1)
    best, *_ = verdict(made_up({}, worlds=3, case=case))
    assert best.text.startswith("In week 1, ")


def test_what_a_policy_cost_before_it_was_taken_back_counts(made_up: Callable[..., Results]) -> None:
    harm_then_good = np.where(np.arange(8) < 6, -1.0, 0.1)[:, None] + 0.01 * LUCK
    surplus = {"no metric": 0.0, "board": harm_then_good, "outcomes": -1.0}
    given = {policy: {"surplus": value} for policy, value in surplus.items()}
    best, *_ = verdict(made_up(given, worlds=WORLDS))
    assert best.numbers["best"] == "no metric"


def test_a_loss_is_called_a_loss_with_its_interval_turned(judge: Judge) -> None:
    _, happened, _ = judge(0, 0, 0, claimed_gain=0.1, real_value=-0.2 + 0.05 * LUCK)
    assert "a loss of 19.9 % of a working week a person (95 % interval 19.2 to 20.6), in 100 of 100" in happened.text


def test_a_gain_that_may_be_none_is_not_called_one(judge: Judge) -> None:
    _, happened, _ = judge(0, 0, 0, claimed_gain=0.1, real_value=0.01 + LUCK)
    assert "Whether more was really done than under “no metric” we cannot tell: " in happened.text
    assert "a gain" not in happened.text
