"""What the verdict hangs on, in words: the settings that each company drew, or how to find out."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from sim.charts.numbers import number
from sim.experiment.hanging import FEWEST, Driver, drivers, how_many_drawn
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
    found = drivers(results, choice.best, choice.rival.policy) if results.case.uncertain else ()
    if not found:
        return Hanging(told, [], finding_out(results.case))
    lead = f"the lead of “{choice.best}” over “{choice.rival.policy}”"
    told.append(
        f"The table holds the {min(_SHOWN, len(found))} of {len(found)} drawn settings that go most with {lead}, by "
        "rank correlation over the simulated companies. The intervals are wide enough to hold for all settings at once."
    )
    return Hanging(told, [_row(results.case, driver) for driver in found[:_SHOWN]], "")


def settings_in_short(results: Results, choice: Choice) -> str:
    """Say in a sentence what the choice hangs on among the settings, or that nobody has looked."""
    case = results.case
    if not case.uncertain:
        return (
            "All companies share one set of settings, most of them judgement: these results cannot say how the answer "
            f"changes with them. To find out: {finding_out(case)}"
        )
    if len(results.worlds) < FEWEST or choice.rival is None:
        return (
            "Settings were drawn anew in each company, but there are too few companies to tell on which of them the "
            f"answer hangs: it takes {FEWEST} or more, better 200."
        )
    clear = [each for each in drivers(results, choice.best, choice.rival.policy) if each.clear]
    drawn = how_many_drawn(case)
    if not clear:
        return (
            f"Of the {drawn} settings drawn anew in each company, none can be told to move the lead over "
            f"“{choice.rival.policy}” (95 % intervals, over {len(results.worlds)} companies)."
        )
    first = clear[0]
    what = meaning(case, first.path)
    return (
        f"Of the {drawn} settings drawn anew in each company, {len(clear)} clearly "
        f"{'moves' if len(clear) == 1 else 'move'} the lead over “{choice.rival.policy}”, most of all {what}: "
        f"{_led(first.below.mean)} {first.below.amount} {first.below.how_sure} where it is low, "
        f"{_led(first.above.mean)} {first.above.amount} {first.above.how_sure} where it is high."
    )


def finding_out(case: Case) -> str:
    """Return the command that draws settings anew in each company."""
    return f"goodhart run {scenario_of(case)} --uncertain --worlds 200"


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
        at = getattr(at, key, None)
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
