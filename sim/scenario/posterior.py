"""The posterior: whole settings that are kept because under each of them nearly all facts are shown."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sim.scenario.behaviour import Behaviour
from sim.scenario.drawn import at, steps
from sim.scenario.people import People

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


def left_open(people: People, behaviour: Behaviour) -> tuple[str, ...]:
    """Return the paths of the figures that a case leaves open: where it has another than the default, that is known.

    Figures of metrics are among them; which of those a case knows, `lay` finds out.
    """
    own: dict[str, Any] = {"people": people, "behaviour": behaviour}
    default: dict[str, Any] = {"people": People(), "behaviour": Behaviour()}

    def is_open(path: str) -> bool:
        keys = steps(path)
        return keys[0] not in own or bool(at(own, keys) == at(default, keys))

    return tuple(path for path in settings()[0] if is_open(path))
