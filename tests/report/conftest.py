"""One report, written once, that most tests read."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from sim.experiment import Results
from sim.report import write_report
from tests.charts import made
from tests.report.reading import Element, read


@pytest.fixture(scope="session", autouse=True)
def _coarse_pictures() -> Iterator[None]:
    """Fewer dots, the same report."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("sim.charts.save"), "DPI", 30)
        yield


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return made.results(tmp_path_factory.mktemp("results"), facts=made.FACTS)


@pytest.fixture(scope="session")
def path(results: Results) -> Path:
    return write_report(results, results.folder / "report")


@pytest.fixture(scope="session")
def text(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.fixture(scope="session")
def page(text: str) -> Element:
    return read(text)
