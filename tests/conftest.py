"""Small companies to try things on."""

import json
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from sim.company import Company
from sim.measures import Measure, all_measures
from sim.scenario import Case

BOARD: dict[str, Any] = {
    "week": 5,
    "metric": "tokens",
    "audience": "company",
    "target": {"share": 0.8, "push": 0.8, "level": 0.066},
    "review": {"actual": 0.4, "stated": "not used"},
}
QUICK = {"company.employees": 160, "behaviour.idea.own": 0.1, "behaviour.choice.redo": 0.3}


@pytest.fixture(scope="session")
def board() -> dict[str, Any]:
    """A dated change: from week 5 a public board of tokens with a target, which managers use and deny to use."""
    return BOARD


@pytest.fixture(scope="session")
def small() -> Callable[..., Case]:
    """Build a case of 96 people in teams of 8 and 30 weeks, with `settings` by their path laid over the defaults."""

    def build(
        changes: Sequence[Mapping[str, Any]] = (BOARD,), settings: Mapping[str, Any] | None = None, **given: Any
    ) -> Case:
        data: dict[str, Any] = {"title": "small", "weeks": 30, "seed": 1, "policies": {"none": [], "policy": changes}}
        data |= given
        for path, value in ({"company.employees": 96} | dict(settings or {})).items():
            *groups, last = path.split(".")
            part = data
            for group in groups:
                part = part.setdefault(group, {})
            part[last] = value
        return Case.model_validate(data)

    return build


@pytest.fixture(scope="session")
def ran() -> Callable[..., Company]:
    """Run a company of a case for some weeks, all of them when left out."""

    def run(
        case: Case,
        policy: str = "policy",
        weeks: int | None = None,
        worlds: int = 1,
        first_world: int = 0,
        measures: Sequence[Measure] = (),
    ) -> Company:
        company = Company(case, policy, first_world, worlds, measures)
        for _ in range(case.weeks if weeks is None else weeks):
            company.step()
        return company

    return run


@pytest.fixture(scope="session")
def state() -> Callable[[Company], dict[str, Any]]:
    """Take a copy of everything that a company carries from week to week, by name."""

    def copy(company: Company) -> dict[str, Any]:
        people = {field.name: getattr(company.people, field.name).copy() for field in fields(company.people)}
        others = {"push": company.push, "level": company.level, "behind": company.behind}
        return people | {name: np.array(values) for name, values in (others | company.record).items()}

    return copy


@pytest.fixture(scope="session")
def late(small: Callable[..., Case], ran: Callable[..., Company]) -> Callable[..., Any]:
    """Give a measure's mean over the last 8 weeks in each of 6 worlds, under the board with some levers moved."""
    records: dict[str, dict[str, Any]] = {}

    def mean(measure: str, settings: Mapping[str, Any] | None = None, policy: str = "policy", **levers: Any) -> Any:
        key = json.dumps([settings, policy, levers], sort_keys=True)
        if key not in records:
            case = small([BOARD | levers], QUICK | dict(settings or {}))
            records[key] = ran(case, policy, worlds=6, measures=all_measures()).record
        return records[key][measure][-8:].mean(axis=0)

    return mean


def pytest_configure() -> None:
    """Hear Ctrl-C, and let the programs that tests start hear it, also where the tests run in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
