"""Files of units say which run and design point they are of, and are read only where that, and their rows, agree."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiment.keeping import MANIFEST, MARK, UNITS, ResultsError
from sim.experiment.pairing import Floats
from sim.experiment.provenance import digest, identity
from sim.experiment.units import Unit
from sim.scenario import Case

_ONLY_POINT: tuple[tuple[Any, ...], ...] = ((),)


@dataclass(frozen=True)
class Marks:
    """What the files of a results folder must say of themselves.

    Attributes
    ----------
    run
        Hash of all that must agree before worlds are put beside each other.
    policies
        Their names, in order.
    weeks
        How many weeks are kept; None where it is each company's means alone.
    points
        Values of each design point; a run has one point, without values.
    """

    run: str
    policies: tuple[str, ...]
    weeks: int | None
    points: Sequence[tuple[Any, ...]] = _ONLY_POINT

    @classmethod
    def of(
        cls,
        manifest: Mapping[str, Any],
        case: Case,
        points: Sequence[tuple[Any, ...]] = _ONLY_POINT,
        *,
        every_week: bool = True,
    ) -> Self:
        """Return the marks of what a manifest describes, its case, and its design points."""
        return cls(digest(identity(manifest)), tuple(case.policies), case.weeks if every_week else None, points)

    def at(self, *points: int) -> str:
        """Return the mark of a file with companies at these design points; empty where there is no such point."""
        if max(points) >= len(self.points):
            return ""
        text = json.dumps([self.run, *(self.points[point] for point in points)])
        return blake2b(text.encode(), digest_size=16).hexdigest()

    @property
    def keys(self) -> list[str]:
        """Names of the columns that say which company and week a row is of."""
        return ["policy", "world"] if self.weeks is None else ["policy", "world", "week"]

    def flaw(self, table: pa.Table, unit: Unit) -> str:
        """Say in words what the keys of a unit's rows are not; nothing where they are as they should be."""
        each = self.weeks or 1
        numbers = np.repeat(np.arange(unit.first, unit.last + 1), each)
        policy = table["policy"].unify_dictionaries().combine_chunks()
        if not pa.types.is_dictionary(policy.type) or tuple(policy.dictionary.to_pylist()) != self.policies:
            return f"its policies are not those of {MANIFEST}"
        if not np.array_equal(policy.indices, np.repeat(np.arange(len(self.policies)), len(numbers))):
            return "it does not have the same rows under every policy"
        if not np.array_equal(table["world"], np.tile(numbers, len(self.policies))):
            return "its worlds are not those of its name"
        if self.weeks and not np.array_equal(
            table["week"], np.tile(np.arange(1, each + 1), unit.worlds * len(self.policies))
        ):
            return "its weeks are not those of the scenario"
        return ""


def marked(schema: pa.Schema) -> str:
    """Return the mark that a file of this schema carries; empty where it has none."""
    found: bytes = (schema.metadata or {}).get(MARK.encode(), b"")
    return found.decode("ascii", "replace")


def read_unit(
    folder: Path, unit: Unit, measures: Sequence[str], marks: Marks, known: set[Unit] | None = None
) -> pa.Table:
    """Read the keys and some measures of one unit.

    Parameters
    ----------
    folder
        The results folder.
    unit
        Which.
    measures
        Names of the columns that are read.
    marks
        What the file must say of itself.
    known
        Units whose keys were found right before: they are left out then. This one is added.

    Raises
    ------
    ResultsError
        If the file is another run's, damaged, gone, or cannot be read.
    """
    path = folder / UNITS / f"{unit.name}.parquet"
    with reading(path), pq.ParquetFile(path) as file:
        why = _unlike(file.schema_arrow, marks, unit.point, measures)
        keys = [] if known and unit in known else marks.keys
        table = None if why else file.read(columns=[*keys, *measures], use_threads=False)
        why = why or (marks.flaw(table, unit) if keys else "")
    if why:
        raise ResultsError(f"{path} is damaged: {why}; delete it and run again")
    if known is not None:
        known.add(unit)
    return table


def read_measures(
    folder: Path, unit: Unit, measures: Sequence[str], marks: Marks, known: set[Unit] | None = None
) -> dict[str, Floats]:
    """Read some measures of one unit, each of shape (policies, worlds, weeks); the rest is as for `read_unit`."""
    table = read_unit(folder, unit, measures, marks, known)
    shape = (len(marks.policies), unit.worlds, marks.weeks or 1)
    return {name: table[name].to_numpy().reshape(shape) for name in measures}


def is_whole(path: Path, unit: Unit, marks: Marks) -> bool:
    """Return whether a unit's file is of this run and has a row for each policy, world of its name and week.

    What the system does not let one read is not called damaged.
    """
    try:
        with pq.ParquetFile(path) as file:
            if _unlike(file.schema_arrow, marks, unit.point, ()):
                return False
            return not marks.flaw(file.read(columns=marks.keys, use_threads=False), unit)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        return isinstance(error, OSError) and error.errno is not None and not path.is_dir()


def lacking(schema: pa.Schema, keys: Sequence[str], measures: Sequence[str]) -> str:
    """Say in words which column a file does not have as it should; nothing where it has all of them."""
    kinds = dict(zip(schema.names, schema.types, strict=True))
    for name in (*keys, *measures):
        if name not in kinds:
            return f"it lacks the column '{name}'"
    none = next((name for name in measures if not pa.types.is_floating(kinds[name])), None)
    return "" if none is None else f"its column '{none}' holds no numbers"


def _unlike(schema: pa.Schema, marks: Marks, point: int, measures: Sequence[str]) -> str:
    found = marked(schema)
    if not found:
        return "it does not say of which run it is"
    if found != marks.at(point):
        return f"it is not of the run that {MANIFEST} tells of; one of the two was changed, or put there from elsewhere"
    return lacking(schema, marks.keys, measures)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what goes wrong with a unit's file into a `ResultsError` that names it."""
    try:
        yield
    except FileNotFoundError:
        raise ResultsError(f"{path} is no longer there; run the scenario again to make up for it") from None
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        if path.is_dir():
            raise ResultsError(f"{path} is a folder, not a file; delete it and run again") from None
        if isinstance(error, OSError) and error.errno is not None:
            raise ResultsError(f"{path} cannot be read: {os.strerror(error.errno)}") from None
        raise ResultsError(f"{path} is damaged: it is no whole Parquet file; delete it and run again") from None
