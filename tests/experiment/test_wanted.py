"""What a folder is to hold: a damaged list of points and worlds is named, whatever is wrong with it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment import ResultsError, Study, Sweep, extend, resume, run, sweep
from sim.experiment.wanted import Wanted

POINTS = [[0.1, "team"], [0.2, "team"]]
DAMAGES: dict[str, tuple[str, str]] = {
    "no JSON": ("{", "Expecting property name"),
    "nested without end": ("[" * 100_000, "recursion"),
    "a list": ("[]", "valid dictionary"),
    "a number without end": ('{"worlds": Infinity, "wanted": [0], "points": [[]]}', "worlds: "),
    "no worlds": (json.dumps({"wanted": [0], "points": POINTS}), "worlds: Field required"),
    "fewer worlds than none": (json.dumps({"worlds": -3, "wanted": [0], "points": POINTS}), "worlds: .*greater than"),
    "too many worlds": (json.dumps({"worlds": 10**9, "wanted": [0], "points": POINTS}), "worlds: .*less than"),
    "a point before the first": (json.dumps({"worlds": 1, "wanted": [-1], "points": POINTS}), "wanted.0: .*greater"),
    "a point after the last": (json.dumps({"worlds": 1, "wanted": [0, 2], "points": POINTS}), "there is no point 2"),
    "points of unequal width": (
        json.dumps({"worlds": 1, "wanted": [0], "points": [[0.1, "team"], [0.2]]}),
        "differ in how many values",
    ),
    "a value that moves a terminal": (
        json.dumps({"worlds": 1, "wanted": [0], "points": [[0.1, "\x1b[31m"], [0.2, "team"]]}),
        r"'\\x1b' is a control character",
    ),
    "points that are too narrow": (
        json.dumps({"worlds": 1, "wanted": [0], "points": [[0.1], [0.2]]}),
        "a point has 2 values, one each of behaviour.belief.fade, who",
    ),
}


@pytest.mark.parametrize(("text", "said"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_list_of_points_is_named(text: str, said: str, study: Study, tmp_path: Path) -> None:
    folder = sweep(study.with_worlds(1), out=tmp_path / "out").folder
    (folder / "design.json").write_text(text)
    for open_it in (Sweep.open, resume):
        with pytest.raises(ResultsError, match=rf"{re.escape(str(folder / 'design.json'))} is damaged \(.*{said}"):
            open_it(folder)


def test_that_of_a_run_is_named_too(scenario: Path, fake: Callable[[Any], None], tmp_path: Path) -> None:
    run(sim.load(scenario, worlds=1), out=tmp_path / "out")
    (tmp_path / "out/design.json").write_text(json.dumps({"worlds": 2_000_000, "wanted": [0], "points": [[]]}))
    for go_on in (resume, lambda folder: extend(folder, worlds=3)):
        with pytest.raises(ResultsError, match=r"design\.json is damaged \(worlds: "):
            go_on(tmp_path / "out")


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    wanted = Wanted(1_000_000, (1, 0, 1), ((0.1, "team", None), (float("inf"), {"normal": {"mean": 1}}, True)))
    wanted.keep(tmp_path)
    assert Wanted.read(tmp_path) == wanted
