"""The benchmark's own logic, on companies of a few people; nothing here is timed."""

import os
import subprocess

import numpy as np
import pytest

import sim
from benchmarks import __main__ as command
from benchmarks import company, floor, lines, rounds
from benchmarks.alone import alone, cores, seconds_of
from benchmarks.floor import pass_floor, watch
from benchmarks.page import ordered
from benchmarks.rounds import Sizes
from sim.behaviour import cubic, normal
from sim.company import Company
from sim.company.luck import Luck
from sim.experiment.benchmark import full_case
from sim.measures import all_measures

TINY = Sizes(large=1_100, larger=1_200, small=20, between=30, block=2, weeks=14, few=3, demo_worlds=2, demo_weeks=14)

MEASURED = (
    *(
        "large",
        "full",
        "floor",
        "floor by table",
        "larger",
        "larger MB",
        "person-week",
        "person-week of larger",
        "half a year",
        "a year",
        "two years",
    ),
    *("small", "between", "small in a block", "plain small", "plain between", "plain large"),
    *("python", "import sim", "--help", "validate", "run"),
)


def a_round(**other):
    return dict.fromkeys(MEASURED, 1.0) | other


def row(done, start):
    return next(line for line in ordered(done).splitlines() if line.startswith(f"| {start}")).split(" | ")


@pytest.mark.parametrize(
    ("seconds", "reached"), [(0.9, "yes |"), (1.2, "yes, not the aim |"), (1.5, "yes, not the aim |"), (1.6, "no |")]
)
def test_a_line_says_whether_what_was_ordered_is_reached(seconds, reached):
    assert row([a_round(large=seconds)], "85,000 people, 52")[-1] == reached


def test_a_line_is_the_median_of_its_rounds_with_the_least_and_the_most():
    done = [a_round(large=seconds) for seconds in (1.4, 0.7, 0.8, 0.9, 3.0)]
    assert row(done, "85,000 people, 52")[3:] == ["0.90 s", "(0.70 to 3.00)", "yes, not in every round |"]


def test_ratios_are_taken_within_a_round():
    done = [a_round(large=large, floor=floor) for large, floor in ((1.0, 0.5), (2.0, 1.0), (30.0, 10.0))]
    assert row(done, "the first, in times its floor |")[3] == "2.00 times"
    assert lines.ratios(done)["floor over a year of 85,000 people"] == 0.5


def test_what_a_round_left_out_is_not_counted():
    once = [a_round(larger=20.0), *(a_round() for _ in range(2))]
    for each in once[1:]:
        del each["larger"]
    assert row(once, "1,000,000 people")[3:5] == ["20.0 s", "(once)"]
    assert row(once[1:], "1,000,000 people")[3] == "not measured"


def test_a_ratio_that_fell_by_more_than_a_fifth_is_named():
    before = {"a": 10.0, "b": 10.0, "c": 10.0, "gone": 1.0}
    said = list(lines.fallen({"a": 7.9, "b": 8.1, "c": 12.0, "new": 1.0}, before))
    assert said == ["a: 7.9, was 10 (-21%)", "gone: not measured, was 1"]
    assert list(lines.fallen({"a": float("nan")}, {"a": 1.0}))


def test_a_floor_that_holds_more_than_it_did_is_named():
    before = {"uniform": 8.0, "sort": 3.0, "gone": 1.0}
    said = list(lines.grown({"uniform": 16.0, "sort": 3.02, "new": 1.0}, before))
    assert said == [
        "uniform: 16.00 numbers a person and week, was 8.00",
        "new: 1.00 numbers a person and week, was 0.00",
    ]


def test_where_no_floor_is_kept_none_has_grown():
    assert not list(lines.grown({"uniform": 16.0}, {}))


def test_what_is_asked_twice_makes_the_floor_grow(deeds):
    once = floor.numbers_of(deeds, 1_100, 14)
    twice = floor.numbers_of([*deeds, *(deed for deed in deeds if deed.name == "uniform")], 1_100, 14)
    assert [line.split(":")[0] for line in lines.grown(twice, once)] == ["uniform"]


def test_where_all_is_on_every_measure_has_a_number():
    company = Company(full_case(60, 60), "board", worlds=4, measures=all_measures())
    while company.running:
        company.step()
    assert not [name for name, rows in company.record.items() if np.isnan(rows).all()]


def test_the_kept_ratios_are_those_that_are_measured():
    assert set(lines.last_release()) == set(lines.ratios([a_round()]))


def test_slower_arrays_make_every_ratio_that_is_kept_fall(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "KEPT", tmp_path / "ratios.json")
    assert lines.last_release() == {}
    lines.keep(lines.ratios([a_round()]), {"sort": 3.0}, "1.0")
    assert lines.last_release("floor") == {"sort": 3.0}
    assert not lines.is_defined_otherwise()
    monkeypatch.setattr(lines, "definition", lambda: "another")
    assert lines.is_defined_otherwise()
    before = lines.last_release()
    arrays = ("large", "full", "person-week of larger", "small", "between", "small in a block")
    slower = lines.ratios([a_round(**dict.fromkeys(arrays, 1.5))])
    assert len(list(lines.fallen(slower, before))) == len(before) == len(slower)


@pytest.fixture(scope="module")
def deeds():
    return watch(1_100, 14)


def test_the_floor_draws_what_a_run_draws(deeds, monkeypatch):
    drawn = []
    draw = Luck.uniform

    def noting(luck, decision, week, **named):
        drawn.append((decision, week, named.get("sub", 0)))
        return draw(luck, decision, week, **named)

    monkeypatch.setattr(Luck, "uniform", noting)
    company.pass_weeks(1_100, 14)
    in_run = drawn[-len([deed for deed in deeds if deed.name == "uniform"]) :]
    drawn.clear()
    pass_floor(deeds, 1_100)
    in_floor = [each for each in drawn if each in set(in_run)]
    assert sorted(in_floor) == sorted(in_run)
    assert {week for _, week, _ in in_run} == set(range(15))


def test_the_floor_holds_draws_functions_tables_and_sorts(deeds):
    names = {deed.name for deed in deeds}
    assert {"uniform", "of_pairs", "exp", "log", "chance", "quantile", "read", "sort"} <= names
    assert all(np.prod(deed.shape) >= 1_000 for deed in deeds if deed.name not in ("uniform", "of_pairs"))
    assert set(pass_floor(deeds, 1_100)) == set(pass_floor(deeds, 1_100, by_table=True)) == names


def test_the_floor_evaluates_the_normal_distribution_unless_it_is_to_read_the_tables(deeds, monkeypatch):
    asked = []
    for name in floor.NORMAL:
        monkeypatch.setitem(floor.NORMAL, name, lambda numbers, out, name=name: asked.append((name, numbers.shape)))
    pass_floor(deeds, 1_100, by_table=True)
    assert not asked
    pass_floor(deeds, 1_100)
    assert asked == [(deed.name, (int(np.prod(deed.shape)),)) for deed in deeds if deed.name in floor.NORMAL]
    assert {name for name, _ in asked} == {"chance", "quantile"}


def test_watching_leaves_no_trace():
    before = np.exp, np.argsort, Luck.uniform, cubic.read, normal.quantile
    watch(30, 2)
    assert (np.exp, np.argsort, Luck.uniform, cubic.read, normal.quantile) == before


def test_what_is_asked_of_the_same_numbers_again_counts_once(monkeypatch):
    from sim.company import week

    once = watch(1_100, 2)
    publish = week.publish

    def twice(company):
        publish(company)
        publish(company)

    monkeypatch.setattr(week, "publish", twice)
    functions = [deed for deed in watch(1_100, 2) if deed.name == "log"]
    assert functions == [deed for deed in once if deed.name == "log"]


def test_the_whole_benchmark_on_tiny_companies(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(lines, "KEPT", tmp_path / "ratios.json")
    for module in (command, rounds):
        monkeypatch.setattr(module, "alone", lambda work, *given, **named: work(*given, **named))
    monkeypatch.setattr(rounds, "seconds_of", lambda *line, **on: 1.0)
    page = tmp_path / "README.md"
    command.main(["--rounds", "2", "--keep", "--page", str(page)], TINY)
    text = page.read_text("utf-8")
    assert "not measured" not in text
    for line in lines.ORDERED:
        assert line.what in text
    assert "`hand_over`" in text
    assert "| together |" in text
    assert str(tmp_path) not in text
    assert set(lines.last_release()) == set(lines.ratios([a_round()]))
    assert "No ratio has fallen" in capsys.readouterr().out


def test_work_is_done_in_a_process_of_its_own():
    assert alone(os.getpid) != os.getpid()


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system keeps no process to a core")
def test_cores_are_given_back_when_the_work_fails():
    before, during = os.sched_getaffinity(0), set()

    def fail():
        with cores(1):
            during.update(os.sched_getaffinity(0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(during) == 1
    assert os.sched_getaffinity(0) == before


def test_a_command_that_fails_is_not_measured():
    assert seconds_of("-c", "pass") > 0.0
    with pytest.raises(subprocess.CalledProcessError):
        seconds_of("-c", "raise SystemExit(1)")


def test_the_demo_is_run_with_four_of_its_policies():
    with rounds.demo(TINY) as line:
        case = sim.load(line[3])
    assert line[:3] == ("-m", "sim", "run")
    assert line[4:6] == ("--worlds", "2")
    assert list(case.policies) == list(rounds.POLICIES)
    assert case.facts


def test_a_quick_look_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(lines, "KEPT", tmp_path / "ratios.json")
    monkeypatch.setattr(command, "alone", lambda work, *arguments: [])
    monkeypatch.setattr(command, "rounds", lambda number, *rest: [a_round()] * number)
    command.main(["--quick", "--keep", "--page", str(tmp_path / "README.md")], TINY)
    assert not list(tmp_path.iterdir())
    assert "(once)" in capsys.readouterr().out
