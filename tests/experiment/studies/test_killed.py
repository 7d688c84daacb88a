"""A sweep whose parent is killed, again and again: nothing half written, nothing left over, nothing done twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fake_company
import pytest
from fake_company import files, gathered

import sim
from sim.experiment import load_study, resume, sweep

posix = pytest.mark.skipif(os.name != "posix", reason="sends signals")
JOBS = 2
LONG = """\
title: A longer study
scenario: tiny.yaml
vary:
  behaviour.belief.fade: {low: 0.01, high: 0.1}
design: {sobol: 64}
worlds: 16
"""


def start(file: Path, folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "PYTHONPATH": str(Path(sim.__file__).parents[1]),
        "FAKE_HEARTBEAT": str(folder.with_name("heartbeat")),
    }
    command = [sys.executable, fake_company.__file__, str(file), str(folder), str(JOBS)]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def begun(folder: Path) -> list[list[str]]:
    """Who took up what: process, unit, policy."""
    path = folder.with_name("heartbeat")
    return [line.split(" ", 2) for line in path.read_text().splitlines()] if path.exists() else []


def any_alive(group: int) -> bool:
    """Whether a process of a group still runs; one that only waits for its parent to ask does not."""
    if sys.platform != "linux":
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        return True
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = status.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of_group) == group and state != "Z":
            return True
    return False


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def names(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "units").glob("*.parquet")}


def kill_and_check(file: Path, folder: Path, wait: Callable[[], None]) -> None:
    """Start the sweep, kill it without warning, and see what it left and what it did."""
    there, before = names(folder), len(begun(folder))
    with start(file, folder) as process:
        wait()
        process.send_signal(signal.SIGKILL)
    wait_until(lambda: not any_alive(process.pid), 20.0)
    taken_up = begun(folder)[before:]
    assert not there & {unit for _, unit, _ in taken_up}, "a unit that was there was taken up again"
    assert len({(unit, policy) for _, unit, policy in taken_up}) == len(taken_up), "something was done twice"
    lost = {unit for _, unit, _ in taken_up} - names(folder)
    assert len(lost) <= 2 * JOBS + 1, "more was lost than was in flight"


@pytest.fixture
def long_study(scenario: Path) -> Iterator[Path]:
    file = scenario.with_name("long_study.yaml")
    file.write_text(LONG)
    return file


def finish_and_compare(file: Path, folder: Path, fake: Callable[[Any], None]) -> None:
    fake(fake_company.simulate)
    resumed = resume(folder)
    assert not list(folder.rglob("*.part"))
    undisturbed = sweep(load_study(file), out=folder.with_name("undisturbed"))
    assert files(folder) == files(undisturbed.folder)
    assert gathered(folder) == gathered(undisturbed.folder)
    assert resumed.frame().equals(undisturbed.frame())  # type: ignore[union-attr]


@posix
def test_killed_twice_and_resumed_equals_undisturbed(
    long_study: Path, fake: Callable[[Any], None], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    for _ in range(2):
        there = len(names(folder))
        kill_and_check(long_study, folder, lambda there=there: wait_until(lambda: len(names(folder)) >= there + 3))  # type: ignore[misc]
    assert 6 <= len(names(folder)) < 256
    finish_and_compare(long_study, folder, fake)


@posix
@pytest.mark.slow
def test_killed_twenty_times_at_random_moments_and_resumed_equals_undisturbed(
    long_study: Path, fake: Callable[[Any], None], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    moments = random.Random(2026)
    long_study.write_text(LONG.replace("sobol: 64", "sobol: 512"))

    def wait() -> None:
        before = len(begun(folder))
        if moments.random() < 0.8:
            wait_until(lambda: len(begun(folder)) > before)
        time.sleep(moments.uniform(0.0, 1.5))

    for _ in range(20):
        kill_and_check(long_study, folder, wait)
    assert names(folder), "some got as far as to keep something"
    finish_and_compare(long_study, folder, fake)
