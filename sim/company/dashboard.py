"""What the executive sees: reported adoption, and the value that the metric is taken to show."""

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour.types import FloatArray, IntArray
from sim.behaviour.work import reaches
from sim.company.readings import average
from sim.company.slope import Slope
from sim.company.sums import share

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
        self._seen = Slope(worlds, seats)
        self._row = ""
        self.adoption: FloatArray = np.zeros(worlds)
        self.slope: FloatArray = np.full(worlds, np.nan)
        self.error: FloatArray = np.full(worlds, np.nan)
        self.metric_before: FloatArray = np.full(worlds, np.nan)
        self.value_before: FloatArray = np.full(worlds, np.nan)

    def look(self, company: "Company") -> None:
        """Take in the week; in the weeks before launch, remember people's metric and value."""
        people = company.people
        self.adoption = share(reaches(people.used, company.meter.active))
        if self.learns(company.week):
            self._row = company.row_name
            self._seen.take_in(people.metric, people.value)
        if self.is_last_before(company.week):
            self.slope, self.error, self.metric_before, self.value_before = self._seen.fit()

    def learns(self, week: int) -> bool:
        """Return whether a week is one of the last before launch."""
        return self._launch is not None and self._launch - LOOKED_BACK <= week < self._launch

    def is_last_before(self, week: int) -> bool:
        """Return whether a week is the last before launch."""
        return self._launch is not None and week == self._launch - 1

    def claims(self, company: "Company") -> bool:
        """Return whether there is a claim: from launch on, while the metric counted is the one learnt before it."""
        return self._launch is not None and company.week >= self._launch and company.row_name == self._row

    def forget(self, flat: IntArray) -> None:
        """Drop what was remembered of people who left, by their places in the flattened arrays."""
        self._seen.forget(flat)

    def claimed(self, company: "Company") -> FloatArray:
        """Return the value that the dashboard claims, baseline weeks a person, (worlds,).

        Not a number before launch, and once another metric than the one learnt is counted.
        """
        if not self.claims(company):
            return np.full(company.worlds, np.nan)
        gained = average(company, "metric") - self.metric_before
        return np.asarray(self.value_before + self.slope * gained)
