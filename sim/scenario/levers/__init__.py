"""What a policy can change, from any week on, and take back: one small file a lever."""

from sim.scenario.levers.audience import Audience
from sim.scenario.levers.audit import Audit
from sim.scenario.levers.bonus import Bonus, Step
from sim.scenario.levers.limits import Limits
from sim.scenario.levers.review import Review
from sim.scenario.levers.state import Change, Levers, levers_in
from sim.scenario.levers.target import Target

__all__ = ["Audience", "Audit", "Bonus", "Change", "Levers", "Limits", "Review", "Step", "Target", "levers_in"]
