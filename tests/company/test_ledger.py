"""The Goodhart ledger: an identity in every week of any company, whose every line is what it says it is."""

from collections.abc import Iterator
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sim.company import Company, week
from sim.company.ledger import Lines
from sim.measures import Measure
from tests.at_random import at_random, quick

STILL = {"company.quits_a_year": 0.0, "company.dismissed": 0.0}
BUSY = {"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5}


def weeks_of(company: Company) -> Iterator[tuple[SimpleNamespace, Lines]]:
    """Everybody and the ledger at the end of each week's work, before seats change hands."""
    seen: list[tuple[SimpleNamespace, Lines]] = []

    def take(company: Company) -> Any:
        copies = {each.name: getattr(company.people, each.name).copy() for each in fields(company.people)}
        seen.append((SimpleNamespace(**copies), company.ledger.lines(company)))
        return np.zeros(company.worlds)

    company.measures = (Measure("spy", "Spy", "none", "none", take),)
    company.record = {"spy": np.zeros((company.case.weeks, company.worlds))}
    for _ in range(company.case.weeks):
        company.step()
        yield seen[-1]


def number(parameter: Any, world: int) -> float:
    return float(parameter[world, 0] if np.ndim(parameter) else parameter)


class ByHand:
    """The ledger of one world as it is defined: state by state, person by person."""

    def __init__(self, company: Company, world: int, launch: int) -> None:
        self.company, self.world, self.launch = company, world, launch
        work = company.case.behaviour.work
        self.k, self.y, self.t, self.x = (
            number(term, world) for term in (work.diminishing, work.unmeasured, work.padding_time, work.review_burden)
        )
        _, self.row = company.case.row_of(company.case.meter_of("policy"))
        self.kept: list[SimpleNamespace] = []
        self.references: list[SimpleNamespace] = []

    def person(self, people: SimpleNamespace, seat: int) -> SimpleNamespace:
        names = ("generation", "skill", "job", "knack", "useful", "padding", "unmeasured", "gain", "metric", "value",
                 "mean_metric", "padding_yield", "incidents")  # fmt: skip
        return SimpleNamespace(**{name: getattr(people, name)[self.world, seat] for name in names})

    def own(self, p: SimpleNamespace, r: float, m: float, u: float, g: float) -> float:
        return float(p.skill * (1 + g * r - self.k * r * r / 2 + self.y * u - self.t * m))

    def expected(self, p: SimpleNamespace, at: SimpleNamespace) -> float:
        """E[M | m = 0] of a person with the efforts and the gain of `at`."""
        spread = self.row.job_spread
        own = self.own(p, at.useful, 0.0, at.unmeasured, at.gain)
        per_useful = self.row.useful * np.exp(spread * p.job - spread * spread / 2)
        return float(per_useful * at.useful + self.row.unmeasured * at.unmeasured + self.row.weight * own)

    def take_in(self, people: SimpleNamespace, week: int) -> None:
        """A week's work is done."""
        if self.launch - 8 <= week < self.launch:
            self.levers = self.company.levers
            self.kept.append(people)
            self.references = [self.person(people, seat) for seat in range(people.useful.shape[1])]

    def seat_newcomers(self, after: Any) -> None:
        if self.company.week < self.launch - 1:
            return
        for seat, reference in enumerate(self.references):
            if after.generation[self.world, seat] == reference.generation:
                continue
            now = self.references[seat] = self.person(after, seat)
            assert now.padding == 0.0
            for effort in ("useful", "unmeasured", "gain"):
                known = getattr(self.company.ledger, effort)[self.world, seat]
                assert known == getattr(now, effort) or not self.begun_as_before(), effort
                setattr(now, effort, known)

    def begun_as_before(self) -> bool:
        """Whether newcomers begin as they would have done before launch."""
        then, now = self.levers, self.company.levers
        return (then.tool, then.strategy) == (now.tool, now.strategy)

    def slopes(self) -> tuple[float, float]:
        """Of people's mean value on their mean metric, and on their mean X, each over the weeks they were there."""
        staff = [[self.person(people, seat) for people in self.kept] for seat in range(len(self.references))]
        there = [[p for p in weeks if p.generation == weeks[-1].generation] for weeks in staff]
        value = np.array([np.mean([p.value for p in weeks]) for weeks in there])
        metric = np.array([np.mean([p.metric for p in weeks]) for weeks in there])
        expected = np.array([np.mean([self.expected(p, p) for p in weeks]) for weeks in there])
        return self.slope(metric, value), self.slope(expected, value)

    @staticmethod
    def slope(x: np.ndarray, y: np.ndarray) -> float:
        off = x - x.mean()
        return float(off @ y / (off @ off)) if off @ off > 0 else 0.0

    def totals(self, people: SimpleNamespace) -> tuple[float, float, float, float, float]:
        """<M>, <M0>, <X>, what falls on others, <V>."""
        staff = [self.person(people, seat) for seat in range(people.useful.shape[1])]
        cost = number(self.company.case.behaviour.incidents.cost, self.world)
        padded = [p.metric * p.padding_yield * p.padding / p.mean_metric if p.padding > 0 else 0.0 for p in staff]
        return (
            np.mean([p.metric for p in staff]),
            np.mean([p.metric - part for p, part in zip(staff, padded, strict=True)]),
            np.mean([self.expected(p, p) for p in staff]),
            np.mean([self.x * (p.useful + p.padding) + cost * p.incidents for p in staff]),
            np.mean([p.value for p in staff]),
        )

    def lines(self, people: SimpleNamespace, a: float, a_star: float) -> list[float]:
        """S0, the steps from state to state, S10."""
        staff = [self.person(people, seat) for seat in range(people.useful.shape[1])]
        both = list(zip(staff, self.references, strict=True))
        metric, unpadded, expected, harm, value = self.totals(people)
        metric_b, unpadded_b, expected_b, harm_b, value_b = self.totals(self.kept[-1])

        def g(p: SimpleNamespace, r: float, gain: float) -> float:
            return float(p.skill * (gain * r - self.k * r * r / 2))

        def within(p: SimpleNamespace, ref: SimpleNamespace) -> float:
            """Use as far as it is of use, and no less than the reference's."""
            top = ref.gain / self.k if self.k else (np.inf if ref.gain > 0.0 else -np.inf)
            return float(min(p.useful, max(ref.useful, top)))

        moved = np.mean([p.skill * (ref.gain - self.k * ref.useful) * (within(p, ref) - ref.useful) for p, ref in both])
        kept = np.mean([g(p, within(p, ref), ref.gain) - g(p, ref.useful, ref.gain) for p, ref in both])
        used = np.mean([g(p, p.useful, ref.gain) - g(p, ref.useful, ref.gain) for p, ref in both])
        learnt = used + np.mean([g(p, p.useful, p.gain) - g(p, p.useful, ref.gain) for p, ref in both])
        own = learnt + np.mean([p.skill * self.y * (p.unmeasured - ref.unmeasured) for p, ref in both])
        counted = a_star * number(self.row.weight, self.world)
        states = [
            a * (metric - metric_b),
            a * (unpadded - unpadded_b),
            a_star * (expected - expected_b),
            a_star * np.mean([self.expected(p, p) - self.expected(p, ref) for p, ref in both]),
            *(own - (1 - counted) * (own - state) for state in (moved, kept, used, learnt, own)),
        ]
        states.append(states[-1] - np.mean([p.skill * self.t * (p.padding - ref.padding) for p, ref in both]))
        states.append(states[-1] - (harm - harm_b))
        states.append(value - value_b)
        return [states[0], *np.diff(states), states[-1]]

    def worth_of_references(self) -> float:
        """<V> less what falls on others, had everybody worked as their reference."""
        return float(np.mean([self.own(ref, ref.useful, ref.padding, ref.unmeasured, ref.gain)
                              for ref in self.references]))  # fmt: skip


@quick
@given(at_random)
def test_the_ledger_of_any_company_adds_up_and_every_line_is_the_step_it_is_named_for(small: Any, made: Any) -> None:
    company = Company(made(small), "policy", worlds=2)
    launch = min(change.week for change in company.case.policies["policy"] if change.metric is not None)
    books = [ByHand(company, world, launch) for world in range(2)]
    learnt, slopes, base = company.row_name, [(0.0, 0.0)] * 2, [0.0, 0.0]
    for now, (people, lines) in enumerate(weeks_of(company), start=1):
        for book in books:
            book.take_in(people, now)
        if now == launch - 1:
            slopes = [book.slopes() for book in books]
            base = [book.worth_of_references() for book in books]
        if now < launch or company.row_name != learnt:
            assert np.isnan(lines).all()
        else:
            size = np.abs(lines).max()
            assert np.abs(sum(lines[:-1]) - lines.real_gain).max() <= 1e-9 * size
            assert np.abs(lines.real_gain - sum(lines[1:-1]) - lines.claim).max() <= 1e-9 * size
            left = 1.0 - np.ravel(company.ledger._slope) * np.ravel(company.row.weight)
            assert (lines.overuse / left <= 0).all()
            assert (lines.diminishing_returns / left <= 1e-12).all()
            for world, book in enumerate(books):
                found = [line[world] for line in lines]
                assert found == pytest.approx(book.lines(people, *slopes[world]), rel=1e-9, abs=1e-9 * max(size, 1))
                changed = book.worth_of_references() - base[world]
                assert lines.people_changed_in_value[world] == pytest.approx(changed, rel=1e-9, abs=1e-9 * max(size, 1))
        for book in books:
            book.seat_newcomers(company.people)


def last(company: Company, weeks: int = 20) -> tuple[SimpleNamespace, Lines]:
    """Everybody and the ledger at the end of the work of a week."""
    return next(week for number, week in enumerate(weeks_of(company), start=1) if number == weeks)


def test_a_busy_company_has_something_in_every_line(small: Any, board: Any) -> None:
    case = small([board | {"week": 10}], BUSY | {"company.quits_a_year": 0.6})
    _, lines = last(Company(case, worlds=3))
    assert np.abs(np.stack(lines)).min() > 1e-6


def test_another_term_of_value_goes_to_the_last_line_and_the_ledger_still_adds_up(
    small: Any, board: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = small([board | {"week": 10}], BUSY | {"company.dismissed": 0.0, "company.promoted": 0.0})
    _, lines = last(Company(case, worlds=2))
    work = week.work

    def with_another_term(company: Company) -> None:
        work(company)
        if company.week >= 10:
            company.people.value += 0.3 * company.people.useful

    monkeypatch.setattr(week, "work", with_another_term)
    people, more = last(Company(case, worlds=2))
    term = 0.3 * people.useful.mean(axis=1)
    np.testing.assert_allclose(sum(more[:-1]), more.real_gain, rtol=1e-9)
    np.testing.assert_allclose(more[:-2], lines[:-2], rtol=1e-12)
    np.testing.assert_allclose(more.real_gain - lines.real_gain, term, rtol=1e-9)
    np.testing.assert_allclose(more.people_changed_in_value - lines.people_changed_in_value, term, rtol=1e-9)


def test_as_long_as_nobody_is_replaced_no_line_is_about_other_people(small: Any, board: Any) -> None:
    _, lines = last(Company(small([board | {"week": 10}], BUSY | STILL), worlds=3), weeks=28)
    np.testing.assert_allclose(lines.people_changed_in_metric, 0.0, atol=1e-15)
    np.testing.assert_allclose(lines.people_changed_in_value, 0.0, atol=1e-15)
    assert (np.abs(lines.real_gain) > 1e-4).all()


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"people.honest": 1.0}, "padding_counted"),
        ({"people.honest": 1.0}, "padding_time"),
        ({"behaviour.work.padding_time": 0.0}, "padding_time"),
        ({"behaviour.work.diminishing": 0.0}, "diminishing_returns"),
        ({"behaviour.learning.rate": 0.0}, "learning"),
        ({"behaviour.work.unmeasured": 0.0}, "unmeasured_work"),
        ({"behaviour.work.review_burden": 0.0, "behaviour.incidents.cost": 0.0}, "harm_to_others"),
    ],
)
def test_without_its_mechanism_a_line_is_nothing(settings: Any, line: str, small: Any, board: Any) -> None:
    with_it, without = (
        last(Company(small([board | {"week": 10}], BUSY | laid), worlds=2))[1] for laid in ({}, settings)
    )
    assert getattr(with_it, line).all()
    assert not getattr(without, line).any()


def test_padding_is_counted_at_the_claims_price(small: Any, board: Any) -> None:
    company = Company(small([board | {"week": 10}], BUSY))
    people, lines = last(company)
    padded = people.padding > 0
    part = (people.metric * people.padding_yield * people.padding)[padded] / people.mean_metric[padded]
    assert len(part) > 10
    np.testing.assert_allclose(lines.padding_counted, -company.dashboard.slope * part.sum() / company.seats)


def test_without_luck_no_line_is_about_luck(small: Any, board: Any) -> None:
    change = board | {"week": 10, "metric": "still"}
    _, lines = last(Company(small([change], BUSY, metrics={"still": {"noise": 0.0}}), worlds=2))
    np.testing.assert_allclose(lines.noise, 0.0, atol=1e-12)
    assert lines.padding_counted.all()


def test_a_metric_that_is_value_claims_what_was_gained(small: Any, board: Any) -> None:
    pure = {"useful": 0.0, "padding": 0.0, "weight": 1.0, "noise": 0.0}
    settings = {"behaviour.work.review_burden": 0.0, "behaviour.incidents.cost": 0.0, "people.honest": 1.0}
    case = small([board | {"week": 10, "metric": "value"}], BUSY | settings, metrics={"value": pure})
    _, lines = last(Company(case, worlds=2))
    np.testing.assert_allclose(lines.claim, lines.real_gain, rtol=1e-9)
    assert (np.abs(lines.real_gain) > 1e-3).all()


def test_before_launch_and_without_one_there_is_no_ledger(small: Any, board: Any) -> None:
    case = small([board | {"week": 10}])
    assert np.isnan(last(Company(case, worlds=2), weeks=9)[1]).all()
    assert not np.isnan(last(Company(case, worlds=2), weeks=10)[1]).any()
    assert np.isnan(last(Company(case, "none", worlds=2))[1]).all()
    at_once = last(Company(small([board | {"week": 1}])))[1]
    assert np.isnan(at_once).all(), "there is nothing to compare with"


def test_newcomers_under_another_metric_are_read_in_the_one_that_is_claimed(small: Any, board: Any) -> None:
    changes = [board | {"week": 10}, {"week": 14, "metric": "outcomes"}, {"week": 22, "metric": "tokens"}]
    company = Company(small(changes, {"company.quits_a_year": 0.95}))
    by_week = weeks_of(company)
    for number in range(1, 23):
        people, lines = next(by_week)
        assert np.isnan(lines).all() == (number < 10 or 14 <= number < 22)
    assert (people.generation[0] > 0).sum() > 10
    ledger = company.ledger
    there = people.generation[0] == company.people.generation[0]
    found, known = ledger.expected[0], (people.useful_yield * ledger.useful)[0]
    np.testing.assert_allclose(found[there], known[there], rtol=1e-12)


@pytest.mark.parametrize("new", [{"strategy": 1.0}, {"tool": "parallel agents"}])
def test_newcomers_are_held_against_a_first_week_before_the_policy(new: Any, small: Any, board: Any) -> None:
    change = board | {"week": 10, "audience": "nobody", "target": None} | new
    case = small([change], {"company.quits_a_year": 0.95, "behaviour.choice.redo": 0.0})
    company, without = (Company(case, policy) for policy in ("policy", "none"))
    begun: dict[tuple[int, int], tuple[float, ...]] = {}
    for _ in range(25):
        company.step()
        without.step()
        there = without.people
        for seat, person in enumerate(there.generation[0]):
            begun.setdefault((seat, person), (there.useful[0, seat], there.unmeasured[0, seat]))
    people, ledger = company.people, company.ledger
    hired = [seat for seat in np.flatnonzero(people.generation[0] > 0) if (seat, people.generation[0, seat]) in begun]
    assert len(hired) > 10
    for seat in hired:
        known = begun[seat, people.generation[0, seat]]
        assert (ledger.useful[0, seat], ledger.unmeasured[0, seat]) == pytest.approx(known, rel=1e-12)
        assert people.gain[0, seat] > ledger.gain[0, seat] or "tool" in new or people.ai_value[0, seat] <= 0
    assert (people.useful[0, hired] > ledger.useful[0, hired]).mean() > 0.5


LATER = {
    "audience": "team", "target": {"level": 0.2}, "bonus": {"schedule": [{"above": 0.1, "rate": 0.2}]},
    "review": {"actual": 0.9}, "audit": {"rate": 0.5, "fine": 1.0}, "limits": {"cap": 0.05, "chargeback": 1.0},
    "permissions": "reviewed", "training": 0.1, "metric": "outcomes",
}  # fmt: skip


@pytest.mark.parametrize("lever", LATER)
def test_how_newcomers_would_have_begun_hangs_on_the_tool_and_the_strategy_alone(lever: str, small: Any) -> None:
    change = {"week": 10, "metric": "tokens", "audience": "company", lever: LATER[lever]}
    company, without = (Company(small([change], STILL), policy) for policy in ("policy", "none"))
    for each in (company, without):
        for _ in range(15):
            each.step()
        each.replace(np.arange(each.seats))
    for effort in ("useful", "unmeasured", "gain"):
        assert np.array_equal(getattr(company.people, effort), getattr(without.people, effort))
        assert np.array_equal(getattr(company.ledger, effort), getattr(without.people, effort))


def test_nobody_pads_before_a_launch(small: Any, board: Any) -> None:
    hidden = {"week": 2, "audience": "company", "target": {"share": 0.9, "push": 1.0}, "bonus": {"pool": 0.2}}
    company = Company(small([hidden, board | {"week": 12}], BUSY | {"behaviour.choice.rule": "continuous"}))
    for _ in range(11):
        company.step()
        assert not company.people.padding.any()
    for _ in range(9):
        company.step()
    assert company.people.padding.any()


def test_a_worlds_ledger_does_not_hang_on_its_block(small: Any, board: Any) -> None:
    case = small([board | {"week": 10}], BUSY)
    block, alone = last(Company(case, worlds=3))[1], last(Company(case, first_world=2))[1]
    assert [line[2] for line in block] == [line[0] for line in alone]
