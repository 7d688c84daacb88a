"""Speed: employee-weeks a second of the arrays and of the same week in plain Mesa, in one run on one machine."""

import multiprocessing
import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any

from sim.scenario import Case, small_case
from sim.scenario.company import Firm
from sim.scenario.levers import Change

WEEKS, PLAIN_WEEKS, REPEATS = 52, 3, 3
SIZES = (1_000, 10_000, 85_000)
BLOCK = 32


@dataclass(frozen=True)
class Speed:
    """One line of the benchmark; `seconds` is the median for all `weeks`, creation and measures included.

    The plain model steps a few weeks and is scaled, its creation left out, which is in its favour.
    """

    name: str
    people: int
    weeks: int
    worlds: int
    seconds: float
    employee_weeks_per_second: float
    ratio_to_plain_mesa: float | None
    peak_mb: float

    def as_json(self) -> dict[str, Any]:
        """Return the line as an object of `bench --json`."""
        return asdict(self)


def bench(sizes: tuple[int, ...] = SIZES) -> Iterator[Speed]:
    """Measure both models at several sizes, each in a process of its own, one after the other.

    Parameters
    ----------
    sizes
        People in the company.

    Yields
    ------
    Speed
        For every size the plain model, then the arrays; last, a block of small worlds.
    """
    for people in sizes:
        plain = _alone(plain_mesa, people)
        yield plain
        yield _alone(_arrays, people, 1, plain.employee_weeks_per_second)
    yield _alone(_arrays, sizes[0], BLOCK, None)


def busy_case(people: int, weeks: int = WEEKS) -> Case:
    """Return a company in which every mechanism is at work from the first week, under the policy `board`."""
    change = Change.model_validate(
        {
            "week": 1,
            "metric": "tokens",
            "audience": "company",
            "target": {"share": 0.8, "ratchet": 0.1},
            "review": {"actual": 0.4, "stated": "not used"},
            "audit": {"rate": 0.01},
        }
    )
    small = small_case()
    return small.model_copy(
        update={"company": Firm(employees=people), "weeks": weeks, "policies": {"no metric": (), "board": (change,)}}
    )


def _alone(measure: Callable[..., Speed], *arguments: Any) -> Speed:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        return executor.submit(measure, *arguments).result()


def _arrays(people: int, worlds: int, plain: float | None) -> Speed:
    from sim.company import Company
    from sim.measures import all_measures

    def run() -> float:
        start = perf_counter()
        company = Company(busy_case(people), "board", worlds=worlds, measures=all_measures())
        while company.running:
            company.step()
        return perf_counter() - start

    run()
    seconds = median(run() for _ in range(REPEATS))
    pace = people * WEEKS * worlds / seconds
    ratio = None if plain is None else pace / plain
    return Speed("arrays", people, WEEKS, worlds, seconds, pace, ratio, peak_mb())


def plain_mesa(people: int) -> Speed:
    """Measure the plain Mesa twin in the same company."""
    from sim.plain import PlainCompany

    company = PlainCompany(busy_case(people), "board")
    company.step()
    taken = []
    for _ in range(PLAIN_WEEKS):
        start = perf_counter()
        company.step()
        taken.append(perf_counter() - start)
    seconds = sum(taken) / PLAIN_WEEKS * WEEKS
    return Speed("plain Mesa", people, WEEKS, 1, seconds, people * WEEKS / seconds, 1.0, peak_mb())


def peak_mb() -> float:
    """Return the most memory that this process has held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
