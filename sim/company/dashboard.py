"""What the executive sees: reported adoption, and the value that the metric is taken to show."""

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour.types import FloatArray, IntArray
from sim.behaviour.work import reaches

if TYPE_CHECKING:
    from sim.company.company import Company

LOOKED_BACK = 8
"""Weeks before launch over which the dashboard learns what a unit of the metric is worth."""


class Dashboard:
    """Adoption of the week, and the claim: the slope of value on metric before launch, applied to today's metric.

    Parameters
    ----------
    worlds, seats
        Shape of the block.
    launch
        Week from which a policy counts a metric, or none.
    """

    def __init__(self, worlds: int, seats: int, launch: int | None) -> None:
        self._launch = launch
        self._weeks = np.zeros((worlds, seats))
        self._metric = np.zeros((worlds, seats))
        self._value = np.zeros((worlds, seats))
        self._row = ""
        self.adoption: FloatArray = np.zeros(worlds)
        self.slope: FloatArray = np.full(worlds, np.nan)
        self.metric_before: FloatArray = np.full(worlds, np.nan)
        self.value_before: FloatArray = np.full(worlds, np.nan)

    def look(self, company: "Company") -> None:
        """Take in the week; in the weeks before launch, remember people's metric and value."""
        people = company.people
        active = company.case.all_metrics()[company.case.company.meter].active
        self.adoption = reaches(people.used, active).mean(axis=1)
        if self._launch is None or not self._launch - LOOKED_BACK <= company.week < self._launch:
            return
        self._row = company.row_name
        self._weeks += 1.0
        self._metric += people.metric
        self._value += people.value
        if company.week == self._launch - 1:
            self._learn()

    def forget(self, world: IntArray, seat: IntArray) -> None:
        """Drop what was remembered of people who left."""
        for total in (self._weeks, self._metric, self._value):
            total[world, seat] = 0.0

    def claimed(self, company: "Company") -> FloatArray:
        """Return the value that the dashboard claims, baseline weeks a person, (worlds,).

        Not a number before launch, and once another metric than the one learnt is counted.
        """
        if self._launch is None or company.week < self._launch or company.row_name != self._row:
            return np.full(company.worlds, np.nan)
        gained = company.people.metric.mean(axis=1) - self.metric_before
        return np.asarray(self.value_before + self.slope * gained)

    def _learn(self) -> None:
        """Fit mean value on mean metric over people, by least squares."""
        weeks = np.maximum(self._weeks, 1.0)
        metric, value = self._metric / weeks, self._value / weeks
        there = self._weeks > 0.0
        number = there.sum(axis=1, keepdims=True)
        metric_mean = (metric * there).sum(axis=1, keepdims=True) / number
        value_mean = (value * there).sum(axis=1, keepdims=True) / number
        off = (metric - metric_mean) * there
        squares = (off * off).sum(axis=1)
        self.slope = np.where(
            squares > 0.0, (off * (value - value_mean)).sum(axis=1) / np.maximum(squares, 1e-300), 0.0
        )
        self.metric_before, self.value_before = metric_mean[:, 0], value_mean[:, 0]
