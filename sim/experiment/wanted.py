"""What a results folder is to hold once it is whole: which design points, and how many worlds at each."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from sim.experiment.keeping import DESIGN, ResultsError, usable
from sim.experiment.writing import keep
from sim.scenario.mistakes import printable
from sim.scenario.study import MOST
from sim.scenario.yaml12 import unfit

Point = tuple[Any, ...]
"""Values of a design point, in the order of the study's names."""


class _Form(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(strict=True)

    worlds: int = Field(ge=1, le=MOST)
    wanted: list[NonNegativeInt]
    points: list[list[Any]]


class Wanted(NamedTuple):
    """What was last asked of a folder.

    Attributes
    ----------
    worlds
        How many worlds, at each point.
    numbers
        The points that were asked for, in the order of the design; of a point that was drawn several times as often.
    points
        Every point that was ever asked for; its place is its number.
    """

    worlds: int
    numbers: tuple[int, ...] = (0,)
    points: tuple[Point, ...] = ((),)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Read what was last asked of a folder; None where it does not say.

        Raises
        ------
        ResultsError
            If it cannot be read, or is damaged.
        """
        path = folder / DESIGN
        try:
            read = _Form.model_validate(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ResultsError(f"{path} cannot be read: {error.strerror}") from None
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            words = ".".join(map(str, first["loc"]))
            raise damaged(folder, f"{words}: {first['msg']}" if words else first["msg"]) from None
        except (ValueError, RecursionError) as error:
            raise damaged(folder, str(error)) from None
        if max(read.wanted, default=-1) >= len(read.points):
            raise damaged(folder, f"there is no point {max(read.wanted)}")
        if len({len(point) for point in read.points}) > 1:
            raise damaged(folder, "its points differ in how many values they have")
        words = next(filter(None, (unfit(value) for point in read.points for value in point if type(value) is str)), "")
        if words:
            raise damaged(folder, printable(words))
        return cls(read.worlds, tuple(read.wanted), tuple(map(tuple, read.points)))

    @classmethod
    def asked(cls, folder: Path, points: Iterable[Point], worlds: int) -> Self:
        """Return what is wanted of a folder once these points are asked of it; the rest is as for `read`."""
        return (cls.read(folder) or cls(0, (), ())).asking(points, worlds)

    def keep(self, folder: Path) -> None:
        """Write it, unless it is there.

        Raises
        ------
        ResultsError
            If one may not write there.
        OSError
            If the disk is full or fails.
        """
        if Wanted.read(folder) == self:
            return
        written = {"worlds": self.worlds, "wanted": self.numbers, "points": self.points}
        with usable(folder):
            keep(folder / DESIGN, (json.dumps(written, ensure_ascii=False) + "\n").encode())

    def asking(self, points: Iterable[Point], worlds: int) -> Self:
        """Return what is wanted when these points are asked for: those that have a number keep it."""
        numbered = {as_json(point): number for number, point in enumerate(self.points)}
        asked = [(as_json(point), point) for point in points]
        new = {key: point for key, point in asked if key not in numbered}
        numbered |= {key: len(numbered) + place for place, key in enumerate(new)}
        return type(self)(worlds, tuple(numbered[key] for key, _ in asked), (*self.points, *new.values()))


def damaged(folder: Path, why: str) -> ResultsError:
    """Return the error for a folder whose list of points and worlds is not as it was written."""
    return ResultsError(f"{folder / DESIGN} is damaged ({why})")


def as_json(point: Point) -> str:
    """Return the values of a point as JSON; the same values, the same text."""
    return json.dumps(point, ensure_ascii=False, sort_keys=True)
