"""The engine with everything switched off that is not asked for, and what the closed forms read from it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import ndtri

from sim.company import Company, FloatArray
from sim.measures import Measure
from sim.measures.shared import mean
from sim.measures.surplus import MEASURE as SURPLUS
from sim.scenario import Case

INFINITE = float("inf")
PEOPLE = 2_000

Changes = Sequence[Mapping[str, Any]]

BARE: dict[str, Any] = {
    "title": "closed form",
    "company": {
        "employees": PEOPLE, "ties": 0, "meter": "count", "promoted": 0.0, "dismissed": 0.0, "quits_a_year": 0.0
    },
    "people": {
        "skill": 1.0, "ai_value": 0.0, "skill_and_ai": 0.0, "rework": 0.0, "ai_skill": 1.0,
        "cost_useful": 1.0, "cost_padding": 1.0, "cost_unmeasured": 1.0,
        "honest": 0.0, "scruple": 0.0, "scruple_per_unit": 0.0, "security_scruple": 0.0, "status": 0.0, "fear": 0.0,
    },
    "behaviour": {
        "noticing": {"rate": 1.0},
        "belief": {
            "prior": 0.5, "fear": 0.0, "fade": 0.0, "board": 1.0, "asked": 1.0, "looked": 1.0, "denied": 1.0,
            "affirmed": 1.0, "promoted": 1.0, "peers": 0.0, "trust_lost": 0.0,
        },
        "norm": {"rate": 0.0, "ties": 0.0, "relief": 0.0},
        "knowhow": {"practice": 0.0, "coaching": 0.0},
        "idea": {"own": 1.0, "seen": 0.0},
        "choice": {
            "redo": 1.0, "omega": 0.0, "career": 0.0, "job": 0.0, "options": ["private", "honest", "best"],
            "most_useful": INFINITE, "most_padding": INFINITE, "most_unmeasured": INFINITE,
        },
        "work": {"diminishing": 0.0, "unmeasured": 0.0, "padding_time": 0.0, "review_burden": 0.0, "substitution": 0.0},
        "habit": {"up": 0.0},
        "learning": {"rate": 0.0},
        "managers": {"cue": 0.0, "passes_on": 0.0},
        "executive": {"push": 0.0},
        "incidents": {"useful": 0.0, "padding": 0.0},
    },
    "metrics": {
        "count": {"padding": 0.0, "noise": 0.0, "noise_kind": "additive", "job_spread": 0.0, "padding_spread": 0.0}
    },
}  # fmt: skip
"""A company in which nobody wants, knows, learns or fears anything, and the metric counts useful use exactly."""

UNBOUNDED = {f"behaviour.choice.least_{effort}": -INFINITE for effort in ("useful", "padding", "unmeasured")}


def bare(policies: Mapping[str, Changes], settings: Mapping[str, Any] | None = None, *, weeks: int = 1) -> Case:
    """Return the bare company with some policies, and `settings` by their path laid over it."""
    data: dict[str, Any] = _copied(BARE) | {"weeks": weeks, "policies": policies}
    for path, value in (settings or {}).items():
        *groups, last = path.split(".")
        part = data
        for group in groups:
            part = part.setdefault(group, {})
        part[last] = value
    return Case.model_validate(data)


def _copied(data: Any) -> Any:
    return {key: _copied(value) for key, value in data.items()} if isinstance(data, dict) else data


def normal_values(mean: float, sd: float) -> dict[str, list[float]]:
    """Return a trait that is normal among the bare company's people, by seat: the middles of as many parts."""
    return {"values": (mean + sd * ndtri((np.arange(PEOPLE) + 0.5) / PEOPLE)).tolist()}


def counted(**levers: Any) -> Changes:
    """Return a policy that counts the metric from the first week on, with some other levers."""
    return [{"week": 1, "metric": "count", **levers}]


def paid(rate: float, **levers: Any) -> Changes:
    """Return a policy that pays a piece rate from the first week on, baseline weeks a unit of the metric."""
    return counted(bonus={"schedule": [{"rate": rate}]}, **levers)


def ran(case: Case, policy: str = "policy", *, worlds: int = 1, measures: Iterable[Measure] = ()) -> Company:
    """Return the company after all its weeks."""
    company = Company(case, policy, worlds=worlds, measures=tuple(measures))
    while company.running:
        company.step()
    return company


def mean_of(name: str) -> Measure:
    """Return a measure: the mean over people of what they carry under a name, at the end of a week."""
    return Measure(name, name, "", "", lambda company: mean(getattr(company.people, name)))


def swept(
    rates: Iterable[float], settings: Mapping[str, Any], measures: Sequence[Measure] = (SURPLUS,), weeks: int = 2
) -> FloatArray:
    """Return measures of the last week under each of some piece rates, (measures, rates)."""
    policies = {f"rate {rate:g}": paid(float(rate)) for rate in rates}
    case = bare(policies, settings, weeks=weeks)
    records = [ran(case, policy, measures=measures).record for policy in policies]
    return np.array([[record[measure.name][-1].mean() for record in records] for measure in measures])


def top_of_parabola(x: Any, y: Any) -> float:
    """Return where the parabola through some points has its top."""
    a, b, _ = np.polyfit(x, y, 2)
    return float(-b / (2.0 * a))


def level_again(x: Any, y: Any) -> float:
    """Return where the parabola through some points comes back to its level at 0."""
    a, b, _ = np.polyfit(x, y, 2)
    return float(-b / a)
