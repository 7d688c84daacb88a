from typing import Annotated, Any, Literal, Self

import pytest
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.mistakes import ScenarioError, mistake_at
from sim.scenario.reading import check
from sim.scenario.yaml12 import Document, read_yaml


class Toy(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Target(Toy):
    share: float = Field(gt=0, le=1, json_schema_extra={"unit": "share of people"})
    push: float = Field(0.8, ge=0, allow_inf_nan=False)


class Above(Toy):
    above: float


class Between(Toy):
    between: list[float] = Field(min_length=2, max_length=2)

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
    years: Annotated[tuple[int, int], Strict(False)] = (1, 2)
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


KEYS = "title, company, policies, years, prices, named, baseline, factor"
SIZE = "expected a whole number from 1 to 85000"
TAGS = "expected a list of at least 1 and at most 3 items"
SHARE = "expected a number above 0 and at most 1 (share of people)"
PRESSURE = "expected a number of at least 0 or a group of keys (share, push) or one of 'all', 'most'"
KINDS = "expected one of 'lottery', 'prize'"
WHO = "expected one of 'nobody', 'manager', 'company'"

# What a file says below its title, with ^ where the mistake is; the path; what is said of it.
WRONG: list[tuple[str, str, str]] = [
    ("^weeks: 3", "weeks", f"unknown key 'weeks'; known here: {KEYS}"),
    ("^polices: {}", "polices", "unknown key 'polices'; did you mean 'policies'?"),
    ("baseline: ^3", "baseline", "found 3; expected text"),
    ("baseline:^", "baseline", "found nothing; expected text"),
    ("factor: ^3", "factor", "found 3; Input should be a multiple of 2"),
    ("^company: {}", "company.employees", f"this key is missing; {SIZE}"),
    ("^company: [3]", "company", "found a list of 1 item; expected a group of keys (employees, remote, name, tags)"),
    ("company: {employees: ^3.0}", "company.employees", f"found 3.0; {SIZE}; write 3"),
    ("company: {employees: ^3.5}", "company.employees", f"found 3.5; {SIZE}"),
    ("company: {employees: ^'3'}", "company.employees", f"found text '3'; {SIZE}; take the quotes away"),
    ("company: {employees: ^'3,000'}", "company.employees", f"found text '3,000'; {SIZE}; write 3000"),
    ("company: {employees: ^true}", "company.employees", f"found true; {SIZE}"),
    ("company: {employees: ^0}", "company.employees", f"found 0; {SIZE}"),
    ("company: {employees: 1, remote: ^no}", "company.remote", "found text 'no'; expected true or false"),
    ("company: {employees: 1, remote: ^0}", "company.remote", "found 0; expected true or false"),
    (
        "company: {employees: 1, name: ^acme}",
        "company.name",
        "found text 'acme'; expected text of at most 20 characters of the form '^[A-Z]'",
    ),
    ("company: {employees: 1, ^tags: []}", "company.tags", f"found a list of 0 items; {TAGS}"),
    ("company: {employees: 1, tags: ^a}", "company.tags", f"found text 'a'; {TAGS}"),
    ("policies: {^a: {week: 1}}", "policies.a", "found a group of keys; expected a list"),
    ("^policies: []", "policies", "found a list of 0 items; expected a group of keys"),
    ("prices: {^token: 1}", "prices.token", "unknown key 'token'; did you mean 'tokens'?"),
    ("^'[key]': 1", '"[key]"', f"unknown key '[key]'; known here: {KEYS}"),
    ("^years: [1]", "years", "found a list of 1 item; expected a list of 2 items"),
    ("^years: []", "years", "found a list of 0 items; expected a list of 2 items"),
    ("^years: [1, 2, 3]", "years", "found a list of 3 items; expected a list of 2 items"),
    ("years: [1, ^2.0]", "years[1]", "found 2.0; expected a whole number; write 2"),
    ("prices: {^x: 1}", "prices.x", "unknown key 'x'; known here: tokens, seats"),
    ("named: {^x: 1}", "named.x", "the key 'x' cannot be used here: String should have at least 2 characters"),
]

WRONG_CHANGES: list[tuple[str, str, str]] = [
    ("target: {share: ^1.5}", "target.share", f"found 1.5; {SHARE}"),
    ("target: {share: ^80}", "target.share", f"found 80; {SHARE}; did you mean 0.8?"),
    ("target: {share: ^80 %}", "target.share", f"found text '80 %'; {SHARE}; did you mean 0.8?"),
    ("target: {share: ^12.5%}", "target.share", f"found text '12.5%'; {SHARE}; did you mean 0.125?"),
    ("target: {share: ^800}", "target.share", f"found 800; {SHARE}"),
    ("target: {share: ^true}", "target.share", f"found true; {SHARE}"),
    ("target: {share: 1, push: ^-1}", "target.push", "found -1; expected a number of at least 0"),
    ("target: {share: 1, push: ^.inf}", "target.push", "found .inf; expected a finite number"),
    ("^target: {push: 1}", "target.share", f"this key is missing; {SHARE}"),
    ("target: {share: ^0.6}", "target.share", "nobody {can} reach more than half in the first week"),
    ("audience: ^compny", "audience", f"found text 'compny'; {WHO}; did you mean 'company'?"),
    ("audience: {who: ^x}", "audience.who", f"found text 'x'; {WHO}"),
    ("band: {above: ^x}", "band.above", "found text 'x'; expected a number"),
    ("band: {^between: [1]}", "band.between", "found a list of 1 item; expected a list of 2 items"),
    ("band: {^between: []}", "band.between", "found a list of 0 items; expected a list of 2 items"),
    ("band: {between: [1, ^x]}", "band.between[1]", "found text 'x'; expected a number"),
    ("^band: {between: [2, 1]}", "band", "between must run from low to high"),
    (
        "band: {above: 1, ^between: [1, 2]}",
        "band.between",
        "the key 'between' does not go together with the others here",
    ),
    ("band: ^3", "band", "found 3; expected a group of keys (above) or a group of keys (between)"),
    ("pressure: ^-1", "pressure", f"found -1; {PRESSURE}"),
    ("pressure: ^al", "pressure", f"found text 'al'; {PRESSURE}; did you mean 'all'?"),
    ("pressure: {share: ^x}", "pressure.share", f"found text 'x'; {SHARE}"),
    ("reward: {kind: ^price}", "reward.kind", f"found text 'price'; {KINDS}; did you mean 'prize'?"),
    ("^reward: {money: 3}", "reward.kind", f"this key is missing; {KINDS}"),
    ("reward: {kind: prize, money: ^x}", "reward.money", "found text 'x'; expected a number"),
]


@pytest.mark.parametrize(("line", "path", "words"), WRONG)
def test_a_mistake_says_where_what_was_found_and_what_was_expected(line: str, path: str, words: str) -> None:
    column = line.index("^") + 1
    assert said(read(f"title: a\n{line.replace('^', '')}\n")) == [f"case.yaml:2:{column}: {path}: {words}"]


@pytest.mark.parametrize(("lever", "path", "words"), WRONG_CHANGES)
def test_a_mistake_in_a_choice_between_forms_is_said_once(lever: str, path: str, words: str) -> None:
    line = f"  - {{week: 1, {lever}}}"
    document = read(f"title: a\npolicies:\n  as it happened:\n  - week: 9\n{line.replace('^', '')}\n")
    assert said(document) == [f"case.yaml:5:{line.index('^') + 1}: policies.as it happened[1].{path}: {words}"]


@pytest.mark.parametrize("date", ["2026-05-14", "14.05.2026", "5/14/26"])
def test_a_date_is_no_week(date: str) -> None:
    (mistake,) = said(read(f"title: a\npolicies:\n  a:\n  - week: {date}\n"))
    assert mistake.endswith("; weeks count from 1, there are no dates")


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
    assert line.endswith(f": found {found}; expected a group of keys ({KEYS})")


def test_further_mistakes_are_named_beside_those_of_the_model() -> None:
    def also(data: Any) -> list[tuple[tuple[str, ...], str]]:
        return [(("title",), "too plain")] if data["title"] == "a" else []

    document = read("title: a\nbaseline: 3")
    with pytest.raises(ScenarioError) as caught:
        check(Case, document, also=also)
    assert [str(mistake).split(": ")[0] for mistake in caught.value.mistakes] == ["case.yaml:1:8", "case.yaml:2:11"]
    with pytest.raises(ScenarioError, match="too plain"):
        check(Case, read("title: a"), also=also)


def test_values_in_messages_are_short_and_harmless() -> None:
    (line,) = said(read(f'title: a\ncompany: "\\t[31m{"x" * 99}"'))
    assert r"found text '\t[31m" in line
    assert "x" * 60 not in line
    assert line.isprintable()
