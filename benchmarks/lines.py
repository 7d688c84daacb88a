"""What is asked of the speed, and what a line of the benchmark says of it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import floor
from benchmarks.rounds import Round

KEPT = Path(__file__).with_name("ratios.json")
A_FIFTH, A_HUNDREDTH = 0.2, 0.01


@dataclass(frozen=True)
class Line:
    """Something that is ordered: at most `ordered` of a unit, with an aim below it where there is one."""

    what: str
    unit: str
    ordered: float
    aim: float | None
    of: Callable[[Round], float]

    def found(self, done: list[Round]) -> list[float]:
        """Return the line in the rounds that measured it, in order of size."""
        return sorted(self.of(each) for each in _with(done, self.of))


ORDERED = (
    Line("85,000 people, 52 weeks, one core, all on that is by default", "s", 1.5, 1.0, lambda at: at["large"]),
    Line("the same, all on that can be together", "s", 1.5, 1.0, lambda at: at["full"]),
    Line("the first, in times its floor", "x", 2.5, None, lambda at: at["large"] / at["floor"]),
    Line("the first, in times its floor by table", "x", 2.5, None, lambda at: at["large"] / at["floor by table"]),
    Line("1,000,000 people, 52 weeks, one core", "s", 30.0, None, lambda at: at["larger"]),
    Line("the same, most memory held", "MB", 2000.0, None, lambda at: at["larger MB"]),
    Line(
        "a person's week among 1,000,000, in times one among 85,000 (12 weeks)",
        *("x", 1.6, None),
        lambda at: at["person-week of larger"] / at["person-week"],
    ),
    Line("52 weeks in times twice 26 weeks", "x", 1.1, None, lambda at: at["a year"] / (2.0 * at["half a year"])),
    Line("104 weeks in times twice 52 weeks", "x", 1.1, None, lambda at: at["two years"] / (2.0 * at["a year"])),
    Line("1,000 people, 52 weeks, a world in a block of 32", "ms", 20.0, 14.0, lambda at: 1e3 * at["small in a block"]),
    Line("`goodhart --help`", "s", 0.4, None, lambda at: at["--help"]),
    Line("`goodhart validate`", "s", 0.6, None, lambda at: at["validate"]),
    Line("`import sim`", "s", 0.1, None, lambda at: at["import sim"]),
    Line("`goodhart run`: the demo, 4 policies in 100 worlds, 2 cores", "s", 20.0, None, lambda at: at["run"]),
)

TWINS: dict[str, tuple[str, str]] = {
    "1,000": ("small", "plain small"),
    "1,000, in a block of 32": ("small in a block", "plain small"),
    "10,000": ("between", "plain between"),
    "85,000": ("large", "plain large"),
}
"""People, and what of a round is held against what."""


def over_twin(people: str) -> Callable[[Round], float]:
    """Return how many times as fast as the plain Mesa twin the arrays are in a round."""
    arrays, plain = TWINS[people]
    return lambda at: at[plain] / at[arrays]


def ratios(done: list[Round]) -> dict[str, float]:
    """Return what tells releases apart on any machine; the larger, the better."""
    kept: dict[str, Callable[[Round], float]] = {
        "floor over a year of 85,000 people": lambda at: at["floor"] / at["large"],
        "that floor over a year with all on": lambda at: at["floor"] / at["full"],
        "a person's week among 85,000 over one among 1,000,000": lambda at: (
            at["person-week"] / at["person-week of larger"]
        ),
        **{f"plain Mesa over arrays, people: {people}": over_twin(people) for people in TWINS},
    }
    return {name: round(median(of(each) for each in done), 3) for name, of in kept.items()}


def fallen(now: dict[str, float], before: dict[str, float]) -> Iterator[str]:
    """Say which ratios have fallen by more than a fifth, or are not measured any more."""
    for name, was in before.items():
        if name not in now:
            yield f"{name}: not measured, was {was:.3g}"
        elif not now[name] >= (1.0 - A_FIFTH) * was:
            yield f"{name}: {now[name]:.3g}, was {was:.3g} ({now[name] / was - 1.0:.0%})"


def grown(now: dict[str, float], before: dict[str, float]) -> Iterator[str]:
    """Say of what the floor holds more than it did: that alone makes a ratio to it better."""
    for name, number in now.items() if before else ():
        if number > (1.0 + A_HUNDREDTH) * before.get(name, 0.0):
            yield f"{name}: {number:.2f} numbers a person and week, was {before.get(name, 0.0):.2f}"


def definition() -> str:
    """Return a digest of how the floor is put together: ratios to it compare as long as this stays."""
    return blake2b(Path(floor.__file__).read_bytes(), digest_size=8).hexdigest()


def last_release(what: str = "ratios") -> dict[str, float]:
    """Return the ratios that are kept, or the `floor`'s numbers, if any are."""
    return dict(_kept().get(what, {}))


def is_defined_otherwise() -> bool:
    """Return whether the floor is put together otherwise than when ratios were kept, or that is not known."""
    return KEPT.exists() and _kept().get("definition") != definition()


def keep(now: dict[str, float], numbers: dict[str, float], version: str) -> None:
    """Keep ratios, and the numbers of the floor they were taken to, as those of a release."""
    rounded = {name: round(number, 6) for name, number in numbers.items()}
    kept = {"version": version, "ratios": now, "floor": rounded, "definition": definition()}
    KEPT.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return found


def _with(done: list[Round], of: Callable[[Round], float]) -> Iterator[Round]:
    """Yield the rounds in which something was measured."""
    for each in done:
        try:
            of(each)
        except KeyError:
            continue
        yield each
