"""One policy in one unit: a company is built, its weeks pass, its record is handed back."""

import json
import pickle
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.experiment.pairing import Floats, mean_of_defined
from sim.experiment.units import Unit
from sim.scenario import Case
from sim.scenario.laying import Laid

if TYPE_CHECKING:
    from sim.measures import Measure

Record = dict[str, Floats]
Tick = Callable[[int], None]
Simulate = Callable[..., Record]
"""Case, policy, unit, tick and, where not all are asked for, names of measures -> record."""


class Task(NamedTuple):
    """One policy in the worlds of one unit; `values` are those of its design point, as JSON."""

    unit: Unit
    policy: str
    values: str = "[]"


class Failure(NamedTuple):
    """What went wrong in a task, told so that it crosses from one process to another."""

    unit: str
    policy: str
    error: str
    message: str
    traceback: str

    def as_json(self) -> dict[str, str]:
        """Return it fit for a file: without the traceback, which names places of a machine."""
        return {"unit": self.unit, "policy": self.policy, "error": self.error, "message": self.message}


@dataclass(frozen=True, eq=False)
class Job:
    """What all tasks of a run or a sweep have in common; it travels with each of them, packed as bytes.

    Attributes
    ----------
    simulate
        What runs a company.
    case
        The case, before values are laid over it.
    paths
        For each value of a design point, the paths that take it.
    measures
        Names of those that are kept; None: every measure.
    weeks
        First and last of the weeks whose mean is kept, shape (worlds,); None: every week, (weeks, worlds).
    """

    simulate: Simulate
    case: Case
    paths: tuple[tuple[str, ...], ...] = ()
    measures: tuple[str, ...] | None = None
    weeks: tuple[int, int] | None = None

    def packed(self) -> bytes:
        """Return it as bytes for `perform`."""
        return pickle.dumps(self)


def simulate(case: Case, policy: str, unit: Unit, tick: Tick, measures: tuple[str, ...] | None = None) -> Record:
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
    measures
        Names of what is measured; every measure when left out.
    """
    from sim.company import Company

    taken = [measure for measure in known_measures() if measures is None or measure.name in measures]
    company = Company(case, policy=policy, first_world=unit.first, worlds=unit.worlds, measures=taken)
    for _ in range(case.weeks):
        company.step()
        tick(unit.worlds)
    record = company.record
    company.__dict__.clear()  # a model refers to itself, and so would keep its arrays until the collector comes: -45 %
    return record


def known_measures() -> tuple["Measure", ...]:
    """Return every measure that `simulate` takes."""
    from sim.measures import all_measures

    return all_measures()


def perform(packed: Job | bytes, task: Task, tick: Tick | None = None) -> Record | Failure:
    """Do the work of a task, in whatever process; an error of the model comes back as a value.

    Parameters
    ----------
    packed
        The job, packed where it comes from another process.
    task
        Policy, worlds and design point.
    tick
        Called after each week with how many world-weeks have passed.
    """
    try:
        job, laid = _unpacked(packed)
        case = _case(packed, laid, task.values)
        asked = () if job.measures is None else (job.measures,)
        record = job.simulate(case, task.policy, task.unit, tick or _unheard, *asked)
        return record if job.weeks is None else summed_up(record, job.weeks)
    except Exception as error:  # noqa: BLE001 - whatever the model raises, the other units go on
        return Failure(task.unit.name, task.policy, type(error).__name__, str(error), traceback.format_exc())


def summed_up(record: Mapping[str, Floats], weeks: tuple[int, int]) -> Record:
    """Return each world's mean over some weeks, first and last included: (weeks, worlds) becomes (worlds,)."""
    first, last = weeks
    return {name: mean_of_defined(np.ascontiguousarray(values[first - 1 : last].T)) for name, values in record.items()}


def laid_values(paths: tuple[tuple[str, ...], ...], values: str) -> dict[str, Any]:
    """Return the values of a design point, as JSON, by the paths that take them."""
    return {path: value for taking, value in zip(paths, json.loads(values), strict=True) for path in taking}


@lru_cache(maxsize=1)
def _unpacked(packed: Job | bytes) -> tuple[Job, Laid]:
    job: Job = pickle.loads(packed) if isinstance(packed, bytes) else packed
    return job, Laid(job.case)


@lru_cache(maxsize=4)
def _case(packed: Job | bytes, laid: Laid, values: str) -> Case:
    """Return the case at a design point, which the policies of a unit share."""
    return laid.under(laid_values(_unpacked(packed)[0].paths, values))


def _unheard(worlds: int) -> None:
    pass
