"""Results as tables for a terminal: one row a policy, as many of the chief measures as there is room for."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import accumulate, islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment import FactResult, MeasureInfo, Sweep
    from sim.experiment.benchmark import Speed
    from sim.theory.closed_form import Row

NAME_WIDTH, NUMBER_WIDTH, SHARE_WIDTH, GAP = 22, 12, 10, 2
ABSENT = "–"
LEGEND = (
    "1.00 = what an average person gets done in a week without AI; surplus = real value less effort, the bill and "
    "replacing leavers"
)
"""What the two chief measures are, for below a table."""


def chief(measures: Iterable["MeasureInfo"], width: int) -> list["MeasureInfo"]:
    """Return the measures that head every table, in their order, as many as fit.

    Parameters
    ----------
    measures
        All measures of the results.
    width
        Columns of the terminal.
    """
    heads = sorted((info for info in measures if info.top is not None), key=lambda info: info.top or 0)
    ends = accumulate((GAP + _width(info) for info in heads), initial=NAME_WIDTH)
    return [info for info, end in zip(heads, islice(ends, 1, None), strict=True) if end <= width]


def levels(summary: "pd.DataFrame", measures: list["MeasureInfo"]) -> Table:
    """Return what each policy led to: the mean over the simulated companies with its 95 % interval.

    Parameters
    ----------
    summary
        Columns policy, measure, mean, low, high.
    measures
        Measures to show, one column each.
    """
    return _by_policy(summary, measures, "%", _estimate)


def differences(compared: "pd.DataFrame", measures: list["MeasureInfo"]) -> Table:
    """Return what each policy changed, pair by pair, with the share of companies in which it went that way.

    Parameters
    ----------
    compared
        Columns policy, measure, mean, low, high, same_sign.
    measures
        Measures to show, one column each.
    """

    def cell_of(info: "MeasureInfo", cell: "pd.Series[Any]") -> str:
        agree = f"\nin {cell['same_sign']:.0%}" if isfinite(cell["same_sign"]) else ""
        return _estimate(info, cell, sign="+") + agree

    return _by_policy(compared, measures, "% points", cell_of)


def in_order(table: "pd.DataFrame", policies: list[str]) -> "pd.DataFrame":
    """Return rows with their policies in an order; policies that have none are passed over."""
    place = {policy: number for number, policy in enumerate(policies)}
    return table.sort_values("policy", key=lambda column: column.map(place), kind="stable")


def pair(compared: "pd.DataFrame", measures: list["MeasureInfo"]) -> Table:
    """Return the difference between two policies, a line a measure.

    Parameters
    ----------
    compared
        Columns measure, mean, low, high, same_sign; one pair of policies.
    measures
        Measures to show.
    """
    table = _table("measure", "unit")
    for column in ("difference", "same sign"):
        table.add_column(column, justify="right")
    cells = {row["measure"]: row for _, row in compared.iterrows()}
    for info in measures:
        cell = cells[info.name]
        agree = f"in {cell['same_sign']:.0%}" if isfinite(cell["same_sign"]) else ABSENT
        unit = "% points" if info.form == "share" else info.unit
        table.add_row(info.name, unit, _estimate(info, cell, sign="+"), agree)
    return table


def points(swept: "Sweep", measures: list["MeasureInfo"], width: int, most: int) -> tuple[Table, int]:
    """Return what each policy led to at each design point, and how many lines were left out.

    Parameters
    ----------
    swept
        The results of a study.
    measures
        Measures to show, one column each, as many as fit beside what is varied.
    width
        Columns of the terminal.
    most
        Lines to show.
    """
    room = max(1, (width - (len(swept.names) + 1) * NAME_WIDTH // 2 - NAME_WIDTH) // (NUMBER_WIDTH + GAP))
    shown = measures[:room]
    found = swept.summary([info.name for info in shown])
    table = _table()
    for name in swept.names:
        table.add_column(name, max_width=NAME_WIDTH)
    times = Counter(swept.points.index)
    if len(times) < len(swept.points):
        table.add_column("times drawn", justify="right")
    table.add_column("policy", max_width=NAME_WIDTH)
    for info in shown:
        table.add_column(f"{info.name}\n{'%' if info.form == 'share' else info.unit}", justify="right")
    groups = list(found.groupby(["point", "policy"], sort=False))
    for (point, policy), rows in groups[:most]:
        cells = {row["measure"]: row for _, row in rows.iterrows()}
        values = [f"{value:.4g}" if isinstance(value, float) else str(value) for value in rows.iloc[0][swept.names]]
        if len(times) < len(swept.points):
            values.append(str(times[point]))
        table.add_row(*values, str(policy), *(_estimate(info, cells[info.name]) for info in shown))
    return table, max(0, len(groups) - most)


def facts(found: list["FactResult"]) -> Table:
    """Return facts as shown or not: the mean over the companies, the band, and in how many companies it holds."""
    table = _table("", "fact", "simulated", "band", "companies", "")
    for fact in found:
        value = f"{fact.value:.3f} {fact.value_is}".rstrip() if isfinite(fact.value) else ABSENT
        verdict = "shown" if fact.shown else "not shown"
        kind = "" if fact.kind == "informative" else f" ({fact.kind})"
        table.add_row(fact.id, fact.fact, value, _band(fact), f"{fact.share_of_worlds:.0%}", verdict + kind)
    return table


def closed_forms(rows: list["Row"]) -> Table:
    """Return closed forms beside what was simulated, with the error and the tolerance it must keep to."""
    table = _table("special case")
    for column in ("closed form", "simulated", "error", "tolerance"):
        table.add_column(column, justify="right")
    table.add_column("")
    for row in rows:
        tolerance = "exact" if row.tolerance == 0.0 else f"{row.tolerance:.2g}"
        figures = (f"{row.closed_form:.6g}", f"{row.simulated:.6g}", f"{row.error:.1e}", tolerance)
        table.add_row(row.name, *figures, "" if row.passed else "missed")
    return table


def facts_counted(found: list["FactResult"]) -> str:
    """Say how many facts are shown: in all, by their part in choosing the settings, and of the informative ones."""
    parts = {
        "of those that chose the settings (calibrate)": [fact for fact in found if fact.role == "calibrate"],
        "of those never used": [fact for fact in found if fact.role == "untouched"],
        "of the informative ones": [fact for fact in found if fact.kind == "informative"],
    }
    said = ", ".join(f"{name} {_shown(part)}" for name, part in parts.items() if part)
    return f"{_shown(found)} facts shown" + (f"; {said}" if said else "")


def _shown(found: list["FactResult"]) -> str:
    return f"{sum(fact.shown for fact in found)} of {len(found)}"


def speeds(found: list["Speed"]) -> Table:
    """Return the benchmark, a line a model and size."""
    table = _table("model")
    for column in ("people", "weeks", "companies", "seconds", "employee-weeks a second", "times plain Mesa", "MB"):
        table.add_column(column, justify="right")
    for speed in found:
        ratio = ABSENT if speed.ratio_to_plain_mesa is None else f"{speed.ratio_to_plain_mesa:.1f}"
        size = (f"{speed.people:,}", str(speed.weeks), str(speed.worlds))
        pace = f"{speed.employee_weeks_per_second:,.0f}"
        table.add_row(speed.name, *size, f"{speed.seconds:.3f}", pace, ratio, f"{speed.peak_mb:.0f}")
    return table


def entries(title: str, listed: list[dict[str, str]]) -> Table:
    """Return names with their titles."""
    table = _table(title, "")
    for entry in listed:
        table.add_row(entry["name"], entry["title"])
    return table


def lines(columns: Iterable[str], rows: Iterable[Iterable[str]], *, words: int = 1) -> Table:
    """Return a table of cells that are written already; the first `words` columns hold words, the others figures."""
    table = _table()
    for place, column in enumerate(columns):
        if place < words:
            table.add_column(column, max_width=2 * NAME_WIDTH)
        else:
            table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*row)
    return table


def with_ends(mean: float, low: float, high: float, scale: float = 1.0) -> str:
    """Write a figure with the ends of its interval; what is not a number is a dash."""
    if not isfinite(mean):
        return ABSENT
    ends = f" ({scale * low:.3g} to {scale * high:.3g})" if isfinite(low) and isfinite(high) else ""
    return f"{scale * mean:.3g}{ends}"


def records(table: "pd.DataFrame") -> list[dict[str, Any]]:
    """Return rows fit for JSON: what is not a finite number is null."""
    return [
        {str(key): None if isinstance(value, float) and not isfinite(value) else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]


def _by_policy(
    found: "pd.DataFrame",
    measures: list["MeasureInfo"],
    unit_of_shares: str,
    text: Callable[["MeasureInfo", "pd.Series[Any]"], str],
) -> Table:
    table = _table()
    table.add_column("policy", max_width=NAME_WIDTH)
    for info in measures:
        unit = unit_of_shares if info.form == "share" else info.unit
        table.add_column(f"{info.name}\n{unit}", justify="right", max_width=_width(info))
    cells = found.set_index(["policy", "measure"])
    for policy in found["policy"].unique():
        table.add_row(str(policy), *(text(info, cells.loc[(policy, info.name)]) for info in measures))
    return table


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column)
    return table


def _band(fact: "FactResult") -> str:
    if not isfinite(fact.low):
        return f"below {fact.high:.3g}"
    if not isfinite(fact.high):
        return f"above {fact.low:.3g}"
    return f"{fact.low:.3g} to {fact.high:.3g}"


def _width(info: "MeasureInfo") -> int:
    return SHARE_WIDTH if info.form == "share" else NUMBER_WIDTH


def _estimate(info: "MeasureInfo", cell: "pd.Series[Any]", sign: str = "") -> str:
    """Write a mean and half the width of its interval, as ±; a single company has no interval."""
    scale = 100.0 if info.form == "share" else 1.0
    mean, half = scale * cell["mean"], scale * (cell["high"] - cell["low"]) / 2
    if not isfinite(mean):
        return ABSENT
    largest = max(abs(mean), half) if isfinite(half) else abs(mean)
    decimals = 1 if info.form == "share" or 10 <= largest < 1000 else 3 if largest < 10 else 0
    return f"{mean:{sign},.{decimals}f}" + (f"±{half:,.{decimals}f}" if isfinite(half) else "")
