"""The page of facts: what is kept, and nothing that fails passed over in silence."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sim.experiment import calibration, evaluate, kinds, knockouts
from sim.report import facts
from sim.report.facts import CHECKED, PAGE, facts_page
from sim.report.story import Story
from sim.report.why_not import WHY_NOT
from sim.scenario import bundled, load
from tests.charts import made

RENEW = "python -m sim.report.facts > docs/facts.md"
FOUND = json.loads(CHECKED.read_text("utf-8"))


def test_the_page_is_what_is_kept() -> None:
    assert PAGE.read_text("utf-8") == facts_page(), f"the page of facts is out of date; renew it with: {RENEW}"


def test_every_fact_stands_on_the_page() -> None:
    page = facts_page()
    for name in bundled():
        for fact in load(name).facts:
            assert f"| {fact.id} |" in page or f"**{fact.id}**" in page


def test_a_fact_that_fails_is_named_and_explained() -> None:
    page = facts_page()
    for fact in FOUND:
        if not fact["shown"]:
            assert f"- **{fact['id']}** " in page
            assert fact["id"] in WHY_NOT


def test_what_was_checked_is_told_in_the_words_of_the_scenario_files() -> None:
    stated = {fact.id: fact for name in bundled() for fact in load(name).facts}
    for fact in FOUND:
        assert (fact["fact"], fact["source"]) == (stated[fact["id"]].says, stated[fact["id"]].source)


def test_the_page_and_what_a_run_says_agree_on_every_kind(tmp_path: Path) -> None:
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    on_page = {row[0].removeprefix("| "): row[7] for row in rows if len(row) == 10}
    case = load("amazon_meshclaw")
    results = made.results(tmp_path / "results", tuple(case.policies), worlds=2)
    results.case = case
    found = [evaluate(fact, results) for fact in case.facts if fact.measure in results.measures]
    assert {fact.kind for fact in found} == {"informative", "robust"}
    assert {fact.id: fact.kind for fact in found} == {fact.id: on_page[fact.id] for fact in found}
    assert [fact.kind for fact in Story(results).facts] == [fact.kind for fact in found]


def test_a_source_is_named_or_said_to_be_wanting() -> None:
    for name in bundled():
        case = load(name)
        assert case.sources
        assert all(fact.source for fact in case.facts)
        assert not [told for told in (*case.sources, *(fact.source for fact in case.facts)) if "Press reports" in told]


def test_kinds_and_pass_rates_are_those_of_the_prior() -> None:
    for fact in FOUND:
        assert fact["prior_share"] == kinds.prior_share(fact["case"], fact["id"])
        if fact["kind"] != "consequence" and fact["prior_share"] is not None:
            assert (fact["kind"] == "robust") == (fact["prior_share"] >= kinds.ROBUST)


def test_every_figure_and_every_mechanism_stands_on_the_page() -> None:
    page = facts_page()
    assert all(f"| {path} |" in page for path in calibration.posterior_settings()[0])
    assert all(f"| {each.mechanism} |" in page for each in knockouts.KNOCKOUTS)
    assert all(mechanism in page for mechanism in knockouts.unidentified(knockouts.kept()))


def test_one_command_tries_everything_again_and_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = CHECKED.read_bytes()
    done: list[list[str]] = []

    def run(words: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        done.append(words[2:])
        return subprocess.CompletedProcess(words, 0, stdout=found)

    monkeypatch.setattr(subprocess, "run", run)
    for name in ("PAGE", "CHECKED"):
        monkeypatch.setattr(facts, name, tmp_path / name)
    facts.renew()
    assert done == [["sim.experiment.passing"], ["sim.experiment.knockouts"], ["sim", "check", "facts", "--json"]]
    assert (tmp_path / "CHECKED").read_bytes() == found
    assert (tmp_path / "PAGE").read_text("utf-8") == PAGE.read_text("utf-8")
