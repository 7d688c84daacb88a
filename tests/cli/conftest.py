"""A small scenario, its results, and the command line to try on them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app

Goodhart = Callable[..., Result]
SMALL = ("--worlds", "2", "--weeks", "16", "--employees", "24", "--jobs", "1")


@pytest.fixture(scope="session")
def scenario() -> str:
    return "amazon_meshclaw"


@pytest.fixture
def goodhart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Goodhart:
    """The command, called from an empty folder; an exception that it lets through fails the test."""
    monkeypatch.chdir(tmp_path)

    def call(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)

    return call


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory, scenario: str) -> Path:
    """The folder of a small run."""
    folder = tmp_path_factory.mktemp("run") / "results"
    done = CliRunner().invoke(app, ["run", scenario, *SMALL, "--out", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")
    (folder / "told.txt").write_text(done.stderr, encoding="utf-8")
    return folder
