"""Every part of the shipped tours has the same numbers on its page, its sheet, in its files,
on its map and where it is followed."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from lxml import html

from trail.base.links import Links
from trail.base.paths import DATA
from trail.dataset import load
from trail.export.sheets import PAPERS, Phrases
from trail.export.sheets.content import SheetContext
from trail.export.sheets.trailsheet import part_sheet
from trail.guide.guide import Guide
from trail.guide.walk.walks import Walk
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.walk.partlinks import parts

ADDRESS = "https://trail.example.org"
GPX = "{http://www.topografix.com/GPX/1/1}"
WALKS = tuple(parts(load(DATA)))


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings(base_url=ADDRESS)).test_client()


@pytest.fixture(scope="module")
def context(client: FlaskClient) -> SheetContext:
    guide: Guide = client.application.extensions["guide"]
    return SheetContext(guide, Phrases(), Links.under(ADDRESS))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def answered(client: FlaskClient, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    return bytes(response.data)


def page_of(client: FlaskClient, path: str) -> html.HtmlElement:
    return html.document_fromstring(answered(client, path).decode())


def test_as_many_parts_as_were_counted() -> None:
    assert len(WALKS) == len(set(WALKS)) == 115
    assert sum(walk.tour == "downtown" for walk in WALKS) == 14 * 7 + 6


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.path)
def test_page_sheet_files_map_and_go_say_the_same(
    client: FlaskClient, context: SheetContext, walk: Walk
) -> None:
    base = f"/tours/{walk.path}/"
    page = page_of(client, base)
    stops = page.xpath("//ol[@class='strip']/li/@data-stop")
    legs = [
        text(line) for line in page.xpath("//ol[@class='strip']//summary/span[@class='far num']")
    ]
    facts = [text(each) for each in page.xpath("//ul[contains(@class, 'facts-line')]//b")]
    heading = text(page.xpath("//h1")[0])
    lines = [
        [text(p) for p in leg.xpath("./p[not(@class)]")]
        for leg in page.xpath("//ol[@class='strip']//details[@class='leg']")
    ]
    assert facts[0] == str(len(stops))

    # Where it is followed.
    go = page_of(client, f"{base}go/")
    screens = go.xpath("//article[@data-go-screen]")
    back = [screen for screen in screens if screen.get("data-back") is not None]
    assert [s.get("data-site") for s in screens] == stops + stops[:1] * len(back)
    assert len(screens) == len(legs) + 1
    for screen, told, leg in zip(screens[:-1], lines, legs, strict=True):
        assert leg.startswith(text(screen.xpath(".//b[@data-go-far]")[0]))
        assert [text(item) for item in screen.xpath(".//ol[@class='go-steps']/li")] == told
    assert text(go.xpath("//h1")[0]) == heading

    # Files.
    table = list(
        csv.DictReader(
            io.StringIO(answered(client, f"{base}{walk.file_name}.csv").decode("utf-8-sig"))
        )
    )
    assert [row["id"] for row in table] == stops
    metres = [float(row["leg_distance_m"]) for row in table if row["leg_distance_m"]]
    words = context.words
    for leg, far in zip(legs, metres, strict=True):
        assert leg.startswith(f"{words.miles(far)} ({words.metric(far)})".replace("\u00a0", " "))
    assert facts[1] == f"{words.miles(sum(metres))} ({words.metric(sum(metres))})".replace(
        "\u00a0", " "
    )
    for kind, point in (("gpx", "wpt"), ("route.gpx", "rte/rtept")):
        gpx = ET.fromstring(answered(client, f"{base}{walk.file_name}.{kind}"))
        found = gpx.findall("/".join(GPX + name for name in point.split("/")))
        assert [p.findtext(f"{GPX}name") for p in found][: len(stops)] == [
            row["name"] for row in table
        ]
        assert " ".join((gpx.findtext(f"{GPX}metadata/{GPX}name") or "").split()) == heading
        for p, told in zip(found, lines, strict=False):
            desc = " ".join((p.findtext(f"{GPX}desc") or "").split())
            assert " ".join(told) in desc
            assert desc.startswith("Stop ")

    # On paper.
    sheet: Any = part_sheet(context, walk, PAPERS["letter"])
    summary = " ".join(sheet["summary"].split())
    assert " ".join(sheet["title"].split()) == heading
    assert f"{len(stops)} stop" in summary
    assert " ".join(words.distance(sum(metres)).split()) in summary
    if len(facts) > 2:
        assert f"about {facts[2]} on foot" in summary
        assert f"With time at each stop: {facts[3]}." in summary
    assert [stop["name"] for stop in sheet["back"]["stops"]] == [row["name"] for row in table]

    # On the map.
    assert re.search(
        rf"\b{len(stops)} numbered stops?, beginning at",
        text(page.xpath("//*[local-name()='svg']/*[local-name()='desc']")[0]),
    )
