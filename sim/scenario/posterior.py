"""The posterior: whole settings that are kept because under each of them nearly all facts are shown."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

POSTERIOR = "posterior"
"""What a scenario writes under `uncertain` for one of these settings in each world."""
KEPT = Path(__file__).parents[1] / "experiment" / "posterior.json"


@cache
def settings() -> tuple[Mapping[str, float], ...]:
    """Return the settings: figures by path, to be laid over any case."""
    return tuple(json.loads(KEPT.read_text("utf-8"))["settings"])


@cache
def digest() -> str:
    """Return 32 hexadecimal digits that name these settings and no others: BLAKE2b over their JSON."""
    return blake2b(json.dumps(settings()).encode(), digest_size=16).hexdigest()
