"""What a run is made of: units, each a design point and a range of worlds in which every policy is run."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from sim.scenario.study import MOST

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
        unit = cls(first, last, point)
        return unit if unit.name == name else None

    @property
    def can_be(self) -> bool:
        """Whether worlds can have such numbers."""
        return self.first <= self.last < MOST


def block(employees: int) -> int:
    """Return how many worlds step together: about 32,000 seats, at most 32 worlds, at least one."""
    return max(1, min(MOST_WORLDS, SEATS // employees))


def missing(worlds: int, employees: int, kept: Iterable[Unit], point: int = 0) -> list[Unit]:
    """Return the units that a run, or one design point of a study, still needs, in order.

    Parameters
    ----------
    worlds
        How many worlds are wanted; they are numbered from 0.
    employees
        People a company has; it alone decides how many worlds a unit has at most.
    kept
        Units that are there already, of that point.
    point
        Number of the design point.
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
            units.append(Unit(world, world, point))
    return units


def interleaved(worlds: int, employees: Mapping[int, int], kept: Iterable[Unit]) -> list[Unit]:
    """Return the units that a study still needs: the first worlds of every point come before the next of any.

    Parameters
    ----------
    worlds
        How many worlds are wanted at each point.
    employees
        People a company has at each point: number of the point -> people, in the order in which points are run.
    kept
        Units that are there already, of any point.
    """
    by_point: dict[int, list[Unit]] = defaultdict(list)
    for unit in kept:
        by_point[unit.point].append(unit)
    found = [unit for point, people in employees.items() for unit in missing(worlds, people, by_point[point], point)]
    return sorted(found, key=lambda unit: unit.first)
