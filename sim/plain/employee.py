"""An employee: what a person does in a week."""

from math import exp

from sim.plain.arithmetic import between, log_odds
from sim.plain.choice import Prospects, within_cap
from sim.plain.person import Person
from sim.plain.stakes import Stakes

MOST_INCIDENTS = 8
SURE = 1e-3
"""How near to 0 and 1 a belief comes where what managers do is shown to all."""


class PlainEmployee(Person):
    """A person at work: the steps of a week, by their number in `PlainCompany.step`."""

    __slots__ = ()

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
        trust, stands, happened, asked = self.trust, model.official_word, 0.0, False
        if model.denied:
            stands *= trust
        if self.aware:
            stands += model.word_of_board
        talk = cues[self.seat]
        if talk < model.cue_rate:
            asked = talk < model.cue_rate * self.manager.use_of_metric
            happened = model.asking if asked else model.looking
        self.belief += word.fade * (self.prior + stands - self.belief) + happened
        if asked and model.denied:
            self.trust = trust * (1.0 - word.trust_lost * model.levers.review.clarity)
        else:
            self.trust = trust + word.trust_regained * (1.0 - trust)

    def talk(self, ideas: list[float], who_pads: list[bool]) -> None:
        """2. Listen to the team, hit upon padding, see who pads."""
        seat, manager, model, behaviour = self.seat, self.manager, self.model, self.model.behaviour
        if model.exposed and not model.shown:
            self.belief += behaviour.belief.peers * (manager.opinion - self.belief)
        if self.aware if model.exposed else model.paid:
            self.idea = self.idea or ideas[seat] < behaviour.idea.own + behaviour.idea.seen * self.norm
        norm, ties = behaviour.norm, model.ties[seat]
        in_team = (manager.padders - who_pads[seat]) / manager.others
        padders = 0
        for tie in ties:
            padders += who_pads[tie]
        across = padders / len(ties) if ties else in_team
        self.seen_padding = seen = (1.0 - norm.ties) * in_team + norm.ties * across
        self.norm += norm.rate * (seen - self.norm)

    def choose(self, reconsider: list[float], errors: list[list[float]]) -> None:
        """3. Perhaps reconsider all efforts, else keep them; hours and a cap bind in any case."""
        model = self.model
        if self.news or reconsider[self.seat] < model.behaviour.choice.redo:
            prospects = Prospects(self, Stakes(self) if model.staked else None)
            draws, continuous = errors[self.seat], model.behaviour.choice.rule == "continuous"
            efforts = prospects.near_best(draws) if continuous else prospects.best(draws)
            self.useful, self.padding, self.unmeasured = efforts
        if self.useful > model.most_useful:
            self.useful = model.most_useful
        if model.capped:
            self.useful, self.padding, self.unmeasured = within_cap(self, self.efforts)

    def work(self, luck: list[float], accidents: list[float]) -> None:
        """4. Bring about value, the metric and incidents; learn from it."""
        model, behaviour, draw = self.model, self.model.behaviour, luck[self.seat]
        efforts = self.efforts
        self.gain = self.worth_of_ai()
        value = self.own_value(efforts)
        self.mean_metric = self.metric_before_luck(efforts, value)
        self.metric = self.used = metric = model.metric_luck.of_week(self.mean_metric, draw)
        if not model.meter_counted:
            self.used = model.meter_luck.of_week(self.meter_yield * self.useful, draw)
        self.recent[model.week % 4] = metric
        self.incidents = self.incidents_of_the_week(accidents[self.seat])
        self.value = value - behaviour.incidents.cost * self.incidents
        learnt = behaviour.learning.rate * self.useful + model.training
        self.ai_skill = 1.0 if learnt > 1.0 else self.ai_skill + learnt * (1.0 - self.ai_skill)
        if self.padding > 0.0:
            self.last_padded = model.week
            self.habit += behaviour.habit.up * (1.0 - self.habit)
        else:
            self.habit *= 1.0 - behaviour.habit.down

    def incidents_of_the_week(self, draw: float) -> int:
        """Return a Poisson count from one uniform draw, held against the cumulative probabilities."""
        harm, number = self.model.behaviour.incidents, 0
        expected = self.model.reach_of_agents * (harm.useful * self.useful + harm.padding * self.padding)
        term = below = exp(-expected)
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
        if model.behaviour.knowhow.ease > 0.0:
            self.learn_to_pad(known)
        if model.has_quota:
            self.quota += model.speed_of_quota * (self.metric - self.quota)
        if model.behaviour.motive.crowding > 0.0:
            self.feel_controlled()

    def learn_to_pad(self, known: list[float]) -> None:
        """4. Know better how to pad by having padded, and from those around, team or ties, where they know more."""
        taught, ties, knowhow = self.model.behaviour.knowhow, self.model.ties[self.seat], self.knowhow
        in_team = (self.manager.knowhow - knowhow) / self.manager.others
        total = 0.0
        for tie in ties:
            total += known[tie]
        across = total / len(ties) if ties else in_team
        around = across if across > in_team else in_team
        if self.padding > 0.0:
            knowhow += taught.practice * (1.0 - knowhow)
        if around > knowhow:
            knowhow += taught.coaching * (around - knowhow)
        self.knowhow = knowhow

    def feel_controlled(self) -> None:
        """4. Lose some of the own motive to pressure and audits, or slowly find it again."""
        motive = self.model.behaviour.motive
        pressed = min(self.manager.pressure, 1.0) if self.aware else 0.0
        end = 1.0 - motive.crowding * max(pressed, self.model.control_by_audits)
        self.motive += (motive.falls if end < self.motive else motive.returns) * (end - self.motive)

    def face_audit(self, checks: list[float], dismissals: list[float]) -> None:
        """6. Perhaps be found out, and perhaps have to go for it."""
        if self.padding <= 0.0:
            return
        audit = self.model.levers.audit
        assert audit is not None
        found = audit.rate * audit.sensitivity * (self.padding if audit.proportional else 1.0)
        self.caught = checks[self.seat] < found
        self.dismissed = self.caught and dismissals[self.seat] < audit.dismissed

    def decide_to_stay(self, draws: list[float]) -> None:
        """9. Perhaps quit: under pressure to use what does not help, out of disgust, or passed over."""
        model, why = self.model, self.model.behaviour.turnover
        self.drive = 0.0
        if self.aware and self.gain < why.helped_from:
            self.drive += why.pressure * self.manager.pressure * (1.0 - self.gain / why.helped_from)
        if self.honest:
            self.drive += why.disgust * self.norm
        if self.passed_over:
            self.drive += why.passed_over
        hazard = model.quits_a_week * exp(min(self.drive, 700.0))
        self.quits = draws[self.seat] < hazard and not self.dismissed

    def stop_padding(self) -> None:
        """Give padding up, scripts and all, after having been found out."""
        self.padding = self.habit = 0.0
        self.caught = False
