"""Every name that a case does not have is named, all at once, with its place."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from sim.scenario import Case, ScenarioError, load
from sim.scenario.names import unknown_measures, unknown_names
from sim.scenario.reading import check
from sim.scenario.yaml12 import read_yaml

TEXT = """
title: names
baseline: nothin
company: {meter: tokns, employees: -1}
policies:
  nothing: []
  board:
    - {week: 3, metric: tokins, audience: company}
    - {week: 5, metric: {tokens: 1, outcom: 1}}
  empty:
    - {week: 3, target: {share: 0.5}}
facts:
  - {measure: surplus, policy: bord, over: nothng, week: 4, above: 0}
"""


def test_all_are_found_beside_other_mistakes() -> None:
    with pytest.raises(ScenarioError) as caught:
        check(Case, read_yaml(TEXT, "x.yaml"), also=unknown_names)
    said = [str(mistake) for mistake in caught.value.mistakes]
    for place, words in [
        ("x.yaml:3:11: baseline", "did you mean 'nothing'"),
        ("x.yaml:4:18: company.meter", "did you mean 'tokens'"),
        ("x.yaml:4:36: company.employees", "from 1 to"),
        ("policies.board[0].metric", "did you mean 'tokens'"),
        ("policies.board[1].metric", "did you mean 'outcomes'"),
        ("policies.empty[0].target", "never names a metric"),
        ("facts[0].policy", "did you mean 'board'"),
        ("facts[0].over", "did you mean 'nothing'"),
    ]:
        assert any(place in line and words in line for line in said), (place, said)


@pytest.mark.parametrize("data", [None, [], "text", {"policies": 3}, {"policies": {"a": [1, None]}, "facts": [3]}])
def test_what_is_of_another_kind_is_passed_over(data: object) -> None:
    assert list(unknown_names(data)) == []


def test_a_measure_that_there_is_not_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(TEXT, "utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file, measures=["surplus less", "validity"])
    said = [str(mistake) for mistake in caught.value.mistakes]
    words = "facts[0].measure: there is no measure called 'surplus'; did you mean 'surplus less'?"
    assert f"{file}:13:15: {words}" in said
    assert any("facts[0].policy" in line for line in said)


def test_measures_are_checked_only_where_they_are_handed_in(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    fact = "facts: [{measure: joy, policy: nothing, week: 4, above: 0}]"
    file.write_text(f"title: a\npolicies: {{nothing: []}}\n{fact}\n", "utf-8")
    assert load(file).facts[0].measure == "joy"
    assert load(file, measures=["joy"]).facts[0].measure == "joy"
    with pytest.raises(ScenarioError, match="there is no measure called 'joy'; known: 'surplus', 'validity'"):
        load(file, measures=["surplus", "validity"])


@pytest.mark.parametrize("data", [None, [], "text", {"facts": 3}, {"facts": [3, {"measure": 4}, {}]}])
def test_measures_of_another_kind_are_passed_over(data: object) -> None:
    assert list(unknown_measures(data, [])) == []


@pytest.mark.parametrize(
    ("trait", "words"),
    [
        ("cost_useful: {normal: {mean: 1.0, sd: 0.5}}", "lognormal stays above 0"),
        ("cost_useful: 0", "outside"),
        ("cost_unmeasured: .inf", "padding only"),
        ("skill: -1", "negative"),
        ("rework: {uniform: {low: 0.5, high: 1.5}}", "outside 0 to 1"),
    ],
)
def test_traits_stay_in_range(trait: str, words: str) -> None:
    text = f"title: a\npolicies: {{none: []}}\npeople:\n  {trait}\n"
    with pytest.raises(ScenarioError, match=words) as caught:
        check(Case, read_yaml(text, "x.yaml"), also=unknown_names)
    assert caught.value.mistakes[0].line == 4


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("behaviour: {choice: {options: []}}", "the menu is empty; name at least one of its entries"),
        ("behaviour: {choice: {options: [steps], steps: []}}", "the menu is empty"),
        ("behaviour: {choice: {options: [bset]}}", "did you mean 'best'"),
        ("behaviour: {choice: {steps: [0.1, -0.1]}}", r"choice\.steps\[1\]: found -0.1; expected a share"),
        ("behaviour: {habit: {relief: 1, up: 1}}", r"relief: found 1; expected .* below 1"),
        ("behaviour: {knowhow: {ease: 800}}", "ease: found 800; expected .* to 20"),
        ("metrics: {wild: {noise: 40}}", "noise: found 40; expected a log sd from 0 to 10"),
    ],
)
def test_settings_that_cannot_be_computed_with_are_told(line: str, words: str) -> None:
    text = f"title: a\npolicies: {{none: []}}\n{line}\n"
    with pytest.raises(ScenarioError, match=words) as caught:
        check(Case, read_yaml(text, "x.yaml"), also=unknown_names)
    assert caught.value.mistakes[0].line == 3


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ("{uniform: {low: -0.1, high: 0.5}}", "below 0"),
        ("{normal: {mean: 0.5, sd: 0.1}}", "below 0"),
        ("{lognormal: {mean: 0.5, log_sd: 0.1}}", "above 1"),
        ("1.5", "above 1"),
    ],
)
def test_uncertain_parameters_stay_in_range(drawn: str, words: str) -> None:
    data = yaml.safe_load(f"{{title: a, policies: {{none: []}}, uncertain: {{behaviour.norm.rate: {drawn}}}}}")
    with pytest.raises(ValueError, match=words):
        Case.model_validate(data)
    Case.model_validate(data | {"uncertain": {"behaviour.norm.rate": {"beta": {"mean": 0.2, "concentration": 3.0}}}})


@pytest.mark.parametrize("blank", ["", " ", r"\u2028", r"\u200b", r"\u00a0", r"\u3164", r"\u2800", r"\u0301"])
@pytest.mark.parametrize(("what", "line"), [("policies", 3), ("metrics", 2)])
def test_a_name_that_nobody_can_see_is_refused_where_it_stands(blank: str, what: str, line: int) -> None:
    names = {"policies": "a", "metrics": "b"} | {what: blank}
    text = f"""title: blank
metrics: {{ "{names["metrics"]}": {{}} }}
policies: {{"{names["policies"]}": []}}
"""
    with pytest.raises(ScenarioError) as caught:
        check(Case, read_yaml(text, "x.yaml"), also=unknown_names)
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.column) == (line, 12)
    assert "a name needs a character that can be seen; found" in mistake.message


def test_a_case_that_is_made_elsewhere_has_names_that_can_be_seen() -> None:
    with pytest.raises(ValidationError, match="a name needs a character"):
        Case(title="", policies={" ": ()})
    assert list(Case(title="", policies={"無": (), "1": (), "-": ()}).policies) == ["無", "1", "-"]
