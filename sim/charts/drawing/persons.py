"""People of one simulated company, for the charts that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.charts.chart import ChartError
from sim.charts.drawing.series import Floats

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment import Results

YEAR = 52


def first_world(results: Results, world: int | None) -> int:
    """Return the company to show: the one asked for, or else the first that there is.

    Raises
    ------
    ChartError
        If there is no such company.
    """
    if world is None:
        return int(results.worlds[0])
    if world not in results.worlds:
        raise ChartError(f"there is no world {world}; there are {results.worlds[0]} to {results.worlds[-1]}")
    return world


def by_week(people: pd.DataFrame, column: str, seats: int) -> Floats:
    """Return a column of people as an array of shape (weeks, seats)."""
    return people[column].to_numpy(dtype=np.float64).reshape(-1, seats)


def one_company(results: Results, world: int) -> str:
    """Say which company is shown."""
    if len(results.worlds) == 1:
        return "one simulated company"
    return f"one of {len(results.worlds):,} simulated companies (number {world})"
