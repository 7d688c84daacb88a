"""Pay by the unit of one's own metric: linear in pieces above a quota, a share of a pool, less a premium for risk."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.plain.employee import PlainEmployee

HORIZON = 1040
"""Weeks that people with foresight look ahead, twenty years."""
NEXT_TO_NOTHING = 1e-9
"""What everybody counts for at least where a pool is shared, useful-week equivalents."""


def left_after_ratchet(speed: float, discount: float) -> float:
    """Return what is left of a unit's pay to somebody who foresees the quota that it raises.

    One unit more now raises the quota of week t from now by ``speed (1 - speed)^(t - 1)``, and takes as much off pay
    then: a geometric series, of which `HORIZON` weeks are added up.
    """
    kept = (1.0 - speed) / (1.0 + discount)
    return 1.0 - speed / (1.0 + discount) * (1.0 - kept**HORIZON) / (1.0 - kept)


class Pay:
    """What a person expects to be paid on the metric, in baseline weeks a week.

    Parameters
    ----------
    person
        Who is paid, while a bonus is in force.
    """

    def __init__(self, person: "PlainEmployee") -> None:
        model = person.model
        bonus, choice = model.levers.bonus, model.behaviour.choice
        assert bonus is not None
        self.luck, self.quota = model.metric_luck, person.quota
        self.rate = sum((step.rate for step in bonus.schedule if step.above == 0.0), 0.0)
        seats = len(model.staff)
        self.pot = bonus.pool * seats
        self.others = max(model.board.average * seats - person.metric, NEXT_TO_NOTHING * (seats - 1))
        self.steps = [step for step in bonus.schedule if step.above > 0.0]
        left = left_after_ratchet(bonus.over_own_past, choice.discount) if bonus.over_own_past else 1.0
        self.foreseen = 1.0 - person.foresight + person.foresight * left
        self.risk_aversion = choice.risk_aversion

    def expected(self, metric: float, *_: float) -> tuple[float, float]:
        """Return what a mean metric earns, less the premium for risk, and what one more unit of it does."""
        pay, slope = self.before_risk(metric)
        shared, more = self.of_pot(metric)[:2]
        premium, growth = self.premium(metric)[:2]
        return self.foreseen * pay + shared - premium, self.foreseen * slope + more - growth

    def bend(self, metric: float) -> float:
        """Return how fast one more unit of mean metric comes to be worth less by risk and in the share of a pot."""
        return self.of_pot(metric)[2] + self.premium(metric)[2]

    def of_pot(self, metric: float) -> tuple[float, float, float]:
        """Return what the share of the pot is worth, one more unit of mean metric, and how fast the latter falls.

        Who is alone has the pot whatever the metric.
        """
        own = max(metric, 0.0)
        if self.pot == 0.0 or self.others <= 0.0:
            return self.pot, 0.0, 0.0
        total = own + self.others
        more = self.pot * self.others / (total * total)
        return self.pot * own / total, more, 2.0 * more / total

    def before_risk(self, metric: float) -> tuple[float, float]:
        """Return what a mean metric earns, and what one more unit of it does."""
        pay, slope = self.rate * (metric - self.quota), self.rate
        for step in self.steps:
            over, above = self.luck.excess(metric, self.quota + step.above)
            pay += step.rate * over
            slope += step.rate * above
        return pay, slope

    def premium(self, metric: float) -> tuple[float, float, float]:
        """Return what the risk in pay takes off it for the person, and two slopes of that in the metric: first, second.

        Half of risk aversion times the variance of pay: that of the metric times the squared slope of pay.
        """
        if self.risk_aversion == 0.0:
            return 0.0, 0.0, 0.0
        slope = self.before_risk(metric)[1] + self.of_pot(metric)[1]
        dislike = 0.5 * self.risk_aversion * slope * slope
        variance, growth, faster = self.luck.variance(metric)
        return dislike * variance, dislike * growth, dislike * faster
