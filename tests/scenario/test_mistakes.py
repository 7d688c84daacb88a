import math
import pickle

import pytest

from sim.scenario.mistakes import Mistake, ScenarioError, nearest, path_words, show


def test_a_mistake_reads_as_place_path_and_message() -> None:
    assert str(Mistake("a.yaml", 3, 5, "company.employees", "wrong")) == "a.yaml:3:5: company.employees: wrong"
    assert str(Mistake("a.yaml", 3, 5, "", "wrong")) == "a.yaml:3:5: wrong"
    assert str(Mistake("a.yaml", 0, 0, "", "there is no such file")) == "a.yaml: there is no such file"
    assert str(Mistake("--set", 0, 0, "company.employees", "wrong")) == "--set company.employees: wrong"


def test_a_mistake_is_an_object_for_machines() -> None:
    expected = {"file": "a.yaml", "line": 3, "column": 5, "path": "weeks", "message": "wrong"}
    assert Mistake("a.yaml", 3, 5, "weeks", "wrong").as_json() == expected


def test_nothing_in_a_mistake_can_steer_the_terminal() -> None:
    mistake = Mistake("\x1b[2J.yaml", 1, 1, "a\u202e", "\x07\ud800\n")
    assert (mistake.file, mistake.path, mistake.message) == (r"\x1b[2J.yaml", r"a\u202e", r"\x07\ud800\n")
    assert str(mistake).isprintable()


def test_an_error_is_one_line_a_mistake_and_survives_pickling() -> None:
    error = ScenarioError([Mistake("a.yaml", 1, 2, "x", "wrong"), Mistake("--set", 0, 0, "y", "wrong\ntoo")])
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == "a.yaml:1:2: x: wrong\n--set y: wrong\\ntoo"
    assert again.mistakes == error.mistakes


def test_a_path_reads_as_it_is_written_in_a_setting() -> None:
    assert path_words(("policies", "as it happened", 1, "target", "share")) == "policies.as it happened[1].target.share"
    assert path_words((0, "a")) == "[0].a"
    assert path_words(("uncertain", "behaviour.belief.fade", "", " x", 'say "a=b"')) == (
        r'uncertain."behaviour.belief.fade".""." x"."say \"a=b\""'
    )
    assert path_words(("k" * 70, "a")) == "k" * 59 + "….a"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("no", "text 'no'"),
        ("x" * 70, f"text '{'x' * 59}…'"),
        (True, "true"),
        (None, "nothing"),
        (0.05, "0.05"),
        (math.nan, ".nan"),
        (-math.inf, "-.inf"),
        (10**80, "1" + "0" * 58 + "…"),
        ([], "a list of 0 items"),
        ([[1, 2]], "a list of 1 item"),
        ({"a": 1}, "a group of keys"),
    ],
)
def test_what_was_found_is_said_in_few_words(value: object, words: str) -> None:
    assert show(value) == words


def test_the_nearest_name_is_offered_and_a_far_one_is_not() -> None:
    names = ["audience", "Target", "team_size"]
    assert nearest("audiense", names) == "; did you mean 'audience'?"
    assert nearest("TARGET", names) == "; did you mean 'Target'?"
    assert nearest("team size", names) == "; did you mean 'team_size'?"
    assert nearest("weeks", names) == ""
