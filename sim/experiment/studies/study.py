"""A study as it is run: its scenario, the parameters that are varied, and the points at which they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pandas as pd

from sim.experiment.pairing import Floats
from sim.experiment.studies import design
from sim.experiment.wanted import Point, as_json
from sim.scenario import Case, ScenarioError
from sim.scenario.laying import Laid
from sim.scenario.study import MOST, StudyFile

Weeks = tuple[int, int]
_SHOWN = 3


@dataclass(frozen=True, eq=False)
class Study:
    """A design x policies x worlds; `sim.load_study` reads one from a file.

    Attributes
    ----------
    name
        The study file's name without its ending.
    text
        The study file, verbatim.
    file
        What the study file says, checked.
    case
        The scenario as it is where nothing is varied, with the study's policies and worlds, and without facts.
    points
        Values of each design point, in the order of `names`; a point that was drawn several times is there as often.
    measures
        Names of the measures that are kept.
    """

    name: str
    text: str
    file: StudyFile
    case: Case
    points: tuple[Point, ...]
    measures: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Names of what is varied: paths, or names that the study gives them."""
        return list(self.file.paths)

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """For each name, the paths in the scenario that take its value."""
        return tuple(self.file.paths.values())

    @property
    def every_week(self) -> bool:
        """Whether every week is kept, besides the means."""
        return self.file.keep == "every week"

    @property
    def weeks(self) -> Weeks:
        """First and last of the weeks over which each company's mean is taken."""
        if self.file.weeks is not None:
            return self.file.weeks[0], self.file.weeks[1]
        return self.case.weeks - -(-self.case.weeks // 4) + 1, self.case.weeks

    @property
    def runs(self) -> int:
        """How many companies are simulated: points x policies x worlds; a point that was drawn twice is run once."""
        return len(unlike(self.points)) * len(self.case.policies) * self.case.worlds

    def case_at(self, point: Sequence[Any]) -> Case:
        """Return the scenario at a design point, its values in the order of `names`."""
        values = zip(self.paths, point, strict=True)
        return Laid(self.case).under({path: value for paths, value in values for path in paths})

    def with_points(self, points: pd.DataFrame | Floats | Iterable[Sequence[Any] | Mapping[str, Any]]) -> Self:
        """Return the study at other points: a design that is made elsewhere.

        Parameters
        ----------
        points
            One row a point, shape (points, names): an array or rows in the order of `names`, or a frame or mappings
            with the names as keys.

        Raises
        ------
        ValueError
            If the names do not agree, or the scenario does not take a value; the message has the first ones.
        """
        study = replace(self, points=tuple(self._listed(points)))
        for point, error in study.refused(_SHOWN):
            raise ValueError(f"the scenario cannot be as in {dict(zip(self.names, point, strict=True))}: {error}")
        return study

    def with_worlds(self, worlds: int) -> Self:
        """Return the study with so many worlds at each point.

        Raises
        ------
        ValueError
            If they are none, or too many.
        """
        if not 1 <= worlds <= MOST:
            raise ValueError(f"there can be 1 to {MOST:,} worlds at each point; found {worlds:,}")
        return replace(self, case=self.case.model_copy(update={"worlds": worlds}))

    def at_quantiles(self, unit: Floats) -> list[Point]:
        """Return points from places in the unit cube, shape (points, names).

        0 is the low end of a range, 1 its high end; a distribution is taken at that quantile, a list at that place.

        Raises
        ------
        ValueError
            If the study lists its points, so that its parameters have no ranges.
        """
        if self.file.design.points is not None:
            raise ValueError("this study lists its points; ranges stand under vary, with another design")
        return design.at_quantiles(self.file, np.asarray(unit, dtype=np.float64))

    def more_points(self, points: int) -> Self:
        """Return the study with so many points in all, the first ones as they are.

        Raises
        ------
        ValueError
            If it is no sample.
        """
        if self.file.design.size is None:
            raise ValueError(
                "only a Latin hypercube or a Sobol sequence is made longer; write more points into the study"
            )
        added = design.sample(self.file, self.case.seed, len(self.points), max(points, len(self.points)))
        return replace(self, points=(*self.points, *added) if points > len(self.points) else self.points)

    def refused(self, most: int) -> Iterable[tuple[Point, ScenarioError]]:
        """Yield up to `most` points that the scenario cannot take, each with what is wrong there."""
        laid = Laid(self.case)
        found = 0
        for point in unlike(self.points):
            try:
                laid.under({path: value for paths, value in zip(self.paths, point, strict=True) for path in paths})
            except ScenarioError as error:
                yield point, error
                found += 1
                if found == most:
                    return

    def _listed(self, points: Any) -> Iterable[Point]:
        if isinstance(points, pd.DataFrame):
            points = points.to_dict("records")
        rows = points.tolist() if isinstance(points, np.ndarray) else list(points)
        for row in rows:
            named = row if isinstance(row, Mapping) else None
            if (set(named) != set(self.names)) if named is not None else (len(row) != len(self.names)):
                raise ValueError(f"every point gives a value to each of {', '.join(self.names)}; found {row}")
            yield tuple(_plain(row[name] if named is not None else row[place]) for place, name in enumerate(self.names))


def unlike(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return points without those that are there before."""
    return tuple({as_json(point): point for point in points}.values())


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
