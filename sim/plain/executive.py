"""The executive: sees only the dashboard, pushes harder when it falls short, moves the target to what was reached."""

import math
from typing import TYPE_CHECKING

from sim.plain.arithmetic import fitted, mean
from sim.plain.member import Member
from sim.plain.metric_luck import who_reach
from sim.scenario.levers import Target

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany

LOOKED_BACK = 8
"""Weeks before launch over which the dashboard learns what a unit of the metric is worth."""


class PlainExecutive(Member):
    """Reads adoption and the metric, claims value, and steers the target's level and how hard it is pushed."""

    def __init__(self, model: "PlainCompany") -> None:
        super().__init__(model)
        changes = model.case.policies[model.policy]
        self.launch = min((change.week for change in changes if change.metric is not None), default=math.inf)
        self.adoption = 0.0
        self.push = 0.0
        self.level = 1.0
        self.learnt = ""
        self.value_before = self.metric_before = self.slope = self.slope_error = math.nan

    def take_up_target(self, before: Target | None, other_row: bool) -> None:
        """1. Set a new target, or one in another metric, to its first level and push."""
        target = self.model.levers.target
        if target is not None and (target != before or other_row):
            self.push = target.push
            self.level = self.model.row.active if target.level is None else target.level

    def look(self) -> None:
        """5. Read the dashboard; in the weeks before launch, remember people's metric and value."""
        staff, active, week = self.model.staff, self.model.meter.active, self.model.week
        self.adoption = mean(who_reach([person.used for person in staff], active))
        if self.looks_back:
            for person in staff:
                person.weeks_on_record += 1
                person.metric_on_record += person.metric
                person.value_on_record += person.value
            self.learnt = self.model.row_name
            if week == self.launch - 1:
                self.learn()

    def learn(self) -> None:
        """Fit people's mean value on their mean metric, by least squares."""
        staff = self.model.staff
        metric = [person.metric_on_record / person.weeks_on_record for person in staff]
        value = [person.value_on_record / person.weeks_on_record for person in staff]
        self.metric_before, self.value_before = mean(metric), mean(value)
        self.slope, self.slope_error = fitted(metric, value)

    @property
    def looks_back(self) -> bool:
        """Whether the week is one of the last before launch."""
        return self.launch - LOOKED_BACK <= self.model.week < self.launch

    @property
    def claims(self) -> bool:
        """Whether there is a claim: from launch on, while the metric counted is the one learnt before it."""
        return self.model.week >= self.launch and self.model.row_name == self.learnt

    @property
    def claimed_value(self) -> float:
        """Value before launch plus what the metric's growth is taken to show, while that same metric runs."""
        if not self.claims:
            return math.nan
        gained = mean([person.metric for person in self.model.staff]) - self.metric_before
        return self.value_before + self.slope * gained

    def steer(self) -> None:
        """8. Push harder the further adoption falls short; after a review, ratchet the level, never down."""
        target, habits = self.model.levers.target, self.model.behaviour.executive
        if target is None:
            return
        met = mean(who_reach([person.metric for person in self.model.staff], self.level))
        short = max(target.share - met, 0.0)
        self.push = max(self.push, min(self.push + habits.push * short, habits.most_push))
        if self.model.week % self.model.case.company.review_every == 0:
            reached = mean([person.metric for person in self.model.staff])
            self.level = max(self.level, self.level + target.ratchet * (reached - self.level))
