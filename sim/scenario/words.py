"""Dated changes in words that need no glossary."""

from sim.scenario.levers import Audience, Audit, Bonus, Change, Limits, Review, Target

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


def words(change: Change) -> str:
    """Say what a dated change does, for captions and tables."""
    return "; ".join(clauses(change))


def clauses(change: Change) -> list[str]:
    """Say what each lever that a dated change moves does, each a clause that can stand alone."""
    parts: list[str] = []
    for name in change.moved:
        value = getattr(change, name)
        if name == "metric":
            parts.append(f"{_metric(value)} are counted" if value else "nothing is counted any more")
        elif name == "tool":
            parts.append(_TOOL[value])
        elif name == "permissions":
            parts.append("agents may act unasked" if value == "open" else "what agents do is reviewed first")
        elif name == "strategy":
            parts.append("it is said clearly what AI is for" if value else "it is no longer said what AI is for")
        elif name == "training":
            parts.append("everybody is trained" if value else "nobody is trained")
        elif value is None:
            parts.append(_NONE[name])
        else:
            parts += _of_lever(value)
    return parts


def _of_lever(value: Target | Audience | Bonus | Review | Audit | Limits) -> list[str]:
    match value:
        case Target():
            return _target(value)
        case Audience():
            return _audience(value)
        case Bonus():
            return _bonus(value)
        case Review():
            return _review(value)
        case Audit():
            return _audit(value)
        case Limits():
            return _limits(value)


def _metric(metric: str | dict[str, float]) -> str:
    return metric if isinstance(metric, str) else " and ".join(metric)


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _target(target: Target) -> list[str]:
    named = target.model_fields_set
    parts = []
    if "share" in named or not named:
        parts.append(f"{_percent(target.share)} of people are to reach the target every week")
    if target.level is not None:
        parts.append(f"a person's target is what {target.level:g} of a useful week counts for")
    if "push" in named and "share" not in named:
        parts.append(f"the target is pushed with a force of {target.push:g}")
    if "ratchet" in named:
        parts.append("the target follows what was reached" if target.ratchet else "the target stays where it is")
    if "of" in named:
        parts.append("a team meets it together" if target.of == "team" else "everybody meets it alone")
    if "teams" in named:
        parts.append(f"{_percent(target.teams)} of teams have the target")
    return parts


def _audience(audience: Audience) -> list[str]:
    named = audience.model_fields_set
    parts = []
    if audience.top is not None:
        parts.append(f"a board shows the highest {audience.top} to all")
    elif "who" in named:
        parts.append(_AUDIENCE[audience.who])
    if "ranked" in named:
        parts.append(f"{audience.ranked} are ranked")
    if "names" in named:
        parts.append("names stand on the board" if audience.names else "no names stand on the board")
    return parts


def _bonus(bonus: Bonus) -> list[str]:
    parts = []
    if bonus.schedule:
        parts.append("a bonus is paid on the number")
    if bonus.prize:
        parts.append(f"the highest {_percent(bonus.winners)} win a prize")
    if bonus.pool:
        parts.append("a pool is shared out by the number")
    if bonus.over_own_past:
        parts.append("each person's quota follows what the person reached")
    return parts or ["there is no bonus"]


def _review(review: Review) -> list[str]:
    named = review.model_fields_set
    parts = []
    if "stated" in named:
        clear = f" (said with a clarity of {_percent(review.clarity)})" if "clarity" in named else ""
        parts.append(_STATED[review.stated] + clear)
    elif "clarity" in named:
        parts.append(f"the official word is given with a clarity of {_percent(review.clarity)}")
    if "actual" in named:
        parts.append(
            f"managers give it {_percent(review.actual)} of the rating" if review.actual else "managers do not use it"
        )
    if "shown" in named:
        parts.append("what managers really do is shown to all" if review.shown else "what managers do is not shown")
    if "score" in named:
        parts.append(_SCORE[review.score])
    return parts


def _audit(audit: Audit) -> list[str]:
    parts = [f"{_percent(audit.rate)} of people are checked a week"]
    if audit.dismissed:
        parts.append("who is found out may have to go")
    return parts


def _limits(limits: Limits) -> list[str]:
    named = limits.model_fields_set
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
