"""A policy and settings that set every mechanism to work."""

from typing import Any

BUSY: tuple[dict[str, Any], ...] = (
    {
        "week": 4,
        "metric": "tokens",
        "audience": "company",
        "target": {"share": 0.8, "ratchet": 0.3},
        "review": {"actual": 0.4, "stated": "not used"},
        "audit": {"rate": 0.05},
        "training": 0.002,
    },
    {
        "week": 10,
        "target": {"of": "team", "teams": 0.7},
        "audience": {"who": "company", "top": 9},
        "bonus": {"schedule": [{"above": 0.0, "rate": 0.05}, {"above": 0.3, "rate": 0.1}], "over_own_past": 0.2},
        "audit": {"proportional": True, "fine_per_unit": 0.5, "dismissed": 0.2},
    },
    {"week": 15, "audience": {"who": "team", "top": None, "ranked": "teams"}, "metric": "outcomes"},
    {"week": 19, "bonus": {"prize": 0.2, "pool": 0.02}, "limits": {"cap": 1.5, "chargeback": 0.5}, "strategy": 0.5},
    {
        "week": 22,
        "audience": {"who": "manager", "ranked": "people", "names": False},
        "metric": {"tokens": 0.7, "outcomes": 0.3},
        "permissions": "reviewed",
        "review": {"score": "quota", "shown": True},
        "tool": "parallel agents",
    },
    {"week": 26, "metric": "tokens", "bonus": None, "review": {"score": "target", "shown": False}},
)
"""Changes that set every mechanism to work."""
LIVELY = {
    "company.review_every": 6,
    "company.quits_a_year": 0.6,
    "company.dismissed": 0.02,
    "behaviour.choice.precision": 300.0,
    "behaviour.idea.own": 0.1,
    "behaviour.motive.crowding": 0.3,
    "behaviour.knowhow.ease": 0.7,
    "behaviour.choice.risk_aversion": 0.5,
    "people.foresight": {"beta": {"mean": 0.4, "concentration": 3.0}},
}
