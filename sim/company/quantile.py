"""From uniform draws to traits: every distribution by its inverse, so that a shifted parameter keeps people alike."""

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtri

from sim.behaviour.types import FloatArray, IntArray, Number
from sim.company.inverse import inverse
from sim.scenario.distribution import Distribution


def by_world(parameter: Number, world: IntArray) -> Number:
    """Return a parameter for people in given worlds: a number stays, (worlds, 1) is looked up."""
    return parameter[world, 0] if isinstance(parameter, np.ndarray) and parameter.ndim == 2 else parameter


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
        return np.broadcast_to(by_world(distribution.constant, world), u.shape).astype(np.float64)
    if distribution.values is not None:
        return np.asarray(distribution.values, dtype=np.float64)[seat % len(distribution.values)]
    if distribution.mixture is not None:
        return _mixture(distribution, u, world, seat)
    if normal := distribution.normal:
        return by_world(normal.mean, world) + by_world(normal.sd, world) * ndtri(u)
    if lognormal := distribution.lognormal:
        mean, sd = by_world(lognormal.mean, world), by_world(lognormal.log_sd, world)
        return np.asarray(mean * np.exp(sd * ndtri(u) - 0.5 * sd * sd))
    if gamma := distribution.gamma:
        mean, sd = by_world(gamma.mean, world), by_world(gamma.sd, world)
        return inverse(gammaincinv, u, (mean / sd) ** 2) * sd**2 / mean
    if beta := distribution.beta:
        mean, weight = by_world(beta.mean, world), by_world(beta.concentration, world)
        return inverse(betaincinv, u, mean * weight, (1.0 - mean) * weight)
    assert distribution.uniform is not None
    low, high = by_world(distribution.uniform.low, world), by_world(distribution.uniform.high, world)
    return np.asarray(low + (high - low) * u)


def _mixture(distribution: Distribution, u: FloatArray, world: IntArray, seat: IntArray) -> FloatArray:
    """Spend the draw first on the part, then, stretched, inside it."""
    result = np.empty_like(u)
    start = np.zeros(u.shape)
    for part in distribution.mixture or ():
        share = np.broadcast_to(by_world(part.share, world), u.shape)
        inside = (u >= start) & (u < start + share)
        stretched = np.clip((u[inside] - start[inside]) / share[inside], 2**-53, 1 - 2**-53)
        result[inside] = quantile(part.of, stretched, world[inside], seat[inside])
        start = start + share
    rest = u >= start
    if rest.any():
        result[rest] = quantile((distribution.mixture or ())[-1].of, u[rest], world[rest], seat[rest])
    return result
