"""How robust is it: in what share of plausible worlds a policy beats another, is enough, and what a wrong choice costs.

A plausible world is a design point, which stands for a setting that may be the true one, and a simulated company. Both
are samples, and the intervals hold that both are. A company that has no value under some policy is left out of that
setting, so that all policies are compared in the same ones; how many are is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import pandas as pd

from sim.experiment.asking.outcome import Swept, known, known_measure, records
from sim.experiment.asking.regret import may_be_least, mean_of_both, regret, share_of_both, worst_regret
from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, Mean, mean_of, mean_of_defined
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
    left_out_settings, left_out_companies
        How many settings had no company with a value under every policy, and how many companies were left out of the
        others, over all settings.
    pairs
        Columns policy, against, share (of plausible worlds in which it is better, ties half), low, high, difference,
        difference_low, difference_high (how much more of the measure it has, the mean over settings), and the policy's
        regret, most_regret and their ends, the same in all its rows, as the chart robustness takes them.
    policies
        Columns policy, mean, low, high (of the measure), best (share of settings in which it is best on average),
        best_low, best_high, regret (what it falls short of the setting's best policy: mean over settings), regret_low,
        regret_high, most_regret (in its worst setting), most_regret_low, most_regret_high, may_risk_least (whether no
        other surely has a smaller most_regret), enough (share of plausible worlds in which all needs are met; not a
        number without needs), enough_low, enough_high, enough_told (share of companies in which the needs are defined,
        and of which alone enough is told). Least most_regret first. Regrets are told by companies that had no say in
        which policy and which setting it is, and are not a number where there is a single company.
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
    left_out_settings: int = 0
    left_out_companies: int = 0

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
        if others and not isfinite(first["most_regret"]):
            said += "; what a wrong choice costs takes at least 2 companies in each setting"
        elif others:
            same = "it" if often is first else f"“{first['policy']}”"
            said += f"; {same} risks least: in its worst setting {_falls(first)} "
            said += f"(“{others[0]['policy']}”, which comes next: {_falls(others[0])})"
            rivals = [f"“{row['policy']}”" for row in others if row["may_risk_least"]]
            said += f", but so may {', '.join(rivals)}" if rivals else ""
        return f"{said}{self._enough}.{self._left_out}"

    @property
    def _enough(self) -> str:
        if not self.needs:
            return ""
        rows: list[dict[Any, Any]] = self.policies.to_dict("records")
        enough = max((row for row in rows if row["enough_told"] > 0), key=lambda row: row["enough"])
        said = f". {' and '.join(map(str, self.needs))}: most often under “{enough['policy']}”, in "
        said += f"{_percent(enough, 'enough')} of plausible companies"
        for row in (row for row in rows if row["enough_told"] < 1):
            where = f"in {100 * row['enough_told']:.0f} % of them alone" if row["enough_told"] else "in none"
            said += f"; under “{row['policy']}” it is defined {where}"
        return said

    @property
    def _left_out(self) -> str:
        without = "without a value under every policy"
        parts = [f"{self.left_out_settings} settings {without}"] if self.left_out_settings else []
        parts += [f"{self.left_out_companies} companies of others {without}"] if self.left_out_companies else []
        return f" Left out: {' and '.join(parts)}." if parts else ""

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        return {
            "answer": self.sentence,
            "measure": self.measure,
            "better": self.better,
            "needs": [str(need) for need in self.needs],
            "settings": self.settings,
            "companies": self.companies,
            "left_out_settings": self.left_out_settings,
            "left_out_companies": self.left_out_companies,
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
        If there is no such measure, none of it is better or worse, there are fewer than two policies, no setting has a
        company with a value under every policy, or a need is about what is defined nowhere.
    """
    measure = known_measure(study, measure)
    better = better_of(measure)
    policies = list(study.case.policies)
    if len(policies) < 2:
        raise ResultsError("there is nothing to compare a single policy with")
    cube = swept.cube(measure)
    whole = np.asarray(np.isfinite(cube).all(axis=1))
    there = np.asarray(whole.any(axis=1))
    if not there.any():
        raise ResultsError(f"no setting has a company with a value of {measure} under every policy")
    whole = whole[there]
    cube = np.where(whole[:, None], cube[there], np.nan)
    signed = cube if better == "more" else -cube
    short, worst = regret(signed), worst_regret(signed)
    regrets = [
        _with_ends("regret", mean_of_both(short[:, place])) | _with_ends("most_regret", mean_of(worst[:, place]))
        for place in range(len(policies))
    ]
    best = _first_of_ties(mean_of_defined(signed))
    enough = _enough(study, swept, needs, there)
    found = [
        {"policy": policy, **mean_of_both(cube[:, place])._asdict()}
        | _with_ends("best", share_of_both(best[:, place, None]))
        | regrets[place]
        | {"may_risk_least": may}
        | _with_ends("enough", share_of_both(enough[:, place]) if needs else Mean(nan, nan, nan))
        | {"enough_told": float(np.isfinite(enough[:, place]).mean()) if needs else nan}
        for place, (policy, may) in enumerate(zip(policies, may_be_least(worst), strict=True))
    ]
    pairs = [
        {
            "policy": policy,
            "against": against,
            **_beats(signed[:, one], signed[:, other]),
            **regrets[one],
            **_with_ends("difference", mean_of_both(cube[:, one] - cube[:, other])),
        }
        for one, policy in enumerate(policies)
        for other, against in enumerate(policies)
        if one != other
    ]
    means = dict(zip(policies, mean_of_defined(cube).T, strict=True))
    by_setting = pd.DataFrame({"point": np.flatnonzero(there)} | means)
    ordered = pd.DataFrame(found).sort_values("most_regret", kind="stable", ignore_index=True)
    return Robustness(
        measure, better, tuple(needs), len(cube), cube.shape[2], pd.DataFrame(pairs), ordered, by_setting,
        left_out_settings=int((~there).sum()), left_out_companies=int((~whole).sum()),
    )  # fmt: skip


def better_of(measure: str) -> Better:
    """Say whether more or less of a measure is better; raise `ResultsError` where neither is."""
    better = {info.name: info.better for info in known_measures()}.get(measure, "more")
    if better == "neither":
        raise ResultsError(f"neither more nor less of {measure} is better; choose another measure")
    return better


def _enough(study: Study, swept: Swept, needs: Sequence[Need], there: Any) -> Floats:
    """Return 1 where a company meets all needs, NaN where one is not defined, (settings, policies, companies)."""
    met = np.ones((int(there.sum()), len(study.case.policies), study.case.worlds))
    for need in needs:
        values = swept.cube(known(need.measure, study.measures, "measure"))[there]
        meets = (values >= need.value) if need.at_least else (values <= need.value)
        met = np.where(np.isfinite(values), met * meets, np.nan)
    if np.isnan(met).all():
        raise ResultsError(f"{' and '.join(map(str, needs))}: this is defined in no company, so none can meet it")
    return met


def _beats(one: Floats, other: Floats) -> dict[str, float]:
    share = share_of_both(np.where(np.isfinite(one), (one > other) + 0.5 * (one == other), np.nan))
    return {"share": share.mean, "low": share.low, "high": share.high}


def _first_of_ties(means: Floats) -> Floats:
    """Return 1 for the best policy of each setting, shared out among equals, (settings, policies)."""
    best = (means == means.max(axis=1, keepdims=True)).astype(np.float64)
    shared: Floats = best / best.sum(axis=1, keepdims=True)
    return shared


def _with_ends(name: str, mean: Mean) -> dict[str, float]:
    return {name: mean.mean, f"{name}_low": mean.low, f"{name}_high": mean.high}


def _falls(row: dict[Any, Any]) -> str:
    size, low, high = (row[f"most_regret{end}"] for end in ("", "_low", "_high"))
    if size == low == high == 0:
        return "it is the best"
    return f"it falls {size:.3g} (95 % interval {low:.3g} to {high:.3g}) short of the best"


def _percent(row: dict[Any, Any], name: str) -> str:
    ends = f"{100 * row[f'{name}_low']:.0f} to {100 * row[f'{name}_high']:.0f}"
    return f"{100 * row[name]:.0f} % (95 % interval {ends})"
