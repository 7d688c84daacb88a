"""Goodhart dynamics: what happens to a company when a measure becomes a target.

The names below are loaded on first use, so that ``import sim`` and ``goodhart --help`` stay light.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Case": "sim.scenario",
    "ScenarioError": "sim.scenario",
    "load": "sim.scenario",
    "Company": "sim.company",
    "Results": "sim.experiment",
    "run": "sim.experiment",
    "Study": "sim.experiment",
    "Sweep": "sim.experiment",
    "load_study": "sim.experiment",
    "sweep": "sim.experiment",
    "resume": "sim.experiment",
    "extend": "sim.experiment",
}

__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
