"""From uniform draws to traits: every distribution by its inverse, so that a shifted parameter keeps people alike."""

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtr, ndtri

from sim.behaviour.types import FloatArray, IntArray, Number
from sim.company.inverse import inverse
from sim.scenario.distribution import Distribution


def by_world(parameter: Number, world: IntArray | None) -> Number:
    """Return a parameter for people in given worlds: a number stays, (worlds, 1) is looked up; for none, as it is."""
    if world is not None and isinstance(parameter, np.ndarray) and parameter.ndim == 2:
        parameter = parameter[world, 0]
    return parameter


def lognormal(mean: Number, log_sd: Number, score: FloatArray, world: IntArray | None = None) -> FloatArray:
    """Return lognormal values by their mean, of people so many standard deviations from the middle.

    Parameters
    ----------
    mean, log_sd
        Mean, and standard deviation of the logarithm; may differ by world.
    score
        Standard normal scores, (n,), or (worlds, seats) of everybody.
    world
        World of each person, (n,); left out for everybody.
    """
    mean, log_sd = by_world(mean, world), by_world(log_sd, world)
    return np.asarray(mean * np.exp(log_sd * score - 0.5 * log_sd * log_sd))


def quantile(distribution: Distribution, u: FloatArray, world: IntArray, seat: IntArray) -> FloatArray:
    """Return the values of people's draws.

    Parameters
    ----------
    distribution
        What is drawn from; its parameters may differ by world.
    u
        Uniform draws, (n,).
    world, seat
        World and seat of each person, (n,); a list of values is dealt out by seat.
    """
    if distribution.constant is not None:
        return np.full(u.shape, by_world(distribution.constant, world))
    if distribution.values is not None:
        return np.asarray(distribution.values, dtype=np.float64)[seat % len(distribution.values)]
    if distribution.mixture is not None:
        return _mixture(distribution, u, world, seat)
    if distribution.normal is not None or distribution.lognormal is not None:
        return of_scores(distribution, ndtri(u), world, seat)
    if gamma := distribution.gamma:
        mean, sd = by_world(gamma.mean, world), by_world(gamma.sd, world)
        return inverse(gammaincinv, u, world, (gamma.mean / gamma.sd) ** 2) * sd**2 / mean
    if beta := distribution.beta:
        return inverse(betaincinv, u, world, beta.mean * beta.concentration, (1.0 - beta.mean) * beta.concentration)
    assert distribution.uniform is not None
    low, high = by_world(distribution.uniform.low, world), by_world(distribution.uniform.high, world)
    return np.asarray(low + (high - low) * u)


def of_scores(distribution: Distribution, score: FloatArray, world: IntArray, seat: IntArray) -> FloatArray:
    """Return what `quantile` does, of people's standard normal scores instead of their draws, (n,)."""
    if normal := distribution.normal:
        return by_world(normal.mean, world) + by_world(normal.sd, world) * score
    if form := distribution.lognormal:
        return lognormal(form.mean, form.log_sd, score, world)
    return quantile(distribution, ndtr(score), world, seat)


def _mixture(distribution: Distribution, u: FloatArray, world: IntArray, seat: IntArray) -> FloatArray:
    """Spend the draw first on the part, then, stretched, inside it."""
    result, start = np.empty_like(u), np.zeros(u.shape)
    parts = distribution.mixture or ()
    for part in parts:
        share = by_world(part.share, world)
        stretched = np.clip((u - start) / share, 2**-53, 1 - 2**-53)
        np.copyto(result, quantile(part.of, stretched, world, seat), where=u >= start)
        start += share
    rest = np.flatnonzero(u >= start)
    if rest.size:
        result[rest] = quantile(parts[-1].of, u[rest], world[rest], seat[rest])
    return result
