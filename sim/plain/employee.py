"""An employee: what one person is, carries, and does in a week."""

import math
from typing import TYPE_CHECKING

from sim.plain.arithmetic import between, log_odds, lognormal_factor
from sim.plain.choice import Efforts, Prospects, within_cap
from sim.plain.member import Member
from sim.plain.stakes import Stakes
from sim.plain.traits import correlated, normal, quantile

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.scenario import Metric

MOST_INCIDENTS = 8
SURE = 1e-3
"""How near to 0 and 1 a belief comes where what managers do is shown to all."""


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
        self.foresight = quantile(people.foresight, draws["foresight"], seat)
        self.honest = draws["honest"] < people.honest
        self.ai_skill = quantile(people.ai_skill, draws["ai_skill"], seat)
        if math.isinf(self.cost_padding):  # who cannot pad never does
            self.honest, self.cost_padding = True, 1.0

    def begin(self) -> None:
        """Begin a first week: private efforts, nothing heard, nothing done."""
        belief = self.model.behaviour.belief
        self.prior = self.belief = log_odds(belief.prior) + belief.fear * (self.fear - 0.5)
        self.trust = self.motive = 1.0
        self.aware = self.news = self.idea = False
        self.seen_padding = self.norm = self.habit = self.knowhow = 0.0
        self.place = self.metric = self.rating = 0.0
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

    def take_over_from(self, leaver: "PlainEmployee") -> None:
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
        """Return what a first share of useful use is worth after rework, as a share of own output."""
        skilled = (1.0 - self.rework) * self.ai_value * (0.5 + 0.5 * self.ai_skill)
        return (1.0 + self.model.clarity) * skilled

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

    def costs(self) -> Efforts:
        """Return how fast each effort tires: agents in parallel ease use, habit and know-how ease padding."""
        behaviour = self.model.behaviour
        padding = self.cost_padding * (1.0 - behaviour.habit.relief * self.habit)
        padding *= math.exp(-behaviour.knowhow.ease * self.knowhow)
        return self.cost_useful / self.model.agents_at_once**2, padding, self.cost_unmeasured

    def cost_of(self, efforts: Efforts) -> float:
        """Return the cost of effort, (r, m, u)' C (r, m, u) / 2: measured effort crowds out unmeasured work."""
        (r, m, u), (cost_r, cost_m, cost_u) = efforts, self.costs()
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
        if model.shown:
            self.belief = log_odds(between(SURE, self.manager.use_of_metric, 1.0 - SURE))
            return
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
        seat, manager, model, behaviour = self.seat, self.manager, self.model, self.model.behaviour
        if model.exposed and not model.shown:
            self.belief += behaviour.belief.peers * (manager.opinion - self.belief)
        if self.aware if model.exposed else model.paid:
            self.idea = self.idea or ideas[seat] < behaviour.idea.own + behaviour.idea.seen * self.norm
        norm, others = behaviour.norm, manager.headcount - 1
        in_team = (manager.padders - who_pads[seat]) / others if others else 0.0
        ties = model.ties[seat]
        across = sum([who_pads[tie] for tie in ties]) / len(ties) if ties else in_team
        self.seen_padding = (1.0 - norm.ties) * in_team + norm.ties * across
        self.norm += norm.rate * (self.seen_padding - self.norm)

    def choose(self, reconsider: list[float], errors: list[list[float]]) -> None:
        """3. Perhaps reconsider all efforts, else keep them; hours and a cap bind in any case."""
        model = self.model
        if self.news or reconsider[self.seat] < model.behaviour.choice.redo:
            prospects = Prospects(self, Stakes(self) if model.staked else None)
            draws = [draws[self.seat] for draws in errors]
            continuous = model.behaviour.choice.rule == "continuous"
            efforts = prospects.near_best(draws) if continuous else prospects.best(draws)
            self.useful, self.padding, self.unmeasured = efforts
        self.useful = min(self.useful, model.most_useful)
        if model.cap < math.inf:
            self.useful, self.padding, self.unmeasured = within_cap(self, self.efforts)

    @property
    def efforts(self) -> Efforts:
        """Useful use, padding and unmeasured work."""
        return self.useful, self.padding, self.unmeasured

    def work(self, luck: list[float], accidents: list[float]) -> None:
        """4. Bring about value, the metric and incidents; learn from it."""
        model, behaviour, draw = self.model, self.model.behaviour, luck[self.seat]
        efforts = self.efforts
        self.gain = self.worth_of_ai()
        value = self.own_value(efforts)
        self.mean_metric = self.metric_before_luck(efforts, value)
        self.metric = self.used = model.metric_luck.of_week(self.mean_metric, draw)
        if not model.meter_counted:
            self.used = model.meter_luck.of_week(self.meter_yield * self.useful, draw)
        self.recent[model.week % 4] = self.metric
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
        expected = self.model.reach_of_agents * max(harm.useful * self.useful + harm.padding * self.padding, 0.0)
        term = below = math.exp(-expected)
        number = 0
        while draw > below and number < MOST_INCIDENTS:
            number += 1
            term *= expected / number
            below += term
        return number

    def finish_week(self, rework: float, known: list[float]) -> None:
        """4. Bear one's part of the team's rework, learn to pad from others; all that goes into what comes next."""
        model = self.model
        self.value -= rework
        self.weeks_since_review += 1
        self.value_since_review += self.value
        self.metric_since_review += self.metric
        self.learn_to_pad(known)
        if model.has_quota:
            self.quota += model.speed_of_quota * (self.metric - self.quota)
        if model.behaviour.motive.crowding > 0.0:
            self.feel_controlled()

    def learn_to_pad(self, known: list[float]) -> None:
        """4. Know better how to pad by having padded, and from those around, team or ties, where they know more."""
        taught, manager, ties = self.model.behaviour.knowhow, self.manager, self.model.ties[self.seat]
        around = (manager.knowhow - self.knowhow) / max(manager.headcount - 1, 1)
        if ties:
            around = max(around, sum([known[tie] for tie in ties]) / len(ties))
        if self.padding > 0.0:
            self.knowhow += taught.practice * (1.0 - self.knowhow)
        if around > self.knowhow:
            self.knowhow += taught.coaching * (around - self.knowhow)

    def feel_controlled(self) -> None:
        """4. Lose some of the own motive to pressure and audits, or slowly find it again."""
        motive = self.model.behaviour.motive
        pressed = min(self.manager.pressure, 1.0) if self.aware else 0.0
        end = 1.0 - motive.crowding * max(pressed, self.model.control_by_audits)
        self.motive += (motive.falls if end < self.motive else motive.returns) * (end - self.motive)

    def face_audit(self, checks: list[float], dismissals: list[float]) -> None:
        """6. Perhaps be found out, and perhaps have to go for it."""
        audit = self.model.levers.audit
        if audit is None or self.padding <= 0.0:
            return
        found = audit.rate * audit.sensitivity * (self.padding if audit.proportional else 1.0)
        self.caught = checks[self.seat] < found
        self.dismissed = self.caught and dismissals[self.seat] < audit.dismissed

    def decide_to_stay(self, draws: list[float]) -> None:
        """9. Perhaps quit: under pressure to use what does not help, out of disgust, or passed over."""
        model, why = self.model, self.model.behaviour.turnover
        drive = 0.0
        if self.aware and self.manager.has_target:
            drive += why.pressure * self.manager.pressure * max(1.0 - self.gain / why.helped_from, 0.0)
        if self.honest:
            drive += why.disgust * self.norm
        if self.passed_over:
            drive += why.passed_over
        self.quits = not self.dismissed and draws[self.seat] < min(model.quits_a_week * math.exp(drive), 1.0)

    def stop_padding(self) -> None:
        """Give padding up, scripts and all, after having been found out."""
        self.padding = self.habit = 0.0
        self.caught = False
