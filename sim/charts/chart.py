"""What a chart is: a name, the words that go with it, and how to draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.charts.style import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment import Results


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
    """

    name: str
    title: str
    caption: str
    needs: tuple[str, ...]
    draw: Callable[..., Figure]
    alt: Callable[..., str]

    def figure(self, results: Results, **options: Any) -> Figure:
        """Draw the chart in the house style.

        Returns
        -------
        Figure
            An ordinary Matplotlib figure without pyplot state, to save or to go on editing.

        Raises
        ------
        ChartError
            If the results lack a measure, a policy or the values that the chart needs.
        """
        self._check(results)
        with style():
            return self.draw(results, **options)

    def words(self, results: Results, **options: Any) -> str:
        """Return the alternative text, written from the data; raises as `figure` does."""
        self._check(results)
        return self.alt(results, **options)

    def _check(self, results: Results) -> None:
        missing = [name for name in self.needs if name not in results.measures]
        if missing:
            names = ", ".join(f"'{name}'" for name in missing)
            raise ChartError(f"the chart '{self.name}' needs the measure {names}, which these results do not have")
