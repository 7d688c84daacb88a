"""What a results folder is to hold once it is whole: which design points, and how many worlds at each."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Self

from sim.experiment.keeping import DESIGN, ResultsError, keep, usable

Point = tuple[Any, ...]
"""Values of a design point, in the order of the study's names."""


class Wanted(NamedTuple):
    """What was last asked of a folder.

    Attributes
    ----------
    worlds
        How many worlds, at each point.
    numbers
        The points that were asked for, in the order of the design; a point that is there twice has one number.
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
            read = json.loads(path.read_text(encoding="utf-8"))
            return cls(int(read["worlds"]), tuple(map(int, read["wanted"])), tuple(map(tuple, read["points"])))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ResultsError(f"{path} cannot be read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError) as error:
            raise ResultsError(f"{path} is damaged ({error})") from None

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


def as_json(point: Point) -> str:
    """Return the values of a point as JSON; the same values, the same text."""
    return json.dumps(point, ensure_ascii=False, sort_keys=True)
