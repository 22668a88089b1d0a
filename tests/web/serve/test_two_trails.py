"""Trails of the same ids and other words side by side in one process: each app gives its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.sample import Sample
from tests.sample_visits import sample_with_visits
from tests.shifted import shift
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

FILES = (
    "/sites.csv", "/sites.gpx", "/tours/quay.kml", "/tours/quay.geojson", "/feed.xml",
    "/api/collections/sites/items?bbox=168,-47,169,-46", "/api/collections/legs/items?limit=1",
    "/search/?q=lantern", "/search/?q=tower", "/print/quay-letter.pdf",
    "/sitemap.xml", "/manifest.webmanifest", "/nowhere/", "/sites/signal-towr/", "/search/?x=1",
)  # fmt: skip


def other() -> Sample:
    """The sample's ids with words and places of their own."""
    sample = shift(Sample(), -40.0)
    sample.trail["title"] = "Whistle Trail"
    sample.trail["home"]["title"] = "A month of whistles"
    sample.trail["lang"] = "de"
    for feature in sample.sites["features"]:
        feature["properties"]["name"] = f"Other {feature['properties']['name']}"
        feature["properties"]["label"] = f"Other {feature['properties']['label']}"[:28]
    return sample


@pytest.fixture(scope="module")
def trails(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Settings]:
    sample = sample_with_visits()
    return {
        "sample": Settings(sample.write(tmp_path_factory.mktemp("sample"))),
        "other": Settings(
            other().write(tmp_path_factory.mktemp("other")), base_url="https://whistle.example"
        ),
        "below": Settings(Sample().write(tmp_path_factory.mktemp("below")), base_path="/below"),
    }


def asked(client: FlaskClient, root: str) -> Iterator[tuple[str, int, bytes]]:
    listing = client.get(f"{root}/sitemap.xml").text
    pages = re.findall(r"<loc>https?://[^/]+(.*?)</loc>", listing)
    few = pages[:: max(1, len(pages) // 25)]
    for path in (*few, *(root + path for path in FILES)):
        answer = client.get(path)
        yield path, answer.status_code, answer.data
        for found in re.findall(rb'"(/(?:below/)?maps/[^"]+\.js)"', answer.data)[:2]:
            script = found.decode()
            yield script, 200, client.get(script).data


def alone(settings: Settings) -> list[tuple[str, int, bytes]]:
    return list(asked(create_app(settings).test_client(), settings.base_path))


def test_apps_beside_each_other_answer_as_each_alone(trails: dict[str, Settings]) -> None:
    expected = {name: alone(settings) for name, settings in trails.items()}
    apps: dict[str, Flask] = {name: create_app(settings) for name, settings in trails.items()}
    turns = {name: asked(app.test_client(), trails[name].base_path) for name, app in apps.items()}
    found: dict[str, list[tuple[str, int, bytes]]] = {name: [] for name in apps}
    while turns:
        for name, turn in list(turns.items()):
            answer = next(turn, None)
            if answer is None:
                del turns[name]
            else:
                found[name].append(answer)
    for name, answers in expected.items():
        for before, beside in zip(answers, found[name], strict=True):
            assert beside == before, f"{name}: {before[0]}"
    assert b"Whistle Trail" in expected["other"][0][2]
    assert b"Whistle" not in b"".join(body for _, _, body in found["sample"])


def test_apps_asked_at_once_answer_as_each_alone(trails: dict[str, Settings]) -> None:
    some = {name: trails[name] for name in ("sample", "other")}
    clients = {name: create_app(settings).test_client() for name, settings in some.items()}
    with ThreadPoolExecutor(2) as pool:
        found = dict(
            zip(some, pool.map(lambda name: list(asked(clients[name], "")), some), strict=True)
        )
    for name, settings in some.items():
        for before, beside in zip(alone(settings), found[name], strict=True):
            assert beside == before, f"{name}: {before[0]}"
