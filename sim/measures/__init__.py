"""What is measured every week: one file a measure or an account, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sim.measures.measure import Measure

__all__ = ["Measure", "account", "all_measures"]


@cache
def all_measures() -> tuple[Measure, ...]:
    """Return every measure: those of the tables' head first, in their order, then the others by name.

    A file holds one `MEASURE`, or several `MEASURES`, which stay together in their order.
    """
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found: list[tuple[Measure, ...]] = [(module.MEASURE,) for module in modules if hasattr(module, "MEASURE")]
    found += [module.MEASURES for module in modules if hasattr(module, "MEASURES")]
    found.sort(key=lambda group: (group[0].top is None, group[0].top, group[0].name))
    return tuple(measure for group in found for measure in group)


def account(name: str) -> tuple[Measure, ...]:
    """Return the lines of an account, "ledger" or "money", in order; the last is what the others add up to."""
    return tuple(measure for measure in all_measures() if measure.name.startswith(f"{name}: "))
