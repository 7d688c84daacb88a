"""Who gains and who loses: places in reviews and real value, by honesty, by what AI brings, by job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.charts.chart import Chart, ChartError
from sim.charts.drawing.persons import by_week
from sim.charts.drawing.rows import draw_dots, rows_of, set_rows, set_values, titles
from sim.charts.drawing.series import Floats, main_policy
from sim.charts.drawing.style import Margins, across, page
from sim.charts.numbers import MOST, Form, sentence
from sim.experiment import companies
from sim.experiment.pairing import mean_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.experiment import Results
    from sim.scenario import Case

TITLE = "Who gains and who loses"
_COLUMNS = ("honest", "AI value", "job", "rating", "metric", "value")
_SEATS, _MOST_WORLDS = 16_000, 16
_PANELS: dict[str, tuple[str, Form]] = {
    "Place in reviews": ("", "share"),
    "Place by the number": ("", "share"),
    "Real value": ("baseline weeks a week", "number"),
}
_MARGINS = Margins(left=2.15, right=0.15, top=0.0, bottom=0.7)


def draw(results: Results, policy: str | None = None) -> Figure:
    """Draw what `policy` (by default the first after the baseline) changes for each group, against the baseline."""
    policy = main_policy(results, policy)
    table = _table(results, policy)
    names = list(table["group"].unique())
    rows = rows_of(names, 136.0, gap=10.0)
    room = across(_MARGINS, len(_PANELS)) + _MARGINS.right
    heads, high = titles(list(_PANELS), room)
    figure, panels = page(
        f"{TITLE} under “{policy}”",
        f"Difference to “{results.case.baseline}” in the same companies ({_worlds(results)}), at the reviews of the "
        f"last year: mean and {MOST} interval. Hollow dots: the interval holds zero, or there is none, so we cannot "
        "tell.",
        rows.inches,
        _MARGINS._replace(top=high),
        panels=len(_PANELS),
    )
    for axes, head, (panel, (unit, form)) in zip(panels, heads, _PANELS.items(), strict=True):
        part = table[table["panel"] == panel]
        draw_dots(axes, rows.middles, part[["mean", "low", "high"]].to_numpy(dtype=float))
        set_values(axes, head, unit, form, "more", room)
    set_rows(panels[0], rows)
    return figure


def alt(results: Results, policy: str | None = None) -> str:
    """Say what changes for each group."""
    policy = main_policy(results, policy)
    table = _table(results, policy)
    said = [
        f"{group}: {', '.join(_in_words(row) for row in rows.to_dict('records'))}"
        for group, rows in table.groupby("group", sort=False)
    ]
    return f"Dots with whiskers, what “{policy}” changes against “{results.case.baseline}”: {'; '.join(said)}."


def _in_words(row: Any) -> str:
    panel = row["panel"]
    return f"{panel.lower()} {sentence(row['mean'], row['low'], row['high'], _PANELS[panel][1], signed=True)}"


def _worlds(results: Results) -> str:
    number = len(_shown(results))
    return "one of them" if number == 1 else f"the first {number} of them"


def _shown(results: Results) -> list[int]:
    most = max(1, min(_MOST_WORLDS, _SEATS // results.case.company.employees))
    return [int(world) for world in results.worlds[:most]]


def _table(results: Results, policy: str) -> pd.DataFrame:
    """Differences by group and panel: columns group, panel, mean, low, high."""
    baseline = results.case.baseline
    if policy == baseline:
        raise ChartError(f"'{policy}' is the baseline: name a policy to compare it with")
    cube = _groups(results, policy) - _groups(results, baseline)
    return pd.DataFrame(
        [
            {"group": group, "panel": panel, **mean_of(cube[:, row, column])._asdict()}
            for row, group in enumerate(_GROUPS)
            for column, panel in enumerate(_PANELS)
        ]
    )


def _groups(results: Results, policy: str) -> Floats:
    """Return each group's means at the reviews of the last year, (companies, groups, panels)."""

    def simulated() -> Floats:
        weeks = (max(results.case.weeks - 51, results.since_first_change[0]), results.case.weeks)
        tables = companies(results, policy, _shown(results), weeks, _COLUMNS)
        return np.array([_means(results.case, table) for table in tables])

    return np.asarray(results.once((__name__, policy), simulated))


def _means(case: Case, table: pd.DataFrame) -> Floats:
    """Return each group's means in one company, (groups, panels)."""
    every = case.company.review_every
    reviews = [week for week in table["week"].unique() if week % every == 0]
    table = table[table["week"].isin(reviews or [case.weeks])]
    columns = {name: by_week(table, name, case.company.employees) for name in _COLUMNS}
    rated = _places(columns["rating"]) if reviews else np.full_like(columns["rating"], np.nan)
    places = [rated, _places(columns["metric"]), columns["value"]]
    members = _members(columns)
    return np.array([[_mean(values, who) for values in places] for who in members])


def _members(columns: dict[str, Floats]) -> list[NDArray[np.bool_]]:
    honest = columns["honest"] > 0
    thirds = [_places(columns[name]) for name in ("AI value", "job")]
    split = [part for each in thirds for part in (each < 1 / 3, (each >= 1 / 3) & (each <= 2 / 3), each > 2 / 3)]
    return [honest, ~honest, *split]


_GROUPS = (
    "Never pad",
    "May pad",
    "AI helps them least",
    "AI helps them somewhat",
    "AI helps them most",
    "Job moves the number little",
    "Job moves it somewhat",
    "Job moves it much",
)


def _mean(values: Floats, who: NDArray[np.bool_]) -> float:
    return float(values[who].mean()) if who.any() else np.nan


def _places(values: Floats) -> Floats:
    """Return everybody's place in the week, from 0 to 1, ties in the middle, (weeks, seats)."""
    ranks = pd.DataFrame(values).rank(axis=1).to_numpy()
    return np.asarray((ranks - 0.5) / values.shape[1])


CHART = Chart(
    name="who-gains-and-who-loses",
    title=TITLE,
    caption="What a policy changes against the baseline for groups of people: their place among colleagues in reviews "
    "and by the number (what one gains there another loses), and what they really get done. People who never pad "
    "against those who may; thirds by what AI brings them; thirds by how much their job alone moves the number. Dots "
    "are means over the simulated companies, whiskers 95 % intervals.",
    needs=("metric",),
    draw=draw,
    alt=alt,
)
