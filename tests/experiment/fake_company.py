"""A company without a model: what it records follows from policy, world and week alone.

Run as a script it is a run that takes a while, to be killed or interrupted: ``fake_company.py FILE FOLDER JOBS``, the
file a scenario or a study.
"""

import os
import signal
import sys
import time
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import numpy as np

import sim
from sim.experiment import MeasureInfo, Stopped, load_study, run, runner, sweep
from sim.experiment.simulating import Record, Tick
from sim.experiment.studies import describing, loading, sweeping
from sim.experiment.units import Unit
from sim.scenario import Case

SCENARIO = """\
title: A tiny company
question: Does it matter?
company: {employees: 8000}   # so that four worlds make a unit
weeks: 8
worlds: 10
seed: 7
baseline: no metric
policies:
  no metric: []
  board: [{week: 3, metric: tokens, audience: company}]
  outcomes: [{week: 3, metric: outcomes}]
"""

STUDY = """\
title: A tiny study
scenario: tiny.yaml
vary:
  behaviour.belief.fade: [0.01, 0.02, 0.03]
  who: {at: "policies.board[0].audience", values: [team, company]}
worlds: 6
"""

MEASURES = (
    MeasureInfo("real value", "Real value", "baseline weeks a person", "V", "more", 1, "number"),
    MeasureInfo("surplus", "Real surplus", "baseline weeks a person", "V - C", "more", 2, "number"),
    MeasureInfo("claimed value", "What the dashboard claims", "baseline weeks a person", "a M", "neither", 3, "number"),
    MeasureInfo(
        "claimed gain", "What it claims since launch", "baseline weeks a person", "a M", "neither", None, "number"
    ),
    MeasureInfo("padding share", "Padding's share of the metric", "share", "q m / M", "less", 6, "share"),
    MeasureInfo("metric", "What the meter reads", "useful-week equivalents", "mean of M", "neither", None, "number"),
    MeasureInfo("claim uncertainty", "How far it may be off", "baseline weeks", "1.96 s", "neither", None, "number"),
    MeasureInfo("intensity", "Padding by those who pad", "share of the week", "m", "neither", None, "share"),
)
USUAL = Case(title="", policies={"nothing": ()}).behaviour.belief
_LEVEL = {"no metric": 1.0, "board": 0.9, "outcomes": 1.2}


def simulate(case: Case, policy: str, unit: Unit, tick: Tick, measures: tuple[str, ...] | None = None) -> Record:
    record = _simulate(case, policy, unit, tick)
    return {name: values for name, values in record.items() if measures is None or name in measures}


def _simulate(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    weeks = np.arange(1.0, case.weeks + 1)[:, None]
    worlds = np.arange(unit.first, unit.last + 1.0)[None, :]
    luck = np.sin(12.9898 * worlds + 78.233 * weeks + case.seed)
    if policy == "board" and case.policies["board"][0].audience.who == "team":
        luck = luck + 1.0
    luck = luck + case.behaviour.belief.fade - USUAL.fade
    for _ in range(case.weeks):
        tick(unit.worlds)
    launched = (weeks >= 3) & (policy != "no metric") & (worlds >= 0)
    return {
        "real value": _LEVEL[policy] + 0.1 * luck,
        "surplus": _LEVEL[policy] - 0.5 + 0.1 * luck,
        "claimed value": np.where(launched, 1.5 + 0.1 * luck, np.nan),
        "claimed gain": np.where(launched, 0.5 + 0.1 * luck, np.nan),
        "padding share": np.where(launched, 0.25, 0.0),
        "metric": np.where(launched, 2.0, 1.0),
        "claim uncertainty": np.where(launched, 0.05, np.nan),
        "intensity": np.where(launched, 0.1, np.nan),
    }


def slow(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    if parent_process() is not None:
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()), "a worker would hear Ctrl-C as it starts"

    def wait(worlds: int) -> None:
        time.sleep(0.01)
        with Path(os.environ["FAKE_HEARTBEAT"]).open("a") as heartbeat:
            heartbeat.write(".")
        tick(worlds)

    return simulate(case, policy, unit, wait)


def wrong_in_one_world(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    if policy == "board" and unit.first <= 5 <= unit.last:
        raise ZeroDivisionError("no employees left")
    return simulate(case, policy, unit, tick)


def dying(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    os._exit(9)


def dying_at_one_point(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    if (unit.point, unit.first, policy) == (2, 4, "board"):
        os._exit(9)
    return simulate(case, policy, unit, tick)


def dying_once(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    mark = Path(os.environ["FAKE_HEARTBEAT"])
    if (unit.point, policy) == (2, "board") and not mark.exists():
        mark.write_text("died")
        os._exit(9)
    return simulate(case, policy, unit, tick)


def noted(case: Case, policy: str, unit: Unit, tick: Tick) -> Record:
    """Take a while, and write down who does what."""
    line = f"{os.getpid()} {unit.name} {policy}\n"
    with Path(os.environ["FAKE_HEARTBEAT"]).open("a") as heartbeat:
        heartbeat.write(line)
    time.sleep(0.02)
    return simulate(case, policy, unit, tick)


def put_in_place(instead: Any = simulate) -> None:
    """Put a function in the place of the model."""
    for module in (runner, sweeping):
        module.simulate = instead
    for module in (runner, describing, loading):
        module.known_measures = lambda: MEASURES


def files(folder: Path) -> dict[str, bytes]:
    """Return what lies in the units folder of some results, byte for byte."""
    return {path.name: path.read_bytes() for path in (folder / "units").iterdir()}


def gathered(folder: Path) -> dict[str, bytes]:
    """Return what lies in the summaries folder of some results, byte for byte."""
    return {path.name: path.read_bytes() for path in (folder / "summaries").iterdir()}


def main(file: str, folder: str, jobs: str) -> int:
    try:
        if "study" in file:
            put_in_place(noted)
            sweep(load_study(file), jobs=int(jobs), out=folder)
        else:
            put_in_place(slow)
            run(sim.load(file), jobs=int(jobs), out=folder)
    except Stopped as stopped:
        sys.stdout.write(str(stopped))
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
