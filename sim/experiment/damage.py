"""Units that are kept but damaged, or another run's: found before a run goes on, put aside, and so run again."""

import warnings
from collections.abc import Iterable
from pathlib import Path

from sim.experiment.keeping import UNITS, usable
from sim.experiment.marks import Marks, is_whole
from sim.experiment.units import Unit

ENDING = ".damaged"
_NAMED = 3


class DamagedUnits(UserWarning):
    """Some files of a results folder were damaged; what was in them is run again."""


def put_aside(folder: Path, marks: Marks) -> None:
    """Rename the files of units that are damaged or another run's, and warn of them; about 0.3 ms a file.

    Parameters
    ----------
    folder
        The results folder.
    marks
        What the files must say of themselves.

    Warns
    -----
    DamagedUnits
        If there are any.

    Raises
    ------
    ResultsError
        If they cannot be renamed.
    OSError
        If the disk fails.
    """
    units = folder / UNITS
    with usable(folder):
        found = sorted(_damaged(units, marks))
        for path in found:
            path.replace(path.with_name(path.name + ENDING))
    if not found:
        return
    names = ", ".join(path.name for path in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    message = f"damaged files in {units}, put aside under names that end in {ENDING}: {names}{more}"
    warnings.warn(DamagedUnits(message), stacklevel=2)


def _damaged(units: Path, marks: Marks) -> Iterable[Path]:
    for path in units.glob("*.parquet"):
        unit = Unit.named(path.stem)
        if unit is not None and not (unit.can_be and is_whole(path, unit, marks)):
            yield path
