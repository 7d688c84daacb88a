"""Where results are kept: one folder a case, one file a unit; a file that is there is done."""

import errno
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiment.pairing import Floats
from sim.experiment.provenance import FORMAT, differences, unlike
from sim.experiment.soundness import flaw
from sim.experiment.units import Unit
from sim.experiment.writing import is_unfinished, keep, ready
from sim.scenario.mistakes import printable

MANIFEST = "manifest.json"
DESIGN = "design.json"
UNITS = "units"
SUMMARIES = "summaries"
FAILURES = "failures.jsonl"
SUMMARY = "summary.parquet"
MARK = "run"
"""Under which name the metadata of a file say which run it is of."""
_DISK_FAILS = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
_SHOWN_KEYS = 10


class ResultsError(Exception):
    """A results folder cannot be used as asked.

    Attributes
    ----------
    keys
        Keys of the manifest that differ, where that is the reason.
    """

    def __init__(self, message: str, keys: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.keys = keys


def place(manifest: Mapping[str, Any], out: Path | str | None) -> Path:
    """Return the results folder: `out`, or `results/<name>-<first 8 digits of the hash>`."""
    return Path(out) if out is not None else Path("results") / f"{manifest['name']}-{manifest['hash'][:8]}"


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a folder's manifest.

    Raises
    ------
    ResultsError
        If there is none, or it is not one of ours, or it is damaged.
    """
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise ResultsError(f"{folder} is not a results folder: it has no {MANIFEST}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ResultsError(f"{folder / MANIFEST} cannot be read: {error}") from None
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        raise ResultsError(f"{folder} is not a results folder of this program: its {MANIFEST} is something else's")
    if why := flaw(read):
        raise unusable(folder, read, why)
    return read


def unusable(folder: Path, manifest: Mapping[str, Any], why: str = "it is not as it was written") -> ResultsError:
    """Return the error for a manifest that says other things than this program's do: another version's, or damaged."""
    versions = unlike(manifest)
    if versions is not None:
        return ResultsError(f"{folder} was written by version {printable(versions[0])}; this program is {versions[1]}")
    return ResultsError(f"{folder / MANIFEST} is damaged: {why}")


def prepare(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Make a folder ready for a run, or find it ready; what an earlier run left unfinished or failed is cleared away.

    Raises
    ------
    ResultsError
        If it holds another run's results or somebody else's files, or cannot be written, or the manifest could not be
        read again. Nothing is written then.
    OSError
        If the disk is full or fails.
    """
    if why := flaw(manifest):
        raise ResultsError(f"results of this cannot be kept: {why}")
    with usable(folder):
        if (folder / MANIFEST).exists():
            _refuse_another_run(folder, manifest)
        else:
            _refuse_others_files(folder)
            folder.mkdir(parents=True, exist_ok=True)
            keep(folder / MANIFEST, (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())
        for place in (folder, folder / UNITS, *folder.glob(SUMMARIES)):
            ready(place)
        (folder / FAILURES).unlink(missing_ok=True)


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Turn a place in which one may not write into a `ResultsError`; a disk that is full or fails is none."""
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FAILS:
            raise
        raise ResultsError(f"cannot write in {folder}: {error.strerror or error}") from None


def units_in(folder: Path) -> list[Unit]:
    """Return the units that are kept in a folder, in order.

    Raises
    ------
    ResultsError
        If they cannot be listed, or one is named for worlds that there cannot be.
    """
    try:
        paths = list((folder / UNITS).iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ResultsError(f"{folder / UNITS} cannot be read: {error.strerror}") from None
    named = (Unit.named(path.stem) for path in paths if path.suffix == ".parquet")
    units = sorted(unit for unit in named if unit is not None)
    for unit in units:
        if not unit.can_be:
            path = folder / UNITS / f"{unit.name}.parquet"
            raise ResultsError(f"{path} is damaged: there cannot be such worlds; delete it and run again")
    return units


def keep_unit(folder: Path, unit: Unit, records: Mapping[str, Mapping[str, Floats]], mark: str) -> pa.Table:
    """Keep the rows of one unit in a file that carries a mark, and return them, as `rows` has them."""
    table = rows(unit, records)
    keep(folder / UNITS / f"{unit.name}.parquet", parquet(table, mark))
    return table


def rows(unit: Unit, records: Mapping[str, Mapping[str, Floats]]) -> pa.Table:
    """Return the rows of one unit: policy, world, week where every week is kept, then one column a measure.

    Parameters
    ----------
    unit
        Which worlds.
    records
        For each policy, in order, its measures: name -> array of shape (weeks, worlds), or (worlds,) for their means.
    """
    policies = list(records)
    one = next(iter(records[policies[0]].values()))
    weeks = one.shape[0] if one.ndim == 2 else 1
    codes = np.repeat(np.arange(len(policies), dtype=np.int16), unit.worlds * weeks)
    numbers = np.arange(unit.first, unit.last + 1, dtype=np.int32)
    columns: dict[str, Any] = {
        "policy": pa.DictionaryArray.from_arrays(codes, policies),
        "world": np.tile(np.repeat(numbers, weeks), len(policies)),
    }
    if one.ndim == 2:
        columns["week"] = np.tile(np.arange(1, weeks + 1, dtype=np.int16), len(policies) * unit.worlds)
    measures = list(records[policies[0]])
    values = np.array([[records[policy][measure].T.ravel() for policy in policies] for measure in measures], np.float64)
    values[np.isnan(values)] = np.nan
    return pa.table(columns | dict(zip(measures, values.reshape(len(measures), -1), strict=True)))


def note_failure(folder: Path, failure: Mapping[str, str]) -> None:
    """Add a line to the failures of a run."""
    with (folder / FAILURES).open("a", encoding="utf-8") as file:
        file.write(json.dumps(failure, ensure_ascii=False) + "\n")


def parquet(table: pa.Table, mark: str = "") -> bytes:
    """Return a table as the bytes of a Parquet file, with its mark: the same table, the same bytes.

    Weeks are compressed; a few means a column gain nothing by it and take twice the time.
    """
    buffer = io.BytesIO()
    if mark:
        table = table.replace_schema_metadata({MARK: mark})
    compression = "zstd" if "week" in table.column_names else "none"
    pq.write_table(table, buffer, compression=compression, use_dictionary=["policy"], write_statistics=False)
    return buffer.getvalue()


def _refuse_another_run(folder: Path, manifest: Mapping[str, Any]) -> None:
    differing = differences(read_manifest(folder), manifest)
    if not differing:
        return
    lines = [f"  {key}: {what}" for key, what in list(differing.items())[:_SHOWN_KEYS]]
    more = len(differing) - len(lines)
    if more:
        lines.append(f"  and {more} more")
    message = f"{folder} holds the results of another run; what differs (there -> now):"
    raise ResultsError("\n".join([message, *lines, "Choose another folder, or delete this one."]), tuple(differing))


def _refuse_others_files(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ResultsError(f"{folder} is a file; results need a folder")
    if folder.is_dir() and not all(map(is_unfinished, folder.iterdir())):
        raise ResultsError(f"{folder} is not empty and not a results folder; choose another one")
