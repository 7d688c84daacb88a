"""What the report says: the question, the verdict with its uncertainty, and where all of it comes from."""

import json
import re
from pathlib import Path

from sim.experiment import Results, verdict
from sim.report import write_report
from sim.report.words import shown_as
from sim.scenario import settings_of
from tests.charts import made
from tests.report.reading import Element, read

HOSTILE = "<script>alert(1)</script>"


def table(page: Element, caption: str) -> Element:
    return next(each for each in page.all("table") if each.all("caption")[0].attributes.get("id") == caption)


def rows(found: Element) -> dict[str, list[str]]:
    """Cells of each row, by the words of its head."""
    return {
        row.all("th")[0].words(): [cell.words() for cell in row.all("td")]
        for body in found.all("tbody")
        for row in body.all("tr")
    }


def section(page: Element, start: str, end: str) -> str:
    words = page.all("main")[0].words()
    return words[words.index(start) : words.index(end)]


def test_question_and_verdict_come_first(page: Element, results: Results) -> None:
    words = page.all("body")[0].words()
    said = [" ".join(sentence.text.split()) for sentence in verdict(results)]
    answers = ("Which policy to choose", "How sure that is", "What it hangs on", "How to read this report")
    places = [words.index(each) for each in (results.case.question, *said, *answers)]
    assert places == sorted(places)


def test_every_sentence_with_a_figure_carries_its_uncertainty(page: Element) -> None:
    findings = [each.words() for each in page.all("p") if "finding" in each.attributes.get("class", "")]
    assert len(findings) >= 2  # the verdict's last sentence has no figure
    for sentence in findings:
        assert re.search(r"\d", sentence)
        assert "95 % interval" in sentence


def test_the_first_table_has_every_policy_with_its_mean_interval_and_difference(
    page: Element, results: Results
) -> None:
    found = rows(table(page, "table-glance"))
    weeks = results.since_first_change
    assert weeks == (12, 104)
    surplus = results.summary(weeks).query("measure == 'surplus'").set_index("policy")["mean"]
    order = list(surplus.sort_values(ascending=False).index)
    assert [head.removesuffix("the baseline") for head in found] == order
    gain = results.compare("as it happened", measures=["surplus"], weeks=weeks).iloc[0]
    cell = found["as it happened"][0]
    assert cell.startswith(f"{surplus['as it happened']:.3f} (")
    assert f"\N{MINUS SIGN}{abs(gain['mean']):.3f}" in cell
    assert cell.endswith("worse, in 100 %")


def test_every_table_is_over_the_weeks_of_the_verdict_but_one(page: Element, results: Results) -> None:
    heads = [head.words() for head in table(page, "table-glance").all("thead")[0].all("th")]
    assert [head.split(" baseline")[0].split(" share")[0] for head in heads[1:3]] == ["surplus", "real value"]
    assert heads[3].startswith("people who pad ")
    captions = {each.attributes["id"]: each.words() for each in page.all("caption")}
    assert "weeks 12 to 104" in captions["table-glance"]
    late = captions.pop("table-late")
    assert "the last 26 weeks, weeks 79 to 104" in late
    assert not any("79" in caption for caption in captions.values())
    assert "quarter" not in page.all("main")[0].words().partition("How to read this report")[2].partition("Facts")[0]
    for name, weeks in (("table-glance", (12, 104)), ("table-late", (79, 104))):
        mean = results.summary(weeks).set_index(["policy", "measure"]).loc[("as it happened", "prevalence"), "mean"]
        assert rows(table(page, name))["as it happened"][2].startswith(f"{100 * mean:.1f}")


def test_a_short_run_has_no_late_weeks_of_its_own(tmp_path: Path) -> None:
    short = made.results(tmp_path, made.POLICIES[:2], worlds=3, weeks=15)
    assert short.since_first_change == short.last_quarter == (12, 15)
    text = write_report(short, tmp_path / "report").read_text("utf-8")
    assert "table-glance" in text
    assert "table-late" not in text


def test_a_blend_of_metrics_is_reported_with_the_rows_it_is_made_of(tmp_path: Path) -> None:
    blended = [{"week": 3, "metric": {"prompts": 0.5, "outcomes": 0.5}}]
    both = made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=8, changes=blended)
    told = table(read(write_report(both, tmp_path / "report").read_text("utf-8")), "table-assumptions").words()
    assert all(f"metrics.{name}" in told for name in ("prompts", "outcomes", "tokens"))
    assert "metrics.active days" not in told


def test_no_difference_is_called_none(tmp_path: Path) -> None:
    same = made.results(tmp_path, [made.BASELINE, "the same again"], worlds=4, weeks=11, changes=())
    page = read(write_report(same, tmp_path / "report").read_text("utf-8"))
    cells = rows(table(page, "table-glance"))["the same again"]
    assert all("no difference, in all" in cell for cell in cells)


def test_a_difference_is_called_better_or_worse_when_its_interval_leaves_zero_out(
    simulated: Results, tmp_path: Path
) -> None:
    page = read(write_report(simulated, tmp_path).read_text("utf-8"))
    found = rows(table(page, "table-glance"))
    said = set()
    for policy in simulated.policies[1:]:
        cells = found[policy]
        for cell, measure in zip(cells[1:], ("real value", "prevalence", "quits", "cost per value"), strict=True):
            row = simulated.compare(policy, measures=[measure], weeks=simulated.since_first_change).iloc[0]
            more = "better" if simulated.measures[measure].better == "more" else "worse"
            less = "worse" if more == "better" else "better"
            meaning = more if row["low"] > 0 else less if row["high"] < 0 else "cannot tell"
            meaning = "no difference" if row["low"] == row["high"] == 0 else meaning
            assert f"{meaning}, in " in cell
            said.add(meaning)
    assert said >= {"better", "worse", "cannot tell"}


def test_one_company_is_reported_without_intervals_and_so_without_judgement(tmp_path: Path) -> None:
    one = made.results(tmp_path, made.POLICIES[:3], worlds=1, weeks=20)
    page = read(write_report(one, tmp_path / "report").read_text("utf-8"))
    cells = rows(table(page, "table-glance"))["as it happened"]
    assert all("cannot tell, one company" in cell for cell in cells)
    assert "one simulated company" in page.words()


def test_the_baseline_alone_is_reported_and_a_missing_picture_explained(tmp_path: Path) -> None:
    alone = made.results(tmp_path, [made.BASELINE], worlds=3, weeks=20)
    page = read(write_report(alone, tmp_path / "report").read_text("utf-8"))
    assert "“Policies side by side” is not drawn: there is no policy beside the baseline" in page.words()
    assert "chart-validity" in {each.attributes.get("id") for each in page.all("svg")}
    assert not (tmp_path / "report" / "charts" / "policies.svg").exists()


def test_policies_are_told_in_words_by_date(page: Element) -> None:
    told = section(page, "The policies in words Where", "The policies at a glance Means")
    assert "12 public board of tokens tokens are counted; a board shows everybody's numbers to all 80 % of" in told
    assert "52 tokens are counted; only the person and the manager see the number as before officially it" in told


def test_a_change_beyond_the_last_week_is_marked(tmp_path: Path) -> None:
    short = made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=20)
    page = read(write_report(short, tmp_path / "report").read_text("utf-8"))
    assert page.words().count("Beyond the last week: not simulated.") == 1


def test_facts_are_said_to_be_shown_or_not_with_share_and_source(page: Element) -> None:
    found = rows(table(page, "table-facts"))
    one, two = found["A1: many people are padding by week 50"], found["A2: validity rises"]
    assert (one[0], one[3], one[5]) == ("0.1 to 0.6", "✓ shown", "https://example.org/fact")
    assert one[2].startswith("100")
    assert (two[0], two[3], two[4], two[5]) == ("above 0", "✗ not shown", "informative, calibrate", "An article, 2026")
    assert "1 of 2 facts are shown" in table(page, "table-facts").words()


def test_facts_beyond_the_run_are_said_to_be_skipped_and_a_case_without_facts_says_so(tmp_path: Path) -> None:
    short = made.results(tmp_path / "short", made.POLICIES[:2], worlds=2, weeks=20, facts=made.FACTS)
    page = read(write_report(short, tmp_path / "one").read_text("utf-8"))
    assert "fact 'A1' is skipped" in page.words()
    none = made.results(tmp_path / "none", made.POLICIES[:2], worlds=2, weeks=20)
    assert "The scenario states no facts" in write_report(none, tmp_path / "two").read_text("utf-8")


def test_every_assumption_stands_there_with_value_unit_and_source(page: Element, results: Results) -> None:
    found = table(page, "table-assumptions").words()
    settings = [each for each in settings_of(results.case) if each.source != "definition"]
    settings += [each for each in settings_of(results.case.all_metrics()["tokens"]) if each.source != "definition"]
    assert len(settings) > 50
    in_words = {"inf": "infinite", "None": "none", "True": "yes", "False": "no"}
    for each in settings:
        value = in_words.get(each.value, each.value)
        assert " ".join(f"{each.title}{value}{each.unit}{each.how}{each.source}".split()) in found.replace(
            f"{each.source} ", each.source
        )


def test_every_measure_leads_to_its_definition(page: Element, results: Results) -> None:
    defined = {each.attributes["id"]: each.words() for each in page.all("dt") if "id" in each.attributes}
    assert set(results.measures) <= set(defined.values())
    links = {link.words(): link.attributes["href"][1:] for head in page.all("th") for link in head.all("a")}
    assert set(links) >= {*map(shown_as, results.top), "95 % interval"}
    assert all(defined[links[shown_as(name)]] == name for name in results.top)
    assert {link for link in links.values() if link.startswith("term-")} <= set(defined)


def test_the_report_says_where_it_comes_from_and_how_to_repeat_it(page: Element, results: Results) -> None:
    told = section(page, "To run it again", "The scenario, word for word")
    assert "goodhart run amazon_meshclaw --worlds 20 --weeks 104 --employees 1000 --seed 2026" in told
    assert results.manifest["hash"] in told
    assert f"numpy {results.manifest['versions']['numpy']}" in told
    assert "title: Amazon" in page.all("pre")[-1].text


def test_the_same_results_are_the_same_bytes(results: Results, path: Path, tmp_path: Path) -> None:
    again = write_report(results, tmp_path)
    assert again.read_bytes() == path.read_bytes()


def test_every_shown_text_is_escaped_and_only_safe_sources_are_links(tmp_path: Path) -> None:
    hostile = made.results(
        tmp_path,
        [made.BASELINE, HOSTILE],
        worlds=2,
        weeks=20,
        title=f"A & B {HOSTILE}",
        question=f"Why? {HOSTILE}",
        sources=["javascript:alert(1)", "http://example.org", "https://example.org/\"onclick='x'", f"x {HOSTILE}"],
        changes=[{"week": 3, "metric": "tokens", "note": HOSTILE}],
        facts=[{**made.FACTS[0], "says": HOSTILE, "policy": HOSTILE, "weeks": [3, 9], "source": HOSTILE}],
    )
    text = write_report(hostile, tmp_path / "report").read_text("utf-8")
    page = read(text)
    assert HOSTILE not in text
    assert len(page.all("script")) == 2
    assert json.loads(page.all("script")[0].text)["policies"] == [made.BASELINE, HOSTILE]
    assert not [name for element in page.all() for name in element.attributes if name.startswith("on")]
    assert page.all("h1")[0].words() == f"A & B {HOSTILE}"
    assert (
        HOSTILE
        in next(
            each for each in page.all("svg") if each.attributes.get("id") == "chart-claimed-and-real-value"
        ).attributes["aria-label"]
    )
    outside = [a.attributes["href"] for a in page.all("a") if not a.attributes["href"].startswith("#")]
    assert outside == ["https://example.org/\"onclick='x'"]


def test_the_folder_is_made(tmp_path: Path) -> None:
    small = made.results(tmp_path / "results", made.POLICIES[:2], worlds=2, weeks=4)
    assert write_report(small, str(tmp_path / "new" / "and deep")) == tmp_path / "new" / "and deep" / "index.html"
