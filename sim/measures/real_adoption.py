"""Real adoption: who would count as active without padding."""

from sim.behaviour.types import FloatArray
from sim.company.company import Company
from sim.measures.measure import Measure
from sim.measures.shared import mean, padded_part


def _of(company: Company) -> FloatArray:
    return mean(company.people.metric - padded_part(company) >= company.row.active)


MEASURE = Measure(
    name="real adoption",
    title="People active this week by useful use alone",
    unit="share of people",
    formula="share with M less its padded part at or above the active level",
    better="more",
    form="share",
    top=5,
    of=_of,
)
