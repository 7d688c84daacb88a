"""Charts, one small file each: a file that defines ``CHART`` is found by itself.

>>> from sim.charts import chart_named, save
>>> save(chart_named("validity").figure(results), "validity.svg")  # doctest: +SKIP
"""

from sim.charts.chart import Chart, ChartError
from sim.charts.gallery import all_charts, chart_named
from sim.charts.save import drawn, save

__all__ = ["Chart", "ChartError", "all_charts", "chart_named", "drawn", "save"]
