"""Reading the tables that charts of sweeps are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.charts.chart import ChartError
from sim.charts.drawing.series import Floats

if TYPE_CHECKING:
    import pandas as pd


def numbers(table: pd.DataFrame, column: str) -> Floats:
    """Return a column as numbers.

    Raises
    ------
    ChartError
        If it holds something else, or no number at all.
    """
    try:
        values = table[column].to_numpy(dtype=np.float64)
    except (TypeError, ValueError):
        raise ChartError(f"the column '{column}' must hold numbers") from None
    if not np.isfinite(values).any():
        raise ChartError(f"the column '{column}' is defined in no row")
    return values


def optional(table: pd.DataFrame, column: str) -> Floats:
    """Return a column as numbers, NaN where the table does not have it."""
    if column not in table or not np.isfinite(table[column].to_numpy(dtype=np.float64)).any():
        return np.full(len(table), np.nan)
    return numbers(table, column)


def once_each(table: pd.DataFrame, keys: list[str]) -> None:
    """Make sure that no combination of keys is there twice.

    Raises
    ------
    ChartError
        If one is.
    """
    twice = table.duplicated(keys)
    if twice.any():
        row = table.loc[twice, keys].iloc[0]
        where = ", ".join(f"{key} {row[key]}" for key in keys)
        raise ChartError(f"the table has more than one row for {where}; average over the others first")
