"""The page that a benchmark leaves: `README.md`."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.floor import Deed, numbers_of
from benchmarks.lines import ORDERED, TWINS, Line, over_twin
from benchmarks.rounds import Round, Sizes

PACKAGES = ("numpy", "scipy", "mesa", "pandas", "pyarrow", "pydantic", "matplotlib")

PAGE = """\
# How fast it is

Written by `make bench`. {rounds} rounds: in each, everything is measured once, commands three times, one after the
other, every company in a fresh process on one core, once its modules are loaded and a few people have passed two weeks
there. A figure is the median over the rounds; in brackets the least and the most. A ratio is taken within each round
first. Seconds depend on the machine, ratios much less.

{machine}

## What was ordered

{ordered}

From week 1 there are a board that all see, a target with a ratchet, reviews and audits; the rest is as it is by
default, and all {measures} measures are taken every week, of which those that compare with the time before launch are
no numbers. In the second line all is on that can be together, from week 9 (before, all measures need weeks to compare
with): pay by the unit with a step and a moving quota, prizes and a pool, a cap, a price of use, fines and dismissal,
training, a strategy, crowding out, know-how, aversion to risk, foresight, and errors in choice, drawn for every option
of those who choose. Not on is what would take the place of what is: a blend of metrics, boards and targets of teams,
boards of the top alone, other scores in reviews, the continuous rule of choice. That time is linear in weeks is taken
to mean: within a tenth, at 85,000 people. There, and for a person's week, creation is left out. Commands are timed as
whole processes, of which `python -c pass` takes {python}; the run goes from the command to the written report.

## Against plain Mesa

The same model, one object an employee (`sim/plain`), in a process of its own: its weeks 2 to 4, scaled to 52, creation
left out. The arrays' year is with creation and measures. Neither has compiled code of its own.

{twins}

## The floor

The draws, functions and sorts of such a year, and nothing else. One run is watched, and what it draws, evaluates and
sorts is noted with its size; then the same is done on arrays of these sizes. What is asked of the same numbers again
counts once; arrays below a thousand numbers, functions of several arguments, square roots and powers are left out,
which makes the floor lower. Numbers lie ready in the processor's cache, so that neighbours on the machine slow a year
down and hardly its floor. Sorted are floats, where the engine mostly sorts whole numbers, a fifth faster. `of_pairs`
draws ties and the traits of those
who are hired; `read` and `slope` read a smooth function from a table (expected ranks, traits). `chance` and `quantile`
are the normal distribution's: its functions themselves are evaluated here, as was ordered. The engine reads them from
tables; with these in their place the floor is {by_table}, the fourth line above. A floor grows with what the engine
asks for, so its numbers are kept with the ratios, and `make bench` says which have grown, and whether the floor is put
together otherwise than it was. Draws and tables are the engine's own: were they to become slower, so would the floor,
and the ratios to plain Mesa alone would tell.

{floor}

Above it lie some hundreds of plain passes over everybody's numbers a week, and the calls that start them: a company of
1,000 takes {small}, nearly all of it calls, which a company of any size pays.

## Where a year goes

The ten steps of a week and the seating of newcomers, 85,000 people, one run.

{steps}
"""


def page(
    machine: str, done: list[Round], sizes: Sizes, deeds: list[Deed], steps: dict[str, float], measures: int
) -> str:
    """Return the page.

    Parameters
    ----------
    machine
        What it was measured on.
    done
        What every round measured.
    sizes
        How large everything was.
    deeds
        What the floor consists of.
    steps
        Seconds of each step of the week in one run.
    measures
        How many measures were taken.
    """
    return PAGE.format(
        rounds=len(done),
        machine=machine,
        ordered=ordered(done),
        measures=measures,
        python=f"{median(each['python'] for each in done):.2f} s",
        twins=_twins(done),
        floor=_floor(deeds, done, sizes),
        by_table=_milliseconds(done, "floor by table"),
        small=f"{_figure(median(each['small'] for each in done))} s",
        steps=_steps(steps),
    )


def ordered(done: list[Round]) -> str:
    """Return what was ordered and what was measured, a line each."""
    rows = [_row(line, line.found(done)) for line in ORDERED]
    return _table(("", "ordered: at most", "aim", "measured", "", "reached"), rows)


def _row(line: Line, found: list[float]) -> tuple[str, ...]:
    aim = _figure(line.aim, line.unit) if line.aim is not None else ""
    wanted = line.what, _figure(line.ordered, line.unit), aim
    if not found:
        return *wanted, "not measured", "", ""
    value = median(found)
    between = f"({_figure(found[0])} to {_figure(found[-1])})" if len(found) > 1 else "(once)"
    reached = "no" if value > line.ordered else "yes" if line.aim is None or value <= line.aim else "yes, not the aim"
    if value <= line.ordered < found[-1]:
        reached += ", not in every round"
    return *wanted, _figure(value, line.unit), between, reached


def _twins(done: list[Round]) -> str:
    rows = []
    for people, (arrays, plain) in TWINS.items():
        seconds = (f"{_figure(median(each[name] for each in done))} s" for name in (arrays, plain))
        found = sorted(map(over_twin(people), done))
        between = f"({_figure(found[0])} to {_figure(found[-1])})"
        rows.append((people, *seconds, _figure(median(found)), between))
    return _table(("people", "arrays, a year", "plain Mesa, a year", "times as fast", ""), rows)


def _floor(deeds: list[Deed], done: list[Round], sizes: Sizes) -> str:
    rows = [
        (f"`{name}`", f"{number:.2f}", _milliseconds(done, f"floor: {name}"))
        for name, number in numbers_of(deeds, sizes.large, sizes.weeks).items()
    ]
    rows.append(("together", "", _milliseconds(done, "floor")))
    return _table(("", "numbers a person and week", "a year of 85,000 people"), rows)


def _milliseconds(done: list[Round], what: str) -> str:
    return f"{1e3 * median(each[what] for each in done):.0f} ms"


def _steps(steps: dict[str, float]) -> str:
    whole = sum(steps.values())
    return _table(("step", "share"), [(f"`{name}`", f"{taken / whole:.0%}") for name, taken in steps.items()])


def described() -> str:
    """Describe the machine, how busy it is now, and the versions."""
    cpu = Path("/proc/cpuinfo")
    models = [line for line in cpu.read_text().splitlines() if line.startswith("model name")] if cpu.exists() else []
    model = models[0].partition(": ")[2] if models else platform.processor()
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = f"load {os.getloadavg()[0]:.1f} before the start" if hasattr(os, "getloadavg") else "load not known"
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, {platform.system()}, {load}.\n"
        f"Python {platform.python_version()}, goodhart-sim {version('goodhart-sim')},\n{versions}."
    )


def _figure(value: float, unit: str = "") -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    number = f"{value:,.{digits}f}"
    return f"{number} times" if unit == "x" else f"{number} {unit}".rstrip()


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
