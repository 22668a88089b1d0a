"""The files of the shipped trail, each asked for once."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from tests.clients.table import Take
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


@pytest.fixture(scope="session")
def take() -> Take:
    app = create_app(Settings(base_url="https://trail.example.org"))
    app.config["NOW"] = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
    client = app.test_client()

    @cache
    def taken(path: str) -> bytes:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return bytes(response.data)

    return taken
