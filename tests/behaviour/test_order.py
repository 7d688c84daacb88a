"""Orders, exact to the last bit."""

import numpy as np
import pytest

from sim.behaviour.order import in_order

AMONG = np.random.default_rng(1)


@pytest.mark.parametrize(
    "values",
    [
        AMONG.normal(size=(3, 1000)),
        1.0 + 1e-15 * AMONG.integers(-40, 40, (3, 1000)),
        AMONG.choice([-0.0, 0.0, 1e-320, -1e-320, np.inf, -np.inf, -2.0], (3, 200)),
        np.zeros((2, 70)),
        np.array([[2.0], [1.0]]),
    ],
    ids=["both signs", "alike but for their last bits", "zeros and infinities", "all alike", "alone"],
)
def test_the_order_is_that_of_the_exact_values_and_ties_go_by_seat(values: np.ndarray) -> None:
    order, at, group = in_order(values)
    starts = np.arange(len(values))[:, None] * values.shape[1]
    assert np.array_equal(order - starts, np.argsort(values, axis=1, kind="stable"))
    named = dict(zip(at.tolist(), group.tolist(), strict=True))
    ordered = values.ravel()[order.ravel()]
    for rank in range(1, values.size):
        ties = rank % values.shape[1] != 0 and ordered[rank] == ordered[rank - 1]
        assert ties == (rank in named and named[rank] == named.get(rank - 1))
