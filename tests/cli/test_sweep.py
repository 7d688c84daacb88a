"""``goodhart sweep``, ``resume``, ``extend``: what they say, and what they leave."""

import json
from pathlib import Path

import pytest

SMALL = ("--employees", 24, "--weeks", 16, "--worlds", 2, "--jobs", 1)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "units").iterdir()}


@pytest.fixture
def swept(goodhart, tmp_path):
    done = goodhart("sweep", "small", *SMALL, "--out", "out")
    assert done.exit_code == 0, done.output
    return done


def test_a_sweep_shows_every_point_and_policy(swept, tmp_path):
    assert "48 runs: 12 points, 2 policies, 2 simulated companies" in swept.stdout
    table = [line.split() for line in swept.stdout.splitlines()]
    rows = [words[:2] for words in table if words[:1] in (["self"], ["manager"], ["team"], ["company"])]
    assert len(rows) == 12 * 2
    assert ["team", "0.2"] in rows
    assert f"results  {Path('out')}" in swept.stdout
    assert "12 points, 2 policies, 2 companies each" in swept.stderr
    assert max(map(len, swept.stdout.splitlines())) <= 100


def test_what_is_drawn_several_times_is_one_line_that_says_how_often(goodhart, tmp_path):
    study = "title: t\nscenario: amazon_meshclaw\npolicies: [no metric]\nvary: {company.team_size: {low: 5, high: 7}}\n"
    (tmp_path / "drawn.yaml").write_text(f"{study}design: {{latin hypercube: 9}}\n")
    done = goodhart("sweep", "drawn.yaml", *SMALL)
    assert "6 runs: 9 points (3 different ones, run once each), 1 policies" in done.stdout
    table = [line.split() for line in done.stdout.splitlines()]
    assert [words[:2] for words in table if words[2:4] == ["no", "metric"]] == [["5", "3"], ["6", "3"], ["7", "3"]]


def test_a_dry_run_says_how_much_it_is_and_writes_nothing(goodhart, tmp_path):
    done = goodhart("sweep", "small", *SMALL, "--dry-run")
    assert done.exit_code == 0
    assert "12 points x 2 policies x 2 companies: 48 runs" in done.stdout
    assert "with 1 process" in done.stdout
    assert "MB in 12 files" in done.stdout
    assert list(tmp_path.iterdir()) == []
    document = json.loads(goodhart("sweep", "small", *SMALL, "--dry-run", "--json").stdout)
    assert (document["runs"], document["units"], document["jobs"]) == (48, 12, 1)


def test_resume_has_nothing_left_to_do_and_extend_adds_worlds(goodhart, swept, tmp_path):
    before = files(tmp_path / "out")
    assert goodhart("resume", "out", "--jobs", 1).exit_code == 0
    assert files(tmp_path / "out") == before
    done = goodhart("extend", "out", "--worlds", 3, "--jobs", 1, "--json")
    assert json.loads(done.stdout)["runs"] == {"wanted": 72, "done": 72, "failures": 0}
    assert before.items() <= files(tmp_path / "out").items()
    fewer = goodhart("extend", "out", "--worlds", 1)
    assert (fewer.exit_code, fewer.stdout) == (2, "")
    assert "has 3 worlds" in fewer.stderr
    more = goodhart("extend", "out", "--worlds", 1_000_000_000)
    assert (more.exit_code, more.stdout) == (2, "")
    assert "at most 1,000,000" in more.stderr


def test_a_run_is_extended_too(goodhart, results, tmp_path):
    done = goodhart("extend", results, "--worlds", 2, "--jobs", 1)
    assert done.exit_code == 0
    assert "2 simulated companies" in done.stdout


def test_mistakes_end_with_2_and_nothing_is_written(goodhart, tmp_path):
    study = tmp_path / "mine.yaml"
    study.write_text("title: t\nscenario: amazon_meshclaw\nvary:\n  people.honset: [0.1]\n", encoding="utf-8")
    for words in (("sweep", "mine.yaml"), ("sweep", "mine.yaml", "--dry-run"), ("validate", "mine.yaml")):
        done = goodhart(*words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "mine.yaml:4:19" in done.stderr
        assert "did you mean 'honest'" in done.stderr
    assert list(tmp_path.iterdir()) == [study]
    for words in (
        ("sweep", "smal"),
        ("sweep", "small", "--points", 4),
        ("sweep", "small", "--set", "people.honset=1"),
        ("sweep", "small", "--cluster", "nowhere"),
        ("resume", "nowhere"),
    ):
        assert goodhart(*words).exit_code == 2, words
    assert list(tmp_path.iterdir()) == [study]


def test_what_takes_a_run_refuses_a_study(goodhart, swept):
    for words in (("compare", "out"), ("report", "out"), ("chart", "validity", "out"), ("export", "out", "--csv")):
        done = goodhart(*words)
        assert done.exit_code == 2, words
        assert "holds a study of many design points" in done.stderr


def test_failures_are_said_and_end_with_1(goodhart, tmp_path, monkeypatch):
    from sim.experiment.studies import sweeping

    real = sweeping.simulate

    def wrong(case, policy, unit, tick):
        if unit.point == 3:
            raise ValueError("nobody is left")
        return real(case, policy, unit, tick)

    monkeypatch.setattr(sweeping, "simulate", wrong)
    done = goodhart("sweep", "small", *SMALL, "--out", "out")
    assert done.exit_code == 1
    assert "ValueError under 'board kept' in point-00003-worlds-00000-00001: nobody is left" in done.stderr
    assert "44 runs" in done.stdout


def test_validate_takes_studies(goodhart):
    assert goodhart("validate", "small").stdout == "small: no mistake\n"
