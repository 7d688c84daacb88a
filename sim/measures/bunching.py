"""Bunching: people just at the target whom a smooth distribution would not have there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.behaviour.types import BoolArray, FloatArray, IntArray
from sim.company.readings import log_metric, order_by
from sim.measures.measure import Measure
from sim.measures.shared import not_defined

if TYPE_CHECKING:
    from sim.company import Company

WIDTH = 0.1
"""Width of a bin, in logarithms of the metric; bin 0 begins at the target."""
_AT = 0.1
"""How far below the target, in widths of a bin, somebody still is at it: rounding decides nothing."""
_WINDOW, _BELOW, _ABOVE, _DEGREE = 15, 5, 1, 5


class Mass(NamedTuple):
    """People against a smooth distribution, (worlds,).

    `excess` how many more there are from bin 0 to bin 1, `missing` how many fewer from bin -5 to bin -1, as shares of
    all; `times` the excess in bins as full as the smooth distribution has them there; `hole` how many bins right below
    the target hold less than half of what the smooth distribution has there.
    """

    excess: FloatArray
    missing: FloatArray
    times: FloatArray
    hole: FloatArray


_BINS = np.arange(-_WINDOW, _WINDOW + 1)


_EDGES: FloatArray = np.arange(-_WINDOW, _WINDOW + 2.0) - _AT
_OUT = (_BINS >= -_BELOW) & (_BINS <= _ABOVE)


def _smooth(bins: BoolArray) -> FloatArray:
    """Return what each bin's count adds to the smooth distribution in some bins, (some, bins).

    It is a polynomial of degree 5 through the bins that are not left out (Chetty et al. 2011; Kleven 2016), linear in
    the counts.
    """
    powers = np.vander(_BINS / _WINDOW, _DEGREE + 1)
    return np.asarray(powers[bins] @ np.linalg.pinv(powers * ~_OUT[:, None]))


_SMOOTH = _smooth(_OUT)
_EXCESS = (_BINS >= 0) * (_BINS <= _ABOVE) - _SMOOTH[_BELOW:].sum(axis=0)
"""What each bin's count adds to the excess, (bins,)."""


class Histogram(NamedTuple):
    """People by bin: where each bin begins, in widths from the target, their number and the smooth one, (..., bins)."""

    bins: IntArray
    counts: FloatArray
    smooth: FloatArray


def histogram(bins: FloatArray) -> Histogram:
    """Return how many people lie in each bin around the target, and how many a smooth distribution would have there.

    Parameters
    ----------
    bins
        Everybody's distance from the target, in widths of a bin, (worlds, people).
    """
    counts = _counts(bins, np.argsort(bins, axis=1), [_EDGES] * len(bins)).astype(np.float64)
    return Histogram(_BINS, counts, counts @ _smooth(np.ones_like(_OUT)).T)


def mass(bins: FloatArray) -> Mass:
    """Return who is at the target and who is missing below it.

    Parameters
    ----------
    bins
        Everybody's distance from the target, in widths of a bin, (worlds, people).
    """
    counts, (worlds, people) = _counts(bins, np.argsort(bins, axis=1), [_EDGES] * len(bins)), bins.shape
    smooth = (counts[:, None] * _SMOOTH).sum(axis=2)
    more = counts[:, _WINDOW - _BELOW : _WINDOW + _ABOVE + 1] - smooth
    excess, usual = _excess(counts), smooth[:, _BELOW:].mean(axis=1)
    empty = (more < -0.5 * smooth)[:, _BELOW - 1 :: -1]
    return Mass(
        excess=excess / people,
        missing=-more[:, :_BELOW].sum(axis=1) / people,
        times=np.divide(excess, usual, out=np.full(worlds, np.nan), where=usual > 0.0),
        hole=np.asarray(np.logical_and.accumulate(empty, axis=1).sum(axis=1), dtype=np.float64),
    )


def _counts(values: FloatArray, order: IntArray, edges: Iterable[FloatArray]) -> IntArray:
    """Return how many lie in each bin, (worlds, bins); whose every rank is, and where bins begin, in each world."""
    rows = zip(values, order, edges, strict=True)
    below = np.array([row.searchsorted(edge, sorter=whose) for row, whose, edge in rows])
    return np.asarray(below[:, 1:] - below[:, :-1])


def _excess(counts: IntArray) -> FloatArray:
    return np.asarray((counts * _EXCESS).sum(axis=1))


def _of(company: Company) -> FloatArray:
    if company.levers.target is None:
        return not_defined(company)
    starts = np.arange(0, company.worlds * company.seats, company.seats)[:, None]
    order = order_by(company, "metric").whose - starts
    counts = _counts(log_metric(company), order, np.log(company.level) + WIDTH * _EDGES)
    return _excess(counts) / company.seats


MEASURE = Measure(
    name="bunching",
    title="People just at the target beyond what a smooth distribution would have there",
    unit="share of people",
    formula="share with M from 1 % below to 21 % above the target, less that of a polynomial through the bins beside",
    of=_of,
)
