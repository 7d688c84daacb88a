"""Finding the charts: every module of this package that defines ``CHART``."""

import difflib
import pkgutil
from functools import cache
from importlib import import_module

import sim.charts
from sim.charts.chart import Chart, ChartError


@cache
def all_charts() -> tuple[Chart, ...]:
    """Return every chart of the gallery, by name."""
    modules = (import_module(f"sim.charts.{found.name}") for found in pkgutil.iter_modules(sim.charts.__path__))
    return tuple(sorted((module.CHART for module in modules if hasattr(module, "CHART")), key=lambda chart: chart.name))


def chart_named(name: str) -> Chart:
    """Return one chart.

    Raises
    ------
    ChartError
        If there is no chart of that name.
    """
    charts = {chart.name: chart for chart in all_charts()}
    if name in charts:
        return charts[name]
    near = difflib.get_close_matches(name, charts, n=1)
    hint = f"; did you mean '{near[0]}'?" if near else ";"
    raise ChartError(f"there is no chart '{name}'{hint} there are {', '.join(charts)}")
