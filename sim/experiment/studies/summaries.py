"""Each company's means, gathered from many units into few files, so that a large sweep opens at once.

The files in `summaries/` repeat what `units/` holds and can be deleted at any time. They are never rewritten: units
that are not in any of them yet are read one by one.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from sim.experiment import keeping
from sim.experiment.keeping import SUMMARIES, UNITS, ResultsError
from sim.experiment.simulating import summed_up
from sim.experiment.units import Unit

AT_ONCE = 500
_KEYS = ("point", "policy", "world")


class Gathering:
    """Means of units that were just kept, written out now and then.

    Parameters
    ----------
    folder
        The results folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / SUMMARIES
        self._tables: list[pa.Table] = []

    def add(self, unit: Unit, means: pa.Table) -> None:
        """Take in the rows of a unit's means."""
        self._tables.append(_with_point(means, unit))
        if len(self._tables) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write out what was taken in."""
        if not self._tables:
            return
        self._folder.mkdir(exist_ok=True)
        taken = [int(path.stem.removeprefix("part-")) for path in _parts(self._folder)]
        table = pa.concat_tables(self._tables).combine_chunks()
        keeping.keep(self._folder / f"part-{max(taken, default=-1) + 1:05d}.parquet", keeping.parquet(table))
        self._tables.clear()


def read(folder: Path, units: Sequence[Unit], measures: Sequence[str], weeks: tuple[int, int]) -> pa.Table:
    """Read the means of some units.

    Parameters
    ----------
    folder
        The results folder.
    units
        Which; others may come with them.
    measures
        Names of the columns that are read.
    weeks
        First and last of the weeks of the mean, where every week is kept.

    Returns
    -------
    Table
        Columns point, policy, world, then one a measure; a company may be there twice.

    Raises
    ------
    ResultsError
        If a file is damaged, gone, or cannot be read.
    """
    columns = [*_KEYS, *measures]
    gathered = _gathered(folder / SUMMARIES, columns)
    tables = [] if gathered is None else [gathered]
    there = _companies(gathered)
    tables += [_of_unit(folder, unit, columns, weeks) for unit in units if (unit.point, unit.first) not in there]
    return pa.concat_tables(tables).combine_chunks()


def _gathered(folder: Path, columns: list[str]) -> pa.Table | None:
    paths = _parts(folder)
    if not paths:
        return None
    try:
        found: pa.Table = ds.dataset([str(path) for path in paths], format="parquet").to_table(columns=columns)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise ResultsError(f"{folder} is damaged ({error}); delete it, its files repeat what {UNITS} holds") from None
    return found


def _companies(gathered: pa.Table | None) -> set[tuple[int, int]]:
    if gathered is None:
        return set()
    pairs = np.stack([gathered[name].to_numpy().astype(np.int64) for name in ("point", "world")])
    point, world = np.unique(pairs, axis=1)
    return set(zip(point.tolist(), world.tolist(), strict=True))


def _of_unit(folder: Path, unit: Unit, columns: list[str], weeks: tuple[int, int]) -> pa.Table:
    path = folder / UNITS / f"{unit.name}.parquet"
    measures = [name for name in columns if name not in _KEYS]
    with keeping.reading(path):
        file = pq.ParquetFile(path)
        if "week" not in file.schema_arrow.names:
            return _with_point(file.read(columns=columns[1:]), unit).select(columns)
        table = file.read(columns=["policy", "week", *measures])
        policies = table["policy"].combine_chunks().dictionary.to_pylist()
        shape = (len(policies), unit.worlds, -1)
        cubes = {name: table[name].to_numpy().reshape(shape) for name in measures}
        records = {
            policy: summed_up({name: cube[place].T for name, cube in cubes.items()}, weeks)
            for place, policy in enumerate(policies)
        }
        return _with_point(keeping.rows(unit, records), unit).select(columns)


def _with_point(table: pa.Table, unit: Unit) -> pa.Table:
    return table.add_column(0, "point", pa.array(np.full(table.num_rows, unit.point, dtype=np.int32)))


def _parts(folder: Path) -> list[Path]:
    return sorted(_named(folder)) if folder.is_dir() else []


def _named(folder: Path) -> Iterable[Path]:
    return (path for path in folder.glob("part-*.parquet") if path.stem.removeprefix("part-").isdigit())
