"""Small sweeps whose tables the gallery shows: real simulations, few and small enough for a minute."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiment import Results, run
from sim.experiment.pairing import mean_of, paired
from sim.scenario import Case, load

BASELINE = "no metric"
_SIZE: dict[str, Any] = {"company": {"employees": 160}, "weeks": 64, "seed": 2026}
_LATE = (49, 64)
_HELD = 20
_ASSUMPTIONS = {
    "How fast people notice": ("behaviour.noticing.rate", 0.1, 0.6),
    "How often people reconsider": ("behaviour.choice.redo", 0.05, 0.4),
    "People who never pad": ("people.honest", 0.3, 0.6),
    "How far company eases the conscience": ("behaviour.norm.relief", 0.2, 0.8),
    "What a review is worth to them": ("behaviour.choice.career", 0.1, 0.6),
    "How fast norms move": ("behaviour.norm.rate", 0.05, 0.3),
    "Padding thought of unprompted": ("behaviour.idea.own", 0.005, 0.05),
    "What being asked for the number tells": ("behaviour.belief.asked", 2.0, 5.0),
}


def heat_map() -> pd.DataFrame:
    """Return people padding by how clearly a company says that the number does not count, and how much it does."""
    grid = [(clarity, weight) for clarity in np.linspace(0.0, 1.0, 6) for weight in np.linspace(0.0, 0.6, 7)]
    said = {at: {"stated": "not used", "clarity": float(at[0]), "actual": float(at[1])} for at in grid}
    policies = {f"{clarity:.2f}, {weight:.2f}": [_board(0.8, said[clarity, weight])] for clarity, weight in grid}
    results = _run(policies, worlds=6)
    late = [results.per_world(policy, "prevalence", _LATE).mean() for policy in policies]
    return pd.DataFrame([(*at, value) for at, value in zip(grid, late, strict=True)], columns=["x", "y", "value"])


def hysteresis_loop() -> pd.DataFrame:
    """Return people padding as the number's weight in reviews goes up and down: columns stake, outcome, low, high."""
    up = np.linspace(0.0, 1.0, 9)
    stakes = np.concatenate([up, up[-2::-1]])
    changes = [
        {"week": 2 + _HELD * step, "review": {"actual": float(stake), "stated": "silent"}}
        for step, stake in enumerate(stakes)
    ]
    changes[0] |= {"metric": "tokens", "audience": "company", "target": {"share": 0.5, "push": 0.3}}
    results = _run({"up and down": changes}, worlds=8, weeks=1 + _HELD * len(stakes))
    steps = [(2 + _HELD * (step + 1) - 5, 1 + _HELD * (step + 1)) for step in range(len(stakes))]
    ends = [mean_of(results.per_world("up and down", "prevalence", weeks)) for weeks in steps]
    return pd.DataFrame({"stake": stakes} | dict(zip(("outcome", "low", "high"), zip(*ends, strict=True), strict=True)))


def sensitivity() -> pd.DataFrame:
    """Return how far each assumption moves people padding under a board: columns parameter, index, low, high, kind."""
    policies = {"board": [_board(0.8, {"stated": "silent", "actual": 0.4})]}

    def padding(settings: Mapping[str, Any]) -> float:
        return float(_run(policies, worlds=8, settings=settings).per_world("board", "prevalence", _LATE).mean())

    usual = padding({})
    rows = []
    for says, (path, low, high) in _ASSUMPTIONS.items():
        ends = [padding({path: end}) - usual for end in (low, high)]
        rows.append(
            {"parameter": says, "kind": "swing", "index": max(ends) - min(ends), "low": ends[0], "high": ends[1]}
        )
    return pd.DataFrame(rows)


def pareto_front() -> pd.DataFrame:
    """Return designs by what they bring and how many pad: columns point, x, y, on_front and intervals.

    The front of some companies is run again in others; who is on the front there stands there.
    """
    designs = {
        f"{metric}, {audience}, push {push:g}, weight {weight:g}": [
            _board(push, {"stated": "silent", "actual": weight}) | {"metric": metric, "audience": audience}
        ]
        for metric in ("tokens", "outcomes", "prompts")
        for audience in ("self", "manager", "team", "company")
        for push in (0.0, 0.8)
        for weight in (0.05, 0.4)
    }
    table = _by_goals(_run(designs, worlds=6), list(designs))
    table = table.set_index("point")
    chosen = list(table.index[_unbeaten(table)])
    fresh = _by_goals(_run({name: designs[name] for name in chosen}, worlds=12, seed=7), chosen).set_index("point")
    table.update(fresh)
    return table.assign(on_front=table.index.isin(fresh.index[_unbeaten(fresh)])).reset_index()


def _unbeaten(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which designs none is as good as in both goals, but for themselves."""
    brings, pads = (table[goal].to_numpy(dtype=np.float64) for goal in ("x", "y"))
    as_good = (brings[:, None] >= brings) & (pads[:, None] <= pads)
    return np.asarray(as_good.sum(axis=0) == 1)


def robustness(results: Results, measure: str = "real value") -> pd.DataFrame:
    """Return in which share of worlds each policy beats each: columns policy, against, share, regret."""
    weeks = results.since_first_change
    values = {policy: results.per_world(policy, measure, weeks) for policy in results.policies}
    best = np.max(list(values.values()), axis=0)
    return pd.DataFrame(
        [
            {"policy": one, "against": other, "share": float(np.mean(values[one] > values[other])),
             "regret": float(np.mean(best - values[one]))}
            for one in values
            for other in values
            if one != other
        ]
    )  # fmt: skip


def _by_goals(results: Results, designs: list[str]) -> pd.DataFrame:
    rows = []
    for design in designs:
        row: dict[str, Any] = {"point": design}
        for goal, measure in (("x", "real value"), ("y", "prevalence")):
            found = paired(*(results.per_world(name, measure, _LATE) for name in (design, BASELINE)))
            row |= {goal: found.mean, f"{goal}_low": found.low, f"{goal}_high": found.high}
        rows.append(row)
    return pd.DataFrame(rows)


def _board(push: float, review: Mapping[str, Any]) -> dict[str, Any]:
    """Return a public board of tokens from week 12 on."""
    return {
        "week": 12,
        "metric": "tokens",
        "audience": "company",
        "target": {"share": 0.8, "push": float(push)},
        "review": dict(review),
    }


def _run(
    policies: Mapping[str, Any], *, worlds: int, settings: Mapping[str, Any] | None = None, **other: Any
) -> Results:
    """Simulate policies beside doing nothing, and read what is kept before it goes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sweep.yaml"
        told = {"title": "A sweep", "baseline": BASELINE, "policies": {BASELINE: [], **policies}, "worlds": worlds}
        file.write_text(Case.model_validate(_SIZE | told | other).model_dump_json(exclude_unset=True), "utf-8")
        results = run(load(file, settings=settings), out=Path(folder) / "results")
        for measure in ("prevalence", "real value"):
            results.cube(measure)
        return results
