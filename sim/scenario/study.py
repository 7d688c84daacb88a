"""A study: one scenario, what is varied in it, and at which points."""

from math import isfinite, prod
from typing import Any, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sim.scenario.distribution import Beta, Distribution, Gamma, Lognormal, Normal, Part, Uniform
from sim.scenario.mistakes import KeyPath, mistake_at, quote
from sim.scenario.setting import Definition, Many

MOST = 1_000_000
"""Most points of a design, and most companies at each."""

_FORMS = ("normal", "lognormal", "gamma", "beta", "uniform", "mixture")
_PARTS = ("company", "people", "behaviour", "metrics", "policies", "uncertain")


class Varied(Definition):
    """What a parameter takes: listed values, a range, or a distribution; a list alone will do."""

    at: Many[str] = Field((), description="paths of the parameters that take the value; empty: the name is the path")
    values: Many[Any] | None = Field(None, min_length=1, description="the values, as a scenario file has them")
    low: float | None = Field(None, description="least of a range")
    high: float | None = Field(None, description="greatest of a range")
    steps: int | None = Field(
        None, ge=2, le=MOST, description="how many values of the range a grid takes, both ends included"
    )
    log: bool = Field(False, description="whether the range is covered evenly by ratio instead of by difference")
    normal: Normal | None = None
    lognormal: Lognormal | None = None
    gamma: Gamma | None = None
    beta: Beta | None = None
    uniform: Uniform | None = None
    mixture: Many[Part] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        if isinstance(data, list | tuple):
            return {"values": data}
        if isinstance(data, dict) and isinstance(data.get("at"), str):
            return data | {"at": [data["at"]]}
        return data

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        has_range = self.low is not None or self.high is not None
        given = ["low and high"] * has_range + [name for name in ("values", *_FORMS) if getattr(self, name) is not None]
        if len(given) > 1:
            forms = f"values, low and high, {', '.join(_FORMS)}"
            raise ValueError(f"expected one of {forms}; found {' and '.join(given)}")
        if has_range and (self.low is None or self.high is None or self.low >= self.high):
            raise ValueError("a range goes from low to high, low below high")
        if (self.steps is not None or self.log) and not has_range:
            raise ValueError("steps and log belong to a range, which has low and high")
        if self.log and self.low is not None and self.low <= 0:
            raise ValueError("a range that is covered by ratio must begin above 0")
        if self.low is not None and self.high is not None:
            width = self.high / self.low if self.log else self.high - self.low
            if not isfinite(width):
                raise ValueError("a range is narrower than the largest number that there is; found one that is not")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that a list alone will do."""
        return {"anyOf": [{"type": "array", "items": {}, "minItems": 1}, handler(core)]}

    @property
    def distribution(self) -> Distribution | None:
        """The distribution, where it is one."""
        form = next((name for name in _FORMS if getattr(self, name) is not None), None)
        return None if form is None else Distribution.model_validate({form: getattr(self, form)})

    @property
    def is_given(self) -> bool:
        """Whether it says what values there are."""
        return self.values is not None or self.low is not None or self.distribution is not None


class Design(Definition):
    """Which points are tried: every combination, a sample, or a list; the word grid alone will do."""

    grid: Literal[True] | None = Field(None, description="every combination of the values")
    latin_hypercube: int | None = Field(
        None,
        alias="latin hypercube",
        ge=1,
        le=MOST,
        description="so many points, each parameter's range covered evenly",
    )
    sobol: int | None = Field(
        None, ge=1, le=MOST, description="so many points of a Sobol sequence; powers of two cover best"
    )
    points: Many[dict[str, Any]] | None = Field(None, min_length=1, description="the points, each name: value")

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, data: Any) -> Any:
        return {"grid": True} if data == "grid" else data

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = self.model_dump(exclude_none=True, by_alias=True)
        if len(given) != 1:
            forms = "grid, latin hypercube, sobol, points"
            raise ValueError(f"expected exactly one of {forms}; found {' and '.join(given) or 'none'}")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that the word grid alone will do."""
        return {"anyOf": [{"const": "grid", "type": "string"}, handler(core)]}

    @property
    def size(self) -> int | None:
        """How many points are sampled; None where the design says it otherwise."""
        return self.latin_hypercube or self.sobol


class StudyFile(Definition):
    """Everything that a study file can say."""

    title: str = Field(description="what the study is about")
    question: str = Field("", description="the question it answers")
    sources: Many[str] = ()
    scenario: str = Field(description="a bundled case, or a scenario file, whose place is told from this file's")
    settings: dict[str, Any] = Field({}, description="path: value, laid over the scenario at every point")
    policies: Many[str] = Field((), description="the scenario's policies that are run; empty: all")
    vary: dict[str, Varied] = Field({}, description="name or path: the values that it takes")
    design: Design = Design(grid=True)
    worlds: int = Field(100, ge=1, le=MOST, description="how many companies are simulated at each point")
    measures: Many[str] = Field((), description="what is kept; empty: every measure")
    keep: Literal["summaries", "every week"] = Field(
        "summaries", description="each company's mean over some weeks, or every week of it"
    )
    weeks: Many[int] | None = Field(
        None, min_length=2, max_length=2, description="first and last week of the mean; empty: the last fourth of all"
    )

    @field_validator("weeks")
    @classmethod
    def _in_order(cls, weeks: tuple[int, ...] | None) -> tuple[int, ...] | None:
        if weeks is not None and not 1 <= weeks[0] <= weeks[1]:
            raise ValueError(f"weeks run from an earlier to a later week, from 1; found {list(weeks)}")
        return weeks

    @model_validator(mode="after")
    def _design_fits(self) -> Self:
        if self.design.points is not None:
            return self._check_points(self.design.points)
        if not self.vary:
            raise ValueError("nothing is varied: name parameters under vary, or points under design")
        for name, varied in self.vary.items():
            if not varied.is_given:
                raise mistake_at(("vary", name), "expected values, a range (low, high) or a distribution; found none")
            if self.design.grid and varied.values is None and varied.steps is None:
                words = "a grid takes listed values, or a range with steps; or choose another design"
                raise mistake_at(("vary", name), words)
        size = prod(len(varied.values) if varied.values else varied.steps or 1 for varied in self.vary.values())
        if self.design.grid and size > MOST:
            raise mistake_at(("vary",), f"a grid has at most {MOST:,} points; the values given here make {size:,}")
        return self

    def _check_points(self, points: tuple[dict[str, Any], ...]) -> Self:
        names = list(self.vary) or list(points[0])
        for row, point in enumerate(points):
            if set(point) != set(names) or not point:
                words = f"every point names the same parameters; expected {', '.join(map(quote, names))}"
                raise mistake_at(("design", "points", row), words)
        for name, varied in self.vary.items():
            if varied.is_given:
                raise mistake_at(("vary", name), "its values stand in the points of the design; leave them out here")
        return self

    @property
    def paths(self) -> dict[str, tuple[str, ...]]:
        """Each name of what is varied, in order, with the paths that take its value."""
        if self.vary:
            return {name: varied.at or (name,) for name, varied in self.vary.items()}
        return {name: (name,) for name in (self.design.points or ({},))[0]}


def cannot_vary(path: KeyPath) -> str:
    """Say in words that what stands at a path cannot be varied; nothing where it can."""
    if path == ("policies",):
        return "'policies' cannot be varied as a whole; what can lies in one of them, as in policies.board[0].audience"
    if path[0] in _PARTS:
        return ""
    return f"{quote(str(path[0]))} cannot be varied; what can begins with {', '.join(_PARTS)}"
