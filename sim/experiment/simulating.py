"""One policy in one unit: a company is built, its weeks pass, its record is handed back."""

import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sim.experiment.pairing import Floats
from sim.experiment.units import Unit
from sim.scenario import Case

if TYPE_CHECKING:
    from sim.measures import Measure

Record = dict[str, Floats]
Tick = Callable[[int], None]
Simulate = Callable[[Case, str, Unit, Tick], Record]


class Task(NamedTuple):
    """One policy in the worlds of one unit."""

    unit: Unit
    policy: str


class Failure(NamedTuple):
    """A model error, told so that it crosses from one process to another."""

    unit: str
    policy: str
    error: str
    message: str
    traceback: str

    def as_json(self) -> dict[str, str]:
        """Return it fit for a file: without the traceback, which names places of a machine."""
        return {"unit": self.unit, "policy": self.policy, "error": self.error, "message": self.message}


def simulate(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    """Return what was measured, each of shape (weeks, worlds).

    Parameters
    ----------
    case
        The case.
    policy
        Name of one of its policies.
    unit
        Which worlds.
    tick
        Called after each week with how many world-weeks have passed.
    """
    from sim.company import Company

    company = Company(case, policy=policy, first_world=unit.first, worlds=unit.worlds, measures=known_measures())
    for _ in range(case.weeks):
        company.step()
        tick(unit.worlds)
    return company.record


def known_measures() -> tuple["Measure", ...]:
    """Return every measure that `simulate` takes."""
    from sim.measures import all_measures

    return all_measures()


def attempt(work: Simulate, case: Case, task: Task, tick: Tick) -> Record | Failure:
    """Do the work of a task; an error of the model comes back as a value."""
    try:
        return work(case, task.policy, task.unit, tick)
    except Exception as error:  # noqa: BLE001 - whatever the model raises, the other units go on
        return Failure(task.unit.name, task.policy, type(error).__name__, str(error), traceback.format_exc())
