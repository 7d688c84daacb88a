"""Asking: the questions that come after a study is run, one file a question, each answered with its uncertainty.

>>> from functools import partial
>>> from sim.experiment.asking import sensitivity
>>> sensitivity(study, run=partial(sim.sweep, jobs=4)).sentence  # doctest: +SKIP
"""

from sim.experiment.asking.better import Ranking, ranking, ranking_within
from sim.experiment.asking.drivers import Drivers, sensitivity
from sim.experiment.asking.failing import Corner, corner
from sim.experiment.asking.front import Front, optimise
from sim.experiment.asking.hysteresis import Tipping, tipping
from sim.experiment.asking.outcome import Outcome, by_point, outcome_of
from sim.experiment.asking.plausible import study_of, under_settings
from sim.experiment.asking.robust import Need, Robustness, robustness

__all__ = [
    "Corner",
    "Drivers",
    "Front",
    "Need",
    "Outcome",
    "Ranking",
    "Robustness",
    "Tipping",
    "by_point",
    "corner",
    "optimise",
    "outcome_of",
    "ranking",
    "ranking_within",
    "robustness",
    "sensitivity",
    "study_of",
    "tipping",
    "under_settings",
]
