"""Units that are kept but damaged: found before a run goes on, put aside, and so run again."""

import warnings
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiment.units import Unit

ENDING = ".damaged"
_NAMED = 3


class DamagedUnits(UserWarning):
    """Some files of a results folder were damaged; what was in them is run again."""


def put_aside(units: Path, policies: int, weeks: int) -> None:
    """Rename the damaged files of units, and warn of them; about 0.3 ms a file.

    Parameters
    ----------
    units
        The folder with the files.
    policies
        How many policies each unit has.
    weeks
        How many weeks, where every week is kept.

    Warns
    -----
    DamagedUnits
        If there are any.
    """
    found = sorted(_damaged(units, policies, weeks)) if units.is_dir() else []
    for path in found:
        path.replace(path.with_name(path.name + ENDING))
    if not found:
        return
    names = ", ".join(path.name for path in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    message = f"damaged files in {units}, put aside under names that end in {ENDING}: {names}{more}"
    warnings.warn(DamagedUnits(message), stacklevel=2)


def _damaged(units: Path, policies: int, weeks: int) -> Iterable[Path]:
    for path in units.glob("*.parquet"):
        unit = Unit.named(path.stem)
        if unit is not None and not _whole(path, unit, policies, weeks):
            yield path


def _whole(path: Path, unit: Unit, policies: int, weeks: int) -> bool:
    """Return whether a file can be read and has a row for each policy, world of its name and week.

    What the system does not let one read is not called damaged.
    """
    try:
        with pq.ParquetFile(path) as file:
            each = weeks if "week" in file.schema_arrow.names else 1
            if file.metadata.num_rows != policies * unit.worlds * each:
                return False
            found = file.read(columns=["world"], use_threads=False)["world"].to_numpy()
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        return isinstance(error, OSError) and error.errno is not None
    return np.array_equal(found, np.tile(np.repeat(np.arange(unit.first, unit.last + 1), each), policies))
