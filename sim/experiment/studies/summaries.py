"""Each company's means, gathered from many units into few files, so that a large sweep opens at once.

The files in `summaries/` repeat what `units/` holds and can be deleted at any time; units that are not in any of them
yet are read one by one.
"""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiment import keeping
from sim.experiment.keeping import DESIGN, MANIFEST, SUMMARIES, UNITS, ResultsError
from sim.experiment.marks import Marks, lacking, marked, read_measures, read_unit
from sim.experiment.simulating import summed_up
from sim.experiment.units import Unit
from sim.experiment.writing import keep, ready

POINTS, WORLDS = 50, 100
"""Of how many points and worlds a file gathers the units."""
_KEYS = ("point", "policy", "world")


def gather(folder: Path, measures: Sequence[str], weeks: tuple[int, int], marks: Marks) -> None:
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
    marks
        What the files must say of themselves.

    Raises
    ------
    ResultsError
        If a unit's file is damaged or cannot be read; what is damaged in `summaries/` is gathered anew.
    OSError
        If one may not write there, or the disk is full or fails.
    """
    parts: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(keeping.units_in(folder), key=lambda unit: (unit.point, unit.first, unit.last)):
        parts[f"part-{unit.point // POINTS:05d}-{unit.first // WORLDS:05d}.parquet"].append(unit)
    for name, units in parts.items():
        path = folder / SUMMARIES / name
        there: set[tuple[int, int]] = set()
        if path.exists():
            with suppress(ResultsError):
                there = _companies(_part(path, measures, _KEYS, marks))
        if any((unit.point, unit.last) not in there for unit in units):
            ready(path.parent)
            tables = [_of_unit(folder, unit, [*_KEYS, *measures], weeks, marks) for unit in units]
            table = pa.concat_tables(tables).combine_chunks()
            keep(path, keeping.parquet(table, _mark(table, marks)))


def read(
    folder: Path, units: Sequence[Unit], measures: Sequence[str], weeks: tuple[int, int], marks: Marks
) -> pa.Table:
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
    marks
        What the files must say of themselves.

    Returns
    -------
    Table
        Columns point, policy, world, then one a measure; a company may be there twice.

    Raises
    ------
    ResultsError
        If a file is another study's, damaged, gone, or cannot be read.
    """
    columns = [*_KEYS, *measures]
    paths = sorted((folder / SUMMARIES).glob("part-*-*.parquet"))
    tables = [_part(path, measures, columns, marks) for path in paths]
    there = {company for table in tables for company in _companies(table)}
    tables += [_of_unit(folder, unit, columns, weeks, marks) for unit in units if (unit.point, unit.last) not in there]
    return pa.concat_tables(tables).combine_chunks()


def _part(path: Path, measures: Sequence[str], columns: Sequence[str], marks: Marks) -> pa.Table:
    """Return some columns of a file that has at least these measures."""
    try:
        with pq.ParquetFile(path) as file:
            why = lacking(file.schema_arrow, _KEYS, measures)
            table = None if why else file.read(columns=list(columns)).select(list(columns))
            if table is not None and marked(file.schema_arrow) != _mark(table, marks):
                why = f"it is not of the study that {MANIFEST} and {DESIGN} tell of"
    except (OSError, ValueError, KeyError, pa.ArrowException):
        why = "it is no whole Parquet file"
    if why:
        raise ResultsError(f"{path} is damaged: {why}; delete {path.parent}, its files repeat what {UNITS} holds")
    return table


def _mark(table: pa.Table, marks: Marks) -> str:
    return marks.at(*np.unique(table["point"]).tolist())


def _companies(gathered: pa.Table) -> set[tuple[int, int]]:
    pairs = np.stack([gathered[name].to_numpy().astype(np.int64) for name in ("point", "world")])
    point, world = np.unique(pairs, axis=1)
    return set(zip(point.tolist(), world.tolist(), strict=True))


def _of_unit(folder: Path, unit: Unit, columns: list[str], weeks: tuple[int, int], marks: Marks) -> pa.Table:
    measures = [name for name in columns if name not in _KEYS]
    if marks.weeks is None:
        return _with_point(read_unit(folder, unit, measures, marks), unit).select(columns)
    cubes = read_measures(folder, unit, measures, marks)
    records = {
        policy: summed_up({name: cube[place].T for name, cube in cubes.items()}, weeks)
        for place, policy in enumerate(marks.policies)
    }
    return _with_point(keeping.rows(unit, records), unit).select(columns)


def _with_point(table: pa.Table, unit: Unit) -> pa.Table:
    return table.add_column(0, "point", pa.array(np.full(table.num_rows, unit.point, dtype=np.int32)))
