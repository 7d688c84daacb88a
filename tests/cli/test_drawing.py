"""Charts of what was asked of a study, from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Goodhart

STUDY = """\
title: Two levers
scenario: amazon_meshclaw
settings: {company.employees: 24, weeks: 14}
policies: [no metric, board kept]
vary:
  share: {at: "policies.board kept[0].target.share", values: [0.5, 0.9]}
  use: {at: "policies.board kept[0].review.actual", values: [0.0, 0.6]}
worlds: 2
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    file = tmp_path / "two.yaml"
    file.write_text(STUDY)
    return file


def test_a_heat_map_of_a_study(goodhart: Goodhart, study: Path, tmp_path: Path) -> None:
    folder = tmp_path / "swept"
    assert goodhart("sweep", str(study), "--out", str(folder), "--jobs", "1").exit_code == 0
    drawn = goodhart("chart", "heat-map", str(folder), "--x", "use", "--measure", "real value")
    assert drawn.exit_code == 0
    assert drawn.stdout.strip() == str(folder / "charts" / "heat-map.svg")
    wrong = goodhart("chart", "heat-map", str(folder), "--y", "nope")
    assert (wrong.exit_code, "there are share, use" in wrong.stderr) == (2, True)


def test_the_answer_of_a_question_is_drawn_too(goodhart: Goodhart, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "robust.png"
    asked = goodhart("robust", str(study), "--out", str(tmp_path / "asked"), "--jobs", "1", "--chart", str(file))
    assert asked.exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_screening_has_no_shares_to_draw(goodhart: Goodhart, study: Path, tmp_path: Path) -> None:
    asked = goodhart("sensitivity", str(study), "--method", "morris", "--chart", str(tmp_path / "a.svg"))
    assert (asked.exit_code, "--method sobol" in asked.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == [study]
