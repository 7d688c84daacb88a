"""Every closed form, found by itself, and the engine held against all of them."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import sim.theory
from sim.theory.closed_form import ClosedForm, Row


def closed_forms() -> tuple[ClosedForm, ...]:
    """Return every closed form: those of each module of this package that has `CLOSED_FORMS`, in their order."""
    modules = (import_module(f"sim.theory.{module.name}") for module in iter_modules(sim.theory.__path__))
    return tuple(form for module in modules for form in getattr(module, "CLOSED_FORMS", ()))


def checked() -> Iterator[Row]:
    """Yield the rows one by one, each as soon as it is simulated."""
    return (form.row() for form in closed_forms())


def check_theory() -> list[Row]:
    """Simulate every closed form and return the rows; about a minute."""
    return list(checked())
