"""From a scenario file to checked values."""

from sim.scenario.bundled import bundled
from sim.scenario.case import Case, small_case
from sim.scenario.fact import Fact
from sim.scenario.levers import Change, Levers
from sim.scenario.loading import load
from sim.scenario.metric import METRICS, Metric
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.setting import Setting, settings_of

__all__ = [
    "METRICS",
    "Case",
    "Change",
    "Fact",
    "Levers",
    "Metric",
    "Mistake",
    "ScenarioError",
    "Setting",
    "bundled",
    "load",
    "settings_of",
    "small_case",
]
