"""A mistake of the user: a sentence on standard error, exit code 2, nothing written, never a traceback."""

import json
import os

import pytest

MISTAKES = {
    "no worlds": ("run", "amazon_meshclaw", "--worlds", "0"),
    "fewer than no worlds": ("run", "amazon_meshclaw", "--worlds", "-3"),
    "no weeks": ("run", "amazon_meshclaw", "--weeks", "0"),
    "no people": ("run", "amazon_meshclaw", "--employees", "0"),
    "no processes": ("run", "amazon_meshclaw", "--jobs", "0"),
    "too many worlds": ("run", "amazon_meshclaw", "--worlds", "1000000000"),
    "a negative seed": ("run", "amazon_meshclaw", "--seed", "-1"),
    "words for a number": ("run", "amazon_meshclaw", "--worlds", "many"),
    "an unknown case": ("run", "amazon_meshclw"),
    "an unknown file": ("run", "nowhere.yaml"),
    "a setting without a value": ("run", "amazon_meshclaw", "--set", "company.team_size"),
    "an unknown parameter": ("run", "amazon_meshclaw", "--set", "company.teamsize=4"),
    "a value out of range": ("run", "amazon_meshclaw", "--set", "behaviour.belief.fade=2"),
    "a figure too large to compute with": ("run", "amazon_meshclaw", "--set", "metrics.tokens.measuring=1e300"),
    "a wage too small to compute with": ("run", "amazon_meshclaw", "--set", "company.wage=1e-300"),
    "reviews beyond all time": ("run", "amazon_meshclaw", "--set", f"company.review_every={'7' * 200}"),
    "no results": ("report", "nowhere"),
    "no results to compare": ("compare", "nowhere"),
    "no results to export": ("export", "nowhere", "--csv"),
    "an unknown chart": ("chart", "pie", "nowhere"),
    "an unknown command": ("dmeo",),
    "an unknown option": ("demo", "--wrlds", "3"),
    "an unknown list": ("list", "everything"),
    "an unknown case to check": ("check", "facts", "nowhere"),
    "a file to validate that is not there": ("validate", "nowhere.yaml"),
    "a folder that is not there": ("new", "nowhere/case.yaml"),
}


@pytest.mark.parametrize("words", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_and_nothing_is_written(words, goodhart, tmp_path):
    done = goodhart(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("run", "amazon_meshclw"), "did you mean 'amazon_meshclaw'?"),
        (("run", "amazon_meshclaw", "--set", "company.teamsize=4"), "did you mean 'team_size'?"),
        (("chart", "policy", "nowhere"), "did you mean 'policies'?"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(words, hint, goodhart):
    assert hint in goodhart(*words).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--policy", "outcome metrc"), "; did you mean 'outcome metric'?"),
        (("--policy", "outcome metric", "--against", "nothing else at all"), "; there are 'no metric', "),
        (("--against", "no metric"), "name two policies of one result"),
    ],
)
def test_a_policy_to_compare_must_be_there(words, said, goodhart, results):
    done = goodhart("compare", results, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_two_policies_are_compared_of_one_result(goodhart, results):
    assert goodhart("compare", results, results, "--policy", "no metric").exit_code == 2


def test_every_mistake_in_a_file_is_told_with_its_place(goodhart, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("title: T\nweks: 4\npolicies:\n  a: []\nworlds: no\n", encoding="utf-8")
    for command in ("run", "validate"):
        done = goodhart(command, file)
        assert done.exit_code == 2
        lines = done.stderr.splitlines()
        assert [line.removeprefix(f"{file}:").split(":")[0] for line in lines] == ["2", "5"]


@pytest.mark.parametrize("words", [("run",), ("validate",), ("check", "facts")])
def test_a_fact_about_no_measure_is_told_before_anything_runs(words, goodhart, tmp_path):
    file = tmp_path / "case.yaml"
    fact = "  - {measure: prevalance, policy: a, week: 3, above: 0}"
    file.write_text(f"title: T\nweeks: 4\npolicies:\n  a: []\nfacts:\n{fact}\n", encoding="utf-8")
    done = goodhart(*words, file)
    assert (done.exit_code, done.stdout) == (2, "")
    said = f"{file}:6:15: facts[0].measure: there is no measure called 'prevalance'; did you mean 'prevalence'?"
    assert done.stderr.strip() == said


def test_results_of_another_run_are_not_overwritten(goodhart, results, scenario):
    before = {path: path.stat().st_mtime_ns for path in results.rglob("*")}
    done = goodhart("run", scenario, "--worlds", 2, "--weeks", 17, "--employees", 24, "--out", results)
    assert done.exit_code == 2
    assert "weeks" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in results.rglob("*")} == before


def test_a_file_is_no_results_folder(goodhart, tmp_path, scenario):
    file = tmp_path / "taken"
    file.write_text("mine", encoding="utf-8")
    assert goodhart("run", scenario, "--out", file).exit_code == 2
    assert file.read_text("utf-8") == "mine"


def test_an_existing_file_is_not_replaced_by_a_new_scenario(goodhart, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("mine", encoding="utf-8")
    done = goodhart("new", file)
    assert done.exit_code == 2
    assert file.read_text("utf-8") == "mine"


def test_a_chart_has_one_of_three_endings(goodhart, results, tmp_path):
    done = goodhart("chart", "validity", results, "--out", "validity.gif")
    assert done.exit_code == 2
    assert ".svg" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_export_says_its_form(goodhart, results):
    before = sorted(results.rglob("*"))
    assert goodhart("export", results).exit_code == 2
    assert sorted(results.rglob("*")) == before


@pytest.mark.parametrize("command", ["run", "validate", "sweep"])
def test_a_pipe_is_refused_and_not_waited_for(command, goodhart, tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    os.mkfifo(tmp_path / "pipe.yaml")
    done = goodhart(command, "pipe.yaml")
    assert done.exit_code == 2
    assert "this is a pipe or a device" in done.stderr


def test_a_file_whose_name_is_not_utf8_is_refused_before_anything_is_written(goodhart, tmp_path):
    name = os.fsdecode(b"na\xefve.yaml")
    goodhart("new", "mine.yaml")
    try:
        (tmp_path / "mine.yaml").rename(tmp_path / name)
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    done = goodhart("run", name, "--worlds", "1")
    assert done.exit_code == 2
    assert "is not UTF-8" in done.stderr
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["a\n```\nb.yaml", "a\x1b[31mb.yaml", "a\u202eb.yaml"])
def test_a_file_whose_name_would_break_a_line_is_refused_before_anything_is_written(name, goodhart, tmp_path):
    goodhart("new", "mine.yaml")
    try:
        (tmp_path / "mine.yaml").rename(tmp_path / name)
    except OSError:
        pytest.skip("no such names here")
    done = goodhart("run", name, "--worlds", "1")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "holds a line break or another control character" in done.stderr
    assert done.stderr.rstrip("\n").isprintable()
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("long", ["file", "scenario"])
def test_validate_json_says_that_a_name_is_too_long(long, goodhart, tmp_path):
    if long == "scenario":
        text = f"title: T\nscenario: {'x' * 400}\nvary: {{company.employees: [10, 20]}}\n"
        (tmp_path / "study.yaml").write_text(text, "utf-8")
    done = goodhart("validate", "--json", "x" * 300 if long == "file" else "study.yaml")
    assert done.exit_code == 2
    (mistake,) = json.loads(done.stdout)
    assert set(mistake) == {"file", "line", "column", "path", "message"}


def test_a_group_without_keys_is_told_from_what_is_expected(goodhart):
    said = goodhart("run", "amazon_meshclaw", "--set", "policies={}").stderr
    assert "found an empty group of keys; expected a group of at least 1 key" in said
