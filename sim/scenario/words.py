"""Dated changes, and the state that they lead to, in words that need no glossary."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sim.scenario.levers import Audience, Audit, Bonus, Change, Levers, Limits, Review, Target
from sim.scenario.setting import Definition

_AUDIENCE = {
    "nobody": "nobody sees the numbers",
    "self": "people see only their own number",
    "manager": "only the person and the manager see the number",
    "team": "the team sees its members' numbers",
    "company": "a board shows everybody's numbers to all",
}
_STATED = {
    "not used": "officially it does not count in reviews",
    "used": "officially it counts in reviews",
    "silent": "nothing is said about reviews",
}
_SCORE = {
    "percentile": "what counts is one's place among all",
    "quota": "what counts is the share of the target that is reached",
    "target": "what counts is whether the target is met",
}
_TOOL = {
    "chat": "chat only, no agents",
    "agents": "agents arrive",
    "parallel agents": "agents run side by side, so that use is not bound by hours",
}
_NONE = {"target": "there is no target", "bonus": "there is no bonus", "audit": "nobody is audited"}
_NOTHING_ELSE = "nothing else"
_VAGUE, _CLEAR, _GENTLE, _HARD = 0.4, 0.75, 0.4, 0.75
"""Below which clarity a word is vague, from which it is clear; the same for how hard a target is pushed."""


class _Part(NamedTuple):
    """A lever, or fields of it that belong together; some are always said, the others where they are unusual."""

    lever: str
    always: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


COLUMNS = {
    "what is counted, and who sees it": (_Part("metric"), _Part("audience", ("who",))),
    "target": (_Part("target", ("share", "level", "push")),),
    "official word": (_Part("review", ("stated",), ("stated", "clarity")),),
    "what managers do": (_Part("review", ("actual",), ("actual", "shown", "score")),),
    "other": (
        _Part("tool"),
        _Part("bonus"),
        _Part("audit", ("rate", "fine")),
        _Part("limits"),
        _Part("permissions"),
        _Part("strategy"),
        _Part("training"),
    ),
}
"""The state of all levers in columns."""


def words(change: Change) -> str:
    """Say what a dated change does, for captions and tables."""
    return "; ".join(clauses(change))


def clauses(change: Change) -> list[str]:
    """Say what each lever that a dated change moves does, each a clause that can stand alone."""
    parts: list[str] = []
    for name in change.moved:
        value = getattr(change, name)
        parts += _said(name, value, value.model_fields_set if isinstance(value, Definition) else ())
    return parts


def state(levers: Levers, active: float) -> dict[str, str]:
    """Say where all levers stand, a text for each of `COLUMNS`; most of what is as it is without a policy is left out.

    Parameters
    ----------
    levers
        The state of a week.
    active
        From which metric on the dashboard calls a person active, which is the target where it names no level.
    """
    usual = Levers()
    found = {}
    for column, parts in COLUMNS.items():
        said = [clause for part in parts for clause in _standing(part, levers, usual, active)]
        found[column] = "; ".join(said) or _NOTHING_ELSE
    return found


def _standing(part: _Part, levers: Levers, usual: Levers, active: float) -> list[str]:
    """Say where a lever stands: what is always said of it, and what is otherwise than without any policy."""
    value = getattr(levers, part.lever)
    if not isinstance(value, Definition):
        told = part.lever in ("metric", "target") or value != getattr(usual, part.lever)
        return _said(part.lever, value, ()) if told else []
    fields = {name: field for name, field in type(value).model_fields.items() if name in (part.fields or [name])}
    named = {*part.always, *(name for name, field in fields.items() if getattr(value, name) != field.get_default())}
    if isinstance(value, Target) and value.level is None:
        value = value.model_copy(update={"level": active})
    if isinstance(value, Review) and "stated" in named and value.stated != "silent":
        named.add("clarity")
    return _said(part.lever, value, named) if named or getattr(usual, part.lever) is None else []


def _said(name: str, value: Any, named: Collection[str]) -> list[str]:
    """Say where a lever stands, its parts only as far as they are named."""
    match name:
        case "metric":
            return [f"{_metric(value)} are counted" if value else "nothing is counted"]
        case "tool":
            return [_TOOL[value]]
        case "permissions":
            return ["agents may act unasked" if value == "open" else "what agents do is reviewed first"]
        case "strategy":
            return [f"it is said what AI is for, {_clearly(value)}" if value else "it is not said what AI is for"]
        case "training":
            return [f"everybody is trained, by {value:g} of AI skill a week" if value else "nobody is trained"]
    if value is None:
        return [_NONE[name]]
    match value:
        case Target():
            return _target(value, named)
        case Audience():
            return _audience(value, named)
        case Bonus():
            return _bonus(value, named)
        case Review():
            return _review(value, named)
        case Audit():
            return _audit(value, named)
        case Limits():
            return _limits(value, named)
    raise TypeError(f"no lever: {value!r}")


def _metric(metric: str | dict[str, float]) -> str:
    if isinstance(metric, str):
        return metric
    return " and ".join(f"{row} (weight {weight:g})" for row, weight in metric.items())


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _clearly(clarity: float) -> str:
    how = "vaguely" if clarity < _VAGUE else "fairly clearly" if clarity < _CLEAR else "clearly"
    return f"{how} ({_percent(clarity)})"


def _target(target: Target, named: Collection[str]) -> list[str]:
    parts = []
    if "share" in named or not named:
        parts.append(f"{_percent(target.share)} of people are to reach the target every week")
    if target.level is None:
        parts += ["the target is what counts as active"] if "level" in named else []
    else:
        parts.append(f"the target is worth {target.level:g} of a useful week")
    if "push" in named:
        how = "gently" if target.push < _GENTLE else "firmly" if target.push < _HARD else "hard"
        parts.append(f"it is pushed {how} (force {target.push:g})")
    if "ratchet" in named:
        follows = f"at each review the target moves {_percent(target.ratchet)} of the way to what was reached"
        parts.append(follows if target.ratchet else "the target stays where it is")
    if "of" in named:
        parts.append("a team meets it together" if target.of == "team" else "everybody meets it alone")
    if "teams" in named:
        parts.append(f"{_percent(target.teams)} of teams have the target")
    return parts


def _audience(audience: Audience, named: Collection[str]) -> list[str]:
    parts = []
    if audience.top is not None and audience.who == "company":
        parts.append(f"a board shows the highest {audience.top} to all")
    elif "who" in named:
        parts.append(_AUDIENCE[audience.who])
    if "ranked" in named:
        parts.append(f"{audience.ranked} are ranked")
    if "names" in named:
        parts.append("names stand on the board" if audience.names else "no names stand on the board")
    return parts


def _bonus(bonus: Bonus, named: Collection[str]) -> list[str]:
    parts = [
        f"each unit {f'above {step.above:g} ' if step.above else ''}earns {step.rate:g} baseline weeks"
        f"{' more' if place else ''}"
        for place, step in enumerate(bonus.schedule)
    ]
    if bonus.prize or {"prize", "winners"} & {*named}:
        parts.append(f"the highest {_percent(bonus.winners)} win a prize of {bonus.prize:g} baseline weeks each")
    if bonus.pool:
        parts.append(f"a pool of {bonus.pool:g} baseline weeks a person is shared out by the number")
    if bonus.over_own_past:
        speed = f"{_percent(bonus.over_own_past)} of the way a week"
        parts.append(f"each person's quota follows what the person reached, {speed}")
    return parts or ["there is no bonus"]


def _review(review: Review, named: Collection[str]) -> list[str]:
    parts = []
    said, clearly = "stated" in named, "clarity" in named
    if said and clearly and review.stated != "silent":
        parts.append(f"{_STATED[review.stated]}, said {_clearly(review.clarity)}")
    else:
        parts += [_STATED[review.stated]] if said else []
        parts += [f"an official word is said {_clearly(review.clarity)}"] if clearly else []
    if "actual" in named:
        parts.append(
            f"managers give it {_percent(review.actual)} of the rating" if review.actual else "managers do not use it"
        )
    if "shown" in named:
        parts.append("what managers really do is shown to all" if review.shown else "what managers do is not shown")
    if "score" in named:
        parts.append(_SCORE[review.score])
    return parts


def _audit(audit: Audit, named: Collection[str]) -> list[str]:
    parts = [f"{_percent(audit.rate)} of people are checked a week"]
    if "sensitivity" in named:
        parts.append(f"a check finds {_percent(audit.sensitivity)} of padding")
    if "fine" in named:
        parts.append(f"who is found out is fined {audit.fine:g} baseline weeks")
    if audit.fine_per_unit or "fine_per_unit" in named:
        parts.append(f"the fine grows by {audit.fine_per_unit:g} baseline weeks with a week of padding")
    if audit.proportional or "proportional" in named:
        more = "more surely, in proportion" if audit.proportional else "as surely as less"
        parts.append(f"more padding is found {more}")
    if audit.dismissed or "dismissed" in named:
        parts.append(f"of those found out {_percent(audit.dismissed)} must go")
    if "cost" in named:
        parts.append(f"a check costs ${audit.cost:g}")
    return parts


def _limits(limits: Limits, named: Collection[str]) -> list[str]:
    parts = []
    if "cap" in named:
        parts.append(
            "there is no cap on use" if limits.cap is None else f"use is capped at {limits.cap:g} useful weeks a week"
        )
    if "chargeback" in named:
        parts.append(
            f"people bear {_percent(limits.chargeback)} of the bill as their own"
            if limits.chargeback
            else "use is free"
        )
    return parts
