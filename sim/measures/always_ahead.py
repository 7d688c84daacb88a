"""Always ahead: people whom AI has served well in every week in which they used it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.shared import mean, ratio

if TYPE_CHECKING:
    from sim.company import Company, FloatArray


def _of(company: Company) -> FloatArray:
    memory = company.memory
    used = mean(memory.used)
    return ratio(used - mean(memory.lost), used)


MEASURE = Measure(
    name="always ahead",
    title="Of those who have used AI, whom it paid for in every week in which they did",
    unit="share of users",
    formula="of those with r > 0 in any week since hired, who never had A (g r - k r^2/2) < harm by incidents in one",
    better="more",
    form="share",
    of=_of,
)
