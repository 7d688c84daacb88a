"""The command as a process: what a shell, a pipe and a Ctrl-C meet."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOODHART = [sys.executable, "-m", "sim"]


def test_the_module_is_the_command(tmp_path):
    done = subprocess.run(
        [*GOODHART, "list", "cases", "--json"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["cases"]


def test_a_reader_who_leaves_early_meets_silence(tmp_path):
    process = subprocess.Popen([*GOODHART, "schema"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
    process.stderr.close()


def test_ctrl_c_ends_with_a_sentence_and_the_same_command_goes_on(tmp_path, goodhart):
    goodhart("new", "mine.yaml")
    words = ["run", "mine.yaml", "--employees", "8", "--weeks", "8", "--out", "folder", "--jobs", "1"]
    process = subprocess.Popen(
        [*GOODHART, *words, "--worlds", "20000"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    units = tmp_path / "folder" / "units"
    while process.poll() is None and not (units.is_dir() and any(units.glob("*.parquet"))):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    said, told = process.communicate()
    assert process.returncode == 130
    assert said == ""
    assert "the same run goes on from there" in told
    assert "Traceback" not in told
    kept = _kept(units)
    assert goodhart(*words, "--worlds", "4").exit_code == 0
    assert _kept(units) == kept


def _kept(units: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in units.iterdir()}


@pytest.mark.parametrize("reader", ["gone", "full"])
def test_work_is_done_though_nobody_listens(reader, tmp_path):
    words = ["run", "amazon_meshclaw", "--employees", "8", "--weeks", "4", "--worlds", "1", "--out", "folder"]
    if reader == "full" and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    if reader == "full":
        aside = os.open("/dev/full", os.O_WRONLY)
    else:
        nobody, aside = os.pipe()
        os.close(nobody)
    both = aside if reader == "gone" else subprocess.DEVNULL
    done = subprocess.run([*GOODHART, *words, "--jobs", "1"], cwd=tmp_path, stdout=both, stderr=aside, check=False)
    os.close(aside)
    assert done.returncode == 0
    assert (tmp_path / "folder" / "report" / "index.html").exists()


def test_every_table_is_exported_though_nobody_reads(results, tmp_path):
    nobody, out = os.pipe()
    os.close(nobody)
    words = ["export", str(results), "--csv", "--out", "csv"]
    assert subprocess.run([*GOODHART, *words], cwd=tmp_path, stdout=out, check=False).returncode == 0
    os.close(out)
    assert len(list((tmp_path / "csv").iterdir())) == 3


@pytest.mark.parametrize("address", ["rubbish", "tcp://127.0.0.1:1", "zz://rubbish"])
def test_an_address_without_a_cluster_is_one_sentence(address, tmp_path):
    pytest.importorskip("distributed", reason="a cluster takes the extra 'cluster'")
    words = ["sweep", "small", "--cluster", address]
    done = subprocess.run([*GOODHART, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(f"there is no Dask scheduler at {address}: ")
    assert len(done.stderr.splitlines()) == 2
    assert list(tmp_path.iterdir()) == []
