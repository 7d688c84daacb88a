"""What the processes of the benchmark do with a company; imports lie inside, so that each loads what it needs."""

from time import perf_counter
from typing import NamedTuple
from unittest.mock import patch


class Passed(NamedTuple):
    """How long a company took: seconds to create it, seconds since then after each week, most memory held in MB."""

    created: float
    after: list[float]
    peak_mb: float

    @property
    def seconds(self) -> float:
        """Creation and all weeks."""
        return self.created + self.after[-1]


def pass_weeks(people: int, weeks: int, worlds: int = 1, full: bool = False) -> Passed:
    """Create the busy company, or the one with all on, and let weeks pass, all measures taken, after a few did so."""
    from sim.company import Company
    from sim.experiment.benchmark import busy_case, full_case, peak_mb
    from sim.measures import all_measures

    make = full_case if full else busy_case
    measures, case, few = all_measures(), make(people, weeks), make(50, 2)
    company = Company(few, "board", measures=measures)
    while company.running:
        company.step()
    start = perf_counter()
    company = Company(case, "board", worlds=worlds, measures=measures)
    created = perf_counter()
    after = []
    for _ in range(weeks):
        company.step()
        after.append(perf_counter() - created)
    return Passed(created - start, after, peak_mb())


def plain(people: int) -> float:
    """Return seconds that the plain Mesa twin takes for a year."""
    from sim.experiment.benchmark import plain_mesa

    return plain_mesa(people).seconds


def by_step(people: int, weeks: int) -> dict[str, float]:
    """Return the seconds that each step of the week takes in all, in the order of the week."""
    from sim.company import Company, week
    from sim.experiment.benchmark import busy_case
    from sim.measures import all_measures

    taken: dict[str, float] = {}

    def timed(name: str) -> None:
        step = getattr(week, name)

        def run(company: Company) -> None:
            start = perf_counter()
            step(company)
            taken[name] = taken.get(name, 0.0) + perf_counter() - start

        setattr(timed_week, name, run)

    company = Company(busy_case(people, weeks), "board", measures=all_measures())
    with patch("sim.company.company.week", spec=week) as timed_week:
        for name in Company.step.__code__.co_names:
            if callable(getattr(week, name, None)):
                timed(name)
        while company.running:
            company.step()
    return taken


def measures() -> int:
    """Return how many measures are taken."""
    from sim.measures import all_measures

    return len(all_measures())
