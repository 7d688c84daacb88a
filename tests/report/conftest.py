"""One report, written once, that most tests read."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import sim
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
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Results of the model itself, with the ledger, the money and every other measure."""
    case = sim.load(
        "amazon_meshclaw",
        worlds=14,
        employees=64,
        weeks=30,
        settings={"uncertain": {"people.honest": {"uniform": {"low": 0.0, "high": 1.0}}}},
    )
    few = {name: case.policies[name] for name in ("no metric", "as it happened", "outcome metric", "never announced")}
    case = case.model_copy(update={"policies": few, "facts": ()})
    return sim.run(case, jobs=1, out=tmp_path_factory.mktemp("simulated") / "results")


@pytest.fixture(scope="session")
def path(results: Results) -> Path:
    return write_report(results, results.folder / "report")


@pytest.fixture(scope="session")
def text(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.fixture(scope="session")
def page(text: str) -> Element:
    return read(text)
