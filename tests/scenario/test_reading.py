from typing import Annotated, Any, Literal, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.mistakes import Mistake, ScenarioError, mistake_at, path_words
from sim.scenario.reading import apply_settings, check, parse_setting
from sim.scenario.yaml12 import Document, read_yaml


class Toy(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Target(Toy):
    share: float = Field(gt=0, le=1, json_schema_extra={"unit": "share of people"})
    push: float = Field(0.8, ge=0, allow_inf_nan=False)


class Above(Toy):
    above: float


class Between(Toy):
    between: Annotated[tuple[float, float], Strict(False)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.between[0] > self.between[1]:
            raise ValueError("between must run from low to high")
        return self


class Lottery(Toy):
    kind: Literal["lottery"]
    chance: float


class Prize(Toy):
    kind: Literal["prize"]
    money: float


class Audience(Toy):
    who: Literal["nobody", "manager", "company"] = "nobody"

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, data: Any) -> Any:
        return {"who": data} if isinstance(data, str) else data


class Change(Toy):
    week: int = Field(ge=1)
    audience: Audience = Audience()
    target: Target | None = None
    band: Above | Between | None = None
    pressure: Annotated[float, Field(ge=0)] | Target | Literal["all", "most"] = 0.0
    reward: Annotated[Lottery | Prize, Field(discriminator="kind")] | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.target and self.target.share > 0.5 and self.week == 1:
            raise mistake_at(("target", "share"), "nobody {can} reach more than half in the first week")
        return self


class Company(Toy):
    employees: int = Field(ge=1, le=85_000)
    remote: bool = False
    name: str = Field("", max_length=20, pattern="^[A-Z]")
    tags: Annotated[tuple[str, ...], Strict(False)] = Field((), min_length=1, max_length=3)


class Case(Toy):
    title: str
    company: Company | None = None
    policies: dict[str, Annotated[tuple[Change, ...], Strict(False)]] = {}
    prices: dict[Literal["tokens", "seats"], float] = {}
    named: dict[Annotated[str, Field(min_length=2)], int] = {}
    baseline: str = ""
    factor: int = Field(2, multiple_of=2)

    @field_validator("baseline")
    @classmethod
    def _known(cls, name: str, info: ValidationInfo) -> str:
        if name and info.context is not None and name not in info.context["known"]:
            raise PydanticCustomError("unknown_policy", "there is no policy {name}", {"name": name})
        return name


def read(text: str) -> Document:
    return read_yaml(text, "case.yaml")


def said(document: Document, **options: Any) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        check(Case, document, **options)
    return str(caught.value).splitlines()


def test_a_right_document_becomes_the_model() -> None:
    text = "title: a\ncompany: {employees: 3}\npolicies: {as it happened: [{week: 1, pressure: 2}, {week: 2}]}\n"
    case = check(Case, read(text))
    assert case.company == Company(employees=3)
    assert [change.week for change in case.policies["as it happened"]] == [1, 2]
    assert case.policies["as it happened"][0].pressure == 2.0


WRONG: list[tuple[str, str]] = [
    # one line of a file below `title: a`, and all that is said of it
    ("weeks: 3", "2:1: weeks: unknown key 'weeks'; known here: title, company, policies, prices, named, baseline, factor"),
    ("polices: {}", "2:1: polices: unknown key 'polices'; did you mean 'policies'?"),
    ("baseline: 3", "2:11: baseline: found 3; expected text"),
    ("baseline:", "2:10: baseline: found nothing; expected text"),
    ("factor: 3", "2:9: factor: found 3; Input should be a multiple of 2"),
    ("company: {}", "2:1: company.employees: this key is missing; expected a whole number from 1 to 85000"),
    ("company: [3]", "2:1: company: found a list of 1 item; expected a group of keys (employees, remote, name, tags)"),
    ("company: {employees: 3.0}", "2:22: company.employees: found 3.0; expected a whole number from 1 to 85000; write 3"),
    ("company: {employees: 3.5}", "2:22: company.employees: found 3.5; expected a whole number from 1 to 85000"),
    ("company: {employees: '3'}", "2:22: company.employees: found text '3'; expected a whole number from 1 to 85000; take the quotes away"),
    ("company: {employees: true}", "2:22: company.employees: found true; expected a whole number from 1 to 85000"),
    ("company: {employees: 0}", "2:22: company.employees: found 0; expected a whole number from 1 to 85000"),
    ("company: {employees: 1, remote: no}", "2:33: company.remote: found text 'no'; expected true or false"),
    ("company: {employees: 1, remote: 0}", "2:33: company.remote: found 0; expected true or false"),
    ("company: {employees: 1, name: acme}", "2:31: company.name: found text 'acme'; expected text of the form '^[A-Z]' of at most 20 characters"),
    ("company: {employees: 1, tags: []}", "2:25: company.tags: found a list of 0 items; expected a list of at least 1 and at most 3 items"),
    ("company: {employees: 1, tags: a}", "2:31: company.tags: found text 'a'; expected a list of at least 1 and at most 3 items"),
    ("policies: {a: {week: 1}}", "2:12: policies.a: found a group of keys; expected a list"),
    ("policies: []", "2:1: policies: found a list of 0 items; expected a group of keys"),
    ("prices: {token: 1}", "2:10: prices.token: unknown key 'token'; did you mean 'tokens'?"),
    ("prices: {x: 1}", "2:10: prices.x: unknown key 'x'; known here: tokens, seats"),
    ("named: {x: 1}", "2:9: named.x: the key 'x' cannot be used here: String should have at least 2 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), WRONG)
def test_a_mistake_says_where_what_was_found_and_what_was_expected(line: str, words: str) -> None:
    assert said(read(f"title: a\n{line}\n")) == [f"case.yaml:{words}"]


WRONG_CHANGES: list[tuple[str, str]] = [
    ("target: {share: 1.5}", "31: target.share: found 1.5; expected a number above 0 and at most 1 (share of people)"),
    ("target: {share: 1, push: -1}", "40: target.push: found -1; expected a number of at least 0"),
    ("target: {share: 1, push: .inf}", "40: target.push: found .inf; expected a finite number"),
    ("target: {push: 1}", "14: target.share: this key is missing; expected a number above 0 and at most 1 (share of people)"),
    ("audience: compny", "24: audience: found text 'compny'; expected one of 'nobody', 'manager', 'company'; did you mean 'company'?"),
    ("audience: {who: x}", "30: audience.who: found text 'x'; expected one of 'nobody', 'manager', 'company'"),
    ("band: {above: x}", "27: band.above: found text 'x'; expected a number"),
    ("band: {between: [1]}", "20: band.between: found a list of 1 item; expected a list of 2 items"),
    ("band: {between: []}", "20: band.between: found a list of 0 items; expected a list of 2 items"),
    ("band: {between: [1, 2, 3]}", "20: band.between: found a list of 3 items; expected a list of 2 items"),
    ("band: {between: [1, x]}", "33: band.between[1]: found text 'x'; expected a number"),
    ("band: {between: [2, 1]}", "14: band: between must run from low to high"),
    ("band: 3", "19: band: found 3; expected a group of keys (above) or a group of keys (between)"),
    ("pressure: -1", "24: pressure: found -1; expected a number of at least 0 or a group of keys (share, push) or one of 'all', 'most'"),
    ("pressure: al", "24: pressure: found text 'al'; expected a number of at least 0 or a group of keys (share, push) or one of 'all', 'most'; did you mean 'all'?"),
    ("pressure: {share: x}", "32: pressure.share: found text 'x'; expected a number above 0 and at most 1 (share of people)"),
    ("reward: {kind: price}", "29: reward.kind: found text 'price'; expected one of 'lottery', 'prize'; did you mean 'prize'?"),
    ("reward: {money: 3}", "14: reward.kind: this key is missing; expected one of 'lottery', 'prize'"),
    ("reward: {kind: prize, money: x}", "43: reward.money: found text 'x'; expected a number"),
    ("target: {share: 0.6}", "31: target.share: nobody {can} reach more than half in the first week"),
]  # fmt: skip


@pytest.mark.parametrize(("lever", "words"), WRONG_CHANGES)
def test_a_mistake_in_a_choice_between_forms_is_said_once(lever: str, words: str) -> None:
    column, _, words = words.partition(": ")
    document = read(f"title: a\npolicies:\n  as it happened:\n  - week: 9\n  - {{week: 1, {lever}}}\n")
    assert said(document) == [f"case.yaml:5:{column}: policies.as it happened[1].{words}"]


def test_all_mistakes_are_said_at_once_in_the_order_of_the_file() -> None:
    text = "company:\n  employes: 3\npolicies:\n  a: [{week: 0}, {week: 1, audience: 3}]\nbaseline: 1\n"
    assert [line.split(": ")[:2] for line in said(read(text))] == [
        ["case.yaml:1:1", "title"],
        ["case.yaml:1:1", "company.employees"],
        ["case.yaml:2:3", "company.employes"],
        ["case.yaml:4:14", "policies.a[0].week"],
        ["case.yaml:4:38", "policies.a[1].audience"],
        ["case.yaml:5:11", "baseline"],
    ]


@pytest.mark.parametrize(("text", "found"), [("- a", "a list of 1 item"), ("a", "text 'a'"), ("---", "nothing")])
def test_a_document_that_is_no_group_of_keys_is_one_mistake(text: str, found: str) -> None:
    (line,) = said(read(text))
    assert line.startswith(f"case.yaml:1:1: found {found}; expected a group of keys (title, ") or found == "nothing"
    assert f"found {found}; expected a group of keys" in line


def test_a_validator_sees_the_context_and_speaks_for_itself() -> None:
    document = read("title: a\nbaseline: b")
    assert check(Case, document, context={"known": ["b"]}).baseline == "b"
    assert said(document, context={"known": []}) == ["case.yaml:2:11: baseline: there is no policy b"]


def test_values_in_messages_are_short_and_harmless() -> None:
    (line,) = said(read(f'title: a\ncompany: "\\e[31m{"x" * 99}"'))
    assert r"found text '\x1b[31m" in line
    assert "x" * 60 not in line
    assert line.isprintable()


FILE = """\
title: a
company: {employees: 3}
policies:
  no metric: []
  as it happened:
  - {week: 12, target: {share: 0.8}}
prices:
"""


def test_settings_are_laid_over_the_file_and_leave_it_as_it_is() -> None:
    document = read(FILE)
    settings = {
        "company.employees": 85_000,
        "company.name": "Acme",
        "policies.as it happened[0].target.share": 0.5,
        "policies.no metric": [{"week": 3}],
        "policies.no metric[0].week": 4,
        "prices.tokens": 0.1,
        'named."a.b"': 1,
    }
    case = check(Case, apply_settings(document, settings))
    assert case.company == Company(employees=85_000, name="Acme")
    assert case.policies["as it happened"][0].target == Target(share=0.5)
    assert case.policies["no metric"][0].week == 4
    assert (case.prices, case.named) == ({"tokens": 0.1}, {"a.b": 1})
    assert document.data == read(FILE).data
    assert settings["policies.no metric"] == [{"week": 3}]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("company.employees", 0, "company.employees: found 0; expected a whole number from 1 to 85000"),
        ("company.employes", 5, "company.employes: unknown key 'employes'; did you mean 'employees'?"),
        ("compny.employees", 5, "compny: unknown key 'compny'; did you mean 'company'?"),
        ("company", {"remote": True}, "company.employees: this key is missing; expected a whole number from 1 to 85000"),
        ("policies.as it happened[0].target.share", "x", "policies.as it happened[0].target.share: found text 'x'; "
         "expected a number above 0 and at most 1 (share of people)"),
    ],
)  # fmt: skip
def test_a_mistake_made_by_a_setting_names_the_setting(path: str, value: Any, words: str) -> None:
    document = apply_settings(read(FILE), {"title": "b", path: value})
    assert said(document) == [f"--set {words}"]
    with pytest.raises(ScenarioError) as caught:
        check(Case, document)
    assert (caught.value.mistakes[0].line, caught.value.mistakes[0].column) == (0, 0)


def test_mistakes_of_settings_and_of_the_file_are_said_together() -> None:
    document = apply_settings(read("title: 1\ncompany: {employees: 0}"), {"company.remote": 3})
    assert [line.split(": ")[0] for line in said(document)] == [
        "--set company.remote",
        "case.yaml:1:8",
        "case.yaml:2:22",
    ]


def test_paths_that_lead_nowhere_are_all_said_with_the_nearest_name() -> None:
    paths = [
        "policies.as it hapened[0].week",
        "policies.as it happened[1].week",
        "company[0]",
        "title.words",
        "policies.no metric.week",
        "a..b",
        "",
        r'"\x"',
    ]
    with pytest.raises(ScenarioError) as caught:
        apply_settings(read(FILE), dict.fromkeys(paths, 1))
    assert str(caught.value).splitlines() == [
        "--set policies.as it hapened[0].week: there is no list 'as it hapened'; did you mean 'as it happened'?",
        "--set policies.as it happened[1].week: policies.as it happened has 1 items, the first is [0]",
        "--set company[0]: company is no list, found a group of keys",
        "--set title.words: title has no keys, found text 'a'",
        "--set policies.no metric.week: policies.no metric has no keys, found a list of 0 items",
        "--set a..b: this is no path, as in company.employees or policies.as it happened[0].week",
        "--set : this is no path, as in company.employees or policies.as it happened[0].week",
        r'--set "\x": only \" and \\ may stand after a backslash in a quoted key',
    ]


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


KEY = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=20)


@given(st.lists(KEY, min_size=1, max_size=4), st.integers())
def test_a_path_in_a_message_can_be_given_as_a_setting(keys: list[str], value: int) -> None:
    path, found = parse_setting(f"{path_words(tuple(keys))}={value}")
    data = apply_settings(read("{}"), {path: found}).data
    for key in keys:
        data = data[key]
    assert data == value


def test_a_mistake_has_one_shape_for_machines() -> None:
    with pytest.raises(ScenarioError) as caught:
        check(Case, apply_settings(read("title: 1"), {"company.employees": 0}))
    assert caught.value.mistakes == (
        Mistake("--set", 0, 0, "company.employees", "found 0; expected a whole number from 1 to 85000"),
        Mistake("case.yaml", 1, 8, "title", "found 1; expected text"),
    )
