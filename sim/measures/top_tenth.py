"""The top tenth, over four weeks; not a number where everything counted together is not above 0."""

from functools import partial

from sim.measures.measure import Measure
from sim.measures.shared import share_of_first

MEASURE = Measure(
    name="top tenth over four weeks",
    title="Share of everything counted that the top tenth of people have",
    unit="share of the metric",
    formula="share of the highest 10 % in M summed over 4 weeks",
    form="share",
    of=partial(share_of_first, part=0.1),
)
