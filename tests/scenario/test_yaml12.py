import math
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.scenario.disk import read_file
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.yaml12 import MOST_BYTES, Document, read_plain, read_yaml


def read(text: str) -> Document:
    return read_yaml(text, "case.yaml")


def mistakes_of(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(ScenarioError) as caught:
        read(text)
    return caught.value.mistakes


TEXT_IN_1_2 = ["yes", "no", "on", "nULL", "0b11", "1_000", "12:30", "190:20:30.15", "2026-10-31", ".iNf", "inf", "١٢"]
CORE_SCHEMA: list[tuple[str, Any]] = [
    ("true", True),
    ("FALSE", False),
    ("", None),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("12", 12),
    ("-0", 0),
    ("+7", 7),
    ("014", 14),
    ("0o14", 12),
    ("0xFf", 255),
    ("1.5", 1.5),
    (".5", 0.5),
    ("5.", 5.0),
    ("1e3", 1000.0),
    ("-1.5E-3", -0.0015),
    (".inf", math.inf),
    ("-.INF", -math.inf),
    ("1" * 300, int("1" * 300)),
]


@pytest.mark.parametrize(("word", "value"), [*CORE_SCHEMA, *zip(TEXT_IN_1_2, TEXT_IN_1_2, strict=True)])
def test_plain_words_mean_what_yaml_1_2_says(word: str, value: Any) -> None:
    found = read(f"a: {word}\n").data["a"]
    assert (found, type(found)) == (value, type(value))
    assert read_plain(word) == value


@pytest.mark.parametrize("word", [word for word, _ in CORE_SCHEMA])
def test_words_in_quotes_are_text(word: str) -> None:
    assert read(f"a: '{word}'").data == {"a": word}


def test_not_a_number_is_a_number() -> None:
    assert math.isnan(read("a: .NaN").data["a"])


def test_a_number_too_long_to_be_whole_is_fractional() -> None:
    assert read("a: " + "1" * 301).data["a"] == pytest.approx(1.1111111111111111e300)
    assert read("a: " + "1" * 5000).data["a"] == math.inf


@pytest.mark.parametrize("text", ["null", "~", "---", "--- # nothing"])
def test_a_document_may_be_nothing(text: str) -> None:
    assert read(text).data is None


PLACED = """\
# a comment
title: Amazon
company: {employees: 1000,
          team size: 8}
policies:
  as it happened:
  - week: 12
    target:
      share: 0.8
  - {week: 52}
weeks:
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (2, 1), (2, 1)),
        (("title",), (2, 1), (2, 8)),
        (("company", "employees"), (3, 11), (3, 22)),
        (("company", "team size"), (4, 11), (4, 22)),
        (("policies", "as it happened"), (6, 3), (7, 3)),
        (("policies", "as it happened", 0), (7, 5), (7, 5)),
        (("policies", "as it happened", 0, "target"), (8, 5), (9, 7)),
        (("policies", "as it happened", 0, "target", "share"), (9, 7), (9, 14)),
        (("policies", "as it happened", 1, "week"), (10, 6), (10, 12)),
        (("weeks",), (11, 1), (11, 7)),
        (("company", "ties", "strength"), (3, 1), (3, 10)),
    ],
)
def test_every_key_and_value_has_its_place(path: Any, key: tuple[int, int], value: tuple[int, int]) -> None:
    document = read(PLACED)
    assert document.place(path, key=True) == key
    assert document.place(path) == value


def test_a_document_keeps_file_and_text() -> None:
    document = read(PLACED)
    assert (document.file, document.text) == ("case.yaml", PLACED)


def test_aliases_are_copies_with_the_place_of_the_original() -> None:
    document = read("a: &base {x: [1]}\nb: *base\n")
    assert document.data == {"a": {"x": [1]}, "b": {"x": [1]}}
    document.data["b"]["x"].append(2)
    assert document.data["a"] == {"x": [1]}
    assert document.place(("b", "x", 0)) == (1, 15)
    assert document.place(("b",), key=True) == (2, 1)


BROKEN: dict[str, tuple[str, tuple[int, int], str]] = {
    "empty": ("", (1, 1), "there is nothing in it"),
    "only a comment": ("# later\n", (1, 1), "there is nothing in it"),
    "tab": ("company:\n\temployees: 3\n", (2, 1), "a tab cannot stand here; use spaces"),
    "tab after colon": ("a:\t1", (1, 3), "a tab"),
    "colon in text": ("a: b: c", (1, 5), "put text with ': ' in quotes"),
    "indentation": ("a: 1\n  b: 2", (2, 4), "check the indentation"),
    "outdented": ("  a: 1\n b: 2\n", (2, 2), "this does not fit what stands before it"),
    "text after quote": ("a: 'x' y\n", (1, 8), "check the indentation and the quotes"),
    "no colon": ("a: 1\nweeks 3\nb: 1\n", (2, 1), "a ':' is missing after this key"),
    "open quote": ("a: 1\nb: 'it\nc: 1\n", (2, 4), "this quote is never closed"),
    "open list": ("a: [1, 2\nb: 3\n", (2, 2), "a ',' or the closing ']' of the list is missing"),
    "open group": ("a: {b: 1\nc: 3\n", (2, 2), "a ',' or the closing '}' is missing"),
    "stray bracket": ("a: ]", (1, 4), "a value is missing before this"),
    "list on the line": ("a: - 1", (1, 4), "begin the list on a line of its own"),
    "at sign": ("a: @home", (1, 4), "put it in quotes"),
    "percent": ("%50: a", (1, 1), "text cannot begin with '%'"),
    "star": ("a: * much", (1, 5), "put text that begins with '*' in quotes"),
    "unknown alias": ("a: *b", (1, 4), "no '&' with this name stands before it"),
    "anchor twice": ("a: &x 1\nb: &x 2", (2, 4), "this '&' name is taken already"),
    "escape": (r'a: "c:\data"', (1, 8), r"write '\\' for a backslash"),
    "escape too short": (r'a: "\x4"', (1, 7), "use single quotes"),
    "escape too large": (r'a: "\UFFFFFFFF"', (1, 7), "a number here is too large"),
    "half a character": (r'a: {b: "\ud83d"}', (1, 8), r"'\ud83d' is half of a character"),
    "no character, escaped": (
        r'a: 1\nb: [x, "\ufffe"]'.replace(r"\n", "\n"),
        (2, 8),
        r"the character '\ufffe' is not allowed",
    ),
    "no character, as key": (r'{a: 1, "x\uffff": 2}', (1, 8), r"the character '\uffff' is not allowed"),
    "no character": ("a: 1\nb: \ufffe", (2, 4), r"the character '\ufffe' is not allowed"),
    "block": ("a: | b\n  c", (1, 6), "only a line break may follow '|'"),
    "control character": ("a: 1\nb: x\x1b[31m", (2, 5), r"the character '\x1b' is not allowed"),
    "two documents": ("a: 1\n---\nb: 2\n", (2, 1), "a second document begins here"),
    "python tag": ("a:\n- !!python/object:os.system x", (2, 3), "tags ('!') are not used here"),
    "own tag": ("a: !foo {b: 1}", (1, 4), "tags ('!') are not used here"),
    "core tag": ("a: !!str 1", (1, 4), "tags ('!') are not used here"),
    "bare tag": ("a: ! 1", (1, 4), "tags ('!') are not used here"),
    "undefined tag": ("a: !e!x 1", (1, 4), "tags ('!') are not used here"),
    "merge key": ("a: &a {x: 1}\nb:\n  <<: *a\n  y: 2", (3, 3), "write the keys out"),
    "number as key": ("a:\n  1: x", (2, 3), "a key must be text, found 1; put it in quotes"),
    "comma in a number": ("a: {b: 3,000}", (1, 10), "found 000; put it in quotes, or write 3000 where 3,000 is meant"),
    "true as key": ("true: x", (1, 1), "a key must be text, found true"),
    "nothing as key": ("~: x", (1, 1), "a key must be text, found nothing"),
    "list as key": ("[a]: x", (1, 1), "a key must be text, not a list"),
    "alias in itself": ("a: &a {b: [*a]}", (1, 4), "stands for something that contains itself"),
    "deep": ("[" * 102, (1, 102), "nested more than 100 deep"),
    "deep by alias": (
        f"a: &a {'[' * 60}{']' * 60}\nb: {'[' * 60}*a{']' * 60}",
        (1, 47),
        "nested more than 100 deep",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_text_is_one_mistake_with_its_place_in_plain_words(name: str) -> None:
    text, place, words = BROKEN[name]
    (mistake,) = mistakes_of(text)
    assert (mistake.line, mistake.column) == place
    assert words in mistake.message
    assert str(mistake).startswith(f"case.yaml:{place[0]}:{place[1]}: ")


def test_few_letters_cannot_become_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.scenario.yaml12.MOST_NODES", 1000)
    assert len(read("[" + "a," * 999 + "]").data) == 999
    (mistake,) = mistakes_of("[" + "a," * 1000 + "]")
    assert str(mistake) == "case.yaml:1:2000: there are more than 1,000 values, aliases written out"
    lines = "a: &a [x,x,x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a},*{a},*{a}]\n" for a, b in pairwise("abcdefgh"))
    (mistake,) = mistakes_of(lines)
    assert "more than 1,000 values" in mistake.message


def test_every_key_that_is_there_twice_is_reported() -> None:
    text = "a: 1\nb: {c: 1, c: {d: 1, d: 2}}\na: 2\ne: [{f: 1, f: 2}]\na: 3\n"
    said = [str(mistake) for mistake in mistakes_of(text)]
    assert said == [
        "case.yaml:2:11: b.c: the key 'c' is here twice; first in line 2",
        "case.yaml:2:21: b.c.d: the key 'd' is here twice; first in line 2",
        "case.yaml:3:1: a: the key 'a' is here twice; first in line 1",
        "case.yaml:4:12: e[0].f: the key 'f' is here twice; first in line 4",
        "case.yaml:5:1: a: the key 'a' is here twice; first in line 1",
    ]


def test_a_mistake_in_what_aliases_repeat_is_reported_once() -> None:
    assert len(mistakes_of("a: &a {x: 1, x: 2}\nb: *a\nc: [*a, *a]\n")) == 1


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"\xef\xbb\xbftitle: a\n")
    document = read_file(file)
    assert document.data == {"title": "a"}
    assert document.place(("title",)) == (1, 8)


def test_a_file_that_is_not_utf_8_says_where(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes("title: a\nquestion: früher é".encode("latin-1"))
    with pytest.raises(ScenarioError, match=r"case\.yaml:2:13: this is not UTF-8 text \(byte 0xfc\)"):
        read_file(file)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"nowhere\.yaml: there is no such file$"):
        read_file(tmp_path / "nowhere.yaml")
    with pytest.raises(ScenarioError, match=r"this is a folder, not a file$"):
        read_file(tmp_path)
    with pytest.raises(ScenarioError, match="the file cannot be read: "):
        read_file(tmp_path / ("x" * 5000))
    with pytest.raises(ScenarioError, match=r"a\\x00b: the file cannot be read: "):
        read_file(Path("a\0b"))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    file.touch()
    os.truncate(file, MOST_BYTES + 1)
    with pytest.raises(ScenarioError, match="more than 5 MB"):
        read_file(file)


SNIPPETS = [
    "- ",
    "a: ",
    "? ",
    "\n  ",
    "---\n",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    '"\\U',
    "\\ud800",
    "|+2\n",
    "%YAML 1.",
    "\t",
    "{",
    "]",
]


@given(st.one_of(st.text(st.characters()), st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text())).map("".join)))
@example("%YAML 1." + "9" * 5000)
@settings(deadline=None)
def test_any_text_gives_a_document_or_mistakes(text: str) -> None:
    try:
        document = read(text)
    except ScenarioError as error:
        places = [(mistake.line, mistake.column) for mistake in error.mistakes]
    else:
        places = [document.place(path) for path in document.places]
    assert places
    assert min(places) >= (1, 1)


def unlike_a_number(text: str) -> bool:
    """Whether YAML 1.1 and 1.2 agree that this is text; the dumper knows 1.1 alone."""
    return isinstance(read_plain(text), str)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"], include_characters="\n\t")).filter(unlike_a_number)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXT.filter(lambda key: key != "<<"), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(DATA, st.booleans())
@example({"a": 1e3, "b": [1e20, -0.0, 1e-7, math.inf, 10**290]}, False)
@example({"yes": "no", "12:30": "2026-10-31", "0": ["1_000", "~", ""]}, True)
@settings(deadline=None)
def test_dumped_data_comes_back_the_same(data: Any, flow: bool) -> None:
    dumped = yaml.safe_dump(data, default_flow_style=flow, sort_keys=False)
    assert repr(read(dumped).data) == repr(data)


@pytest.mark.parametrize("unseen", ["\\e", "\\0", "\\u202e", "\\x9b"])
def test_control_characters_are_refused_where_they_stand(unseen: str) -> None:
    with pytest.raises(ScenarioError, match="control character") as caught:
        read(f'title: "a{unseen}b"')
    assert (caught.value.mistakes[0].line, caught.value.mistakes[0].column) == (1, 8)


def refused_raw(character: str) -> bool:
    try:
        read(f'a: "x{character}y"')
    except ScenarioError:
        return True
    return False


def test_an_escape_stands_for_nothing_that_is_refused_itself() -> None:
    points = [*range(0xB0), *range(0x2000, 0x2070), *range(0xD7F0, 0xE010), *range(0xFDC0, 0x10010), 0x1FFFE, 0x10FFFF]
    refused = [point for point in points if refused_raw(chr(point))]
    assert {0xFFFE, 0xFFFF, 0x1B, 0x202E, 0xD800} <= set(refused)
    for point in set(refused) - {0x22, 0x5C}:
        (mistake,) = mistakes_of(f'a: "\\U{point:08X}"')
        assert (mistake.line, mistake.column) == (1, 4), hex(point)
