"""The Goodhart ledger: where the gain that the metric claims went, line by line.

An identity: the claim and the lines after it add up to the real gain in every week, to rounding, whatever the model
does, because the last of them takes what the others leave. It does not take anything at will: as long as nobody is
replaced it is nothing, unless there is a term of value that no other line knows.

Everybody is held against a reference, marked by a star: those who were there in week b, the last before launch, against
their own week b; newcomers against the week that they would have begun with then, at the private optimum, whatever the
policy has done since to tools, clarity and costs. Nobody pads before launch, so no reference does.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.behaviour.learning import gain
from sim.behaviour.response import private_optimum
from sim.behaviour.types import FloatArray, IntArray, Number
from sim.behaviour.work import mean_metric, own_value
from sim.company.once import once_a_week
from sim.company.quantile import by_world, lognormal
from sim.company.readings import average, harm_to_others, mean_by_padders, metered_of_padders, padded, padding_time
from sim.company.situation import situation
from sim.company.slope import Slope
from sim.company.sums import mean, mean_product
from sim.scenario import Levers, Metric

if TYPE_CHECKING:
    from sim.company.company import Company


class Means(NamedTuple):
    """Means of a week over people, each (worlds,).

    `metric` is M, `unpadded` M less padding's part, `expected` the metric without padding and without luck, `harm` what
    falls on reviewers and in incidents, `value` V.
    """

    metric: FloatArray
    unpadded: FloatArray
    expected: FloatArray
    harm: FloatArray
    value: FloatArray


class Lines(NamedTuple):
    """The ledger of a week, baseline weeks a person, each (worlds,); all but the last add up to the last."""

    claim: FloatArray
    padding_counted: FloatArray
    noise: FloatArray
    people_changed_in_metric: FloatArray
    who_uses: FloatArray
    diminishing_returns: FloatArray
    overuse: FloatArray
    learning: FloatArray
    unmeasured_work: FloatArray
    padding_time: FloatArray
    harm_to_others: FloatArray
    people_changed_in_value: FloatArray
    real_gain: FloatArray


class Usual(NamedTuple):
    """What something was from week to week: mean, and standard deviation if there was more than a week, (worlds,)."""

    mean: FloatArray
    sd: FloatArray

    @classmethod
    def of(cls, weeks: list[FloatArray]) -> "Usual":
        """Return it for the means of some weeks, each (worlds,)."""
        number, by_week = len(weeks), np.stack(weeks, axis=1)
        middle = mean(by_week)
        off = by_week - middle[:, None]
        return cls(middle, np.sqrt(mean_product(off, off) * (number / (number - 1) if number > 1 else np.nan)))


class _Start(NamedTuple):
    """Useful use, unmeasured work and the gain by AI of n people who do not pad, each (n,)."""

    useful: FloatArray
    unmeasured: FloatArray
    gain: FloatArray

    @classmethod
    def of(cls, company: "Company", flat: IntArray) -> "_Start":
        """Return what they do now."""
        people = company.people
        return cls(people.useful.take(flat), people.unmeasured.take(flat), people.gain.take(flat))

    @classmethod
    def under(cls, levers: Levers, company: "Company", flat: IntArray, world: IntArray) -> "_Start":
        """Return what newcomers would begin with under other levers."""
        people = company.people
        in_force, company.levers = company.levers, levers
        ai_value, rework, ai_skill = people.ai_value.take(flat), people.rework.take(flat), people.ai_skill.take(flat)
        worth = gain(ai_value, rework, ai_skill, by_world(company.clarity, world))
        facing = replace(situation(company, flat, pads=False), gain=worth)
        company.levers = in_force
        return cls(*private_optimum(facing), worth)


class Ledger:
    """The references of the people now in the seats, and what stood before launch.

    Parameters
    ----------
    worlds, seats
        Shape of the block.

    Attributes
    ----------
    expected, value
        What everybody's reference reads on the metric without luck, and gets done, (worlds, seats).
    useful, unmeasured, gain
        Efforts of everybody's reference and what AI is worth to it, (worlds, seats).
    best, beyond
        The most use that is of use: what the reference would do for the sake of value alone, or does if that is more;
        and what a first hour of more loses, (worlds, seats).
    metric_before, value_before
        Means of metric and value in the weeks before launch that the claim was learnt in, each (worlds,).
    metric_usual, value_usual
        What these were, once all of them have passed.
    """

    def __init__(self, worlds: int, seats: int) -> None:
        self.useful, self.unmeasured, self.gain, self.expected, self.value = np.zeros((5, worlds, seats))
        self.best, self.beyond = np.zeros((2, worlds, seats))
        self.metric_before: list[FloatArray] = []
        self.value_before: list[FloatArray] = []
        self.metric_usual = self.value_usual = Usual(np.full(worlds, np.nan), np.full(worlds, np.nan))
        self._seen = Slope(worlds, seats)
        self._slope: FloatArray = np.full(worlds, np.nan)
        self._before: Means | None = None
        self._then: tuple[Levers, Metric] | None = None

    def look(self, company: "Company") -> None:
        """Take in a week before launch; the last is everybody's reference."""
        people, dashboard = company.people, company.dashboard
        if dashboard.learns(company.week):
            self._seen.take_in(people.mean_metric, people.value)
            self.metric_before.append(average(company, "metric"))
            self.value_before.append(average(company, "value"))
        if dashboard.is_last_before(company.week):
            self._slope, self._before = self._seen.fit().slope, _means(company)
            self._then = company.levers, company.row
            work, efforts = company.case.behaviour.work, (people.useful, people.padding, people.unmeasured)
            terms = work.diminishing, work.unmeasured, work.padding_time
            self.value[:] = own_value(people.skill, people.gain, *terms, *efforts)
            self.useful[:], self.unmeasured[:], self.gain[:] = people.useful, people.unmeasured, people.gain
            self.best[:], self.beyond[:] = _of_use(people.useful, people.gain, work.diminishing)
            self.expected[:] = people.mean_metric
            self.metric_usual, self.value_usual = Usual.of(self.metric_before), Usual.of(self.value_before)

    def forget(self, flat: IntArray) -> None:
        """Drop what was taken in of people who left, by their places in the flattened arrays."""
        self._seen.forget(flat)

    def hired(self, company: "Company", flat: IntArray) -> None:
        """Take as newcomers' reference what they would begin with under the levers of the last week before launch."""
        if self._then is None:
            return
        (then, row), now = self._then, company.levers
        world = flat // company.seats
        begun = _Start.of(company, flat)
        if (then.tool, then.strategy) != (now.tool, now.strategy):
            begun = _Start.under(then, company, flat, world)
        people, work = company.people, company.case.behaviour.work
        efforts = begun.useful, np.zeros_like(begun.useful), begun.unmeasured
        bend, worth = by_world(work.diminishing, world), by_world(work.unmeasured, world)
        value = own_value(people.skill.take(flat), begun.gain, bend, worth, 0.0, *efforts)
        useful_yield = lognormal(row.useful, row.job_spread, people.job.take(flat), world)
        yields = useful_yield, efforts[1], by_world(row.unmeasured, world)
        expected = mean_metric(*yields, by_world(row.weight, world), value, *efforts)
        kept = self.useful, self.unmeasured, self.gain, self.value, self.expected, self.best, self.beyond
        of_use = _of_use(begun.useful, begun.gain, bend)
        for array, values in zip(kept, (*begun, value, expected, *of_use), strict=True):
            array.put(flat, values)

    def lines(self, company: "Company") -> Lines:
        """Return the ledger of the week; not numbers as long as the dashboard claims nothing."""
        before = self._before
        if before is None or not company.dashboard.claims(company):
            return Lines(*np.full((len(Lines._fields), company.worlds), np.nan))
        people, work = company.people, company.case.behaviour.work
        now = _means(company)
        claim = company.dashboard.slope * (now.metric - before.metric)
        unpadded = company.dashboard.slope * (now.unpadded - before.unpadded)
        expected = self._slope * (now.expected - before.expected)
        same_people = self._slope * (now.expected - mean(self.expected))

        more, used = people.useful - self.useful, people.skill * people.useful
        more -= _beyond_best(company)
        more_used, bend = people.skill * more, np.ravel(work.diminishing)
        moved = mean_product(more_used, self.gain) - bend * mean_product(more_used, self.useful)
        diminishing, overuse = -0.5 * bend * mean_product(more_used, more), -lost_by_overuse(company)
        learning = mean_product(used, people.gain) - mean_product(used, self.gain)
        unmeasured = mean_product(people.skill, people.unmeasured) - mean_product(people.skill, self.unmeasured)
        unmeasured = np.ravel(work.unmeasured) * unmeasured

        padding = padding_time(company)
        harm, real = before.harm - now.harm, now.value - before.value
        own = moved + diminishing + overuse + learning + unmeasured
        counted = self._slope * np.ravel(company.row.weight)
        left = 1.0 - counted
        return Lines(
            claim=claim,
            padding_counted=unpadded - claim,
            noise=expected - unpadded,
            people_changed_in_metric=same_people - expected,
            who_uses=left * moved - (same_people - counted * own),
            diminishing_returns=left * diminishing,
            overuse=left * overuse,
            learning=left * learning,
            unmeasured_work=left * unmeasured,
            padding_time=-padding,
            harm_to_others=harm,
            people_changed_in_value=real - (own - padding + harm),
            real_gain=real,
        )


@once_a_week
def lost_by_overuse(company: "Company") -> FloatArray:
    """Return the value that people lose by use beyond what is of use, baseline weeks a person, (worlds,)."""
    bend, more = company.case.behaviour.work.diminishing, _beyond_best(company)
    skilled, beyond = company.people.skill * more, company.ledger.beyond
    return np.asarray(mean_product(skilled, beyond) + 0.5 * np.ravel(bend) * mean_product(skilled, more))


@once_a_week
def _beyond_best(company: "Company") -> FloatArray:
    """Return how much of everybody's use is beyond what is best, (worlds, seats)."""
    return (company.people.useful - company.ledger.best).clip(0.0, np.inf)


def _of_use(useful: FloatArray, gain: FloatArray, bend: Number) -> tuple[FloatArray, FloatArray]:
    """Return the most use that is of use to references, max(r*, g*/k), and what a first hour of more loses."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        best = np.fmax(useful, gain / bend)
    return best, np.maximum(bend * useful - gain, 0.0)


def _means(company: "Company") -> Means:
    metric = average(company, "metric")
    without_padding = average(company, "mean_metric") - mean_by_padders(company, metered_of_padders(company))
    return Means(
        metric=metric,
        unpadded=metric - padded(company),
        expected=without_padding + np.ravel(company.row.weight) * padding_time(company),
        harm=harm_to_others(company),
        value=average(company, "value"),
    )
