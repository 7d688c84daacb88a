"""What a chart is: a name, the words that go with it, and how to draw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import signature
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.charts.drawing.style import THEMES, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results

    Drawn = Results | pd.DataFrame


class ChartError(Exception):
    """A chart that cannot be drawn from these results, with the reason in plain words."""


@dataclass(frozen=True)
class Chart:
    """One chart of the gallery.

    Parameters
    ----------
    name
        Lower case with hyphens, as ``goodhart chart NAME`` takes it.
    title
        A few words for a heading.
    caption
        How to read it, with what a band or a whisker means.
    needs
        Measures without which it cannot be drawn.
    draw
        ``draw(results, **options)`` returns a figure; called through `figure`.
    alt
        ``alt(results, **options)`` says in words what the figure shows; called through `words`. Same options.
    columns
        Of a chart that is drawn from a sweep: the columns of the table that it takes in place of results, with what
        each holds.
    """

    name: str
    title: str
    caption: str
    needs: tuple[str, ...]
    draw: Callable[..., Figure]
    alt: Callable[..., str]
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen, such as a policy."""
        return tuple(signature(self.draw).parameters)[1:]

    def figure(self, results: Drawn, *, theme: str = "paper", **options: Any) -> Figure:
        """Draw the chart in the house style.

        Parameters
        ----------
        results
            Results of a run; a table for a chart with `columns`.
        theme
            "paper" or "slide".
        options
            Those named in `options`.

        Returns
        -------
        Figure
            An ordinary Matplotlib figure without pyplot state, to save or to go on editing.

        Raises
        ------
        ChartError
            If the results lack a measure, a column, a policy or the values that the chart needs, or it has no such
            theme or option.
        """
        self._check(results, options)
        if theme not in THEMES:
            raise ChartError(f"there is no theme '{theme}'; there are {_listed(tuple(THEMES))}")
        with style(theme):
            return self.draw(results, **options)

    def words(self, results: Drawn, **options: Any) -> str:
        """Return the alternative text, written from the data; raises as `figure` does."""
        self._check(results, options)
        return self.alt(results, **options)

    def _check(self, results: Drawn, options: Mapping[str, Any]) -> None:
        unknown = [name for name in options if name not in self.options]
        if unknown:
            takes = _listed(self.options) if self.options else "no option"
            raise ChartError(f"the chart '{self.name}' takes {takes}, not '{unknown[0]}'")
        if self.columns:
            self._check_table(results)
        elif isinstance(results, pd.DataFrame):
            raise ChartError(f"the chart '{self.name}' is drawn from the results of a run, not from a table")
        else:
            missing = [name for name in self.needs if name not in results.measures]
            if missing:
                what = f"needs the measure {_listed(missing)}, which these results do not have"
                raise ChartError(f"the chart '{self.name}' {what}")

    def _check_table(self, table: Drawn) -> None:
        if not isinstance(table, pd.DataFrame):
            raise ChartError(
                f"the chart '{self.name}' needs a sweep: it is drawn from a table with the columns "
                f"{_listed(tuple(self.columns))}, which one run does not give"
            )
        missing = [name for name in self.columns if name not in table]
        if missing:
            raise ChartError(f"the chart '{self.name}' needs the column {_listed(missing)}, which this table lacks")
        if table.empty:
            raise ChartError(f"the chart '{self.name}' has nothing to show: its table has no rows")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
