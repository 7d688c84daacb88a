"""Which units a run has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.units import Unit, block, missing


def worlds_of(units: list[Unit]) -> list[int]:
    return [world for unit in units for world in range(unit.first, unit.last + 1)]


def test_a_unit_is_named_by_point_and_range_of_worlds() -> None:
    assert Unit(0, 31).name == "point-00000-worlds-00000-00031"
    assert Unit(0, 31).worlds == 32


@pytest.mark.parametrize("unit", [Unit(0, 31), Unit(7, 7, point=12), Unit(99_990, 100_021)])
def test_a_name_reads_back_as_its_unit(unit: Unit) -> None:
    assert Unit.named(unit.name) == unit


def test_other_names_are_no_units() -> None:
    assert Unit.named("point-00000-worlds-00000-00031.1234") is None
    assert Unit.named("summary") is None
    assert Unit.named("point-00000-worlds-000000-00031") is None, "a unit has one name"


@pytest.mark.parametrize(
    ("first", "last", "can"), [(0, 0, True), (999_999, 999_999, True), (0, 10**6, False), (2, 1, False)]
)
def test_worlds_are_numbered_below_a_million(first: int, last: int, can: bool) -> None:
    assert Unit(first, last).can_be == can


@pytest.mark.parametrize(("employees", "size"), [(1, 32), (1_000, 32), (1_001, 31), (8_000, 4), (85_000, 1)])
def test_a_block_has_about_32_000_seats(employees: int, size: int) -> None:
    assert block(employees) == size


def test_more_worlds_add_units_beside_those_that_are_kept() -> None:
    assert missing(10, 1_000, []) == [Unit(0, 9)]
    assert missing(32, 1_000, [Unit(0, 9)]) == [Unit(10, 31)]
    assert missing(40, 1_000, [Unit(0, 9), Unit(10, 31)]) == [Unit(32, 39)]


def test_a_gap_is_filled() -> None:
    assert missing(12, 8_000, [Unit(4, 5)]) == [Unit(0, 3), Unit(6, 7), Unit(8, 11)]


def test_nothing_is_missing_when_more_is_kept_than_wanted() -> None:
    assert missing(5, 1_000, [Unit(0, 31)]) == []


@given(st.integers(1, 200), st.integers(1, 100_000), st.sets(st.integers(0, 220)))
def test_kept_and_missing_worlds_are_all_worlds_once(worlds: int, employees: int, kept: set[int]) -> None:
    units = missing(worlds, employees, [Unit(world, world) for world in kept])
    assert worlds_of(units) == [world for world in range(worlds) if world not in kept]
    size = block(employees)
    assert all(unit.first // size == unit.last // size for unit in units), "a unit lies within one block"
