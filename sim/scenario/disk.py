"""A YAML file from disk: what can be said of a file that is none is said in plain words."""

import re
import stat
from pathlib import Path

from sim.scenario.yaml12 import MOST_BYTES, Document, place_after, read_yaml, refusal

_UNSEEN = re.compile("[\x01-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def read_file(path: Path) -> Document:
    """Read a YAML file.

    Raises
    ------
    ScenarioError
        The file cannot be read, is a pipe or a device, has more than 5 MB, is not UTF-8 (or its name is not, or
        holds a line break), or is not YAML as `read_yaml` takes it.
    """
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        raise refusal(str(path), None, "the name of this file is not UTF-8 text; give it another name") from None
    if _UNSEEN.search(path.name):
        message = "the name of this file holds a line break or another control character; give it another name"
        raise refusal(str(path), None, message)
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            raise refusal(str(path), None, "this is a pipe or a device; save what comes from it as a file first")
        with path.open("rb") as handle:
            raw = handle.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise refusal(str(path), None, "there is no such file") from None
    except IsADirectoryError:
        raise refusal(str(path), None, "this is a folder, not a file") from None
    except (OSError, ValueError) as error:
        raise refusal(
            str(path), None, f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from None
    if len(raw) > MOST_BYTES:
        raise refusal(str(path), None, f"the file has more than {MOST_BYTES // 1_000_000} MB")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        message = f"this is not UTF-8 text (byte 0x{raw[error.start]:02x}); save the file as UTF-8"
        raise refusal(str(path), place_after(before), message) from None
    return read_yaml(text, str(path))
