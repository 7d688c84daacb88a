"""The documentation says what the code does."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.behaviour.incidents import BY_HAND, REVIEWED
from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.motive import BY_AUDITS
from sim.behaviour.standing import GRID, AmongAll, AmongMates, publish
from sim.behaviour.work import LEAST
from sim.cli.app import app
from sim.company import Company, week
from sim.company.company import PARALLEL
from sim.company.dashboard import LOOKED_BACK
from sim.company.teams import NEIGHBOURHOOD
from sim.experiment import load_study
from sim.report import glossary
from sim.report.reference import reference
from sim.scenario import Case, Fact, Levers, load
from sim.scenario.levers import levers_in
from sim.scenario.reading import parse_setting
from sim.scenario.study import Design, StudyFile, Varied

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {page.name: page.read_text("utf-8") for page in sorted(DOCS.glob("*.md"))}
WRITTEN = {name: text for name, text in PAGES.items() if name not in ("reference.md", "glossary.md")}
RENEW = "python -m sim.report.reference > docs/reference.md"


def rows(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Path, range, default and source of every parameter in the reference."""
    for line in text.partition("### Bundled metrics")[0].splitlines():
        cells = line.strip("| ").split(" | ")
        if len(cells) == 6 and cells[0].startswith("`"):
            yield cells[0].strip("`"), cells[2], cells[3], cells[5]


PARAMETERS = {path.removeprefix("behaviour."): (default, source) for path, _, default, source in rows(reference())}
LEVERS = list(Levers.model_fields)


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def code(text: str) -> set[str]:
    """What stands in single backquotes."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def blocks(language: str, text: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_reference_is_what_the_definitions_say() -> None:
    assert PAGES["reference.md"] == reference(), f"the reference page is out of date; renew it with: {RENEW}"


def test_the_glossary_is_what_the_definitions_say() -> None:
    renew = "python -m sim.report.glossary > docs/glossary.md"
    assert PAGES["glossary.md"] == glossary.page(), f"the glossary is out of date; renew it with: {renew}"


def test_the_reference_has_every_parameter_of_a_case() -> None:
    assert {"choice.redo", "people.skill", "company.wage", "audit.rate", "target.level", "weeks"} <= PARAMETERS.keys()
    assert PARAMETERS["choice.precision"][0] == ".inf"
    assert PARAMETERS["week"][0] == "obligatory"
    assert PARAMETERS["choice.redo"][0] == "0.1 (0.05 to 0.4)"
    ranges = {path: allowed for path, allowed, _, _ in rows(reference())}
    assert ranges["target.share"] == "above 0, at most 1"
    assert ranges["behaviour.choice.most_padding"] == "above 0, or .inf"
    assert ranges["audience.who"] == "nobody, self, manager, team, company"
    assert ranges["people.skill_and_ai"] == "-1 to 1"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", re.sub(r"\s+", " ", PAGES[page])):
        file, _, anchor = target.partition("#")
        name = file or page
        assert (DOCS / name).is_file(), f"{page} links to {target}"
        assert not anchor or anchor in anchors(PAGES[name]), f"{page} links to {target}"


@pytest.mark.parametrize("page", WRITTEN)
def test_files_that_are_named_are_there(page: str) -> None:
    for name in code(WRITTEN[page]):
        if re.match(r"(sim|tests|docs|scenarios)/", name):
            assert (ROOT / name).exists(), f"{page} names {name}"


@pytest.mark.parametrize("page", WRITTEN)
def test_parameters_that_are_named_are_there(page: str) -> None:
    known = PARAMETERS.keys() | {f"behaviour.{path}" for path in PARAMETERS} | {"people.skill.lognormal.mean"}
    named = {name for name in code(WRITTEN[page]) if re.fullmatch(r"[a-z_]+(\.[A-Za-z_]+)+", name)}
    named -= {name for name in named if name.endswith((".md", ".py", ".yaml"))}
    assert named <= known, f"{page} names {sorted(named - known)}"


def test_the_model_names_every_mechanism_lever_and_parameter() -> None:
    text = PAGES["model.md"]
    mechanisms = {file.name for file in (ROOT / "sim" / "behaviour").glob("*.py")} - {"__init__.py", "types.py"}
    headings = set(re.findall(r"^### (\w+\.py):", text, re.MULTILINE))
    assert headings == mechanisms
    assert code(text) >= set(LEVERS)
    of_mechanisms = [path for path, (_, source) in PARAMETERS.items() if "." in path and source != "definition"]
    missing = [path for path in of_mechanisms if path not in text and path.partition(".")[0] not in LEVERS]
    assert not missing


def test_the_model_has_the_steps_of_a_week_in_their_order() -> None:
    steps = [name for name, step in vars(week).items() if re.match(r"\d+\. ", getattr(step, "__doc__", None) or "")]
    told = re.findall(r"^\d+\. \*\*(\w+)\.\*\*", PAGES["model.md"], re.MULTILINE)
    assert [step.partition("_")[0] for step in steps] == [word.lower() for word in told]
    assert len(told) == 10


def test_the_model_leaves_defaults_to_the_reference() -> None:
    for path in PARAMETERS:
        beside = re.search(rf"`{re.escape(path)}` ?(\(|=|is|:|of) ?-?[.\d]", PAGES["model.md"])
        assert beside is None, f"docs/model.md gives a figure for {path}"


def test_constants_that_the_model_names_are_those_of_the_code() -> None:
    text = PAGES["model.md"]
    assert (GRID, NEIGHBOURHOOD) == (128, 128)
    assert "128 points" in text
    assert "blocks of 128 seats" in text
    assert (LOOKED_BACK, "last 8 weeks before launch" in text) == (8, True)
    assert (REVIEWED, BY_HAND, "a fifth" in text, "a tenth where" in text) == (0.2, 0.1, True, True)
    assert (PARALLEL, "a sixteenth: four agents" in text) == (4, True)
    assert (BY_AUDITS, "ten times the share audited" in text) == (10, True)
    assert (LEAST, "of at least .001" in text) == (0.001, True)


def test_the_sources_that_are_named_are_all_there_are() -> None:
    said = re.search(r"behind these alone: (.*?); it speaks", re.sub(r"\s+", " ", PAGES["why-believe-it.md"]))
    assert said
    sourced = {path for path, (_, source) in PARAMETERS.items() if source not in ("assumption", "definition")}
    assert {name.removeprefix("behaviour.") for name in code(said.group(1))} == sourced


def test_expected_ranks_are_as_exact_as_the_model_says() -> None:
    assert ".0002 of a rank" in re.sub(r"\s+", " ", PAGES["model.md"])
    for policy, employees in (("board kept", 50), ("board kept", 300), ("outcome metric", 300)):
        company = Company(load("amazon_meshclaw", employees=employees), policy)
        for _ in range(20):
            company.step()
        places, noise = company.people.place, company.row.noise
        table = publish(places, noise)
        luck = MetricLuck(noise, company.multiplicative)
        own = np.tile(np.arange(employees), 2)
        anywhere = table.low + table.step * np.linspace(0.0, GRID - 1.0, employees)
        mean = np.exp(np.concatenate([places[0], anywhere]) + 0.5 * noise * noise)
        one, others = np.ones(len(own)), np.arange(employees) != own[:, None]
        rank = AmongAll(one, table, np.zeros_like(own), places[0, own], luck).worth(mean)
        exact = AmongMates(one, np.tile(places[0], (len(own), 1)), others, luck).worth(mean)
        assert np.abs(rank - exact).max() < 2.5e-4


PAGE = PAGES["scenario-files.md"]
WHOLE, *PARTS = blocks("yaml", PAGE)


def completed(part: str) -> str:
    """Fill up a part of a scenario with what it leaves out; facts are about policies, so they go with them."""
    given = set(re.findall(r"^(\w+):", part, re.MULTILINE))
    left_out = given | ({"facts"} if "policies" in given else set())
    sections = re.split(r"^(?=\w)", WHOLE, flags=re.MULTILINE)
    return "".join(section for section in sections if section.partition(":")[0] not in left_out) + part


@pytest.fixture
def read_example(tmp_path: Path) -> Any:
    def read_text(text: str) -> Case:
        file = tmp_path / "example.yaml"
        file.write_text(text, "utf-8")
        return load(file)

    return read_text


@pytest.mark.parametrize("part", ["", *PARTS], ids=lambda part: part.partition(":")[0] or "whole")
def test_examples_of_scenario_files_can_be_loaded_and_run(part: str, read_example: Any) -> None:
    case = read_example(completed(part))
    assert case.title == "Our company"
    small = case.model_copy(update={"company": case.company.model_copy(update={"employees": 40})})
    company = Company(small)
    for _ in range(14):
        company.step()
    assert np.isfinite(company.people.value).all()


def example(read_example: Any, policy: str) -> Any:
    (part,) = (part for part in PARTS if f"  {policy}:" in part)
    return read_example(completed(part)).policies[policy]


def test_a_change_moves_what_it_names_and_null_takes_a_lever_away(read_example: Any) -> None:
    changes = example(read_example, "step by step")
    later = levers_in(45, changes)
    assert later.target is not None
    assert (later.target.share, later.target.push) == (0.7, 1.2)
    assert (later.review.stated, later.review.actual, later.metric) == ("not used", 0.05, "tokens")
    assert levers_in(50, example(read_example, "board taken down")) == Levers()


def test_every_key_of_a_scenario_file_is_explained() -> None:
    assert code(PAGE) >= set(Case.model_fields) | set(LEVERS) | {"week", "note"}
    assert code(PAGE) >= set(Fact.model_fields)
    for lever in ("target", "audience", "bonus", "review", "audit", "limits"):
        fields = {path.partition(".")[2] for path in PARAMETERS if path.startswith(f"{lever}.")}
        row = re.search(rf"^\| `{lever}` \|(.*)", PAGE, re.MULTILINE)
        assert row
        assert fields <= code(row.group(1))


@pytest.mark.parametrize("page", WRITTEN)
def test_commands_that_are_named_exist(page: str) -> None:
    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    named = set(re.findall(r"(?:`|^    )goodhart (\w+)", WRITTEN[page], re.MULTILINE))
    assert named <= known
    for setting in re.findall(r"--set ([\w.]+=[\w.]+)", WRITTEN[page]):
        path, value = parse_setting(setting)
        assert load("amazon_meshclaw", settings={path: value})


@pytest.mark.parametrize("text", blocks("yaml", PAGES["studies.md"]), ids=lambda text: text.partition("\n")[0])
def test_examples_of_studies_can_be_read(text: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(text, "utf-8")
    assert load_study(file).points


def test_every_key_of_a_study_file_is_explained() -> None:
    keys = {field.alias or name for kind in (StudyFile, Varied, Design) for name, field in kind.model_fields.items()}
    assert code(PAGES["studies.md"]) >= keys - {"log"}


def test_the_example_of_a_study_in_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = blocks("python", PAGES["studies.md"])
    monkeypatch.chdir(tmp_path)
    exec(example, found := {})
    assert found["swept"].cube("surplus").shape == (12, 2, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small"]


def test_the_example_of_questions_in_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = blocks("python", PAGES["questions.md"])
    monkeypatch.chdir(tmp_path)
    exec(example, found := {})
    assert "surplus" not in found["found"].sentence
    assert len(found["plausible"].points) == 3


def test_the_example_in_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = blocks("python", PAGES["index.md"])
    monkeypatch.chdir(tmp_path)
    exec(example.replace("worlds=4", "worlds=2, weeks=20"), {})
    assert (tmp_path / "validity.svg").exists()
