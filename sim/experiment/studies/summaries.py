"""Each company's means, gathered from many units into few files, so that a large sweep opens at once.

The files in `summaries/` repeat what `units/` holds and can be deleted at any time; units that are not in any of them
yet are read one by one.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from sim.experiment import keeping
from sim.experiment.keeping import SUMMARIES, UNITS, ResultsError
from sim.experiment.simulating import summed_up
from sim.experiment.units import Unit

POINTS, WORLDS = 50, 100
"""Of how many points and worlds a file gathers the units."""
_KEYS = ("point", "policy", "world")


def gather(folder: Path, measures: Sequence[str], weeks: tuple[int, int]) -> None:
    """Gather all units of a folder that no file has gathered yet.

    What a file holds follows from which units there are, not from when they came: a sweep that was stopped and resumed
    leaves the same bytes as one that was not.

    Parameters
    ----------
    folder
        The results folder.
    measures
        Names of all that are kept.
    weeks
        First and last of the weeks of the mean, where every week is kept.

    Raises
    ------
    ResultsError
        If a file is damaged or cannot be read.
    OSError
        If one may not write there, or the disk is full or fails.
    """
    parts: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(keeping.units_in(folder), key=lambda unit: (unit.point, unit.first, unit.last)):
        parts[f"part-{unit.point // POINTS:05d}-{unit.first // WORLDS:05d}.parquet"].append(unit)
    for name, units in parts.items():
        path = folder / SUMMARIES / name
        there = _companies(_gathered([path], list(_KEYS[::2])) if path.exists() else None)
        if any((unit.point, unit.last) not in there for unit in units):
            path.parent.mkdir(exist_ok=True)
            tables = [_of_unit(folder, unit, [*_KEYS, *measures], weeks) for unit in units]
            keeping.keep(path, keeping.parquet(pa.concat_tables(tables).combine_chunks()))


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
    paths = sorted((folder / SUMMARIES).glob("part-*-*.parquet"))
    gathered = _gathered(paths, columns) if paths else None
    tables = [] if gathered is None else [gathered]
    there = _companies(gathered)
    tables += [_of_unit(folder, unit, columns, weeks) for unit in units if (unit.point, unit.last) not in there]
    return pa.concat_tables(tables).combine_chunks()


def _gathered(paths: list[Path], columns: list[str]) -> pa.Table:
    try:
        found: pa.Table = ds.dataset([str(path) for path in paths], format="parquet").to_table(columns=columns)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        words = f"{paths[0].parent} is damaged ({error}); delete it, its files repeat what {UNITS} holds"
        raise ResultsError(words) from None
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
