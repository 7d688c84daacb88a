"""What a policy can change, from any week on, and take back."""

from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sim.scenario.setting import Definition, setting

Stated = Literal["not used", "used", "silent"]
Who = Literal["nobody", "self", "manager", "team", "company"]


class Target(Definition):
    """A weekly use that everybody is to reach."""

    level: float | None = setting(
        None,
        unit="useful-week equivalents",
        gt=0,
        how="what a person's metric must reach in a week; empty: what counts as active",
    )
    share: float = setting(0.8, unit="share of people", gt=0, le=1, how="how many are to reach it")
    push: float = setting(0.8, unit="pressure", ge=0, how="how hard it is pushed at first; a shortfall adds to it")
    ratchet: float = setting(
        0.0, unit="share a review", ge=0, le=1, how="how far the level moves to what was reached; 0: never"
    )


class Audience(Definition):
    """Who sees whose number."""

    who: Who = setting("nobody", unit="choice", how="nobody, self, manager, team or company")

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, data: Any) -> Any:
        return {"who": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that the word alone will do."""
        return {"anyOf": [{"enum": list(get_args(Who)), "type": "string"}, handler(core)]}

    @property
    def compared(self) -> bool:
        """Whether people are seen beside others."""
        return self.who in ("manager", "team", "company")


class Review(Definition):
    """How far the metric counts in reviews, in deed and in word."""

    actual: float = setting(
        0.0,
        unit="share of the rating",
        ge=0,
        le=1,
        how="weight a middling manager gives the metric, others up to twice as much; 0: none",
    )
    stated: Stated = setting("silent", unit="choice", how="the official word: not used, used or silent")
    clarity: float = setting(0.6, unit="0..1", ge=0, le=1, how="how clearly the word is given; 0: nobody hears it")


class Audit(Definition):
    """Checks whether use was real."""

    rate: float = setting(..., unit="share of people a week", ge=0, le=1, how="chance that a person's week is checked")
    sensitivity: float = setting(0.8, unit="probability", ge=0, le=1, how="chance that a check finds padding")
    fine: float = setting(0.5, unit="baseline weeks", ge=0, how="what being found out costs the person")
    cost: float = setting(50.0, unit="dollars a check", ge=0, how="what a check costs the company")


class Levers(Definition):
    """The state of every lever in one week; the defaults are no policy at all."""

    tool: Literal["chat", "agents"] = setting(
        "agents", unit="choice", how="chat: padding must be typed by hand; agents: it runs by itself"
    )
    metric: str | None = setting(None, unit="metric", how="row that is counted and published; empty: none")
    target: Target | None = None
    audience: Audience = Audience()
    review: Review = Review()
    audit: Audit | None = None
    permissions: Literal["open", "reviewed"] = setting(
        "open", unit="choice", how="what agents may do unasked; reviewed cuts incidents"
    )
    training: float = setting(
        0.0, unit="AI skill a week", ge=0, le=1, how="weekly growth of everybody's AI skill; 0: none"
    )


class Change(Levers):
    """A dated change: the levers named in it move in its week, all others stay as they are."""

    week: int = setting(..., unit="week", ge=1, how="week from which it acts")
    note: str = setting("", unit="words", how="what happened, for captions", source="definition")

    @model_validator(mode="after")
    def _moves_something(self) -> Self:
        if not self.moved:
            raise ValueError(f"this change moves no lever; name at least one of {', '.join(Levers.model_fields)}")
        return self

    @property
    def moved(self) -> list[str]:
        """Names of the levers that this change moves, in their order."""
        return [name for name in Levers.model_fields if name in self.model_fields_set]

    def words(self) -> str:
        """Say what the change does in words that need no glossary."""
        from sim.scenario.words import words

        return words(self)


def _merge(old: BaseModel | None, new: BaseModel) -> BaseModel:
    """Lay the fields that `new` names over `old`, part by part."""
    if old is None or type(old) is not type(new):
        return new
    moved = {}
    for name in new.model_fields_set:
        value, before = getattr(new, name), getattr(old, name)
        moved[name] = _merge(before, value) if isinstance(value, Definition) else value
    return old.model_copy(update=moved)


def levers_in(week: int, changes: tuple[Change, ...]) -> Levers:
    """Return the state of all levers in a week.

    Parameters
    ----------
    week
        Week, from 1.
    changes
        A policy's dated changes, in any order; of two in one week the later written wins.
    """
    state = Levers()
    for change in sorted(changes, key=lambda change: change.week):
        if change.week <= week:
            moved = {name: getattr(change, name) for name in change.moved}
            merged = {
                name: _merge(getattr(state, name), value) if isinstance(value, Definition) else value
                for name, value in moved.items()
            }
            state = state.model_copy(update=merged)
    return state
