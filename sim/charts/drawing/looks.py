"""How each policy looks: the same in every chart of the same results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.drawing.series import main_policy
from sim.charts.drawing.style import LOOKS, PLAIN, Look
from sim.experiment.choosing import choose

if TYPE_CHECKING:
    from sim.experiment import Results

_SURPLUS = "surplus"
STAND_OUT = 6
"""How many policies stand out where there are more than looks."""


def looks(results: Results) -> dict[str, Look]:
    """Give each policy its look, the first to the baseline, the others in the order of the case.

    Where there are more policies than looks, six stand out: the baseline, the main policy, the one that leaves least
    surplus, and those that leave most. The others are plain.
    """
    policies, baseline = results.policies, results.case.baseline
    standing_out = policies if len(policies) <= len(LOOKS) else _standing_out(results)
    named = [baseline, *(policy for policy in policies if policy in standing_out and policy != baseline)]
    return dict.fromkeys(policies, PLAIN) | dict(zip(named, LOOKS, strict=False))


def _standing_out(results: Results) -> list[str]:
    by_surplus = list(results.policies)
    if _SURPLUS in results.measures:
        by_surplus = [place.policy for place in choose(results).places]
    wanted = [results.case.baseline, main_policy(results), by_surplus[-1], *by_surplus]
    return list(dict.fromkeys(wanted))[:STAND_OUT]
