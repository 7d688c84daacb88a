from pathlib import Path
from types import SimpleNamespace

import pytest

from sim.charts import all_charts
from sim.charts.drawing.labels import EndLabel
from sim.charts.drawing.looks import STAND_OUT, looks
from sim.charts.drawing.style import LOOKS, PLAIN, Look
from sim.experiment import Results
from tests.charts import made
from tests.charts.contract import MANY


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Fifteen policies, made up so that each but the baseline leaves more surplus than the one before."""
    return made.results(tmp_path_factory.mktemp("many"), MANY, worlds=3)


def test_the_baseline_has_the_first_look_wherever_it_stands_and_the_others_their_own(tmp_path: Path) -> None:
    few = made.results(tmp_path, ["a", made.BASELINE, "b"], worlds=2, weeks=20)
    assert looks(few) == {"a": LOOKS[1], made.BASELINE: LOOKS[0], "b": LOOKS[2]}


def test_as_many_policies_as_there_are_looks_all_stand_out(tmp_path: Path) -> None:
    full = made.results(tmp_path, MANY[: len(LOOKS)], worlds=2, weeks=20)
    assert list(looks(full).values()) == list(LOOKS)


def test_of_many_the_baseline_the_main_policy_and_those_with_most_surplus_stand_out(many: Results) -> None:
    found = looks(many)
    named = [policy for policy in MANY if found[policy] != PLAIN]
    assert named == [made.BASELINE, MANY[1], *MANY[-4:]]
    assert [found[policy] for policy in named] == list(LOOKS[:STAND_OUT])


def test_the_policy_with_least_surplus_stands_out(many: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    order = [*MANY[8:], *MANY[:5], MANY[7], MANY[6], MANY[5]]
    choice = SimpleNamespace(places=[SimpleNamespace(policy=policy) for policy in order])
    monkeypatch.setattr("sim.charts.drawing.looks.choose", lambda _: choice)
    found = looks(many)
    assert [policy for policy in MANY if found[policy] != PLAIN] == [*MANY[:2], MANY[5], *MANY[8:11]]


def test_without_a_surplus_the_first_stand_out(tmp_path: Path) -> None:
    lacking = made.results(tmp_path, MANY, worlds=2, weeks=20, without=["surplus"])
    assert [policy for policy, look in looks(lacking).items() if look != PLAIN] == [*MANY[: STAND_OUT - 1], MANY[-1]]


def test_a_policy_looks_the_same_in_every_chart(many: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, dict[str, Look]] = {}
    ends: list[EndLabel] = []
    for module in ("drawing.over_time", "goodhart_curve"):
        monkeypatch.setattr(f"sim.charts.{module}.label_ends", lambda _, these: ends.extend(these))
    for chart in all_charts():
        if not chart.columns and not chart.options:
            ends.clear()
            chart.figure(many)
            seen[chart.name] = {end.text: end.look for end in ends}
    found = looks(many)
    assert {name for name, named in seen.items() if named} == {"goodhart-curve", "people-padding", "validity"}
    assert all(look == found[policy] for named in seen.values() for policy, look in named.items())
