"""How far an outcome moves (Morris), luck as one factor more, with intervals over both samples and companies.

Elementary effects (Morris 1991, Technometrics 33) from a radial design (Campolongo, Saltelli & Cariboni 2011, Comput.
Phys. Commun. 182): from each of some places every factor alone goes a third to two thirds of its range farther, round
its end to its beginning; steps of one length would not see what repeats itself after that length. Of a list or a whole
number it goes as many values farther, so that each of them is visited. What an outcome moves is divided by how far the
factor truly went. A distribution's range is its middle 99 %.

An effect is that on the average company. Whether it goes up or down at a place is told by the other companies, how far
by each company itself: so luck that points in no direction is no effect, however much of it there is, and what is
larger than luck is so without any help of luck's. Where the others do not move at all, a company tells its own
direction. Weak effects come out smaller than they are.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import chdtri, stdtrit

from sim.experiment.pairing import Floats
from sim.experiment.studies.design import how_many, latin_hypercube
from sim.scenario.study import StudyFile

_TAIL = 0.005


class Moves(NamedTuple):
    """How far each factor moves an outcome; arrays of (names + 1,), luck last.

    Attributes
    ----------
    effect, low, high
        How far, up or down, through the whole range, of luck from one company to another; the ends of its 95 %
        interval.
    signed
        Up less down; of luck not a number.
    uneven
        Standard deviation of the signed effect over places and companies; of luck not a number.
    """

    effect: Floats
    low: Floats
    high: Floats
    signed: Floats
    uneven: Floats


def radial(study: StudyFile, samples: int, seed: int) -> tuple[Floats, Floats]:
    """Return places in the unit cube, and how far each factor goes from them.

    Returns
    -------
    tuple
        Places, (samples, 1 + names, names): one, then the same with each factor moved. Of each move the part of the
        whole range, with its sign, (samples, names); 0 where a factor has a single value.
    """
    names = list(study.vary)
    drawn = latin_hypercube([*names, *(f"how far {name}" for name in names)], seed, 0, samples)
    here, farther = drawn[:, : len(names)], (1.0 + drawn[:, len(names) :]) / 3.0
    there = (here + farther) % 1.0
    went = there - here
    for place, (varied, count) in enumerate(zip(study.vary.values(), how_many(study), strict=True)):
        if count is not None:
            first = np.floor(here[:, place] * count)
            second = (first + np.clip(np.rint(farther[:, place] * count), 1, max(count - 1, 1))) % count
            here[:, place], there[:, place] = (first + 0.5) / count, (second + 0.5) / count
            went[:, place] = (second - first) / max(count - 1, 1)
        elif varied.distribution:
            for each in (here, there):
                each[:, place] = _TAIL + (1.0 - 2.0 * _TAIL) * each[:, place]
    places = np.repeat(here[:, None], 1 + len(names), axis=1)
    each_name = np.arange(len(names))
    places[:, 1 + each_name, each_name] = there
    return places, went


def moves(values: Floats, went: Floats) -> Moves:
    """Return how far an outcome moves.

    Parameters
    ----------
    values
        At the places of `radial`, (samples, 1 + names, companies); two or more of both.
    went
        Of each move the part of the whole range, (samples, names).
    """
    apart = went[..., None]
    slopes = np.divide(values[:, 1:] - values[:, :1], apart, out=np.zeros_like(values[:, 1:]), where=apart != 0.0)
    slopes = np.moveaxis(slopes, 1, 0)
    directed = np.sign(apart.transpose(1, 0, 2)) * slopes
    others = directed.sum(axis=2, keepdims=True) - directed
    effects = np.sign(np.where(others == 0.0, directed, others)) * directed
    effect, low, high = np.array([*map(_of_both, effects), _from_one_to_another(values)]).T
    return Moves(
        effect,
        low,
        high,
        signed=np.append(slopes.mean(axis=(1, 2)), np.nan),
        uneven=np.append(slopes.std(axis=(1, 2), ddof=1), np.nan),
    )


def _of_both(values: Floats) -> tuple[float, float, float]:
    """Return the mean over samples and companies, (samples, companies), and the ends of its 95 % interval.

    Both vary: the variances of the means over either are added up (a little too much, as in Owen 2007, The pigeonhole
    bootstrap), on Satterthwaite's degrees of freedom.
    """
    of = np.array([means.var(ddof=1) / len(means) for means in (values.mean(axis=1), values.mean(axis=0))])
    degrees = np.array(values.shape) - 1
    mean, variance = float(values.mean()), float(of.sum())
    if variance == 0.0:
        return mean, mean, mean
    half = float(stdtrit(variance**2 / (of**2 / degrees).sum(), 0.975) * np.sqrt(variance))
    return mean, mean - half, mean + half


def _from_one_to_another(values: Floats) -> tuple[float, float, float]:
    """Return the mean difference between two companies at the same point, and the ends of its 95 % interval.

    Its uncertainty over companies is that of a standard deviation on companies - 1 degrees of freedom (as exact as luck
    is normal), over samples that of a mean; the two are put together as in Zou & Donner 2008, Stat. Med. 27.
    """
    samples, _, companies = values.shape
    ranks = 2.0 * np.arange(companies) - (companies - 1)
    at_points = np.sort(values, axis=2) @ ranks * 2.0 / (companies * (companies - 1))
    of_samples = at_points.mean(axis=1)
    mean = float(of_samples.mean())
    half = float(stdtrit(samples - 1, 0.975) * of_samples.std(ddof=1) / np.sqrt(samples))
    degrees = companies - 1
    low, high = (mean * float(np.sqrt(degrees / chdtri(degrees, tail))) for tail in (0.025, 0.975))
    return mean, mean - float(np.hypot(mean - low, half)), mean + float(np.hypot(high - mean, half))
