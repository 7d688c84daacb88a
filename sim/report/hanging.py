"""What the verdict hangs on, in words: the settings that each company drew, or how to find out."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from sim.charts.numbers import number
from sim.experiment.by_hand import SIZE
from sim.experiment.hanging import FEWEST, Driver, drivers, how_many_drawn
from sim.experiment.plausible import COMPANIES, beside, with_drawn_settings
from sim.scenario import bundled
from sim.scenario.setting import Definition

if TYPE_CHECKING:
    from sim.experiment import Results
    from sim.experiment.choosing import Choice
    from sim.scenario import Case

_SHOWN = 10


class Row(NamedTuple):
    """An uncertain setting and how the lead goes with it, as words."""

    path: str
    how: str
    correlation: str
    interval: str
    middle: str
    below: str
    above: str
    clear: bool


class Hanging(NamedTuple):
    """The section on what the verdict hangs on: sentences, a table where settings were drawn, a command where not."""

    sentences: list[str]
    rows: list[Row]
    command: str


def hanging(results: Results, choice: Choice | None) -> Hanging:
    """Return the section; `choice` is None where there is one policy."""
    if choice is None or choice.rival is None:
        return Hanging(["There is no lead that could hang on anything: only one policy was run."], [], "")
    told = [settings_in_short(results, choice)]
    drawn = with_drawn_settings(results)
    found = _drivers(drawn, choice.best, choice.rival.policy) if drawn else ()
    to_find_out = "" if results.case.uncertain else finding_out(results)
    if drawn is None or not found:
        return Hanging(told, [], to_find_out)
    lead = f"the lead of “{choice.best}” over “{choice.rival.policy}”"
    told.append(
        f"The table holds the {min(_SHOWN, len(found))} of {len(found)} drawn settings that go most with {lead}, by "
        f"rank correlation over {len(drawn.worlds)} simulated companies. The intervals are wide enough to hold for all "
        "settings at once."
    )
    told.append(
        "Not drawn, but taken as the scenario has them: what it says of the company, such as wage, prices and what it "
        "costs to replace somebody, and its policies."
    )
    return Hanging(told, [_row(drawn.case, driver) for driver in found[:_SHOWN]], to_find_out)


def settings_in_short(results: Results, choice: Choice) -> str:
    """Say in a sentence what the choice hangs on among the settings, or that nobody has looked."""
    drawn = with_drawn_settings(results)
    if drawn is None:
        return (
            "All companies share one set of settings, most of them judgement: these results cannot say how the answer "
            f"changes with them. To find out: {finding_out(results)}"
        )
    if len(drawn.worlds) < FEWEST or choice.rival is None:
        return (
            "Settings were drawn anew in each company, but there are too few companies to tell on which of them the "
            f"answer hangs: it takes {FEWEST} or more, better 200."
        )
    rival = f"“{choice.rival.policy}”"
    clear = [each for each in _drivers(drawn, choice.best, choice.rival.policy) if each.clear]
    number_drawn = how_many_drawn(drawn.case)
    if not clear:
        return (
            f"Of the {number_drawn} settings drawn anew in each company, no single one can be told to move the lead "
            f"over {rival}: {len(drawn.worlds)} companies show only strong links."
        )
    first = clear[0]
    moves = f"{'moves' if len(clear) == 1 else 'move'} the lead over {rival}"
    chief = f"{', most of all' if len(clear) > 1 else ':'} {meaning(drawn.case, first.path)}"
    low, high = (f"{_led(each.mean)} {each.amount} {each.how_sure}" for each in (first.below, first.above))
    told = f"Of the {number_drawn} settings drawn anew in each company, {len(clear)} clearly {moves}{chief}."
    return f"{told} Where that is low, “{choice.best}” is {low}; where it is high, {high}."


def _drivers(drawn: Results, best: str, rival: str) -> tuple[Driver, ...]:
    """Return what drives a lead, worked out once for the first page and the section."""
    found: tuple[Driver, ...] = drawn.once((__name__, best, rival), lambda: drivers(drawn, best, rival))
    return found


def finding_out(results: Results) -> str:
    """Return the command that draws settings anew in each company, all else as it was."""
    over = [each.option for each in results.changed]
    return " ".join(["goodhart run", scenario_of(results.case), *over, "--uncertain --worlds 200"])


def command(results: Results) -> str:
    """Return the command that repeats the run, with all that was set over the scenario file."""
    case = results.case
    size = f"--worlds {case.worlds} --weeks {case.weeks} --employees {case.company.employees} --seed {case.seed}"
    over = [each.option for each in results.changed if each.path not in SIZE]
    others = beside(results)
    if others is not None and len(others.worlds) != COMPANIES:
        over.append(f"--plausible {len(others.worlds)}")
    return " ".join(["goodhart run", scenario_of(case), size, *over])


def scenario_of(case: Case) -> str:
    """Return what stands for the scenario in a command."""
    return shlex.quote(case.name if case.name in bundled() else f"{case.name}.yaml")


def meaning(case: Case, path: str) -> str:
    """Name an uncertain setting: the part of the model and the parameter, how it acts, which figure of it this is."""
    at: object = case
    keys = path.split(".")
    for place, key in enumerate(keys):
        field = type(at).model_fields.get(key) if isinstance(at, Definition) else None
        extra = field.json_schema_extra if field else None
        if field and isinstance(extra, dict) and "unit" in extra:
            how = (field.description or "").partition(";")[0]
            how = f"{extra['unit']} {how}" if how.startswith("of ") else how
            named = ": ".join(keys[max(0, place - 1) : place + 1]).replace("_", " ")
            figure = " ".join(keys[place + 2 :]).replace("_", " ")
            return f"{named} ({', '.join(part for part in (how, figure) if part)})"
        if isinstance(at, dict):
            at = at.get(key)
        else:
            at = case.all_metrics() if at is case and key == "metrics" else getattr(at, key, None)
    return path


def _row(case: Case, driver: Driver) -> Row:
    interval = f"{number(driver.low, decimals=2)} to {number(driver.high, decimals=2)}"
    below, above = (
        f"{each.percent(each.mean)} ({each.percent(each.low)} to {each.percent(each.high)})"
        for each in (driver.below, driver.above)
    )
    correlation = number(driver.correlation, decimals=2, signed=True)
    what = meaning(case, driver.path)
    return Row(driver.path, what, correlation, interval, number(driver.middle), below, above, driver.clear)


def _led(mean: float) -> str:
    return "ahead by" if mean >= 0 else "behind by"
