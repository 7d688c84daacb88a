"""Each mechanism taken out once: which facts fall without it, and which mechanisms no fact needs.

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

import sim
from sim.experiment.trying import Size, try_settings
from sim.scenario import bundled, load
from sim.scenario.distribution import Distribution, constant
from sim.scenario.people import People

SMALL, META = Size(1000, 4), Size(10_000, 1)
SIZES = {"meta_claudeonomics": META}
KEPT = Path(__file__).with_name("knockouts.json")


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
Shares = dict[str, float]


def try_knockouts(
    knockouts: Sequence[Knockout] = KNOCKOUTS,
    names: Sequence[str] | None = None,
    sizes: Mapping[str, Size] = SIZES,
    small: Size = SMALL,
    jobs: int = 1,
) -> dict[str, Any]:
    """Try the facts of cases with every mechanism and without each, in the same worlds.

    Parameters
    ----------
    knockouts
        What is taken out.
    names
        Cases; by default all that are bundled.
    sizes, small
        Of the companies: by case, and of the others.
    jobs
        How many processes.

    Returns
    -------
    dict
        What is kept: version, sizes, the facts shown with every mechanism, and for each one taken out which of them
        fall and which come to be shown.
    """
    names = list(names or bundled())
    all_of_them = (NOTHING, *knockouts)
    sized = {name: sizes.get(name, small) for name in names}
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        tasks = [[pool.submit(_shown, name, each, sized[name]) for name in names] for each in all_of_them]
        shown = [set[str]().union(*(task.result() for task in row)) for row in tasks]
    return {
        "version": sim.__version__,
        "sizes": {name: size._asdict() for name, size in sized.items()},
        "shown": _ordered(shown[0], names),
        "knockouts": [
            {
                "mechanism": each.mechanism,
                "fall": _ordered(shown[0] - without, names),
                "rise": _ordered(without - shown[0], names),
            }
            for each, without in zip(knockouts, shown[1:], strict=True)
        ],
    }


def unidentified(found: Mapping[str, Any]) -> list[str]:
    """Return the mechanisms that no fact needs."""
    return [each["mechanism"] for each in found["knockouts"] if not each["fall"]]


@cache
def kept() -> dict[str, Any]:
    """Return what is kept of the last time."""
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return found


def _shown(name: str, knockout: Knockout, size: Size) -> set[str]:
    """Return the facts of a case that are shown without a mechanism, in the worlds numbered from 0."""
    case = load(name)
    (found,) = try_settings(case, [knockout.neutral], size, 0, case.facts)
    return {fact.id for fact in found if fact.shown}


def _ordered(facts: set[str], names: Sequence[str]) -> list[str]:
    return [fact.id for name in names for fact in load(name).facts if fact.id in facts]


if __name__ == "__main__":
    from sim.experiment import knockouts

    found = knockouts.try_knockouts(jobs=os.cpu_count() or 1)
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
