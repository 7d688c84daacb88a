"""The week of a company, as ordinary Mesa."""

import math
from itertools import count

import mesa
import numpy as np
from scipy.special import betaincinv, ndtri

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.plain import traits
from sim.plain.arithmetic import between, places, spread
from sim.plain.choice import FIXED
from sim.plain.employee import PlainEmployee
from sim.plain.executive import PlainExecutive
from sim.plain.last_review import NONE_YET, outcome
from sim.plain.leaderboard import PlainLeaderboard
from sim.plain.ledger import PlainLedger
from sim.plain.manager import PlainManager
from sim.plain.measures import measures
from sim.plain.memory import Memory
from sim.plain.metric_luck import luck_in, who_reach
from sim.plain.settings import ordinary
from sim.scenario import Case, Levers
from sim.scenario.levers import Audit

REVIEWED = 0.2
"""Incidents that remain when what agents do is reviewed first, as a share."""
BY_HAND = 0.1
"""Yield of padding, and incidents of use, that remain without agents, as a share."""
AGENTS_AT_ONCE = 4.0
"""Agents that one person runs side by side where the tool lets agents work in parallel."""
CONTROL_BY_AUDITS = 10.0
"""Control that people feel per share of them who are audited in a week, up to full control."""
REMEMBERED = 4
"""Weeks before a change of policy in which padding marks a person as one who padded before it."""


class PlainCompany(mesa.Model):
    """A company under one policy in one world: a leaderboard, an executive, managers and employees.

    Parameters
    ----------
    case
        What is simulated.
    policy
        Name of one of its policies.
    world
        Number of the world.
    rng
        Given on to Mesa, which nothing here draws from.

    Raises
    ------
    KeyError
        If the case has no such policy.

    Attributes
    ----------
    record : dict[str, list[float]]
        Every measure, week by week.
    staff : list[PlainEmployee]
        Who sits where now.
    """

    def __init__(self, case: Case, policy: str, world: int = 0, *, rng: int | None = None) -> None:
        super().__init__(rng=rng)
        firm = case.company
        self.numbers = count(1)
        self.luck = Luck(case.seed, world, 1, firm.employees)
        self.case = traits.settled(case, self.luck)
        self.behaviour = ordinary(self.case.behaviour)
        self.policy = policy
        self.week = 0
        self.quits_a_week = 1.0 - (1.0 - self.case.company.quits_a_year) ** (1.0 / 52.0)
        self.record: dict[str, list[float]] = {}
        self.memory = Memory()
        self.meter = ordinary(self.case.all_metrics()[self.case.company.meter])
        self.meter_luck = luck_in(self.meter)
        self.use_levers(self.case.levers_in(policy, 1))
        self.board = PlainLeaderboard(self)
        self.executive = PlainExecutive(self)
        self.ledger = PlainLedger(self)
        self.last_review = NONE_YET
        everybody = range(firm.employees)
        self.team_size = min(firm.team_size, firm.employees)
        teams = [everybody[first : first + self.team_size] for first in everybody[:: self.team_size]]
        alike = 0.5 * self.behaviour.managers.spread
        natures = betaincinv(alike, alike, self.luck.uniform(Decision.MANAGER, 0, size=len(teams))[0])
        chances = self.luck.uniform(Decision.TEAM_TARGET, 0, size=len(teams))[0]
        PlainManager.create_agents(self, len(teams), teams, natures.tolist(), chances.tolist())
        self.managers: list[PlainManager] = list(self.agents_by_type[PlainManager])
        self.ties = traits.ties(self.luck, firm.employees, self.team_size, firm.ties)
        draws = traits.draws_of(self.luck, everybody, [0] * firm.employees)
        PlainEmployee.create_agents(self, firm.employees, list(everybody), 0, draws)
        self.staff: list[PlainEmployee] = list(self.agents_by_type[PlainEmployee])
        self.running = True

    def step(self) -> None:
        """Let a week pass."""
        self.week += 1
        employees, managers = self.agents_by_type[PlainEmployee], self.agents_by_type[PlainManager]
        # 1. policy: the changes dated for this week take effect
        self.take_up_policy()
        # 2. notice: people notice what is new, hear the official word, catch cues, talk, see who pads
        employees.do("notice", self.draws(Decision.NOTICE), self.draws(Decision.CUE))
        who_pads = [person.padding > 0.0 for person in self.staff]
        managers.do("sum_up", who_pads)
        employees.do("talk", self.draws(Decision.IDEA), who_pads)
        # 3. choose: those who just took notice reconsider their efforts, and others now and then
        employees.do("choose", self.draws(Decision.RECONSIDER), self.errors_of_choice())
        # 4. work: metric, value, rework and incidents come out
        employees.do("work", self.normal_draws(Decision.METRIC_NOISE), self.draws(Decision.INCIDENT))
        managers.do("finish_week", [person.knowhow for person in self.staff])
        # 5. publish: the metric is scored, the board ranks, the dashboard shows adoption
        self.board.publish()
        self.executive.look()
        self.ledger.look()
        # 6. watch: audits find some padding, managers see how far their teams are behind
        if self.levers.audit is not None:
            employees.do("face_audit", self.draws(Decision.AUDIT), self.draws(Decision.DISMISSED))
        managers.do("watch")
        # 7. review: every so often managers rate, the best are promoted, the worst must go
        if self.week % self.case.company.review_every == 0:
            self.review()
        # 8. steer: the executive pushes harder, raises the target, or lets it be
        self.executive.steer()
        # 9. leave: some quit, the dismissed go
        employees.do("decide_to_stay", self.draws(Decision.QUIT))
        # 10. measure: the week's row is written
        self.memory.look(self)
        for name, value in measures(self).items():
            self.record.setdefault(name, []).append(value)
        # then seats are filled again; newcomers start next week
        for person in self.staff:
            if person.caught:
                person.stop_padding()
        self.fill_seats()
        self.running = self.week < self.case.weeks

    def take_up_policy(self) -> None:
        """Move the levers that this week's changes name, and say what is asked of people."""
        levers = self.case.levers_in(self.policy, self.week)
        if levers != self.levers or self.week == 1:
            self.move_levers(levers)
        self.level_asked = self.row.active if levers.target is None else self.executive.level
        self.edge_asked = self.metric_luck.edge(self.level_asked)
        self.aimed_at = self.metric_luck.to_spare(self.level_asked) if levers.target is not None else 0.0

    def move_levers(self, levers: Levers) -> None:
        """Put the levers into another state, and let people find their bearings in it."""
        before, was_exposed, had_quota, row_before = self.levers, self.exposed, self.has_quota, self.row_name
        self.use_levers(levers)
        begins = self.exposed and not was_exposed
        other_row = self.row_name != row_before or self.week == 1
        for person in self.staff:
            person.padded_before_change = person.last_padded > max(self.week - 1 - REMEMBERED, 0)
            person.learn_yields()
            person.aware = person.aware and not begins
            if other_row:
                person.expect_metric()
            if other_row or not (had_quota and self.has_quota):
                person.quota = person.mean_metric if self.has_quota else 0.0
        self.board.make_tables()
        self.executive.take_up_target(before.target, other_row)
        self.agents_by_type[PlainManager].do("learn_of_target")

    def use_levers(self, levers: Levers) -> None:
        """Put the levers into a state."""
        self.levers = levers
        self.row_name, row = self.case.row_of(levers.metric or self.case.meter_of(self.policy))
        self.row = ordinary(row)
        self.metric_luck = luck_in(self.row)
        self.meter_counted = self.row_name == self.case.company.meter
        self.counted = levers.metric is not None
        self.compared = levers.audience.compared
        self.teams_ranked = self.compared and levers.audience.ranked == "teams"
        self.exposed = self.counted and (levers.audience.who != "nobody" or levers.target is not None)
        self.paid = self.counted and levers.bonus is not None
        self.staked = self.exposed or self.paid or levers.limits.chargeback > 0.0
        self.speed_of_quota = levers.bonus.over_own_past if self.paid and levers.bonus is not None else 0.0
        self.has_quota = self.speed_of_quota > 0.0
        self.training = levers.training
        price_of_use = self.row.price * self.row.units_per_useful_week / self.case.company.wage
        self.charge = levers.limits.chargeback * price_of_use
        self.capped = levers.limits.cap is not None
        self.cap = math.inf if levers.limits.cap is None else levers.limits.cap
        self.clarity = self.behaviour.work.strategy * levers.strategy
        seen = self.behaviour.standing
        self.weight_of_status = {"company": 1.0, "team": seen.team, "manager": seen.manager}.get(
            levers.audience.who, 0.0
        )
        self.weight_of_status *= 1.0 if levers.audience.names else seen.unnamed
        self.use_word(levers)
        self.use_tool(levers)
        self.use_audit(levers.audit)

    def use_word(self, levers: Levers) -> None:
        """Say what is said of reviews."""
        self.shown = levers.review.shown
        self.denied = levers.review.stated == "not used"
        word, official = self.behaviour.belief, 1.0
        if levers.review.stated != "silent":
            official = word.denied if self.denied else word.affirmed
        self.official_word = levers.review.clarity * math.log(official)
        self.word_of_board = math.log(word.board) if self.compared else 0.0
        self.cue_rate = self.behaviour.managers.cue if self.compared else 0.0
        self.asking, self.looking = math.log(word.asked), math.log(word.looked)

    def use_tool(self, levers: Levers) -> None:
        """Work with a tool: by hand, with agents, or with several at once, whose use hours do not bound."""
        by_agents, at_once = levers.tool != "chat", levers.tool == "parallel agents"
        self.ease_of_padding = 1.0 if by_agents else BY_HAND
        self.reach_of_agents = (1.0 if by_agents else BY_HAND) * (1.0 if levers.permissions == "open" else REVIEWED)
        self.toil_of_use = 1.0 / AGENTS_AT_ONCE**2 if at_once else 1.0
        self.most_useful = math.inf if at_once else self.behaviour.choice.most_useful
        self.security_at_stake = by_agents and levers.permissions == "open"

    def use_audit(self, audit: Audit | None) -> None:
        """Audit or not, and let padders expect to pay for it: something at all, by the unit, and by its square."""
        self.control_by_audits, self.expected_fine = 0.0, (0.0, 0.0, 0.0)
        if audit is None:
            return
        self.control_by_audits = min(CONTROL_BY_AUDITS * audit.rate, 1.0)
        chance = audit.rate * audit.sensitivity
        once = chance * (audit.fine + audit.dismissed * self.behaviour.choice.job_loss)
        by_unit = chance * audit.fine_per_unit
        self.expected_fine = (0.0, once, by_unit) if audit.proportional else (once, by_unit, 0.0)

    def draws(self, decision: Decision, sub: int = 0) -> list[float]:
        """Return this week's uniform draws for a decision, by seat."""
        drawn: list[float] = self.luck.uniform(decision, self.week, sub=sub)[0].tolist()
        return drawn

    def normal_draws(self, decision: Decision, sub: int = 0) -> list[float]:
        """Return this week's standard normal draws for a decision, by seat."""
        drawn: list[float] = ndtri(self.luck.uniform(decision, self.week, sub=sub)[0]).tolist()
        return drawn

    def errors_of_choice(self) -> list[list[float]]:
        """Return each seat's draws of errors: one an effort, or one an option of a menu that is not judged exactly."""
        choice, continuous = self.behaviour.choice, self.behaviour.choice.rule == "continuous"
        bends = 0 if self.levers.bonus is None else len(self.levers.bonus.schedule)
        options = 0 if choice.precision == math.inf else FIXED + len(choice.steps) + bends
        number, seats = 3 if continuous else options, np.arange(len(self.staff))
        drawn = self.luck.several(Decision.CHOICE_NOISE, 0, seats, 0, number, week=self.week)
        draws = np.reshape(drawn, (number, len(seats))).T
        by_seat: list[list[float]] = (ndtri(draws) if continuous else draws).tolist()
        return by_seat

    def review(self) -> None:
        """Rate everybody, promote the best, mark the worst for dismissal."""
        staff, firm = self.staff, self.case.company
        values = [person.value_since_review / person.weeks_since_review for person in staff]
        error = self.behaviour.managers.view * spread(values)
        draws = self.normal_draws(Decision.OBSERVED_VALUE)
        observed = places([value + error * draw for value, draw in zip(values, draws, strict=True)])
        metric = [person.metric_since_review / person.weeks_since_review for person in staff]
        on_metric = places(metric)
        managers = self.agents_by_type[PlainManager]
        managers.do("rate", observed, self.scores(metric, on_metric))
        self.last_review = outcome([person.rating for person in staff], values)
        for person, place in zip(staff, places([person.rating for person in staff]), strict=True):
            middle = (place * (len(staff) - 1) + 0.5) / len(staff)
            person.promoted = middle > 1.0 - firm.promoted
            person.dismissed = person.dismissed or middle < firm.dismissed
            person.start_afresh()
        managers.do("announce_promotions", on_metric)

    def scores(self, metric: list[float], on_metric: list[float]) -> list[float]:
        """Return the scores that managers go by: places, shares of the level reached, or whether it was met."""
        level, kind = self.level_asked, self.levers.review.score
        if kind == "percentile":
            return on_metric
        if kind == "quota":
            return [between(0.0, reached / level, 1.0) for reached in metric]
        return [float(met) for met in who_reach(metric, level)]

    def fill_seats(self) -> None:
        """Replace those who leave: somebody new in the same seat."""
        leavers = [person for person in self.staff if person.quits or person.dismissed]
        if not leavers:
            return
        draws = traits.draws_of(self.luck, [p.seat for p in leavers], [p.generation + 1 for p in leavers])
        for leaver, drawn in zip(leavers, draws, strict=True):
            newcomer = PlainEmployee(self, leaver.seat, leaver.generation + 1, drawn)
            newcomer.take_over_from(leaver)
            self.ledger.welcome(newcomer)
            self.staff[leaver.seat] = newcomer
            leaver.remove()
