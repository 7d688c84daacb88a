"""Fixtures: a tiny case, a runner without a model, and results made up by hand."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.experiment import Results, Study, keeping, load_study, runner
from sim.experiment.marks import Marks
from sim.experiment.provenance import manifest
from sim.experiment.studies import describing, loading, sweeping
from sim.experiment.units import Unit
from sim.scenario import Case

sys.path.insert(0, str(Path(__file__).parent))  # where worker processes find it too
fake_company = import_module("fake_company")


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(fake_company.SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def tiny(scenario: Path) -> Case:
    return sim.load(scenario)


@pytest.fixture
def study_file(scenario: Path) -> Path:
    """A study of 3 x 2 points of the tiny case, two units each."""
    path = scenario.with_name("tiny_study.yaml")
    path.write_text(fake_company.STUDY, encoding="utf-8")
    return path


@pytest.fixture
def study(study_file: Path, fake: Callable[[Any], None]) -> Study:
    return load_study(study_file)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Put a function in the place of the model."""

    def use(simulate: Any = fake_company.simulate) -> None:
        for module in (runner, sweeping):
            monkeypatch.setattr(module, "simulate", simulate)
        for module in (runner, describing, loading):
            monkeypatch.setattr(module, "known_measures", lambda: fake_company.MEASURES)

    use()
    return use


@pytest.fixture
def made_up(tiny: Case, tmp_path: Path) -> Callable[..., Results]:
    """Keep given values as results: {policy: {measure: something of shape (weeks, worlds)}}; the rest is 0."""

    def make(
        values: Mapping[str, Mapping[str, Any]], *, worlds: int, case: Case = tiny, folder: str = "made up"
    ) -> Results:
        shape = (case.weeks, worlds)
        described = manifest(case, fake_company.MEASURES)
        keeping.prepare(tmp_path / folder, described)
        records = {
            policy: {
                info.name: np.broadcast_to(np.asarray(values.get(policy, {}).get(info.name, 0.0)), shape).astype(float)
                for info in fake_company.MEASURES
            }
            for policy in case.policies
        }
        keeping.keep_unit(tmp_path / folder, Unit(0, worlds - 1), records, Marks.of(described, case).at(0))
        return Results.open(tmp_path / folder)

    return make
