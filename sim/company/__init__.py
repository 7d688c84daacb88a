"""The company: a Mesa model over arrays, the week, and the addressed draws behind it."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.company.decisions import Decision
from sim.company.luck import Luck

__all__ = ["Company", "Decision", "FloatArray", "Luck"]
