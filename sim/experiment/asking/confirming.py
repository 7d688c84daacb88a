"""Confirming: settings that a search found good are run again in companies that it never saw, and compared there.

Among them, too, the one that comes out best is lucky: so intervals hold for all settings and goals at once
(Bonferroni), and settings are compared in the same companies, one by one.
"""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from sim.experiment.asking.outcome import Run
from sim.experiment.pairing import Floats, mean_of, mean_of_defined
from sim.experiment.studies.study import Study

ALPHA = 0.05


def confirmed(
    asked: Study, chosen: list[int], seen: Floats, directions: dict[str, str], fresh: int, run: Run
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the chosen settings in fresh companies, best first, and the differences between them."""
    before = asked.case.worlds
    points = [asked.points[at] for at in chosen]
    swept = run(asked.with_points(points).with_worlds(before + fresh))
    values = {goal: swept.cube(goal)[:, 0, before:] for goal in directions}
    first, way = next(iter(directions.items()))
    order = np.argsort(-signed(mean_of_defined(values[first])[:, None], [way])[:, 0], kind="stable")
    values = {goal: of[order] for goal, of in values.items()}
    names = [chr(ord("A") + place) for place in range(len(order))]
    differences = _differences(names, values)
    rows: list[dict[str, Any]] = []
    for name, place, at in zip(names, range(len(order)), order, strict=True):
        row = {"point": name} | dict(zip(asked.names, points[at], strict=True))
        for column, (goal, of) in enumerate(values.items()):
            mean = mean_of(of[place], ALPHA / (len(order) * len(values)))
            row |= {goal: mean.mean, f"{goal}_low": mean.low, f"{goal}_high": mean.high}
            row[f"{goal}_searched"] = float(seen[chosen[at], column])
        rows.append(row)
    table = pd.DataFrame(rows)
    table["on_front"] = not_beaten(names, differences, directions)
    table["may_be_best"] = not_beaten(names, differences, {first: way})
    return table, differences


def _differences(names: list[str], values: dict[str, Floats]) -> pd.DataFrame:
    """Return the paired difference of every two settings in each goal, with intervals that hold all at once."""
    together = list(combinations(range(len(names)), 2))
    alpha = ALPHA / max(len(together) * len(values), 1)
    rows = [
        (names[one], names[other], goal, *mean_of(of[one] - of[other], alpha))
        for one, other in together
        for goal, of in values.items()
    ]
    return pd.DataFrame(rows, columns=pd.Index(["point", "against", "goal", "difference", "low", "high"]))


def not_beaten(names: list[str], differences: pd.DataFrame, goals: dict[str, str]) -> list[bool]:
    """Return which settings no other surely beats: at least as good in every goal, and better in one."""
    beaten = set()
    for (one, other), rows in differences[differences["goal"].isin(list(goals))].groupby(["point", "against"]):
        ends = rows.set_index("goal").loc[list(goals), ["low", "high"]].to_numpy(dtype=np.float64)
        turned = signed(ends.T, list(goals.values()))
        low, high = turned.min(axis=0), turned.max(axis=0)
        beaten |= {other} if (low >= 0).all() and (low > 0).any() else set()
        beaten |= {one} if (high <= 0).all() and (high < 0).any() else set()
    return [name not in beaten for name in names]


def unbeaten(values: Floats) -> Any:
    """Return which rows no other row beats: as high in every column and higher in one; shape (rows, columns)."""
    at_least = (values[:, None] >= values[None]).all(axis=2)
    above = (values[:, None] > values[None]).any(axis=2)
    return ~(at_least & above).any(axis=0)


def signed(values: Floats, ways: list[str]) -> Floats:
    """Return values so that more is better; the last axis goes as the ways do."""
    found: Floats = values * np.array([1.0 if way == "more" else -1.0 for way in ways])
    return found
