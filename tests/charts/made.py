"""Results made up without a simulation: real ones in all but where their numbers come from."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment import Results, keeping, run
from sim.experiment.marks import Marks
from sim.experiment.provenance import manifest
from sim.experiment.units import Unit
from sim.measures import Measure, all_measures
from sim.scenario import Case
from sim.scenario.case import named

BASELINE = "no metric"
POLICIES = (
    BASELINE,
    "as it happened",
    "never announced",
    "credible “not in reviews”",
    "self-only board",
    "outcome metric",
    "board taken down",
)
CHANGES = (
    {"week": 12, "metric": "tokens", "audience": "company", "target": {"share": 0.8}, "note": "public board of tokens"},
    {"week": 52, "audience": "manager", "review": {"stated": "not used"}},
)
FACTS = (
    {
        "id": "A1",
        "says": "many people are padding by week 50",
        "measure": "prevalence",
        "policy": "as it happened",
        "weeks": [46, 51],
        "between": [0.1, 0.6],
        "source": "https://example.org/fact",
    },
    {
        "id": "A2",
        "says": "validity rises",
        "measure": "validity",
        "policy": "as it happened",
        "against": BASELINE,
        "weeks": [46, 51],
        "above": 0.0,
        "kind": "robust",
        "role": "calibrate",
        "source": "An article, 2026",
    },
)
LEVEL_AND_EFFECT = {
    "real value": (1.12, -0.02),
    "surplus": (0.91, -0.05),
    "claimed value": (1.12, 0.24),
    "claimed gain": (0.0, 0.24),
    "reported adoption": (0.55, 0.35),
    "real adoption": (0.5, 0.05),
    "padding share": (0.0, 0.45),
    "prevalence": (0.0, 0.35),
    "validity": (0.42, -0.3),
    "cost per value": (24.0, 18.0),
    "incidents": (0.2, 0.5),
    "quits": (0.18, 0.03),
    "belief gap": (0.0, 0.3),
    "belief": (0.4, 0.4),
    "metric": (0.05, 0.5),
}
LINES = {"ledger: ": 0.02, "money: ": 40.0}
"""How much every line of an account moves under the first policy."""


def results(
    folder: Path,
    policies: Sequence[str] = POLICIES,
    *,
    worlds: int = 20,
    changes: Sequence[Mapping[str, Any]] = CHANGES,
    without: Sequence[str] = (),
    undefined: Mapping[str, Sequence[str]] | None = None,
    **other: Any,
) -> Results:
    """Make up results, keep them in a folder and open them.

    Each policy bends every measure from week 12 on, the first most. `changes` are those of every policy but the
    baseline; measures `without` are left out; `undefined` names measures and the policies under which they are not
    defined; `other` goes into the case.
    """
    case = _case(policies, changes, worlds=worlds, **other)
    measures = [each for each in all_measures() if _made_up(each.name) and each.name not in without]
    described = manifest(case, tuple(measures))
    keeping.prepare(folder, described)
    records = {
        policy: {each.name: _values(each, _strength(place, policy), case.weeks, worlds) for each in measures}
        for place, policy in enumerate(policies)
    }
    for measure, where in (undefined or {}).items():
        for policy in where:
            records[policy][measure][:] = np.nan
    keeping.keep_unit(folder, Unit(0, worlds - 1), records, Marks.of(described, case).at(0))
    return Results.open(folder)


def real(
    folder: Path,
    policies: Sequence[str] = POLICIES[:3],
    *,
    worlds: int = 2,
    weeks: int = 40,
    employees: int = 40,
    **behaviour: Any,
) -> Results:
    """Simulate a small company under a public board, for charts that look at its people; `behaviour` is the case's."""
    board = [{"week": 3, "metric": "tokens", "audience": "company", "target": {"share": 0.8, "push": 0.9}}]
    settings = {"company": {"employees": employees, "review_every": 6}, "weeks": weeks, "worlds": worlds}
    return run(_case(policies, board, behaviour={"idea": {"own": 0.2}} | behaviour, facts=(), **settings), out=folder)


def _made_up(name: str) -> bool:
    return name in LEVEL_AND_EFFECT or name.startswith(tuple(LINES))


def _case(policies: Sequence[str], changes: Sequence[Mapping[str, Any]], **other: Any) -> Case:
    told = {
        "title": "Amazon, MeshClaw and the public token board",
        "question": "Does a public token board raise real AI value, and does restricting it undo the harm?",
        "sources": ["https://example.org/article", "A memo, 2026"],
        "baseline": BASELINE,
        "policies": {policy: [] if policy == BASELINE else list(changes) for policy in policies},
    }
    return named(Case.model_validate(told | other), "amazon_meshclaw", "title: Amazon\n")


def _strength(place: int, policy: str) -> float:
    return 0.0 if policy == BASELINE else 1.25 - 0.22 * place


def _values(measure: Measure, strength: float, weeks: int, worlds: int) -> NDArray[np.float64]:
    """Values of shape (weeks, worlds); the same luck for every policy."""
    level, effect = LEVEL_AND_EFFECT.get(measure.name) or (0.0, _effect(measure.name))
    week = np.arange(1, weeks + 1)[:, None]
    luck = np.random.default_rng(len(measure.title))
    company, weather = luck.normal(size=worlds), luck.normal(size=(weeks, worlds))
    left = np.where(week > 52, 0.6 + 0.4 * np.exp((52 - week) / 20), 1.0)
    rise = strength * (1 - np.exp(-np.maximum(week - 11, 0) / 14)) * left
    values = level * (1 + 0.024 * company) + effect * (rise * (1 + 0.2 * company) + 0.03 * weather)
    if measure.name in ("claimed value", "claimed gain") or measure.name.startswith("ledger: "):
        values = np.where(week < 12, np.nan, values)
    return np.clip(values, 0, 1) if measure.form == "share" else values


def _effect(line: str) -> float:
    account = next(account for account in LINES if line.startswith(account))
    return LINES[account] * (1 if len(line) % 3 else -1)
