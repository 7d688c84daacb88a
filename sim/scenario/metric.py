"""A metric is a row of data: what it counts, how noisily, and what it costs."""

from typing import Any, Literal, Self

from pydantic import model_validator

from sim.scenario.mistakes import mistake_at
from sim.scenario.setting import Definition, Range, setting

_MOST_LOG_SD = 10.0
"""Luck that multiplies is in any week within a factor of e^50; more cannot be computed with."""


class Metric(Definition):
    """What the meter reads for a week of one person, in useful-week equivalents."""

    title: str = setting("", unit="words", how="the metric's name in words", source="definition")
    useful: float = setting(1.0, unit="metric per useful week", how="yield of useful use in an average job")
    padding: float = setting(
        10.0,
        unit="metric per padding week",
        plausible=(5.0, 16.0),
        how="yield of padding in average hands; 0 makes padding pointless",
    )
    unmeasured: float = setting(0.0, unit="metric per week", how="yield of work that boards do not show")
    weight: float = setting(
        0.0, unit="metric per baseline week", ge=0, how="weight on verified value; 0 for a metric of activity"
    )
    noise: float = setting(
        0.9,
        unit="log sd, or sd where additive",
        plausible=(0.6, 1.1),
        ge=0,
        how="luck of a week; 0 removes it",
        source="log sd of tokens without a board 1.05-1.22 in all (derived from Jellyfish 2026)",
    )
    noise_kind: Literal["multiplicative", "additive"] = setting(
        "multiplicative", unit="choice", how="whether luck multiplies the metric or adds to it"
    )
    job_spread: float = setting(
        0.75,
        unit="log sd",
        plausible=(0.6, 1.1),
        ge=0,
        how="how much the yield of useful use differs between jobs; 0 makes all alike",
        source="log sd of tokens without a board 1.05-1.22 in all (derived from Jellyfish 2026)",
    )
    padding_spread: float = setting(
        0.73,
        unit="log sd",
        plausible=(0.4, 1.1),
        ge=0,
        how="how much the yield of padding differs between people; 0 makes all alike",
        source="top user some 400 times the mean (derived from reports on Meta 2026)",
    )
    active: float = setting(
        0.046,
        unit="useful-week equivalents",
        plausible=(0.02, 0.1),
        gt=0,
        how="a week's metric from which the dashboard calls a person active",
    )
    unit: str = setting("units", unit="words", how="what the meter counts", source="definition")
    units_per_useful_week: float = setting(
        1.0, unit="units per useful week", gt=0, how="converts useful-week equivalents to what the meter counts"
    )
    price: float = setting(0.0, unit="dollars a unit", ge=0, how="what the company pays for a unit")
    measuring: float = setting(
        0.0, unit="dollars a person-week", ge=0, how="what it costs to measure a person for a week"
    )

    @model_validator(mode="after")
    def _luck_stays_finite(self) -> Self:
        if self.noise_kind == "multiplicative" and self.noise > _MOST_LOG_SD:
            words = f"found {self.noise:g}; expected a log sd from 0 to {_MOST_LOG_SD:g}, as luck multiplies"
            raise mistake_at(("noise",), words)
        return self


_TOKENS = 230e6
METRICS: dict[str, Metric] = {
    "tokens": Metric(title="AI tokens used", unit="tokens", units_per_useful_week=_TOKENS, price=1.5e-6),
    "prompts": Metric(
        title="prompts sent", unit="prompts", padding=6.0, noise=0.6, job_spread=0.6, units_per_useful_week=200.0
    ),
    "active days": Metric(
        title="days with any use", unit="days", padding=8.0, noise=0.3, job_spread=0.2, units_per_useful_week=5.0
    ),
    "outcomes": Metric(
        title="normalised deployments",
        unit="deployments",
        useful=0.0,
        padding=4.3,
        weight=1.0,
        noise=0.33,
        job_spread=0.4,
        padding_spread=0.67,
        active=0.3,
        units_per_useful_week=2.0,
        measuring=10.0,
    ),
    "value reports": Metric(
        title="value that people report in writing",
        unit="reports",
        useful=0.3,
        padding=3.0,
        weight=1.0,
        noise=0.5,
        job_spread=0.4,
        padding_spread=0.67,
        active=0.3,
        measuring=40.0,
    ),
}
PLAUSIBLE: dict[str, dict[str, Range]] = {
    "outcomes": {
        "padding": (2.0, 8.0),
        "noise": (0.2, 0.6),
        "job_spread": (0.2, 0.6),
        "padding_spread": (0.4, 1.0),
        "active": (0.15, 0.6),
    },
}
"""Plausible ranges of what a bundled row sets itself; `Metric` has those of what it leaves to the defaults."""


def blend(rows: dict[str, Metric], weights: dict[str, float]) -> Metric:
    """Return the row that counts several rows by weight: yields, prices and measuring add up, independent luck too.

    Spreads, the active level and units are the weighted mean of the rows'; luck multiplies only where it does in all.
    Figures that differ by world are (worlds, 1) arrays, and are not checked again.
    """
    total = sum(weights.values())
    parts = [(rows[name], weight / total) for name, weight in weights.items()]

    def mean(field: str) -> Any:
        return sum(weight * getattr(row, field) for row, weight in parts)

    added = {field: mean(field) for field in ("useful", "padding", "unmeasured", "weight", "price", "measuring")}
    mixed = {field: mean(field) for field in ("job_spread", "padding_spread", "active", "units_per_useful_week")}
    additive = any(row.noise_kind == "additive" for row, _ in parts)
    noise = sum((weight * row.noise) ** 2 for row, weight in parts) ** 0.5
    title = " and ".join(row.title or name for (row, _), name in zip(parts, weights, strict=True))
    kind: Literal["multiplicative", "additive"] = "additive" if additive else "multiplicative"
    figures: dict[str, Any] = added | mixed | {"title": title, "noise": noise, "noise_kind": kind, "unit": "units"}
    return Metric.model_construct(**figures)
