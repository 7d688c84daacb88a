"""What people hear in a week of whether the metric counts: boards, the official word, managers' cues, team-mates."""

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour import belief as beliefs
from sim.behaviour import managers
from sim.behaviour.types import FloatArray, IntArray
from sim.company.decisions import Decision
from sim.company.quantile import by_world

if TYPE_CHECKING:
    from sim.company.company import Company

SURE = 1e-3
"""How near to 0 and 1 a belief comes where what managers do is shown to all."""


def believe(company: "Company") -> None:
    """Update belief and trust by what stands, what managers let slip, and what team-mates think."""
    people, word, levers = company.people, company.case.behaviour.belief, company.levers
    if levers.review.shown:
        truth = company.teams.spread(np.clip(company.managers_use(), SURE, 1.0 - SURE))
        people.belief = beliefs.log_odds(truth)
        return
    standing_ratio = np.log(word.board) * people.aware if levers.audience.compared else 0.0
    clarity = levers.review.clarity
    if levers.review.stated == "not used":
        standing_ratio = standing_ratio + clarity * np.log(word.denied) * people.trust
    elif levers.review.stated == "used":
        standing_ratio = standing_ratio + clarity * np.log(word.affirmed)
    events: FloatArray | float = 0.0
    asked: IntArray = np.empty(0, np.int64)
    if levers.audience.compared:
        rate = company.case.behaviour.managers.cue
        asks = company.teams.spread(rate * company.managers_use())
        told, looked = managers.cues(company.luck.uniform(Decision.CUE, company.week), asks, rate)
        asked = np.flatnonzero(told)
        cue = np.log(word.looked) * looked
        cue.ravel()[asked] = by_world(np.log(word.asked), asked // company.seats)
        events = cue
    belief = beliefs.believe(people.belief, people.prior, word.fade, standing_ratio, events)
    heard = company.teams.spread(word.peers * company.teams.mean(belief))
    people.belief = beliefs.listen_to_peers(belief, heard, word.peers)
    contradicted = asked if levers.review.stated == "not used" else asked[:0]
    lost = by_world(word.trust_lost, contradicted // company.seats)
    people.trust = beliefs.trust(people.trust, contradicted, lost, clarity, word.trust_regained)
