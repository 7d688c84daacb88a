"""What a sweep left behind: one row a design point, policy and world, read lazily."""

import json
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from sim.experiment import keeping
from sim.experiment.keeping import FAILURES, ResultsError
from sim.experiment.marks import Marks
from sim.experiment.pairing import Floats, mean_of
from sim.experiment.provenance import measures_of, parameters, to_json
from sim.experiment.results import Results
from sim.experiment.studies import summaries
from sim.experiment.studies.describing import marks_of, study_in
from sim.experiment.studies.study import Study
from sim.experiment.units import Unit
from sim.experiment.wanted import Wanted

KEYS = ["point", "policy", "world"]


class Sweep:
    """The results of a study; `open` reads them.

    Attributes
    ----------
    folder : Path
        Where they are kept.
    manifest : dict
        What the folder says of itself.
    study : Study
        The study at the points and worlds that were last asked for.
    names : list of str
        What is varied.
    policies : list of str
        In the order of the scenario.
    measures : dict of str to MeasureInfo
        By name.
    points : DataFrame, shape (points, names)
        Values of each design point, in the order of the design; the index is the point's number in the folder. A point
        that was drawn several times is there as often, under one number.
    """

    def __init__(self, folder: Path, study: Study, wanted: Wanted, units: list[Unit]) -> None:
        self.folder = folder
        self.manifest = keeping.read_manifest(folder)
        self.study = study
        self.names = study.names
        self.policies = list(study.case.policies)
        self.measures = {info.name: info for info in measures_of(self.manifest)}
        index = pd.Index(wanted.numbers, name="point")
        columns = list(zip(*study.points, strict=True)) if study.points else [()] * len(self.names)
        self.points = pd.DataFrame(dict(zip(self.names, map(list, columns), strict=True)), index=index)
        self._units = units
        self._wanted = wanted

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """Open the results folder of a study.

        Raises
        ------
        ResultsError
            If it is no such folder, is damaged, or another version wrote it in a form that this one does not read.
        """
        folder = Path(folder)
        study, wanted = study_in(folder)
        asked = set(wanted.numbers)
        units = [unit for unit in keeping.units_in(folder) if unit.point in asked and unit.first < wanted.worlds]
        return cls(folder, study, wanted, units)

    @cached_property
    def failures(self) -> list[dict[str, str]]:
        """What failed when the folder was last worked on: unit, policy, error, message."""
        path = self.folder / FAILURES
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    @property
    def done(self) -> int:
        """How many companies are there: points x policies x worlds."""
        numbers = {
            (unit.point, world)
            for unit in self._units
            for world in range(unit.first, min(unit.last + 1, self.study.case.worlds))
        }
        return len(numbers) * len(self.policies)

    def frame(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """Return one row a design point, policy and world.

        Parameters
        ----------
        measures
            Names of those that are read; every measure when left out.

        Returns
        -------
        DataFrame
            Columns point (its number), one a varied parameter, policy, world, then one a measure: its mean over the
            study's weeks. In the order of the design, then of policies, then of worlds; companies that are not there
            (yet) have no row, and those of a point that was drawn several times one: `points` says how many times.

        Raises
        ------
        ResultsError
            If there is no such measure, or a file is damaged.
        """
        names = list(self.measures) if measures is None else list(measures)
        self._refuse_unknown(names)
        found = self._read(names)
        points = self.points[~self.points.index.duplicated()]
        rows = points.index.get_indexer(pd.Index(found["point"]))
        values = points.iloc[rows].reset_index(drop=True)
        return pd.concat([found[["point"]], values, found[["policy", "world", *names]]], axis=1)

    def cube(self, measure: str) -> Floats:
        """Return a measure's means as an array of shape (points, policies, worlds), as far as they are there, else NaN.

        The first axis goes as `points` does: a point that is there twice is here twice.
        """
        found = self._read([measure])
        where = pd.Index(self.points.index.unique())
        cube = np.full((len(where), len(self.policies), self.study.case.worlds), np.nan)
        at = where.get_indexer(pd.Index(found["point"]))
        cube[at, found["policy"].cat.codes.to_numpy(), found["world"].to_numpy()] = found[measure].to_numpy()
        aligned: Floats = cube[where.get_indexer(self.points.index)]
        return aligned

    def summary(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """Return each point, policy and measure: the mean over worlds and its 95 % interval.

        Returns
        -------
        DataFrame
            Columns point, one a varied parameter, policy, measure, mean, low, high.
        """
        names = list(self.measures) if measures is None else list(measures)
        frame = self.frame(names)
        found = []
        for (point, policy), rows in frame.groupby(["point", "policy"], observed=True, sort=False):
            values = {name: rows.iloc[0][name] for name in self.names}
            for name in names:
                mean = mean_of(rows[name].to_numpy(dtype=np.float64))._asdict()
                found.append({"point": point} | values | {"policy": policy, "measure": name, **mean})
        return pd.DataFrame(found)

    def at(self, point: int) -> Results:
        """Return the results of one design point, week by week, as those of a run.

        Parameters
        ----------
        point
            Its number in the folder.

        Raises
        ------
        ResultsError
            If the study keeps summaries alone, there is no such point, or none of its worlds is there.
        """
        if not self.study.every_week:
            raise ResultsError(f"{self.folder} keeps summaries alone; a study with 'keep: every week' keeps weeks")
        if point not in self.points.index:
            raise ResultsError(f"there is no point {point} here")
        units = [unit for unit in self._units if unit.point == point]
        worlds = np.array(sorted({world for unit in units for world in range(unit.first, unit.last + 1)}), np.int32)
        worlds = worlds[worlds < self.study.case.worlds]
        if not len(worlds):
            raise ResultsError(f"point {point} has no finished results yet")
        case = self.study.case_at(self.study.points[self.points.index.tolist().index(point)])
        described = self.manifest | {"parameters": parameters(case), "name": f"{self.study.name}, point {point}"}
        return Results(self.folder, described, units, worlds, self._marks())

    def as_json(self) -> dict[str, Any]:
        """Return the results folder, how much of it is there, and each point's means, fit for JSON."""
        heads = [name for name, info in self.measures.items() if info.top is not None] or list(self.measures)
        rows = self.summary(heads).astype(object)
        times = Counter(self.points.index.tolist())
        return {
            "results": str(self.folder),
            "runs": {"wanted": self.study.runs, "done": self.done, "failures": len(self.failures)},
            "points": [
                {"point": int(number), "times": times[number], **to_json(dict(zip(self.names, point, strict=True)))}
                for number, point in dict(zip(self.points.index, self.study.points, strict=True)).items()
            ],
            "summary": [
                {
                    key: None if isinstance(value, float) and not np.isfinite(value) else value
                    for key, value in row.items()
                    if key not in self.names
                }
                for row in rows.to_dict("records")
            ],
        }

    def _marks(self) -> Marks:
        """Return what files must say of themselves; the folder may have more points by now than when it was opened."""
        return marks_of(self.manifest, self.study, Wanted.read(self.folder) or self._wanted)

    def _refuse_unknown(self, names: Sequence[str]) -> None:
        unknown = [name for name in names if name not in self.measures]
        if unknown or not names:
            what = f"there is no measure '{unknown[0]}' here" if unknown else "no measure is named"
            raise ResultsError(f"{what}; there are {', '.join(self.measures)}")

    def _read(self, names: Sequence[str]) -> pd.DataFrame:
        """Read companies that are asked for, each once, sorted; policies as categories."""
        self._refuse_unknown(names)
        if not self._units:
            raise ResultsError(f"{self.folder} holds no finished results yet; resume goes on")
        found: pd.DataFrame = summaries.read(
            self.folder, self._units, names, self.study.weeks, self._marks()
        ).to_pandas()
        found["policy"] = pd.Categorical(found["policy"], categories=pd.Index(self.policies))
        order = pd.Index(self.points.index.unique())
        found["order"] = order.get_indexer(pd.Index(found["point"]))
        found = found[(found["order"] >= 0) & (found["world"] < self.study.case.worlds)]
        found = found.drop_duplicates(KEYS).sort_values(["order", "policy", "world"], kind="stable")
        return found.drop(columns="order").reset_index(drop=True)
