"""Fixtures that every test module may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.databases import NoPostgres, PostgresServer
from tests.sample import Sample
from trail import dataset
from trail.dataset.schema.whole import Dataset

# No test depends on how fast the machine is.
settings.register_profile("trail", deadline=None)
settings.load_profile("trail")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write tests/snapshots anew: for a change of a format that is meant",
    )


@pytest.fixture
def sample() -> Sample:
    """The five-site dataset as values, to be changed and written by the test."""
    return Sample()


@pytest.fixture(scope="session")
def sample_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five-site dataset as files; read only, tests that change it write their own."""
    return Sample().write(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def sample_dataset(sample_dir: Path) -> Dataset:
    """The five-site dataset, loaded."""
    return dataset.load(sample_dir)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server; every test takes a new database of it."""
    try:
        server = PostgresServer()
    except NoPostgres as error:
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    server.close()
