"""Killed, interrupted and resumed: nothing is broken, nothing is left, nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_company
import pytest
from fake_company import files

import sim
from sim.experiment import Stopped, run
from sim.scenario import Case

posix = pytest.mark.skipif(os.name != "posix", reason="sends signals")
LONG, SOON = 60.0, 10.0


def start(scenario: Path, folder: Path, jobs: int) -> subprocess.Popen[str]:
    """Start a slow run in a process group of its own, as a terminal does."""
    code = Path(fake_company.__file__)
    environment = os.environ | {
        "PYTHONPATH": str(Path(sim.__file__).parents[1]),
        "FAKE_HEARTBEAT": str(folder.with_name("heartbeat")),
    }
    command = [sys.executable, str(code), str(scenario), str(folder), str(jobs)]
    return subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_until(true: Callable[[], bool], seconds: float = LONG) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def beats(folder: Path) -> int:
    path = folder.with_name("heartbeat")
    return path.stat().st_size if path.exists() else 0


def unfinished(folder: Path) -> list[Path]:
    return list(folder.rglob("*.part"))


def test_an_interrupt_keeps_what_is_done_and_says_how_to_go_on(
    tiny: Case, fake: Callable[[Any], None], tmp_path: Path
) -> None:
    def press(done: int, total: int) -> None:
        if done >= 4 * 8 * 3 + 8:
            raise KeyboardInterrupt

    with pytest.raises(Stopped, match=r"4 of 10 worlds are kept in .* goes on from there") as stopped:
        run(tiny, out=tmp_path / "out", progress=press)
    assert (stopped.value.folder, stopped.value.done, stopped.value.wanted) == (tmp_path / "out", 4, 10)
    assert len(files(tmp_path / "out")) == 1
    assert not unfinished(tmp_path)

    run(tiny, out=tmp_path / "out")
    run(tiny, out=tmp_path / "undisturbed")
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


@posix
def test_killed_and_resumed_equals_undisturbed(scenario: Path, fake: Callable[[Any], None], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    scenario.write_text(scenario.read_text().replace("worlds: 10", "worlds: 60"))
    with start(scenario, folder, jobs=1) as process:
        wait_until(lambda: len(list(folder.glob("units/*.parquet"))) >= 1)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert len(files(folder)) < 15, "it was killed midway"
    run(sim.load(scenario), out=folder)
    run(sim.load(scenario), out=tmp_path / "undisturbed")
    assert files(folder) == files(tmp_path / "undisturbed")
    assert not unfinished(folder)


@posix
def test_workers_end_when_their_parent_is_killed(scenario: Path, tmp_path: Path) -> None:
    scenario.write_text(scenario.read_text().replace("weeks: 8", "weeks: 5000"))
    folder = tmp_path / "out"
    with start(scenario, folder, jobs=2) as process:
        wait_until(lambda: beats(folder) > 0)
        process.kill()

    def silent() -> bool:
        before = beats(folder)
        time.sleep(0.3)
        return beats(folder) == before

    wait_until(silent, SOON)


@posix
def test_ctrl_c_stops_all_processes_at_once_and_leaves_nothing(scenario: Path, tmp_path: Path) -> None:
    scenario.write_text(scenario.read_text().replace("weeks: 8", "weeks: 5000"))
    folder = tmp_path / "out"
    with start(scenario, folder, jobs=2) as process:
        wait_until(lambda: beats(folder) > 0)
        os.killpg(process.pid, signal.SIGINT)
        said, complaints = process.communicate(timeout=SOON)
    assert process.returncode == 130
    assert "0 of 10 worlds are kept in" in said
    assert complaints == "", "no process complains"
    assert not unfinished(folder)
    before = beats(folder)
    time.sleep(0.2)
    assert beats(folder) == before, "no process goes on"
