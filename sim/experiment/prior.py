"""The prior: what every uncertain figure may well be, and settings drawn from it that can be laid over any case.

A draw has an address, like all luck here: setting `number` is what world `number` of a case draws whose uncertain
parameters are the prior and whose seed is the same.
"""

from typing import Any
from zlib import crc32

import numpy as np

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.company.quantile import quantile
from sim.scenario import METRICS, Case, Metric
from sim.scenario.behaviour import Behaviour
from sim.scenario.distribution import Distribution, Uniform
from sim.scenario.drawn import SILENT, at, steps
from sim.scenario.metric import PLAUSIBLE
from sim.scenario.people import People
from sim.scenario.posterior import POSTERIOR
from sim.scenario.setting import Range, plausible_ranges

SEED = 2026
Setting = dict[str, float]
_NOWHERE = np.zeros(1, np.int64)


def prior() -> dict[str, Distribution]:
    """Return what each uncertain figure is drawn from, by its path: uniform over its plausible range."""
    return {path: Distribution(uniform=Uniform(low=low, high=high)) for path, (low, high) in ranges().items()}


def ranges() -> dict[str, Range]:
    """Return the plausible range of each uncertain figure, by its path."""
    found = plausible_ranges(People, "people.") | plausible_ranges(Behaviour, "behaviour.")
    found |= plausible_ranges(Metric, f"metrics.{SILENT}.")
    return found | {f"metrics.{row}.{name}": ends for row, own in PLAUSIBLE.items() for name, ends in own.items()}


def made_uncertain(case: Case) -> Case:
    """Return the case with every figure that a world can draw for itself drawn from its plausible range.

    What the case draws already, it goes on drawing from its own.
    """
    if case.uncertain == POSTERIOR:
        return case
    drawn = {path: of for path, of in prior().items() if _is_number(case, path)}
    return case.model_copy(update={"uncertain": drawn | case.distributions})


def draw_setting(number: int, seed: int = SEED) -> Setting:
    """Return setting `number` of the prior, a figure for each path; the same number gives the same setting."""
    luck = Luck(seed, number, 1, 1)
    drawn = {}
    for path, distribution in prior().items():
        u = luck.of_pairs(Decision.UNCERTAIN, 0, crc32(path.encode()), 0)[None, 0]
        drawn[path] = float(quantile(distribution, u, _NOWHERE, _NOWHERE)[0])
    return drawn


def default_setting() -> Setting:
    """Return the defaults, a figure for each path of the prior."""
    parts: dict[str, Any] = {"people": People(), "behaviour": Behaviour(), "metrics": METRICS}
    return {path: float(at(parts, steps(path))) for path in ranges()}


def _is_number(case: Case, path: str) -> bool:
    at: object = case
    for key in path.split("."):
        at = getattr(at, key, None)
    return isinstance(at, float)
