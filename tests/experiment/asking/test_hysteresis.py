"""When it tips, on companies whose memory is known."""

from functools import partial
from typing import Any

import fake_company
import numpy as np
import pytest

from sim.experiment import ResultsError, run
from sim.experiment.asking.hysteresis import HELD, MOVED, moved_case, tipping
from sim.experiment.patterns import loop
from sim.scenario import Case


def relay(memory: float, size: float = 0.5, drift: float = 0.001) -> Any:
    """What is watched follows the managers' weight: it is moved above .4 and back below .4 - memory."""

    def simulate(case: Case, policy: str, unit: Any, tick: Any) -> Any:
        worlds = unit.worlds
        on = np.zeros(worlds)
        rows = []
        for week in range(1, case.weeks + 1):
            stake = case.levers_in(policy, week).review.actual
            on = np.where(stake > 0.4, 1.0, np.where(stake < 0.4 - memory, 0.0, on))
            rows.append(size * on + 0.01 * np.sin(np.arange(unit.first, unit.last + 1)) + drift * week)
            tick(worlds)
        return dict.fromkeys((info.name for info in fake_company.MEASURES), np.array(rows))

    return simulate


def tip(tiny: Case, tmp_path: Any, **given: Any) -> Any:
    given = {"high": 0.8, "steps": 9, "hold": 4, "measure": "padding share", "policy": "board"} | given
    return tipping(tiny, run=partial(run, out=tmp_path / "out"), **given)


@pytest.mark.parametrize("memory", [0.0, 0.25])
def test_the_loop_of_a_relay_is_the_one_it_was_made_with(tiny: Case, fake: Any, tmp_path: Any, memory: float) -> None:
    fake(relay(memory))
    found = tip(tiny, tmp_path)
    table = found.table
    assert table["stake"].tolist() == pytest.approx([*np.arange(9) / 10, *np.arange(7, -1, -1) / 10])
    assert (list(table["way"]).count("up"), len(table)) == (9, 17)
    assert table["week"].tolist() == [2 + 4 * step for step in range(1, 18)]
    assert found.tips_up.mean == pytest.approx(0.45, abs=0.01)
    assert found.tips_down.mean == pytest.approx(0.15 if memory else 0.35, abs=0.01)
    without_time = (table["outcome"] - table["held"]).to_numpy()
    assert found.area.mean == pytest.approx(float(loop(table["stake"].to_numpy(), without_time).share), abs=1e-9)
    assert found.area.mean > 0.25 if memory else found.area.mean < 0.15
    assert found.left.mean == pytest.approx(0, abs=1e-12)
    assert "which may be nothing" in found.sentence
    assert found.stays_up == 0


def test_what_never_goes_back_is_said(tiny: Case, fake: Any, tmp_path: Any) -> None:
    fake(relay(1.0))
    found = tip(tiny, tmp_path)
    assert found.left.mean == pytest.approx(0.5)
    assert found.stays_up == 1.0
    assert found.share_left.mean == pytest.approx(1.0, abs=0.05)
    assert "in 100% of companies it does not go back beyond half" in found.sentence
    assert "on the way down" not in found.sentence
    assert "0.5 (95 % interval 0.5 to 0.5) more than where it was never raised" in found.sentence


def test_time_alone_leaves_no_trace(tiny: Case, fake: Any, tmp_path: Any) -> None:
    fake(relay(0.0))
    assert tip(tiny, tmp_path, low=0.0, high=0.3, steps=4).area.mean == pytest.approx(0, abs=1e-12)


def test_half_way_is_where_the_lever_has_done_half_whatever_time_does_meanwhile(
    tiny: Case, fake: Any, tmp_path: Any
) -> None:
    fake(relay(0.25, drift=0.05))
    found = tip(tiny, tmp_path)
    assert found.way == "rises"
    assert (found.tips_up.mean, found.tips_down.mean) == pytest.approx((0.45, 0.15), abs=1e-9)
    assert found.table["moved"].max() == pytest.approx(0.5)


def test_what_falls_has_its_half_way_too(tiny: Case, fake: Any, tmp_path: Any) -> None:
    fake(relay(1.0, size=-0.5))
    found = tip(tiny, tmp_path)
    assert found.way == "falls"
    assert found.tips_up.mean == pytest.approx(0.45, abs=1e-9)
    assert found.share_left.mean == pytest.approx(1.0)
    assert found.area.mean > 0.4
    assert "0.5 (95 % interval 0.5 to 0.5) less than where it was never raised. Half of the fall is there at 0.45" in (
        found.sentence
    )


def test_a_lever_that_does_nothing_sure_has_no_half_way(tiny: Case, fake: Any, tmp_path: Any) -> None:
    def noise(case: Case, policy: str, unit: Any, tick: Any) -> Any:
        tick(case.weeks * unit.worlds)
        values = np.random.default_rng([unit.first, len(policy)]).normal(size=(case.weeks, unit.worlds))
        return dict.fromkeys((info.name for info in fake_company.MEASURES), values)

    fake(noise)
    found = tip(tiny, tmp_path)
    assert found.way == "neither"
    assert np.isnan([*found.tips_up, *found.tips_down, *found.share_left]).all()
    assert found.stays_up == 0
    assert found.sentence.endswith("Even at its highest it does not surely move it, so there is no half way.")
    assert found.as_json()["way"] == "neither"


def test_intervals_of_half_way_stay_inside_the_range(tiny: Case, fake: Any, tmp_path: Any) -> None:
    def two_kinds(case: Case, policy: str, unit: Any, tick: Any) -> Any:
        early = np.arange(unit.first, unit.last + 1) % 2 == 0
        stakes = [case.levers_in(policy, week).review.actual for week in range(1, case.weeks + 1)]
        tick(case.weeks * unit.worlds)
        values = np.where(early, np.array(stakes)[:, None] > 0.0, np.array(stakes)[:, None] > 0.75).astype(float)
        return dict.fromkeys((info.name for info in fake_company.MEASURES), values)

    fake(two_kinds)
    found = tip(tiny.model_copy(update={"worlds": 2}), tmp_path)
    assert found.way == "rises"
    assert (found.tips_up.low, found.tips_up.high) == (0.0, 0.8)


def test_the_lever_moves_on_its_dates_and_the_rest_of_the_policy_stays(tiny: Case) -> None:
    case = moved_case(tiny, "target.push", low=0.2, high=1.0, steps=3, hold=5, policy="board")
    assert case.weeks == 2 + 5 * 5
    pushes = [case.levers_in(MOVED, week).target for week in (3, 8, 13, 18, 23)]
    assert [target.push for target in pushes if target] == pytest.approx([0.2, 0.6, 1.0, 0.6, 0.2])
    assert case.levers_in(MOVED, 20).audience.who == "company"
    assert case.levers_in(HELD, 27).target == pushes[0]


def test_what_cannot_be_raised_is_refused(tiny: Case) -> None:
    for lever, high, words in (
        ("review.actul", 0.8, "'review.actul' is no lever that can be 0"),
        ("review.actual", 1.5, "can be"),
        ("review", 0.8, "'review' is no lever"),
        ("review.actual", -1.0, "low below high"),
    ):
        with pytest.raises(ResultsError, match=words):
            tipping(tiny, lever, high=high)
    with pytest.raises(ResultsError, match="no policy with dated changes called 'bord'"):
        tipping(tiny, policy="bord")
