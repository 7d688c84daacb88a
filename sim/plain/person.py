"""What one person is and carries, and what his or her efforts bring and cost."""

from math import exp, isinf, sqrt
from typing import TYPE_CHECKING

from sim.plain.arithmetic import log_odds, lognormal_factor
from sim.plain.choice import Efforts, Prospects
from sim.plain.member import Member
from sim.plain.traits import correlated, normal, quantile

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.scenario import Metric

CARRIED = (
    # who, where
    "seat", "generation", "manager",
    # traits, drawn at hire
    "skill", "ai_value", "rework", "job", "knack", "cost_useful", "cost_padding", "cost_unmeasured",
    "scruple", "scruple_per_unit", "security_scruple", "status", "fear", "foresight", "honest", "prior",
    # carried from week to week
    "ai_skill", "useful", "padding", "unmeasured", "belief", "trust", "norm", "seen_padding", "habit", "knowhow",
    "motive", "quota", "idea", "aware", "news", "passed_over",
    # yields under the metric in force
    "useful_yield", "padding_yield", "meter_yield",
    # what this week brought
    "gain", "value", "mean_metric", "metric", "used", "place", "incidents",
    "rating", "promoted", "caught", "dismissed", "drive", "quits",
    # remembered
    "last_padded", "padded_before_change", "recent",
    "weeks_since_review", "value_since_review", "metric_since_review",
    "weeks_on_record", "metric_on_record", "value_on_record", "expected_on_record",
)  # fmt: skip
"""Whatever a person is and carries: named ahead, it is found faster."""


class Person(Member):
    """The person in a seat.

    Efforts are shares of the week, value and costs baseline weeks, belief log-odds, the metric useful-week equivalents.

    Parameters
    ----------
    model
        The company.
    seat, generation
        Where, and how many sat there before.
    draws
        Uniform draws of the person's traits, by trait.
    """

    __slots__ = CARRIED

    def __init__(self, model: "PlainCompany", seat: int, generation: int, draws: dict[str, float]) -> None:
        super().__init__(model)
        self.seat = seat
        self.generation = generation
        self.manager = model.managers[seat // model.team_size]
        self.take_on_traits(draws)
        self.begin()

    def take_on_traits(self, draws: dict[str, float]) -> None:
        """Become somebody: every trait from its draw."""
        people, seat = self.model.case.people, self.seat
        ai = correlated(draws["skill"], draws["ai_value"], people.skill_and_ai)
        self.skill = quantile(people.skill, draws["skill"], seat)
        self.ai_value = quantile(people.ai_value, ai, seat)
        self.rework = quantile(people.rework, draws["rework"], seat)
        self.job = normal(draws["job"])
        self.knack = normal(draws["knack"])
        self.cost_useful = quantile(people.cost_useful, draws["cost_useful"], seat)
        self.cost_padding = quantile(people.cost_padding, draws["cost_padding"], seat)
        self.cost_unmeasured = quantile(people.cost_unmeasured, draws["cost_unmeasured"], seat)
        self.scruple = quantile(people.scruple, draws["scruple"], seat)
        self.scruple_per_unit = quantile(people.scruple_per_unit, draws["scruple_per_unit"], seat)
        self.security_scruple = quantile(people.security_scruple, draws["security_scruple"], seat)
        self.status = quantile(people.status, draws["status"], seat)
        self.fear = quantile(people.fear, draws["fear"], seat)
        self.foresight = quantile(people.foresight, draws["foresight"], seat)
        self.honest = draws["honest"] < people.honest
        self.ai_skill = quantile(people.ai_skill, draws["ai_skill"], seat)
        if isinf(self.cost_padding):  # who cannot pad never does
            self.honest, self.cost_padding = True, 1.0

    def begin(self) -> None:
        """Begin a first week: private efforts, nothing heard, nothing done."""
        belief = self.model.behaviour.belief
        self.prior = self.belief = log_odds(belief.prior) + belief.fear * (self.fear - 0.5)
        self.trust = self.motive = 1.0
        self.aware = self.news = self.idea = False
        self.seen_padding = self.norm = self.habit = self.knowhow = 0.0
        self.place = self.metric = self.rating = self.drive = 0.0
        self.promoted = self.dismissed = self.passed_over = self.caught = self.quits = False
        self.last_padded = 0
        self.padded_before_change = False
        self.start_afresh()
        self.recent = [0.0] * 4
        self.weeks_on_record = 0
        self.metric_on_record = self.value_on_record = self.expected_on_record = 0.0
        self.meter_yield = self.useful_yield_in(self.model.meter)
        self.learn_yields()
        self.gain = self.worth_of_ai()
        private = Prospects(self)
        self.useful, self.unmeasured = private.best_rest(private.pull(0.0), 0.0)
        self.padding = 0.0
        self.mean_metric = self.metric_before_luck(self.efforts, self.own_value(self.efforts))
        self.quota = self.mean_metric if self.model.has_quota else 0.0

    def take_over_from(self, leaver: "Person") -> None:
        """Find what the seat sees and where it stands on the board."""
        self.norm = self.seen_padding = leaver.seen_padding
        self.place, self.metric = leaver.place, leaver.metric

    def start_afresh(self) -> None:
        """Begin to be observed for the next review."""
        self.weeks_since_review = 0
        self.value_since_review = self.metric_since_review = 0.0

    def expect_metric(self) -> None:
        """Go by what present efforts would read in a metric of which no week has been published yet."""
        self.mean_metric = self.metric = self.metric_before_luck(self.efforts, self.own_value(self.efforts))
        self.place = self.model.metric_luck.axis(self.metric)
        self.start_afresh()

    def learn_yields(self) -> None:
        """Know what one's own useful use and padding yield in the metric in force."""
        row = self.model.row
        self.useful_yield = self.useful_yield_in(row)
        self.padding_yield = self.model.ease_of_padding * row.padding * lognormal_factor(self.knack, row.padding_spread)

    def useful_yield_in(self, row: "Metric") -> float:
        """Return what a week of useful use yields in a metric."""
        return row.useful * lognormal_factor(self.job, row.job_spread)

    def worth_of_ai(self) -> float:
        """Return what a first share of useful use is worth after rework, as a share of own output.

        Skill and clarity raise a gain and shrink a loss; rework takes from a gain and adds to a loss.
        """
        if self.ai_value < 0.0:
            loss = (1.0 + self.rework) * self.ai_value * (1.0 - 0.5 * self.ai_skill)
            return loss / (1.0 + self.model.clarity)
        skilled = (1.0 - self.rework) * self.ai_value * (0.5 + 0.5 * self.ai_skill)
        return (1.0 + self.model.clarity) * skilled

    def own_value(self, efforts: Efforts) -> float:
        """Return what one gets done: A (1 + g r - k r^2/2 + y u - t m)."""
        r, m, u = efforts
        work = self.model.behaviour.work
        bent = (self.gain - 0.5 * work.diminishing * r) * r
        return self.skill * (1.0 + bent + work.unmeasured * u - work.padding_time * m)

    def metric_before_luck(self, efforts: Efforts, value: float) -> float:
        """Return what the meter makes of efforts and the value they bring: p r + q m + s u + weight V."""
        r, m, u = efforts
        row = self.model.row
        return self.useful_yield * r + self.padding_yield * m + row.unmeasured * u + row.weight * value

    def costs(self) -> Efforts:
        """Return how fast each effort tires: agents in parallel ease use."""
        return self.cost_useful * self.model.toil_of_use, self.eased_cost_of_padding(), self.cost_unmeasured

    def eased_cost_of_padding(self) -> float:
        """Return how fast padding tires: habit and know-how ease it."""
        behaviour = self.model.behaviour
        cost = self.cost_padding * (1.0 - behaviour.habit.relief * self.habit)
        return cost * exp(-behaviour.knowhow.ease * self.knowhow)

    def cost_of_work(self) -> float:
        """Return the cost of effort without padding, (r, 0, u)' C (r, 0, u) / 2: use crowds out unmeasured work."""
        r, u, cost_u = self.useful, self.unmeasured, self.cost_unmeasured
        cost_r = self.cost_useful * self.model.toil_of_use
        crossed = self.model.behaviour.work.substitution * sqrt(cost_r * cost_u) * r * u
        return 0.5 * (cost_r * r * r + cost_u * u * u) + crossed

    def cost_of_padding(self) -> float:
        """Return what padding adds to the cost of effort: its own, and what it crowds out."""
        m = self.padding
        if m == 0.0:
            return 0.0
        cost = self.eased_cost_of_padding()
        crossed = self.model.behaviour.work.substitution * sqrt(cost * self.cost_unmeasured) * m * self.unmeasured
        return 0.5 * cost * m * m + crossed

    @property
    def efforts(self) -> Efforts:
        """Useful use, padding and unmeasured work."""
        return self.useful, self.padding, self.unmeasured
