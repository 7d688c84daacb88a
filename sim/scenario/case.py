"""A case: one company, the policies to compare in it, and the facts they must show."""

from typing import Any, Literal, Self

from pydantic import Field, PrivateAttr, model_validator
from pydantic.fields import FieldInfo

from sim.scenario.behaviour import Behaviour
from sim.scenario.company import Firm
from sim.scenario.distribution import Distribution, outside
from sim.scenario.fact import Fact
from sim.scenario.levers import Change, Levers, levers_in
from sim.scenario.metric import METRICS, Metric, blend
from sim.scenario.mistakes import mistake_at, nearest, quote
from sim.scenario.names import unknown_names
from sim.scenario.people import People
from sim.scenario.setting import Definition, Many, setting


class Case(Definition):
    """Everything a run needs, read from one scenario file."""

    title: str = setting(..., unit="words", how="what the case is about", source="definition")
    question: str = setting("", unit="words", how="the question it answers", source="definition")
    sources: Many[str] = ()
    company: Firm = Firm()
    people: People = People()
    behaviour: Behaviour = Behaviour()
    metrics: dict[str, Metric] = {}
    weeks: int = setting(104, unit="weeks", ge=1, le=5200, how="how long each company is followed")
    worlds: int = setting(100, unit="companies", ge=1, le=1_000_000, how="how many companies are simulated")
    seed: int = setting(2026, unit="number", ge=0, how="names the luck; the same seed gives the same luck")
    baseline: str = setting("", unit="policy", how="policy that the others are compared with; empty: the first")
    uncertain: dict[str, Distribution] | Literal["posterior"] = {}
    policies: dict[str, Many[Change]] = Field(min_length=1)
    facts: Many[Fact] = ()

    _name: str = PrivateAttr("case")
    _text: str = PrivateAttr("")

    @property
    def name(self) -> str:
        """The scenario file's name without its ending."""
        return self._name

    @property
    def text(self) -> str:
        """The scenario file, verbatim."""
        return self._text

    @model_validator(mode="before")
    @classmethod
    def _first_is_baseline(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("baseline") and isinstance(data.get("policies"), dict):
            return data | {"baseline": next(iter(data["policies"]), "")}
        return data

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        for at, words in unknown_names(self.model_dump(exclude_unset=True)):
            raise mistake_at(at, words)
        for path, distribution in self.distributions.items():
            self._check_uncertain(path, distribution)
        return self

    def _check_uncertain(self, path: str, distribution: Distribution) -> None:
        at: Any = self
        field: FieldInfo | None = None
        for key in path.split("."):
            fields = type(at).model_fields if isinstance(at, Definition) else {}
            if key not in fields:
                hint = nearest(key, fields) or (f"; known: {', '.join(fields)}" if fields else "")
                raise mistake_at(("uncertain", path), f"there is no parameter {quote(path)}{hint}")
            at, field = getattr(at, key), fields[key]
        if isinstance(at, bool) or not isinstance(at, float):
            words = f"{path} cannot be uncertain: only parameters that are fractional numbers can"
            raise mistake_at(("uncertain", path), words)
        assert field is not None
        if words := outside(distribution, field):
            raise mistake_at(("uncertain", path), words)

    @property
    def distributions(self) -> dict[str, Distribution]:
        """What each uncertain parameter is drawn from by itself, by path; empty where whole settings are drawn."""
        return {} if isinstance(self.uncertain, str) else self.uncertain

    def all_metrics(self) -> dict[str, Metric]:
        """Return the bundled metrics and the case's own; its own win."""
        return METRICS | self.metrics

    def levers_in(self, policy: str, week: int) -> Levers:
        """Return the state of every lever under a policy in a week."""
        return levers_in(week, self.policies[policy])

    def meter_of(self, policy: str) -> str | dict[str, float]:
        """Return the metric whose meter runs under a policy from the first week: the first that it names."""
        named = [change.metric for change in sorted(self.policies[policy], key=lambda c: c.week) if change.metric]
        return named[0] if named else self.company.meter

    def row_of(self, metric: str | dict[str, float]) -> tuple[str, Metric]:
        """Return a metric's name and row; a blend is named by its parts."""
        rows = self.all_metrics()
        if isinstance(metric, str):
            return metric, rows[metric]
        return " + ".join(f"{weight:g} {name}" for name, weight in metric.items()), blend(rows, metric)


def named(case: Case, name: str, text: str = "") -> Case:
    """Return the case with its file's name and text attached."""
    case = case.model_copy()
    case._name, case._text = name, text
    return case


def small_case() -> Case:
    """Return a small company with a public board of tokens, for a first look."""
    public = Change.model_validate(
        {
            "week": 12,
            "metric": "tokens",
            "audience": "company",
            "target": {"share": 0.8},
            "review": {"actual": 0.4, "stated": "not used"},
        }
    )
    case = Case(
        title="A small company",
        baseline="no metric",
        company=Firm(employees=200),
        weeks=52,
        worlds=10,
        policies={"no metric": (), "public board": (public,)},
    )
    return named(case, "small")
