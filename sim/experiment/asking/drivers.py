"""What drives it: how much of an outcome hangs on each thing that is varied, and how much on luck alone.

Luck is one factor more: which simulated company it is. Every point is run in the same companies, so that each of them
is compared with itself when something else is varied, and with another one when luck is.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.experiment.asking.outcome import Outcome, Run, at_points, outcome_of, records, with_policies
from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats
from sim.experiment.studies.study import Study
from sim.experiment.studies.sweeping import sweep

LUCK = "luck"
FIRST, TOTAL = "first", "total"
EFFECT, SIGNED, UNEVEN = "effect", "signed effect", "unevenness"
Method = Literal["sobol", "morris"]
SAMPLES = {"sobol": 64, "morris": 10}
_LEVELS, _STEP = 4, 2 / 3
_RESAMPLES = 200
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
        it explains alone), total (with all that it does together with others). Of Morris': effect (how far the outcome
        moves, up or down, when it alone goes through its whole range), signed effect (up less down), unevenness (how
        differently it moves it elsewhere). low and high are the ends of 95 % intervals; not a number for the last two.
    left_out
        How many rows of the design were left out, some of their companies being without a value.
    """

    outcome: Outcome
    method: Method
    table: pd.DataFrame
    left_out: int = 0

    @property
    def sentence(self) -> str:
        """The answer, with its uncertainty."""
        chief = TOTAL if self.method == "sobol" else EFFECT
        rows: list[dict[Any, Any]] = self.table[self.table["kind"] == chief].to_dict("records")
        if not any(row["index"] > 0 for row in rows):
            return f"Nothing that is varied moves {self.outcome}."
        most, *others = rows
        said = f"{_named(most['parameter'])} drives {self.outcome} most: {self._says(most)}"
        luck = next(row for row in rows if row["parameter"] == LUCK)
        parts = [f"next comes {_named(row['parameter'], inside=True)}: {self._says(row)}" for row in others[:1]]
        if luck not in (most, *others[:1]):
            parts.append(f"luck alone: {self._says(luck)}")
        sure = not others or most["low"] > others[0]["high"]
        doubt = "" if sure else " The first two cannot be told apart: their intervals overlap."
        return "; ".join([said, *parts]) + f".{doubt}"

    def _says(self, row: dict[Any, Any]) -> str:
        if self.method == "sobol":
            share = f"{100 * row['index']:.0f} % of its variance, alone or with others"
            return f"{share} (95 % interval {100 * max(row['low'], 0):.0f} to {100 * row['high']:.0f})"
        way = "from one company to another" if row["parameter"] == LUCK else "through its whole range"
        return f"{row['index']:.3g} {way} (95 % interval {row['low']:.3g} to {row['high']:.3g})"

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        asked = {**self.outcome._asdict(), "method": self.method}
        return {"answer": self.sentence, **asked, "table": records(self.table)}


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
        Sobol's shares of the variance (Saltelli et al. 2010), or Morris' screening (1991), for many parameters.
    samples
        Of Sobol a power of two; of Morris how many trajectories. There are `samples` x (parameters + 2) points, of
        Morris `samples` x (parameters + 1).
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
    unit = _design(names, method, samples, study.case.seed)
    asked = at_points(with_policies(study, outcome.policy, outcome.against), unit)
    values = outcome.of(asked, run(asked)).reshape(samples, -1, study.case.worlds)
    there = np.isfinite(values).all(axis=(1, 2))
    if there.sum() < max(_FEWEST, samples / 2):
        words = "the study failed there, or the measure says nothing of these weeks"
        raise ResultsError(f"{(~there).sum()} of {samples} parts of the design have points without a value: {words}")
    unit = unit.reshape(samples, -1, len(names))[there]
    rows = _sobol(names, values[there]) if method == "sobol" else _morris(names, unit, values[there], study.case.seed)
    return Drivers(outcome, method, _most_first(rows, TOTAL if method == "sobol" else EFFECT), int((~there).sum()))


def points_of(study: Study, method: Method, samples: int | None = None) -> int:
    """Return how many points `sensitivity` runs."""
    return (SAMPLES[method] if samples is None else samples) * (len(study.names) + (2 if method == "sobol" else 1))


def _refuse(study: Study, method: Method, samples: int) -> None:
    if study.file.design.points is not None:
        raise ResultsError("this study lists its points; to say what drives it takes ranges under vary")
    if study.case.worlds < 2:
        raise ResultsError("to tell luck from the rest takes at least 2 companies a point; ask for more worlds")
    if samples < _FEWEST:
        raise ResultsError(f"it takes at least {_FEWEST} samples, found {samples}")
    if method == "sobol" and samples & (samples - 1):
        raise ResultsError(f"samples of Sobol's method are a power of two: 32, 64, 128; found {samples}")


def _design(names: list[str], method: Method, samples: int, seed: int) -> Floats:
    """Return places in the unit cube, (samples x points of each, names), as SALib lays them out."""
    from SALib.sample import morris, sobol

    problem = _problem(names)
    if method == "sobol":
        found: Floats = sobol.sample(problem, samples, calc_second_order=False, seed=seed)
    else:
        found = morris.sample(problem, samples, num_levels=_LEVELS, seed=seed)
    return found


def _problem(names: list[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _sobol(names: list[str], values: Floats) -> list[dict[str, Any]]:
    """Return rows of indices; values are (samples, 1 + names + 1, worlds): A, A with each column of B, B.

    Every company of every sample is a row of A; in B it is another company. Intervals are from samples drawn again,
    each with all its companies.
    """
    spread = values.std()
    values = (values - values.mean()) / (spread if spread > 0 else 1.0)
    a, b = values[:, 0], _of_others(values[:, -1])
    mixed = np.stack([*np.moveaxis(values[:, 1:-1], 1, 0), _of_others(a)])
    again = _resampled(len(values))
    rows = []
    for name, ab in zip([*names, LUCK], mixed, strict=True):
        drawn = np.array([_indices(a[one], ab[one], b[one]) for one in again])
        ends = np.quantile(drawn, (0.025, 0.975), axis=0)
        rows += [
            {"parameter": name, "kind": kind, "index": index, "low": low, "high": high}
            for kind, index, low, high in zip((FIRST, TOTAL), _indices(a, ab, b), *ends, strict=True)
        ]
    return rows


def _indices(a: Floats, ab: Floats, b: Floats) -> tuple[float, float]:
    """Return the first and the total index; arrays are (samples, worlds).

    Companies are few, and another one is never the same one: the variance between them is that of a sample.
    """
    from SALib.analyze.sobol import first_order, total_order

    both = np.concatenate([a, b])
    if np.ptp(both) == 0.0:
        return 0.0, 0.0
    of_sample = both.var() / (both.var() + both.var(axis=1).mean() / (both.shape[1] - 1))
    a, ab, b = a.ravel(), ab.ravel(), b.ravel()
    return float(of_sample * first_order(a, ab, b)), float(of_sample * total_order(a, ab, b))


def _of_others(values: Floats) -> Floats:
    """Return values of other companies, (samples, worlds): in every sample the companies are moved up otherwise."""
    samples, worlds = values.shape
    farther = 1 + np.arange(samples)[:, None] % (worlds - 1)
    found: Floats = np.take_along_axis(values, (np.arange(worlds) + farther) % worlds, axis=1)
    return found


def _resampled(samples: int) -> Any:
    """Return which samples are drawn again, (resamples, samples)."""
    luck = Luck(0, 0, 1, samples)
    drawn = luck.of_pairs(Decision.UNCERTAIN, 0, np.arange(_RESAMPLES)[:, None], np.arange(samples))
    return (drawn[..., 0] * samples).astype(np.int64)


def _morris(names: list[str], unit: Floats, values: Floats, seed: int) -> list[dict[str, Any]]:
    """Return rows of effects; unit is (samples, names + 1, names), values (samples, names + 1, worlds).

    Each trajectory goes one step farther: to another company. The companies of a trajectory are not taken for
    independent: effects and widths of intervals are means over them.
    """
    from SALib.analyze import morris

    samples, _, worlds = values.shape
    steps = np.concatenate([unit, unit[:, -1:]], axis=1)
    luck = np.zeros((samples, steps.shape[1], 1))
    luck[:, -1] = _STEP
    places = np.concatenate([steps, luck], axis=2).reshape(-1, len(names) + 1)
    after = np.concatenate([values, _of_others(values[:, -1])[:, None]], axis=1)
    found = [
        morris.analyze(_problem([*names, LUCK]), places, after[..., world].ravel(), num_levels=_LEVELS, seed=seed or 1)
        for world in range(worlds)
    ]
    kinds = (("mu_star", EFFECT), ("mu", SIGNED), ("sigma", UNEVEN))
    means = {key: np.mean([each[key] for each in found], axis=0) for key, _ in (*kinds, ("mu_star_conf", ""))}
    rows: list[dict[str, Any]] = []
    for place, name in enumerate([*names, LUCK]):
        for key, kind in kinds:
            index = float(means[key][place])
            half = float(means["mu_star_conf"][place]) if kind == EFFECT else np.nan
            if name == LUCK:
                index, half = _STEP * index, _STEP * half
            rows.append({"parameter": name, "kind": kind, "index": index, "low": index - half, "high": index + half})
    return rows


def _most_first(rows: list[dict[str, Any]], chief: str) -> pd.DataFrame:
    size = {row["parameter"]: float(row["index"]) for row in rows if row["kind"] == chief}
    ordered: list[dict[str, Any]] = sorted(rows, key=lambda row: -size[row["parameter"]])
    return pd.DataFrame(ordered)


def _named(parameter: str, *, inside: bool = False) -> str:
    if parameter == LUCK:
        return "luck alone" if inside else "Luck alone"
    return f"“{parameter}”"
