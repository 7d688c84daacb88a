"""Which policy is better: intervals that hold all at once, also when somebody looks more than once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import fake_company
import numpy as np
import pytest

from sim.company.decisions import Decision
from sim.company.luck import Luck
from sim.experiment import Results, ResultsError, run
from sim.experiment.asking.better import ranking, ranking_within
from sim.scenario import Case


@pytest.fixture
def in_worlds(made_up: Callable[..., Results]) -> Callable[..., Results]:
    """Results with one value a company: {policy: values}."""

    def make(folder: str = "made up", **values: Any) -> Results:
        named = {name.replace("_", " "): {"surplus": np.array(of)} for name, of in values.items()}
        return made_up(named, worlds=len(next(iter(values.values()))), folder=folder)

    return make


def normal(number: int, *shape: int) -> Any:
    u = Luck(5, number, 1, 1).of_pairs(Decision.UNCERTAIN, 0, np.arange(shape[0])[:, None], np.arange(shape[1]))
    return np.sqrt(-2 * np.log(u[..., 0])) * np.cos(2 * np.pi * u[..., 1])


def test_the_best_comes_first_with_who_cannot_be_told_from_it(in_worlds: Callable[..., Results]) -> None:
    luck = normal(0, 1, 40)[0]
    found = ranking(in_worlds(no_metric=1 + luck, board=2 + luck + 0.1 * normal(1, 1, 40)[0], outcomes=2.01 + luck))
    assert found.policies["policy"].iloc[2] == "no metric"
    assert found.policies["may_be_best"].tolist() == [True, True, False]
    assert found.pairs["sure"].tolist() == [False, True, True]
    assert "too little to be told from" in found.sentence
    assert found.worlds == 40
    without = ranking(in_worlds("other", no_metric=luck, board=1 + luck, outcomes=2 + luck)).sentence
    assert without.startswith(
        "Over weeks 3 to 8, “outcomes” has the most surplus in 40 simulated companies: it is 1 above “board”"
    )


def test_intervals_of_all_pairs_hold_at_once_in_95_of_100_cases(in_worlds: Callable[..., Results]) -> None:
    all_hold, each_holds = [], []
    for number in range(120):
        luck = normal(number, 4, 12)
        values = {"no_metric": luck[0] + luck[3], "board": luck[1] + luck[3], "outcomes": luck[2] + luck[3]}
        pairs = ranking(in_worlds(f"case {number}", **values)).pairs
        holds = (pairs["low"] <= 0) & (pairs["high"] >= 0)
        all_hold.append(holds.all())
        each_holds.append(holds.mean())
    assert np.mean(all_hold) > 0.91
    assert np.mean(each_holds) > np.mean(all_hold) - 1e-9


def test_less_is_better_where_the_measure_says_so(made_up: Callable[..., Results]) -> None:
    of = {"no metric": {"padding share": 0.1}, "board": {"padding share": 0.4}, "outcomes": {"padding share": 0.2}}
    found = ranking(made_up(of, worlds=3), "padding share")
    assert list(found.policies["policy"]) == ["no metric", "outcomes", "board"]
    assert "has the least padding share in 3 simulated companies: it is 0.1 below “outcomes”" in found.sentence
    assert found.sentence.startswith(f"Over weeks {found.weeks[0]} to {found.weeks[1]}, “")


def test_every_look_is_paid_for(in_worlds: Callable[..., Results]) -> None:
    luck = normal(3, 3, 16)
    results = in_worlds(no_metric=luck[0], board=luck[1], outcomes=luck[2])
    widths = [ranking(results, look=look).widest for look in (None, 1, 2, 6)]
    assert widths == sorted(widths)
    assert widths[0] < widths[1]


def test_companies_are_added_until_the_interval_is_narrow_enough(tiny: Case, fake: Any, tmp_path: Any) -> None:
    def noisy(case: Case, policy: str, unit: Any, tick: Any) -> Any:
        record = fake_company.simulate(case, policy, unit, tick)
        worlds = np.arange(unit.first, unit.last + 1)
        return record | {"surplus": record["surplus"] + 0.2 * np.sin(len(policy) * worlds**2)}

    fake(noisy)
    asked: list[int] = []

    def counted(case: Case) -> Results:
        asked.append(case.worlds)
        return run(case, out=tmp_path / "out")

    found = ranking_within(tiny, 0.12, run=counted)
    assert asked == [16 * 2**n for n in range(len(asked))]
    assert len(asked) > 1
    assert found.widest <= 0.12
    assert (found.looks, found.worlds) == (len(asked), asked[-1])
    assert (found.reached, "Stopped short" in found.sentence) == (True, False)
    short = ranking_within(tiny, 1e-9, most=20, run=partial(run, out=tmp_path / "out"))
    assert (short.worlds, short.looks, short.reached) == (20, 2, False)
    assert short.sentence.endswith(f"Stopped short of ± 1e-09: the widest interval is still ± {short.widest:.3g}.")
    assert (short.as_json()["within"], short.as_json()["reached"]) == (1e-9, False)
    asked.clear()
    ranking_within(tiny, 1e-9, first=5, most=12, run=counted)
    assert asked == [5, 10, 12]
    with pytest.raises(ResultsError, match="begins with 30 companies and stops at 20"):
        ranking_within(tiny, 0.1, first=30, most=20)
    with pytest.raises(ResultsError, match="above 0"):
        ranking_within(tiny, 0)


def test_what_cannot_be_compared_is_refused(in_worlds: Callable[..., Results]) -> None:
    results = in_worlds(no_metric=[1.0], board=[1.0], outcomes=[1.0])
    for words, of in (
        ({}, "at least 2 companies"),
        ({"policies": ["board"]}, "single policy"),
        ({"measure": "x"}, "x"),
    ):
        with pytest.raises(ResultsError, match=of):
            ranking(results, **words)
