"""One definition per parameter: default, unit, range, how it acts and where it comes from."""

from collections.abc import Iterator, Mapping
from math import inf
from typing import Annotated, Any, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic import Strict as _StrictMark
from pydantic.fields import FieldInfo

from sim.scenario.mistakes import mistake_at

ASSUMPTION = "assumption"
LARGEST = 1e15
"""Size of the largest figure of a parameter: squares, and products of a few, stay finite."""

Range = tuple[float, float]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], _StrictMark(False)]


class Definition(BaseModel):
    """Base of everything a scenario file can say: frozen, strict, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    @model_validator(mode="after")
    def _figures_stay_finite(self) -> Self:
        for name, value in self:
            if isinstance(value, float) and LARGEST < abs(value) < inf and _is_setting(type(self).model_fields[name]):
                words = f"found {value:g}; expected at most {LARGEST:g} in size, so that sums stay finite"
                raise mistake_at((name,), words)
        return self


class Setting(NamedTuple):
    """One parameter as the reference page, the schema and the report's appendix show it."""

    path: str
    title: str
    value: str
    unit: str
    how: str
    source: str


def setting(
    default: Any = ...,
    *,
    unit: str,
    how: str,
    source: str = ASSUMPTION,
    plausible: Range | Mapping[str, Range] | None = None,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    infinite: bool = False,
) -> Any:
    """Define a parameter once; validation, schema and documentation are all made from it.

    Parameters
    ----------
    default
        Used when the scenario file is silent; ``...`` makes the parameter obligatory.
    unit
        Unit in words ("per week", "share", "baseline weeks").
    how
        One line on how the parameter acts, with its neutral setting where it has one.
    source
        Where the figure comes from, or ``ASSUMPTION``.
    plausible
        What the figure may well be, from low to high: the prior of a search is uniform over it. For a distribution a
        range for each figure inside it, by path: ``{"lognormal.mean": (3.0, 12.0)}``. Without one the figure is part of
        the model's form.
    ge, gt, le, lt
        Range.
    infinite
        Whether infinity is allowed.
    """
    return Field(
        default,
        description=how,
        json_schema_extra={"unit": unit, "source": source} | _as_schema(plausible),
        ge=ge,
        gt=gt,
        le=le,
        lt=lt,
        allow_inf_nan=True if infinite else None,
    )


def plausible_ranges(kind: type[Definition], prefix: str = "") -> dict[str, Range]:
    """Return the plausible ranges of a definition's parameters, by path, in the order in which they are defined.

    Parameters
    ----------
    kind
        A part of a case.
    prefix
        Path of the part inside the scenario file, with its dot.
    """
    found: dict[str, Range] = {}
    for name, field in kind.model_fields.items():
        given = plausible_of(field)
        for inner, (low, high) in (given or {}).items():
            found[f"{prefix}{name}.{inner}" if inner else f"{prefix}{name}"] = low, high
        if isinstance(field.annotation, type) and issubclass(field.annotation, Definition) and given is None:
            found |= plausible_ranges(field.annotation, f"{prefix}{name}.")
    return found


def plausible_of(field: FieldInfo) -> dict[str, Range] | None:
    """Return a parameter's plausible ranges by their path inside it, empty for its own; None where it has none."""
    extra = field.json_schema_extra
    given: Any = extra.get("plausible") if isinstance(extra, dict) else None
    if given is None:
        return None
    return {"": tuple(given)} if isinstance(given, list) else {inner: tuple(ends) for inner, ends in given.items()}


def settings_of(definition: Definition, prefix: str = "") -> Iterator[Setting]:
    """Walk over every parameter of a definition, in the order in which it is defined.

    Parameters
    ----------
    definition
        A case or a part of one.
    prefix
        Path of the part inside the scenario file.

    Yields
    ------
    Setting
        Path, title, value, unit, how it acts, source.
    """
    for name, field in type(definition).model_fields.items():
        value = getattr(definition, name)
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "unit" in extra:
            yield Setting(
                f"{prefix}{name}",
                name.replace("_", " "),
                str(value),
                str(extra["unit"]),
                field.description or "",
                str(extra["source"]),
            )
        elif isinstance(value, Definition):
            yield from settings_of(value, f"{prefix}{name}.")


def _is_setting(field: FieldInfo) -> bool:
    return isinstance(field.json_schema_extra, dict) and "unit" in field.json_schema_extra


def _as_schema(plausible: Range | Mapping[str, Range] | None) -> dict[str, Any]:
    if plausible is None:
        return {}
    if isinstance(plausible, Mapping):
        return {"plausible": {path: list(ends) for path, ends in plausible.items()}}
    return {"plausible": list(plausible)}
