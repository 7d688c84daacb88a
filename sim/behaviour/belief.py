"""Belief that the metric counts in reviews: log-odds moved by likelihood ratios.

A standing fact (a board exists, the official word) adds ``fade * log LR`` a week, so that in all it comes to ``log LR``
and repetition adds nothing; an event adds ``log LR`` once and is forgotten at the same rate. Source: Bayes' rule; the
likelihood ratios are assumptions.
"""

import numpy as np

from sim.behaviour.types import FloatArray, IntArray, Number


def log_odds(probability: Number) -> FloatArray:
    """Return the log-odds of a probability."""
    return np.log(probability) - np.log1p(-np.asarray(probability, dtype=np.float64))


def probability(log_odds: FloatArray) -> FloatArray:
    """Return the probability of log-odds."""
    return 1.0 / (1.0 + np.exp(-log_odds))


def believe(belief: FloatArray, prior: FloatArray, fade: Number, standing: Number, events: Number) -> FloatArray:
    """Return next week's log-odds.

    Parameters
    ----------
    belief, prior
        Log-odds now and before any sign, (worlds, seats).
    fade
        Share of the distance to what stands that is covered in a week; 0 keeps every event for ever.
    standing, events
        Summed log likelihood ratios of what stands and of what happened this week.
    """
    return belief + fade * (prior + standing - belief) + events


def listen_to_peers(belief: FloatArray, heard: FloatArray, weight: Number) -> FloatArray:
    """Move log-odds towards the team's mean, of which `heard` is a share `weight`; a weight of 0 changes nothing."""
    return (1.0 - weight) * belief + heard


def trust(trust: FloatArray, contradicted: IntArray, lost: Number, clarity: Number, regained: Number) -> FloatArray:
    """Return next week's trust in the official word, 0..1.

    A manager's cue that contradicts a clear word costs a share of the trust; otherwise it comes back slowly.

    Parameters
    ----------
    trust
        Of everybody, (worlds, seats).
    contradicted
        Places in the flattened array of those who had such a cue, (n,).
    lost, regained
        Share lost, a number or one for each who had a cue, and share regained of what is missing.
    clarity
        Of the official word, 0..1.
    """
    after = regained + (1.0 - regained) * trust
    after.ravel()[contradicted] = (1.0 - lost * clarity) * trust.take(contradicted)
    return after
