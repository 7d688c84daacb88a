"""What each command gives: results on standard output, everything else on standard error."""

import csv
import errno
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli.tables import chief
from sim.experiment import Results, evaluate_all, verdict
from sim.experiment.benchmark import Speed
from sim.experiment.choosing import choose
from sim.report.first_page import answers

DIFFERENCE = {"policy", "against", "measure", "mean", "low", "high", "same_sign", "correlation", "variance_reduction"}
FACT = {
    "id",
    "case",
    "fact",
    "shown",
    "value",
    "low",
    "high",
    "share_of_worlds",
    "prior_share",
    "kind",
    "source",
    "role",
}
SPEED = {"name", "people", "weeks", "worlds", "seconds", "employee_weeks_per_second", "ratio_to_plain_mesa", "peak_mb"}
SMALL = ("--worlds", 2, "--weeks", 16, "--employees", 24, "--jobs", 1)


def test_version_is_the_package_version(goodhart):
    assert goodhart("--version").stdout == f"goodhart-sim {sim.__version__}\n"


def test_help_is_given_without_a_command(goodhart):
    assert "validate" in goodhart().output


def test_run_shows_every_policy_the_verdict_and_where_the_report_is(results):
    said, case = (results / "said.txt").read_text("utf-8"), Results.open(results).case
    assert case.title in said
    assert all(policy.split()[0] in said for policy in case.policies)
    assert "surplus" in said
    assert "1.00 = what an average person gets done in a week without AI; surplus = real value less effort" in said
    assert f"report   {results / 'report' / 'index.html'}" in said
    assert (results / "report" / "index.html").is_file()


def test_run_says_the_verdict_then_the_table_it_is_read_from_then_what_it_hangs_on(results):
    said, found = (results / "said.txt").read_text("utf-8"), Results.open(results)
    flat = " ".join(said.split())
    first = verdict(found)[0].text
    heads = ("Weeks 12 to 16, most surplus first", "How sure that is", "What it hangs on", "results ")
    places = [flat.index(part) for part in (first, *heads)]
    assert places == sorted(places)
    told = answers(found, evaluate_all(found)[0])
    for sentence in (*told.how_sure, *told.hangs_on):
        assert " ".join(sentence.split()) in flat
    assert "Changed by hand: company.employees = 24 (the file: 1000); weeks = 16 (the file: 104)" in flat
    assert "quarter" not in said.partition("What it hangs on")[0]


def test_the_table_of_a_run_is_over_the_weeks_of_the_verdict_and_in_its_order(results):
    said, found = (results / "said.txt").read_text("utf-8"), Results.open(results)
    order = [place.policy for place in choose(found).places]
    levels = found.summary(found.since_first_change).set_index(["policy", "measure"])["mean"]
    table = said.partition("most surplus first")[2].partition("1.00 =")[0].splitlines()
    rows = [line for line in table if "±" in line]
    assert len(rows) == len(order)
    for policy, row in zip(order, rows, strict=True):
        assert policy.startswith(row.split("  ")[0].strip())
        assert f"{levels[(policy, 'surplus')]:,.3f}±" in row


def test_facts_of_a_run_are_of_the_kind_that_the_prior_gives_them(results):
    said = (results / "said.txt").read_text("utf-8")
    rows = {line.split()[0]: line for line in said.splitlines() if line.startswith(("A1 ", "A7 "))}
    assert "(robust)" in rows["A7"]
    assert "(robust)" not in rows["A1"]


def test_run_fits_a_hundred_columns(results):
    said = (results / "said.txt").read_text("utf-8").splitlines()
    assert max(len(line) for line in said if not line.startswith(("report", "results"))) <= 100


def test_run_tells_its_progress_and_what_it_skips_beside_the_results(results):
    told = (results / "told.txt").read_text("utf-8")
    assert "2 simulated companies of 24 people" in told
    assert "'as it happened': skipped, being after the last week (16): week 52" in told
    assert "A2" in told


def test_a_run_that_is_there_is_not_run_again(goodhart, results, scenario):
    before = {path: path.stat().st_mtime_ns for path in (results / "units").iterdir()}
    assert goodhart("run", scenario, *SMALL, "--out", results).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in (results / "units").iterdir()} == before


def test_run_json_is_one_document_with_means_and_differences(goodhart, results, scenario):
    done = goodhart("run", scenario, *SMALL, "--out", results, "--json")
    document = json.loads(done.stdout)
    assert set(document) == {"results", "weeks", "policies", "differences"}
    assert document["results"] == str(results)
    assert set(document["policies"]["no metric"]["surplus"]) == {"mean", "low", "high"}
    assert set(document["differences"][0]) == DIFFERENCE
    assert {row["against"] for row in document["differences"]} == {"no metric"}


def test_the_default_folder_is_named_after_the_scenario(goodhart, tmp_path):
    done = goodhart("demo", *SMALL)
    assert done.exit_code == 0
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.startswith("amazon_meshclaw-")
    assert len(folder.name.rpartition("-")[2]) == 8
    how, own = done.stdout.splitlines()[-2:]
    assert how == f"To read the report, open it in a browser: {(folder / 'report' / 'index.html').as_uri()}"
    assert own.startswith("Your own company: ")
    assert own.endswith(" new my_company.yaml")


def test_a_setting_reaches_the_case(goodhart, scenario):
    folder = Path("folder")
    words = ("--set", "company.team_size=4", "--set", "behaviour.belief.fade=0.05", "--out", folder)
    assert goodhart("run", scenario, *SMALL, *words).exit_code == 0
    case = Results.open(folder).case
    assert (case.company.team_size, case.behaviour.belief.fade) == (4, 0.05)


def test_compare_sets_every_policy_beside_the_baseline(goodhart, results):
    rows = json.loads(goodhart("compare", results, "--json").stdout)
    assert set(rows[0]) == DIFFERENCE
    policies = Results.open(results).policies
    assert {row["policy"] for row in rows} == set(policies) - {"no metric"}
    assert "Weeks 12 to 16: difference from 'no metric'" in goodhart("compare", results).stdout
    expected = Results.open(results).differences((12, 16))
    found = [np.nan if row["mean"] is None else row["mean"] for row in rows]
    assert found == pytest.approx(list(expected["mean"]), nan_ok=True)


def test_compare_sets_two_policies_beside_each_other(goodhart, results):
    words = ("compare", results, "--policy", "outcome metric", "--against", "as it happened")
    rows = json.loads(goodhart(*words, "--json").stdout)
    expected = Results.open(results).compare("outcome metric", "as it happened", weeks=(12, 16))
    assert [row["measure"] for row in rows] == list(expected["measure"])
    assert {(row["policy"], row["against"]) for row in rows} == {("outcome metric", "as it happened")}
    surplus = expected.set_index("measure").loc["surplus"]
    assert rows[1]["mean"] == pytest.approx(surplus["mean"])
    said = " ".join(goodhart(*words).stdout.split())
    assert "what 'outcome metric' changes against 'as it happened' in the same companies" in said
    assert f"{surplus['mean']:+.3f}" in said
    alone = json.loads(goodhart("compare", results, "--policy", "outcome metric", "--json").stdout)
    assert {row["against"] for row in alone} == {"no metric"}


def test_report_writes_a_workbook_and_markdown_when_asked(goodhart, results):
    said = goodhart("report", results, "--xlsx", "--markdown").stdout
    assert said.splitlines() == [str(results / "report" / "report.xlsx"), str(results / "report" / "report.md")]
    assert (results / "report" / "report.xlsx").read_bytes().startswith(b"PK")
    assert (results / "report" / "report.md").read_text("utf-8").startswith("# ")


def test_run_can_draw_anew_what_is_not_known(goodhart, scenario, tmp_path):
    goodhart("run", scenario, "--uncertain", *SMALL, "--out", tmp_path / "uncertain")
    manifest = json.loads((tmp_path / "uncertain" / "manifest.json").read_text("utf-8"))
    assert len(manifest["parameters"]["uncertain"]) > 60


def test_report_says_where_it_is(goodhart, results):
    assert goodhart("report", results).stdout == f"{results / 'report' / 'index.html'}\n"


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_chart_is_drawn_in_the_form_that_its_ending_says(ending, goodhart, results, tmp_path):
    file = tmp_path / f"validity.{ending}"
    assert goodhart("chart", "validity", results, "--out", file).stdout == f"{file}\n"
    first = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[ending]
    assert file.read_bytes().startswith(first)


def test_a_chart_is_drawn_of_the_policy_and_in_the_theme_that_are_asked_for(goodhart, results, tmp_path):
    files = [tmp_path / f"{name}.svg" for name in ("first", "other", "slide")]
    asked = [(), ("--policy", "outcome metric"), ("--theme", "slide")]
    for file, more in zip(files, asked, strict=True):
        goodhart("chart", "claimed-and-real-value", results, "--out", file, *more)
    assert len({file.read_bytes() for file in files}) == 3


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("heat-map",), "the chart 'heat-map' needs a sweep"),
        (("validity", "--policy", "as it happened"), "takes no option, not 'policy'"),
        (("ledger", "--policy", "as it was"), "there is no policy 'as it was'"),
        (("validity", "--theme", "neon"), "there is no theme 'neon'; there are 'paper', 'slide'"),
    ],
)
def test_a_chart_that_cannot_be_drawn_says_why(asked, says, goodhart, results):
    name, *more = asked
    done = goodhart("chart", name, results, *more)
    assert done.exit_code == 2
    assert says in " ".join(done.stderr.split())


def test_export_writes_a_row_for_each_policy_world_and_week(goodhart, results, tmp_path):
    done = goodhart("export", results, "--csv", "--out", tmp_path / "csv")
    assert done.stdout.splitlines() == [
        str(tmp_path / "csv" / name) for name in ("rows.csv", "summary.csv", "differences.csv")
    ]
    with (tmp_path / "csv" / "rows.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(Results.open(results).policies) * 2 * 16
    assert {"policy", "world", "week", "real value"} <= set(rows[0])


def test_exported_text_is_no_formula():
    from sim.cli import results as command

    found = pd.DataFrame({"policy": ["=1+1", "-a", "@b", "\tc", "plain"], "mean": [-1.5, 2.0, 0.0, 1.0, -2.0]})
    found["policy"] = found["policy"].astype("category")
    rows = list(csv.reader(command._as_csv(found).decode().splitlines()))
    assert rows[1:] == [["'=1+1", "-1.5"], ["'-a", "2.0"], ["'@b", "0.0"], ["'\tc", "1.0"], ["plain", "-2.0"]]


def test_no_two_policies_are_exported_alike(goodhart, tmp_path):
    policies = ["no metric", "=a", "'=a", "''=a", "'a"]
    board = "[{week: 2, metric: tokens, audience: company}]"
    lines = "".join(f'  "{name}": {board if place else "[]"}\n' for place, name in enumerate(policies))
    (tmp_path / "case.yaml").write_text(f"title: T\npolicies:\n{lines}", "utf-8")
    assert goodhart("run", "case.yaml", *SMALL, "--plausible", "0", "--out", "run").exit_code == 0
    assert goodhart("export", "run", "--csv", "--out", "csv").exit_code == 0
    with (tmp_path / "csv" / "rows.csv").open(encoding="utf-8", newline="") as file:
        found = [row["policy"] for row in csv.DictReader(file)]
    assert list(dict.fromkeys(found)) == ["no metric", "'=a", "''=a", "'''=a", "''a"]
    assert len(found) == 5 * 2 * 16


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledger", "--measure", "nope"), "the chart 'ledger' takes 'policy', not 'measure'"),
        (("ledger", "--x", "nope"), "the chart 'ledger' takes 'policy', not 'x'"),
        (("ledger", "--against", "nope"), "the chart 'ledger' takes 'policy', not 'against'"),
        (("validity", "--y", "nope"), "the chart 'validity' takes no option, not 'y'"),
    ],
)
def test_an_option_that_a_chart_does_not_take_is_a_mistake(words, said, goodhart, results, tmp_path):
    name, *options = words
    done = goodhart("chart", name, results, *options, "--out", "chart.svg")
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_new_leaves_nothing_when_the_disk_is_full(goodhart, tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert goodhart("new", "mine.yaml").exit_code == 1
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()


def test_new_leaves_a_file_that_is_there(goodhart, tmp_path):
    (tmp_path / "mine.yaml").write_text("mine", "utf-8")
    assert goodhart("new", "mine.yaml").exit_code == 2
    assert (tmp_path / "mine.yaml").read_text("utf-8") == "mine"


def test_a_new_scenario_has_no_mistake_and_runs(goodhart):
    assert goodhart("new", "mine.yaml").exit_code == 0
    assert goodhart("validate", "mine.yaml").stdout == "mine.yaml: no mistake\n"
    assert goodhart("run", "mine.yaml", *SMALL, "--out", "folder").exit_code == 0


def test_validate_json_lists_mistakes(goodhart, tmp_path):
    (tmp_path / "case.yaml").write_text("title: T\nweks: 4\npolicies: {a: []}\n", encoding="utf-8")
    done = goodhart("validate", "case.yaml", "amazon_meshclaw", "--json")
    assert done.exit_code == 2
    (mistake,) = json.loads(done.stdout)
    assert set(mistake) == {"file", "line", "column", "path", "message"}
    assert (mistake["file"], mistake["line"]) == ("case.yaml", 2)


def test_schema_describes_a_scenario(goodhart):
    schema = json.loads(goodhart("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"title", "policies", "facts"} <= set(schema["properties"])


def test_list_json_names_everything_with_a_title(goodhart):
    listed = json.loads(goodhart("list", "--json").stdout)
    assert list(listed) == ["cases", "policies", "measures", "levers", "charts", "studies"]
    for kind, entries in listed.items():
        assert entries, kind
        assert all(set(entry) == {"name", "title"} and entry["title"] for entry in entries), kind


def test_list_takes_one_kind(goodhart):
    assert list(json.loads(goodhart("list", "levers", "--json").stdout)) == ["levers"]
    said = goodhart("list", "cases").stdout
    assert "amazon_meshclaw" in said
    assert "validity" not in said


def test_check_facts_reports_every_fact_of_a_case(goodhart, scenario):
    done = goodhart("check", "facts", scenario, *SMALL, "--json")
    assert done.exit_code == 0
    facts = json.loads(done.stdout)
    assert facts
    assert all(set(fact) == FACT for fact in facts)
    assert {fact["id"] for fact in facts} == {fact.id for fact in sim.load(scenario).facts if fact.weeks[1] <= 16}


def test_check_install_names_what_is_there(goodhart):
    rows = {row["name"]: row for row in json.loads(goodhart("check", "install", "--json").stdout)}
    assert rows["goodhart-sim"]["found"] == sim.__version__
    assert all(row["ok"] for row in rows.values())


def test_bench_says_how_many_times_faster_than_plain_mesa(goodhart, monkeypatch):
    speeds = [
        Speed("plain Mesa", 1000, 52, 1, 2.0, 26e3, 1.0, 90.0),
        Speed("arrays", 1000, 52, 1, 0.04, 1.3e6, 50.0, 80.0),
    ]
    monkeypatch.setattr("sim.experiment.benchmark.bench", lambda: iter(speeds))
    rows = json.loads(goodhart("bench", "--json").stdout)
    assert [row["ratio_to_plain_mesa"] for row in rows] == [1.0, 50.0]
    assert set(rows[0]) == SPEED
    said = goodhart("bench").stdout
    assert "1,300,000" in said
    assert "50.0" in said


def test_a_table_drops_measures_that_do_not_fit(results):
    measures = Results.open(results).measures.values()
    wide, narrow = chief(measures, 100), chief(measures, 60)
    assert [info.name for info in wide][:3] == ["real value", "surplus", "claimed value"]
    assert wide[: len(narrow)] == narrow
    assert 0 < len(narrow) < len(wide)


def closed_form(simulated):
    from sim.theory.closed_form import ClosedForm

    return ClosedForm("special case", 0.5, lambda: simulated, 0.01)


def test_check_theory_json_is_a_row_a_closed_form(goodhart, monkeypatch):
    monkeypatch.setattr("sim.theory.check.closed_forms", lambda: (closed_form(0.5), closed_form(0.51)))
    done = goodhart("check", "theory", "--json")
    rows = json.loads(done.stdout)
    keys = ["name", "closed_form", "simulated", "error", "tolerance", "pass"]
    assert [list(row) for row in rows] == [keys, keys]
    assert [row["pass"] for row in rows] == [True, False]
    assert done.exit_code == 1


def test_check_theory_shows_a_table_and_what_is_missed(goodhart, monkeypatch):
    monkeypatch.setattr("sim.theory.check.closed_forms", lambda: (closed_form(0.5),))
    done = goodhart("check", "theory")
    assert done.exit_code == 0
    assert "1 of 1 closed forms within tolerance" in done.stdout
    assert "missed" not in done.stdout
    monkeypatch.setattr("sim.theory.check.closed_forms", lambda: (closed_form(0.6),))
    assert "missed" in goodhart("check", "theory").stdout
