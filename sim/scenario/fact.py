"""A fact that a case must show, with its band and its source."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.setting import Definition, Many


class Fact(Definition):
    """One row of a scenario's facts: a measure over some weeks, held against a band in every world."""

    id: str = ""
    says: str = ""
    measure: str
    policy: str
    weeks: Many[int] = Field(min_length=2, max_length=2)
    against: str | Annotated[Many[str], Field(min_length=1)] | None = None
    over: str | None = None
    of_peak: bool = False
    less_weeks: Many[int] | None = Field(None, min_length=2, max_length=2)
    between: Many[float] | None = Field(None, min_length=2, max_length=2)
    above: float | None = None
    below: float | None = None
    in_at_least: float = Field(0.9, gt=0, le=1)
    role: Literal["calibrate", "untouched"] = "untouched"
    kind: Literal["informative", "robust", "consequence"] = "informative"
    source: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        """Read ``week: 48`` as ``weeks: [48, 48]`` and ``direction: down`` as ``below: 0``."""
        if not isinstance(data, dict):
            return data
        long = dict(data)
        if isinstance(data.get("week"), int) and "weeks" not in data:
            long["weeks"] = [long["week"], long.pop("week")]
        if data.get("direction") in ("up", "down"):
            long["above" if long.pop("direction") == "up" else "below"] = 0.0
        return long

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        bands = [name for name in ("between", "above", "below") if getattr(self, name) is not None]
        if len(bands) != 1:
            raise ValueError(f"expected exactly one of between, above, below; found {' and '.join(bands) or 'none'}")
        compared = (self.against is not None, self.over is not None, self.of_peak, self.less_weeks is not None)
        if sum(compared) > 1:
            raise ValueError("at most one of against, over, of_peak and less_weeks can be given")
        for weeks in (self.weeks, self.less_weeks or (1, 1)):
            if not 1 <= weeks[0] <= weeks[1]:
                raise ValueError(f"weeks must run from an earlier to a later week, from 1; found {list(weeks)}")
        if self.between is not None and self.between[0] > self.between[1]:
            raise ValueError(f"between must run from low to high; found {list(self.between)}")
        return self

    @property
    def others(self) -> tuple[str, ...]:
        """The policies that `against` names: the value is the difference to the highest of them."""
        return (self.against,) if isinstance(self.against, str) else self.against or ()

    @property
    def band(self) -> tuple[float, float]:
        """Low and high end of the band; open ends are infinite."""
        if self.between is not None:
            return self.between[0], self.between[1]
        low = -float("inf") if self.above is None else self.above
        return low, float("inf") if self.below is None else self.below
