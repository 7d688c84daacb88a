"""One definition per parameter: default, unit, range, how it acts and where it comes from."""

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic import Strict as _StrictMark

ASSUMPTION = "assumption"

T = TypeVar("T")
Many = Annotated[tuple[T, ...], _StrictMark(False)]


class Definition(BaseModel):
    """Base of everything a scenario file can say: frozen, strict, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


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
    ge, gt, le, lt
        Range.
    infinite
        Whether infinity is allowed.
    """
    return Field(
        default,
        description=how,
        json_schema_extra={"unit": unit, "source": source},
        ge=ge,
        gt=gt,
        le=le,
        lt=lt,
        allow_inf_nan=True if infinite else None,
    )


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
