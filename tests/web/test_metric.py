"""A trail in a country that knows no feet: every length is metric, on screens and paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from trail.base.geo import Position
from trail.curation.sites.begin import Beginning, start_trail, units_of
from trail.export.books.epub import to_epub
from trail.export.sheets import Press
from trail.guide.checking import checked
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

FEET = re.compile(r"\d[\s\u00a0]?(?:ft|mi|mph|miles?|feet)\b|\binch\b|\bfeet\b")
ADDRESS = "https://t.example.org"
OSLO = Beginning(
    "Harbor trail", Position(3, 56), date(2026, 3, 1), "A bay", time_zone="Europe/Oslo"
)
PAGES = (
    "/",
    "/sites/",
    "/sites/example-two/",
    "/tours/example-walk/",
    "/tours/example-walk/go/",
    "/tours/example-walk/own/",
    "/tours/example-walk.gpx",
    "/embed/example-walk/",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("metric") / "t"
    start_trail(directory, OSLO)
    return directory


@pytest.fixture(scope="module")
def guide(data: Path) -> Guide:
    return Guide(checked(data))


def shown(pages: Iterator[str]) -> Iterator[str]:
    """What is read: no scripts and their words, no marked-up values."""
    for page in pages:
        yield re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL)


def test_no_page_has_feet_or_miles(data: Path) -> None:
    client = create_app(Settings(data_dir=data)).test_client()
    pages = [client.get(path) for path in PAGES]
    assert [page.status_code for page in pages] == [200] * len(PAGES)
    for text in shown(page.get_data(as_text=True) for page in pages):
        assert not FEET.search(text)
    tour = pages[3].get_data(as_text=True)
    assert "Example two is 400 m to the west." in tour
    assert "<span>400\u00a0m</span>" in tour
    assert "(4.8 km/h)" not in tour
    assert "data-units-switch" not in tour


def test_what_scripts_say_is_metric(data: Path) -> None:
    client = create_app(Settings(data_dir=data)).test_client()
    go = client.get("/tours/example-walk/go/").get_data(as_text=True)
    assert '"metric": true' in go or '"metric":true' in go
    tour = client.get("/tours/example-walk/").get_data(as_text=True)
    assert "{feet}" not in tour
    assert '"feet": "{metres} m"' in tour or '"feet":"{metres} m"' in tour


def test_no_sheet_has_feet_or_inches(guide: Guide) -> None:
    press = Press(guide)
    for sheet in ("example-walk", "poster"):
        reader = PdfReader(
            io.BytesIO(press.pdf(sheet, "a4" if sheet != "poster" else "tabloid", ADDRESS).pdf)
        )
        text = " ".join(page.extract_text() for page in reader.pages)
        assert not FEET.search(text)
        assert "Scale 1:2,500: one centimeter is 25 meters." in text or sheet == "poster"
        assert "meters" in text


def test_the_book_is_metric(guide: Guide) -> None:
    book = zipfile.ZipFile(io.BytesIO(to_epub(guide, ADDRESS)))
    parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    texts = list(shown(iter(parts)))
    assert not any(FEET.search(text) for text in texts)
    assert any("On to Example two, 400 m" in text for text in texts)


def test_lengths_of_a_metric_trail() -> None:
    say = Phrases(units="metric")
    assert [say.distance(m) for m in (0, 3, 407, 1369)] == [
        "0\u00a0m",
        "5\u00a0m",
        "410\u00a0m",
        "1.4\u00a0km",
    ]
    assert say.short(407) == "410\u00a0m"
    assert say.span(10, 40) == "10 to 40\u00a0m"
    assert say.span(10, 10) == "10\u00a0m"
    assert say.span(500, 2000) == "500\u00a0m to 2\u00a0km"
    assert Phrases().distance(407) == "0.3\u00a0mi\u00a0(410\u00a0m)"


@pytest.mark.parametrize(
    ("zone", "position", "units"),
    [
        ("Europe/Oslo", Position(3, 56), "metric"),
        ("Europe/London", Position(0, 51), "us"),
        ("America/New_York", Position(-70.76, 43.08), "us"),
        ("America/Toronto", Position(-79.4, 43.65), "metric"),
        ("UTC", Position(-70.76, 43.08), "us"),
        ("UTC", Position(-157.8, 21.3), "us"),
        ("UTC", Position(173.9, -35.2), "metric"),
    ],
)
def test_units_are_those_of_the_country(zone: str, position: Position, units: str) -> None:
    assert units_of(Beginning("T", position, date(2026, 3, 1), time_zone=zone)) == units


def test_the_shipped_trail_keeps_its_feet(sample_dir: Path) -> None:
    client = create_app(Settings(data_dir=sample_dir)).test_client()
    assert "data-units-switch" in client.get("/").get_data(as_text=True)
