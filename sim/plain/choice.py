"""How one person who reconsiders chooses: a short menu of efforts, the best of which is taken."""

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.plain.arithmetic import ahead, between
from sim.plain.leaderboard import LEAST

if TYPE_CHECKING:
    from sim.plain.employee import PlainEmployee

Efforts = tuple[float, float, float]
"""Useful use r, padding m, unmeasured work u."""


class Pull(NamedTuple):
    """What draws a person to each effort, and how fast useful use tires, at some worth of the metric."""

    useful: float
    padding: float
    unmeasured: float
    useful_bend: float


class Prospects:
    """What a person expects of efforts.

    Parameters
    ----------
    person
        Whose prospects, after this week's notice.
    """

    def __init__(self, person: "PlainEmployee") -> None:
        model = person.model
        behaviour, levers, row = model.behaviour, model.levers, model.row
        self.person, self.model, self.row = person, model, row
        self.choice, self.work = behaviour.choice, behaviour.work
        self.may_pad = person.idea and not person.honest
        self.cost_padding = person.cost_padding * (1.0 - behaviour.habit.relief * person.habit)
        root = self.work.substitution * math.sqrt(person.cost_unmeasured)
        self.useful_cross = root * math.sqrt(person.cost_useful)
        self.padding_cross = root * math.sqrt(self.cost_padding)
        scruples_left = 1.0 - behaviour.norm.relief * person.norm
        self.qualms = scruples_left * person.scruple
        self.qualms_per_unit = scruples_left * person.scruple_per_unit
        if levers.permissions == "open" and levers.tool == "agents":
            self.qualms_per_unit += person.security_scruple
        if levers.audit is not None:
            self.qualms += levers.audit.rate * levers.audit.sensitivity * levers.audit.fine
        self.staked = model.exposed and model.board.published
        self.level = 1.0 if levers.target is None else model.executive.level
        self.score = self.status = self.target = 0.0
        if self.staked and person.aware:
            belief = 1.0 / (1.0 + math.exp(-person.belief))
            seen = behaviour.standing
            weight = {"company": 1.0, "team": seen.team, "manager": seen.manager}.get(levers.audience.who, 0.0)
            self.score = self.choice.career * belief
            self.status = weight * person.status
            if levers.target is not None:
                stake = self.choice.job * person.fear * model.executive.push
                self.target = stake * (self.choice.job_prior + belief)

    def value(self, efforts: Efforts) -> float:
        """Return own value: A (1 + g r - k r^2/2 + y u - t m)."""
        r, m, u = efforts
        work = self.work
        bent = self.person.gain * r - 0.5 * work.diminishing * r * r
        return self.person.skill * (1.0 + bent + work.unmeasured * u - work.padding_time * m)

    def cost(self, efforts: Efforts) -> float:
        """Return the cost of effort, (r, m, u)' C (r, m, u) / 2: measured effort crowds out unmeasured work."""
        r, m, u = efforts
        squares = self.person.cost_useful * r * r + self.cost_padding * m * m + self.person.cost_unmeasured * u * u
        return 0.5 * squares + (self.useful_cross * r + self.padding_cross * m) * u

    def utility(self, efforts: Efforts) -> float:
        """Return own reward less effort, scruples and expected fine, plus what the metric is worth."""
        r, m, u = efforts
        value = self.value(efforts)
        own = self.choice.omega * value - self.cost(efforts)
        if m > 0.0:
            own -= self.qualms + self.qualms_per_unit * m
        if not self.staked:
            return own
        person, row = self.person, self.row
        metric = person.useful_yield * r + person.padding_yield * m + row.unmeasured * u + row.weight * value
        place = self.expected_place(metric)
        company, group = self.ranks(place)
        return own + self.score * company[0] + self.status * group[0] + self.target * self.meeting(place)[0]

    def marginal_worth(self, metric: float) -> float:
        """Return what one more unit of mean metric is worth."""
        place = self.expected_place(metric)
        company, group = self.ranks(place)
        slope = self.score * company[1] + self.status * group[1] + self.target * self.meeting(place)[1]
        return slope / max(metric, LEAST) if self.model.multiplicative else slope

    def expected_place(self, metric: float) -> float:
        """Return the middle of where a mean metric will stand on the board."""
        place = self.model.board.axis(metric)
        return place - 0.5 * self.row.noise * self.row.noise if self.model.multiplicative else place

    def ranks(self, place: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return expected rank and its slope in the whole company, and in the group that the audience sees."""
        company = self.model.board.expected_rank(place, self.person.place, self.row.noise)
        if self.model.levers.audience.who not in ("team", "manager"):
            return company, company
        beaten = [
            ahead(place, mate.place, self.row.noise) for mate in self.person.manager.members if mate is not self.person
        ]
        others = max(len(beaten), 1)
        return company, (sum(rank for rank, _ in beaten) / others, sum(slope for _, slope in beaten) / others)

    def meeting(self, place: float) -> tuple[float, float]:
        """Return the chance of meeting the target's level, just reaching it included, and its slope."""
        level = math.log(self.level) if self.model.multiplicative else self.level
        if self.row.noise == 0.0:
            return float(place >= level - 1e-12), 0.0
        return ahead(place, level, self.row.noise)

    def pull(self, worth: float) -> Pull:
        """Return the linearised problem where one more unit of metric is worth so much; 0 is the private problem."""
        person, work, row = self.person, self.work, self.row
        reward = (self.choice.omega + worth * row.weight) * person.skill
        return Pull(
            useful=reward * person.gain + worth * person.useful_yield,
            padding=worth * person.padding_yield - reward * work.padding_time - self.qualms_per_unit,
            unmeasured=reward * work.unmeasured + worth * row.unmeasured,
            useful_bend=person.cost_useful + reward * work.diminishing,
        )

    def best_padding(self, pull: Pull) -> float:
        """Return the padding that solves the linearised problem, other efforts moving along."""
        through_useful = self.useful_cross / pull.useful_bend
        through_padding = self.padding_cross / self.cost_padding
        unmeasured = pull.unmeasured - through_useful * pull.useful - through_padding * pull.padding
        bend = self.person.cost_unmeasured - through_useful * self.useful_cross - through_padding * self.padding_cross
        best = (pull.padding - self.padding_cross * unmeasured / bend) / self.cost_padding
        return between(0.0, best, self.choice.most_padding)

    def best_rest(self, pull: Pull, padding: float) -> tuple[float, float]:
        """Return useful use and unmeasured work that solve the linearised problem beside some padding."""
        most, cost = self.choice.most_unmeasured, self.person.cost_unmeasured
        through = self.useful_cross / pull.useful_bend
        left = pull.unmeasured - self.padding_cross * padding
        unmeasured = between(0.0, (left - through * pull.useful) / (cost - through * self.useful_cross), most)
        useful = (pull.useful - self.useful_cross * unmeasured) / pull.useful_bend
        if useful <= 0.0:
            return 0.0, between(0.0, left / cost, most)
        return min(useful, self.choice.most_useful), unmeasured

    def cheapest_to_meet_target(self, private: Pull, start: float) -> tuple[float, float]:
        """Return the cheapest useful use and padding that meet the level with one standard deviation of luck left."""
        person, weight = self.person, self.row.weight
        noise = self.row.noise
        wanted = self.level * math.exp(noise + 0.5 * noise * noise) if self.model.multiplicative else self.level + noise
        useful_yield = person.useful_yield + weight * person.skill * person.gain
        missing = max(wanted - useful_yield * start - weight * person.skill, 0.0)
        padding = 0.0
        if self.may_pad and missing > 0.0:
            q, reluctance = person.padding_yield, -private.padding
            per_metric = useful_yield**2 / private.useful_bend + q**2 / self.cost_padding
            price = (missing + reluctance * q / self.cost_padding) / (per_metric if per_metric > 0.0 else 1.0)
            padding = between(0.0, (price * q - reluctance) / self.cost_padding, self.choice.most_padding)
            missing = max(missing - q * padding, 0.0)
        more = missing / useful_yield if useful_yield > 0.0 else 0.0
        return min(start + more, self.choice.most_useful), padding

    def menu(self) -> list[Efforts]:
        """Return the efforts to choose from."""
        private = self.pull(0.0)
        alone = self.beside(private, 0.0)
        if not self.staked:
            return [alone]
        drawn = self.pull(self.marginal_worth(self.person.mean_metric))
        padding = self.best_padding(drawn) if self.may_pad else 0.0
        mixed, mixed_padding = self.cheapest_to_meet_target(private, alone[0])
        most = self.choice.most_padding if self.may_pad else 0.0
        return [
            alone,
            self.beside(drawn, 0.0),
            self.beside(drawn, padding),
            (mixed, mixed_padding, self.best_rest(private, mixed_padding)[1]),
            *(self.beside(private, min(step, most)) for step in self.choice.steps),
        ]

    def beside(self, pull: Pull, padding: float) -> Efforts:
        """Return some padding with the best of the rest."""
        useful, unmeasured = self.best_rest(pull, padding)
        return useful, padding, unmeasured

    def best(self, draws: list[float]) -> Efforts:
        """Return the option of the highest utility, each judged with an error where choice is imprecise.

        Parameters
        ----------
        draws
            Uniform draws of the errors, by option; none where choice is exact. Identical options count once.
        """
        options = self.menu()
        utilities = [self.utility(efforts) for efforts in options]
        for option, draw in enumerate(draws[: len(options)]):
            utilities[option] -= math.log(-math.log(draw)) / self.choice.precision
            if options[option] in options[:option]:
                utilities[option] = -math.inf
        return options[utilities.index(max(utilities))]
