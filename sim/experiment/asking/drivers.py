"""What drives it: how much of an outcome hangs on each thing that is varied, and how much on luck alone.

Luck is one factor more: which simulated company it is. Every point is run in the same companies, so that each of them
is compared with itself when something else is varied, and with another one when luck is.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from sim.experiment.asking.moves import Moves, moves, radial
from sim.experiment.asking.outcome import Outcome, Run, at_points, outcome_of, records, with_policies
from sim.experiment.asking.shares import shares
from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats
from sim.experiment.studies.study import Study
from sim.experiment.studies.sweeping import sweep

LUCK = "luck"
FIRST, TOTAL = "first", "total"
EFFECT, SIGNED, UNEVEN = "effect", "signed effect", "unevenness"
Method = Literal["sobol", "morris"]
SAMPLES = {"sobol": 64, "morris": 10}
TRUSTED = {"sobol": 64, "morris": 10}
"""From how many samples on intervals hold what they say."""
TRUSTED_COMPANIES = 8
_FEWEST = 4


@dataclass(frozen=True)
class Drivers:
    """What drives an outcome.

    Attributes
    ----------
    outcome
        What was asked about.
    method
        "sobol" or "morris".
    table
        Columns parameter, kind, index, low, high: one row a parameter and kind, the most important parameter first;
        "luck" is a parameter, whose range is two companies. Kinds of Sobol's method: first (share of the variance that
        it explains alone), total (with all that it does together with others); as they are estimated, which may be
        below 0. Of Morris': effect (how far the outcome moves, up or down, when it alone goes through its whole range),
        signed effect (up less down), unevenness (how differently it moves it elsewhere and in other companies; luck has
        neither). low and high are the ends of 95 % intervals, over other samples and other companies; not a number for
        the last two.
    samples, companies
        How many of both the answer is from.
    left_out
        How many samples were left out, some of their companies being without a value.
    """

    outcome: Outcome
    method: Method
    table: pd.DataFrame
    samples: int
    companies: int
    left_out: int = 0

    @property
    def sentence(self) -> str:
        """The answer, with its uncertainty."""
        chief = TOTAL if self.method == "sobol" else EFFECT
        rows: list[dict[Any, Any]] = self.table[self.table["kind"] == chief].to_dict("records")
        if not any(row["index"] > 0 for row in rows):
            return f"Nothing that is varied moves {self.outcome}.{self._reserve}"
        most, *others = rows
        said = f"{_named(most['parameter'])} drives {self.outcome} most: {self._says(most)}"
        luck = next(row for row in rows if row["parameter"] == LUCK)
        parts = [f"next comes {_named(row['parameter'], inside=True)}: {self._says(row)}" for row in others[:1]]
        if luck not in (most, *others[:1]):
            parts.append(f"luck alone: {self._says(luck)}")
        sure = not others or most["low"] > others[0]["high"]
        doubt = "" if sure else " The first two cannot be told apart: their intervals overlap."
        return "; ".join([said, *parts]) + f".{doubt}{self._reserve}"

    @property
    def _reserve(self) -> str:
        """What is to be kept in mind: what was left out, and that little was seen."""
        left = f" {self.left_out} of {self.left_out + self.samples} samples are left out: no value there."
        samples, companies = TRUSTED[self.method], TRUSTED_COMPANIES
        few = self.samples < samples or self.companies < companies
        small = (
            f" This is from {self.samples} samples and {self.companies} companies; below {samples} and {companies}, "
            "intervals may be too narrow or say next to nothing."
        )
        return (left if self.left_out else "") + (small if few else "")

    def _says(self, row: dict[Any, Any]) -> str:
        index, low, high = (max(row[name], 0.0) for name in ("index", "low", "high"))
        if self.method == "sobol":
            index, low, high = (100.0 * min(share, 1.0) for share in (index, low, high))
            share = f"{index:.0f} % of its variance, alone or with others"
            return f"{share} (95 % interval {low:.0f} to {high:.0f})"
        way = "from one company to another" if row["parameter"] == LUCK else "through its whole range"
        return f"{index:.3g} {way} (95 % interval {low:.3g} to {high:.3g})"

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        asked = {**self.outcome._asdict(), "method": self.method}
        seen = {"samples": self.samples, "companies": self.companies, "left_out": self.left_out}
        return {"answer": self.sentence, **asked, **seen, "table": records(self.table)}


def sensitivity(
    study: Study,
    *,
    method: Method = "sobol",
    samples: int | None = None,
    outcome: Outcome | None = None,
    run: Run = sweep,
) -> Drivers:
    """Say how much of an outcome hangs on each thing that a study varies.

    Parameters
    ----------
    study
        What is varied, through its ranges, lists or distributions; its own points and other policies are not run.
    method
        Sobol's shares of the variance (Saltelli et al. 2010; `asking.shares`), or Morris' screening, for many
        parameters (radial: Campolongo et al. 2011; `asking.moves`).
    samples
        Of Sobol a power of two; of Morris how many places it starts from. There are `samples` x (parameters + 2)
        points, of Morris `samples` x (parameters + 1).
    outcome
        What is asked about; by default the surplus of the first policy less that of the baseline.
    run
        What runs the study; `partial(sim.sweep, jobs=4)`.

    Raises
    ------
    ResultsError
        If the study lists its points, has a single company a point, or too much of it has no value.
    """
    outcome = outcome or outcome_of(study)
    samples = SAMPLES[method] if samples is None else samples
    _refuse(study, method, samples)
    names = study.names
    asked_of = with_policies(study, outcome.policy, outcome.against)
    if method == "sobol":
        unit, went = _sobol_design(names, samples, study.case.seed), None
    else:
        unit, went = radial(study.file, samples, study.case.seed)
    asked = at_points(asked_of, unit.reshape(-1, len(names)))
    values = outcome.of(asked, run(asked)).reshape(samples, -1, study.case.worlds)
    there = np.isfinite(values).all(axis=(1, 2))
    if there.sum() < max(_FEWEST, samples / 2):
        words = "the study failed there, or the measure says nothing of these weeks"
        raise ResultsError(f"{(~there).sum()} of {samples} parts of the design have points without a value: {words}")
    values = values[there]
    rows = _of_shares(names, values) if went is None else _of_moves(names, moves(values, went[there]))
    table = _most_first(rows, TOTAL if method == "sobol" else EFFECT)
    return Drivers(outcome, method, table, len(values), study.case.worlds, int((~there).sum()))


def _refuse(study: Study, method: Method, samples: int) -> None:
    if study.file.design.points is not None:
        raise ResultsError("this study lists its points; to say what drives it takes ranges under vary")
    if study.case.worlds < 2:
        raise ResultsError("to tell luck from the rest takes at least 2 companies a point; ask for more worlds")
    if samples < _FEWEST:
        raise ResultsError(f"it takes at least {_FEWEST} samples, found {samples}")
    if method == "sobol" and samples & (samples - 1):
        raise ResultsError(f"samples of Sobol's method are a power of two: 32, 64, 128; found {samples}")


def _sobol_design(names: list[str], samples: int, seed: int) -> Floats:
    """Return places in the unit cube, (samples x points of each, names), as SALib lays them out."""
    from SALib.sample import sobol

    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    found: Floats = sobol.sample(problem, samples, calc_second_order=False, seed=seed)
    return found


def _of_shares(names: list[str], values: Floats) -> list[dict[str, Any]]:
    found, low, high = shares(values)
    return [
        {"parameter": name, "kind": kind, "index": found[at], "low": low[at], "high": high[at]}
        for row, name in enumerate([*names, LUCK])
        for at, kind in zip(((row, 0), (row, 1)), (FIRST, TOTAL), strict=True)
    ]


def _of_moves(names: list[str], found: Moves) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, effect, low, high, signed, uneven in zip([*names, LUCK], *found, strict=True):
        rows.append({"parameter": name, "kind": EFFECT, "index": effect, "low": low, "high": high})
        rows += [
            {"parameter": name, "kind": kind, "index": index, "low": np.nan, "high": np.nan}
            for kind, index in ((SIGNED, signed), (UNEVEN, uneven))
        ]
    return rows


def _most_first(rows: list[dict[str, Any]], chief: str) -> pd.DataFrame:
    size = {row["parameter"]: float(row["index"]) for row in rows if row["kind"] == chief}
    ordered: list[dict[str, Any]] = sorted(rows, key=lambda row: -size[row["parameter"]])
    return pd.DataFrame(ordered)


def _named(parameter: str, *, inside: bool = False) -> str:
    if parameter == LUCK:
        return "luck alone" if inside else "Luck alone"
    return f"“{parameter}”"
