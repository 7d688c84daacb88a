"""How one person who reconsiders chooses: a short menu of efforts, the best of which is taken."""

import math
from typing import TYPE_CHECKING

from sim.plain.arithmetic import between
from sim.plain.stakes import Stakes

if TYPE_CHECKING:
    from sim.plain.person import Person

Efforts = tuple[float, float, float]
"""Useful use r, padding m, unmeasured work u."""

PARTS = (0.25, 0.5)
"""How far from one's own optimum to the best response without padding some entries of the menu lie."""
FIXED = 7
"""Entries of the menu besides the amounts of padding and the levels at which pay bends."""


def within_cap(person: "Person", efforts: Efforts) -> Efforts:
    """Return efforts held to a cap on what is metered of use and padding: padding gives way first."""
    cap, (r, m, u) = person.model.cap, efforts
    room = max(cap - person.useful_yield * r, 0.0)
    if person.padding_yield * max(m, 0.0) > room:
        m = room / person.padding_yield
    if person.useful_yield * max(r, 0.0) > cap:
        r = cap / person.useful_yield
    return r, m, u


Pull = tuple[float, float, float, float]
"""What draws a person to each effort r, m and u, and how fast useful use tires, at some worth of the metric."""


class Prospects:
    """What a person expects of efforts.

    Parameters
    ----------
    person
        Whose prospects, after this week's notice.
    stakes
        What the metric is worth to the person, if anything hangs on it.
    """

    def __init__(self, person: "Person", stakes: Stakes | None = None) -> None:
        model = person.model
        behaviour = model.behaviour
        self.person, self.stakes, self.row, self.work = person, stakes, model.row, behaviour.work
        self.choice = behaviour.choice
        self.most_useful = model.most_useful
        self.may_pad = person.idea and not person.honest and person.padding_yield != 0.0
        self.own_reward = behaviour.choice.omega * person.motive
        self.cost_useful, self.cost_padding, self.cost_unmeasured = person.costs()
        root = behaviour.work.substitution * math.sqrt(self.cost_unmeasured)
        self.useful_cross = root * math.sqrt(self.cost_useful)
        self.padding_cross = root * math.sqrt(self.cost_padding)
        scruples_left = 1.0 - behaviour.norm.relief * person.norm
        fine, fine_per_unit, fine_per_square = model.expected_fine
        self.qualms = scruples_left * person.scruple + fine
        self.qualms_per_unit = scruples_left * person.scruple_per_unit + fine_per_unit
        if model.security_at_stake:
            self.qualms_per_unit += person.security_scruple
        self.padding_bend = self.cost_padding + 2.0 * fine_per_square

    def utility(self, efforts: Efforts) -> float:
        """Return own reward less effort, scruples and expected fine, plus what the metric is worth."""
        person, (r, m, u) = self.person, efforts
        value = person.own_value(efforts)
        own = self.own_reward * value
        own -= 0.5 * (self.cost_useful * r * r + self.cost_unmeasured * u * u) + self.useful_cross * r * u
        if m != 0.0:
            own -= 0.5 * (self.padding_bend if m > 0.0 else self.cost_padding) * m * m + self.padding_cross * m * u
        if m > 0.0:
            own -= self.qualms + self.qualms_per_unit * m
        if self.stakes is None:
            return own
        worth, _ = self.stakes.at(person.metric_before_luck(efforts, value))
        return own + worth

    def pull(self, worth: float) -> Pull:
        """Return the linearised problem where one more unit of metric is worth so much; 0 is the private problem.

        Where value is a loss to the person, the way it bends holds nobody back.
        """
        person, work, row = self.person, self.work, self.row
        reward = (self.own_reward + worth * row.weight) * person.skill
        return (
            reward * person.gain + worth * person.useful_yield,
            worth * person.padding_yield - reward * work.padding_time - self.qualms_per_unit,
            reward * work.unmeasured + worth * row.unmeasured,
            self.cost_useful + (reward * work.diminishing if reward > 0.0 else 0.0),
        )

    def drawn(self, metric: float, pads: bool) -> Pull:
        """Return the linearised problem seen from a mean metric, at what a unit of metric is worth at its solution.

        Where pay makes a unit worth less the more there are, how far the metric moves with the worth of a unit is taken
        first from the private optimum, then from the solution that this leads to.
        """
        worth = 0.0 if self.stakes is None else self.stakes.at(metric)[1]
        there = self.pull(worth)
        bend = self.stakes.pay.bend(metric) if self.stakes is not None and self.stakes.pay is not None else 0.0
        if bend == 0.0:
            return there
        reached, other, step = self.reading(there, pads), self.reading(self.pull(0.0), pads=False), worth
        for _ in range(2):
            moved = max((reached - other) / step, 0.0) if step != 0.0 else 0.0
            step = bend * (reached - metric) / (1.0 + bend * moved)
            there = self.pull(worth - step)
            other = self.reading(there, pads)
        return there

    def reading(self, pull: Pull, pads: bool) -> float:
        """Return the mean metric that solves a linearised problem."""
        efforts = self.beside(pull, self.best_padding(pull) if pads else 0.0)
        return self.person.metric_before_luck(efforts, self.person.own_value(efforts))

    def best_padding(self, pull: Pull) -> float:
        """Return the padding that solves the linearised problem, other efforts moving along."""
        to_useful, to_padding, to_unmeasured, useful_bend = pull
        through_useful = self.useful_cross / useful_bend
        through_padding = self.padding_cross / self.padding_bend
        unmeasured = to_unmeasured - through_useful * to_useful - through_padding * to_padding
        bend = self.cost_unmeasured - through_useful * self.useful_cross - through_padding * self.padding_cross
        beside = between(self.choice.least_unmeasured, unmeasured / bend, self.choice.most_unmeasured)
        best = (to_padding - self.padding_cross * beside) / self.padding_bend
        return between(self.choice.least_padding, best, self.choice.most_padding)

    def best_rest(self, pull: Pull, padding: float) -> tuple[float, float]:
        """Return useful use and unmeasured work that solve the linearised problem beside some padding."""
        to_useful, _, to_unmeasured, useful_bend = pull
        choice, cross, cost = self.choice, self.useful_cross, self.cost_unmeasured
        through = cross / useful_bend
        left = to_unmeasured - self.padding_cross * padding
        wanted = (left - through * to_useful) / (cost - through * cross)
        unmeasured = between(choice.least_unmeasured, wanted, choice.most_unmeasured)
        wanted = (to_useful - cross * unmeasured) / useful_bend
        useful = between(choice.least_useful, wanted, self.most_useful)
        if useful != wanted:
            unmeasured = between(choice.least_unmeasured, (left - cross * useful) / cost, choice.most_unmeasured)
        return useful, unmeasured

    def beside(self, pull: Pull, padding: float) -> Efforts:
        """Return some padding with the best of the rest."""
        useful, unmeasured = self.best_rest(pull, padding)
        return useful, padding, unmeasured

    def cheapest_to_meet(self, aim: float, private: Pull, start: float, q: float) -> tuple[float, float]:
        """Return the cheapest use and padding that bring the mean metric to a level, where padding yields q."""
        person, weight = self.person, self.row.weight
        useful_yield = person.useful_yield + weight * person.skill * person.gain
        missing = aim - useful_yield * start - weight * person.skill
        if missing <= 0.0:
            return min(start, self.most_useful), 0.0
        padding, most = 0.0, self.choice.most_padding
        if q > 0.0:
            _, to_padding, _, useful_bend = private
            per_metric = useful_yield**2 / useful_bend + q**2 / self.padding_bend
            price = (missing - to_padding * q / self.padding_bend) / (per_metric if per_metric > 0.0 else 1.0)
            padding = between(0.0, (price * q + to_padding) / self.padding_bend, most)
        left = max(missing - q * padding, 0.0)
        useful = min(start + (left / useful_yield if useful_yield > 0.0 else 0.0), self.most_useful)
        if q > 0.0 and useful >= self.most_useful:
            left = max(missing - q * padding - useful_yield * (useful - start), 0.0)
            padding = min(padding + left / q, most)
        return useful, padding

    def mixed_to_meet(self, aim: float, private: Pull, start: float) -> Efforts:
        """Return the cheapest mix that brings the mean metric to a level, with the best of the rest."""
        useful, padding = self.cheapest_to_meet(aim, private, start, self.person.padding_yield if self.may_pad else 0.0)
        return useful, padding, self.best_rest(private, padding)[1]

    def where_pay_bends(self, private: Pull, start: float) -> list[Efforts]:
        """Return the best response on the far side of each level where pay rises faster, and what reaches a slower."""
        assert self.stakes is not None
        beyond, up_to, options = [], [], self.choice.options
        for metric, faster in self.stakes.bends:
            if faster and "best" in options:
                pull = self.drawn(metric, self.may_pad)
                beyond.append(self.beside(pull, self.best_padding(pull) if self.may_pad else 0.0))
            if not faster and "target" in options:
                up_to.append(self.mixed_to_meet(metric, private, start))
        return beyond + up_to

    def menu(self) -> dict[int, Efforts]:
        """Return the efforts to choose from, by the numbers under which their errors are drawn."""
        private, options = self.pull(0.0), self.choice.options
        alone = useful, _, unmeasured = self.beside(private, 0.0)
        if self.stakes is None:
            return {0: alone}
        now = self.person.mean_metric
        r, _, u = honest = self.beside(self.drawn(now, pads=False), 0.0)
        by_use, _ = self.cheapest_to_meet(self.stakes.aim, private, useful, 0.0)
        to_meet = by_use, 0.0, unmeasured
        best, mixed, tried = honest, to_meet, [alone] * len(self.choice.steps)
        if self.may_pad:
            drawn = self.drawn(now, pads=True)
            best = self.beside(drawn, self.best_padding(drawn))
            mixed = self.mixed_to_meet(self.stakes.aim, private, useful)
            tried = [self.beside(private, min(step, self.choice.most_padding)) for step in self.choice.steps]
        menu = {0: alone} if "private" in options else {}
        if "honest" in options:
            for number, part in enumerate(PARTS, start=1):
                menu[number] = useful + part * (r - useful), 0.0, unmeasured + part * (u - unmeasured)
            menu[3] = honest
        if "target" in options:
            menu[4] = to_meet
        if "best" in options:
            menu[5] = best
        if "target" in options:
            menu[6] = mixed
        if "steps" in options:
            menu |= enumerate(tried, start=FIXED)
        if self.stakes.bends:
            menu |= enumerate(self.where_pay_bends(private, useful), start=FIXED + len(tried))
        if self.person.model.capped:
            menu = {number: within_cap(self.person, efforts) for number, efforts in menu.items()}
        return menu

    def best(self, draws: list[float]) -> Efforts:
        """Return the option of the highest utility, each judged with an error where choice is imprecise.

        Parameters
        ----------
        draws
            Uniform draws of the errors, by the options' numbers; none where choice is exact. Identical options count
            once.
        """
        menu = self.menu()
        if not draws:
            return max(dict.fromkeys(menu.values()), key=self.utility)
        utilities: dict[Efforts, float] = {}
        for number, efforts in menu.items():
            if efforts not in utilities:
                utilities[efforts] = self.utility(efforts) - math.log(-math.log(draws[number])) / self.choice.precision
        return max(utilities, key=utilities.__getitem__)

    def near_best(self, draws: list[float]) -> Efforts:
        """Return the best response, each effort off by a normal error: the less it costs to be off, the larger.

        Where utility is quadratic that is the logit choice among all efforts: errors with the inverse of its curvature,
        over the precision, as their covariance.

        Parameters
        ----------
        draws
            Standard normal draws, one an effort.
        """
        pads = self.may_pad and self.stakes is not None
        pull, choice = self.drawn(self.person.mean_metric, pads), self.choice
        padding = self.best_padding(pull) if pads else 0.0
        useful, unmeasured = self.best_rest(pull, padding)
        off = self.errors(pull[-1], self.padding_cross if pads else 0.0, draws)
        return (
            between(choice.least_useful, useful + off[0], self.most_useful),
            between(choice.least_padding, padding + off[1], choice.most_padding) if pads else 0.0,
            between(choice.least_unmeasured, unmeasured + off[2], choice.most_unmeasured),
        )

    def errors(self, useful_bend: float, padding_cross: float, draws: list[float]) -> Efforts:
        """Return normal errors of efforts: the root of their covariance, effort by effort, times standard draws."""
        a, b = self.useful_cross / useful_bend, padding_cross / self.padding_bend
        free = 1.0 / (self.cost_unmeasured - a * self.useful_cross - b * padding_cross)
        useful = math.sqrt(1.0 / useful_bend + a * a * free)
        padding_with_useful = a * b * free / useful
        rest_with_useful = -a * free / useful
        padding = math.sqrt(1.0 / self.padding_bend + b * b * free - padding_with_useful**2)
        rest_with_padding = (-b * free - rest_with_useful * padding_with_useful) / padding
        rest = math.sqrt(free - rest_with_useful**2 - rest_with_padding**2)
        r, m, u = (draw / math.sqrt(self.choice.precision) for draw in draws)
        return (
            useful * r,
            padding_with_useful * r + padding * m,
            rest_with_useful * r + rest_with_padding * m + rest * u,
        )
