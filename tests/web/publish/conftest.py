"""The five-site trail, published once for all tests that only look."""

from __future__ import annotations

from pathlib import Path

import pytest

from trail.web.publish import Options, publish
from trail.web.shell.settings import Settings

ORIGIN = "https://trail.example.org"


@pytest.fixture(scope="session")
def published(sample_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Under a sub-path, with its portable copy beside it as copy.zip."""
    folder = tmp_path_factory.mktemp("published")
    settings = Settings(sample_dir, ORIGIN, "/guide")
    publish(settings, Options(folder / "site", zip=folder / "copy.zip", precompress=True))
    return folder / "site"
