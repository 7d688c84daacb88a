from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, Strict

from sim.scenario.mistakes import Mistake, ScenarioError, path_words
from sim.scenario.reading import apply_settings, check, parse_setting
from sim.scenario.yaml12 import Document, read_yaml


class Toy(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Target(Toy):
    share: float = Field(gt=0, le=1)


class Change(Toy):
    week: int
    target: Target | None = None


class Company(Toy):
    employees: int = Field(ge=1)
    remote: bool = False


class Case(Toy):
    title: str
    company: Company | None = None
    policies: dict[str, Annotated[tuple[Change, ...], Strict(False)]] = {}
    prices: dict[str, float] = {}


FILE = """\
title: a
company: {employees: 3}
policies:
  no metric: []
  as it happened:
  - {week: 12, target: {share: 0.8}}
"""


def read(text: str) -> Document:
    return read_yaml(text, "case.yaml")


def mistakes_of(document: Document) -> tuple[Mistake, ...]:
    with pytest.raises(ScenarioError) as caught:
        check(Case, document)
    return caught.value.mistakes


def test_settings_are_laid_over_the_file_and_leave_it_as_it_is() -> None:
    document = read(FILE)
    settings = {
        "company.employees": 85_000,
        "company.remote": True,
        "policies.as it happened[0].target.share": 0.5,
        "policies.no metric": [{"week": 3}],
        "policies.no metric[0].week": 4,
        "prices.tokens": 0.1,
        'prices."gpt-5.2"': 2,
    }
    case = check(Case, apply_settings(document, settings))
    assert case.company == Company(employees=85_000, remote=True)
    assert case.policies["as it happened"] == (Change(week=12, target=Target(share=0.5)),)
    assert case.policies["no metric"] == (Change(week=4),)
    assert case.prices == {"tokens": 0.1, "gpt-5.2": 2.0}
    assert document.data == read(FILE).data
    assert settings["policies.no metric"] == [{"week": 3}]


def test_a_setting_fills_a_key_that_the_file_leaves_empty() -> None:
    assert apply_settings(read("prices:"), {"prices.tokens": 1}).data == {"prices": {"tokens": 1}}


def test_settings_can_be_laid_over_settings() -> None:
    once = apply_settings(read(FILE), {"company.employees": 0, "title": 1})
    twice = apply_settings(once, {"title": "b"})
    assert [str(mistake) for mistake in mistakes_of(twice)] == [
        "--set company.employees: found 0; expected a whole number of at least 1"
    ]


MADE_BY_SETTINGS: list[tuple[str, Any, str, str]] = [
    ("company.employees", 0, "company.employees", "found 0; expected a whole number of at least 1"),
    ("company.employes", 5, "company.employes", "unknown key 'employes'; did you mean 'employees'?"),
    ("compny.employees", 5, "compny", "unknown key 'compny'; did you mean 'company'?"),
    ("company", {"remote": 1}, "company.remote", "found 1; expected true or false"),
    ("company", {}, "company.employees", "this key is missing; expected a whole number of at least 1"),
    (
        "policies.as it happened[0].target.share",
        "x",
        "policies.as it happened[0].target.share",
        "found text 'x'; expected a number above 0 and at most 1",
    ),
]


@pytest.mark.parametrize(("setting", "value", "path", "words"), MADE_BY_SETTINGS)
def test_a_mistake_made_by_a_setting_names_the_setting(setting: str, value: Any, path: str, words: str) -> None:
    mistakes = mistakes_of(apply_settings(read(FILE), {"title": "b", setting: value}))
    assert Mistake("--set", 0, 0, path, words) in mistakes
    assert {mistake.file for mistake in mistakes} == {"--set"}


def test_mistakes_of_settings_and_of_the_file_are_said_together() -> None:
    document = apply_settings(read("title: 1\ncompany: {employees: 0}"), {"company.remote": 3})
    assert [str(mistake) for mistake in mistakes_of(document)] == [
        "--set company.remote: found 3; expected true or false",
        "case.yaml:1:8: title: found 1; expected text",
        "case.yaml:2:22: company.employees: found 0; expected a whole number of at least 1",
    ]


NOWHERE = {
    "policies.as it hapened[0].week": "there is no list 'as it hapened'; did you mean 'as it happened'?",
    "policies.as it happened[1].week": "policies.as it happened is a list of 1 item, the first is [0]",
    "company[0]": "company is no list, found a group of keys",
    "title.words": "title has no keys, found text 'a'",
    "policies.no metric.week": "policies.no metric has no keys, found a list of 0 items",
    "a..b": "this is no path, as in company.employees or policies.as it happened[0].week",
    "": "this is no path, as in company.employees or policies.as it happened[0].week",
    r'"\x"': r"only \" and \\ may stand after a backslash in a quoted key",
}


def test_paths_that_lead_nowhere_are_all_said_with_the_nearest_name() -> None:
    with pytest.raises(ScenarioError) as caught:
        apply_settings(read(FILE), dict.fromkeys(NOWHERE, 1))
    assert caught.value.mistakes == tuple(Mistake("--set", 0, 0, path, words) for path, words in NOWHERE.items())


def test_a_file_that_is_no_group_of_keys_takes_no_settings() -> None:
    with pytest.raises(ScenarioError, match=r"^--set a: the file has no keys, found a list of 1 item$"):
        apply_settings(read("- a"), {"a": 1})


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("company.employees=85000", "company.employees", 85_000),
        ("a.b=1e3", "a.b", 1000.0),
        ("a.b=no", "a.b", "no"),
        ("a.b='3'", "a.b", "3"),
        ("a.b=null", "a.b", None),
        ("a.b= x=y", "a.b", "x=y"),
        ("policies.as it happened[0].target={share: 0.5}", "policies.as it happened[0].target", {"share": 0.5}),
        ('uncertain."a=b.c".x=[1, 2]', 'uncertain."a=b.c".x', [1, 2]),
    ],
)
def test_a_setting_is_a_path_and_a_yaml_value(text: str, path: str, value: Any) -> None:
    assert parse_setting(text) == (path, value)


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("company.employees", "company.employees", "expected path=value"),
        ("=3", "=3", "expected path=value"),
        ("a[b]=3", "a[b]=3", "expected path=value"),
        ("a[-1]=3", "a[-1]=3", "expected path=value"),
        ("a.=3", "a.=3", "expected path=value"),
        ("a b =3", "a b =3", "expected path=value"),
        ("a.b=", "a.b", "there is nothing in it"),
        ("a.b=[1", "a.b", "the closing ']' of the list is missing"),
        ("a.b={c: 1, c: 2}", "a.b", "the key 'c' is here twice"),
    ],
)
def test_bad_syntax_in_a_setting_is_a_mistake(text: str, path: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_setting(text)
    (mistake,) = caught.value.mistakes
    assert (mistake.file, mistake.line, mistake.column, mistake.path) == ("--set", 0, 0, path)
    assert words in mistake.message


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4), st.integers())
def test_a_path_in_a_message_can_be_given_as_a_setting(keys: list[str], value: int) -> None:
    path, found = parse_setting(f"{path_words(tuple(keys))}={value}")
    data = apply_settings(read("{}"), {path: found}).data
    for key in keys:
        data = data[key]
    assert data == value


@given(st.text())
def test_any_text_given_as_a_setting_is_laid_over_or_a_mistake(text: str) -> None:
    try:
        path, value = parse_setting(text)
        document = apply_settings(read(FILE), {path: value})
    except ScenarioError as error:
        files = {mistake.file for mistake in error.mistakes}
        assert files == {"--set"}
    else:
        assert document.settings
