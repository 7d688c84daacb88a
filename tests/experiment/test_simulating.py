"""One policy in one unit: what is left behind is its record."""

import gc
from typing import Any
from weakref import ref

import pytest

import sim
import sim.company
from sim.experiment.simulating import simulate
from sim.experiment.units import Unit


def test_a_company_that_is_done_leaves_its_record_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    people = []

    class Seen(sim.company.Company):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            people.append(ref(self.people))

    monkeypatch.setattr(sim.company, "Company", Seen)
    case = sim.load("amazon_meshclaw", employees=20, weeks=3)
    gc.disable()
    try:
        record = simulate(case, "as it happened", Unit(0, 1), lambda worlds: None, ("metric",))
        assert [each() for each in people] == [None], "without waiting for the collector"
    finally:
        gc.enable()
    assert record["metric"].shape == (3, 2)
