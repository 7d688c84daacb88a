"""Dated changes in words that need no glossary."""

from sim.scenario.levers import Audience, Change, Review, Target

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


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _target(target: Target | None) -> str:
    if target is None:
        return "no target"
    named = target.model_fields_set
    parts = []
    if "share" in named or not named:
        parts.append(f"target: {_percent(target.share)} of people to use it every week")
    if "level" in named and target.level is not None:
        parts.append(f"the target's level is {target.level:g} useful weeks of use")
    if "push" in named and "share" not in named:
        parts.append(f"the target is pushed with a force of {target.push:g}")
    if "ratchet" in named:
        parts.append("the target follows what was reached" if target.ratchet else "the target stays where it is")
    return ", ".join(parts)


def _review(review: Review) -> str:
    parts = []
    if "stated" in review.model_fields_set:
        clear = "" if "clarity" not in review.model_fields_set else f" (clarity {_percent(review.clarity)})"
        parts.append(_STATED[review.stated] + clear)
    if "actual" in review.model_fields_set:
        parts.append(
            f"managers give it {_percent(review.actual)} of the rating" if review.actual else "managers do not use it"
        )
    return ", ".join(parts)


def words(change: Change) -> str:
    """Say what a dated change does, for captions, tables and the report."""
    parts = []
    for name in change.moved:
        value = getattr(change, name)
        if name == "metric":
            parts.append(f"{value} are counted" if value else "nothing is counted any more")
        elif isinstance(value, Audience):
            parts.append(_AUDIENCE[value.who])
        elif name == "target":
            parts.append(_target(value))
        elif isinstance(value, Review):
            parts.append(_review(value))
        elif name == "audit":
            parts.append(f"{_percent(value.rate)} of people are checked a week" if value else "no audits")
        elif name == "permissions":
            parts.append("agents may act unasked" if value == "open" else "what agents do is reviewed first")
        elif name == "training":
            parts.append("everybody is trained" if value else "no training")
        elif name == "tool":
            parts.append("agents arrive" if value == "agents" else "chat only, no agents")
    return "; ".join(part for part in parts if part)
