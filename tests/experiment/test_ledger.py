"""The ledger of a policy over some weeks, down to what the policy itself changed."""

import numpy as np
import pytest

import sim
from sim.experiment import Line, Results, ResultsError, ledger, run
from sim.experiment.pairing import mean_of, paired
from sim.measures import account

SCENARIO = """\
title: A small company
company: {employees: 60}
weeks: 24
worlds: 4
seed: 5
baseline: no metric
behaviour: {idea: {own: 0.3}, choice: {redo: 0.4}}
policies:
  no metric: []
  board: [{week: 10, metric: tokens, audience: company, target: {share: 0.8}, review: {actual: 0.5}}]
  board, then outcomes: [{week: 10, metric: tokens, audience: company}, {week: 18, metric: outcomes}]
  from the start: [{week: 1, metric: tokens, audience: company}]
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("ledger")
    path = folder / "small.yaml"
    path.write_text(SCENARIO)
    return run(sim.load(path), out=folder / "out")


def by_name(lines: tuple[Line, ...]) -> dict[str, Line]:
    return {line.name: line for line in lines}


def test_it_runs_from_the_claim_to_the_policys_effect(results: Results) -> None:
    lines = ledger(results, "board", (14, 24))
    named = [measure.name.removeprefix("ledger: ") for measure in account("ledger")]
    assert [line.name for line in lines] == [
        "claim", "start of the count", *named[1:], "would have come anyway", "policy's effect"
    ]  # fmt: skip
    assert all(line.says[0].isupper() and line.low < line.mean < line.high for line in lines)


def test_the_lines_add_up_to_the_real_gain_and_from_there_to_the_effect(results: Results) -> None:
    *steps, real, anyway, effect = (line.mean for line in ledger(results, "board", (14, 24)))
    assert sum(steps) == pytest.approx(real, rel=1e-9)
    assert real + anyway == pytest.approx(effect, rel=1e-9)
    assert min(abs(real), abs(anyway), abs(effect)) > 1e-3


def test_the_claim_is_that_of_the_dashboard_and_what_follows_starts_with_the_last_week(results: Results) -> None:
    lines = by_name(ledger(results, "board", (14, 24)))
    claimed = results.per_world("board", "claimed gain", (14, 24))
    assert lines["claim"][2:] == pytest.approx(mean_of(claimed))
    recorded = results.per_world("board", "ledger: claim", (14, 24))
    assert lines["start of the count"][2:] == pytest.approx(mean_of(recorded - claimed))
    assert lines["start of the count"].mean != 0


def test_each_line_is_the_mean_over_weeks_of_what_was_recorded(results: Results) -> None:
    overuse = results.cube("ledger: overuse")[1, :, 13:24].mean(axis=1)
    assert by_name(ledger(results, "board", (14, 24)))["overuse"][2:] == pytest.approx(mean_of(overuse))


def test_the_effect_is_the_paired_difference_of_real_value_where_worlds_were_alike_before(results: Results) -> None:
    values = [results.per_world(policy, "real value", (14, 24)) for policy in ("board", "no metric")]
    effect = by_name(ledger(results, "board", (14, 24)))["policy's effect"]
    assert effect[2:] == pytest.approx(paired(*values)[:3], rel=1e-9)


def test_weeks_without_a_claim_count_in_no_line(results: Results) -> None:
    whole, part = (ledger(results, "board, then outcomes", weeks) for weeks in ((1, 24), (10, 17)))
    assert [line[2:] for line in whole] == [pytest.approx(line[2:]) for line in part]
    assert np.isnan([line[2:] for line in ledger(results, "board, then outcomes", (18, 24))]).all()


def test_the_last_quarter_is_the_default(results: Results) -> None:
    assert ledger(results, "board") == ledger(results, "board", (19, 24))


@pytest.mark.parametrize("policy", ["no metric", "from the start"])
def test_a_policy_without_a_launch_has_no_ledger(policy: str, results: Results) -> None:
    with pytest.raises(ResultsError, match=f"{policy}.*launches no metric"):
        ledger(results, policy)


def test_what_is_not_there_is_refused(results: Results) -> None:
    with pytest.raises(ResultsError, match="no policy 'rumours'"):
        ledger(results, "rumours")
    with pytest.raises(ResultsError, match="no weeks 20 to 30"):
        ledger(results, "board", (20, 30))
