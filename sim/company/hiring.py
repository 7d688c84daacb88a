"""Hiring: a person's traits, drawn once by (seat, generation), and how a first week is begun."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from sim.behaviour.belief import log_odds
from sim.behaviour.learning import gain
from sim.behaviour.response import private_optimum
from sim.behaviour.types import IntArray
from sim.company.decisions import Decision
from sim.company.quantile import by_world, quantile
from sim.company.situation import situation

if TYPE_CHECKING:
    from sim.company.company import Company

DRAWN = (
    "skill", "ai_value", "rework", "job", "knack", "cost_useful", "cost_padding", "cost_unmeasured",
    "scruple", "scruple_per_unit", "security_scruple", "status", "fear", "honest", "ai_skill", "foresight",
)  # fmt: skip
"""Traits in the order of their draws; the order is part of a person's address and only ever grows at its end."""

FROM_NOTHING = (
    "padding", "habit", "knowhow", "quota", "idea", "aware", "news", "passed_over", "last_padded",
    "padded_before_change", "weeks_since_review", "value_since_review", "metric_since_review",
)  # fmt: skip
"""What a newcomer does not have yet."""


def hire(company: "Company", world: IntArray, seat: IntArray) -> None:
    """Put new people into seats: traits of their own, the team's norm, private efforts, no history.

    Parameters
    ----------
    company
        Its `people.generation` already names the new generation of those seats.
    world, seat
        Where, (n,).
    """
    people, definition = company.people, company.case.people
    generation = people.generation[world, seat]
    fours = np.arange((len(DRAWN) + 3) // 4)[:, None]
    drawn = company.luck.of_pairs(Decision.TRAIT, world, seat, generation, sub=fours)
    draws = dict(zip(DRAWN, np.moveaxis(drawn, -1, 1).reshape(-1, len(world)), strict=False))
    correlation = by_world(definition.skill_and_ai, world)
    draws["ai_value"] = ndtr(
        correlation * ndtri(draws["skill"]) + np.sqrt(1.0 - correlation**2) * ndtri(draws["ai_value"])
    )
    for name in DRAWN:
        if name in ("job", "knack"):
            values = ndtri(draws[name])
        elif name == "honest":
            people.honest[world, seat] = draws[name] < by_world(definition.honest, world)
            continue
        else:
            values = quantile(getattr(definition, name), draws[name], world, seat)
        getattr(people, name)[world, seat] = values
    _without_padding_where_it_is_impossible(company, world, seat)
    _first_week(company, world, seat)


def _without_padding_where_it_is_impossible(company: "Company", world: IntArray, seat: IntArray) -> None:
    people = company.people
    impossible = np.isinf(people.cost_padding[world, seat])
    people.honest[world[impossible], seat[impossible]] = True
    people.cost_padding[world[impossible], seat[impossible]] = 1.0


def _first_week(company: "Company", world: IntArray, seat: IntArray) -> None:
    people, belief = company.people, company.case.behaviour.belief
    prior = log_odds(by_world(belief.prior, world)) + by_world(belief.fear, world) * (people.fear[world, seat] - 0.5)
    people.prior[world, seat] = people.belief[world, seat] = prior
    people.trust[world, seat] = people.motive[world, seat] = 1.0
    people.norm[world, seat] = company.seen_padding[world, seat]
    for name in FROM_NOTHING:
        getattr(people, name)[world, seat] = 0
    people.gain[world, seat] = gain(
        people.ai_value[world, seat],
        people.rework[world, seat],
        people.ai_skill[world, seat],
        by_world(company.clarity, world),
    )
    company.set_yields(world, seat)
    facing = situation(company, world * company.seats + seat, pads=False)
    useful, unmeasured = private_optimum(facing)
    people.useful[world, seat] = useful
    people.unmeasured[world, seat] = unmeasured
    people.mean_metric[world, seat] = facing.metric(useful, np.zeros_like(useful), unmeasured)
    people.quota[world, seat] = people.mean_metric[world, seat] if company.has_quota else 0.0
