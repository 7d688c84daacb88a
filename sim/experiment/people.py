"""People of one simulated company, week by week: it is simulated again, with the same luck, and nothing is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats
from sim.experiment.provenance import unlike
from sim.experiment.results import Results, Weeks

if TYPE_CHECKING:
    from sim.company import Company

_SAME = 1e-9
"""How far, relative to its size, a number that is simulated again may lie from the one that is kept."""
_CHECKED = ("metric", "real value", "prevalence", "claimed value")


def people(
    results: Results,
    policy: str,
    world: int = 0,
    weeks: Weeks | None = None,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return everybody in one company under one policy, a row a person and week.

    The company is simulated again up to the last week asked for; its measures must come out as they are kept.

    Parameters
    ----------
    results
        Of a run.
    policy
        Name of the policy.
    world
        Number of the company.
    weeks
        First and last week, both included; by default all.
    columns
        Names from `COLUMNS`; by default all.

    Returns
    -------
    DataFrame
        Columns week (from 1), seat, generation (of the person in the seat, from 0), team, then those asked for. The
        rows of a week are the people who worked in it, by seat.

    Raises
    ------
    ResultsError
        If there is no such policy, world, week or column, or the company does not come out as it is kept.
    """
    return companies(results, policy, [world], weeks, columns)[0]


def companies(
    results: Results,
    policy: str,
    worlds: Sequence[int],
    weeks: Weeks | None = None,
    columns: Sequence[str] | None = None,
) -> list[pd.DataFrame]:
    """Return the people of several companies, a table each as `people` gives; raises as it does.

    Companies whose numbers follow each other are simulated together, which takes a fifth of the time.
    """
    names = list(COLUMNS) if columns is None else list(columns)
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise ResultsError(f"people have no column '{unknown[0]}'; they have {', '.join(COLUMNS)}")
    first, last = weeks or (1, results.case.weeks)
    results.per_week(policy, _checked(results)[0], (first, last))
    return [table for block in _blocks(worlds) for table in _block(results, policy, block, (first, last), names)]


def _blocks(worlds: Sequence[int]) -> list[NDArray[np.int_]]:
    """Return the worlds in order, in parts of which each follows the one before."""
    numbers = np.asarray(worlds)
    return np.split(numbers, np.flatnonzero(np.diff(numbers) != 1) + 1)


def _block(
    results: Results, policy: str, worlds: NDArray[np.int_], weeks: Weeks, names: Sequence[str]
) -> list[pd.DataFrame]:
    first, last = weeks
    seen: list[dict[str, NDArray[Any]]] = []

    def look(company: "Company") -> Floats:
        if company.week >= first:
            seen.append({name: read(company).copy() for name, read in {**_KEYS, **_chosen(names)}.items()})
        return np.full(company.worlds, np.nan)

    _simulate(results, policy, worlds, last, look)
    seats = results.case.company.employees
    when = {"week": np.repeat(np.arange(first, last + 1), seats), "seat": np.tile(np.arange(seats), len(seen))}
    return [
        pd.DataFrame(when | {name: np.concatenate([week[name][place] for week in seen]) for name in seen[0]})
        for place in range(len(worlds))
    ]


def ties(results: Results, world: int = 0) -> pd.DataFrame:
    """Return who knows whom across teams in one company, a row a tie: columns seat, other.

    Raises
    ------
    ResultsError
        If there is no such world.
    """
    company = _company(results, results.case.baseline, np.array([world]), ())
    seat, place = np.nonzero(company.ties.known[0])
    return pd.DataFrame({"seat": seat, "other": company.ties.whom[0][seat, place]}).drop_duplicates(ignore_index=True)


def _simulate(
    results: Results, policy: str, worlds: NDArray[np.int_], last: int, look: "Callable[[Company], Floats]"
) -> None:
    """Simulate companies again, look at them while their weeks are measured, and check them against what is kept."""
    from sim.measures import Measure, all_measures

    checked = _checked(results)
    looking = Measure(name="people", title="", unit="", formula="", of=look)
    company = _company(results, policy, worlds, [*(m for m in all_measures() if m.name in checked), looking])
    for _ in range(last):
        company.step()
    for name in checked:
        kept = results.per_week(policy, name, (1, last))
        for place, world in enumerate(worlds):
            again = company.record[name][:last, place]
            _compare(results, name, kept[results.worlds == world][0], again, f"world {world} under “{policy}”")


def _company(results: Results, policy: str, worlds: NDArray[np.int_], measures: Sequence[Any]) -> "Company":
    from sim.company import Company

    strange = worlds[~np.isin(worlds, results.worlds)]
    if len(strange):
        there = f"there are {results.worlds[0]} to {results.worlds[-1]}"
        raise ResultsError(f"there is no world {strange[0]} here; {there}")
    return Company(results.case, policy, first_world=int(worlds[0]), worlds=len(worlds), measures=measures)


def _checked(results: Results) -> list[str]:
    """Return the measures that tell whether a company comes out as it is kept.

    Raises
    ------
    ResultsError
        If none of them is kept.
    """
    found = [name for name in _CHECKED if name in results.measures]
    if not found:
        raise ResultsError(f"people can be looked at where one of these measures is kept: {', '.join(_CHECKED)}")
    return found


def _compare(results: Results, name: str, kept: Floats, again: Floats, what: str) -> None:
    same = np.isclose(kept, again, rtol=_SAME, atol=_SAME, equal_nan=True)
    if same.all():
        return
    week = int(np.flatnonzero(~same)[0])
    versions = unlike(results.manifest)
    why = f"version {versions[0]} wrote them, this is {versions[1]}" if versions else "another program wrote them"
    raise ResultsError(
        f"{what} does not come out as {results.folder} keeps it: {name} in week {week + 1} is {again[week]:.6g} now "
        f"and {kept[week]:.6g} there; {why}. Run the scenario again to look at its people"
    )


def _of_people(name: str) -> "Callable[[Company], NDArray[Any]]":
    return lambda company: np.asarray(getattr(company.people, name))


def _believed(company: "Company") -> Floats:
    from sim.company.readings import believed

    return believed(company)


def _padded(company: "Company") -> Floats:
    from sim.company.readings import padded_part

    return padded_part(company)


def _counts(company: "Company") -> Floats:
    """Return the weight that each person's manager gives the number, not a number while none is counted."""
    use = company.teams.spread(company.managers_use())
    return use if company.counted else np.full_like(use, np.nan)


def _target(company: "Company") -> Floats:
    everybody = np.ones((company.worlds, company.seats))
    return everybody * (company.level if company.levers.target is not None else np.nan)


_KEYS: "Mapping[str, Callable[[Company], NDArray[Any]]]" = {
    "generation": _of_people("generation"),
    "team": lambda company: np.broadcast_to(company.teams.of_seat, (company.worlds, company.seats)),
}
COLUMNS: "Mapping[str, Callable[[Company], NDArray[Any]]]" = {
    "honest": _of_people("honest"),
    "skill": _of_people("skill"),
    "AI value": _of_people("ai_value"),
    "job": _of_people("job"),
    "useful": _of_people("useful"),
    "padding": _of_people("padding"),
    "unmeasured": _of_people("unmeasured"),
    "metric": _of_people("metric"),
    "aim": _of_people("mean_metric"),
    "padded": _padded,
    "value": _of_people("value"),
    "incidents": _of_people("incidents"),
    "belief": _believed,
    "manager's weight": _counts,
    "target": _target,
    "rating": _of_people("rating"),
    "left": _of_people("left"),
}
"""What can be read of a person.

honest: never pads · skill, AI value: what work, and AI, bring this person · job: by how many standard deviations the
job takes more of the number than others · useful, padding, unmeasured: efforts, shares of a week · metric, padded, aim:
the number, padding's part of it, and what it would be without luck, useful-week equivalents · value: what gets done,
baseline weeks · incidents: how many the week's use of AI caused · belief: how likely the person thinks it that the
number counts · manager's weight: what it really counts · target: what the number is to reach · rating: at the last
review · left: at the end of the week.
"""


def _chosen(names: Sequence[str]) -> "Mapping[str, Callable[[Company], NDArray[Any]]]":
    return {name: COLUMNS[name] for name in names}
