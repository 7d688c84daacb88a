"""What a run is made of: units, each a design point and a range of worlds in which every policy is run."""

import re
from collections.abc import Iterable
from typing import NamedTuple, Self

SEATS = 32_000
MOST_WORLDS = 32
_NAME = re.compile(r"point-(\d{5,})-worlds-(\d{5,})-(\d{5,})")


class Unit(NamedTuple):
    """One design point and a range of worlds, both ends included; the least that is kept."""

    first: int
    last: int
    point: int = 0

    @property
    def worlds(self) -> int:
        """How many worlds the unit has."""
        return self.last - self.first + 1

    @property
    def name(self) -> str:
        """Name of the unit's file, without ending."""
        return f"point-{self.point:05d}-worlds-{self.first:05d}-{self.last:05d}"

    @classmethod
    def named(cls, name: str) -> Self | None:
        """Return the unit of that name, or None where the name is no unit's."""
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        point, first, last = map(int, match.groups())
        return cls(first, last, point)


def block(employees: int) -> int:
    """Return how many worlds step together: about 32,000 seats, at most 32 worlds, at least one."""
    return max(1, min(MOST_WORLDS, SEATS // employees))


def missing(worlds: int, employees: int, kept: Iterable[Unit]) -> list[Unit]:
    """Return the units that a run still needs, in order.

    Parameters
    ----------
    worlds
        How many worlds are wanted; they are numbered from 0.
    employees
        People a company has; it alone decides how many worlds a unit has at most.
    kept
        Units that are there already.
    """
    there = {world for unit in kept for world in range(unit.first, unit.last + 1)}
    size = block(employees)
    units: list[Unit] = []
    for world in range(worlds):
        if world in there:
            continue
        goes_on = units and units[-1].last == world - 1 and world % size
        if goes_on:
            units[-1] = units[-1]._replace(last=world)
        else:
            units.append(Unit(world, world))
    return units
