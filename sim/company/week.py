"""What happens in a week, in this order.

The functions below are the ten steps of a week; each hands arrays to the mechanisms and keeps what they return. A last
one seats the newcomers, so that a week's row describes the people who worked in it.
"""

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour import audit as audits
from sim.behaviour import belief as beliefs
from sim.behaviour import executive, habit, idea, incidents, knowhow, learning, norm, normal, standing, turnover
from sim.behaviour import review as reviews
from sim.behaviour import work as working
from sim.behaviour.choice import within_cap
from sim.behaviour.motive import BY_AUDITS
from sim.behaviour.motive import drift as motive_after
from sim.behaviour.types import BoolArray, FloatArray
from sim.company.decisions import Decision
from sim.company.hearing import believe
from sim.company.last_review import LastReview
from sim.company.people import People
from sim.company.quantile import by_world
from sim.company.readings import drive_to_leave, harmed, padders, reach
from sim.company.reconsidering import reconsider
from sim.company.sums import share

if TYPE_CHECKING:
    from sim.company.company import Company

REMEMBERED = 4
"""Weeks before a change of policy in which padding marks a person as one who padded before it."""


def policy(company: "Company") -> None:
    """1. The changes dated for this week take effect."""
    if company.week not in company.dates:
        return
    before, was_exposed, had_quota = company.levers, company.exposed, company.has_quota
    levers = company.case.levers_in(company.policy, company.week)
    if levers == before and company.week > 1:
        return
    company.people.padded_before_change[:] = company.people.last_padded > max(company.week - 1 - REMEMBERED, 0)
    row_before = company.row_name
    if levers != before:  # those of the first week are in use from the beginning
        company.use_levers(levers)
        company.derive(np.arange(company.people.job.size))
    other_row = company.row_name != row_before or company.week == 1
    if other_row:
        expect_metric(company)
    if not company.counted:
        company.table = None
    elif company.table is None or other_row:
        company.table = standing.publish(company.people.place, company.row.noise)
    if company.exposed and not was_exposed:
        company.people.aware[:] = False
    if not company.has_quota:
        company.people.quota[:] = 0.0
    elif other_row or not had_quota:
        company.people.quota[:] = company.people.mean_metric
    target = levers.target
    if target is not None and (target != before.target or other_row):
        company.push[:] = target.push
        company.level[:] = company.row.active if target.level is None else target.level


def expect_metric(company: "Company") -> None:
    """Go by what present efforts would read in a metric of which no week has been published yet."""
    people = company.people
    people.mean_metric = people.metric[:] = _output(company)[1]
    people.place[:] = working.on_axis(people.mean_metric, company.multiplicative)
    _begin_review(people, company.week - 1)


def _output(company: "Company") -> tuple[FloatArray, FloatArray]:
    """Return what people's efforts bring: own value, and the metric before luck, (worlds, seats) each."""
    people, row, model = company.people, company.row, company.case.behaviour.work
    efforts = people.useful, people.padding, people.unmeasured
    own = working.own_value(
        people.skill, people.gain, model.diminishing, model.unmeasured, model.padding_time, *efforts
    )
    yields = people.useful_yield, people.padding_yield, row.unmeasured
    return own, working.mean_metric(*yields, row.weight, own, *efforts)


def notice(company: "Company") -> None:
    """2. People notice what is new, see what they may see of last week, hear the official word, catch cues, talk."""
    people, behaviour = company.people, company.case.behaviour
    people.news[:] = False
    if company.exposed:
        if not people.aware.all():
            heard = company.luck.uniform(Decision.NOTICE, company.week) < behaviour.noticing.rate
            people.news[:] = heard & ~people.aware
            people.aware |= heard
        believe(company)
    else:
        people.belief = beliefs.believe(people.belief, people.prior, behaviour.belief.fade, 0.0, 0.0)
    if company.exposed or company.paid:
        chance = idea.hazard(people.norm, behaviour.idea.own, behaviour.idea.seen)
        hit = company.luck.uniform(Decision.IDEA, company.week) < chance
        people.idea |= hit & (people.aware if company.exposed else True)
    pads = people.padding > 0.0
    in_team = company.teams.others_mean(pads)
    across = company.ties.mean(pads.view(np.uint8), in_team)
    company.seen_padding = norm.seen_share(in_team, across, behaviour.norm.ties)
    people.norm = norm.drift(people.norm, company.seen_padding, behaviour.norm.rate)


def choose(company: "Company") -> None:
    """3. Some people reconsider, those who just took notice and others now and then; hours and a cap bind all."""
    people, choice = company.people, company.case.behaviour.choice
    redo = company.luck.uniform(Decision.RECONSIDER, company.week) < choice.redo
    redo |= people.news
    may = people.idea & ~people.honest
    reconsider(company, np.flatnonzero(redo & may))
    reconsider(company, np.flatnonzero(redo & ~may), pads=False)  # their menu is half as long
    if company.levers.tool != "parallel agents":
        people.useful.clip(-np.inf, choice.most_useful, out=people.useful)
    if (cap := company.levers.limits.cap) is not None:
        yields = people.useful_yield, people.padding_yield
        people.useful[:], people.padding[:] = within_cap(cap, *yields, people.useful, people.padding)


def work(company: "Company") -> None:
    """4. Metric, value, rework and incidents come out."""
    people, row = company.people, company.row
    model, harm = company.case.behaviour.work, company.case.behaviour.incidents
    people.gain = people.gain_unskilled + people.gain_by_skill * people.ai_skill
    people.value, people.mean_metric = _output(company)
    luck = normal.quantile(company.luck.uniform(Decision.METRIC_NOISE, company.week))
    people.metric = working.lucky_metric(people.mean_metric, luck, row.noise, company.multiplicative)
    people.used[:] = company.metered(luck)
    far = reach(company)
    mean = incidents.expected(people.useful, people.padding, far * harm.useful, far * harm.padding)
    people.incidents = incidents.count(company.luck.uniform(Decision.INCIDENT, company.week), mean)
    burden = company.teams.spread(model.review_burden * company.teams.mean(people.useful + people.padding))
    people.value -= burden
    hit = harmed(company)
    people.value.ravel()[hit] -= by_world(harm.cost, hit // company.seats) * people.incidents.take(hit)
    training = company.levers.training
    people.ai_skill = learning.learn(people.ai_skill, people.useful, company.case.behaviour.learning.rate, training)
    padded, bend = padders(company), company.case.behaviour.habit
    if not (adds := people.padding.take(padded) > 0.0).all():
        padded = padded[adds]
    people.put(padded, last_padded=company.week)
    people.habit = habit.practise(people.habit, padded, by_world(bend.up, padded // company.seats), bend.down)
    if working.counts(company.case.behaviour.knowhow.ease):
        _learn_to_pad(company)
    if company.has_quota:
        assert company.levers.bonus is not None
        people.quota += company.levers.bonus.over_own_past * (people.metric - people.quota)
    if working.counts(company.case.behaviour.motive.crowding):
        _crowd_out(company)
    people.value_since_review += people.value
    people.metric_since_review += people.metric


def _learn_to_pad(company: "Company") -> None:
    """Let know-how come from having padded, and from those around, team or ties, who know more."""
    people, taught = company.people, company.case.behaviour.knowhow
    around = company.teams.others_mean(people.knowhow)
    around = np.maximum(around, company.ties.mean(people.knowhow, around))
    people.knowhow = knowhow.spread(people.knowhow, around, people.padding > 0.0, taught.practice, taught.coaching)


def _crowd_out(company: "Company") -> None:
    """Let control take away from the own motive: pressure behind a target, and audits."""
    people, motive, audit = company.people, company.case.behaviour.motive, company.levers.audit
    control = company.teams.spread(np.minimum(company.pressure, 1.0)) * people.aware
    control = control.clip(0.0 if audit is None else min(1.0, BY_AUDITS * audit.rate), 1.0)
    people.motive = motive_after(people.motive, control, motive.crowding, motive.falls, motive.returns)


def publish(company: "Company") -> None:
    """5. The metric is scored, the board ranks, the dashboard shows adoption."""
    people = company.people
    people.place = working.on_axis(people.metric, company.multiplicative)
    company.table = standing.publish(people.place, company.row.noise) if company.counted else None
    company.recent[company.week % len(company.recent)] = people.metric
    company.dashboard.look(company)
    company.memory.look(company)
    company.ledger.look(company)


def watch(company: "Company") -> None:
    """6. Audits find some padding; managers see how far their teams are behind."""
    people, levers = company.people, company.levers
    people.caught[:] = False
    if (check := levers.audit) is not None:
        draw = company.luck.uniform(Decision.AUDIT, company.week)
        people.caught[:] = audits.caught(draw, people.padding, check.rate, check.sensitivity, check.proportional)
    if levers.target is None:
        company.behind[:] = 0.0
    else:
        met = company.teams.mean(working.reaches(people.metric, company.level))
        company.behind = executive.shortfall(levers.target.share, met) * (company.team_luck < levers.target.teams)


def review(company: "Company") -> None:
    """7. Every so often managers rate; the best are promoted, the worst must go, and everyone sees who did well."""
    people, firm, behaviour = company.people, company.case.company, company.case.behaviour
    people.left[:] = _dismissed_after_audit(company)
    if company.week % firm.review_every:
        return
    error = normal.quantile(company.luck.uniform(Decision.OBSERVED_VALUE, company.week))
    weeks = company.week - people.review_began
    value = people.value_since_review / weeks
    seen = reviews.observed_value(value, error, behaviour.managers.view)
    metric = people.metric_since_review / weeks
    score = reviews.score(company.levers.review.score, metric, company.level_asked)
    use = company.teams.spread(company.managers_use())
    people.rating = reviews.rating(reviews.places(seen), score, use)
    company.last_review = LastReview(people.rating.copy(), value)
    promoted, dismissed = reviews.best_and_worst(people.rating, firm.promoted, firm.dismissed)
    if company.exposed and not company.levers.review.shown:
        high = reviews.places(metric) > 0.5
        by_team = [company.teams.total(promoted & who) for who in (high, ~high)]
        spread = [company.teams.spread(number) for number in by_team]
        people.belief += reviews.signal(promoted, high, spread[0], spread[1], behaviour.belief.promoted)
    people.passed_over[:] = people.rating < 0.5
    people.left |= dismissed
    _begin_review(people, company.week)


def _begin_review(people: People, week: int) -> None:
    """Begin anew, after a week, to gather what the next review goes by."""
    people.review_began[:] = week
    people.value_since_review[:] = people.metric_since_review[:] = 0.0


def _dismissed_after_audit(company: "Company") -> BoolArray:
    """Return who must go for having been found out."""
    audit, caught = company.levers.audit, company.people.caught
    if audit is None or audit.dismissed == 0.0:
        return np.zeros_like(caught)
    return caught & (company.luck.uniform(Decision.DISMISSED, company.week) < audit.dismissed)


def steer(company: "Company") -> None:
    """8. The executive reads the dashboard: pushes harder, raises the target, or lets it be."""
    target, habits = company.levers.target, company.case.behaviour.executive
    if target is None:
        return
    met = share(working.reaches(company.people.metric, company.level))[:, None]
    short = executive.shortfall(target.share, met)
    company.push = executive.push_harder(company.push, short, habits.push, habits.most_push)
    if company.week % company.case.company.review_every == 0:
        reached = company.people.metric.mean(axis=1, keepdims=True)
        company.level = executive.ratchet(company.level, reached, target.ratchet)


def leave(company: "Company") -> None:
    """9. Some quit, the dismissed go."""
    people = company.people
    hazard = turnover.hazard(turnover.weekly(company.case.company.quits_a_year), drive_to_leave(company))
    people.quit[:] = (company.luck.uniform(Decision.QUIT, company.week) < hazard) & ~people.left
    people.left |= people.quit


def measure(company: "Company") -> None:
    """10. The week's row is written."""
    row, record = company.week - 1, company.record
    for each in company.measures:
        record[each.name][row] = each.of(company)


def hand_over(company: "Company") -> None:
    """Seat the newcomers, who start next week; those found out stop padding."""
    people = company.people
    people.put(np.flatnonzero(people.caught), padding=0.0, habit=0.0)
    if len(leavers := np.flatnonzero(people.left)):
        company.replace(leavers)
