"""Every lever keeps the contract."""

from typing import Any, ClassVar

import pytest

from sim.scenario import Levers
from tests.levers.contract import LeverContract


class TestTool(LeverContract):
    change: ClassVar[dict[str, Any]] = {"tool": "chat"}
    undo: ClassVar[dict[str, Any]] = {"tool": "agents"}


class TestParallelAgents(LeverContract):
    change: ClassVar[dict[str, Any]] = {"tool": "parallel agents"}
    undo: ClassVar[dict[str, Any]] = {"tool": "agents"}


class TestTarget(LeverContract):
    change: ClassVar[dict[str, Any]] = {"target": {"share": 1.0, "level": 0.4}}
    undo: ClassVar[dict[str, Any]] = {"target": {"share": 0.8, "level": None}}


class TestTargetOfTeams(LeverContract):
    change: ClassVar[dict[str, Any]] = {"target": {"of": "team", "teams": 0.5}}
    undo: ClassVar[dict[str, Any]] = {"target": {"of": "person", "teams": 1.0}}


class TestAudience(LeverContract):
    change: ClassVar[dict[str, Any]] = {"audience": "manager"}
    undo: ClassVar[dict[str, Any]] = {"audience": "company"}


class TestTopOfTheBoard(LeverContract):
    change: ClassVar[dict[str, Any]] = {"audience": {"top": 5, "who": "company"}}
    undo: ClassVar[dict[str, Any]] = {"audience": {"top": None, "who": "company"}}


class TestBoardOfTeams(LeverContract):
    change: ClassVar[dict[str, Any]] = {"audience": {"ranked": "teams", "names": False}}
    undo: ClassVar[dict[str, Any]] = {"audience": {"ranked": "people", "names": True}}


class TestBonus(LeverContract):
    change: ClassVar[dict[str, Any]] = {
        "bonus": {"schedule": [{"above": 0.2, "rate": 0.3}], "prize": 0.1, "pool": 0.02}
    }
    undo: ClassVar[dict[str, Any]] = {"bonus": {"schedule": [{"above": 0.0, "rate": 0.01}], "prize": 0.0, "pool": 0.0}}


class TestReview(LeverContract):
    change: ClassVar[dict[str, Any]] = {"review": {"actual": 0.9, "stated": "used"}}
    undo: ClassVar[dict[str, Any]] = {"review": {"actual": 0.4, "stated": "not used"}}


class TestReviewScoreAndShown(LeverContract):
    change: ClassVar[dict[str, Any]] = {"review": {"score": "quota", "shown": True}}
    undo: ClassVar[dict[str, Any]] = {"review": {"score": "percentile", "shown": False}}


class TestAudit(LeverContract):
    change: ClassVar[dict[str, Any]] = {"audit": {"rate": 0.5, "dismissed": 0.5, "fine_per_unit": 1.0}}
    undo: ClassVar[dict[str, Any]] = {"audit": {"rate": 0.05, "dismissed": 0.0, "fine_per_unit": 0.0}}


class TestLimits(LeverContract):
    change: ClassVar[dict[str, Any]] = {"limits": {"cap": 0.1, "chargeback": 1.0}}
    undo: ClassVar[dict[str, Any]] = {"limits": {"cap": None, "chargeback": 0.0}}


class TestPermissions(LeverContract):
    change: ClassVar[dict[str, Any]] = {"permissions": "reviewed"}
    undo: ClassVar[dict[str, Any]] = {"permissions": "open"}


class TestStrategy(LeverContract):
    change: ClassVar[dict[str, Any]] = {"strategy": 1.0}
    undo: ClassVar[dict[str, Any]] = {"strategy": 0.0}


class TestTraining(LeverContract):
    change: ClassVar[dict[str, Any]] = {"training": 0.02}
    undo: ClassVar[dict[str, Any]] = {"training": 0.0}


class TestMetric(LeverContract):
    change: ClassVar[dict[str, Any]] = {"metric": {"tokens": 0.5, "outcomes": 0.5}}
    undo: ClassVar[dict[str, Any]] = {"metric": "tokens"}


@pytest.mark.parametrize("lever", list(Levers.model_fields))
def test_every_lever_has_its_contract(lever: str) -> None:
    held = {next(iter(contract.change)) for contract in LeverContract.__subclasses__()}
    assert lever in held
