"""The state of all levers in a week, and the dated changes that move them."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, model_validator

from sim.scenario.levers.audience import Audience
from sim.scenario.levers.audit import Audit
from sim.scenario.levers.bonus import Bonus
from sim.scenario.levers.limits import Limits
from sim.scenario.levers.review import Review
from sim.scenario.levers.target import Target
from sim.scenario.setting import Definition, setting

Blend = Annotated[dict[str, Annotated[float, Field(gt=0)]], Field(min_length=1)]


class Levers(Definition):
    """The state of every lever in one week; the defaults are no policy at all."""

    tool: Literal["chat", "agents", "parallel agents"] = setting(
        "agents",
        unit="choice",
        how="chat: padding is typed by hand; agents: it runs by itself; parallel agents: use is not bound by hours",
    )
    metric: str | Blend | None = setting(
        None, unit="metric", how="row that is counted and published, or a blend of rows by weight; empty: none"
    )
    target: Target | None = None
    audience: Audience = Audience()
    bonus: Bonus | None = None
    review: Review = Review()
    audit: Audit | None = None
    limits: Limits = Limits()
    permissions: Literal["open", "reviewed"] = setting(
        "open", unit="choice", how="what agents may do unasked; reviewed cuts incidents"
    )
    strategy: float = setting(
        0.0, unit="0..1", ge=0, le=1, how="how clearly it is said what AI is for, which raises its worth; 0: not at all"
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
            moved = {name: _merge(getattr(state, name), getattr(change, name)) for name in change.moved}
            state = state.model_copy(update=moved)
    return state


def _merge(old: Any, new: Any) -> Any:
    """Lay the fields that `new` names over `old`, part by part; what is no group of fields is replaced."""
    if not isinstance(new, BaseModel) or type(old) is not type(new):
        return new
    return old.model_copy(
        update={name: _merge(getattr(old, name), getattr(new, name)) for name in new.model_fields_set}
    )
