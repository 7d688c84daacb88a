"""An employee: what one person is, carries, and does in a week."""

import math
from typing import TYPE_CHECKING

from sim.plain.arithmetic import lognormal_factor
from sim.plain.choice import Efforts, Prospects
from sim.plain.member import Member
from sim.plain.traits import correlated, normal, quantile

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.scenario import Metric

MOST_INCIDENTS = 8


class PlainEmployee(Member):
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
        self.honest = draws["honest"] < people.honest
        self.ai_skill = quantile(people.ai_skill, draws["ai_skill"], seat)
        if math.isinf(self.cost_padding):  # who cannot pad never does
            self.honest, self.cost_padding = True, 1.0

    def begin(self) -> None:
        """Begin a first week: private efforts, nothing heard, nothing done."""
        belief = self.model.behaviour.belief
        odds = math.log(belief.prior) - math.log1p(-belief.prior)
        self.prior = self.belief = odds + belief.fear * (self.fear - 0.5)
        self.trust = 1.0
        self.aware = self.news = self.idea = False
        self.seen_padding = self.norm = self.habit = 0.0
        self.place = self.rating = 0.0
        self.promoted = self.dismissed = self.passed_over = self.caught = self.quits = False
        self.last_padded = 0
        self.padded_before_change = False
        self.start_afresh()
        self.weeks_on_record = 0
        self.metric_on_record = self.value_on_record = 0.0
        self.learn_yields()
        self.gain = self.worth_of_ai()
        private = Prospects(self)
        self.useful, self.unmeasured = private.best_rest(private.pull(0.0), 0.0)
        self.padding = 0.0
        self.mean_metric = self.metric_before_luck(self.efforts, self.own_value(self.efforts))

    def take_over_from(self, leaver: "PlainEmployee") -> None:
        """Find what the seat sees and where it stands on the board."""
        self.norm = self.seen_padding = leaver.seen_padding
        self.place = leaver.place

    def start_afresh(self) -> None:
        """Begin to be observed for the next review."""
        self.weeks_since_review = 0
        self.value_since_review = self.metric_since_review = 0.0

    def expect_metric(self) -> None:
        """Go by what present efforts would read in a metric of which no week has been published yet."""
        self.mean_metric = self.metric_before_luck(self.efforts, self.own_value(self.efforts))
        self.place = self.model.board.axis(self.mean_metric)
        self.metric_since_review = 0.0

    def learn_yields(self) -> None:
        """Know what one's own useful use and padding yield in the metric in force."""
        row = self.model.row
        self.useful_yield = self.useful_yield_in(row)
        self.padding_yield = self.model.ease_of_padding * row.padding * lognormal_factor(self.knack, row.padding_spread)

    def useful_yield_in(self, row: "Metric") -> float:
        """Return what a week of useful use yields in a metric."""
        return row.useful * lognormal_factor(self.job, row.job_spread)

    def worth_of_ai(self) -> float:
        """Return what a first share of useful use is worth after rework, as a share of own output."""
        return (1.0 - self.rework) * self.ai_value * (0.5 + 0.5 * self.ai_skill)

    def own_value(self, efforts: Efforts) -> float:
        """Return what one gets done: A (1 + g r - k r^2/2 + y u - t m)."""
        r, m, u = efforts
        work = self.model.behaviour.work
        bent = self.gain * r - 0.5 * work.diminishing * r * r
        return self.skill * (1.0 + bent + work.unmeasured * u - work.padding_time * m)

    def metric_before_luck(self, efforts: Efforts, value: float) -> float:
        """Return what the meter makes of efforts and the value they bring: p r + q m + s u + weight V."""
        r, m, u = efforts
        row = self.model.row
        return self.useful_yield * r + self.padding_yield * m + row.unmeasured * u + row.weight * value

    def eased_cost_of_padding(self) -> float:
        """Return the cost of padding that habit leaves."""
        return self.cost_padding * (1.0 - self.model.behaviour.habit.relief * self.habit)

    def cost_of(self, efforts: Efforts) -> float:
        """Return the cost of effort, (r, m, u)' C (r, m, u) / 2: measured effort crowds out unmeasured work."""
        r, m, u = efforts
        cost_r, cost_m, cost_u = self.cost_useful, self.eased_cost_of_padding(), self.cost_unmeasured
        crossed = (math.sqrt(cost_r * cost_u) * r + math.sqrt(cost_m * cost_u) * m) * u
        squares = cost_r * r * r + cost_m * m * m + cost_u * u * u
        return 0.5 * squares + self.model.behaviour.work.substitution * crossed

    def notice(self, noticed: list[float], cues: list[float]) -> None:
        """2. Notice what is new; update belief by what stands and what the manager lets slip."""
        model, word = self.model, self.model.behaviour.belief
        self.news = False
        if not model.exposed:
            self.belief += word.fade * (self.prior - self.belief)
            return
        if not self.aware and noticed[self.seat] < model.behaviour.noticing.rate:
            self.aware = self.news = True
        stands = happened = 0.0
        asked = False
        if model.compared:
            if self.aware:
                stands = math.log(word.board)
            talk, rate = cues[self.seat], model.behaviour.managers.cue
            if talk < rate:
                asked = talk < rate * self.manager.use_of_metric
                happened = math.log(word.asked if asked else word.looked)
        stands += model.official_word * (self.trust if model.denied else 1.0)
        self.belief += word.fade * (self.prior + stands - self.belief) + happened
        if asked and model.denied:
            self.trust *= 1.0 - word.trust_lost * model.levers.review.clarity
        else:
            self.trust += word.trust_regained * (1.0 - self.trust)

    def talk(self, ideas: list[float], who_pads: list[bool]) -> None:
        """2. Listen to the team, hit upon padding, see who pads."""
        seat, manager, behaviour = self.seat, self.manager, self.model.behaviour
        if self.model.exposed:
            self.belief += behaviour.belief.peers * (manager.opinion - self.belief)
            if self.aware and ideas[seat] < behaviour.idea.own + behaviour.idea.seen * self.norm:
                self.idea = True
        norm, others = behaviour.norm, manager.headcount - 1
        in_team = (manager.padders - who_pads[seat]) / others if others else 0.0
        ties = self.model.ties[seat]
        across = sum([who_pads[tie] for tie in ties]) / len(ties) if ties else in_team
        self.seen_padding = (1.0 - norm.ties) * in_team + norm.ties * across
        self.norm += norm.rate * (self.seen_padding - self.norm)

    def choose(self, reconsider: list[float], errors: list[list[float]]) -> None:
        """3. Perhaps reconsider all efforts; else keep them."""
        if self.news or reconsider[self.seat] < self.model.behaviour.choice.redo:
            draws = [draws[self.seat] for draws in errors]
            self.useful, self.padding, self.unmeasured = Prospects(self).best(draws)

    @property
    def efforts(self) -> Efforts:
        """Useful use, padding and unmeasured work."""
        return self.useful, self.padding, self.unmeasured

    def work(self, luck: list[float], accidents: list[float]) -> None:
        """4. Bring about value, the metric and incidents; learn from it."""
        model, behaviour, noise = self.model, self.model.behaviour, self.model.row.noise
        efforts = self.efforts
        self.gain = self.worth_of_ai()
        value = self.own_value(efforts)
        self.mean_metric = mean = self.metric_before_luck(efforts, value)
        draw = luck[self.seat]
        self.metric = mean * lognormal_factor(draw, noise) if model.multiplicative else mean + noise * draw
        self.incidents = self.incidents_of_the_week(accidents[self.seat])
        self.value = value - behaviour.incidents.cost * self.incidents
        learnt = min(behaviour.learning.rate * self.useful + model.levers.training, 1.0)
        self.ai_skill += learnt * (1.0 - self.ai_skill)
        if self.padding > 0.0:
            self.last_padded = model.week
            self.habit += behaviour.habit.up * (1.0 - self.habit)
        else:
            self.habit *= 1.0 - behaviour.habit.down

    def incidents_of_the_week(self, draw: float) -> int:
        """Return a Poisson count from one uniform draw, held against the cumulative probabilities."""
        harm = self.model.behaviour.incidents
        expected = self.model.reach_of_agents * (harm.useful * self.useful + harm.padding * self.padding)
        term = below = math.exp(-expected)
        number = 0
        while draw > below and number < MOST_INCIDENTS:
            number += 1
            term *= expected / number
            below += term
        return number

    def finish_week(self, rework: float) -> None:
        """4. Bear one's part of the team's rework; the week's value and metric go into the next review."""
        self.value -= rework
        self.weeks_since_review += 1
        self.value_since_review += self.value
        self.metric_since_review += self.metric

    def face_audit(self, checks: list[float], found: float) -> None:
        """6. Perhaps be found out, where a share `found` of padders is."""
        self.caught = self.padding > 0.0 and checks[self.seat] < found

    def decide_to_stay(self, draws: list[float]) -> None:
        """9. Perhaps quit: under pressure to use what does not help, out of disgust, or passed over."""
        model, why = self.model, self.model.behaviour.turnover
        drive = 0.0
        if self.aware and model.exposed and model.levers.target is not None:
            drive += why.pressure * model.executive.push * max(1.0 - self.gain / why.helped_from, 0.0)
        if self.honest:
            drive += why.disgust * self.norm
        if self.passed_over:
            drive += why.passed_over
        self.quits = not self.dismissed and draws[self.seat] < min(model.quits_a_week * math.exp(drive), 1.0)

    def stop_padding(self) -> None:
        """Give padding up, scripts and all, after having been found out."""
        self.padding = self.habit = 0.0
        self.caught = False
