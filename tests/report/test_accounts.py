"""The ledger and the money on the page are those of the results, with their intervals."""

import re
from pathlib import Path

import pytest

from sim.charts import chart_named
from sim.experiment import Results, ledger, verdict
from sim.measures import all_measures
from sim.report import write_report
from sim.report.accounts import ledger_of, ledgers, money
from tests.charts import made
from tests.report.reading import read

MAIN = "as it happened"


def figure(said: str) -> float:
    return float(said.replace("\N{MINUS SIGN}", "-").replace("$", "").replace(",", ""))


def test_the_ledger_has_every_line_with_its_interval(simulated: Results) -> None:
    account = ledger_of(simulated, MAIN)
    lines = ledger(simulated, MAIN, simulated.since_first_change)
    assert [entry.says for entry in account.entries] == [line.says for line in lines]
    for entry, line in zip(account.entries, lines, strict=True):
        ((mean, interval),) = entry.figures
        assert figure(mean) == pytest.approx(100 * line.mean, abs=0.051)
        low, high = map(figure, interval.split(" to "))
        assert (low, high) == pytest.approx((100 * line.low, 100 * line.high), abs=0.051)


def test_the_lines_add_up_to_the_gain_and_to_the_effect(simulated: Results) -> None:
    means = [figure(entry.figures[0][0]) for entry in ledger_of(simulated, MAIN).entries]
    *parts, real, anyway, effect = means
    assert sum(parts) == pytest.approx(real, abs=0.7)  # each is rounded to a tenth
    assert real + anyway == pytest.approx(effect, abs=0.2)


def test_table_chart_and_verdict_have_one_claim_one_unit_and_the_same_signs(simulated: Results) -> None:
    account = ledger_of(simulated, MAIN)
    drawn = chart_named("ledger")
    assert "per cent of a working week a person" in drawn.words(simulated)
    told = {entry.says: figure(entry.figures[0][0]) for entry in account.entries}
    for says, mean in told.items():
        if mean:
            said = re.search(re.escape(says) + " ([+\N{MINUS SIGN}][\\d.]+)", drawn.words(simulated))
            assert said
            assert figure(said[1]) == pytest.approx(mean, abs=0.051)
    happened = next(sentence for sentence in verdict(simulated) if sentence.about == "what happened")
    assert account.entries[0].figures[0][0].removeprefix("+") == f"{100 * happened.numbers['claimed_gain_mean']:.1f}"


def test_lines_taken_together_add_up_for_every_policy(simulated: Results) -> None:
    account = ledgers(simulated)
    assert [entry.says for entry in account.entries] == [name for name in simulated.policies if name != "no metric"]
    for entry in account.entries:
        claim, *kinds, real, _ = (figure(mean) for mean, _ in entry.figures)
        assert claim + sum(kinds) == pytest.approx(real, abs=0.4)
        assert all(interval for _, interval in entry.figures)


def test_the_sentence_has_an_interval_for_every_figure(simulated: Results) -> None:
    for account in (ledger_of(simulated, MAIN), money(simulated, simulated.policies)):
        figures = re.findall(r"\d[\d.,]*(?: %| million| thousand) ", account.sentence)
        assert len(figures) >= account.sentence.count("interval") > 0


def test_money_is_the_money_of_the_results(simulated: Results) -> None:
    account = money(simulated, simulated.policies)
    surplus = account.entries[-1]
    for policy, (mean, interval) in zip(account.columns, surplus.figures, strict=True):
        weeks = simulated.since_first_change
        assert figure(mean) == pytest.approx(simulated.per_world(policy, "money: surplus", weeks).mean(), rel=1e-3)
        assert " to " in interval


def test_cash_and_effort_are_apart_and_come_to_what_is_left(simulated: Results) -> None:
    account = money(simulated, simulated.policies)
    says = [entry.says for entry in account.entries]
    middle = says.index("What the company gets and pays")
    assert [entry.total for entry in account.entries].count(True) == 2
    assert says[middle + 1 :] == [
        "What work and useful use cost people", "What padding costs people", "What is left of it all"
    ]  # fmt: skip
    for column in range(len(account.columns)):
        *cash, part, effort, padding, left = (figure(entry.figures[column][0]) for entry in account.entries)
        assert sum(cash) == pytest.approx(part, abs=len(cash))
        assert part + effort + padding == pytest.approx(left, abs=2)


def test_lines_that_are_nothing_in_every_column_are_left_out_and_named(simulated: Results) -> None:
    account = money(simulated, simulated.policies)
    assert not [entry for entry in account.entries if all(mean == "$0.00" for mean, _ in entry.figures)]
    assert "“Checking people”" in account.note
    assert "“AI used for padding”" not in account.note


def test_the_sentence_on_money_rounds_and_names_what_it_assumes(simulated: Results) -> None:
    told = money(simulated, simulated.policies).sentence
    assert told.endswith("Assumed: a wage of $5,000 a week; to replace a leaver costs 20 weeks' wages.")
    amounts = re.findall(r"about .\$([\d,.]+) (?:million|thousand)", told)
    assert len(amounts) == 2 * (len(simulated.policies) - 1)
    assert all(len(amount) <= 3 for amount in amounts)


def test_results_without_ledger_and_money_say_so(tmp_path: Path) -> None:
    without = [each.name for each in all_measures() if each.name.startswith(("ledger: ", "money: "))]
    results = made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=20, without=without)
    assert ledger_of(results, MAIN).problem == "these results hold no ledger"
    assert money(results, results.policies).problem == "these results hold no account of money"
    assert not ledgers(results).entries


def test_a_policy_that_never_launches_within_the_run_has_no_ledger(tmp_path: Path) -> None:
    late = made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=8)
    text = write_report(late, tmp_path / "report").read_text("utf-8")
    assert "There is no ledger of “as it happened”" in read(text).words()


def test_the_page_of_a_real_run_holds_no_nonsense(simulated: Results, tmp_path: Path) -> None:
    page = read(write_report(simulated, tmp_path).read_text("utf-8"))
    words = page.all("main")[0].words()
    assert not re.search(r"\bnan\b|\bNone\b(?! of)|[-\N{MINUS SIGN}]0(\.0+)?(?![\d.])|0 of 0|\binf\b", words)
    ids = {element.attributes.get("id") for element in page.all()}
    links = {a.attributes["href"][1:] for table in page.all("table") for a in table.all("a")} - {""}
    assert {link for link in links if link.startswith("term-")} <= ids
    assert len([link for link in links if link.startswith("term-ledger")]) == 13
