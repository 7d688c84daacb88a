"""Small companies at random: policies with a launch, and whatever else moves value, the metric or who works there."""

from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

WEEKS = 22
ROWS: dict[str, Any] = {
    "memo": {
        "useful": 0.4, "padding": 2.0, "unmeasured": 0.3, "weight": 0.5, "noise": 0.2, "noise_kind": "additive",
        "active": 0.5, "measuring": 15.0,
    },
    "exact": {"noise": 0.0, "padding": 3.0, "weight": 0.2, "price": 2.0},
}  # fmt: skip
NUMBERS = {
    "company.employees": st.integers(1, 30),
    "company.team_size": st.integers(1, 9),
    "company.review_every": st.integers(2, 9),
    "company.dismissed": st.floats(0.0, 0.2),
    "company.quits_a_year": st.sampled_from([0.0, 0.3, 0.95]),
    "company.meter": st.sampled_from(["tokens", "memo", "exact"]),
    "people.honest": st.floats(0.0, 0.6),
    "people.rework": st.sampled_from([0.0, 0.4, 1.0]) | st.just({"beta": {"mean": 0.4, "concentration": 5.0}}),
    "behaviour.choice.redo": st.floats(0.1, 1.0),
    "behaviour.choice.risk_aversion": st.sampled_from([0.0, 0.5]),
    "behaviour.choice.rule": st.sampled_from(["menu", "continuous"]),
    "behaviour.choice.precision": st.sampled_from([100.0, float("inf")]),
    "behaviour.idea.own": st.floats(0.1, 1.0),
    "behaviour.learning.rate": st.floats(0.0, 0.2),
    "behaviour.work.diminishing": st.floats(0.0, 2.0),
    "behaviour.work.unmeasured": st.floats(0.0, 1.0),
    "behaviour.work.padding_time": st.floats(0.0, 1.0),
    "behaviour.work.review_burden": st.floats(0.0, 0.5),
    "behaviour.incidents.padding": st.floats(0.0, 3.0),
    "behaviour.incidents.cost": st.floats(0.0, 2.0),
}
LAUNCH: dict[str, Any] = {
    "audience": "company",
    "target": {"share": 0.9, "push": 1.0, "ratchet": 0.5},
    "review": {"actual": 0.5, "stated": "used"},
}
CHANGES = st.fixed_dictionaries(
    {"week": st.integers(2, WEEKS)},
    optional={
        "metric": st.sampled_from(["tokens", "outcomes", "memo", {"tokens": 0.6, "memo": 0.4}, None]),
        "audience": st.sampled_from(["nobody", "manager", "team"]),
        "audit": st.just({"rate": 0.3, "dismissed": 0.2}) | st.none(),
        "tool": st.sampled_from(["chat", "parallel agents"]),
        "strategy": st.floats(0.0, 1.0),
        "bonus": st.just({"schedule": [{"above": 0.1, "rate": 0.2}], "pool": 0.05}),
        "limits": st.just({"cap": 0.8, "chargeback": 0.3}),
        "permissions": st.just("reviewed"),
        "training": st.floats(0.0, 0.3),
        "target": st.none(),
    },
).filter(lambda change: len(change) > 1)
METRICS = st.sampled_from(["tokens", "outcomes", "memo", "exact"])
UNCERTAIN = {
    "behaviour.work.diminishing": {"uniform": {"low": 0.2, "high": 1.5}},
    "behaviour.work.unmeasured": {"uniform": {"low": 0.1, "high": 0.5}},
    "behaviour.work.padding_time": {"uniform": {"low": 0.05, "high": 0.5}},
    "behaviour.work.review_burden": {"uniform": {"low": 0.05, "high": 0.3}},
    "behaviour.incidents.cost": {"uniform": {"low": 0.5, "high": 1.5}},
    "company.wage": {"uniform": {"low": 4000.0, "high": 6000.0}},
    "company.replacement": {"uniform": {"low": 10.0, "high": 30.0}},
}


def _case(small: Any, given: dict[str, Any]) -> Any:
    launch = LAUNCH | {"week": given["launch"], "metric": given["metric"]}
    uncertain = UNCERTAIN if given["uncertain"] else {}
    return small([launch, *given["later"]], given["settings"], metrics=ROWS, weeks=WEEKS, seed=given["seed"],
                 uncertain=uncertain)  # fmt: skip


at_random = st.fixed_dictionaries(
    {
        "launch": st.integers(2, 14),
        "metric": METRICS,
        "later": st.lists(CHANGES, max_size=3),
        "settings": st.fixed_dictionaries(NUMBERS),
        "uncertain": st.booleans(),
        "seed": st.integers(0, 999),
    }
).map(lambda given: lambda small: _case(small, given))
"""Give a function from the fixture `small` to a case of 22 weeks, whose policy counts a metric from week 2 to 14 on."""

quick = settings(
    max_examples=20,
    phases=[Phase.generate],
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
"""The same twenty cases in every run; one that fails is shown as it is, since making it smaller takes minutes."""
