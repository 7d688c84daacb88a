"""What people and managers would answer if they were asked whether AI has served them well."""

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour.types import BoolArray, IntArray
from sim.company.quantile import by_world
from sim.company.readings import harmed

if TYPE_CHECKING:
    from sim.company.company import Company


class Memory:
    """What is remembered of AI's doings; nothing in the company depends on it.

    Attributes
    ----------
    used
        Who has used AI since being hired, (worlds, seats).
    lost
        Who has had a week in which use was worth less than it cost, (worlds, seats).
    error_seen
        Last week in which a manager saw an incident in the team, 0 for never, (worlds, teams).
    """

    def __init__(self, worlds: int, seats: int, teams: int) -> None:
        self.used: BoolArray = np.zeros((worlds, seats), np.bool_)
        self.lost: BoolArray = np.zeros((worlds, seats), np.bool_)
        self.error_seen: IntArray = np.zeros((worlds, teams), np.int64)

    def look(self, company: "Company") -> None:
        """Take in the week: whether useful use paid, incidents included, and which managers saw one."""
        people, behaviour = company.people, company.case.behaviour
        hit = harmed(company)
        world, seat = np.divmod(hit, company.seats)
        lessens = 0.5 * behaviour.work.diminishing * people.useful
        uses, loses = people.useful > 0.0, (people.gain < lessens) & (people.skill > 0.0)
        worth = people.skill.take(hit) * (people.gain.take(hit) - lessens.take(hit)) * people.useful.take(hit)
        loses.ravel()[hit] = worth < by_world(behaviour.incidents.cost, world) * people.incidents.take(hit)
        self.used |= uses
        self.lost |= uses & loses
        self.error_seen[world, company.teams.of_seat[seat]] = company.week

    def forget(self, flat: IntArray) -> None:
        """Begin anew with people who have just been hired, by their places in the flattened arrays; managers stay."""
        self.used.put(flat, False)
        self.lost.put(flat, False)
