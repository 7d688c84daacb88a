"""Which policy is better: all policies in the same companies, with intervals that hold all at once.

The more policies are compared, the likelier is it that one of them looks better by luck. Intervals here are those of
paired differences, made wide enough for all of them to hold together with 95 % (Bonferroni: whatever the policies have
in common). Where companies are added until an interval is narrow enough, every look is paid for as well, so that the
last interval holds although somebody looked before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from sim.experiment.asking.outcome import records
from sim.experiment.asking.robust import Better, better_of
from sim.experiment.keeping import ResultsError
from sim.experiment.lead import span
from sim.experiment.pairing import Floats, mean_of
from sim.experiment.results import Results, Weeks
from sim.experiment.runner import run
from sim.scenario import Case

ALPHA = 0.05
FIRST_LOOK, MOST = 16, 1024

RunCase = Callable[[Case], Results]


@dataclass(frozen=True)
class Ranking:
    """Which policy is better, and which cannot be told apart.

    Attributes
    ----------
    measure, better
        What they are compared in, and whether more or less of it is better.
    weeks
        First and last of those they were compared over.
    worlds
        How many companies they were compared in.
    looks
        How often it was looked whether that is enough.
    within
        Half the width that was asked for; None where none was.
    policies
        Columns policy, mean, low, high (each by itself), may_be_best; best first.
    pairs
        Columns policy, against, difference, low, high, sure: every two policies, the better one first; the intervals
        hold all at once. `sure` says whether the interval leaves no doubt about the sign.
    """

    measure: str
    better: Better
    weeks: Weeks
    worlds: int
    looks: int
    policies: pd.DataFrame
    pairs: pd.DataFrame
    within: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the intervals are as narrow as was asked for; also where nothing was."""
        return self.within is None or self.widest <= self.within

    @property
    def widest(self) -> float:
        """Half the width of the widest interval of a difference from the best policy."""
        best = self.policies["policy"].iloc[0]
        rows = self.pairs[self.pairs["policy"] == best]
        return float(((rows["high"] - rows["low"]) / 2).max())

    @property
    def sentence(self) -> str:
        """The answer, with its uncertainty."""
        names = [str(name) for name in self.policies["policy"]]
        best, rival = names[:2]
        over = f"{'In' if self.weeks[0] == self.weeks[1] else 'Over'} {span(self.weeks)}, "
        row = self.pairs.iloc[0]
        word, sign = ("most", 1) if self.better == "more" else ("least", -1)
        low, high = sorted((sign * row["low"], sign * row["high"]))
        by = (
            f"it is {sign * row['difference']:.3g} {'above' if sign > 0 else 'below'} “{rival}”, which comes next "
            f"(95 % interval {low:.3g} to {high:.3g}, all comparisons at once)"
        )
        also = [name for name in names[1:] if name in set(self.policies["policy"][self.policies["may_be_best"]])]
        said = f"{by}.{self._stopped}"
        if not also:
            return f"{over}“{best}” has the {word} {self.measure} in {self.worlds} simulated companies: {said}"
        listed = ", ".join(f"“{name}”" for name in also)
        return (
            f"{over}“{best}” has the {word} {self.measure} in {self.worlds} simulated companies, but too little to be "
            f"told from {listed}: {said}"
        )

    @property
    def _stopped(self) -> str:
        if self.reached:
            return ""
        return f" Stopped short of ± {self.within:.3g}: the widest interval is still ± {self.widest:.3g}."

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        return {
            "answer": self.sentence,
            "measure": self.measure,
            "better": self.better,
            "worlds": self.worlds,
            "looks": self.looks,
            "within": self.within,
            "reached": self.reached,
            "policies": records(self.policies),
            "pairs": records(self.pairs),
        }


def ranking(
    results: Results,
    measure: str = "surplus",
    *,
    policies: Sequence[str] | None = None,
    weeks: Weeks | None = None,
    look: int | None = None,
) -> Ranking:
    """Compare policies of a run, all at once.

    Parameters
    ----------
    results
        Of a run.
    measure
        What they are compared in.
    policies
        Which; all of them when left out.
    weeks
        First and last week, both included; by default those of the verdict, from the first dated change on.
    look
        Which look it is, from 1, where companies are added until it is enough: look n may err in 5 % / (n (n + 1)) of
        cases, all looks together in 5 %. Without it: the only one.

    Raises
    ------
    ResultsError
        If there is no such measure or policy, fewer than two policies, or fewer than two companies with a value.
    """
    better = better_of(measure)
    names = list(results.policies if policies is None else policies)
    if len(names) < 2:
        raise ResultsError("there is nothing to compare a single policy with")
    weeks = weeks or results.since_first_change
    values = np.array([results.per_world(name, measure, weeks) for name in names])
    values = values[:, np.isfinite(values).all(axis=0)]
    if values.shape[1] < 2:
        raise ResultsError("to say which policy is better takes at least 2 companies")
    sign = 1.0 if better == "more" else -1.0
    order = np.argsort(-sign * values.mean(axis=1), kind="stable")
    names, values = [names[place] for place in order], values[order]
    together = list(combinations(range(len(names)), 2))
    alpha = (ALPHA if look is None else ALPHA / (look * (look + 1))) / len(together)
    pairs = [
        {"policy": names[one], "against": names[other], **_difference(values[one] - values[other], alpha)}
        for one, other in together
    ]
    beaten = {pair["against"] for pair in pairs if pair["sure"]}
    levels = [
        {"policy": name, **mean_of(of)._asdict(), "may_be_best": name not in beaten}
        for name, of in zip(names, values, strict=True)
    ]
    return Ranking(measure, better, weeks, values.shape[1], look or 1, pd.DataFrame(levels), pd.DataFrame(pairs))


def ranking_within(
    case: Case,
    width: float,
    measure: str = "surplus",
    *,
    first: int | None = None,
    most: int = MOST,
    weeks: Weeks | None = None,
    run: RunCase = run,
) -> Ranking:
    """Compare all policies of a case in more and more companies, until the intervals are narrow enough.

    Parameters
    ----------
    case
        The case; how many companies it asks for does not count.
    width
        Half the width that every interval of a difference from the best policy is to have at most.
    measure, weeks
        As for `ranking`.
    first, most
        Companies to look at first (by default 16), and to stop at in any case; `Ranking.reached` says whether that was
        enough.
    run
        What runs a case; `partial(sim.run, jobs=4)`. Companies that are there are not run again.

    Raises
    ------
    ResultsError
        As `ranking` does, where the width is not above 0, and where more companies are looked at first than at most.
    """
    if not width > 0:
        raise ResultsError(f"the width of an interval is above 0; found {width:g}")
    first = min(FIRST_LOOK, most) if first is None else first
    if first > most:
        raise ResultsError(f"it begins with {first:,} companies and stops at {most:,}; let it stop at as many or more")
    worlds, look = first, 0
    while True:
        look += 1
        found = ranking(run(case.model_copy(update={"worlds": worlds})), measure, weeks=weeks, look=look)
        if found.widest <= width or worlds >= most:
            return replace(found, within=width)
        worlds = min(2 * worlds, most)


def _difference(values: Floats, alpha: float) -> dict[str, Any]:
    mean, low, high = mean_of(values, alpha)
    return {"difference": mean, "low": low, "high": high, "sure": low > 0 or high < 0}
