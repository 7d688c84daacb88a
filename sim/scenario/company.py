"""The company itself: size, teams, money, how it reviews people."""

from typing import Self

from pydantic import model_validator

from sim.scenario.mistakes import mistake_at
from sim.scenario.setting import Definition, setting

_LEAST_WAGE = 0.01


class Firm(Definition):
    """What does not depend on any policy."""

    employees: int = setting(1000, unit="people", ge=1, le=2_000_000, how="how many seats each simulated company has")
    team_size: int = setting(8, unit="people", ge=1, how="seats under one manager; the last team may be smaller")
    ties: int = setting(3, unit="people", ge=0, le=16, how="colleagues outside the team whom a person knows; 0: none")
    meter: str = setting(
        "tokens",
        unit="metric",
        how="what the AI's own meter reads: always billed, and measured where a policy names nothing else",
    )
    wage: float = setting(5000.0, unit="dollars a week", gt=0, how="what a baseline week costs; converts to money")
    training: float = setting(
        5000.0,
        unit="dollars a point of AI skill",
        ge=0,
        how="what it costs to train a person from 0 to mastery; 0: nothing",
    )
    review_every: int = setting(26, unit="weeks", ge=1, le=1_000_000, how="weeks between reviews")
    promoted: float = setting(0.04, unit="share a review", ge=0, le=1, how="best rated who are promoted; 0: nobody")
    dismissed: float = setting(0.005, unit="share a review", ge=0, le=1, how="worst rated who must go; 0: nobody")
    quits_a_year: float = setting(
        0.17,
        unit="share a year",
        ge=0,
        lt=1,
        how="quits when nothing presses; 0: nobody",
        source="15-20 % in technology",
    )
    replacement: float = setting(20.0, unit="baseline weeks", ge=0, how="what it costs to replace somebody")

    @model_validator(mode="after")
    def _money_can_be_counted_in_wages(self) -> Self:
        if self.wage < _LEAST_WAGE:
            words = f"found {self.wage:g}; expected {_LEAST_WAGE:g} or more: money is counted in wages"
            raise mistake_at(("wage",), words)
        return self
