"""The five-site trail, published once for all tests that only look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from trail.web.publish import PublishOptions, publish, site
from trail.web.publish.headers import headers_file
from trail.web.shell.settings import Settings

if TYPE_CHECKING:
    from trail.web.publish.saving import SavedFile

ORIGIN = "https://trail.example.org"
_SENT: dict[str, Mapping[str, str]] = {}


@pytest.fixture(scope="session")
def published(sample_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Under a sub-path, with its portable copy beside it as copy.zip."""
    folder = tmp_path_factory.mktemp("published")
    settings = Settings(sample_dir, ORIGIN, "/guide")

    def noted(files: Iterable[SavedFile], base_path: str) -> str:
        files = list(files)
        _SENT.update((file.url, dict(file.headers)) for file in files)
        return headers_file(files, base_path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "headers_file", noted)
        publish(
            settings, PublishOptions(folder / "site", zip=folder / "copy.zip", precompress=True)
        )
    return folder / "site"


@pytest.fixture(scope="session")
def sent(published: Path) -> Mapping[str, Mapping[str, str]]:
    """What the app sent each published file with, by its address."""
    assert published.exists()
    return _SENT
