"""A manager: how far he or she really uses the metric, and what a team hears and sees."""

import math
from typing import TYPE_CHECKING

from sim.plain.arithmetic import mean
from sim.plain.member import Member
from sim.plain.metric_luck import MetricLuck, who_reach

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.plain.employee import PlainEmployee


class PlainManager(Member):
    """The manager of a team of neighbouring seats.

    Parameters
    ----------
    model
        The company.
    seats
        Seats of the team.
    nature
        Where this manager stands among managers in using the metric, mean one half.
    chance
        Uniform draw that decides whether a target for some teams is for this one.
    """

    metric_luck: MetricLuck

    def __init__(self, model: "PlainCompany", seats: range, nature: float, chance: float) -> None:
        super().__init__(model)
        self.seats = seats
        self.nature = nature
        self.chance = chance
        self.behind = self.opinion = self.knowhow = 0.0
        self.metric = self.place = 0.0
        self.padders = 0
        self.headcount = len(seats)
        self.others = max(self.headcount - 1, 1)
        self.has_target = False

    @property
    def members(self) -> list["PlainEmployee"]:
        """The people of the team."""
        return self.model.staff[self.seats.start : self.seats.stop]

    @property
    def use_of_metric(self) -> float:
        """The weight this manager really gives the metric, 0..1: more where the team is behind its target."""
        actual = self.model.levers.review.actual if self.model.counted else 0.0
        use = min(2.0 * self.nature * actual, 1.0)
        return min(use * (1.0 + self.model.behaviour.managers.passes_on * self.behind), 1.0)

    @property
    def pressure(self) -> float:
        """How hard the target is pushed on this team."""
        return self.model.executive.push if self.has_target else 0.0

    def learn_of_target(self) -> None:
        """1. Learn whether the team has a target."""
        target = self.model.levers.target
        self.has_target = self.model.counted and target is not None and self.chance < target.teams

    def sum_up(self, who_pads: list[bool]) -> None:
        """2. What the team thinks of reviews, and how many of it pad."""
        self.opinion = mean([person.belief for person in self.members])
        self.padders = sum(who_pads[self.seats.start : self.seats.stop])

    def finish_week(self, known: list[float]) -> None:
        """4. Others' use makes work for the whole team to review; what some know of padding the others may learn."""
        members = self.members
        use = mean([person.useful + person.padding for person in members])
        burden = self.model.behaviour.work.review_burden * use
        self.knowhow = sum(known[self.seats.start : self.seats.stop])
        for person in members:
            person.finish_week(burden, known)

    def sum_up_metric(self) -> None:
        """5. Enter the team's mean metric on a board of teams: the luck in a mean is smaller."""
        self.metric = mean([person.metric for person in self.members])
        luck = self.model.metric_luck
        self.metric_luck = luck.of_team(self.headcount)
        self.place = luck.axis(self.metric)

    def watch(self) -> None:
        """6. See by what share of people the team is behind its target."""
        target = self.model.levers.target
        if target is None or not self.has_target:
            self.behind = 0.0
            return
        met = mean(who_reach([person.metric for person in self.members], self.model.executive.level))
        self.behind = max(target.share - met, 0.0)

    def rate(self, observed: list[float], scores: list[float]) -> None:
        """7. Rate people by the place of what is seen of their value and by their score, by seat from 0 to 1."""
        use = self.use_of_metric
        for person in self.members:
            person.rating = (1.0 - use) * observed[person.seat] + use * scores[person.seat]
            person.passed_over = person.rating < 0.5

    def announce_promotions(self, places: list[float]) -> None:
        """7. Let the team see who was promoted: team-mates high on the metric, or low."""
        if not self.model.exposed or self.model.shown:
            return
        ratio = math.log(self.model.behaviour.belief.promoted)
        members = self.members
        news = [person.promoted * (1 if places[person.seat] > 0.5 else -1) for person in members]
        for person, own in zip(members, news, strict=True):
            person.belief += (sum(news) - own) * ratio
