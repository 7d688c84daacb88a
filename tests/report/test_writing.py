"""A report is written beside whoever else writes, and tells the owner of a file how to repeat the run."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.experiment.by_hand import Changed, as_json
from sim.experiment.plausible import COMPANIES
from sim.report import build, write_markdown, write_report, write_workbook
from sim.report.story import Story
from sim.scenario.case import named
from tests.charts import made


def test_ones_own_file_is_named_with_its_ending(tmp_path: Path) -> None:
    results = made.results(tmp_path / "results", made.POLICIES[:2], worlds=2, weeks=4)
    results.case = named(results.case, "my company")
    text = write_report(results, tmp_path / "report").read_text("utf-8")
    assert "goodhart run &#39;my company.yaml&#39; --worlds 2" in text


def test_what_was_set_over_the_file_is_in_the_commands(tmp_path: Path) -> None:
    results = made.results(tmp_path / "results", made.POLICIES[:2], worlds=2, weeks=4)
    over = (Changed("weeks", 104, 4), Changed("company.replacement", 20.0, 5.0), Changed("title", "A", "B c"))
    results.manifest["changed"] = as_json(over)
    told = Story(results)
    size = "--worlds 2 --weeks 4 --employees 1000 --seed 2026"
    settings = """--set company.replacement=5 --set 'title="B c"'"""
    assert told.command == f"goodhart run amazon_meshclaw {size} {settings}"
    assert told.finding_out == f"goodhart run amazon_meshclaw --weeks 4 {settings} --uncertain --worlds 200"


def test_as_many_plausible_companies_are_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = made.results(tmp_path / "results", made.POLICIES[:2], worlds=2, weeks=4)
    for worlds, said in ((3, " --plausible 3"), (COMPANIES, "")):
        others = made.results(tmp_path / f"{worlds}", made.POLICIES[:2], worlds=worlds, weeks=4)
        monkeypatch.setattr("sim.report.hanging.beside", lambda _, others=others: others)
        assert Story(results).command.endswith(f"--seed 2026{said}")


def test_a_picture_that_another_run_is_writing_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = made.results(tmp_path / "results", made.POLICIES[:2], worlds=2, weeks=4)
    keep = build.keep

    def emptied(path: Path, data: bytes) -> None:
        keep(path, data if path.name == "index.html" else b"")

    monkeypatch.setattr(build, "keep", emptied)
    assert write_report(results, tmp_path / "report").read_text("utf-8").count("<svg") >= 1


@pytest.mark.skipif(os.name != "posix", reason="processes are asked after on POSIX alone")
@pytest.mark.parametrize("write", [write_report, write_markdown, lambda results, to: write_workbook(results, to / "a")])
def test_the_next_report_clears_what_a_killed_one_left(write: Callable[..., Path], tmp_path: Path) -> None:
    results = made.results(tmp_path / "results", made.POLICIES[:2], worlds=2, weeks=4)
    name = ".goodhart-0123abcd-999999999.part"
    places = [tmp_path / "report", tmp_path / "report" / "charts"]
    for place in places:
        place.mkdir()
        (place / name).write_text("half")
    write(results, tmp_path / "report")
    left = [place.name for place in places if (place / name).exists()]
    assert left == ([] if (tmp_path / "report" / "charts" / "policies.svg").exists() else ["charts"])
