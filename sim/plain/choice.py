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
        self.choice = behaviour.choice
        self.may_pad = person.idea and not person.honest
        self.cost_padding = person.eased_cost_of_padding()
        root = behaviour.work.substitution * math.sqrt(person.cost_unmeasured)
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
        self.level = None if levers.target is None else model.executive.level
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

    def utility(self, efforts: Efforts) -> float:
        """Return own reward less effort, scruples and expected fine, plus what the metric is worth."""
        person, padding = self.person, efforts[1]
        value = person.own_value(efforts)
        own = self.choice.omega * value - person.cost_of(efforts)
        if padding > 0.0:
            own -= self.qualms + self.qualms_per_unit * padding
        if not self.staked:
            return own
        place = self.expected_place(person.metric_before_luck(efforts, value))
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
        if self.level is None:
            return 0.0, 0.0
        level = math.log(self.level) if self.model.multiplicative else self.level
        if self.row.noise == 0.0:
            return float(place >= level - 1e-12), 0.0
        return ahead(place, level, self.row.noise)

    def metric_to_be_sure(self) -> float:
        """Return the mean metric that meets the level with one standard deviation of luck left; no target, nothing."""
        if self.level is None:
            return 0.0
        noise = self.row.noise
        return self.level * math.exp(noise + 0.5 * noise * noise) if self.model.multiplicative else self.level + noise

    def pull(self, worth: float) -> Pull:
        """Return the linearised problem where one more unit of metric is worth so much; 0 is the private problem."""
        person, work, row = self.person, self.model.behaviour.work, self.row
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
        wanted = (pull.useful - self.useful_cross * unmeasured) / pull.useful_bend
        useful = between(0.0, wanted, self.choice.most_useful)
        if useful != wanted:
            unmeasured = between(0.0, (left - self.useful_cross * useful) / cost, most)
        return useful, unmeasured

    def cheapest_to_meet_target(self, private: Pull, start: float, q: float) -> tuple[float, float]:
        """Return the cheapest efforts that are sure enough to meet the target, where padding yields q."""
        person, weight = self.person, self.row.weight
        useful_yield = person.useful_yield + weight * person.skill * person.gain
        missing = max(self.metric_to_be_sure() - useful_yield * start - weight * person.skill, 0.0)
        padding, most = 0.0, self.choice.most_padding
        pads = q > 0.0 and missing > 0.0
        if pads:
            reluctance = -private.padding
            per_metric = useful_yield**2 / private.useful_bend + q**2 / self.cost_padding
            price = (missing + reluctance * q / self.cost_padding) / (per_metric if per_metric > 0.0 else 1.0)
            padding = between(0.0, (price * q - reluctance) / self.cost_padding, most)
        left = max(missing - q * padding, 0.0)
        useful = min(start + (left / useful_yield if useful_yield > 0.0 else 0.0), self.choice.most_useful)
        left = max(missing - q * padding - useful_yield * (useful - start), 0.0)
        return useful, min(padding + left / q, most) if pads else padding

    def menu(self) -> list[Efforts]:
        """Return the efforts to choose from."""
        private = self.pull(0.0)
        alone = self.beside(private, 0.0)
        if not self.staked:
            return [alone]
        drawn = self.pull(self.marginal_worth(self.person.mean_metric))
        padding = self.best_padding(drawn) if self.may_pad else 0.0
        mixed, mixed_padding = self.cheapest_to_meet_target(
            private, alone[0], self.person.padding_yield if self.may_pad else 0.0
        )
        by_use, _ = self.cheapest_to_meet_target(private, alone[0], 0.0)
        most = self.choice.most_padding if self.may_pad else 0.0
        return [
            alone,
            self.beside(drawn, 0.0),
            self.beside(drawn, padding),
            (mixed, mixed_padding, self.best_rest(private, mixed_padding)[1]),
            (by_use, 0.0, alone[2]),
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
        utilities: dict[Efforts, float] = {}
        for option, efforts in enumerate(self.menu()):
            if efforts not in utilities:
                error = -math.log(-math.log(draws[option])) / self.choice.precision if draws else 0.0
                utilities[efforts] = self.utility(efforts) + error
        return max(utilities, key=utilities.__getitem__)
