"""What is measured every week: one file a measure, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sim.measures.measure import Measure

__all__ = ["Measure", "all_measures"]


@cache
def all_measures() -> tuple[Measure, ...]:
    """Return every measure: those of the tables' head first, in their order, then the others by name."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [module.MEASURE for module in modules if hasattr(module, "MEASURE")]
    return tuple(sorted(found, key=lambda measure: (measure.top is None, measure.top, measure.name)))
