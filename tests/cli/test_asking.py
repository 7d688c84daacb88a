"""``goodhart better``, ``sensitivity``, ``robust``, ``optimise``, ``tipping``: the answer first, then its table."""

import json
from pathlib import Path

import pytest

STUDY = """\
title: Levers
scenario: amazon_meshclaw
settings: {company.employees: 24, weeks: 16}
policies: [no metric, board kept]
vary:
  weight: {at: "policies.board kept[0].review.actual", low: 0.0, high: 0.8}
  audience: {at: "policies.board kept[0].audience", values: [self, company]}
design: {latin hypercube: 2}
worlds: 2
measures: [surplus, real value, padding share, claimed value]
"""
SMALL = ("--worlds", 2, "--employees", 24, "--weeks", 16, "--jobs", 1)


@pytest.fixture
def study(tmp_path: Path) -> str:
    (tmp_path / "levers.yaml").write_text(STUDY, encoding="utf-8")
    return "levers.yaml"


def test_sensitivity_says_what_drives_the_difference_and_goes_on_where_it_was(goodhart, study, tmp_path):
    words = ("sensitivity", study, "--samples", 4, "--jobs", 1, "--out", "out")
    done = goodhart(*words)
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    assert "drives surplus under “board kept” less that under “no metric” most" in said
    assert "95 % interval" in said.partition("Share of the variance")[0]
    assert [line.split()[0] for line in done.stdout.splitlines() if "(" in line][-3:]
    assert {line.split()[0] for line in done.stdout.splitlines() if line} >= {"luck", "weight", "audience", "results"}
    assert "16 points, 2 policies, 2 companies each" in done.stderr
    units = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "units").iterdir()}
    document = json.loads(goodhart(*words, "--json").stdout)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "units").iterdir()} == units
    assert document["answer"] in said
    assert {row["parameter"] for row in document["table"]} == {"luck", "weight", "audience"}
    screened = json.loads(goodhart(*words, "--method", "morris", "--measure", "real value", "--json").stdout)
    assert (screened["method"], screened["measure"]) == ("morris", "real value")
    assert {row["kind"] for row in screened["table"]} == {"effect", "signed effect", "unevenness"}


def test_robust_takes_a_study_or_a_scenario_and_settings_from_several_places(goodhart, study):
    own = goodhart(
        "robust", study, "--jobs", 1, "--need", "surplus >= 0.5", "--need", "padding share <= 1", "--out", "own"
    )
    assert own.exit_code == 0, own.output
    assert "of 2 plausible settings" in " ".join(own.stdout.split())
    assert "enough, %" in " ".join(own.stdout.split())
    document = json.loads(goodhart("robust", study, "--from", "posterior", "--draws", 3, "--jobs", 1, "--json").stdout)
    assert document["needs"] == []
    assert [row["enough"] for row in document["policies"]] == [None, None]
    assert {(row["policy"], row["against"]) for row in document["pairs"]} == {
        ("no metric", "board kept"),
        ("board kept", "no metric"),
    }
    scenario = goodhart("robust", "industry", *SMALL, "--from", "prior", "--draws", 2, "--out", "prior")
    assert "2 settings, 2 companies each" in scenario.stdout


def test_robust_says_where_a_policy_fails(goodhart, study):
    words = (
        "robust",
        study,
        "--from",
        "prior",
        "--draws",
        40,
        "--worlds",
        1,
        "--employees",
        16,
        "--weeks",
        13,
        "--jobs",
        1,
        "--out",
        "out",
    )
    words = (*words, "--fails", "board kept")
    done = goodhart(*words)
    assert done.exit_code == 0, done.output
    assert "surplus under “board kept” less that under “no metric” is below 0 in" in " ".join(done.stdout.split())
    where = json.loads(goodhart(*words, "--json", "--measure", "padding share").stdout)["where"]
    assert (where["policy"], where["against"]) == ("no metric", "board kept")


def test_optimise_shows_the_front(goodhart, study):
    done = goodhart(
        *("optimise", study, "--members", 4, "--generations", 2, "--fresh", 2, "--jobs", 1, "--out", "out"),
        *("--goal", "real value", "--goal", "padding share"),
    )
    assert done.exit_code == 0, done.output
    assert "The most real value" in done.stdout
    assert "run again in 2 fresh companies" in " ".join(done.stdout.split())
    assert done.stderr.count("points, 1 policies") == 3


def test_tipping_shows_the_way_up_and_down(goodhart):
    words = ("tipping", "amazon_meshclaw", "--steps", 3, "--hold", 3, "--policy", "board kept", *SMALL[:4], "--jobs", 1)
    done = goodhart(*words, "--out", "out")
    assert done.exit_code == 0, done.output
    assert [line.split()[:2] for line in done.stdout.splitlines() if line.startswith(("up ", "down "))] == [
        ["up", "0"],
        ["up", "0.4"],
        ["up", "0.8"],
        ["down", "0.4"],
        ["down", "0"],
    ]
    assert "The loop fills" in done.stdout
    assert json.loads(goodhart(*words, "--json").stdout)["hold"] == 3


def test_better_adds_companies_until_it_is_sure_enough(goodhart):
    words = ("better", "wells_fargo", "--employees", 24, "--weeks", 16, "--jobs", 1)
    once = goodhart(*words, "--worlds", 4)
    assert once.exit_code == 0, once.output
    assert "in 4 simulated companies" in " ".join(once.stdout.split())
    document = json.loads(goodhart(*words, "--within", 1e-6, "--most", 20, "--json").stdout)
    assert (document["worlds"], document["looks"], document["reached"]) == (20, 2, False)
    assert "Stopped short of ± 1e-06" in document["answer"]
    fewer = json.loads(goodhart(*words, "--within", 1e-6, "--worlds", 4, "--most", 8, "--json").stdout)
    assert (fewer["worlds"], fewer["looks"]) == (8, 2)
    assert json.loads(goodhart(*words, "--within", 1e-6, "--most", 4, "--json").stdout)["worlds"] == 4


def test_mistakes_end_with_2_and_nothing_is_written(goodhart, study, tmp_path):
    for words, said in (
        (("sensitivity", "small", "--samples", 5), "power of two"),
        (("sensitivity", study, "--policy", "board kpt"), "did you mean 'board kept'"),
        (("sensitivity", study, "--measure", "surplsu"), "did you mean 'surplus'"),
        (("sensitivity", "smal"), "did you mean 'small'"),
        (("robust", study, "--need", "surplus > 1"), "a need is a measure"),
        (("robust", study, "--need", "surpls >= 1"), "did you mean 'surplus'"),
        (("robust", study, "--measure", "claimed value"), "neither more nor less"),
        (("robust", study, "--fails", "board"), "did you mean 'board kept'"),
        (("robust", study, "--fails", "board kept"), "at least 40 points; there are 2"),
        (("robust", "amazon_meshcaw"), "did you mean 'amazon_meshclaw'"),
        (("robust", study, "--from", "elsewhere"), "elsewhere"),
        (("optimise", study, "--goal", "value"), "no measure called 'value'"),
        (("tipping", "amazon_meshclaw", "--lever", "review.actul"), "is no lever"),
        (("tipping", "amazon_meshclaw", "--high", -1), "low below high"),
        (("better", "amazon_meshclaw", "--within", 0), "above 0"),
    ):
        done = goodhart(*words)
        assert (done.exit_code, done.stdout) == (2, ""), words
        assert said in " ".join(done.stderr.split()), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [study]
