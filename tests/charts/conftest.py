"""Made-up results that several tests look at and none changes."""

import pytest

from sim.experiment import Results
from tests.charts import made


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return made.results(tmp_path_factory.mktemp("results"))
