"""When does it tip: one lever raised step by step within the life of a company and lowered again, and what is left.

The same companies are also run with the lever left at its lowest, and everything is told by the difference between the
two, company by company, so that what time alone does is not taken for the lever's doing. The outcome may rise or fall
with the lever; where it surely does neither at the lever's highest, there is nothing to be half of. A company that is
slow lags behind the lever and draws a loop, too: one that narrows when each step is held longer is slowness; one that
stays is memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import ValidationError

from sim.experiment.asking.outcome import known, records
from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, Mean, mean_of
from sim.experiment.patterns import loop
from sim.experiment.results import Results
from sim.experiment.runner import run
from sim.scenario import Case
from sim.scenario.levers import Change
from sim.scenario.mistakes import quote

MOVED, HELD = "up and down", "left at its lowest"

RunCase = Callable[[Case], Results]
Way = Literal["rises", "falls", "neither"]


@dataclass(frozen=True)
class Tipping:
    """A lever raised and lowered, and what followed.

    Attributes
    ----------
    lever, measure
        The lever's path, as in review.actual; the measure.
    hold
        Weeks that each step is held.
    worlds
        Simulated companies.
    table
        Columns step, week (its last), way ("up" or "down"), stake, outcome, low, high, held, held_low, held_high: the
        mean over companies at the end of each step and its 95 % interval, where the lever is moved and where it is left
        at its lowest. The chart hysteresis-loop takes it. moved, moved_low, moved_high: the difference between the two
        in the same companies.
    way
        "rises" or "falls": what the outcome surely does with the lever at its highest, against the same companies where
        it stayed at its lowest; "neither" where the 95 % interval of that difference holds 0, or there is none.
    left
        What the outcome ends above the companies where the lever stayed at its lowest: mean and 95 % interval.
    share_left
        The same as a share of the most by which the lever moved it.
    area
        Part of the rectangle around it that the loop of the difference fills: mean and interval; positive where the way
        down keeps what the way up did, to the other side negative.
    tips_up, tips_down
        Where the lever stands when the difference passes half of its most, on the way up and on the way down: means
        over companies and intervals, inside the lever's range. Not a number, as share_left, where it moves neither way.
    stays_up
        Share of companies in which it never goes back below that half again.
    """

    lever: str
    measure: str
    hold: int
    worlds: int
    table: pd.DataFrame
    way: Way
    left: Mean
    share_left: Mean
    area: Mean
    tips_up: Mean
    tips_down: Mean
    stays_up: float

    @property
    def sentence(self) -> str:
        """The answer, with its uncertainty."""
        first, peak, last = (self.table.iloc[at] for at in (0, int(self.table["stake"].argmax()), -1))
        said = (
            f"Raised from {first['stake']:g} to {peak['stake']:g} and lowered again, {self.hold} weeks a step, "
            f"{self.lever} takes {self.measure} from {first['outcome']:.3g} to {peak['outcome']:.3g} and back to "
            f"{last['outcome']:.3g}: {_with_ends(self._size_left)} {'more' if self.left.mean >= 0 else 'less'} than "
            "where it was never raised"
        )
        doubt = "" if self.left.low > 0 or self.left.high < 0 else ", which may be nothing"
        if self.way == "neither":
            return f"{said}{doubt}. Even at its highest it does not surely move it, so there is no half way."
        tips = f". Half of the {self.way.removesuffix('s')} is there at {_with_ends(self.tips_up)}"
        if self.stays_up < 1:
            tips += f", and gone at {_with_ends(self.tips_down)} on the way down"
        stays = f"; in {self.stays_up:.0%} of companies it does not go back beyond half" if self.stays_up > 0 else ""
        return f"{said}{doubt}{tips}{stays}."

    @property
    def _size_left(self) -> Mean:
        mean, low, high = self.left
        return self.left if mean >= 0 else Mean(-mean, -high, -low)

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        of_worlds = ("left", "share_left", "area", "tips_up", "tips_down")
        means = pd.DataFrame([{"what": name, **getattr(self, name)._asdict()} for name in of_worlds])
        return {
            "answer": self.sentence,
            "lever": self.lever,
            "measure": self.measure,
            "hold": self.hold,
            "worlds": self.worlds,
            "way": self.way,
            "stays_up": self.stays_up,
            "means": records(means),
            "table": records(self.table),
        }


def tipping(
    case: Case,
    lever: str = "review.actual",
    *,
    low: float = 0.0,
    high: float = 0.8,
    steps: int = 6,
    hold: int = 13,
    policy: str | None = None,
    measure: str = "prevalence",
    run: RunCase = run,
) -> Tipping:
    """Raise a lever and lower it again within the life of each company.

    Parameters
    ----------
    case
        The case; how many weeks it has follows from the steps.
    lever
        Path of a figure of a lever: review.actual, target.push, target.share, audit.rate.
    low, high, steps
        Its lowest and highest value, and how many values it takes on the way up.
    hold
        Weeks that it stays at each.
    policy
        What the companies start from, as its first date has it; by default the first that is not the baseline.
    measure
        What is watched.
    run
        What runs a case; `partial(sim.run, jobs=4)`.

    Raises
    ------
    ResultsError
        If the lever does not take such values, or there is no such policy or measure.
    """
    asked = moved_case(case, lever, low=low, high=high, steps=steps, hold=hold, policy=policy)
    results = run(asked)
    return _read(results, lever, _stakes(low, high, steps), hold, measure)


def moved_case(
    case: Case, lever: str, *, low: float, high: float, steps: int, hold: int, policy: str | None = None
) -> Case:
    """Return the case that `tipping` runs; parameters and errors are those of `tipping`."""
    if not (low < high and steps >= 2 and hold >= 1):
        raise ResultsError("a lever is raised from low to high, low below high, in at least 2 steps of a week or more")
    policies = [name for name in case.policies if case.policies[name]]
    if policy is None:
        policy = next((name for name in policies if name != case.baseline), None)
    if policy is None or not policies:
        raise ResultsError("there is no policy with dated changes to start from")
    known(policy, policies, "policy with dated changes")
    start = min(change.week for change in case.policies[policy])
    if start < 2:
        raise ResultsError(f"“{policy}” starts in week {start}; what is left is told by the weeks before: start later")
    first = tuple(change for change in case.policies[policy] if change.week == start)
    stakes = _stakes(low, high, steps)
    moved = tuple(_change(lever, start + hold * place, float(stake)) for place, stake in enumerate(stakes))
    policies_run = {MOVED: first + moved, HELD: first + moved[:1]}
    weeks = start - 1 + hold * len(stakes)
    update = {"policies": policies_run, "baseline": HELD, "weeks": weeks, "facts": ()}
    return case.model_copy(update=update)


def _stakes(low: float, high: float, steps: int) -> Floats:
    up = np.linspace(low, high, steps)
    return np.concatenate([up, up[-2::-1]])


def _change(lever: str, week: int, value: float) -> Change:
    *groups, field = lever.split(".")
    moved: Any = {field: value}
    for group in reversed(groups):
        moved = {group: moved}
    try:
        return Change.model_validate({"week": week, **moved})
    except ValidationError as error:
        found = error.errors()[0]
        why = "" if found["type"].startswith("extra") else f" ({found['msg'].removeprefix('Value error, ')})"
        like = "a lever's path is like review.actual, target.push or audit.rate"
        raise ResultsError(f"{quote(lever)} is no lever that can be {value:g}{why}; {like}") from None


def _read(results: Results, lever: str, stakes: Floats, hold: int, measure: str) -> Tipping:
    weeks = results.case.weeks
    start = weeks - hold * len(stakes) + 1
    moved, held = (results.per_week(policy, measure, (1, weeks)) for policy in (MOVED, HELD))
    ends = [
        slice(start - 1 + hold * (place + 1) - -(-hold // 4), start - 1 + hold * (place + 1))
        for place in range(len(stakes))
    ]
    of_moved, of_held = (np.array([values[:, end].mean(axis=1) for end in ends]).T for values in (moved, held))
    if not (np.isfinite(of_moved).all() and np.isfinite(of_held).all()):
        raise ResultsError(f"{measure} is not defined at every step; choose another measure")
    peak = len(stakes) // 2
    net = of_moved - of_held
    way = _way(mean_of(net[:, peak]))
    toward = net if way != "falls" else -net
    rows = [
        {"step": place + 1, "week": start - 1 + hold * (place + 1), "way": "up" if place <= peak else "down"}
        | {"stake": float(stake)}
        | dict(zip(("outcome", "low", "high"), mean_of(of_moved[:, place]), strict=True))
        | dict(zip(("held", "held_low", "held_high"), mean_of(of_held[:, place]), strict=True))
        | dict(zip(("moved", "moved_low", "moved_high"), mean_of(net[:, place]), strict=True))
        for place, stake in enumerate(stakes)
    ]
    most = toward.max(axis=1)
    counts = (most > 0) & (way != "neither")
    up, down = _tips(toward, stakes, peak, np.where(counts, most, np.nan))
    return Tipping(
        lever=lever,
        measure=measure,
        hold=hold,
        worlds=len(moved),
        table=pd.DataFrame(rows),
        way=way,
        left=mean_of(net[:, -1]),
        share_left=mean_of(toward[counts, -1] / most[counts]),
        area=mean_of(loop(stakes, toward).share),
        tips_up=_inside(mean_of(up), stakes),
        tips_down=_inside(mean_of(down), stakes),
        stays_up=float(np.mean(np.isnan(down) & np.isfinite(up))),
    )


def _way(moved: Mean) -> Way:
    return "rises" if moved.low > 0 else "falls" if moved.high < 0 else "neither"


def _tips(moved: Floats, stakes: Floats, peak: int, most: Floats) -> tuple[Floats, Floats]:
    """Return where the stake stands when each company passes half of its most, up and down; NaN where it does not."""
    up = np.array([_passed(stakes, of, half, 1) for of, half in zip(moved, most / 2, strict=True)])
    after = [max(peak, int(of.argmax())) for of in moved]
    down = [_passed(stakes[at:], of[at:], half, -1) for at, of, half in zip(after, moved, most / 2, strict=True)]
    return up, np.array(down)


def _inside(mean: Mean, stakes: Floats) -> Mean:
    """Return the mean with its interval cut at the ends of the lever's range, beyond which no company tips."""
    return Mean(mean.mean, *(float(np.clip(end, stakes.min(), stakes.max())) for end in mean[1:]))


def _passed(stakes: Floats, outcome: Floats, level: float, sign: int) -> float:
    """Return the stake at which the outcome first passes a level, moving evenly from step to step."""
    beyond = np.flatnonzero(sign * (outcome - level) >= 0)
    if not len(beyond):
        return np.nan
    now = int(beyond[0])
    if now == 0:
        return float(stakes[0])
    part = (level - outcome[now - 1]) / (outcome[now] - outcome[now - 1])
    return float(stakes[now - 1] + part * (stakes[now] - stakes[now - 1]))


def _with_ends(mean: Mean) -> str:
    if not np.isfinite(mean.low):
        return f"{mean.mean:.3g}"
    return f"{mean.mean:.3g} (95 % interval {mean.low:.3g} to {mean.high:.3g})"
