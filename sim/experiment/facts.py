"""Facts that a case must show, held against its results: shown, or not shown."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.experiment.kinds import kind_of
from sim.experiment.pairing import Floats, mean_of
from sim.experiment.results import Results
from sim.scenario import Fact


@dataclass(frozen=True)
class FactResult:
    """One fact and what the simulated companies say to it.

    Attributes
    ----------
    id, fact, source, role
        From the scenario file; `fact` is the sentence.
    kind
        Informative, robust or a consequence, as `sim.experiment.kinds` has it.
    value_is
        What the value is, in a word: a difference, a ratio, a share; empty where it is the measure itself.
    case
        Name of the case.
    shown
        Whether the fact holds in as many worlds as it asks for.
    value
        Mean over the worlds in which it is defined.
    low, high
        The band; an open end is infinite.
    share_of_worlds
        In which it holds; a world without a value counts as one in which it does not.
    """

    id: str
    case: str
    fact: str
    shown: bool
    value: float
    low: float
    high: float
    share_of_worlds: float
    kind: str
    source: str
    role: str
    value_is: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON: what is not a finite number is null."""
        return {
            key: None if isinstance(value, float) and not np.isfinite(value) else value
            for key, value in asdict(self).items()
            if key != "value_is"
        }


def evaluate(fact: Fact, results: Results) -> FactResult:
    """Hold one fact against results.

    Raises
    ------
    ResultsError
        If the results lack its policy, its measure or its weeks.
    """
    values = values_of(fact, results)
    share = float(np.mean(_holds(fact, values)))
    return FactResult(
        id=fact.id,
        case=results.case.name,
        fact=fact.says,
        shown=share >= fact.in_at_least,
        value=mean_of(values).mean,
        low=fact.band[0],
        high=fact.band[1],
        share_of_worlds=share,
        kind=kind_of(results.case.name, fact.id, fact.kind),
        source=fact.source,
        role=fact.role,
        value_is=_what(fact, results),
    )


def evaluate_all(results: Results) -> tuple[list[FactResult], list[str]]:
    """Hold every fact of a case against its results.

    Returns
    -------
    list of FactResult
        In the order of the scenario file.
    list of str
        A warning for each fact that was skipped because its measure or its weeks lie beyond what was run.
    """
    found, warnings = [], []
    for fact in results.case.facts:
        beyond = _beyond(fact, results)
        if beyond:
            warnings.append(f"fact '{fact.id or fact.says}' is skipped: {beyond}")
        else:
            found.append(evaluate(fact, results))
    return found, warnings


def _beyond(fact: Fact, results: Results) -> str:
    if fact.measure not in results.measures:
        return f"there is no measure '{fact.measure}'"
    if fact.weeks[-1] > results.case.weeks:
        return f"it speaks of week {fact.weeks[-1]}, and the run ends with week {results.case.weeks}"
    return ""


def values_of(fact: Fact, results: Results) -> Floats:
    """Return what the fact is about, one value a world; NaN where it is not defined."""
    weeks = (fact.weeks[0], fact.weeks[-1])
    values = results.per_world(fact.policy, fact.measure, weeks)
    if fact.others:
        highest: Floats = np.max([results.per_world(other, fact.measure, weeks) for other in fact.others], axis=0)
        return values - highest
    if fact.over is not None:
        return _ratio(values, results.per_world(fact.over, fact.measure, weeks))
    if fact.less_weeks is not None:
        earlier = (fact.less_weeks[0], fact.less_weeks[-1])
        return values - results.per_world(fact.policy, fact.measure, earlier)
    if fact.of_peak:
        all_weeks = results.cube(fact.measure)[results.policies.index(fact.policy)]
        return _ratio(values, np.where(np.isfinite(all_weeks), all_weeks, -np.inf).max(axis=-1))
    return values


def _what(fact: Fact, results: Results) -> str:
    if fact.over is not None or fact.of_peak:
        return "ratio"
    if fact.others or fact.less_weeks is not None:
        return "difference"
    return "share" if results.measures[fact.measure].form == "share" else ""


def _ratio(values: Floats, to: Floats) -> Floats:
    defined = np.isfinite(to) & (to != 0)
    ratio: Floats = np.divide(values, to, out=np.full(values.shape, np.nan), where=defined)
    return ratio


def _holds(fact: Fact, values: Floats) -> Any:
    """Both ends of `between` belong to the band; `above` and `below` are meant strictly."""
    low, high = fact.band
    return (values >= low) & (values <= high) if fact.between is not None else (values > low) & (values < high)
