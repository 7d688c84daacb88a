"""A bonus on the metric: a schedule, prizes by rank, or a share of a pool. Sales contests; piece rates of theory."""

from typing import Self

from pydantic import Field, model_validator

from sim.scenario.setting import Definition, Many, setting


class Step(Definition):
    """From a metric on, every further unit earns this much more than before."""

    above: float = Field(0.0, ge=0, description="metric from which it counts, useful-week equivalents")
    rate: float = Field(description="baseline weeks a unit")


class Bonus(Definition):
    """Pay that hangs on one's own metric, all in baseline weeks a week."""

    schedule: Many[Step] = setting(
        (),
        unit="list of above, rate",
        how="piecewise linear pay: from `above` on each unit earns `rate` more; empty: none",
    )
    prize: float = setting(0.0, unit="baseline weeks", ge=0, how="what each of the highest wins; 0: no prizes")
    winners: float = setting(0.1, unit="share of people", gt=0, lt=1, how="how many of the highest win the prize")
    pool: float = setting(
        0.0, unit="baseline weeks a person", ge=0, how="pool shared in proportion to the metric; 0: no pool"
    )
    over_own_past: float = setting(
        0.0,
        unit="share a week",
        ge=0,
        le=1,
        how="how fast a person's own quota, above which the schedule pays, follows what was reached; 0: none",
    )

    @model_validator(mode="after")
    def _rises(self) -> Self:
        places = [step.above for step in self.schedule]
        if places != sorted(places):
            raise ValueError("the steps of a schedule must be in rising order of above")
        return self
