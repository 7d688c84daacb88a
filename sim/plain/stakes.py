"""What the metric is worth to a person who reconsiders: rank, score, target, pay, all expected over a week's luck."""

import math
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.plain.arithmetic import probability
from sim.plain.pay import Pay

if TYPE_CHECKING:
    from sim.plain.employee import PlainEmployee

Expectation = Callable[[float, float, float], tuple[float, float]]
"""From a mean metric, where it will stand and how far one more unit moves that, to what is expected of it, and to what
one more unit adds."""


PAST = 1e-9
"""How far past a level counts as beyond it where there is no luck, useful-week equivalents."""


class Stakes:
    """What a person has at stake in the metric, in baseline weeks a week.

    Parameters
    ----------
    person
        Whose stakes, after this week's notice.
    """

    def __init__(self, person: "PlainEmployee") -> None:
        model = person.model
        self.person, self.model, self.levers, self.luck = person, model, model.levers, model.metric_luck
        self.level, self.edge = model.level_asked, model.edge_asked
        self.aim = model.aimed_at if model.exposed else 0.0
        self.bends = self.where_pay_bends() if model.paid else []
        self.pay = Pay(person) if model.paid and self.levers.bonus is not None else None
        self.parts: dict[Expectation, float] = {}
        for stake, expectation in self.hang_on():
            if stake != 0.0:
                self.parts[expectation] = self.parts.get(expectation, 0.0) + stake

    def at(self, metric: float) -> tuple[float, float]:
        """Return what a mean metric is worth, and what one more unit of it is."""
        worth = more = 0.0
        place, stretch = self.luck.centre(metric)
        for expectation, stake in self.parts.items():
            expected, slope = expectation(metric, place, stretch)
            worth += stake * expected
            more += stake * slope
        return worth, more

    def where_pay_bends(self) -> list[tuple[float, bool]]:
        """Return mean metrics well past where a unit earns more, and such as reach where it earns less, and which."""
        bends, spare = [], self.luck.to_spare
        for step in self.levers.bonus.schedule if self.levers.bonus is not None else ():
            level = self.person.quota + step.above
            if step.above > 0.0 and step.rate != 0.0:
                bends.append((spare(spare(level)) + PAST, True) if step.rate > 0.0 else (spare(level), False))
        return bends

    def hang_on(self) -> list[tuple[float, Expectation]]:
        """Return what hangs on what: standing and target only once they were noticed, pay and charges at once."""
        model, person = self.model, self.person
        parts: list[tuple[float, Expectation]] = [(-model.charge, self.reading)]
        if model.exposed and person.aware:
            belief = probability(person.belief)
            parts.append((person.status * model.weight_of_status, self.seen()))
            parts.append((model.behaviour.choice.career * belief, self.scored()))
            if person.manager.has_target:
                parts.append((self.pressure(belief), self.meeting))
        if (bonus := self.levers.bonus) is not None and self.pay is not None:
            parts.append((1.0, self.pay.expected))
            parts.append((bonus.prize, self.being_among(max(round(bonus.winners * len(model.staff)), 1))))
        return parts

    def seen(self) -> Expectation:
        """Return what being seen to do well by the audience hangs on."""
        audience = self.levers.audience
        if self.model.teams_ranked:
            return self.rank_of_team
        if audience.who in ("team", "manager"):
            return self.rank_in_team
        return self.rank if audience.top is None else self.being_among(audience.top)

    def scored(self) -> Expectation:
        """Return what doing well in reviews hangs on."""
        score = self.levers.review.score
        return self.rank if score == "percentile" else self.share_of_level if score == "quota" else self.meeting

    @cached_property
    def mates(self) -> list["PlainEmployee"]:
        """The others of the team."""
        return [mate for mate in self.person.manager.members if mate is not self.person]

    def pressure(self, belief: float) -> float:
        """Return what meeting the target is worth, or helping the team over its edge."""
        choice, target = self.model.behaviour.choice, self.levers.target
        assert target is not None
        stake = choice.job * self.person.fear * self.person.manager.pressure * (choice.job_prior + belief)
        return stake * (1.0 if target.of == "person" else self.chance_of_deciding(target.share))

    def chance_of_deciding(self, share: float) -> float:
        """Return the chance that exactly one is missing among team-mates for so large a share of the team."""
        met = [1.0]  # the chance that none, one, two and so on of them meet the target
        for mate in self.mates:
            place, _ = self.luck.centre(mate.mean_metric)
            chance, _ = self.luck.reaches(place, self.edge)
            met = [a * (1.0 - chance) + b * chance for a, b in zip([*met, 0.0], [0.0, *met], strict=True)]
        return met[max(math.ceil(share * (len(self.mates) + 1) - 1e-9) - 1, 0)]

    def meeting(self, _: float, place: float, stretch: float) -> tuple[float, float]:
        """Expect to meet the level."""
        chance, slope = self.luck.reaches(place, self.edge)
        return chance, slope * stretch

    def share_of_level(self, metric: float, *_: float) -> tuple[float, float]:
        """Expect to reach a share of the level, at most all of it."""
        over, above = self.luck.excess(metric, self.level)
        return (metric - over) / self.level, (1.0 - above) / self.level

    def rank(self, _: float, place: float, stretch: float) -> tuple[float, float]:
        """Expect to beat a share of the company's others."""
        share, slope = self.model.board.people.among_others(place, self.person.place, self.luck)
        return share, slope * stretch

    def rank_in_team(self, _: float, place: float, stretch: float) -> tuple[float, float]:
        """Expect to beat a share of team-mates; alone, nothing."""
        beaten = [self.luck.ahead(place, mate.place) for mate in self.mates]
        number = max(len(beaten), 1)
        slope = sum(slope for _, slope in beaten) * stretch
        return sum(chance for chance, _ in beaten) / number, slope / number

    def rank_of_team(self, metric: float, *_: float) -> tuple[float, float]:
        """Expect the team to beat a share of the others, team-mates being where they were last week."""
        manager, board = self.person.manager, self.model.board
        mean, luck = manager.metric + (metric - self.person.metric) / manager.headcount, manager.metric_luck
        place, stretch = luck.centre(mean)
        share, slope = board.teams.among_others(place, manager.place, luck)
        return share, slope * stretch / manager.headcount

    def being_among(self, number: int) -> Expectation:
        """Return how to expect to be among so many of the highest."""
        return partial(self.passing, self.model.board.people.to_pass(number, self.person.place))

    def passing(self, other: float, _: float, place: float, stretch: float) -> tuple[float, float]:
        """Expect to pass a place."""
        chance, slope = self.luck.ahead(place, other)
        return chance, slope * stretch

    def reading(self, metric: float, *_: float) -> tuple[float, float]:
        """Expect the metric itself."""
        return metric, 1.0
