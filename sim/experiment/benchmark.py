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
    """Return a company with a board, a target, reviews and audits from the first week, under the policy `board`.

    All else is as it is by default; `full_case` has on what is off then.
    """
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


def full_case(people: int, weeks: int = WEEKS) -> Case:
    """Return a company in which all is on that can be together, from week 9, so that no measure is without a number.

    Beside what `busy_case` has: pay by the unit with a step and a quota that moves, prizes and a pool, a cap, a price
    of use, fines and dismissal, training, a strategy, crowding out, know-how, aversion to risk, foresight, and errors
    in choice. Not on is what would take the place of what is: a blend of metrics, boards and targets of teams, boards
    of the top alone, other scores in reviews, the continuous rule of choice.
    """
    board = {
        "week": 9,
        "metric": "tokens",
        "audience": "company",
        "target": {"share": 0.8, "ratchet": 0.1},
        "bonus": {
            "schedule": [{"above": 0.0, "rate": 0.05}, {"above": 0.3, "rate": 0.1}],
            "over_own_past": 0.1,
            "prize": 0.05,
            "winners": 0.01,
            "pool": 0.01,
        },
        "review": {"actual": 0.4, "stated": "not used"},
        "audit": {"rate": 0.01, "fine": 0.3, "dismissed": 0.2},
        "limits": {"cap": 3.0, "chargeback": 0.1},
        "strategy": 0.5,
        "training": 0.002,
    }
    return Case.model_validate(
        {
            "title": "All at once",
            "weeks": weeks,
            "company": {"employees": people},
            "policies": {"no metric": [], "board": [board]},
            "people": {"foresight": {"uniform": {"low": 0.0, "high": 1.0}}},
            "behaviour": {
                "motive": {"crowding": 0.5},
                "knowhow": {"practice": 0.3, "ease": 2.0},
                "choice": {"risk_aversion": 0.5, "discount": 0.01, "job_loss": 0.1, "precision": 50.0},
            },
        }
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
