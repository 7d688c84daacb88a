"""Results that several tests look at and none changes."""

import pytest

from sim.experiment import Results
from tests.charts import made


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return made.results(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Two small companies that were really simulated."""
    return made.real(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="session")
def giant(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A company of 85,000 people, for a few weeks."""
    return made.real(tmp_path_factory.mktemp("giant"), made.POLICIES[:2], worlds=1, weeks=4, employees=85_000)
