"""Files that the user names: whose they are, where they cannot be, and what a disk or a terminal cannot take."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOODHART = [sys.executable, "-m", "sim"]
SMALL = ("--worlds", 2, "--weeks", 16, "--employees", 24, "--jobs", 1)


def refuse(number):
    def refused(*_, **__):
        raise OSError(number, os.strerror(number))

    return refused


def test_an_export_overwrites_nobodys_tables_but_its_own(goodhart, results, tmp_path):
    file = tmp_path / "mine" / "summary.csv"
    file.parent.mkdir()
    file.write_text("mine", encoding="utf-8")
    done = goodhart("export", results, "--csv", "--out", file.parent)
    assert done.exit_code == 2
    assert str(file) in done.stderr
    assert file.read_text("utf-8") == "mine"
    assert list(file.parent.iterdir()) == [file]
    for words in ((), (), ("--out", results / "csv")):
        assert goodhart("export", results, "--csv", *words).exit_code == 0


@pytest.mark.parametrize("place", ["nowhere/validity.svg", "x" * 300 + ".svg"])
def test_a_chart_needs_a_place_that_can_be(place, goodhart, results, tmp_path):
    done = goodhart("chart", "validity", results, "--out", place)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{place}: ")
    assert list(tmp_path.iterdir()) == []


def test_tables_need_a_folder(goodhart, results, tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert goodhart("export", results, "--csv", "--out", "taken").exit_code == 2
    assert (tmp_path / "taken").read_text("utf-8") == "mine"


def test_results_need_a_name_that_is_not_too_long(goodhart, scenario):
    assert goodhart("run", scenario, *SMALL, "--out", "x" * 300).exit_code == 2


def test_a_folder_in_which_one_may_not_write_is_a_wrong_place(goodhart, monkeypatch):
    monkeypatch.setattr(Path, "open", refuse(errno.EACCES))
    done = goodhart("new", "mine.yaml")
    assert done.exit_code == 2
    assert "Permission denied" in done.stderr


def test_a_full_disk_is_a_failure_and_no_mistake(goodhart, results, scenario, tmp_path, monkeypatch):
    monkeypatch.setattr("os.fsync", refuse(errno.ENOSPC))
    for words in (("chart", "validity", results, "--out", "validity.svg"), ("run", scenario, *SMALL, "--out", "new")):
        done = goodhart(*words)
        assert done.exit_code == 1
        assert "No space left on device" in done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_damaged_folder_is_a_mistake_in_words(goodhart, tmp_path):
    (tmp_path / "manifest.json").write_text('{"format": "goodhart results 1"}', encoding="utf-8")
    for words in (("report", "."), ("compare", "."), ("run", "amazon_meshclaw", *SMALL, "--out", ".")):
        done = goodhart(*words)
        assert done.exit_code == 2
        assert "is damaged" in done.stderr


def test_every_setting_that_is_none_is_named(goodhart):
    done = goodhart("run", "amazon_meshclaw", "--set", "one", "--set", "weeks=9", "--set", "two=")
    assert done.exit_code == 2
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["--set one", "--set two"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_letters_that_the_output_cannot_hold_are_no_failure(encoding, tmp_path):
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    (tmp_path / "日本.yaml").write_text("title: T\npolicies: {a: []}\n", encoding="utf-8")

    def call(*words):
        return subprocess.run([*GOODHART, *words], cwd=tmp_path, env=environment, capture_output=True)

    assert call("validate", "日本.yaml").stdout.decode(encoding).splitlines() == ["??.yaml: no mistake"]
    (mistake,) = json.loads(call("validate", "日本", "--json").stdout.decode(encoding))
    assert mistake["file"] == "日本"


@pytest.mark.skipif(os.name != "posix", reason="closes a stream as a shell does")
def test_a_closed_output_is_no_failure(tmp_path):
    command = 'exec "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *GOODHART, "list", "levers"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
