"""How results are written, and how progress is told."""

import errno
import io
import math
import warnings

import pandas as pd
import pytest

from sim.cli import console, tables
from sim.experiment import FactResult, MeasureInfo

VALUE = MeasureInfo("real value", "Real value", "baseline weeks a week", "mean V", "more", 1, "number")
SHARE = MeasureInfo("prevalence", "Who pads", "share of people", "mean 1[m > 0]", "less", 2, "share")
COST = MeasureInfo("bill", "The bill", "dollars", "price M", "less", 3, "money")


def cells(measure, mean, low, high, **more):
    return pd.DataFrame([{"policy": "a [b]", "measure": measure.name, "mean": mean, "low": low, "high": high, **more}])


def fact(low, high, shown, kind, role="calibrate", value_is=""):
    return FactResult("A1", "case", "It falls", shown, -0.04, low, high, 0.96, kind, "a source", role, value_is)


def text(table):
    """The last row of a table, as it is printed."""
    speaker = console.console()
    with speaker.capture() as said:
        speaker.print(table)
    return said.get()


@pytest.mark.parametrize(
    ("measure", "mean", "low", "high", "shown"),
    [
        (VALUE, 1.0432, 1.0412, 1.0452, "1.043±0.002"),
        (SHARE, 0.1234, 0.1134, 0.1334, "12.3±1.0"),
        (COST, 123456.7, 123400.7, 123512.7, "123,457±56"),
        (VALUE, 1.0432, math.nan, math.nan, "1.043\n"),
        (VALUE, math.nan, math.nan, math.nan, "–"),
    ],
)
def test_a_level_has_its_interval(measure, mean, low, high, shown):
    said = text(tables.levels(cells(measure, mean, low, high), [measure]))
    assert shown in said
    assert "nan" not in said


def test_a_name_with_brackets_is_written_as_it_is():
    assert "a [b]" in text(tables.levels(cells(VALUE, 1.0, 0.9, 1.1), [VALUE]))


def test_a_difference_has_its_sign_its_interval_and_its_share_of_companies():
    said = text(tables.differences(cells(SHARE, -0.02, -0.03, -0.01, same_sign=0.94), [SHARE]))
    assert "-2.0±1.0" in said
    assert "in 94%" in said
    assert "% points" in said


def test_a_fact_says_its_band_and_whether_it_is_shown():
    facts = [
        fact(-math.inf, 0.0, True, "robust"),
        fact(0.2, 0.6, False, "informative"),
        fact(0.1, math.inf, True, "robust"),
    ]
    said = text(tables.facts(facts))
    assert all(words in said for words in ("below 0", "0.2 to 0.6", "above 0.1", "not shown", "shown (robust)", "96%"))


@pytest.mark.parametrize("value_is", ["ratio", "difference", "share"])
def test_a_fact_says_what_its_simulated_value_is(value_is):
    assert f"-0.040 {value_is} " in text(tables.facts([fact(0.0, 1.0, True, "robust", value_is=value_is)]))


def test_facts_are_counted_by_their_part_in_choosing_the_settings():
    chose = [fact(0.0, 1.0, shown, kind) for shown, kind in ((True, "robust"), (False, "informative"))]
    unused = [fact(0.0, 1.0, True, "informative", role="untouched")]
    assert tables.facts_counted(chose + unused) == (
        "2 of 3 facts shown; of those that chose the settings (calibrate) 1 of 2, of those never used 1 of 1, "
        "of the informative ones 1 of 2"
    )
    assert tables.facts_counted(unused) == (
        "1 of 1 facts shown; of those never used 1 of 1, of the informative ones 1 of 1"
    )
    assert tables.facts_counted([]) == "0 of 0 facts shown"


def test_a_pair_of_policies_is_told_measure_by_measure():
    one = cells(VALUE, -0.02, -0.03, -0.01, same_sign=0.94)
    other = cells(SHARE, 0.1, math.nan, math.nan, same_sign=math.nan)
    said = text(tables.pair(pd.concat([one, other]), [VALUE, SHARE])).splitlines()[-2:]
    assert [word in said[0] for word in ("real value", "baseline weeks a week", "-0.020±0.010", "in 94%")] == [True] * 4
    assert [word in said[1] for word in ("prevalence", "% points", "+10.0", tables.ABSENT)] == [True] * 4


def test_json_has_null_where_there_is_no_number():
    assert tables.records(cells(VALUE, 1.0, math.nan, math.inf))[0]["high"] is None


def test_progress_without_a_terminal_is_a_line_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr(console, "SECONDS_BETWEEN_LINES", -1.0)
    with console.progress("ten companies") as update:
        for done in range(11):
            update(done, 10)
    said, told = capsys.readouterr()
    assert said == ""
    lines = told.splitlines()
    assert lines[0] == "ten companies"
    assert lines[1].startswith("10% done, about ")
    assert lines[1].endswith(" s left")
    assert len(lines) == 10


@pytest.mark.parametrize(
    ("called", "found", "again"),
    [
        ("/home/me/.venv/bin/goodhart", "/home/me/.venv/bin/goodhart", "goodhart"),
        (".venv/bin/goodhart", None, ".venv/bin/goodhart"),
        (".venv/bin/goodhart", "/usr/bin/goodhart", ".venv/bin/goodhart"),
        ("my tools/goodhart", None, "'my tools/goodhart'"),
        ("/home/me/sim/__main__.py", "/usr/bin/goodhart", "/usr/bin/python3 -m sim"),
    ],
)
def test_the_command_is_named_as_it_was_called(called, found, again, monkeypatch):
    monkeypatch.setattr("sys.argv", [called])
    monkeypatch.setattr("sys.executable", "/usr/bin/python3")
    monkeypatch.setattr("shutil.which", lambda name: found)
    assert console.as_invoked() == again


class _NobodyListens(io.StringIO):
    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal

    def write(self, text):
        raise OSError(errno.EIO, "gone")


@pytest.mark.parametrize("terminal", [True, False])
def test_work_goes_on_though_nobody_listens(terminal, monkeypatch):
    monkeypatch.setattr("sys.stderr", _NobodyListens(terminal))
    monkeypatch.setattr(console, "SECONDS_BETWEEN_LINES", -1.0)
    done = 0
    with console.progress("ten companies") as update:
        for done in range(11):
            update(done, 10)
    assert done == 10


def test_a_pipe_that_breaks_before_the_work_is_done_is_a_failure(goodhart, monkeypatch):
    def broken(*_):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("sim.scenario.bundled", broken)
    done = goodhart("list", "cases")
    assert done.exit_code == 1
    assert "Broken pipe" in done.stderr


@pytest.mark.filterwarnings("default")
def test_a_warning_of_ours_is_said_as_a_sentence(goodhart, monkeypatch):
    from sim.experiment.damage import DamagedUnits

    def warning():
        warnings.warn(DamagedUnits("a file is damaged"), stacklevel=1)
        return {}

    monkeypatch.setattr("sim.scenario.bundled", warning)
    assert goodhart("list", "cases").stderr == "a file is damaged\n"
