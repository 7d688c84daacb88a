"""The company: a Mesa model over arrays, the week, and the addressed draws behind it.

`Company` is loaded on first use, since Mesa takes half a second: checking a file does without it.
"""

from typing import TYPE_CHECKING, Any

from sim.behaviour.types import FloatArray
from sim.company.decisions import Decision
from sim.company.luck import Luck

if TYPE_CHECKING:
    from sim.company.company import Company

__all__ = ["Company", "Decision", "FloatArray", "Luck"]


def __getattr__(name: str) -> Any:
    if name == "Company":
        from sim.company.company import Company

        return Company
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
