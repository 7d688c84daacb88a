"""The week of a company, as ordinary Mesa."""

import math
from itertools import count

import mesa
from scipy.special import betaincinv, ndtri

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.plain import traits
from sim.plain.arithmetic import places, spread
from sim.plain.employee import PlainEmployee
from sim.plain.executive import PlainExecutive
from sim.plain.leaderboard import PlainLeaderboard
from sim.plain.manager import PlainManager
from sim.plain.measures import measures
from sim.scenario import Case, Levers

REVIEWED = 0.2
"""Incidents that remain when what agents do is reviewed first, as a share."""
BY_HAND = 0.1
"""Yield of padding, and incidents of use, that remain without agents, as a share."""
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
        self.behaviour = self.case.behaviour
        self.policy = policy
        self.week = 0
        self.quits_a_week = 1.0 - (1.0 - self.case.company.quits_a_year) ** (1.0 / 52.0)
        self.record: dict[str, list[float]] = {}
        self.use_levers(self.case.levers_in(policy, 1))
        self.board = PlainLeaderboard(self)
        self.executive = PlainExecutive(self)
        everybody = range(firm.employees)
        self.team_size = min(firm.team_size, firm.employees)
        teams = [everybody[first : first + self.team_size] for first in everybody[:: self.team_size]]
        alike = 0.5 * self.behaviour.managers.spread
        natures = betaincinv(alike, alike, self.luck.uniform(Decision.MANAGER, 0, size=len(teams))[0])
        PlainManager.create_agents(self, len(teams), teams, natures.tolist())
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
        managers.do("pass_rework_around")
        # 5. publish: the metric is scored, the board ranks, the dashboard shows adoption
        self.board.publish()
        self.executive.look()
        # 6. watch: audits find some padding, managers see how far their teams are behind
        if audit := self.levers.audit:
            employees.do("face_audit", self.draws(Decision.AUDIT), audit.rate * audit.sensitivity)
        managers.do("watch")
        # 7. review: every so often managers rate, the best are promoted, the worst must go
        if self.week % self.case.company.review_every == 0:
            self.review()
        # 8. steer: the executive pushes harder, raises the target, or lets it be
        self.executive.steer()
        # 9. leave: some quit, the dismissed go
        employees.do("decide_to_stay", self.draws(Decision.QUIT))
        # 10. measure: the week's row is written
        for name, value in measures(self).items():
            self.record.setdefault(name, []).append(value)
        # then seats are filled again; newcomers start next week
        employees.select(lambda person: person.caught).do("stop_padding")
        self.fill_seats()
        self.running = self.week < self.case.weeks

    def take_up_policy(self) -> None:
        """Move the levers that this week's changes name."""
        before, was_exposed = self.levers, self.exposed
        levers = self.case.levers_in(self.policy, self.week)
        if levers == before and self.week > 1:
            return
        row_before = self.row_name
        self.use_levers(levers)
        begins = self.exposed and not was_exposed
        other_row = self.row_name != row_before or self.week == 1
        for person in self.staff:
            person.padded_before_change = person.last_padded > max(self.week - 1 - REMEMBERED, 0)
            person.learn_yields()
            person.aware = person.aware and not begins
            if other_row:
                person.expect_metric()
        self.board.make_table()
        target = levers.target
        if target is not None and (target != before.target or other_row):
            self.executive.push = target.push
            self.executive.level = self.row.active if target.level is None else target.level

    def use_levers(self, levers: Levers) -> None:
        """Put the levers into a state."""
        self.levers = levers
        self.row_name = levers.metric or self.case.meter_of(self.policy)
        self.row = self.case.all_metrics()[self.row_name]
        self.multiplicative = self.row.noise_kind == "multiplicative"
        self.counted = levers.metric is not None
        self.compared = levers.audience.compared
        self.exposed = self.counted and (levers.audience.who != "nobody" or levers.target is not None)
        self.denied = levers.review.stated == "not used"
        word, official = self.behaviour.belief, 1.0
        if levers.review.stated != "silent":
            official = word.denied if self.denied else word.affirmed
        self.official_word = levers.review.clarity * math.log(official)
        by_agents = levers.tool == "agents"
        self.ease_of_padding = 1.0 if by_agents else BY_HAND
        self.reach_of_agents = (1.0 if by_agents else BY_HAND) * (1.0 if levers.permissions == "open" else REVIEWED)

    def draws(self, decision: Decision, sub: int = 0) -> list[float]:
        """Return this week's uniform draws for a decision, by seat."""
        drawn: list[float] = self.luck.uniform(decision, self.week, sub=sub)[0].tolist()
        return drawn

    def normal_draws(self, decision: Decision) -> list[float]:
        """Return this week's standard normal draws for a decision, by seat."""
        drawn: list[float] = ndtri(self.luck.uniform(decision, self.week)[0]).tolist()
        return drawn

    def errors_of_choice(self) -> list[list[float]]:
        """Return uniform draws, by option and seat, for errors in judging options; none where choice is exact."""
        choice = self.behaviour.choice
        options = 0 if choice.precision == math.inf else 5 + len(choice.steps)
        return [self.draws(Decision.CHOICE_NOISE, sub=option) for option in range(options)]

    def review(self) -> None:
        """Rate everybody, promote the best, mark the worst for dismissal."""
        staff, firm = self.staff, self.case.company
        values = [person.value_since_review / person.weeks_since_review for person in staff]
        error = self.behaviour.managers.view * spread(values)
        draws = self.normal_draws(Decision.OBSERVED_VALUE)
        observed = places([value + error * draw for value, draw in zip(values, draws, strict=True)])
        scores = places([person.metric_since_review / person.weeks_since_review for person in staff])
        managers = self.agents_by_type[PlainManager]
        managers.do("rate", observed, scores)
        for person, place in zip(staff, places([person.rating for person in staff]), strict=True):
            person.promoted = place > 1.0 - firm.promoted
            person.dismissed = place < firm.dismissed
            person.start_afresh()
        managers.do("announce_promotions", scores)

    def fill_seats(self) -> None:
        """Replace those who leave: somebody new in the same seat."""
        leavers = [person for person in self.staff if person.quits or person.dismissed]
        if not leavers:
            return
        draws = traits.draws_of(self.luck, [p.seat for p in leavers], [p.generation + 1 for p in leavers])
        for leaver, drawn in zip(leavers, draws, strict=True):
            newcomer = PlainEmployee(self, leaver.seat, leaver.generation + 1, drawn)
            newcomer.take_over_from(leaver)
            self.staff[leaver.seat] = newcomer
            leaver.remove()
