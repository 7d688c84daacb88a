"""Hiring: a person's traits, drawn once by (seat, generation), and how a first week is begun."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.behaviour.belief import log_odds
from sim.behaviour.response import private_optimum
from sim.behaviour.types import FloatArray, IntArray
from sim.company.decisions import Decision
from sim.company.quantile import by_world, of_scores, quantile
from sim.company.situation import situation

if TYPE_CHECKING:
    from sim.company.company import Company

DRAWN = (
    "skill", "ai_value", "rework", "job", "knack", "cost_useful", "cost_padding", "cost_unmeasured",
    "scruple", "scruple_per_unit", "security_scruple", "status", "fear", "honest", "ai_skill", "foresight",
)  # fmt: skip
"""Traits in the order of their draws; the order is part of a person's address and only ever grows at its end."""

FROM_NOTHING = (
    "padding", "habit", "knowhow", "idea", "aware", "news", "passed_over", "last_padded",
    "padded_before_change", "value_since_review", "metric_since_review",
)  # fmt: skip
"""What a newcomer does not have yet."""


def hire(company: "Company", flat: IntArray) -> None:
    """Put new people into seats: traits of their own, the team's norm, private efforts, no history.

    Parameters
    ----------
    company
        Its `people.generation` already names the new generation of those seats, which hold nothing of `FROM_NOTHING`.
    flat
        Places in the flattened (worlds, seats) arrays, (n,).
    """
    world = flat // company.seats
    traits = _traits(company, flat, world)
    traits |= company.following(traits, world)
    traits["gain"] = traits["gain_unskilled"] + traits["gain_by_skill"] * traits["ai_skill"]
    people = company.people
    people.put(flat, **traits, **_start(company, flat, world, traits))
    facing = situation(company, flat, pads=False)
    useful, unmeasured = private_optimum(facing)
    metric = facing.metric(useful, np.zeros_like(useful), unmeasured)
    quota = metric if company.has_quota else 0.0
    people.put(flat, useful=useful, unmeasured=unmeasured, mean_metric=metric, quota=quota)


def _traits(company: "Company", flat: IntArray, world: IntArray) -> dict[str, NDArray[Any]]:
    """Return what newcomers bring along, (n,) each, by name."""
    definition, seat = company.case.people, flat - world * company.seats
    generation = company.people.generation.take(flat)
    drawn = company.luck.several(Decision.TRAIT, world, seat, generation, len(DRAWN))
    draws = dict(zip(DRAWN, drawn, strict=True))
    scores = {name: ndtri(draws.pop(name)) for name in ("job", "knack", "skill", "ai_value")}
    honest = draws.pop("honest") < by_world(definition.honest, world)
    values = {name: quantile(getattr(definition, name), u, world, seat) for name, u in draws.items()}
    correlation = by_world(definition.skill_and_ai, world)
    scores["ai_value"] = correlation * scores["skill"] + np.sqrt(1.0 - correlation**2) * scores["ai_value"]
    for name in ("skill", "ai_value"):
        values[name] = of_scores(getattr(definition, name), scores.pop(name), world, seat)
    impossible = np.isinf(values["cost_padding"])
    values["cost_padding"][impossible] = 1.0
    return scores | values | {"honest": honest | impossible}


def _start(
    company: "Company", flat: IntArray, world: IntArray, traits: dict[str, NDArray[Any]]
) -> dict[str, FloatArray | float]:
    """Return what newcomers believe and find, by name."""
    belief = company.case.behaviour.belief
    prior = log_odds(by_world(belief.prior, world)) + by_world(belief.fear, world) * (traits["fear"] - 0.5)
    return {
        "prior": prior,
        "belief": prior,
        "trust": 1.0,
        "motive": 1.0,
        "norm": company.seen_padding.take(flat),
        "review_began": company.week,
    }
