"""Charts of what was asked of a study, from the command line."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.cli.drawing import heat_map
from sim.cli.guard import InputError
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


def test_a_heat_map_shows_listed_values_and_the_difference_from_another_policy(tmp_path: Path) -> None:
    values = {"board": [[1.0, 3.0], [2.0, 2.0], [5.0, 5.0], [7.0, np.nan]], "none": [[1.0, 1.0]] * 4}
    cube = np.array([values["none"], values["board"]]).transpose(1, 0, 2)
    points = pd.DataFrame({"who": ["team", "team", "all", "all"], "on": [True, False] * 2, "n": [1, 2, 1, 2]})
    case = SimpleNamespace(baseline="none", policies={"none": (), "board": ()})
    swept: Any = SimpleNamespace(
        names=list(points), policies=["none", "board"], measures={"surplus": None, "bill": None}, points=points,
        study=SimpleNamespace(case=case), cube=lambda measure: cube,
    )  # fmt: skip
    table, words = heat_map(swept, "who", "on", None, None, "none")
    assert table.to_dict("list") == {
        "x": ["team", "team", "all", "all"], "y": ["True", "False"] * 2, "value": [1.0, 1.0, 4.0, 6.0],
    }  # fmt: skip
    assert words["value"] == "surplus less that under “none”"
    assert words["note"] == "Policy “board”. Mean over n."
    level, words = heat_map(swept, None, None, "bill", None, None)
    assert (level["x"].tolist(), level["y"].tolist()) == ([1, 2, 1, 2], ["team", "team", "all", "all"])
    assert (level["value"].tolist(), words["value"]) == ([2.0, 2.0, 5.0, 7.0], "bill")
    with pytest.raises(InputError, match="two different things"):
        heat_map(swept, "n", "n", None, None, None)
    with pytest.raises(InputError, match="there is no policy 'nobody'"):
        heat_map(swept, None, None, None, None, "nobody")


def test_the_answer_of_a_question_is_drawn_too(goodhart: Goodhart, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "robust.png"
    asked = goodhart("robust", str(study), "--out", str(tmp_path / "asked"), "--jobs", "1", "--chart", str(file))
    assert asked.exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_screening_has_no_shares_to_draw(goodhart: Goodhart, study: Path, tmp_path: Path) -> None:
    asked = goodhart("sensitivity", str(study), "--method", "morris", "--chart", str(tmp_path / "a.svg"))
    assert (asked.exit_code, "--method sobol" in asked.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == [study]
