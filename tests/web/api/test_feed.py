"""The feed of changes, by the rules of RFC 4287."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.sample import Sample
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CHANGES: list[dict[str, Any]] = [
    {"id": "tower", "date": "2026-11-02", "title": "The tower <moved>", "text": "By 3 m & more.",
     "sites": ["signal-tower"]},
    {"id": "begin", "date": "2026-10-01", "title": "Begun", "text": "Five sites."},
]  # fmt: skip


@pytest.fixture
def changed(sample: Sample) -> Sample:
    sample.trail["data_date"] = "2026-11-03"
    sample.trail["changes"] = [dict(change) for change in CHANGES]
    return sample


def feed_of(sample: Sample, folder: Path, base: str = "") -> Any:
    settings = Settings(sample.write(folder), "https://trail.example.org", base)
    app = create_app(settings)
    response = app.test_client().get(f"{base}/feed.xml")
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.data)


def test_the_feed_has_what_atom_asks_for(changed: Sample, tmp_path: Path) -> None:
    feed = feed_of(changed, tmp_path, "/quay")
    for element in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1, name
        moment = element.findtext("a:updated", namespaces=ATOM)
        assert datetime.fromisoformat(str(moment)).tzinfo is not None
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links["self"] == "https://trail.example.org/quay/feed.xml"
    assert links["alternate"] == "https://trail.example.org/quay/"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-02T12:00:00Z"


def test_changes_of_one_day_keep_their_order(changed: Sample, tmp_path: Path) -> None:
    changed.trail["changes"][1]["date"] = changed.trail["changes"][0]["date"]
    feed = feed_of(changed, tmp_path)
    stamps = [e.findtext("a:updated", namespaces=ATOM) for e in feed.findall("a:entry", ATOM)]
    assert stamps == ["2026-11-02T12:00:01Z", "2026-11-02T12:00:00Z"]
    assert feed.findtext("a:updated", namespaces=ATOM) == stamps[0]


def test_trails_of_one_host_share_no_ids(changed: Sample, tmp_path: Path) -> None:
    found = [
        {element.text for element in feed_of(changed, tmp_path / name, base).iter("{*}id")}
        for name, base in (("a", ""), ("b", "/quay"))
    ]
    assert [len(ids) for ids in found] == [3, 3]
    assert not found[0] & found[1]


def test_entries_are_the_changes_under_names_that_last(changed: Sample, tmp_path: Path) -> None:
    feed = feed_of(changed, tmp_path)
    entries = feed.findall("a:entry", ATOM)
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert ids == [
        "tag:trail.example.org,2026-11-02:tower", "tag:trail.example.org,2026-10-01:begin",
    ]  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert entries[0].findtext("a:title", namespaces=ATOM) == "The tower <moved>"
    assert entries[0].findtext("a:content", namespaces=ATOM) == "By 3 m & more."
    hrefs = [entry.find("a:link", ATOM).get("href") for entry in entries]
    assert hrefs[0].endswith("/sites/signal-tower/")
    assert hrefs[1].endswith("/sites/")


def test_pages_name_the_feed_where_there_is_one(changed: Sample, tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=changed.write(tmp_path)))
    assert re.search(
        r'type="application/atom\+xml" href="/feed.xml"', app.test_client().get("/").text
    )


def test_without_changes_there_is_no_feed_and_none_is_named(sample: Sample, tmp_path: Path) -> None:
    client = create_app(Settings(data_dir=sample.write(tmp_path))).test_client()
    assert client.get("/feed.xml").status_code == 404
    assert "feed.xml" not in client.get("/").text
