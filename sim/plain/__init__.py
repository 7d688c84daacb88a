"""The same week as ordinary Mesa: one object an employee, plain numbers, no arrays.

Read it from `company.py` on as the specification of a week: every mechanism is said again in the arithmetic of one
person. Draws have the same addresses as those of `sim.company`, so both must come to the same numbers; where speed
matters, use `sim.company`.
"""

from sim.plain.company import PlainCompany
from sim.plain.employee import PlainEmployee
from sim.plain.executive import PlainExecutive
from sim.plain.leaderboard import PlainLeaderboard
from sim.plain.manager import PlainManager

__all__ = ["PlainCompany", "PlainEmployee", "PlainExecutive", "PlainLeaderboard", "PlainManager"]
