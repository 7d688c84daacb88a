"""The Goodhart ledger over a list of people: where the gain that the metric claims went, state by state."""

import math
from itertools import pairwise
from statistics import stdev
from typing import TYPE_CHECKING, NamedTuple

from sim.plain.arithmetic import correlation, fitted, mean
from sim.plain.choice import Prospects
from sim.scenario import Metric
from sim.scenario.levers import Levers

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.plain.employee import PlainEmployee

LINES = (
    "claim", "padding counted", "noise", "people changed (i)", "who uses it", "diminishing returns", "overuse",
    "learning", "unmeasured work", "padding time", "harm to others", "people changed (ii)", "real gain",
)  # fmt: skip
STILL = 1e-6
"""Spread over weeks, as a share of the mean, up to which something did not vary."""


class Reference(NamedTuple):
    """What a person is held against: efforts, what AI is worth, and what comes of it, without padding and luck."""

    useful: float
    unmeasured: float
    gain: float
    value: float
    metric: float


class Totals(NamedTuple):
    """Means of a week over people: the metric, without padding's part, without padding and luck; harm; value."""

    metric: float
    unpadded: float
    expected: float
    harm: float
    value: float


class PlainLedger:
    """Keeps what stood before launch, and holds every week against it."""

    def __init__(self, model: "PlainCompany") -> None:
        self.model = model
        self.metric_before: list[float] = []
        self.value_before: list[float] = []
        self.slope = math.nan
        self.references: dict[int, Reference] = {}
        self.before: Totals | None = None
        self.then: tuple[Levers, Metric] | None = None

    def look(self) -> None:
        """Take in a week before launch; the last is what everybody is held against."""
        model, executive = self.model, self.model.executive
        if not executive.looks_back:
            return
        self.metric_before.append(mean([person.metric for person in model.staff]))
        self.value_before.append(mean([person.value for person in model.staff]))
        for person in model.staff:
            person.expected_on_record += person.mean_metric
        if model.week == executive.launch - 1:
            weeks = [person.weeks_on_record for person in model.staff]
            expected = [person.expected_on_record / n for person, n in zip(model.staff, weeks, strict=True)]
            value = [person.value_on_record / n for person, n in zip(model.staff, weeks, strict=True)]
            self.slope, _ = fitted(expected, value)
            self.before = self.totals()
            self.then = model.levers, model.row
            for person in model.staff:
                self.refer(person, person.useful, person.unmeasured, person.gain)

    def welcome(self, newcomer: "PlainEmployee") -> None:
        """Hold a newcomer against the week that he or she would have begun with before launch."""
        if self.then is None:
            return
        levers, gain = self.model.levers, newcomer.gain
        self.model.use_levers(self.then[0])
        newcomer.gain = newcomer.worth_of_ai()
        private = Prospects(newcomer)
        useful, unmeasured = private.best_rest(private.pull(0.0), 0.0)
        self.refer(newcomer, useful, unmeasured, newcomer.gain)
        newcomer.gain = gain
        self.model.use_levers(levers)

    def refer(self, person: "PlainEmployee", useful: float, unmeasured: float, gain: float) -> None:
        """Note what somebody is held against from now on."""
        assert self.then is not None
        row, work = self.then[1], self.model.behaviour.work
        bent = gain * useful - 0.5 * work.diminishing * useful * useful
        value = person.skill * (1.0 + bent + work.unmeasured * unmeasured)
        metric = person.useful_yield_in(row) * useful + row.unmeasured * unmeasured + row.weight * value
        self.references[person.seat] = Reference(useful, unmeasured, gain, value, metric)

    def totals(self) -> Totals:
        """Return the means of the week."""
        staff, behaviour, weight = self.model.staff, self.model.behaviour, self.model.row.weight
        work, cost = behaviour.work, behaviour.incidents.cost
        lost = [weight * person.skill * work.padding_time * person.padding for person in staff]
        added = [person.padding_yield * person.padding for person in staff]
        return Totals(
            metric=mean([person.metric for person in staff]),
            unpadded=mean([person.metric - padded_part(person) for person in staff]),
            expected=mean([p.mean_metric - q + more for p, q, more in zip(staff, added, lost, strict=True)]),
            harm=mean([work.review_burden * (p.useful + p.padding) + cost * p.incidents for p in staff]),
            value=mean([person.value for person in staff]),
        )

    def states(self) -> list[float]:
        """Return the states S0 to S10, S5 in two, from what the metric claims to what was gained."""
        staff, work, executive = self.model.staff, self.model.behaviour.work, self.model.executive
        before, now, both = self.before, self.totals(), [(person, self.references[person.seat]) for person in staff]
        assert before is not None
        overused, k = self.lost_by_overuse(), work.diminishing
        moved = mean([p.skill * (ref.gain - k * ref.useful) * (min(p.useful, self.most(ref)) - ref.useful)
                      for p, ref in both])  # fmt: skip
        bent = mean([p.skill * self.worth(ref, p.useful) for p, ref in both])
        learnt = mean([p.skill * (p.gain - ref.gain) * p.useful for p, ref in both])
        unseen = mean([p.skill * work.unmeasured * (p.unmeasured - ref.unmeasured) for p, ref in both])
        left = 1.0 - self.slope * self.model.row.weight
        rest = bent + learnt + unseen
        in_time = rest - mean([p.skill * work.padding_time * p.padding for p in staff])
        return [
            executive.slope * (now.metric - before.metric),
            executive.slope * (now.unpadded - before.unpadded),
            self.slope * (now.expected - before.expected),
            self.slope * (now.expected - mean([ref.metric for _, ref in both])),
            rest - left * (rest - moved),
            rest - left * (learnt + unseen - overused),
            rest - left * (learnt + unseen),
            rest - left * unseen,
            rest,
            in_time,
            in_time - (now.harm - before.harm),
            now.value - before.value,
        ]

    def most(self, reference: Reference) -> float:
        """Return the most use that is of use to somebody: more than the reference's only where that is worth it."""
        k = self.model.behaviour.work.diminishing
        best = reference.gain / k if k > 0.0 else math.copysign(math.inf, reference.gain)
        return max(reference.useful, best)

    def worth(self, reference: Reference, useful: float) -> float:
        """Return what some use is worth beyond the reference's own, for a person of mean skill."""
        k = self.model.behaviour.work.diminishing
        more = useful - reference.useful
        return reference.gain * more - 0.5 * k * (useful * useful - reference.useful * reference.useful)

    def lost_by_overuse(self) -> float:
        """Return the value that people lose by use beyond the most that is of use to them."""
        both = [(person, self.references[person.seat]) for person in self.model.staff]
        beyond = [(person, ref) for person, ref in both if person.useful > self.most(ref)]
        lost = [p.skill * (self.worth(ref, self.most(ref)) - self.worth(ref, p.useful)) for p, ref in beyond]
        return sum(lost) / len(both)

    def lost_by_padding(self) -> float:
        """Return the value lost by padding: its time, others' rework and expected incidents."""
        work, harm = self.model.behaviour.work, self.model.behaviour.incidents
        each = work.review_burden + self.model.reach_of_agents * harm.cost * harm.padding
        return mean([p.skill * work.padding_time * p.padding + each * p.padding for p in self.model.staff])

    def measures(self) -> dict[str, float]:
        """Return the lines of the ledger, and what else is held against the weeks before launch, by name."""
        others = ("overuse over padding", "claim uncertainty", "goodhart gap", "goodhart ratio", "validity of change")
        if self.before is None or not self.model.executive.claims:
            return dict.fromkeys([*(f"ledger: {line}" for line in LINES), *others], math.nan)
        states = self.states()
        steps = [after - before for before, after in pairwise(states)]
        lines = dict(zip(LINES, [states[0], *steps, states[-1]], strict=True))
        padding = self.lost_by_padding()
        return {f"ledger: {line}": amount for line, amount in lines.items()} | {
            "overuse over padding": self.lost_by_overuse() / padding if padding > 0.0 else math.nan,
            **self.since_launch(),
        }

    def since_launch(self) -> dict[str, float]:
        """Return how far metric and value have moved from where they stood before launch."""
        staff, executive = self.model.staff, self.model.executive
        metric, value = [person.metric for person in staff], [person.value for person in staff]
        metric_grown, value_grown = mean(metric) * mean(self.value_before), mean(self.metric_before) * mean(value)
        return {
            "claim uncertainty": 1.96 * executive.slope_error * abs(mean(metric) - self.metric_before[-1]),
            "goodhart gap": moved(mean(metric), self.metric_before) - moved(mean(value), self.value_before),
            "goodhart ratio": metric_grown / value_grown if value_grown > 0.0 else math.nan,
            "validity of change": correlation(
                [person.metric - self.references[person.seat].metric for person in staff],
                [person.value - self.references[person.seat].value for person in staff],
            ),
        }


def padded_part(person: "PlainEmployee") -> float:
    """Return the part of somebody's metric that is padding."""
    if person.padding_yield * person.padding <= 0.0:
        return 0.0
    return person.metric * person.padding_yield * person.padding / person.mean_metric


def moved(now: float, before: list[float]) -> float:
    """Return how many standard deviations of the weeks before something has moved; not a number if it was still."""
    if len(before) < 2 or stdev(before) <= STILL * abs(mean(before)):
        return math.nan
    return (now - mean(before)) / stdev(before)
