"""The written report: one HTML file that opens offline, its charts beside it; the same as a workbook and Markdown.

>>> from sim.report import write_report
>>> write_report(results, results.folder / "report")  # doctest: +SKIP
"""

from sim.report.build import write_report
from sim.report.markdown import write_markdown
from sim.report.workbook import write_workbook

__all__ = ["write_markdown", "write_report", "write_workbook"]
