"""The same sweep on a cluster: a real scheduler and workers, on the loopback."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fake_company
import pytest
from fake_company import files

import sim
from sim.experiment import ResultsError, Study, load_study, sweep

pytest.importorskip("distributed", reason="a cluster takes the extra 'cluster': pip install 'goodhart-sim[cluster]'")
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own business

LONG = """\
title: A longer study
scenario: tiny.yaml
vary:
  behaviour.belief.fade: {low: 0.01, high: 0.1}
design: {latin hypercube: 24}
worlds: 8
"""


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(
                [str(Path(sim.__file__).parents[1]), str(Path(fake_company.__file__).parent)]
            ),
            "FAKE_HEARTBEAT": str(folder / "heartbeat"),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        }
        self.folder = folder
        self.scheduler = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.workers: list[subprocess.Popen[bytes]] = []

    def hire(self, replaced: bool) -> None:
        """Take on two workers; a nanny replaces those that die."""
        nanny = "--nanny" if replaced else "--no-nanny"
        words = (nanny, "--nthreads", "1", "--no-dashboard", "--death-timeout", "60")
        self.workers += [self._start("dask_worker", *words) for _ in range(2)]

    @property
    def address(self) -> str:
        import json

        end = time.monotonic() + 60
        while not self.file.exists() or not self.file.read_text().strip():
            assert time.monotonic() < end, "no scheduler"
            time.sleep(0.05)
        return str(json.loads(self.file.read_text())["address"])

    def end(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.terminate()
        for process in [*self.workers, self.scheduler]:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, what: str, *words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.{what}", "--scheduler-file", str(self.file), *words]
        return subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.end()


def test_a_cluster_keeps_the_same_bytes_and_tells_the_same_errors(
    study: Study, fake: Callable[[Any], None], cluster: Cluster, tmp_path: Path
) -> None:
    cluster.hire(replaced=False)
    address = cluster.address
    fake(fake_company.wrong_in_one_world)
    swept = sweep(study, cluster=address, out=tmp_path / "out")
    assert {failure["error"] for failure in swept.failures} == {"ZeroDivisionError"}
    fake(fake_company.simulate)
    assert sweep(study, cluster=address, out=tmp_path / "out").failures == []
    sweep(study, out=tmp_path / "here")
    assert files(tmp_path / "out") == files(tmp_path / "here")


def test_a_worker_killed_midway_costs_nothing_but_time(
    scenario: Path, fake: Callable[[Any], None], cluster: Cluster, tmp_path: Path
) -> None:
    file = scenario.with_name("long_study.yaml")
    file.write_text(LONG)
    fake(fake_company.noted)
    study = load_study(file)
    cluster.hire(replaced=False)
    address = cluster.address
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if done > total / 4 and not killed:
            cluster.workers[0].kill()
            killed.append(done)

    swept = sweep(study, cluster=address, out=tmp_path / "out", progress=kill)
    assert killed, "a worker was killed"
    assert (swept.done, swept.failures) == (study.runs, [])
    fake(fake_company.simulate)
    sweep(study, out=tmp_path / "here")
    assert files(tmp_path / "out") == files(tmp_path / "here")


def test_what_kills_its_workers_is_put_aside(
    study: Study, fake: Callable[[Any], None], cluster: Cluster, tmp_path: Path
) -> None:
    cluster.hire(replaced=True)
    fake(fake_company.dying_at_one_point)
    swept = sweep(study, cluster=cluster.address, out=tmp_path / "out")
    assert [(failure["unit"], failure["policy"], failure["error"]) for failure in swept.failures] == [
        ("point-00002-worlds-00004-00005", "board", "KilledWorker")
    ]
    assert swept.done == study.runs - 2 * 3


def test_a_cluster_that_is_not_there_is_a_clear_error(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.experiment.running import cluster

    monkeypatch.setattr(cluster, "_SECONDS_TO_ANSWER", 1)
    for address in ("tcp://127.0.0.1:1", "nowhere"):
        with pytest.raises(ResultsError, match=f"there is no Dask scheduler at {address}"):
            sweep(study, cluster=address, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
