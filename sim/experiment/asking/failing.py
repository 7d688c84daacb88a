"""Where does it fail: the corner of what is varied in which a policy falls short most often.

A box is peeled (PRIM, Friedman & Fisher 1999): a tenth of the points is cut off again and again, at that end of that
parameter where most is gained. Whoever looks for a corner finds one: so it is looked for among one half of the points,
and how often the policy fails there is told by the other half. Which point is in which half is drawn, so that it has
nothing to do with the order of a grid; a point that is there several times is in one half only.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.experiment.asking.outcome import Outcome, records
from sim.experiment.asking.regret import share_between
from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, mean_of_defined
from sim.experiment.studies.sweep import Sweep

FEWEST = 40
_PEELED = 0.1
_LEAST = 8
_MATTERS = 0.02
_DRAWN, _PARTS = 64, 8

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Corner:
    """The corner in which an outcome falls short most often.

    Attributes
    ----------
    outcome, below
        What falls short, and of what.
    table
        Columns parameter, low, high, values, from, to: one row a parameter that bounds the corner. low and high are its
        ends there, from and to those of all points; of words, values are those that are inside.
    inside, low, high
        Share of companies that fall short inside, among points that the corner was not looked for in, and its 95 %
        interval, which counts different points.
    points
        How many such points are inside, each counted once.
    anywhere
        The same share over all points.
    covered
        Which part of all that fall short lies inside.
    left_out
        How many companies were left out, having no value, over all points.
    """

    outcome: Outcome
    below: float
    table: pd.DataFrame
    inside: float
    low: float
    high: float
    points: int
    anywhere: float
    covered: float
    left_out: int = 0

    @property
    def sentence(self) -> str:
        """The answer, with its uncertainty."""
        without = f" {self.left_out} companies have no value and are left out." if self.left_out else ""
        return f"{self._answer}{without}"

    @property
    def _answer(self) -> str:
        what = f"{self.outcome} is below {self.below:g}"
        everywhere = f"in {100 * self.anywhere:.0f} % of all plausible companies"
        if self.table.empty or self.low <= self.anywhere:
            return f"{what} {everywhere}; no corner was found in which that is surely more often."
        bounds = " and ".join(_bound(row) for row in self.table.to_dict("records"))
        return (
            f"{what} in {100 * self.inside:.0f} % (95 % interval {100 * self.low:.0f} to {100 * self.high:.0f}) of "
            f"companies where {bounds}, against {everywhere}; {100 * self.covered:.0f} % of such companies are there."
        )

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        shares = {name: getattr(self, name) for name in ("inside", "low", "high", "points", "anywhere", "covered")}
        shares["left_out"] = self.left_out
        shares = {name: None if isinstance(of, float) and not np.isfinite(of) else of for name, of in shares.items()}
        asked = {**self.outcome._asdict(), "below": self.below}
        return {"answer": self.sentence, **asked, **shares, "table": records(self.table)}


def corner(swept: Sweep, outcome: Outcome, below: float = 0.0) -> Corner:
    """Look for the corner of a study's points in which an outcome falls short most often.

    Parameters
    ----------
    swept
        A study that was run at many points: a sample, or plausible settings.
    outcome
        What falls short; of one policy against another, below 0 where the other is ahead.
    below
        What it falls short of.

    Raises
    ------
    ResultsError
        If fewer than 40 different points have values.
    """
    values = outcome.of(swept.study, swept)
    failed = mean_of_defined(np.where(np.isfinite(values), values < below, np.nan))
    there = np.flatnonzero(np.isfinite(failed))
    fails = failed[there]
    points = swept.points.iloc[there].reset_index(drop=True)
    which = points.astype(str).groupby(list(points), sort=False).ngroup().to_numpy()
    refuse_few(len(np.unique(which)))
    looked = _drawn_half(points.groupby(which).first())[which]
    bounds = _peeled(points[looked], fails[looked])
    inside = _inside(points, bounds)
    told = inside & ~looked
    share = float(fails[told].mean()) if told.any() else np.nan
    different = len(np.unique(which[told]))
    low, high = share_between(share, different) if different else (0.0, 1.0)
    covered = float(fails[told].sum() / max(fails[~looked].sum(), 1e-12))
    rows = [_row(name, bound, points[name]) for name, bound in bounds.items()]
    return Corner(
        outcome, below, pd.DataFrame(rows, columns=pd.Index(["parameter", "low", "high", "values", "from", "to"])),
        share, low, high, different, float(fails.mean()), covered, int((~np.isfinite(values)).sum()),
    )  # fmt: skip


def refuse_few(points: int) -> None:
    """Raise `ResultsError` where there are too few different points to look in one half and to tell by the other."""
    if points < FEWEST:
        raise ResultsError(f"to find a corner takes at least {FEWEST} points; there are {points}")


def _drawn_half(points: pd.DataFrame) -> Mask:
    """Return the half of some different points that the corner is looked for in; the same points, the same half.

    Of many halves drawn, it is the one that has nearest to half of each level of each parameter (rerandomisation,
    Morgan & Rubin 2012); outcomes have no say in it.
    """
    levels = np.concatenate([_levels(points[name]) for name in points], axis=1)
    where = np.arange(len(points))
    found: list[tuple[float, Mask]] = []
    for number in range(_DRAWN):
        drawn = Luck(0, number, 1, len(points)).of_pairs(Decision.UNCERTAIN, 0, where, 0)[:, 0]
        half = np.argsort(np.argsort(drawn, kind="stable"), kind="stable") < (len(points) + 1) // 2
        found.append((float(((levels[half].sum(axis=0) - levels.sum(axis=0) / 2) ** 2).sum()), half))
    return min(found, key=lambda each: each[0])[1]


def _levels(column: "pd.Series[Any]") -> Floats:
    """Return which level each point has, (points, levels) of 0 and 1; of a figure with many, which part of all."""
    if pd.api.types.is_numeric_dtype(column) and column.nunique() > _PARTS:
        column = (column.rank(method="first") - 1) * _PARTS // len(column)
    found: Floats = pd.get_dummies(column.astype(str)).to_numpy(dtype=np.float64)
    return found


Bound = tuple[float, float] | tuple[str, ...]
"""Ends of a figure, both included, or the words that are inside."""


def _peeled(points: pd.DataFrame, fails: Floats) -> dict[str, Any]:
    """Return the bounds of the box with the best balance of how often it fails inside and how much it covers."""
    bounds: dict[str, Any] = {}
    best, best_score = bounds, _score(fails, np.ones(len(fails), dtype=bool))
    while True:
        found = [(fails[keep].mean(), name, bound) for name, bound, keep in _peels(points, bounds)]
        if not found:
            break
        _, name, bound = max(found, key=lambda each: each[0])
        bounds = bounds | {name: bound}
        score = _score(fails, _inside(points, bounds))
        if score > best_score:
            best, best_score = bounds, score
    for name in list(best):
        without = {other: bound for other, bound in best.items() if other != name}
        if fails[_inside(points, without)].mean() >= fails[_inside(points, best)].mean() - _MATTERS:
            best = without
    return best


def _score(fails: Floats, inside: Mask) -> float:
    """Return the harmonic mean of the share that fails above the usual inside, and of the part that is covered."""
    more = max(float(fails[inside].mean() - fails.mean()) / max(1.0 - float(fails.mean()), 1e-12), 0.0)
    covered = float(fails[inside].sum() / max(fails.sum(), 1e-12))
    return 2 * more * covered / (more + covered) if more > 0 else 0.0


def _peels(points: pd.DataFrame, bounds: dict[str, Any]) -> list[tuple[str, Any, Mask]]:
    """Return every way to cut a little off the box: parameter, new bound, what is left."""
    inside = _inside(points, bounds)
    found = []
    for name in points:
        column = points[name][inside]
        for bound in _smaller(column, bounds.get(str(name), (-np.inf, np.inf))):
            keep = inside & _inside(points, {str(name): bound})
            if _LEAST <= keep.sum() < inside.sum():
                found.append((str(name), bound, keep))
    return found


def _smaller(column: "pd.Series[Any]", bound: Any) -> list[Any]:
    """Return the bounds with a tenth cut off at either end, or without one of the words."""
    if not pd.api.types.is_numeric_dtype(column):
        words = sorted(set(map(str, column)))
        return [tuple(word for word in words if word != left) for left in words] if len(words) > 1 else []
    values = np.sort(column.to_numpy(dtype=np.float64))
    cut = max(1, int(_PEELED * len(values)))
    above, under = values[values > values[cut - 1]], values[values < values[-cut]]
    ends = [(above[0], bound[1])] if len(above) else []
    return ends + ([(bound[0], under[-1])] if len(under) else [])


def _inside(points: pd.DataFrame, bounds: dict[str, Any]) -> Mask:
    inside = np.ones(len(points), dtype=bool)
    for name, bound in bounds.items():
        if isinstance(bound[0], str):
            inside &= points[name].astype(str).isin(bound).to_numpy()
        else:
            inside &= ((points[name] >= bound[0]) & (points[name] <= bound[1])).to_numpy()
    return inside


def _row(name: str, bound: Any, column: "pd.Series[Any]") -> dict[str, Any]:
    if isinstance(bound[0], str):
        return {
            "parameter": name,
            "low": np.nan,
            "high": np.nan,
            "values": ", ".join(bound),
            "from": np.nan,
            "to": np.nan,
        }
    ends = {"from": float(column.min()), "to": float(column.max())}
    low, high = max(float(bound[0]), ends["from"]), min(float(bound[1]), ends["to"])
    return {"parameter": name, "low": low, "high": high, "values": "", **ends}


def _bound(row: dict[Any, Any]) -> str:
    if row["values"]:
        return f"“{row['parameter']}” is {row['values']}"
    ends = []
    if row["low"] > row["from"]:
        ends.append(f"at least {row['low']:.3g}")
    if row["high"] < row["to"]:
        ends.append(f"at most {row['high']:.3g}")
    return f"“{row['parameter']}” is {' and '.join(ends) or 'as it is'}"
