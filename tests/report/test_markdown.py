"""The report as Markdown: the same words, the pictures beside it, and no text that turns into markup."""

import re
from pathlib import Path

import pytest

from sim.experiment import Results, verdict
from sim.report import write_markdown
from sim.scenario.case import named
from tests.charts import made


def test_it_says_what_the_page_says(simulated: Results, tmp_path: Path) -> None:
    text = write_markdown(simulated, tmp_path / "new").read_text("utf-8")
    assert text.startswith("# Amazon, MeshClaw and the public token board\n")
    for sentence in verdict(simulated):
        assert sentence.text in text
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == [
        "Verdict", "The policies in words", "The policies at a glance", "Where it is heading: the last 8 weeks",
        "Where the claimed gain went",
        "What happens over time", "Who gains and who loses", "Money", "What the verdict hangs on",
        "Facts that the simulation should show", "Glossary", "Provenance",
    ]  # fmt: skip
    assert not re.search(r"\bnan\b|\bNone\b(?! of)|\binf\b|[-\N{MINUS SIGN}]0(\.0+)?(?![\d.])", text)


def test_pictures_lie_where_it_looks_for_them(simulated: Results, tmp_path: Path) -> None:
    text = write_markdown(simulated, tmp_path).read_text("utf-8")
    wanted = re.findall(r"\]\((charts/[a-z-]+\.svg)\)", text)
    assert len(wanted) >= 4
    assert all((tmp_path / each).is_file() for each in wanted)


def test_every_row_of_a_table_has_as_many_cells(simulated: Results, tmp_path: Path) -> None:
    text = write_markdown(simulated, tmp_path).read_text("utf-8")
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert len(tables) >= 6
    for table in tables:
        lines = table.splitlines()
        assert set(lines[1]) <= set("|- ")
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1


def test_no_name_turns_into_markup(tmp_path: Path) -> None:
    name = "<b>x</b> | [a](javascript:b) `c` *d* # ![e](f)\n# g"
    hostile = made.results(
        tmp_path, [made.BASELINE, name], worlds=2, weeks=20, title=name, question="# " + name,
        changes=[{"week": 3, "metric": "tokens", "note": name}],
    )  # fmt: skip
    text = write_markdown(hostile, tmp_path / "report").read_text("utf-8")
    assert "<b>" not in text
    assert not re.search(r"(?<!\\)\[a(?<!\\)\]", text)
    assert "\n# g" not in text
    assert "\n\\# \\<b" in text
    assert "| \\<b\\>x\\</b\\> \\| \\[a\\](javascript:b) \\`c\\` \\*d\\* # !\\[e\\](f) # g |" in text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("1. no metric", r"1\. no metric"),
        ("12) b", r"12\) b"), ("- c", r"\- c"), ("---", r"\---"), ("## d", r"\## d"),
        ("+ e", r"\+ e"), ("===", r"\==="), ("-5 % f", "-5 % f"), ("1.5 g", "1.5 g"), ("#1", "#1"),
    ],
)  # fmt: skip
def test_what_begins_like_a_list_is_shown_as_it_is(name: str, written: str, tmp_path: Path) -> None:
    listed = made.results(tmp_path, [made.BASELINE, name], worlds=2, weeks=20, question=name)
    text = write_markdown(listed, tmp_path / "report").read_text("utf-8")
    assert f"\n\n{written}\n\n" in text
    assert f"\n| {written} |" in text


@pytest.mark.parametrize("name", ["a\n```\n<img src=x>", "a\n````\n<img src=x>\n```", "`<img src=x>`"])
def test_no_command_breaks_out_of_its_fence(name: str, tmp_path: Path) -> None:
    hostile = made.results(tmp_path, made.POLICIES[:2], worlds=2, weeks=20)
    hostile.case = named(hostile.case, name)
    text = write_markdown(hostile, tmp_path / "report").read_text("utf-8")
    fences = re.findall(r"^(`{3,})\n(.*?)\n\1$", text, re.MULTILINE | re.DOTALL)
    assert [f"'{name}.yaml'" in inside for _, inside in fences] == [True] * len(fences) != []
    for fence, inside in fences:
        assert fence not in inside
    outside = re.sub(r"^(`{3,})\n(.*?)\n\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"(?<!\\)<img", outside)


def test_the_same_results_are_the_same_bytes(results: Results, tmp_path: Path) -> None:
    one, two = (write_markdown(results, tmp_path / name) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
