"""How robust a policy is, on worlds made up so that shares and regrets can be told by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.experiment import ResultsError, Study, load_study, sweep
from sim.experiment.asking.plausible import study_of, under_settings, with_settings
from sim.experiment.asking.regret import mean_of_both
from sim.experiment.asking.robust import Need, better_of, robustness
from sim.experiment.calibration import posterior_settings
from sim.experiment.prior import draw_setting
from sim.scenario import Case, load
from sim.scenario.drawn import figures, lay
from sim.scenario.laying import Laid
from sim.scenario.people import People


def swept(**measures: Any) -> Any:
    """Each measure as (settings, policies, companies)."""
    cubes = {name.replace("_", " "): np.array(cube, dtype=float) for name, cube in measures.items()}
    return SimpleNamespace(cube=cubes.__getitem__)


@pytest.fixture
def four(study: Study) -> Study:
    """Three policies, four settings, two companies."""
    return study.with_points(study.points[:4]).with_worlds(2)


SURPLUS = [
    [[1.0, 1.0], [2.0, 2.0], [1.5, 1.5]],
    [[1.0, 1.0], [2.0, 0.0], [1.5, 1.5]],
    [[1.0, 1.0], [0.0, 0.0], [1.5, 1.5]],
    [[1.0, 1.0], [1.0, 1.0], [0.5, 1.5]],
]


def test_shares_of_plausible_worlds_and_regret_are_those_told_by_hand(four: Study) -> None:
    found = robustness(four, swept(surplus=SURPLUS))
    pairs = found.pairs.set_index(["policy", "against"])
    assert pairs.loc[("board", "no metric"), "share"] == (2 + 1 + 0 + 1) / 8
    assert pairs.loc[("no metric", "board"), "share"] == 1 - 4 / 8
    assert pairs.loc[("outcomes", "no metric"), "share"] == 7 / 8
    assert pairs.loc[("board", "no metric"), "difference"] == (1 + 0 - 1 + 0) / 4
    low, high = pairs.loc[("board", "no metric"), ["difference_low", "difference_high"]]
    exact = mean_of_both(np.array(SURPLUS)[:, 1] - np.array(SURPLUS)[:, 0])
    assert (low, high) == pytest.approx(exact[1:])
    policies = found.policies.set_index("policy")
    assert policies.loc["no metric", "regret"] == (1 - 0.25 + 0.5 - 0.25) / 4
    assert policies.loc["board", "regret"] == (0 - 0.25 + 1.5 - 0.25) / 4
    assert policies.loc["outcomes", "regret"] == (0.5 - 0.75 + 0 - 0.25) / 4
    assert policies["most_regret"].to_dict() == {"outcomes": 0.0, "no metric": 0.5, "board": 1.0}
    assert list(found.policies["policy"]) == ["outcomes", "no metric", "board"]
    assert policies["best"].to_dict() == pytest.approx(
        {"outcomes": 2 / 4 + 1 / 12, "no metric": 1 / 12, "board": 1 / 4 + 1 / 12}
    )
    for name in ("regret", "most_regret", "most_regret_high"):
        assert pairs.loc[("board", "outcomes"), name] == policies.loc["board", name]
    assert (found.settings, found.companies) == (4, 2)
    assert found.sentence.startswith("“outcomes” has the most surplus in 58 % (95 % interval")
    assert "it risks least: in its worst setting it falls 0 (95 % interval -6.35 to 6.35) short of the best" in (
        found.sentence
    )
    assert found.sentence.endswith("but so may “board”.")


def test_less_is_better_where_the_measure_says_so(four: Study) -> None:
    share = 1 - np.array(SURPLUS) / 2
    same = robustness(four, swept(padding_share=share), "padding share")
    assert same.better == "less"
    assert "has the least padding share" in same.sentence
    assert list(same.policies["policy"]) == ["outcomes", "no metric", "board"]
    with pytest.raises(ResultsError, match="neither more nor less of claimed value"):
        better_of("claimed value")


def test_needs_are_met_by_company_and_all_of_them(four: Study) -> None:
    cubes = swept(surplus=SURPLUS, padding_share=[[[0, 0], [0.2, 0.2], [0.1, 0.3]]] * 4)
    needs = [Need.parse("surplus >= 1"), Need.parse("padding share<=.2")]
    found = robustness(four, cubes, needs=needs).policies.set_index("policy")
    assert found["enough"].to_dict() == {"no metric": 1.0, "board": 5 / 8, "outcomes": 3 / 8}
    sentence = robustness(four, cubes, needs=needs).sentence
    assert "surplus at least 1 and padding share at most 0.2: most often under “no metric”, in 100 %" in sentence
    assert np.isnan(robustness(four, cubes).policies["enough"]).all()


def test_an_interval_counts_settings_and_not_companies(four: Study) -> None:
    """Each setting is one world through and through: more companies of it say nothing more."""
    surplus = np.array([[1.0, 2.0, 1.5], [1.0, 0.0, 1.5], [1.0, 1.5, 2.0], [1.0, 0.5, 0.0]])[:, :, None]
    few, many = (
        robustness(four.with_worlds(worlds), swept(surplus=np.repeat(surplus, worlds, axis=2))) for worlds in (2, 20)
    )
    for end in ("share", "low", "high", "difference_low", "regret_low"):
        assert few.pairs[end].tolist() == pytest.approx(many.pairs[end].tolist())
    assert (few.pairs["low"] <= few.pairs["share"]).all()
    assert (few.pairs["high"] >= few.pairs["share"]).all()


def test_a_need_about_what_a_policy_does_not_have_is_not_failed_by_it(four: Study) -> None:
    claimed = np.full((4, 3, 2), 0.1)
    claimed[:, 0] = np.nan
    claimed[2:, 1] = 0.5
    needs = [Need.parse("claimed gain <= 0.2")]
    found = robustness(four, swept(surplus=SURPLUS, claimed_gain=claimed), needs=needs)
    policies = found.policies.set_index("policy")
    assert np.isnan(policies.loc["no metric", "enough"])
    assert policies["enough_told"].to_dict() == {"no metric": 0.0, "board": 1.0, "outcomes": 1.0}
    assert policies["enough"].dropna().to_dict() == {"board": 0.5, "outcomes": 1.0}
    assert "most often under “outcomes”, in 100 %" in found.sentence
    assert found.sentence.endswith("; under “no metric” it is defined in none.")
    with pytest.raises(ResultsError, match=r"claimed gain at most 0\.2: this is defined in no company"):
        robustness(four, swept(surplus=SURPLUS, claimed_gain=claimed * np.nan), needs=needs)


def test_a_setting_in_which_one_company_has_no_value_still_counts(four: Study) -> None:
    """Nobody is left where the board is worst: without these settings it would look the best."""
    surplus = np.zeros((40, 3, 4))
    surplus[:15, 1], surplus[15:, 1] = 1.0, -5.0
    surplus[15:, 1, 3] = np.nan
    found = robustness(four.with_worlds(4), swept(surplus=surplus))
    policies = found.policies.set_index("policy")
    assert (found.settings, found.left_out_settings, found.left_out_companies) == (40, 0, 25)
    assert policies.loc["board", "best"] == 15 / 40
    assert policies.loc[["board", "no metric"], "most_regret"].tolist() == pytest.approx([5.0, 1.0])
    assert found.sentence.endswith("Left out: 25 companies of others without a value under every policy.")
    assert found.as_json()["left_out_companies"] == 25


def test_settings_without_any_company_are_left_out_and_counted(four: Study) -> None:
    cube = np.array(SURPLUS)
    cube[2, 1] = np.nan
    found = robustness(four, swept(surplus=cube))
    assert (found.settings, found.left_out_settings, found.left_out_companies) == (3, 1, 0)
    assert found.by_setting["point"].tolist() == [0, 1, 3]
    assert "Left out: 1 settings without a value" in found.sentence
    with pytest.raises(ResultsError, match="no setting has a company with a value of surplus"):
        robustness(four, swept(surplus=cube * np.nan))


def test_a_single_company_tells_no_regret(four: Study) -> None:
    found = robustness(four.with_worlds(1), swept(surplus=np.array(SURPLUS)[..., :1]))
    assert np.isnan(found.policies[["regret", "most_regret"]].to_numpy()).all()
    assert "what a wrong choice costs takes at least 2 companies in each setting" in found.sentence


@pytest.mark.parametrize("text", ["surplus > 1", "surplus >= much", ">= 1", "surplus >= .inf", "surplus >= nan"])
def test_needs_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ResultsError, match="a need is a measure, >= or <=, and a figure"):
        Need.parse(text)


def same(one: Case, other: Case) -> bool:
    parts = [(case.people.model_dump(), case.behaviour.model_dump()) for case in (one, other)]
    rows = [{name: case.all_metrics()[name].model_dump() for name in other.metrics} for case in (one, other)]
    return parts[0] == parts[1] and rows[0] == rows[1]


@pytest.mark.parametrize("name", ["amazon_meshclaw", "wells_fargo"])
def test_a_setting_laid_by_paths_is_the_setting(name: str) -> None:
    case = load(name)
    for setting in (posterior_settings()[3], draw_setting(7)):
        assert same(lay(case, setting), Laid(case).under(figures(case, setting)))


def test_a_study_is_run_at_plausible_settings_and_read_back(tmp_path: Any) -> None:
    small = load_study("small", worlds=2, employees=24, weeks=16)
    asked = under_settings(small, draws=2)
    assert "behaviour.norm.relief" in asked.names
    assert len(asked.points) == 2
    done = sweep(asked, out=tmp_path / "out")
    found = robustness(asked, done)
    assert set(found.pairs["share"]) <= {0.0, 0.25, 0.5, 0.75, 1.0}
    assert not done.failures
    assert done.points["behaviour.norm.relief"].tolist() == [
        each["behaviour.norm.relief"] for each in posterior_settings()[:2]
    ]
    assert len(under_settings(study_of(load("amazon_meshclaw"))).points) == len(posterior_settings())
    assert len(under_settings(small, "prior", 3).points) == 3
    with pytest.raises(ResultsError, match="the posterior has"):
        under_settings(small, draws=1000)


@pytest.mark.parametrize("value", [0.05, People().honest])
def test_what_is_set_is_known_and_the_same_under_every_setting(value: float) -> None:
    skill = {"lognormal": {"mean": 1.0, "log_sd": 0.2}}
    told = {"people.honest": value, "people.skill": skill, "behaviour.norm": {"relief": 0.9}}
    small = load_study("small", settings=told, worlds=2, employees=24, weeks=16)
    for asked in (under_settings(small, draws=3), under_settings(small, "prior", 3)):
        assert not {"people.honest", "people.skill.lognormal.log_sd", "behaviour.norm.relief"} & set(asked.names)
        assert "behaviour.norm.rate" in asked.names
        cases = [asked.case_at(point) for point in asked.points]
        assert [case.people.honest for case in cases] == [value] * 3
        assert [case.people.skill for case in cases] == [small.case.people.skill] * 3
        assert len({case.behaviour.norm.rate for case in cases}) == 3


def test_what_a_study_writes_itself_is_known_too(tmp_path: Any) -> None:
    (tmp_path / "own.yaml").write_text(
        "title: t\nscenario: amazon_meshclaw\nsettings: {people.honest: 0.05, behaviour.belief.prior: 0.4}\n"
        "vary: {company.team_size: [5, 9]}\nworlds: 2\n",
        encoding="utf-8",
    )
    asked = under_settings(load_study(tmp_path / "own.yaml"), draws=2)
    assert not {"people.honest", "behaviour.belief.prior"} & set(asked.names)
    assert asked.case_at(asked.points[1]).people.honest == 0.05


def test_where_everything_is_known_nothing_is_plausible() -> None:
    case = load("amazon_meshclaw", settings={"people.honest": 0.5})
    with pytest.raises(ResultsError, match="nothing is left that may well be otherwise"):
        with_settings(study_of(case), [{"people.honest": 0.1}])


def test_figures_that_have_no_place_in_a_case_are_left_out() -> None:
    case = load("amazon_meshclaw", settings={"people.skill": {"constant": 1.0}})
    laid = figures(case, draw_setting(7))
    assert "people.skill.lognormal.log_sd" not in laid
    assert same(lay(case, draw_setting(7)), Laid(case).under(laid))
