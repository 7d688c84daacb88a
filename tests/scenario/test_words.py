"""Whatever a scenario can set of a policy is said: no two settings of a lever read alike."""

from typing import Any

import pytest

from sim.scenario import Change, Levers
from sim.scenario.levers import levers_in
from sim.scenario.setting import Definition
from sim.scenario.words import COLUMNS, state, words

ACTIVE = 0.05
BEFORE: dict[str, Any] = {
    "metric": "tokens",
    "target": {"share": 0.8, "push": 0.8},
    "audience": "company",
    "bonus": {"prize": 0.5},
    "review": {"stated": "used", "clarity": 0.6, "actual": 0.4},
    "audit": {"rate": 0.02},
}
MOVES: dict[str, Any] = {
    "tool": "chat",
    "metric": "prompts",
    "permissions": "reviewed",
    "strategy": 0.5,
    "training": 0.01,
    "target.level": 0.2,
    "target.share": 0.7,
    "target.push": 0.5,
    "target.ratchet": 0.3,
    "target.of": "team",
    "target.teams": 0.5,
    "audience.who": "self",
    "audience.ranked": "teams",
    "audience.top": 250,
    "audience.names": False,
    "bonus.schedule": [{"above": 0.1, "rate": 0.02}],
    "bonus.prize": 0.7,
    "bonus.winners": 0.2,
    "bonus.pool": 0.1,
    "bonus.over_own_past": 0.3,
    "review.actual": 0.3,
    "review.stated": "not used",
    "review.clarity": 0.7,
    "review.shown": True,
    "review.score": "quota",
    "audit.rate": 0.1,
    "audit.sensitivity": 0.5,
    "audit.fine": 1.0,
    "audit.fine_per_unit": 2.0,
    "audit.proportional": True,
    "audit.dismissed": 0.25,
    "audit.cost": 80.0,
    "limits.cap": 2.0,
    "limits.chargeback": 0.5,
}


def change(path: str, value: Any) -> dict[str, Any]:
    lever, _, field = path.partition(".")
    beside = {"who": "company"} if path == "audience.top" else {}
    return {lever: beside | {field: value} if field else value}


def standing(*changes: dict[str, Any]) -> dict[str, str]:
    dated = tuple(Change.model_validate({"week": week, **each}) for week, each in enumerate(changes, start=1))
    return state(levers_in(len(dated), dated), ACTIVE)


def paths() -> set[str]:
    found = set()
    for name, field in Levers.model_fields.items():
        kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
        parts = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Definition)]
        found |= {f"{name}.{inner}" for inner in parts[0].model_fields} if parts else {name}
    return found


def test_every_lever_is_tried_here() -> None:
    assert set(MOVES) == paths()


@pytest.mark.parametrize("path", MOVES)
def test_a_lever_moved_alone_is_said_where_it_stands(path: str) -> None:
    before, after = standing(BEFORE), standing(BEFORE, change(path, MOVES[path]))
    assert [column for column in COLUMNS if before[column] != after[column]] == [column_of(path)]


@pytest.mark.parametrize("path", [path for path in MOVES if path != "audience.who" and "." in path])
def test_it_is_said_of_a_policy_that_sets_nothing_else(path: str) -> None:
    bare = {"who": "company"} if path == "audience.top" else {}
    assert standing(change(path, MOVES[path])) != standing({path.partition(".")[0]: bare})


@pytest.mark.parametrize("path", MOVES)
def test_a_dated_change_says_what_it_sets(path: str) -> None:
    said = [words(Change.model_validate({"week": 1, **change(path, each)})) for each in (MOVES[path], usual(path))]
    assert all(said)
    assert said[0] != said[1]


def usual(path: str) -> Any:
    lever, _, field = path.partition(".")
    if not field:
        return getattr(Levers(), lever)
    owner = type(getattr(Change.model_validate({"week": 1, **change(path, MOVES[path])}), lever))
    return owner.model_fields[field].get_default()


def column_of(path: str) -> str:
    lever, _, field = path.partition(".")
    if lever == "review":
        return "official word" if field in ("stated", "clarity") else "what managers do"
    if lever in ("metric", "audience"):
        return "what is counted, and who sees it"
    return "target" if lever == "target" else "other"


def test_no_policy_at_all_is_said_too() -> None:
    assert list(state(Levers(), ACTIVE).values()) == [
        "nothing is counted; nobody sees the numbers",
        "there is no target",
        "nothing is said about reviews",
        "managers do not use it",
        "nothing else",
    ]


def test_a_target_without_a_level_asks_for_what_counts_as_active() -> None:
    assert "the target is worth 0.05 of a useful week" in standing(BEFORE)["target"]
    assert "the target is worth 0.2 of a useful week" in standing(BEFORE, change("target.level", 0.2))["target"]


def test_a_board_of_the_top_that_is_taken_down_is_no_longer_said() -> None:
    taken_down = standing(change("audience.top", 250), {"audience": "manager"})
    assert "only the person and the manager see the number" in taken_down["what is counted, and who sees it"]
