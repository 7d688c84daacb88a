"""What the metric is worth to people this week: the terms of their incentives, gathered from levers and beliefs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.belief import probability
from sim.behaviour.incentives import Incentives, Term
from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.pay import Pay, left_after_ratchet
from sim.behaviour.standing import AmongAll, AmongMates, AsTeam, OnTop, cut_of_others, publish
from sim.behaviour.target import Meeting, Reaching, chance_of_being_pivotal
from sim.behaviour.types import FloatArray, IntArray, Number
from sim.company.quantile import by_world
from sim.scenario.levers import Bonus

if TYPE_CHECKING:
    from sim.company.company import Company

S = TypeVar("S", bound=np.generic)

PAST = 1e-9
"""How far past a level counts as beyond it where there is no luck, useful-week equivalents."""

NEXT_TO_NOTHING = 1e-9
"""What everybody counts for at least where a pool is shared, useful-week equivalents."""


def incentives(company: "Company", flat: IntArray) -> Incentives | None:
    """Return what the metric is worth to some people, or none where nothing hangs on it.

    Parameters
    ----------
    company
        The company, after this week's notice.
    flat
        Places of the people in the flattened (worlds, seats) arrays, (n,).
    """
    stakes = _Stakes(company, flat)
    terms = tuple(stakes.terms())
    return Incentives(terms, stakes.aim(), *stakes.bends()) if terms else None


def risk_premium(company: "Company") -> FloatArray:
    """Return what the risk in pay on the metric costs everybody, baseline weeks, (worlds, seats)."""
    people = company.people
    if not company.paid or not np.any(company.case.behaviour.choice.risk_aversion):
        return np.zeros_like(people.mean_metric)
    return _pay(company, None).premium(people.mean_metric)


def _pay(company: "Company", flat: IntArray | None) -> Pay:
    """Return what is paid on one's own metric by the unit, to some people, or, by (worlds, seats), to everybody."""
    people, bonus, choice = company.people, company.levers.bonus, company.case.behaviour.choice
    assert bonus is not None
    world = None if flat is None else flat // company.seats

    def of(values: FloatArray) -> FloatArray:
        return values if flat is None else values.take(flat)

    def others() -> FloatArray:
        all_of_them = by_world(people.metric.sum(axis=1, keepdims=True), world)
        return np.maximum(all_of_them - of(people.metric), NEXT_TO_NOTHING * (company.seats - 1))

    foresight = of(people.foresight)
    left = by_world(left_after_ratchet(bonus.over_own_past, choice.discount), world) if bonus.over_own_past else 1.0
    return Pay(
        rate=sum(step.rate for step in bonus.schedule if step.above == 0.0),
        steps=tuple((step.above, step.rate) for step in bonus.schedule if step.above > 0.0),
        quota=of(people.quota),
        foreseen=1.0 - foresight + foresight * left,
        risk_aversion=by_world(choice.risk_aversion, world),
        luck=MetricLuck(by_world(company.row.noise, world), company.multiplicative),
        pot=bonus.pool * company.seats,
        others=others() if bonus.pool else 0.0,
    )


class _Stakes:
    """Gathers the terms of n people."""

    def __init__(self, company: "Company", flat: IntArray) -> None:
        self.company, self.flat = company, flat
        self.world = flat // company.seats
        self.seat = flat - self.world * company.seats
        self.luck = MetricLuck(self.each(company.row.noise), company.multiplicative)
        self.aware = self.of(company.people.aware)

    def of(self, values: NDArray[S]) -> NDArray[S]:
        return values.take(self.flat)

    def each(self, parameter: Number) -> Number:
        return by_world(parameter, self.world)

    def terms(self) -> Iterator[Term]:
        """Yield what is at stake: nothing where nothing is counted or nobody can have heard of it."""
        company, levers = self.company, self.company.levers
        if company.exposed:
            belief = probability(self.of(company.people.belief))
            career = self.aware * self.each(company.case.behaviour.choice.career) * belief
            yield from self._standing(career if levers.review.score == "percentile" else 0.0 * career)
            if levers.review.score == "quota":
                yield Reaching(career, self.level(), self.luck)
            if levers.review.score == "target":
                yield Meeting(career, self.level(), self.luck)
            if levers.target is not None:
                yield Meeting(self._pressure(belief), self.level(), self.luck)
        if company.paid:
            yield _pay(company, self.flat)
            if levers.bonus is not None and levers.bonus.prize:
                yield self._prize(levers.bonus)
        if levers.limits.chargeback > 0.0:
            yield self._charge()

    def level(self) -> FloatArray:
        """Return the target's level, or what counts as active without one: (n,), or (1,) where there is one world."""
        level = self.company.level_asked
        return level[0] if len(level) == 1 else level.take(self.world)

    def aim(self) -> FloatArray:
        """Return the mean metric that would do for the target; without one, 0."""
        wanted = self.company.exposed and self.company.levers.target is not None
        return self.luck.to_spare(self.level()) if wanted else np.zeros(len(self.flat))

    def bends(self) -> tuple[tuple[FloatArray, ...], tuple[FloatArray, ...]]:
        """Return mean metrics well past where a unit comes to earn more, and those that reach where it earns less."""
        bonus, spare = self.company.levers.bonus, self.luck.to_spare
        if bonus is None or not self.company.paid:
            return (), ()
        quota = self.of(self.company.people.quota)
        steps = [(quota + step.above, step.rate) for step in bonus.schedule if step.above > 0.0]
        beyond = tuple(spare(spare(level)) + PAST for level, rate in steps if rate > 0.0)
        return beyond, tuple(spare(level) for level, rate in steps if rate < 0.0)

    def _standing(self, career: FloatArray) -> Iterator[Term]:
        company, audience = self.company, self.company.levers.audience
        standing = company.case.behaviour.standing
        weight = {"company": 1.0, "team": standing.team, "manager": standing.manager}.get(audience.who, 0.0)
        named = 1.0 if audience.names else standing.unnamed
        status = self.of(company.people.status) * (self.each(weight) * self.each(named)) * self.aware
        among_all = company.table
        assert among_all is not None
        own = self.of(company.people.place)
        if audience.ranked == "teams" and audience.compared:
            yield AmongAll(career, among_all, self.world, own, self.luck)
            yield self._as_team(status)
        elif audience.who in ("team", "manager"):
            yield AmongAll(career, among_all, self.world, own, self.luck)
            mates, others = company.teams.mates_of(self.seat)
            yield AmongMates(status, company.people.place[self.world[:, None], mates], others > 0.0, self.luck)
        elif audience.top is not None:
            yield AmongAll(career, among_all, self.world, own, self.luck)
            yield OnTop(status, self._cut(audience.top), self.luck)
        else:
            yield AmongAll(career + status, among_all, self.world, own, self.luck)

    def _cut(self, number: int) -> FloatArray:
        """Return the place to pass to be among the highest: who is in must hold off the first who is not."""
        last, following = cut_of_others(self.company.people.place, number)
        own = self.of(self.company.people.place)
        return np.where(own >= last[self.world], following[self.world], last[self.world])

    def _as_team(self, status: FloatArray) -> AsTeam:
        """Return the worth of the team's place; its luck is that of a mean over its people."""
        company, teams = self.company, self.company.teams
        team = teams.of_seat[self.seat]
        size = teams.sizes[team]
        luck = MetricLuck(self.luck.noise / np.sqrt(size), company.multiplicative)
        means = teams.mean(company.people.metric)
        places = np.log(np.maximum(means, 1e-3)) if company.multiplicative else means
        smooth = np.asarray(company.row.noise) / np.sqrt(teams.size)
        among = AmongAll(np.ones(len(self.flat)), publish(places, smooth), self.world, places[self.world, team], luck)
        rest = means[self.world, team] - self.of(company.people.metric) / size
        return AsTeam(status, among, 1.0 / size, rest)

    def _pressure(self, belief: FloatArray) -> FloatArray:
        """Return what meeting the target is worth, or helping the team over its edge."""
        company, target, choice = self.company, self.company.levers.target, self.company.case.behaviour.choice
        assert target is not None
        team = self.seat // company.teams.size
        pressure = company.pressure.take(self.world * company.teams.count + team)
        stake = self.each(choice.job) * self.of(company.people.fear) * pressure
        stake = self.aware * stake * (self.each(choice.job_prior) + belief)
        if target.of == "person":
            return np.asarray(stake)
        mates, others = company.teams.mates_of(self.seat)
        mean = company.people.mean_metric[self.world[:, None], mates]
        noise = self.luck.noise
        luck = MetricLuck(noise[:, None] if isinstance(noise, np.ndarray) else noise, company.multiplicative)
        chances = luck.reaches(luck.centre(mean), self.level()[:, None])
        needed = np.ceil(target.share * company.teams.sizes[team] - 1e-9).astype(np.int64)
        return np.asarray(stake * chance_of_being_pivotal(chances, others > 0.0, needed))

    def _prize(self, bonus: Bonus) -> OnTop:
        number = max(round(bonus.winners * self.company.seats), 1)
        return OnTop(np.full(len(self.flat), bonus.prize), self._cut(number), self.luck)

    def _charge(self) -> Pay:
        """Return the price of use that people feel as their own."""
        company, row = self.company, self.company.row
        price = self.each(row.price) * row.units_per_useful_week / self.each(company.case.company.wage)
        return Pay(-company.levers.limits.chargeback * price, (), 0.0, 1.0, 0.0, self.luck)
