"""The judge of a finished site finds what was planted in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.publish.conftest import ORIGIN
from trail.web.publish.check import PublishedSite


def before_end(text: str) -> Callable[[Path], None]:
    def plant(page: Path) -> None:
        page.write_text(page.read_text().replace("</main>", f"{text}</main>"))

    return plant


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "site"))


def told(site: Path) -> str:
    return "\n".join(map(str, PublishedSite(site, ORIGIN, "/guide").faults()))


def test_a_site_as_published_has_no_faults(site: Path) -> None:
    assert told(site) == ""


@pytest.mark.parametrize(
    ("planted", "expected"),
    [
        ('<a href="/guide/nowhere/">x</a>', "about/index.html: leads to /guide/nowhere/"),
        ('<a href="/sites/">x</a>', "leads to /sites/, which is not there"),
        ('<a href="../nowhere.pdf">x</a>', "leads to ../nowhere.pdf"),
        ('<a href="/guide/#nothing">x</a>', "nothing there is called nothing"),
        ('<a href="#nothing">x</a>', "nothing there is called nothing"),
        (f'<a href="{ORIGIN}/guide/gone/">x</a>', "leads to https://trail.example.org/guide/gone/"),
        ('<img src="https://cdn.example.net/a.png">', "loads https://cdn.example.net/a.png"),
        ('<script src="//cdn.example.net/a.js"></script>', "loads //cdn.example.net/a.js"),
        ('<iframe src="http://example.net/"></iframe>', "loads http://example.net/"),
    ],
)
def test_a_planted_fault_is_found(site: Path, planted: str, expected: str) -> None:
    before_end(planted)(site / "about" / "index.html")
    assert expected in told(site)


def test_links_to_elsewhere_are_no_fault(site: Path) -> None:
    before_end('<a href="https://example.net/x#y">x</a>')(site / "about" / "index.html")
    assert told(site) == ""


def test_a_page_that_is_not_listed_and_a_listed_one_that_is_gone_are_found(site: Path) -> None:
    shutil.copytree(site / "about", site / "more")
    assert "more/index.html: is not in sitemap.xml" in told(site)
    shutil.rmtree(site / "more")
    shutil.rmtree(site / "about")
    assert "sitemap.xml: lists https://trail.example.org/guide/about/" in told(site)


def test_a_style_sheet_from_elsewhere_and_a_lost_script_are_found(site: Path) -> None:
    sheet = next((site / "static/css").glob("app.*.css"))
    sheet.write_text(sheet.read_text() + '@import "https://fonts.example.net/a.css";')
    assert "loads https://fonts.example.net/a.css" in told(site)
    next((site / "static/js").glob("units.*.js")).unlink()
    assert "units." in told(site)
