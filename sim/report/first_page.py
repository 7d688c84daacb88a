"""The first page: which policy to choose, how sure that is, and what it hangs on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.experiment.choosing import Choice, choose
from sim.experiment.lead import Lead, companies, lead, span
from sim.experiment.once_up import once_up
from sim.experiment.plausible import beside
from sim.experiment.replacing import replacing
from sim.report.hanging import settings_in_short
from sim.report.policies import dated

if TYPE_CHECKING:
    from sim.experiment import FactResult, Results

SURPLUS, REAL = "surplus", "real value"
_NAMED = 4


class Answers(NamedTuple):
    """What a reader of the first page alone takes away; each answer is some sentences."""

    which: list[str]
    how_sure: list[str]
    hangs_on: list[str]


class Rank(NamedTuple):
    """A policy in the table of the first page.

    Attributes
    ----------
    change, interval, agree
        What it leaves more or less than the baseline, per cent of a working week; empty for the baseline.
    first
        In how many simulated companies it comes first.
    meaning
        Whether it can be the best.
    low, mean, high
        The interval and its middle on a line from 0 to 100 that `zero` stands on too; None for the baseline.
    """

    policy: str
    change: str
    interval: str
    agree: str
    first: str
    meaning: str
    low: float | None
    mean: float | None
    high: float | None
    zero: float


def answers(results: Results, facts: list[FactResult]) -> Answers:
    """Answer the three questions of the first page in sentences."""
    if len(results.policies) == 1:
        only = f"There is nothing to choose: only “{results.policies[0]}” was run."
        return Answers([only], ["A comparison takes a second policy in the scenario file."], [])
    choice = choose(results)
    which = [*_which(results, choice), *_once_up(results)]
    return Answers(which, _how_sure(results, choice, facts), _hangs_on(results, choice))


def ranking(results: Results) -> list[Rank]:
    """Return every policy, the one that leaves most surplus first."""
    choice, baseline = choose(results), results.case.baseline
    values = {place.policy: results.per_world(place.policy, SURPLUS, choice.weeks) for place in choice.places}
    leads = {policy: lead(each, values[baseline]) for policy, each in values.items()}
    ends = [end for each in leads.values() for end in (each.low, each.mean, each.high, 0.0) if math.isfinite(end)]
    least, width = min(ends), max(ends) - min(ends) or 1.0

    def at(value: float) -> float | None:
        return round(100 * (value - least) / width, 2) if math.isfinite(value) else None

    found = []
    for place in choice.places:
        ahead = leads[place.policy]
        first = f"{place.first_in} of {choice.worlds}"
        meaning = ("yes" if len(choice.candidates) == 1 else "may be") if place.may_be_first else "no"
        meaning = "cannot tell" if choice.worlds < 2 else meaning
        zero = at(0.0) or 0.0
        if place.policy == baseline:
            found.append(Rank(place.policy, "", "", "", first, meaning, None, None, None, zero))
        else:
            marks = at(ahead.low), at(ahead.mean), at(ahead.high)
            found.append(Rank(place.policy, *_against(ahead), first, meaning, *marks, zero))
    return found


def names(policies: tuple[str, ...] | list[str]) -> str:
    """List policies in quotation marks, a few by name and the rest by number."""
    quoted = [f"“{policy}”" for policy in policies]
    if len(quoted) > _NAMED + 1:
        quoted = [*quoted[:_NAMED], f"{len(quoted) - _NAMED} others"]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _against(ahead: Lead) -> tuple[str, str, str]:
    if not math.isfinite(ahead.mean):
        return "not defined", "", ""
    mean = ahead.percent(ahead.mean)
    signed = mean if ahead.mean < 0 or not mean.strip("0.") else f"+{mean}"
    if not math.isfinite(ahead.low):
        return signed, "", "one company"
    if ahead.nothing:
        return signed, "", f"the same in {ahead.worlds}"
    return signed, f"{ahead.percent(ahead.low)} to {ahead.percent(ahead.high)}", f"{ahead.same_sign} of {ahead.worlds}"


def _which(results: Results, choice: Choice) -> list[str]:
    policies, baseline = len(results.policies), results.case.baseline
    if choice.worlds < 2:
        return ["That cannot be told from one simulated company; run more of them with --worlds."]
    if len(choice.candidates) > 1:
        rest = policies - len(choice.candidates)
        left = f" The other {rest} leave less." if rest > 1 else " The other one leaves less." if rest else ""
        if baseline in choice.candidates:
            left += f" Nothing shows that any policy is better than “{baseline}”."
        return [f"We cannot tell. Any of these may leave most surplus: {names(choice.candidates)}.{left}"]
    if choice.best == baseline:
        others = f"“{choice.places[1].policy}” does not leave" if policies == 2 else "None of the others leaves"
        return [f"“{baseline}”, the baseline. {others} more surplus. {_means(results, baseline)}"]
    leaves = f"“{choice.best}”: it leaves most surplus of the {policies} policies."
    return [f"{leaves} {_means(results, choice.best)}"]


def _once_up(results: Results) -> list[str]:
    """Say what a company does best that has begun already."""
    found = once_up(results)
    if found is None or len(results.worlds) < 2:
        return []
    best, *others = found.courses
    begun, over = f"With “{found.goes_on}” begun already,", f"over {span(found.weeks)}"
    if not (best.ahead.sure and best.ahead.mean > 0):
        change = "a change of course" if others else f"“{best.policy}”"
        return [f"{begun} nothing shows that {change} leaves more {over} than going on."]
    most = "leaves most" if others else "leaves more"
    told = f"{begun} “{best.policy}” {most} {over}: {best.ahead.amount} more than going on {best.ahead.how_sure}"
    each = [f"“{course.policy}” {_more(course.ahead)}" for course in others[:_NAMED]]
    return [f"{told}; {', '.join(each)}." if each else f"{told}."]


def _more(ahead: Lead) -> str:
    return f"{ahead.percent(abs(ahead.mean))} % {'more' if ahead.mean >= 0 else 'less'}"


def _how_sure(results: Results, choice: Choice, facts: list[FactResult]) -> list[str]:
    told = []
    if choice.worlds > 1:
        first = choice.places[0]
        others = sum(place.first_in > 0 for place in choice.places[1:]) if first.first_in < choice.worlds else 0
        rest = f"; in the rest {'another does' if others == 1 else f'one of {others} others does'}" if others else ""
        who = "it" if len(choice.candidates) == 1 else f"“{choice.best}”, highest in the mean,"
        share = f"{first.first_in} of {choice.worlds} simulated companies"
        told.append(f"With the settings of the scenario: {who} comes first in {share}{rest}.")
    told += _with_other_settings(results, choice)
    if facts:
        told.append(_facts_shown(facts))
    elif results.case.facts:
        told.append("Against the world: the facts reported of the case speak of weeks that were not run.")
    else:
        told.append("Against the world: the scenario states no facts that the simulation could be held against.")
    if choice.worlds < 10:
        told.append(f"From {companies(choice.worlds)} alone an interval is rough; run more with --worlds.")
    return told


def _with_other_settings(results: Results, choice: Choice) -> list[str]:
    """Say what becomes of the choice in plausible companies."""
    found = beside(results)
    if found is None or len(found.worlds) < 2:
        return []
    other = choose(found)
    place = next(place for place in other.places if place.policy == choice.best)
    in_them = f"{len(found.worlds)} plausible companies, each with other settings that agree with most published facts"
    told = f"With other settings: in {in_them}, “{choice.best}” comes first in {place.first_in}"
    if other.best != choice.best:
        told += f"; in the mean “{other.best}” does, {place.behind.amount} ahead {place.behind.how_sure}"
    elif other.rival is not None:
        behind = other.rival.behind
        told += f", on average {behind.amount} ahead of “{other.rival.policy}”{behind.interval}"
    return [f"{told}.", _in_plausible_ones(results, found, choice)]


def _in_plausible_ones(results: Results, found: Results, choice: Choice) -> str:
    """Say in how many plausible companies the main policy brings what it brings in the run's own."""
    main, baseline = main_policy(results), results.case.baseline

    def ahead(of: Results, measure: str) -> Lead:
        return lead(*(of.per_world(policy, measure, choice.weeks) for policy in (main, baseline)))

    here, there, left = ahead(results, REAL), ahead(found, REAL), ahead(found, SURPLUS)
    way = "more" if there.mean > 0 else "less"
    told = f"In {there.same_sign} of them {way} is really done under “{main}” than under “{baseline}”"
    if here.mean * there.mean < 0 or here.sure != there.sure:
        told += ", so whether it really brings anything hangs on the settings"
    left_is = "a gain" if left.mean > 0 else "a loss"
    return f"{told}; after effort, the bill and replacing leavers it is {left_is} in {left.same_sign}."


def _facts_shown(facts: list[FactResult]) -> str:
    """Say how many facts are shown: those that test the settings, and those that the settings were chosen by."""
    fresh, chosen = ([fact for fact in facts if (fact.role == "untouched") is test] for test in (True, False))
    if not fresh:
        shown = sum(fact.shown for fact in chosen)
        return (
            f"Against the world: it shows {shown} of the {len(chosen)} facts reported of the case, in whose view its "
            "settings were chosen."
        )
    missed = [f"“{fact.fact}”" for fact in fresh if not fact.shown]
    told = ""
    if chosen:
        shown = sum(fact.shown for fact in chosen)
        told = (
            f"its settings were chosen in view of {len(chosen)} reported facts, of which it shows {shown}: no test; of "
        )
    told += f"{len(fresh)} kept aside as a test it shows {len(fresh) - len(missed)}"
    if missed:
        more = f"; and {len(missed) - _NAMED} more" if len(missed) > _NAMED else ""
        told += f" and misses {'; '.join(missed[:_NAMED])}{more}"
    return f"Against the world: {told}."


def _means(results: Results, policy: str) -> str:
    """Say what a policy is, by the notes of its changes."""
    changes = [change for change in dated(results, policy) if not change.beyond]
    told = [f"from week {change.week} {change.note or change.sentences.rstrip('.')}" for change in changes]
    return f"It means: {'; '.join(told) if told else 'nothing is changed'}."


def _hangs_on(results: Results, choice: Choice) -> list[str]:
    told = [
        _on_replacing(results, choice),
        _elsewhere(results, choice, REAL, choice.weeks, "By real value alone, before effort and costs,"),
    ]
    if results.last_quarter != choice.weeks:
        late = f"Over the last {_number_of(results.last_quarter)} alone, {span(results.last_quarter)},"
        told.append(_elsewhere(results, choice, SURPLUS, results.last_quarter, late))
    return [*(each for each in told if each), settings_in_short(results, choice)]


def _number_of(weeks: tuple[int, int]) -> str:
    number = weeks[1] - weeks[0] + 1
    return "week" if number == 1 else f"{number} weeks"


def _on_replacing(results: Results, choice: Choice) -> str:
    """Say how the choice hangs on what it costs to replace somebody, where that could turn it."""
    found = replacing(results, choice)
    if found is None or not found.instead or len(choice.candidates) > 1:
        return ""
    return (
        f"Replacing somebody who leaves is taken to cost {found.cost:g} weeks of work; below about {found.below:.1f}, "
        f"“{found.instead}” would come first."
    )


def _elsewhere(results: Results, choice: Choice, measure: str, weeks: tuple[int, int], by: str) -> str:
    """Say which policy comes first by another yardstick."""
    other = choose(results, measure, weeks)
    if other.worlds < 2:
        return ""
    if len(other.candidates) > 1:
        return f"{by} we cannot tell which of {names(other.candidates)} comes first."
    rival = choice.best if other.best != choice.best else (other.rival.policy if other.rival else "")
    ahead = lead(results.per_world(other.best, measure, weeks), results.per_world(rival, measure, weeks))
    same = "the same policy" if other.best == choice.best else f"another policy comes first, “{other.best}”"
    comes = "comes first," if other.best == choice.best else "with"
    return f"{by} {same} {comes} {ahead.amount} more than “{rival}” {ahead.how_sure}."


def main_policy(results: Results) -> str:
    """Return the first policy that is not the baseline, or the baseline where it is alone."""
    baseline = results.case.baseline
    return next((policy for policy in results.policies if policy != baseline), baseline)
