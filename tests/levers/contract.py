"""What every lever promises; each lever's test inherits it and names a change and how to take it back."""

from dataclasses import fields
from typing import Any, ClassVar

import numpy as np
import yaml

from sim.company import Company
from sim.scenario import Case, Change, Levers
from sim.scenario.setting import Definition

BOARD = {
    "week": 4,
    "metric": "tokens",
    "audience": "company",
    "target": {"share": 0.8},
    "bonus": {"schedule": [{"above": 0.0, "rate": 0.01}]},
    "review": {"actual": 0.4, "stated": "not used"},
    "audit": {"rate": 0.05},
}
WEEK, WEEKS = 12, 20


def case(*changes: dict[str, Any]) -> Case:
    """Return a company of 48 people in which every lever has something to act on, and a policy of these changes."""
    policies = {"before": [BOARD], "policy": [BOARD, *changes]}
    data = {"title": "levers", "weeks": WEEKS, "seed": 3, "company": {"employees": 48}, "policies": policies}
    return Case.model_validate(data)


def states(of: Case, policy: str = "policy") -> list[dict[str, Any]]:
    """Return everything that the company carries, week by week."""
    company, weeks = Company(of, policy), []
    for _ in range(of.weeks):
        company.step()
        people = {field.name: getattr(company.people, field.name).copy() for field in fields(company.people)}
        weeks.append(people | {"push": company.push.copy(), "level": company.level.copy()})
    return weeks


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two weeks are the same to the last bit."""
    return all(np.array_equal(one[name], other[name]) for name in one)


class LeverContract:
    """Inherit it, and say what moves the lever and what takes it back to where `BOARD` has it."""

    change: ClassVar[dict[str, Any]]
    undo: ClassVar[dict[str, Any]]

    def moved(self) -> Case:
        """Return the case in which the lever is moved in mid-run."""
        return case({"week": WEEK, **self.change})

    def test_it_does_nothing_before_its_week(self) -> None:
        before, after = states(case()), states(self.moved())
        assert all(same(*weeks) for weeks in zip(before[: WEEK - 1], after[: WEEK - 1], strict=True))

    def test_it_does_something_from_its_week_on(self) -> None:
        before, after = states(case()), states(self.moved())
        assert not all(same(*weeks) for weeks in zip(before[WEEK - 1 :], after[WEEK - 1 :], strict=True))

    def test_taken_back_in_the_same_week_it_restores_the_run_bit_for_bit(self) -> None:
        restored = states(case({"week": WEEK, **self.change}, {"week": WEEK, **self.undo}))
        assert all(same(*weeks) for weeks in zip(states(case()), restored, strict=True))

    def test_taken_back_later_it_is_where_it_was(self) -> None:
        there = case({"week": WEEK, **self.change}, {"week": WEEK + 2, **self.undo})
        assert there.levers_in("policy", WEEK + 2) == case().levers_in("policy", WEEK)

    def test_it_survives_a_round_trip_through_yaml(self) -> None:
        written = yaml.safe_dump({"week": WEEK, **self.change})
        assert Change.model_validate(yaml.safe_load(written)) == Change.model_validate({"week": WEEK, **self.change})

    def test_it_is_documented(self) -> None:
        name = next(iter(self.change))
        definition = getattr(Change.model_validate({"week": 1, **self.change}), name)
        owner = type(definition) if isinstance(definition, Definition) else Levers
        names = owner.model_fields if isinstance(definition, Definition) else [name]
        for field in names:
            extra = owner.model_fields[field].json_schema_extra
            assert isinstance(extra, dict), field
            assert extra["unit"]
            assert extra["source"]
            assert owner.model_fields[field].description

    def test_it_is_described_in_words(self) -> None:
        assert Change.model_validate({"week": 1, **self.change}).words()
