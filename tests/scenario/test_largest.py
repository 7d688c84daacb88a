"""A figure so large that sums of it overflow is a mistake at its place, whatever parameter it is of."""

import math

import pytest

import sim
from sim.scenario import ScenarioError


@pytest.mark.parametrize(
    "path",
    [
        "metrics.tokens.measuring",
        "metrics.tokens.price",
        "metrics.tokens.unmeasured",
        "company.wage",
        "company.training",
    ],
)
def test_it_is_a_mistake_at_its_place(path: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        sim.load("amazon_meshclaw", settings={path: 1e300})
    (mistake,) = refused.value.mistakes
    assert (mistake.path, mistake.message) == (
        path,
        "found 1e+300; expected at most 1e+15 in size, so that sums stay finite",
    )


def test_the_largest_and_the_infinite_are_none() -> None:
    case = sim.load("amazon_meshclaw", settings={"metrics.tokens.measuring": 1e15, "seed": 10**299})
    assert (case.all_metrics()["tokens"].measuring, case.seed) == (1e15, 10**299)
    with pytest.raises(ScenarioError):
        sim.load("amazon_meshclaw", settings={"metrics.tokens.measuring": math.nextafter(1e15, math.inf)})
