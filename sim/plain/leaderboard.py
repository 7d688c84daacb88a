"""The leaderboard: last week's metrics, and what to expect of a metric among them."""

from typing import TYPE_CHECKING

from sim.plain.arithmetic import mean
from sim.plain.member import Member
from sim.plain.ranks import Ranks

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany


class PlainLeaderboard(Member):
    """Publishes the table of people, and of teams where they are ranked, from which everybody reads what to expect."""

    people: Ranks
    teams: Ranks

    def __init__(self, model: "PlainCompany") -> None:
        super().__init__(model)
        self.average = 0.0

    def publish(self) -> None:
        """5. Score everybody, and make the tables."""
        axis = self.model.metric_luck.axis
        for person in self.model.staff:
            person.place = axis(person.metric)
        self.make_tables()

    def make_tables(self) -> None:
        """Make the tables of where people and teams stand, if anything is counted."""
        model = self.model
        if not model.counted:
            return
        self.people = Ranks([person.place for person in model.staff], model.metric_luck)
        self.average = mean([person.metric for person in model.staff])
        if model.teams_ranked:
            for manager in model.managers:
                manager.sum_up_metric()
            self.teams = Ranks([manager.place for manager in model.managers], model.managers[0].metric_luck)
