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


def _target(target: Target | None) -> str:
    if target is None:
        return "no target"
    return f"target: {target.share:.0%} of people to use it every week"


def _review(review: Review) -> str:
    parts = []
    if "stated" in review.model_fields_set:
        clear = "" if "clarity" not in review.model_fields_set else f" (clarity {review.clarity:.0%})"
        parts.append(_STATED[review.stated] + clear)
    if "actual" in review.model_fields_set:
        parts.append(
            f"managers give it {review.actual:.0%} of the rating on average"
            if review.actual
            else "managers do not use it"
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
            parts.append(f"{value.rate:.0%} of people are checked a week" if value else "no audits")
        elif name == "permissions":
            parts.append("agents may act unasked" if value == "open" else "what agents do is reviewed first")
        elif name == "training":
            parts.append("everybody is trained" if value else "no training")
        elif name == "tool":
            parts.append("agents arrive" if value == "agents" else "chat only, no agents")
    return "; ".join(part for part in parts if part)
