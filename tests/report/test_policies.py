"""The grid of policies: where each stands from which week on, one click from the ranking."""

from pathlib import Path

from sim.experiment import Results
from sim.report.policies import grid
from tests.charts import made
from tests.report.reading import Element


def test_a_later_row_says_only_what_changes(results: Results) -> None:
    rows = dict(grid(results).policies)["as it happened"]
    assert [(row.week, row.note) for row in rows] == [(12, "public board of tokens"), (52, "")]
    assert rows[0].cells[0] == "tokens are counted; a board shows everybody's numbers to all"
    assert all(rows[0].cells)
    assert rows[1].cells[1:] == ("", "officially it does not count in reviews, said fairly clearly (60 %)", "", "")


def test_the_baseline_has_a_row_although_it_changes_nothing(results: Results) -> None:
    (row,) = dict(grid(results).policies)[made.BASELINE]
    assert (row.week, row.cells[0]) == (1, "nothing is counted; nobody sees the numbers")


def test_changes_of_one_week_stand_together(tmp_path: Path) -> None:
    changes = [{"week": 3, "metric": "tokens", "note": "a"}, {"week": 3, "audience": "team", "note": "b"}]
    (row,) = dict(grid(made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=8, changes=changes)).policies)[
        made.POLICIES[1]
    ]
    assert (row.week, row.note) == (3, "a; b")
    assert row.cells[0] == "tokens are counted; the team sees its members' numbers"


def test_every_name_in_the_ranking_leads_to_its_row(page: Element, results: Results) -> None:
    ranking = next(each for each in page.all("table") if each.attributes.get("class") == "ranking")
    links = {a.words(): a.attributes["href"][1:] for row in ranking.all("tbody")[0].all("th") for a in row.all("a")}
    assert set(links) == set(results.policies)
    heads = {th.attributes["id"]: th.words() for th in page.all("th") if "id" in th.attributes}
    assert all(heads[place].removesuffix(" the baseline") == policy for policy, place in links.items())
