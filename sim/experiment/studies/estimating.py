"""How much work a study is, before it is begun: runs, time and room, from a small block that is tried."""

from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from sim.experiment import keeping
from sim.experiment.simulating import Record, laid_values
from sim.experiment.studies.describing import study_manifest
from sim.experiment.studies.study import Study
from sim.experiment.studies.sweeping import job_of, tasks_of, units_to_do
from sim.experiment.units import Unit
from sim.experiment.wanted import Wanted, as_json
from sim.scenario.laying import Laid

SECONDS = 2.0
"""How long policies are tried for, all together."""


@dataclass(frozen=True)
class Estimate:
    """How much work is left of a study.

    Attributes
    ----------
    folder
        The results folder.
    points, policies, worlds, runs
        The whole study; a run is one company under one policy.
    left
        Runs that are not there yet.
    units
        Files that are still to be written.
    seconds, megabytes
        How long they take, with so many processes, and how much room.
    jobs
        How many processes.
    """

    folder: str
    points: int
    policies: int
    worlds: int
    runs: int
    left: int
    units: int
    seconds: float
    megabytes: float
    jobs: int

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        return asdict(self)


def estimate(study: Study, *, jobs: int = 1, out: Path | str | None = None) -> Estimate:
    """Say how much work is left of a study; nothing is written.

    Parameters
    ----------
    study, jobs, out
        As for `sweep`.

    Raises
    ------
    ResultsError
        If the folder holds something else.
    """
    described = study_manifest(study)
    folder = keeping.place(described, out)
    kept = _kept(folder)
    wanted = Wanted.asked(folder, study.points, study.case.worlds)
    units = units_to_do(study, wanted, kept)
    left = sum(unit.worlds for unit in units)
    tasks = tasks_of(study, wanted, units)
    policies = len(study.case.policies)
    seconds, size = _try(study, wanted, units[0]) if units else ({}, 0.0)
    work = sum(seconds[task.policy] * task.unit.worlds for task in tasks)
    return Estimate(
        folder=str(folder),
        points=len(set(wanted.numbers)),
        policies=policies,
        worlds=study.case.worlds,
        runs=len(set(wanted.numbers)) * policies * study.case.worlds,
        left=left * policies,
        units=len(units),
        seconds=round(work / min(jobs, max(1, len(tasks))), 1),
        megabytes=round(size * left / 1e6, 2),
        jobs=jobs,
    )


def _kept(folder: Path) -> list[Unit]:
    return keeping.units_in(folder) if (folder / keeping.MANIFEST).exists() else []


class _Enough(Exception):  # noqa: N818 - says what happened
    pass


def _try(study: Study, wanted: Wanted, unit: Unit) -> tuple[dict[str, float], float]:
    """Return the seconds that a world takes under each policy, and its bytes under all."""
    case = Laid(study.case).under(laid_values(study.paths, as_json(wanted.points[unit.point])))
    job = job_of(study)
    asked = () if job.measures is None else (job.measures,)
    seconds: dict[str, float] = {}
    for policy in case.policies:
        clock = _Clock(SECONDS / len(case.policies))
        with suppress(_Enough):
            job.simulate(case, policy, unit, clock.tick, *asked)
        seconds[policy] = clock.seconds(case.weeks) / unit.worlds
    shape = (case.weeks, unit.worlds) if study.every_week else (unit.worlds,)
    noise = np.sin(np.arange(np.prod(shape), dtype=np.float64)).reshape(shape)
    record: Record = dict.fromkeys(study.measures, noise)
    size = len(keeping.parquet(keeping.rows(unit, dict.fromkeys(case.policies, record))))
    return seconds, size / unit.worlds


class _Clock:
    """Times weeks, and stops once it has seen enough of them."""

    def __init__(self, enough: float) -> None:
        self._enough = enough
        self._ticks = [perf_counter()]

    def tick(self, worlds: int) -> None:
        """Note that a week has passed."""
        self._ticks.append(perf_counter())
        if len(self._ticks) > 2 and self._ticks[-1] - self._ticks[0] > self._enough:
            raise _Enough

    def seconds(self, weeks: int) -> float:
        """Return how long all weeks take: those that were not seen are like the later ones that were."""
        spent = np.diff(self._ticks)
        later = float(np.mean(spent[len(spent) // 2 :])) if len(spent) > 1 else 0.0
        return float(np.sum(spent)) + later * max(0, weeks - len(spent))
