"""Proxyeconomics: the agent-based model of Campbell's law of Braganza (2022), a small example model beside the engine.

Written from the equations alone (Royal Society Open Science, doi 10.1098/rsos.211030). N agents have an angle th, a
talent t and an effort e; th_g is the angle between the proxy and the goal.

- proxy p = cos(th) e, goal g = cos(th_g - th) e, threshold T = sorted(p)[int(c N) - 1];
- prospect = (p - T)^.88 where p >= T, else -2.25 (T - p)^.88; utility = prospect + gs g - e^2 / t;
- each step, one agent after the other in a random order moves its effort by what serves it best;
- then each agent with p <= T is, with probability .1, replaced by a copy of a random agent with p >= T, whose angle is
  off by N(0, 2 degrees) and whose talent is drawn anew.

At c = 0 nobody can lose: the prospect is 0 and nobody is replaced. Agents start with no effort.

Where the equations leave a choice, the one that agrees with `REFERENCE` is kept. The threshold is that of the moment,
not of the start of the step, and includes the mover's own proxy under each move it considers. A copy has its parent's
effort, and its parent's proxy until it acts. A step is measured when all have moved and nobody is replaced yet.
With the threshold fixed for the step, the proxy is up to .3 too low at c = .9; with a threshold of the moment that
ignores where the mover goes, up to .09; measured after replacement, it is up to .4 too high.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from sim.behaviour.types import BoolArray, FloatArray, IntArray
from sim.company.decisions import Decision
from sim.company.luck import Luck

AGENTS = 100
GOAL_ANGLE = np.radians(45)
MOVES = np.array([0.0, 0.1, -0.1, 0.5, -0.5, 1.0, -1.0, 5.0, -5.0, 10.0, -10.0])
REPLACED = 0.1
MUTATION = np.radians(2)

MEASURES = ("proxy", "goal", "angle")
REFERENCE = {
    (0.1, 1.0): (13.41, 11.05, 9.3),
    (0.3, 1.0): (14.81, 11.80, 7.2),
    (0.5, 1.0): (14.49, 11.53, 7.1),
    (0.7, 1.0): (13.68, 10.88, 7.1),
    (0.9, 1.0): (12.69, 10.12, 7.2),
    (0.1, 0.0): (9.11, 7.18, 6.5),
    (0.3, 0.0): (10.93, 7.70, -0.2),
    (0.5, 0.0): (10.60, 7.51, 0.1),
    (0.7, 0.0): (9.83, 6.82, -1.1),
    (0.9, 0.0): (8.90, 6.30, 0.0),
}
"""Means of `MEASURES` by (c, gs), from runs of the published model: 8 seeds, last half of 4,000 steps."""
REFERENCE_SEEDS = 8
REFERENCE_SD = {"proxy": (0.03, 0.06), "goal": (0.1, 0.3), "angle": (0.5, 2.6)}
"""The standard deviation between those runs: the smallest and the largest over the settings."""


@dataclass(frozen=True)
class Figure:
    """One mean of the model at one setting, next to the same mean of the published model.

    Attributes
    ----------
    competition : float
        c, the share of agents that lose.
    goal_scale : float
        gs, how much an agent cares for the goal.
    measure : str
        One of `MEASURES`; the angle is in degrees.
    mean, standard_error : float
        Over seeds.
    reference : float
        The mean of the published model.
    difference : float
        Mean less reference, in standard errors of that difference. The published model's standard deviation between
        runs is taken to be the one found here, held to the range in `REFERENCE_SD`.
    """

    competition: float
    goal_scale: float
    measure: str
    mean: float
    standard_error: float
    reference: float
    difference: float


@dataclass
class Agents:
    """The agents of some runs; every array is (runs, agents), angles in radians.

    The proxy is that of an agent's latest turn.
    """

    angle: FloatArray
    talent: FloatArray
    effort: FloatArray
    proxy: FloatArray

    def measured(self) -> FloatArray:
        """Return the means over the agents, (runs, 3) in the order of `MEASURES`."""
        goal = np.cos(GOAL_ANGLE - self.angle) * self.effort
        return np.stack([x.mean(axis=-1) for x in (self.proxy, goal, np.degrees(self.angle))], axis=-1)


def figures(seeds: int = 30, steps: int = 4000, first_seed: int = 0) -> list[Figure]:
    """Run the model at every setting of `REFERENCE` and compare.

    Parameters
    ----------
    seeds, steps, first_seed : int
        As in `simulate`.

    Returns
    -------
    list of Figure
        By setting in the order of `REFERENCE`, then by measure.

    Raises
    ------
    ValueError
        If there are fewer than two seeds.
    """
    if seeds < 2:
        raise ValueError(f"a standard error needs at least 2 seeds, not {seeds}")
    runs = simulate(list(REFERENCE), seeds, steps, first_seed)
    rows = []
    for (setting, references), by_seed in zip(REFERENCE.items(), runs, strict=True):
        for measure, reference, values in zip(MEASURES, references, by_seed.T, strict=True):
            mean, sd = float(values.mean()), float(values.std(ddof=1))
            spread = np.hypot(sd / np.sqrt(seeds), np.clip(sd, *REFERENCE_SD[measure]) / np.sqrt(REFERENCE_SEEDS))
            rows.append(Figure(*setting, measure, mean, sd / seeds**0.5, reference, float((mean - reference) / spread)))
    return rows


def simulate(
    settings: Sequence[tuple[float, float]], seeds: int = 30, steps: int = 4000, first_seed: int = 0
) -> FloatArray:
    """Run the model for every setting and seed at once; a seed has the same luck at every setting.

    Parameters
    ----------
    settings : sequence of (c, gs)
        Competition, from 0 to 1, and goal scale.
    seeds : int
        How many runs a setting.
    steps : int
        How many steps a run; the means are over the last half of them.
    first_seed : int
        Number of the first seed, the world of its draws.

    Returns
    -------
    (settings, seeds, 3) float array
        Means over agents and steps, in the order of `MEASURES`.
    """
    luck = Luck(0, first_seed, seeds, AGENTS)
    competition, goal_scale = np.repeat(np.array(settings, dtype=np.float64), seeds, axis=0).T
    losers = (competition * AGENTS).astype(np.int64)

    def draw(decision: Decision, step: int) -> FloatArray:
        return np.tile(luck.uniform(decision, step), (len(settings), 1))

    angle = GOAL_ANGLE * draw(Decision.PROXY_ANGLE, 0)
    agents = Agents(angle, talent(draw(Decision.PROXY_TALENT, 0)), np.zeros_like(angle), np.zeros_like(angle))
    total = np.zeros((len(losers), len(MEASURES)))
    for step in range(1, steps + 1):
        act(agents, draw(Decision.PROXY_ORDER, step).argsort(axis=-1), losers, goal_scale)
        if step > steps // 2:
            total += agents.measured()
        leaves = losing(agents.proxy, losers) & (draw(Decision.PROXY_REPLACED, step) < REPLACED)
        parent = parents(agents.proxy, losers, draw(Decision.PROXY_PARENT, step))
        mutation = MUTATION * ndtri(draw(Decision.PROXY_ANGLE, step))
        replace(agents, leaves, parent, mutation, talent(draw(Decision.PROXY_TALENT, step)))
    return (total / (steps - steps // 2)).reshape(len(settings), seeds, len(MEASURES))


def talent(u: FloatArray) -> FloatArray:
    """Return N(10, 1), at least .01, from uniform draws."""
    return np.maximum(10.0 + ndtri(u), 0.01)


def prospect(proxy: FloatArray, threshold: FloatArray) -> FloatArray:
    """Return what a proxy feels like next to the threshold: 0 where there is no threshold (minus infinity)."""
    gap = proxy - threshold
    felt = np.abs(gap) ** 0.88
    return np.where(np.isneginf(threshold), 0.0, np.where(gap >= 0, felt, -2.25 * felt))


def threshold(proxy: FloatArray, losers: IntArray) -> FloatArray:
    """Return the highest proxy that loses.

    Parameters
    ----------
    proxy : (runs, agents) float array
    losers : (runs,) int array
        How many agents lose, int(c N).

    Returns
    -------
    (runs,) float array
        Minus infinity where nobody loses.
    """
    return np.where(losers > 0, np.sort(proxy, axis=-1)[np.arange(len(proxy)), losers - 1], -np.inf)


def act(agents: Agents, order: IntArray, losers: IntArray, goal_scale: FloatArray) -> None:
    """Let the agents move their efforts in turn, each knowing where it would put the threshold.

    As one agent moves, the threshold follows its proxy, but only between those of two others: the ones at ranks
    `losers` - 1 and `losers`, from 1 upwards, among the others.

    Parameters
    ----------
    agents : Agents
        Changed: effort and proxy.
    order : (runs, agents) int array
        Whose turn it is, first to last.
    losers : (runs,) int array
        How many agents lose.
    goal_scale : (runs,) float array
        gs.
    """
    run = np.arange(len(order))
    for seat in order.T:
        angle = agents.angle[run, seat]
        others = agents.proxy.copy()
        others[run, seat] = np.inf
        others.sort(axis=-1)
        low = np.where(losers > 1, others[run, losers - 2], -np.inf)
        high = np.where(losers > 0, others[run, losers - 1], -np.inf)

        effort = agents.effort[run, seat][:, None] + MOVES
        proxy = np.cos(angle)[:, None] * effort
        felt = prospect(proxy, np.clip(proxy, low[:, None], high[:, None]))
        goal = (goal_scale * np.cos(GOAL_ANGLE - angle))[:, None] * effort
        best = (felt + goal - effort**2 / agents.talent[run, seat][:, None]).argmax(axis=-1)
        agents.effort[run, seat] = effort[run, best]
        agents.proxy[run, seat] = proxy[run, best]


def losing(proxy: FloatArray, losers: IntArray) -> BoolArray:
    """Return who is at the threshold or below, (runs, agents) bool."""
    return proxy <= threshold(proxy, losers)[:, None]


def parents(proxy: FloatArray, losers: IntArray, u: FloatArray) -> IntArray:
    """Return for every agent the seat of a random one at the threshold or above, (runs, agents)."""
    wins = proxy >= threshold(proxy, losers)[:, None]
    first = np.argsort(~wins, axis=-1, kind="stable")
    return np.take_along_axis(first, (u * wins.sum(axis=-1, keepdims=True)).astype(np.int64), axis=-1)


def replace(agents: Agents, leaves: BoolArray, parent: IntArray, mutation: FloatArray, fresh: FloatArray) -> None:
    """Replace all who leave at once by copies of others.

    Parameters
    ----------
    agents : Agents
        Changed.
    leaves : (runs, agents) bool array
        Who is replaced.
    parent : (runs, agents) int array
        The seat of which each would be a copy.
    mutation : (runs, agents) float array
        How far each copy's angle would be off its parent's.
    fresh : (runs, agents) float array
        Each copy's talent.
    """
    run, seat = leaves.nonzero()
    source = run, parent[run, seat]
    agents.angle[run, seat] = agents.angle[source] + mutation[run, seat]
    agents.effort[run, seat] = agents.effort[source]
    agents.proxy[run, seat] = agents.proxy[source]
    agents.talent[run, seat] = fresh[run, seat]
