"""The app over the five-site dataset, and a reader of its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

Read = Callable[[str], html.HtmlElement]


@pytest.fixture(scope="session")
def app(sample_dir: Path) -> Flask:
    """One app for the session: it keeps no state but what it drew."""
    return create_app(Settings(data_dir=sample_dir))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def read(client: FlaskClient) -> Read:
    """A page of the app as a tree; anything but 200 fails."""

    def fetch(path: str) -> html.HtmlElement:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return html.document_fromstring(response.get_data(as_text=True))

    return fetch
