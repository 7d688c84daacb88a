"""Rounds: in each, everything is measured once, one after the other, so that ratios compare what ran side by side."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml

from benchmarks import company
from benchmarks.alone import alone, seconds_of
from benchmarks.floor import Deed, pass_floor

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "scenarios" / "amazon_meshclaw.yaml"
POLICIES = ("no metric", "as it happened", "board kept", "outcome metric")

Round = dict[str, float]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Sizes:
    """How large everything is."""

    large: int = 85_000
    larger: int = 1_000_000
    small: int = 1_000
    between: int = 10_000
    block: int = 32
    weeks: int = 52
    few: int = 12
    demo_worlds: int = 100
    demo_weeks: int = 104


def rounds(number: int, sizes: Sizes, deeds: list[Deed], tell: Tell) -> list[Round]:
    """Measure everything so many times; a single round leaves out the million people's whole year.

    Parameters
    ----------
    number
        How many rounds.
    sizes
        How large everything is.
    deeds
        What the floor consists of, see `floor.watch`.
    tell
        Is told how far it is.
    """
    done: list[Round] = []
    with demo(sizes) as command:
        for each in range(number):
            start = perf_counter()
            weeks_of_larger = sizes.weeks if number > 1 else sizes.few
            done.append(_companies(sizes, deeds, weeks_of_larger) | _twins(sizes) | _commands(command))
            tell(f"round {each + 1} of {number}: {perf_counter() - start:.0f} s")
    return done


def _companies(sizes: Sizes, deeds: list[Deed], weeks_of_larger: int) -> Round:
    """The arrays: one large company, its floor, weeks on end, a larger company, a block of small ones."""
    year = alone(company.pass_weeks, sizes.large, sizes.weeks)
    full = alone(company.pass_weeks, sizes.large, sizes.weeks, full=True)
    floor = alone(pass_floor, deeds, sizes.large)
    by_table = alone(pass_floor, deeds, sizes.large, by_table=True)
    larger = alone(company.pass_weeks, sizes.larger, weeks_of_larger)
    long = alone(company.pass_weeks, sizes.large, 2 * sizes.weeks)
    block = alone(company.pass_weeks, sizes.small, sizes.weeks, worlds=sizes.block)
    half, whole, double = (long.after[int(years * sizes.weeks) - 1] for years in (0.5, 1, 2))
    of_larger = {"larger": larger.seconds, "larger MB": larger.peak_mb} if weeks_of_larger == sizes.weeks else {}
    few = sizes.few - 1
    of_floor = {f"floor: {name}": seconds for name, seconds in floor.items()}
    return (
        of_larger
        | of_floor
        | {
            "large": year.seconds,
            "large created": year.created,
            "full": full.seconds,
            "large MB": year.peak_mb,
            "floor": sum(floor.values()),
            "floor by table": sum(by_table.values()),
            "person-week": year.after[few] / sizes.few / sizes.large,
            "person-week of larger": larger.after[few] / sizes.few / sizes.larger,
            "half a year": half,
            "a year": whole,
            "two years": double,
            "small in a block": block.seconds / sizes.block,
        }
    )


def _twins(sizes: Sizes) -> Round:
    """The plain Mesa twin, and the arrays where they were not measured above."""
    return {
        "small": alone(company.pass_weeks, sizes.small, sizes.weeks).seconds,
        "between": alone(company.pass_weeks, sizes.between, sizes.weeks).seconds,
        "plain small": alone(company.plain, sizes.small),
        "plain between": alone(company.plain, sizes.between),
        "plain large": alone(company.plain, sizes.large),
    }


def _commands(run: tuple[str, ...]) -> Round:
    """What a user waits for, from the command to its end; modules are compiled before."""
    lines = {
        "python": ("-c", "pass"),
        "import sim": ("-c", "import sim"),
        "--help": ("-m", "sim", "--help"),
        "validate": ("-m", "sim", "validate", str(DEMO)),
    }
    taken = {name: median(seconds_of(*line) for _ in range(3)) for name, line in lines.items()}
    with TemporaryDirectory() as out:
        return taken | {"run": seconds_of(*run, "--out", str(Path(out) / "results"), on=2)}


@contextmanager
def demo(sizes: Sizes) -> Iterator[tuple[str, ...]]:
    """Give the command that runs the demo with four of its policies, from a file to the report."""
    case = yaml.safe_load(DEMO.read_text("utf-8"))
    case["policies"] = {name: case["policies"][name] for name in POLICIES}
    case["facts"] = [
        fact for fact in case["facts"] if {fact["policy"], fact.get("against", case["baseline"])} <= {*POLICIES}
    ]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "demo.yaml"
        file.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True), "utf-8")
        options = (
            "--worlds",
            str(sizes.demo_worlds),
            "--weeks",
            str(sizes.demo_weeks),
            "--employees",
            str(sizes.small),
        )
        yield ("-m", "sim", "run", str(file), *options, "--jobs", "2")
