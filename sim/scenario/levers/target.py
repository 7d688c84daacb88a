"""A target: a level of the metric that people, or teams, are to reach every week. Amazon's 80 %; Nvidia's quota."""

from typing import Literal

from sim.scenario.setting import Definition, setting


class Target(Definition):
    """A weekly use that everybody, or every team, is to reach."""

    level: float | None = setting(
        None,
        unit="useful-week equivalents",
        gt=0,
        how="what a person's metric must reach in a week; empty: what counts as active",
    )
    share: float = setting(0.8, unit="share of people", gt=0, le=1, how="how many are to reach it")
    push: float = setting(
        0.8, unit="pressure", ge=0, le=3, how="how hard it is pushed at first; a shortfall adds to it"
    )
    ratchet: float = setting(
        0.0, unit="share a review", ge=0, le=1, how="how far the level moves to what was reached; 0: never"
    )
    of: Literal["person", "team"] = setting(
        "person", unit="choice", how="whether it is met by a person, or by a team once the share of its people meets it"
    )
    teams: float = setting(1.0, unit="share of teams", ge=0, le=1, how="how many teams have the target; 0: none")
