"""Real adoption: who would count as active without padding."""

from sim.company import Company, FloatArray
from sim.company.readings import padded_part
from sim.measures.measure import Measure
from sim.measures.shared import mean


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
