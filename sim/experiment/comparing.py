"""Policies of several results of the same company, compared in the same worlds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np
import pandas as pd

from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, paired
from sim.experiment.provenance import differing
from sim.experiment.results import Results, Weeks

_MAY_DIFFER = ("title", "question", "sources", "baseline", "policies", "facts")


def compare(*results: Results, measures: Sequence[str] | None = None, weeks: Weeks | None = None) -> pd.DataFrame:
    """Compare every policy of some results with the baseline of the first, world by world.

    Parameters
    ----------
    results
        Of the same company: the same parameters, weeks and seed, whatever the policies. Worlds that all of them have
        are compared. A policy whose name occurs twice is followed by its results folder in brackets: the folder's
        name, or its whole path where names of folders occur twice too.
    measures
        Names; by default those at the head of every table.
    weeks
        First and last week, both included; by default the last fourth of all.

    Returns
    -------
    DataFrame
        Columns policy, against, measure, mean, low, high, same_sign, correlation, variance_reduction.

    Raises
    ------
    ResultsError
        If the results are not of the same company, share no world, or are given twice.
    """
    first = results[0]
    twice = [folder for folder, times in Counter(each.folder.resolve() for each in results).items() if times > 1]
    if twice:
        raise ResultsError(f"{twice[0]} is given twice; results are compared with others than themselves")
    for other in results[1:]:
        _refuse_another_company(first, other)
    worlds = reduce(np.intersect1d, [each.worlds for each in results])
    if not len(worlds):
        raise ResultsError("these results have no world in common")

    def values(each: Results, policy: str, measure: str) -> Floats:
        return each.per_world(policy, measure, weeks)[np.isin(each.worlds, worlds)]

    against = first.case.baseline
    found = [
        {"policy": label, "against": against, "measure": measure}
        | paired(values(each, policy, measure), values(first, against, measure))._asdict()
        for label, each, policy in _labelled(results)
        if (each, policy) != (first, against)
        for measure in measures or first.top
    ]
    return pd.DataFrame(found)


def _labelled(results: Sequence[Results]) -> Iterator[tuple[str, Results, str]]:
    times = Counter(policy for each in results for policy in each.policies)
    folders = [each.folder.resolve() for each in results]
    names = [folder.name for folder in folders]
    where = names if len(set(names)) == len(names) else [str(folder) for folder in folders]
    for each, place in zip(results, where, strict=True):
        for policy in each.policies:
            yield policy if times[policy] == 1 else f"{policy} ({place})", each, policy


def _refuse_another_company(first: Results, other: Results) -> None:
    one, two = (
        {key: value for key, value in each.manifest["parameters"].items() if key not in _MAY_DIFFER}
        for each in (first, other)
    )
    found = differing(one, two)
    if found:
        lines = "\n".join(f"  {key}: {what}" for key, what in found.items())
        raise ResultsError(f"{first.folder} and {other.folder} are not of the same company:\n{lines}", tuple(found))
