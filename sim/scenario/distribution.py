"""What a trait or an uncertain parameter may be drawn from."""

import math
from typing import Any, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sim.scenario.setting import Definition, Many


class Normal(Definition):
    """Normal distribution."""

    mean: float
    sd: float = Field(ge=0)


class Lognormal(Definition):
    """Lognormal distribution by its mean and the standard deviation of its logarithm."""

    mean: float = Field(gt=0)
    log_sd: float = Field(ge=0)


class Gamma(Definition):
    """Gamma distribution by its mean and standard deviation."""

    mean: float = Field(gt=0)
    sd: float = Field(gt=0)


class Beta(Definition):
    """Beta distribution on 0..1 by its mean and its concentration (the sum of its two shapes)."""

    mean: float = Field(gt=0, lt=1)
    concentration: float = Field(gt=0)


class Uniform(Definition):
    """Uniform distribution."""

    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low ({self.low}) is above high ({self.high})")
        return self


class Part(Definition):
    """One part of a mixture: a share of the people and what their value is drawn from."""

    share: float = Field(gt=0, le=1)
    of: "Distribution"


class Distribution(Definition):
    """Exactly one of the forms below; a plain number is a constant."""

    constant: float | None = Field(None, allow_inf_nan=True)
    normal: Normal | None = None
    lognormal: Lognormal | None = None
    gamma: Gamma | None = None
    beta: Beta | None = None
    uniform: Uniform | None = None
    mixture: Many[Part] | None = None
    values: Many[float] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: Any) -> Any:
        if isinstance(data, int | float) and not isinstance(data, bool):
            return {"constant": float(data)}
        return data

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            forms = ", ".join(type(self).model_fields)
            raise ValueError(f"expected a number or exactly one of {forms}; found {' and '.join(given) or 'none'}")
        if self.mixture is not None and abs(sum(part.share for part in self.mixture) - 1) > 1e-9:
            raise ValueError("the shares of a mixture must add up to 1")
        if self.values is not None and not self.values:
            raise ValueError("a list of values must not be empty")
        if self.constant is not None and self.constant != self.constant:
            raise ValueError("expected a number, found .nan")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that a number alone will do."""
        return {"anyOf": [{"type": "number"}, handler(core)]}

    def __str__(self) -> str:
        if self.constant is not None:
            return f"{self.constant:g}"
        if self.values is not None:
            return f"list of {len(self.values)} values"
        if self.mixture is not None:
            return " or ".join(f"{part.share:.0%} {part.of}" for part in self.mixture)
        form = next(name for name in type(self).model_fields if getattr(self, name) is not None)
        inner = ", ".join(f"{key} {value:g}" for key, value in getattr(self, form).model_dump().items())
        return f"{form} ({inner})"


def support(distribution: Distribution) -> tuple[float, float]:
    """Return the least and the greatest value that can be drawn."""
    if distribution.mixture is not None:
        parts = [support(part.of) for part in distribution.mixture]
        return min(low for low, _ in parts), max(high for _, high in parts)
    if distribution.values is not None:
        return min(distribution.values), max(distribution.values)
    if distribution.constant is not None:
        return distribution.constant, distribution.constant
    if distribution.uniform is not None:
        return distribution.uniform.low, distribution.uniform.high
    if distribution.beta is not None:
        return 0.0, 1.0
    return (-math.inf if distribution.normal is not None else 0.0), math.inf


def outside(distribution: Distribution, field: FieldInfo) -> str:
    """Say in words that a distribution can leave a parameter's range; nothing where it cannot.

    A lognormal or gamma distribution counts as above 0, and a beta distribution as between 0 and 1.
    """
    low, high = support(distribution)
    inner = distribution.constant is None and distribution.values is None and distribution.uniform is None
    for mark in field.metadata:
        if (least := getattr(mark, "ge", None)) is not None and low < least:
            return f"it can fall below {least:g}, the least allowed"
        if (least := getattr(mark, "gt", None)) is not None and (low < least or (low == least and not inner)):
            return f"it can fall to {least:g} or below, and must stay above"
        if (most := getattr(mark, "le", None)) is not None and high > most:
            return f"it can rise above {most:g}, the most allowed"
        if (most := getattr(mark, "lt", None)) is not None and (high > most or (high == most and not inner)):
            return f"it can rise to {most:g} or above, and must stay below"
    return ""


def constant(value: float) -> Distribution:
    """Return the distribution that is always `value`."""
    return Distribution(constant=value)


def normal(mean: float, sd: float) -> Distribution:
    """Return a normal distribution."""
    return Distribution(normal=Normal(mean=mean, sd=sd))


def lognormal(mean: float, log_sd: float) -> Distribution:
    """Return a lognormal distribution by mean and log standard deviation."""
    return Distribution(lognormal=Lognormal(mean=mean, log_sd=log_sd))


def beta(mean: float, concentration: float) -> Distribution:
    """Return a beta distribution by mean and concentration."""
    return Distribution(beta=Beta(mean=mean, concentration=concentration))


def mixture(*parts: tuple[float, Distribution]) -> Distribution:
    """Return a mixture of (share, distribution) pairs."""
    return Distribution(mixture=tuple(Part(share=share, of=of) for share, of in parts))
