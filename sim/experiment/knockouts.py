"""Each mechanism taken out once: which facts fall without it, and which mechanisms no fact needs.

A fact is judged by its mean over simulated companies, the same ones with every mechanism and without one: it falls or
rises where the paired change is beyond its 95 % error and takes the mean across an end of the band.

``python -m sim.experiment.knockouts`` tries all of them again and renews what is kept beside this file.
"""

import json
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import sim
from sim.experiment.facts import values_of
from sim.experiment.pairing import Floats, Mean, mean_of
from sim.experiment.results import Results
from sim.experiment.trying import Size, judge_settings
from sim.scenario import Fact, bundled, load
from sim.scenario.distribution import Distribution, constant
from sim.scenario.people import People

SMALL, META = Size(1000, 8), Size(10_000, 3)
SIZES = {"meta_claudeonomics": META}
KEPT = Path(__file__).with_name("knockouts.json")
WATCHED = "A12"
"""A fact that is small beside its band, so that what a mechanism changes in it is kept whether it falls or not."""


class Knockout(NamedTuple):
    """A mechanism, in words, and the settings that remove it."""

    mechanism: str
    neutral: Mapping[str, Any]


def _forward(status: Distribution) -> Distribution:
    """Return status concern without the people whom comparison puts off."""
    return constant((status.mixture or ())[0].of.constant or 0.0)


def _all_to(value: float, *paths: str) -> dict[str, float]:
    return {f"behaviour.{path}": value for path in paths}


KNOCKOUTS: tuple[Knockout, ...] = (
    Knockout("taking notice slowly", _all_to(1.0, "noticing.rate")),
    Knockout("belief: what a board says", _all_to(1.0, "belief.board")),
    Knockout("belief: managers' cues", _all_to(1.0, "belief.asked", "belief.looked")),
    Knockout("belief: the official word", _all_to(1.0, "belief.denied", "belief.affirmed")),
    Knockout("belief: promotions", _all_to(1.0, "belief.promoted")),
    Knockout("belief: team-mates", _all_to(0.0, "belief.peers")),
    Knockout("belief: fear", _all_to(0.0, "belief.fear")),
    Knockout("trust that can be lost", _all_to(0.0, "belief.trust_lost")),
    Knockout("norm: scruples lifted", _all_to(0.0, "norm.relief")),
    Knockout("norm: ties across teams", _all_to(0.0, "norm.ties")),
    Knockout("status", {"people.status": constant(0.0)}),
    Knockout("status: reversed for some", {"people.status": _forward(People().status)}),
    Knockout("idea: of one's own only", _all_to(0.0, "idea.seen")),
    Knockout("idea: at once", _all_to(1.0, "idea.own")),
    Knockout("reconsidering rarely", _all_to(1.0, "choice.redo")),
    Knockout("career", _all_to(0.0, "choice.career")),
    Knockout("pressure of a target", _all_to(0.0, "choice.job")),
    Knockout("people who never pad", {"people.honest": 0.0}),
    Knockout("scruples", {"people.scruple": constant(0.0), "people.scruple_per_unit": constant(0.0)}),
    Knockout("scruple about security", {"people.security_scruple": constant(0.0)}),
    Knockout("fear for the job", {"people.fear": constant(0.0)}),
    Knockout("rework", {"people.rework": constant(0.0)}),
    Knockout("able people helped more by AI", {"people.skill_and_ai": 0.0}),
    Knockout("knacks for padding", {"metrics.tokens.padding_spread": 0.0}),
    Knockout("jobs that use more", {"metrics.tokens.job_spread": 0.0}),
    Knockout("diminishing worth of use", _all_to(0.0, "work.diminishing")),
    Knockout("unmeasured work", _all_to(0.0, "work.unmeasured")),
    Knockout("padding's own time", _all_to(0.0, "work.padding_time")),
    Knockout("rework that falls on the team", _all_to(0.0, "work.review_burden")),
    Knockout("efforts that crowd each other out", _all_to(0.0, "work.substitution")),
    Knockout("habit", _all_to(0.0, "habit.up")),
    Knockout("learning to use AI", _all_to(0.0, "learning.rate")),
    Knockout("managers who differ", _all_to(1e6, "managers.spread")),
    Knockout("managers' error", _all_to(0.0, "managers.view")),
    Knockout("managers who pass pressure on", _all_to(0.0, "managers.passes_on")),
    Knockout("an executive who pushes harder", _all_to(0.0, "executive.push")),
    Knockout("incidents", _all_to(0.0, "incidents.cost")),
    Knockout("turnover: pressure", _all_to(0.0, "turnover.pressure")),
    Knockout("turnover: disgust", _all_to(0.0, "turnover.disgust")),
    Knockout("turnover: passed over", _all_to(0.0, "turnover.passed_over")),
    Knockout("turnover: all of it", {"company.quits_a_year": 0.0}),
    Knockout("crowding out", _all_to(0.0, "motive.crowding")),
    Knockout("know-how", _all_to(0.0, "knowhow.ease")),
    Knockout("aversion to risk", _all_to(0.0, "choice.risk_aversion")),
    Knockout("foresight", {"people.foresight": constant(0.0)}),
)
NOTHING = Knockout("", {})


class Found(NamedTuple):
    """What the companies of a case say to a fact.

    Attributes
    ----------
    values
        One a world, (worlds,); NaN where it is not defined.
    level
        Mean of the fact's measure under its policy, of which the value may be a difference or a ratio.
    """

    fact: Fact
    values: Floats
    level: float

    @property
    def inside(self) -> bool:
        """Whether the mean lies in the band; one that is nowhere defined does not."""
        low, high = self.fact.band
        mean = mean_of(self.values).mean
        return low <= mean <= high if self.fact.between is not None else low < mean < high


def try_knockouts(
    knockouts: Sequence[Knockout] = KNOCKOUTS,
    names: Sequence[str] | None = None,
    sizes: Mapping[str, Size] = SIZES,
    small: Size = SMALL,
    jobs: int = 1,
) -> dict[str, Any]:
    """Hold the facts of cases against companies with every mechanism and without each, in the same worlds.

    Parameters
    ----------
    knockouts
        What is taken out.
    names
        Cases; by default all that are bundled.
    sizes, small
        Of the companies: by case, and of the others; two worlds or more.
    jobs
        How many processes.

    Returns
    -------
    dict
        What is kept: version, sizes, the facts whose mean is inside the band with every mechanism, for each mechanism
        taken out which of them fall and which come to lie inside, and what becomes of the watched fact.
    """
    names = list(names or bundled())
    sized = {name: sizes.get(name, small) for name in names}
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        tasks = [[pool.submit(_found, name, each, sized[name]) for name in names] for each in (NOTHING, *knockouts)]
        whole, *without = ({one.fact.id: one for task in row for one in task.result()} for row in tasks)
    kept = {
        "version": sim.__version__,
        "sizes": {name: size._asdict() for name, size in sized.items()},
        "inside": [fact for fact, one in whole.items() if one.inside],
        "knockouts": [
            {"mechanism": each.mechanism, **_crossed(whole, found)}
            for each, found in zip(knockouts, without, strict=True)
        ],
    }
    if WATCHED in whole:
        value, level = mean_of(whole[WATCHED].values), whole[WATCHED].level
        kept["watched"] = {"fact": WATCHED, "value": _rounded(value), "level": round(level, 4)}
    return kept


def changed(found: Found, without: Found) -> Mean:
    """Return the mean change of a fact in the same worlds, with its interval; not a number where it has none."""
    return mean_of(without.values - found.values)


def crosses(found: Found, without: Found) -> bool:
    """Return whether a fact changes beyond its error from one side of the band to the other.

    One that is defined in no world without the mechanism, or only without it, changes beyond any error.
    """
    change = changed(found, without)
    there = np.isfinite(found.values).any(), np.isfinite(without.values).any()
    beyond = change.low > 0 or change.high < 0 or there[0] != there[1]
    return found.inside != without.inside and beyond


def unidentified(found: Mapping[str, Any]) -> list[str]:
    """Return the mechanisms without which no fact falls."""
    return [each["mechanism"] for each in found["knockouts"] if not each["fall"]]


@cache
def kept() -> dict[str, Any]:
    """Return what is kept of the last time."""
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return found


def _crossed(whole: Mapping[str, Found], without: Mapping[str, Found]) -> dict[str, Any]:
    crossed = [fact for fact, one in whole.items() if crosses(one, without[fact])]
    told: dict[str, Any] = {
        "fall": [fact for fact in crossed if whole[fact].inside],
        "rise": [fact for fact in crossed if not whole[fact].inside],
    }
    return told | ({"watched": _rounded(changed(whole[WATCHED], without[WATCHED]))} if WATCHED in whole else {})


def _rounded(mean: Mean) -> list[float | None]:
    return [round(each, 5) if np.isfinite(each) else None for each in mean]


def _found(name: str, knockout: Knockout, size: Size) -> list[Found]:
    """Return what a case's companies say to its facts without a mechanism, in the worlds numbered from 0."""
    case = load(name)
    (found,) = judge_settings(_judge, case, [knockout.neutral], size, 0, case.facts)
    return found


def _judge(fact: Fact, results: Results) -> Found:
    weeks = fact.weeks[0], fact.weeks[-1]
    return Found(fact, values_of(fact, results), mean_of(results.per_world(fact.policy, fact.measure, weeks)).mean)


if __name__ == "__main__":
    from sim.experiment import knockouts

    found = knockouts.try_knockouts(jobs=os.cpu_count() or 1)
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
