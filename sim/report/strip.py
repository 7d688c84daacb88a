"""The scale of the small pictures in the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from sim.charts.numbers import number
from sim.experiment.pairing import paired

if TYPE_CHECKING:
    from sim.experiment import Results
    from sim.report.first_page import Rank

_SURPLUS = "surplus"
_TICKS = 3


def scale(results: Results, ranks: list[Rank]) -> list[tuple[float, str]]:
    """Return where on the line from 0 to 100 of the ranking round differences to the baseline lie, and what they are.

    Parameters
    ----------
    results
        Those that are ranked.
    ranks
        The ranking.

    Returns
    -------
    list of (float, str)
        Places from left to right and their labels, per cent of a working week; nought alone where all is alike.
    """
    places = [(abs(rank.mean - rank.zero), rank.mean - rank.zero, rank) for rank in ranks if rank.mean is not None]
    if not places:
        return []
    far, away, rank = max(places, key=lambda place: place[0])
    if not far:
        return [(rank.zero, _label(0.0))]
    weeks = results.since_first_change
    values = (results.per_world(policy, _SURPLUS, weeks) for policy in (rank.policy, results.case.baseline))
    per_cent = 100 * paired(*values).mean / away
    ends = -rank.zero * per_cent, (100 - rank.zero) * per_cent
    ticks = MaxNLocator(_TICKS, steps=[1, 2, 5, 10]).tick_values(*ends)
    return [(round(rank.zero + tick / per_cent, 2), _label(tick)) for tick in ticks if ends[0] <= tick <= ends[1]]


def _label(value: float) -> str:
    return f"{number(value, decimals=0 if float(value).is_integer() else 1)}\N{NO-BREAK SPACE}%"
