"""Whoever reads the first page alone knows which policy to choose, how sure that is, and what it hangs on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.experiment import Results, run
from sim.experiment.choosing import choose
from sim.experiment.plausible import beside, run_beside
from sim.experiment.replacing import LINE
from sim.report.first_page import Answers, answers, names, ranking
from sim.report.hanging import hanging, meaning
from sim.report.story import Story
from tests.charts import made

WORLDS = 20
LUCK = np.sin(np.arange(WORLDS) * 12.9898)
POLICIES = (made.BASELINE, "board", "outcomes")


def judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, surplus: Sequence[Any], real: Sequence[Any] | None = None
) -> Answers:
    """Answers on given surpluses, and real values where they differ."""
    given = {"surplus": surplus, "real value": real or surplus, "money: replacing leavers": [0.0] * 3}
    results = made.results(tmp_path, POLICIES, worlds=WORLDS)

    def per_world(policy: str, measure: str, weeks: Any = None) -> Any:
        return np.broadcast_to(given[measure][POLICIES.index(policy)], WORLDS)

    monkeypatch.setattr(results, "per_world", per_world)
    return answers(results, [])


def test_a_clear_best_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = judged(tmp_path, monkeypatch, (LUCK, LUCK - 0.5, np.where(np.arange(WORLDS) < 2, LUCK - 0.1, LUCK + 0.5)))
    which = told.which[0]
    assert which.startswith(
        "“outcomes”: it leaves most surplus of the 3 policies. It means: from week 12 public board of"
    )
    assert which.endswith(
        "tokens; from week 52 Only the person and the manager see the number. Officially it does not count in reviews."
    )
    assert told.how_sure[0] == (
        "With the settings of the scenario: it comes first in 18 of 20 simulated companies; in the rest another does."
    )


def test_the_baseline_may_be_the_best(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = judged(tmp_path, monkeypatch, (LUCK, LUCK - 0.5, LUCK - 0.1))
    assert told.which == [
        "“no metric”, the baseline. None of the others leaves more surplus. It means: nothing is changed."
    ]


def test_those_that_cannot_be_told_apart_are_all_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = judged(tmp_path, monkeypatch, (LUCK, LUCK[::-1], LUCK - 9))
    assert told.which[0].startswith("We cannot tell. Any of these may leave most surplus: “")
    assert "“no metric”" in told.which[0]
    assert "“board”" in told.which[0]
    assert "The other one leaves less. Nothing shows that any policy is better than “no metric”." in told.which[0]
    assert "highest in the mean," in told.how_sure[0]


def test_another_yardstick_that_ranks_otherwise_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = judged(tmp_path, monkeypatch, (LUCK, LUCK - 0.5, LUCK - 0.1), (LUCK, LUCK - 0.5, LUCK + 0.1))
    assert told.hangs_on[0] == (
        "By real value alone, before effort and costs, another policy comes first, “outcomes” with 10.0 % of a working "
        "week a person more than “no metric” (95 % interval 10.0 to 10.0), in 20 of 20 simulated companies."
    )
    assert told.hangs_on[1].startswith(
        "Over the last 26 weeks alone, weeks 79 to 104, the same policy comes first, 10.0 %"
    )


def test_a_cost_that_would_turn_the_choice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = made.results(tmp_path, POLICIES, worlds=WORLDS)
    wage = results.case.company.wage
    values = {"surplus": (1.0, 0.5, 0.98), "real value": (1.0, 0.5, 0.9), LINE: (-0.02 * wage, -wage, -0.06 * wage)}

    def per_world(policy: str, measure: str, weeks: Any = None) -> Any:
        return np.full(WORLDS, values[measure][POLICIES.index(policy)])

    monkeypatch.setattr(results, "per_world", per_world)
    assert answers(results, []).hangs_on[0] == (
        "Replacing somebody who leaves is taken to cost 20 weeks of work; below about 10.0, “outcomes” would come "
        "first."
    )


@pytest.fixture(scope="module")
def with_others(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A small run with plausible companies beside it, in which a board may be taken down again."""
    board = {"week": 5, "metric": "tokens", "audience": "company", "review": {"actual": 0.8}}
    policies = {"none": [], "kept": [board], "down": [board, {"week": 20, "metric": None, "audience": "nobody"}]}
    settings = {
        "company.employees": 40,
        "weeks": 40,
        "worlds": 12,
        "policies": policies,
        "facts": [],
        "baseline": "none",
    }
    results = run(sim.load("amazon_meshclaw", settings=settings), out=tmp_path_factory.mktemp("run"))
    run_beside(results, companies=14)
    return results


def test_plausible_companies_say_whether_the_choice_holds_with_other_settings(with_others: Results) -> None:
    told = answers(with_others, []).how_sure
    best = choose(with_others).best
    found = beside(with_others)
    assert found is not None
    first_in = next(place.first_in for place in choose(found).places if place.policy == best)
    assert told[1].startswith(
        "With other settings: in 14 plausible companies, each with other settings that agree with most published "
        f"facts, “{best}” comes first in {first_in}"
    )
    gains = found.per_world("kept", "real value", (5, 40)) - found.per_world("none", "real value", (5, 40))
    way, number = ("more", (gains > 0).sum()) if gains.mean() > 0 else ("less", (gains < 0).sum())
    assert told[2].startswith(f"In {number} of them {way} is really done under “kept” than under “none”")


def test_the_settings_that_plausible_companies_draw_are_weighed(with_others: Results) -> None:
    section = Story(with_others).hanging
    assert section.sentences[0].startswith("Of the 89 settings drawn anew in each company, ")
    assert len(section.rows) == 10
    assert section.command


def test_who_has_begun_already_is_told_what_to_do(with_others: Results) -> None:
    told = answers(with_others, []).which[-1]
    assert told.startswith("With “kept” begun already, ")
    assert "over weeks 20 to 40" in told


def test_settings_that_nobody_varied_are_confessed_with_the_command_that_varies_them(results: Results) -> None:
    told = answers(results, []).hangs_on[-1]
    assert "these results cannot say how the answer changes with them" in told
    assert told.endswith("goodhart run amazon_meshclaw --uncertain --worlds 200")


def test_settings_that_were_drawn_are_weighed(simulated: Results) -> None:
    story = Story(simulated)
    assert story.answers.hangs_on[-1].startswith("Of the 1 settings drawn anew in each company, ")
    (row,) = story.hanging.rows
    assert row.path == "people.honest"
    assert not story.hanging.command


def test_one_company_tells_nothing(tmp_path: Path) -> None:
    told = answers(made.results(tmp_path, POLICIES, worlds=1), [])
    assert told.which == ["That cannot be told from one simulated company; run more of them with --worlds."]
    assert {rank.meaning for rank in ranking(made.results(tmp_path / "two", POLICIES, worlds=1))} == {"cannot tell"}


def test_one_policy_leaves_nothing_to_choose(tmp_path: Path) -> None:
    alone = made.results(tmp_path, [made.BASELINE], worlds=3)
    assert answers(alone, []).which == ["There is nothing to choose: only “no metric” was run."]
    assert Story(alone).ranking == []
    assert hanging(alone, None).sentences == ["There is no lead that could hang on anything: only one policy was run."]


def test_the_ranking_has_the_paired_differences_in_order(results: Results) -> None:
    found = ranking(results)
    weeks = results.since_first_change
    means = results.summary(weeks).query("measure == 'surplus'").set_index("policy")["mean"]
    assert [rank.policy for rank in found] == list(means.sort_values(ascending=False).index)
    rank = next(each for each in found if each.policy == "as it happened")
    row = results.compare("as it happened", measures=["surplus"], weeks=weeks).iloc[0]
    assert float(rank.change.replace("\N{MINUS SIGN}", "-")) == pytest.approx(100 * row["mean"], abs=0.06)
    assert rank.agree == "20 of 20"
    assert rank.low is not None
    assert rank.mean is not None
    assert rank.high is not None
    assert 0 <= rank.low < rank.mean < rank.high <= 100
    baseline = next(each for each in found if each.policy == made.BASELINE)
    assert (baseline.change, baseline.mean) == ("", None)
    assert sum(int(each.first.split()[0]) for each in found) == 20


def test_facts_that_chose_the_settings_are_told_from_those_that_did_not(results: Results) -> None:
    facts = Story(results).facts
    assert [fact.role for fact in facts] == ["untouched", "calibrate"]
    told = answers(results, facts).how_sure[1]
    assert told == (
        "Against the world: its settings were chosen in view of 1 reported facts, of which it shows 0: no test; of 1 "
        "kept aside as a test it shows 1."
    )


def test_many_names_are_counted() -> None:
    assert names(["a"]) == "“a”"
    assert names(["a", "b", "c"]) == "“a”, “b” and “c”"
    assert names(list("abcdefg")) == "“a”, “b”, “c”, “d” and 3 others"


def test_a_setting_is_named_for_people(results: Results) -> None:
    case = results.case
    assert meaning(case, "people.skill.lognormal.log_sd").startswith("people: skill (")
    assert meaning(case, "people.skill.lognormal.log_sd").endswith(", log sd)")
    assert meaning(case, "behaviour.turnover.pressure").startswith("turnover: pressure (")
    assert meaning(case, "metrics.tokens.active").startswith("tokens: active (")
    assert meaning(case, "metrics.nothing.active") == "metrics.nothing.active"
    assert meaning(case, "no.such.path") == "no.such.path"
