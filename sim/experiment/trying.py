"""Settings tried on the facts of a case: small companies, only the policies and weeks that its facts speak of."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from sim.company import Company
from sim.experiment.facts import FactResult, evaluate
from sim.experiment.pairing import Floats
from sim.experiment.provenance import MeasureInfo
from sim.experiment.results import Results
from sim.experiment.simulating import Record, known_measures
from sim.experiment.stacking import stack
from sim.experiment.units import SEATS
from sim.scenario import Case, Fact
from sim.scenario.drawn import lay

T = TypeVar("T")


class Size(NamedTuple):
    """How large a company is, and in how many worlds each setting is tried."""

    employees: int
    worlds: int


class Kept(Results):
    """Results that are kept in memory alone, of a case whose facts they are held against.

    Parameters
    ----------
    case
        The case, with the facts that are asked for.
    records
        For each policy that they speak of, each measure of shape (weeks, worlds); NaN in weeks that were not run.
    """

    def __init__(self, case: Case, records: Mapping[str, Record]) -> None:
        self.folder = Path()
        self.manifest = {}
        self.case = case
        self.policies = list(records)
        one = next(iter(records.values()))
        self.measures = {name: _INFORMED[name] for name in one}
        self.worlds = np.arange(next(iter(one.values())).shape[1], dtype=np.int32)
        self._units, self._once = [], {}
        self._cubes: dict[str, Floats] = {
            name: np.stack([record[name].T for record in records.values()]) for name in self.measures
        }


def try_settings(
    case: Case, settings: Sequence[Mapping[str, Any]], size: Size, first_world: int, facts: Sequence[Fact]
) -> list[list[FactResult]]:
    """Hold facts against a case under each of some settings, every setting in worlds of its own.

    Parameters
    ----------
    case
        A case, whose boards of the top few shrink with the company.
    settings
        Values by path, as `lay` takes them.
    size
        Of the companies that are simulated.
    first_world
        Number of the first setting's first world; those of the others follow.
    facts
        Facts of the case; one whose measure does not exist is left out.

    Returns
    -------
    list of lists of FactResult
        For each setting, the facts in their order.
    """
    return judge_settings(evaluate, case, settings, size, first_world, facts)


def judge_settings(
    judge: Callable[[Fact, Results], T],
    case: Case,
    settings: Sequence[Mapping[str, Any]],
    size: Size,
    first_world: int,
    facts: Sequence[Fact],
) -> list[list[T]]:
    """Return what `judge` makes of facts under each of some settings; the rest is as in `try_settings`."""
    known = tuple(fact for fact in facts if fact.measure in _INFORMED)
    case = scaled(case, size.employees).model_copy(update={"uncertain": {}, "facts": known})
    at_once = max(1, SEATS // (size.employees * size.worlds))
    found: list[list[T]] = []
    for start in range(0, len(settings), at_once):
        block = [lay(case, setting) for setting in settings[start : start + at_once]]
        found += _try_block(judge, case, block, size.worlds, first_world + start * size.worlds)
    return found


def scaled(case: Case, employees: int) -> Case:
    """Return the case with another number of people; a board shows as large a share of them as before."""
    shrunk = employees / case.company.employees
    policies = {
        policy: tuple(_scaled(change, shrunk) for change in changes) for policy, changes in case.policies.items()
    }
    company = case.company.model_copy(update={"employees": employees})
    return case.model_copy(update={"company": company, "policies": policies})


def _scaled(change: Any, shrunk: float) -> Any:
    if change.audience is None or change.audience.top is None:
        return change
    top = max(1, round(change.audience.top * shrunk))
    return change.model_copy(update={"audience": change.audience.model_copy(update={"top": top})})


def _try_block(
    judge: Callable[[Fact, Results], T], case: Case, block: list[Case], worlds: int, first_world: int
) -> list[list[T]]:
    wanted = {fact.measure for fact in case.facts}
    measures = [measure for measure in known_measures() if measure.name in wanted]
    stacked = stack(block, worlds)
    records: dict[str, Record] = {}
    for policy, last in _last_weeks(case).items():
        company = Company(stacked, policy, first_world, worlds * len(block), measures)
        for _ in range(last):
            company.step()
        records[policy] = company.record
    found = []
    for place in range(len(block)):
        mine = slice(place * worlds, (place + 1) * worlds)
        kept = {
            policy: {name: values[:, mine] for name, values in record.items()} for policy, record in records.items()
        }
        results = Kept(case, kept)
        found.append([judge(fact, results) for fact in case.facts])
    return found


def _last_weeks(case: Case) -> dict[str, int]:
    """Return the policies that the facts speak of, each with the last week that any of them asks for."""
    last: dict[str, int] = {}
    for fact in case.facts:
        for policy in (fact.policy, *fact.others, *([fact.over] if fact.over else [])):
            last[policy] = max(last.get(policy, 0), case.weeks if fact.of_peak else fact.weeks[-1])
    return last


_INFORMED = {
    measure.name: MeasureInfo(
        measure.name, measure.title, measure.unit, measure.formula, measure.better, measure.top, measure.form
    )
    for measure in known_measures()
}
