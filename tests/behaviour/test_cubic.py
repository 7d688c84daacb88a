"""Cubics by table: through their points, exact for cubics, level beyond their ends."""

import numpy as np
import pytest

from sim.behaviour import cubic

GRID = np.linspace(-2.0, 3.0, 11)
TABLE = cubic.through(GRID**3 - GRID, 0.5 * (3.0 * GRID**2 - 1.0))
PLACES = np.linspace(-2.0, 3.0, 501)


def in_cells(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return cubic.cell_of((places - GRID[0]) / 0.5, 10)


def test_a_cubic_is_met_exactly_with_its_slope() -> None:
    np.testing.assert_allclose(cubic.read(TABLE, *in_cells(PLACES)), PLACES**3 - PLACES, atol=1e-12)
    np.testing.assert_allclose(cubic.slope(TABLE, *in_cells(PLACES)) / 0.5, 3.0 * PLACES**2 - 1.0, atol=1e-12)


def test_beyond_the_grid_the_ends_hold() -> None:
    beyond = np.array([-1e300, -2.1, 3.1, 1e300, -np.inf, np.inf])
    ends = (GRID**3 - GRID)[[0, -1, -1]]
    found = cubic.read(TABLE, *in_cells(beyond))
    assert found == pytest.approx([ends[0], ends[0], ends[1], ends[2], ends[0], ends[1]])


def test_several_tables_lie_side_by_side() -> None:
    values = np.stack([GRID, GRID**2])
    table = cubic.through(values, np.stack([np.full(11, 0.5), GRID]))
    assert table.shape == (4, 2, 10)
    np.testing.assert_allclose(cubic.read(table[:, 1], *in_cells(PLACES)), PLACES**2, atol=1e-12)


@pytest.mark.parametrize("degree", [1, 4, 5])
def test_a_polynomial_is_met_by_its_values_at_the_points_of_a_cell(degree: int) -> None:
    part, to_powers = cubic.points(degree)
    assert (part[0], part[-1]) == (0.0, 1.0)
    wanted = np.arange(1.0, degree + 2.0)
    np.testing.assert_allclose(to_powers @ np.polynomial.polynomial.polyval(part, wanted), wanted)
