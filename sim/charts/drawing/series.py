"""From rows to lines: the mean over worlds in each week, and the range that holds most worlds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.charts.chart import ChartError
from sim.charts.numbers import MOST, Form, estimate, number

if TYPE_CHECKING:
    from sim.experiment import Results

Floats = NDArray[np.float64]
_ENDS = (0.025, 0.975)


class Series(NamedTuple):
    """A measure under one policy, defined in at least one week; arrays of shape (weeks,), NaN where it is not."""

    weeks: Floats
    mean: Floats
    low: Floats
    high: Floats

    @property
    def end(self) -> int:
        """Position of the last week in which the measure is defined."""
        return int(np.flatnonzero(np.isfinite(self.mean))[-1])

    def last(self, form: Form) -> str:
        """Say where the line ends, and between which values most companies end."""
        mean, low, high = (float(values[self.end]) for values in (self.mean, self.low, self.high))
        if low == high:
            return number(mean, form)
        middle, ends = estimate(mean, low, high, form)
        return f"{middle} ({MOST} of companies: {ends})"


def series(results: Results, measure: str, policies: Sequence[str]) -> dict[str, Series]:
    """Return a measure's mean over worlds and the range that holds 95 % of the worlds, by policy.

    Policies under which the measure is never defined are left out.
    """
    cube = results.cube(measure)
    values = {policy: cube[results.policies.index(policy)] for policy in policies}
    return {policy: over_worlds(each) for policy, each in values.items() if np.isfinite(each).any()}


def over_worlds(values: Floats) -> Series:
    """Reduce an array of shape (worlds, weeks), defined somewhere, to a series."""
    weeks = values.shape[1]
    mean, low, high = np.full((3, weeks), np.nan)
    defined = np.isfinite(values).any(axis=0)
    there = values[:, defined]
    quantile = np.quantile if np.isfinite(there).all() else np.nanquantile  # which goes week by week: slow
    mean[defined] = np.nanmean(there, axis=0)
    low[defined], high[defined] = quantile(there, _ENDS, axis=0)
    return Series(np.arange(1.0, weeks + 1), mean, low, high)


def companies(results: Results) -> str:
    """Say how many worlds there are."""
    worlds = len(results.worlds)
    return "one simulated company" if worlds == 1 else f"{worlds:,} simulated companies"


def mean_of_companies(results: Results) -> str:
    """Say over what each figure is averaged, and that it has an interval."""
    found = f"Mean of {companies(results)}"
    if len(results.worlds) == 1:
        return f"{found}, so there is no interval."
    return f"{found} with the {MOST} interval of that mean."


def averaged(results: Results) -> str:
    """Say over what the lines are averaged and what their bands hold."""
    if len(results.worlds) == 1:
        return f"{companies(results).capitalize()}, so there is no band."
    return f"Mean of {companies(results)}; a band holds {MOST} of them."


def main_policy(results: Results, policy: str | None = None) -> str:
    """Return the policy asked for, or else the first that is not the baseline.

    Raises
    ------
    ChartError
        If the results have no such policy.
    """
    if policy is None:
        baseline = results.case.baseline
        return next((name for name in results.policies if name != baseline), baseline)
    if policy not in results.policies:
        raise ChartError(f"there is no policy '{policy}'; the policies are {', '.join(results.policies)}")
    return policy
