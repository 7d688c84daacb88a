"""Limits on metered use: a cap, and a budget that people's own teams pay from. Uber's cap of 2026."""

from sim.scenario.setting import Definition, setting


class Limits(Definition):
    """What holds metered use down."""

    cap: float | None = setting(
        None, unit="useful-week equivalents", gt=0, how="most that a person can use in a week; empty: no cap"
    )
    chargeback: float = setting(
        0.0, unit="share of the bill", ge=0, le=1, how="how much of their use people feel as their own cost; 0: none"
    )
