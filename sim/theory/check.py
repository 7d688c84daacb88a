"""Every closed form, found by itself, and the engine held against all of them."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import sim.theory
from sim.theory.closed_form import ClosedForm, Row


def special_cases() -> Iterator[ModuleType]:
    """Yield every module of this package that has `CLOSED_FORMS`, by name."""
    modules = (import_module(f"sim.theory.{module.name}") for module in iter_modules(sim.theory.__path__))
    return (module for module in modules if hasattr(module, "CLOSED_FORMS"))


def closed_forms() -> tuple[ClosedForm, ...]:
    """Return every closed form, in the order of the special cases."""
    return tuple(form for module in special_cases() for form in module.CLOSED_FORMS)


def check_theory(update: Callable[[int, int], None] | None = None) -> list[Row]:
    """Simulate every closed form and return the rows.

    Parameters
    ----------
    update
        Called after each row with how many are done and how many there are.
    """
    forms = closed_forms()
    rows = []
    for form in forms:
        rows.append(form.row())
        if update is not None:
            update(len(rows), len(forms))
    return rows
