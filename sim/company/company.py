"""The Mesa model: one company in one or many simulated worlds, a week a step."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from scipy.special import betaincinv

from sim.behaviour import habit, knowhow
from sim.behaviour.incidents import BY_HAND
from sim.behaviour.learning import gains, redone
from sim.behaviour.managers import under_pressure, use_of_metric
from sim.behaviour.standing import Table
from sim.behaviour.types import FloatArray, IntArray, Number
from sim.behaviour.work import counts, lucky_metric
from sim.company import week
from sim.company.agents import AgentSet, Views
from sim.company.dashboard import Dashboard
from sim.company.decisions import Decision
from sim.company.heap import keep_memory
from sim.company.hiring import FROM_NOTHING, hire
from sim.company.inverse import inverse
from sim.company.last_review import LastReview
from sim.company.ledger import Ledger
from sim.company.luck import Luck
from sim.company.memory import Memory
from sim.company.people import FOLLOWED, People
from sim.company.quantile import by_world, lognormal
from sim.company.teams import Teams, Ties
from sim.company.uncertain import settle
from sim.scenario import Case, Levers, Metric, small_case

if TYPE_CHECKING:
    from sim.measures.measure import Measure

PARALLEL = 4.0
"""Agents that one person runs side by side; an hour of attention then makes as many hours of use. Assumption."""

HIRED_AT_ONCE = 16384
"""Seats filled at a time when a company begins: what is worked out on the way then needs no memory of its own."""


class Company(mesa.Model):
    """A company under one policy, in a block of worlds that step together.

    State lies in arrays of shape (worlds, seats) in `people`; `agents` are views on its rows, made when asked for.

    Parameters
    ----------
    case
        What is simulated; a small company when left out.
    policy
        Name of one of its policies; the last of the file when left out.
    first_world, worlds
        Which worlds: a world's luck depends on its number alone, not on the block it is in.
    measures
        What is recorded every week, into `record`.
    rng
        Given on to Mesa, which nothing here draws from.

    Raises
    ------
    KeyError
        If the case has no such policy.
    TypeError, ValueError
        If `case` is no case, `first_world` is below 0, or `worlds` below 1.
    """

    def __init__(
        self,
        case: Case | None = None,
        policy: str | None = None,
        first_world: int = 0,
        worlds: int = 1,
        measures: "Sequence[Measure]" = (),
        *,
        rng: int | None = None,
    ) -> None:
        super().__init__(rng=rng)
        keep_memory()
        case = small_case() if case is None else case
        if not isinstance(case, Case):
            raise TypeError(f"a company is made from a case, found {case!r}; sim.load reads one from a file")
        if first_world < 0 or worlds < 1:
            raise ValueError(f"first_world is at least 0 and worlds at least 1; found {first_world} and {worlds}")
        self.policy = list(case.policies)[-1] if policy is None else policy
        if self.policy not in case.policies:
            raise KeyError(f"{case.name} has no policy {self.policy!r}; it has {', '.join(case.policies)}")
        self.first_world, self.worlds, self.seats = first_world, worlds, case.company.employees
        self.luck = Luck(case.seed, first_world, worlds, self.seats)
        self.case = settle(case, self.luck)
        self.meter: Metric = self.case.all_metrics()[self.case.company.meter]
        self.week = 0
        self.dates = {1} | {change.week for change in case.policies[self.policy]}
        self.teams = Teams(self.seats, case.company.team_size)
        self.ties = Ties(self.luck, self.teams, case.company.ties)
        self.people = People.empty(worlds, self.seats)
        self.seen_padding: FloatArray = np.zeros((worlds, self.seats))
        self.manager_nature = self._managers()
        self.team_luck = self.luck.uniform(Decision.TEAM_TARGET, 0, size=self.teams.count)
        self.behind: FloatArray = np.zeros((worlds, self.teams.count))
        self.table: Table | None = None
        self.recent: FloatArray = np.zeros((4, worlds, self.seats))
        self.push: FloatArray = np.zeros((worlds, 1))
        self.level: FloatArray = np.ones((worlds, 1))
        self.use_levers(case.levers_in(self.policy, 1))
        self.dashboard = Dashboard(worlds, self.seats, _launch(case, self.policy))
        self.memory = Memory(worlds, self.seats, self.teams.count)
        self.ledger = Ledger(worlds, self.seats)
        self.last_review: LastReview | None = None
        for start in range(0, worlds * self.seats, HIRED_AT_ONCE):
            hire(self, np.arange(start, min(start + HIRED_AT_ONCE, worlds * self.seats)))
        self.measures = tuple(measures)
        self.record: dict[str, FloatArray] = {
            measure.name: np.full((case.weeks, worlds), np.nan) for measure in self.measures
        }
        self.this_week: dict[tuple[Any, ...], Any] = {}
        self.views = Views(self)
        self.running = True

    def step(self) -> None:
        """Let a week pass.

        Raises
        ------
        RuntimeError
            If the last week has passed and measures are recorded, for which there is no row.
        """
        if self.measures and self.week >= self.case.weeks:
            raise RuntimeError(f"the case ends with week {self.case.weeks}; give it more weeks to record more")
        self.week += 1
        self.this_week.clear()
        week.policy(self)
        week.notice(self)
        week.choose(self)
        week.work(self)
        week.publish(self)
        week.watch(self)
        week.review(self)
        week.steer(self)
        week.leave(self)
        week.measure(self)
        week.hand_over(self)
        self.running = self.week < self.case.weeks

    def use_levers(self, levers: Levers) -> None:
        """Put the levers into a state: which metric is counted, and how; what follows for people is up to `derive`."""
        self.levers: Levers = levers
        name, row = self.case.row_of(levers.metric or self.case.meter_of(self.policy))
        self.row_name: str = name
        self.row: Metric = row
        self.multiplicative: bool = self.row.noise_kind == "multiplicative"

    def derive(self, flat: IntArray) -> None:
        """Put into place what follows from people's traits, at places in the flattened (worlds, seats) arrays, (n,)."""
        traits = {name: getattr(self.people, name).take(flat) for name in FOLLOWED}
        self.people.put(flat, **self.following(traits, flat // self.seats))

    def following(self, traits: Mapping[str, FloatArray], world: IntArray) -> dict[str, FloatArray]:
        """Return what follows from traits under the levers in force: yields, worth of AI, rework, costs.

        Parameters
        ----------
        traits
            At least those of `FOLLOWED`, by name, (n,) each.
        world
            World of each person, (n,).
        """
        row, ai_value, rework = self.row, traits["ai_value"], traits["rework"]
        by_hand = BY_HAND if self.levers.tool == "chat" else 1.0
        unskilled, by_skill = gains(ai_value, rework, by_world(self.clarity, world))
        return {
            "useful_yield": lognormal(row.useful, row.job_spread, traits["job"], world),
            "padding_yield": lognormal(by_hand * row.padding, row.padding_spread, traits["knack"], world),
            "gain_unskilled": unskilled,
            "gain_by_skill": by_skill,
            "redone": redone(ai_value, rework),
            "root_useful": np.sqrt(traits["cost_useful"]),
            "root_unmeasured": np.sqrt(traits["cost_unmeasured"]),
        }

    def replace(self, flat: IntArray) -> None:
        """Seat new people where others have left: at places in the flattened (worlds, seats) arrays, (n,)."""
        self.people.generation.reshape(-1, copy=False)[flat] += 1
        self.memory.forget(flat)
        for metric in self.recent:  # in half the time of all at once
            metric.reshape(-1, copy=False)[flat] = 0.0
        self.people.put(flat, **dict.fromkeys(FROM_NOTHING, 0))
        if self.dashboard.learns(self.week):
            self.dashboard.forget(flat)
            self.ledger.forget(flat)
        hire(self, flat)
        self.ledger.hired(self, flat)

    def managers_use(self) -> FloatArray:
        """Return the weight that managers really give the metric, pressure included, (worlds, teams)."""
        use = use_of_metric(self.manager_nature, self.levers.review.actual if self.counted else 0.0)
        return under_pressure(use, self.behind, self.case.behaviour.managers.passes_on)

    @property
    def agents(self) -> AgentSet:
        """All agents: the leaderboard, managers and employees, as views on the arrays."""
        self.views.make()
        return super().agents

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """All agents by their class."""
        self.views.make()
        by_type: dict[type, AgentSet] = super().agents_by_type
        return by_type

    @property
    def agent_types(self) -> list[type]:
        """The classes of agents."""
        return list(self.agents_by_type)

    @property
    def counted(self) -> bool:
        """Whether any metric is counted this week."""
        return self.levers.metric is not None

    @property
    def exposed(self) -> bool:
        """Whether there is something to take notice of: a metric that others see, or a target for it."""
        return self.counted and (self.levers.audience.who != "nobody" or self.levers.target is not None)

    @property
    def paid(self) -> bool:
        """Whether pay hangs on the metric, which people know without being shown a board."""
        return self.counted and self.levers.bonus is not None

    @property
    def level_asked(self) -> FloatArray:
        """What a person's metric is to reach: the target's level, or what counts as active without one, (worlds, 1)."""
        return self.level if self.levers.target is not None else np.full((self.worlds, 1), self.row.active)

    @property
    def pressure(self) -> FloatArray:
        """How hard a target is pushed on each team, (worlds, teams); 0 on teams that have none."""
        target = self.levers.target
        if target is None or not self.counted:
            return np.zeros((self.worlds, self.teams.count))
        return self.push * (self.team_luck < target.teams)

    @property
    def has_quota(self) -> bool:
        """Whether people have quotas of their own that follow what they reached."""
        bonus = self.levers.bonus
        return self.counted and bonus is not None and bonus.over_own_past > 0.0

    @property
    def clarity(self) -> Number:
        """By what share AI is worth more because it is clear what it is for."""
        return self.case.behaviour.work.strategy * self.levers.strategy

    @property
    def agents_at_once(self) -> float:
        """How many agents a person runs side by side."""
        return PARALLEL if self.levers.tool == "parallel agents" else 1.0

    def cost_of_use(self, flat: IntArray) -> FloatArray:
        """Return the cost of useful use as the tool leaves it, (n,).

        Parameters
        ----------
        flat
            Places of the people in the flattened (worlds, seats) arrays.
        """
        return self.people.cost_useful.take(flat) / self.agents_at_once**2

    def cost_of_padding(self, flat: IntArray) -> FloatArray:
        """Return the cost of padding as habit and know-how leave it, (n,), of people as in `cost_of_use`."""
        people, behaviour, world = self.people, self.case.behaviour, flat // self.seats
        relief, ease = by_world(behaviour.habit.relief, world), by_world(behaviour.knowhow.ease, world)
        cost = habit.eased_cost(people.cost_padding.take(flat), people.habit.take(flat), relief)
        return knowhow.eased_cost(cost, people.knowhow.take(flat), ease) if counts(ease) else cost

    def metered(self, luck: FloatArray) -> FloatArray:
        """Return what the AI's own meter reads: the metric where that is what is counted, else useful use alone."""
        if self.row_name == self.case.company.meter:
            return self.people.metric
        mean = lognormal(self.meter.useful, self.meter.job_spread, self.people.job) * self.people.useful
        return lucky_metric(mean, luck, self.meter.noise, self.meter.noise_kind == "multiplicative")

    def _managers(self) -> FloatArray:
        """Draw where managers stand among managers, mean one half, (worlds, teams)."""
        spread = self.case.behaviour.managers.spread
        u = self.luck.uniform(Decision.MANAGER, 0, size=self.teams.count)
        world = np.broadcast_to(np.arange(self.worlds)[:, None], u.shape)
        return inverse(betaincinv, u, world, 0.5 * spread, 0.5 * spread)


def _launch(case: Case, policy: str) -> int | None:
    """Return the week from which a policy counts a metric, if it ever does."""
    return min((change.week for change in case.policies[policy] if change.metric is not None), default=None)
