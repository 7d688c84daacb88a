"""Results: what a run left behind, read lazily and compared policy by policy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from sim.experiment import by_hand, keeping
from sim.experiment.keeping import ResultsError
from sim.experiment.marks import Marks, read_measures
from sim.experiment.pairing import Floats, mean_of, mean_of_defined, paired
from sim.experiment.provenance import case_of, measures_of
from sim.experiment.units import Unit
from sim.experiment.writing import keep
from sim.scenario import Case

Weeks = tuple[int, int]


@dataclass(frozen=True)
class Drawing:
    """A chart of these results."""

    figure: Any

    def save(self, path: Path | str) -> Path:
        """Write it to a file, whose ending decides: SVG, PNG or PDF."""
        return import_module("sim.charts").save(self.figure, path)  # type: ignore[no-any-return]


class Results:
    """What is kept of a run; `open` reads it.

    Attributes
    ----------
    folder : Path
        Where it is kept.
    manifest : dict
        What the folder says of itself: scenario, parameters, versions, definitions.
    case : Case
        The case, with as many worlds as there are.
    policies : list of str
        In the order of the scenario file.
    measures : dict of str to MeasureInfo
        By name.
    worlds : int array, shape (worlds,)
        Numbers of the worlds that are there.
    """

    def __init__(
        self,
        folder: Path,
        manifest: dict[str, Any],
        units: list[Unit],
        worlds: NDArray[np.int32],
        marks: Marks | None = None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.case: Case = case_of(manifest, len(worlds))
        self.policies = list(self.case.policies)
        self.measures = {info.name: info for info in measures_of(manifest)}
        self.worlds = worlds
        self._units = units
        self._marks = marks or Marks.of(manifest, self.case)
        self._known: set[Unit] = set()
        self._cubes: dict[str, Floats] = {}
        self._once: dict[Any, Any] = {}

    @classmethod
    def open(cls, folder: Path | str, *, worlds: int | None = None) -> Self:
        """Open a results folder.

        Parameters
        ----------
        folder
            The folder.
        worlds
            Read only the worlds numbered below this; by default all.

        Raises
        ------
        ResultsError
            If it is not a results folder, holds no finished unit, is damaged, or another version wrote it in a form
            that this one does not read.
        """
        folder = Path(folder)
        manifest = keeping.read_manifest(folder)
        if "study" in manifest:
            raise ResultsError(f"{folder} holds a study of many design points, each with results of its own")
        units = keeping.units_in(folder)
        there = {world for unit in units for world in range(unit.first, unit.last + 1)}
        numbers = np.array(sorted(world for world in there if worlds is None or world < worlds), dtype=np.int32)
        if not len(numbers):
            raise ResultsError(f"{folder} holds no finished results yet; run the scenario again to go on")
        try:
            return cls(folder, manifest, units, numbers)
        except ValueError as error:
            raise keeping.unusable(folder, manifest) from error

    def cube(self, measure: str) -> Floats:
        """Return a measure as an array of shape (policies, worlds, weeks); only its column is read.

        Raises
        ------
        ResultsError
            If there is no such measure, or a file is damaged.
        """
        self._read([measure])
        return self._cubes[measure]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """All rows: policy, world, week (from 1), then one column a measure."""
        self._read(list(self.measures))
        policies, worlds, weeks = len(self.policies), len(self.worlds), self.case.weeks
        columns = {
            "policy": pd.Categorical.from_codes(
                np.repeat(np.arange(policies), worlds * weeks), categories=pd.Index(self.policies)
            ),
            "world": np.tile(np.repeat(self.worlds, weeks), policies),
            "week": np.tile(np.arange(1, weeks + 1, dtype=np.int16), policies * worlds),
        }
        return pd.DataFrame(columns | {name: self._cubes[name].ravel() for name in self.measures})

    @property
    def changed(self) -> tuple[by_hand.Changed, ...]:
        """What was otherwise than in the scenario file; nothing in a folder of a version that did not keep it."""
        return by_hand.kept(self.manifest)

    @property
    def last_quarter(self) -> Weeks:
        """First and last of the weeks over which results are averaged unless others are asked for."""
        weeks = self.case.weeks
        return weeks - -(-weeks // 4) + 1, weeks

    @property
    def since_first_change(self) -> Weeks:
        """First and last of the weeks over which a verdict is given: from the first dated change of any policy on."""
        weeks = [change.week for changes in self.case.policies.values() for change in changes]
        return min([week for week in weeks if week <= self.case.weeks], default=1), self.case.weeks

    @property
    def top(self) -> list[str]:
        """Names of the measures at the head of every table, in their order."""
        heads = [(info.top, name) for name, info in self.measures.items() if info.top is not None]
        return [name for _, name in sorted(heads)]

    def per_world(self, policy: str, measure: str, weeks: Weeks | None = None) -> Floats:
        """Return the mean of a measure over some weeks, one value a world; NaN where it is not defined.

        Parameters
        ----------
        policy, measure
            Their names.
        weeks
            First and last week, both included; by default the last fourth of all.

        Raises
        ------
        ResultsError
            If there is no such policy or measure, or no such week.
        """
        return mean_of_defined(self.per_week(policy, measure, weeks))

    def per_week(self, policy: str, measure: str, weeks: Weeks | None = None) -> Floats:
        """Return a measure week by week, (worlds, weeks); parameters and errors are those of `per_world`."""
        if policy not in self.policies:
            raise ResultsError(f"there is no policy '{policy}' here; there are {', '.join(self.policies)}")
        first, last = weeks or self.last_quarter
        if not 1 <= first <= last <= self.case.weeks:
            raise ResultsError(f"there are no weeks {first} to {last} here; there are 1 to {self.case.weeks}")
        return self.cube(measure)[self.policies.index(policy), :, first - 1 : last]

    def summary(self, weeks: Weeks | None = None) -> pd.DataFrame:
        """Return every policy and measure: mean over weeks, then worlds, with the 95 % interval of that mean.

        Returns
        -------
        DataFrame
            Columns policy, measure, mean, low, high; an interval takes at least two worlds, else it is NaN.
        """
        self._read(list(self.measures))
        found = [
            {"policy": policy, "measure": measure, **mean_of(self.per_world(policy, measure, weeks))._asdict()}
            for policy in self.policies
            for measure in self.measures
        ]
        return pd.DataFrame(found)

    def compare(
        self,
        policy: str,
        against: str | None = None,
        measures: Sequence[str] | None = None,
        weeks: Weeks | None = None,
    ) -> pd.DataFrame:
        """Compare a policy with another in the same worlds.

        Parameters
        ----------
        policy, against
            Names; `against` is the baseline unless another is named.
        measures
            Names; by default those at the head of every table.
        weeks
            First and last week, both included; by default the last fourth of all.

        Returns
        -------
        DataFrame
            Columns policy, against, measure, mean, low, high, same_sign, correlation, variance_reduction.
        """
        against = against or self.case.baseline
        found = [
            {"policy": policy, "against": against, "measure": measure}
            | paired(self.per_world(policy, measure, weeks), self.per_world(against, measure, weeks))._asdict()
            for measure in (measures or self.top)
        ]
        return pd.DataFrame(found)

    def differences(self, weeks: Weeks | None = None) -> pd.DataFrame:
        """Return every other policy against the baseline, as `compare` does."""
        others = [self.compare(policy, weeks=weeks) for policy in self.policies if policy != self.case.baseline]
        return pd.concat(others, ignore_index=True) if others else pd.DataFrame()

    def as_json(self) -> dict[str, Any]:
        """Return the folder, every policy's means and the differences from the baseline over the verdict's weeks."""
        weeks = self.since_first_change
        policies: dict[str, dict[str, Any]] = {policy: {} for policy in self.policies}
        for row in _records(self.summary(weeks)):
            policies[row.pop("policy")][row.pop("measure")] = row
        differences = _records(self.differences(weeks))
        return {"results": str(self.folder), "weeks": list(weeks), "policies": policies, "differences": differences}

    def chart(self, name: str, **options: Any) -> Drawing:
        """Draw a chart of the gallery; raises what the gallery raises."""
        return Drawing(import_module("sim.charts").chart_named(name).figure(self, **options))

    def people(
        self, policy: str, world: int = 0, weeks: Weeks | None = None, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return everybody in one company under one policy, a row a person and week; see `sim.experiment.people`."""
        found: pd.DataFrame = import_module("sim.experiment.people").people(self, policy, world, weeks, columns)
        return found

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return something worked out at most once, such as what a chart and its words both read.

        Parameters
        ----------
        key
            What tells it from everything else that is worked out so.
        make
            Called the first time; what it returns is kept as long as these results.
        """
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]

    def keep_summary(self) -> None:
        """Write the summary beside the units, for other tools."""
        table = pa.Table.from_pandas(self.summary(), preserve_index=False).replace_schema_metadata()
        keep(self.folder / keeping.SUMMARY, keeping.parquet(table))

    def _read(self, measures: list[str]) -> None:
        """Read what is not yet read; a world that two files hold counts once."""
        unknown = [name for name in measures if name not in self.measures]
        if unknown:
            raise ResultsError(f"there is no measure '{unknown[0]}' here; there are {', '.join(self.measures)}")
        wanted = [name for name in measures if name not in self._cubes]
        if not wanted:
            return
        shape = len(self.policies), len(self.worlds), self.case.weeks
        cubes = {name: np.full(shape, np.nan) for name in wanted}
        for unit in self._units:
            there = np.arange(unit.first, unit.last + 1)
            mine = np.isin(there, self.worlds)
            if not mine.any():
                continue
            at = np.searchsorted(self.worlds, there[mine])
            for name, values in read_measures(self.folder, unit, wanted, self._marks, self._known).items():
                cubes[name][:, at] = values[:, mine]
        self._cubes |= cubes


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries; what is not a finite number is null."""
    return [
        {str(key): None if isinstance(value, float) and not np.isfinite(value) else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]
