"""How robust is it: in what share of plausible worlds a policy beats another, is enough, and what a wrong choice costs.

A plausible world is a design point, which stands for a setting that may be the true one, and a simulated company. The
companies of a setting are not taken for independent: every interval counts settings, not companies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from sim.experiment.asking.outcome import Swept, known, known_measure, records
from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, mean_of, mean_of_defined
from sim.experiment.simulating import known_measures
from sim.experiment.studies.study import Study
from sim.scenario.mistakes import quote

Better = Literal["more", "less"]


class Need(NamedTuple):
    """A threshold that must be met: a measure at least, or at most, so much."""

    measure: str
    at_least: bool
    value: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``surplus >= 1.2`` or ``padding share <= 0.1``; raise `ResultsError` where it is neither."""
        parts = re.fullmatch(r"\s*(.+?)\s*(>=|<=)\s*(\S+)\s*", text)
        try:
            if parts is not None and isfinite(value := float(parts[3])):
                return cls(parts[1], parts[2] == ">=", value)
        except ValueError:
            pass
        raise ResultsError(f"a need is a measure, >= or <=, and a figure, as in 'surplus >= 1.2'; found {quote(text)}")

    def __str__(self) -> str:
        return f"{self.measure} {'at least' if self.at_least else 'at most'} {self.value:g}"


@dataclass(frozen=True)
class Robustness:
    """How policies compare over plausible worlds.

    Attributes
    ----------
    measure, better
        What they are compared in, and whether more or less of it is better.
    needs
        Thresholds; may be empty.
    settings, companies
        How many settings were compared, and companies in each.
    pairs
        Columns policy, against, share (of plausible worlds in which it is better, ties half), low, high, regret, as the
        chart robustness takes them. regret is the policy's mean regret, the same in all its rows. difference,
        difference_low, difference_high: how much more of the measure it has, the mean over settings.
    policies
        Columns policy, mean, low, high (of the measure over settings), best (share of settings in which it is best on
        average), best_low, best_high, regret (what it falls short of the setting's best policy: mean over settings),
        regret_low, regret_high, most_regret (in its worst setting), enough (share of plausible worlds in which all
        needs are met; not a number without needs), enough_low, enough_high. Least most_regret first.
    by_setting
        Columns point, then one a policy: its mean over the companies of that setting.
    """

    measure: str
    better: Better
    needs: tuple[Need, ...]
    settings: int
    companies: int
    pairs: pd.DataFrame
    policies: pd.DataFrame
    by_setting: pd.DataFrame

    @property
    def sentence(self) -> str:
        """The answer, with its uncertainty."""
        rows: list[dict[Any, Any]] = self.policies.to_dict("records")
        often = max(rows, key=lambda row: row["best"])
        first, *others = rows
        word = "most" if self.better == "more" else "least"
        said = (
            f"“{often['policy']}” has the {word} {self.measure} in {_percent(often, 'best')} of {self.settings} "
            f"plausible settings"
        )
        if others:
            same = "it" if often is first else f"“{first['policy']}”"
            worst = (
                f"it falls {first['most_regret']:.3g} short of the best" if first["most_regret"] else "it is the best"
            )
            said += f"; {same} risks least: in its worst setting {worst}"
            said += f" (“{others[0]['policy']}”, which comes next, falls {others[0]['most_regret']:.3g} short)"
        if self.needs:
            enough = max(rows, key=lambda row: row["enough"])
            said += f". {' and '.join(map(str, self.needs))}: most often under “{enough['policy']}”, in "
            said += f"{_percent(enough, 'enough')} of plausible companies"
        return f"{said}."

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        return {
            "answer": self.sentence,
            "measure": self.measure,
            "better": self.better,
            "needs": [str(need) for need in self.needs],
            "settings": self.settings,
            "companies": self.companies,
            "pairs": records(self.pairs),
            "policies": records(self.policies),
        }


def robustness(study: Study, swept: Swept, measure: str | None = None, needs: Sequence[Need] = ()) -> Robustness:
    """Compare all policies of a study over its points, each a setting that may be the true one.

    Parameters
    ----------
    study
        The study; `under_settings` gives it plausible settings instead of its own points.
    swept
        Its results: `sim.sweep(study)`.
    measure
        What policies are compared in; by default surplus.
    needs
        Thresholds that each company's measures must meet, all of them.

    Raises
    ------
    ResultsError
        If there is no such measure, none of it is better or worse, there are fewer than two policies, or no setting
        has a value for every policy.
    """
    measure = known_measure(study, measure)
    better = better_of(measure)
    policies = list(study.case.policies)
    if len(policies) < 2:
        raise ResultsError("there is nothing to compare a single policy with")
    cube = swept.cube(measure)
    there = np.asarray(np.isfinite(cube).all(axis=(1, 2)))
    if not there.any():
        raise ResultsError(f"no setting has a value of {measure} for every policy and company")
    cube = cube[there]
    signed = cube if better == "more" else -cube
    means = signed.mean(axis=2)
    short = means.max(axis=1, keepdims=True) - means
    enough = _enough(study, swept, needs, there)
    found = [
        {"policy": policy, **mean_of(cube[:, place].mean(axis=1))._asdict()}
        | _share("best", _first_of_ties(means)[:, place])
        | _with_ends("regret", mean_of(short[:, place]))
        | {"most_regret": float(short[:, place].max())}
        | (_share("enough", enough[:, place]) if needs else dict.fromkeys(("enough", "enough_low", "enough_high"), nan))
        for place, policy in enumerate(policies)
    ]
    pairs = [
        {
            "policy": policy,
            "against": against,
            **_beats(signed[:, one], signed[:, other]),
            "regret": found[one]["regret"],
            **_with_ends("difference", mean_of((cube[:, one] - cube[:, other]).mean(axis=1))),
        }
        for one, policy in enumerate(policies)
        for other, against in enumerate(policies)
        if one != other
    ]
    numbers = np.arange(len(there))[there]
    by_setting = pd.DataFrame({"point": numbers} | {name: cube[:, at].mean(axis=1) for at, name in enumerate(policies)})
    ordered = pd.DataFrame(found).sort_values("most_regret", kind="stable", ignore_index=True)
    return Robustness(
        measure, better, tuple(needs), len(means), cube.shape[2], pd.DataFrame(pairs), ordered, by_setting
    )


def better_of(measure: str) -> Better:
    """Say whether more or less of a measure is better; raise `ResultsError` where neither is."""
    better = {info.name: info.better for info in known_measures()}.get(measure, "more")
    if better == "neither":
        raise ResultsError(f"neither more nor less of {measure} is better; choose another measure")
    return better


def share_between(share: float, settings: int) -> tuple[float, float]:
    """Return the 95 % interval of a share over so many settings (Jeffreys; Brown, Cai & DasGupta 2001)."""
    count = share * settings
    low = 0.0 if share <= 0 else float(betaincinv(count + 0.5, settings - count + 0.5, 0.025))
    high = 1.0 if share >= 1 else float(betaincinv(count + 0.5, settings - count + 0.5, 0.975))
    return low, high


def _enough(study: Study, swept: Swept, needs: Sequence[Need], there: Any) -> Floats:
    """Return in what share of its companies each setting meets all needs, (settings, policies)."""
    met = np.ones((int(there.sum()), len(study.case.policies), study.case.worlds), dtype=bool)
    for need in needs:
        values = swept.cube(known(need.measure, study.measures, "measure"))[there]
        met &= (values >= need.value) if need.at_least else (values <= need.value)
    return mean_of_defined(met.astype(np.float64))


def _beats(one: Floats, other: Floats) -> dict[str, float]:
    share = float(((one > other) + 0.5 * (one == other)).mean())
    low, high = share_between(share, len(one))
    return {"share": share, "low": low, "high": high}


def _first_of_ties(means: Floats) -> Floats:
    """Return 1 for the best policy of each setting, shared out among equals, (settings, policies)."""
    best = (means == means.max(axis=1, keepdims=True)).astype(np.float64)
    shared: Floats = best / best.sum(axis=1, keepdims=True)
    return shared


def _share(name: str, of_settings: Floats) -> dict[str, float]:
    share = float(of_settings.mean())
    low, high = share_between(share, len(of_settings))
    return {name: share, f"{name}_low": low, f"{name}_high": high}


def _with_ends(name: str, mean: Any) -> dict[str, float]:
    return {name: mean.mean, f"{name}_low": mean.low, f"{name}_high": mean.high}


def _percent(row: dict[Any, Any], name: str) -> str:
    ends = f"{100 * row[f'{name}_low']:.0f} to {100 * row[f'{name}_high']:.0f}"
    return f"{100 * row[name]:.0f} % (95 % interval {ends})"
