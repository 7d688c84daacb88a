"""The written report: one HTML file that opens offline, and its charts beside it.

>>> from sim.report import write_report
>>> write_report(results, results.folder / "report")  # doctest: +SKIP
"""

from sim.report.build import write_report

__all__ = ["write_report"]
