"""What is asked about: a measure under one policy, or what a policy changes in it against another."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple, Protocol, Self

import pandas as pd

from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, mean_of
from sim.experiment.studies.study import Study
from sim.experiment.studies.sweep import Sweep
from sim.scenario.mistakes import nearest, quote
from sim.scenario.reading import parse_path

CHIEF = "surplus"


class Swept(Protocol):
    """A study that was run; `Sweep` is one."""

    def cube(self, measure: str) -> Floats:
        """Return each company's mean, shape (points, policies, worlds), in the order of the study that was run."""


Run = Callable[[Study], Swept]
"""What runs a study: `sim.sweep`, or `partial(sim.sweep, jobs=4, out=folder)`, or any function at all."""


class Outcome(NamedTuple):
    """A measure of a policy's companies, less that of another policy in the same companies.

    Attributes
    ----------
    measure
        Its name.
    policy
        The policy.
    against
        The policy whose value is taken off, company by company; None: nothing is.
    """

    measure: str
    policy: str
    against: str | None = None

    def of(self, study: Study, swept: Swept) -> Floats:
        """Return it for each point and company, shape (points, worlds)."""
        policies = list(study.case.policies)
        cube = swept.cube(self.measure)
        values = cube[:, policies.index(self.policy)]
        return values if self.against is None else values - cube[:, policies.index(self.against)]

    def turned(self) -> Self:
        """Return what the other policy changes against this one; the same where there is no other."""
        return self if self.against is None else self._replace(policy=self.against, against=self.policy)

    def __str__(self) -> str:
        less = f" less that under “{self.against}”" if self.against is not None else ""
        return f"{self.measure} under “{self.policy}”{less}"


def with_policies(study: Study, *policies: str | None) -> Study:
    """Return the study with these of its policies, in its own order, then those of which a lever is varied."""
    steps = [parse_path(path) for paths in study.paths for path in paths]
    varied = {step[1] for step in steps if step[0] == "policies"}
    asked = [name for name in study.case.policies if name in policies]
    names = (*asked, *(name for name in study.case.policies if name in varied and name not in policies))
    kept = {name: study.case.policies[name] for name in names}
    baseline = study.case.baseline if study.case.baseline in kept else names[0]
    case = study.case.model_copy(update={"policies": kept, "baseline": baseline})
    return replace(study, case=case, file=study.file.model_copy(update={"policies": names}))


def outcome_of(
    study: Study, measure: str | None = None, policy: str | None = None, against: str | None = None
) -> Outcome:
    """Return what is asked about, filled up: surplus, of the first policy that is not the baseline, less the baseline.

    Raises
    ------
    ResultsError
        If the study has no such measure or policy.
    """
    policies = list(study.case.policies)
    measure = known_measure(study, measure)
    if policy is None:
        policy = next((name for name in policies if name not in (study.case.baseline, against)), policies[0])
    known(policy, policies, "policy")
    if against is None and study.case.baseline != policy:
        against = study.case.baseline
    if against is not None:
        known(against, policies, "policy")
    return Outcome(measure, policy, None if against == policy else against)


def by_point(swept: Sweep, outcome: Outcome) -> pd.DataFrame:
    """Return an outcome at each point of a study, as a heat map takes it; a point that was drawn twice is there once.

    Returns
    -------
    DataFrame
        Columns point, one a varied parameter, then mean, low, high: over companies, with the 95 % interval.
    """
    means = [mean_of(values)._asdict() for values in outcome.of(swept.study, swept)]
    return pd.concat([swept.points.reset_index(), pd.DataFrame(means)], axis=1).drop_duplicates(
        "point", ignore_index=True
    )


def known_measure(study: Study, measure: str | None) -> str:
    """Return the measure, or surplus, or the study's first one; raise `ResultsError` where the study keeps no such."""
    if measure is None:
        return CHIEF if CHIEF in study.measures else study.measures[0]
    return known(measure, study.measures, "measure")


def at_points(study: Study, unit: Floats) -> Study:
    """Return the study at places in the unit cube, (points, names); raise `ResultsError` where the scenario refuses."""
    try:
        return study.with_points(study.at_quantiles(unit))
    except ValueError as error:
        raise ResultsError(str(error)) from None


def known(name: str, names: Sequence[str], what: str) -> str:
    """Return a name; raise `ResultsError` with the nearest right one where it is not among those that there are."""
    if name not in names:
        hint = nearest(name, names) or f"; there are {', '.join(map(quote, names))}"
        raise ResultsError(f"there is no {what} called {quote(name)} in this study{hint}")
    return name


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows fit for JSON: what is not a finite number is null."""
    return [
        {str(key): None if isinstance(value, float) and not isfinite(value) else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]
