"""The list of sheets, and the sheets as the app serves them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from PIL import Image
from pypdf import PdfReader

from tests.sample import Sample
from tests.web.conftest import Read
from trail.base.errors import ExportError, MissingGlyphs
from trail.dataset.schema.whole import Dataset
from trail.export.sheets import Press, SheetCache, sheets_of
from trail.export.sheets.content import Content
from trail.export.sheets.typeset import typeset
from trail.web.printing import prerender as printroom
from trail.web.printing import sheets as printing
from trail.web.printing.compose import read_wishes
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def test_the_list_has_every_sheet_with_picture_pages_and_size(
    client: FlaskClient, read: Read, sample_dataset: Dataset
) -> None:
    page = read("/print/")
    rows = page.xpath("//main//section//li")
    assert len(rows) == len(sheets_of(sample_dataset)) - 1  # the book stands by itself
    for row in rows:
        text = " ".join(row.text_content().split())
        assert "page" in text
        assert "KB" in text
        papers = " ".join(row.xpath(".//a[contains(@href, '.pdf')]/@data-papers")).split()
        # Whatever paper was chosen, one button is left.
        assert sorted(papers) == ["a4", "letter", "tabloid"]
    picture = rows[0].xpath(".//img")[0]
    response = client.get(picture.get("src"))
    assert response.content_type == "image/png"
    with Image.open(io.BytesIO(response.data)) as image:
        assert image.size == (int(picture.get("width")), int(picture.get("height")))


def test_the_book_is_offered_on_paper_with_its_pages_and_size(
    client: FlaskClient, read: Read
) -> None:
    (section,) = read("/print/").xpath("//main//section[h2='The book']")
    text = " ".join(section.text_content().split())
    assert "The book, EPUB about" in text
    for paper, name in (("letter", "Letter"), ("a4", "A4")):
        (link,) = section.xpath(f".//a[@href='/print/book-{paper}.pdf']")
        assert link.text_content() == f"The book, PDF on {name}"
    made = client.get("/print/book-letter.pdf").data
    pages = len(PdfReader(io.BytesIO(made)).pages)
    (told, size) = re.findall(r"Letter (\d+) pages, about (\d+) KB", text)[0]
    assert int(told) == pages
    # The list measures it with the address of nobody, a little longer than this one.
    assert int(size) == pytest.approx(len(made) / 1000, abs=5)


def test_the_sheets_stand_under_whom_they_are_for(read: Read) -> None:
    page = read("/print/")
    asked = page.xpath("//form[@data-pick]//input[@name='reader']/@value")
    sections = page.xpath("//main//section/@data-reader")
    assert asked == ["", *sections] == ["", "walker", "large", "class", "pocket", "window"]
    (pocket,) = page.xpath("//section[@data-reader='pocket']")
    assert all(
        any(kind in href for kind in ("-booklet-", "-stitched-", "/bookmark-"))
        for href in pocket.xpath(".//li//a/@href")
    )


@pytest.mark.parametrize("address", ["http://localhost", "http://127.0.0.1:8000"])
def test_the_page_says_why_its_sheets_have_no_codes(sample_dir: Path, address: str) -> None:
    app = create_app(Settings(data_dir=sample_dir))
    _says_why(app, address, address)


def test_an_example_of_an_address_has_no_codes_either(sample_dir: Path) -> None:
    example = "https://trail.example.org"
    _says_why(create_app(Settings(sample_dir, example)), "http://localhost", example)


def _says_why(app: Flask, asked: str, named: str) -> None:
    told = app.test_client().get("/print/", base_url=asked)
    text = " ".join(html.document_fromstring(told.text).text_content().split())
    assert f"they would lead to {named}/" in text
    assert "Set TRAIL_BASE_URL, or base_url in trail.yaml" in text


def test_a_public_address_has_codes(sample_dir: Path) -> None:
    app = create_app(Settings(sample_dir, "https://www.treaty-trail.museum"))
    assert "no codes" not in app.test_client().get("/print/").text


# ---------------------------------------------------------------- composed


def test_a_sheet_is_composed_by_its_address(client: FlaskClient) -> None:
    asked = "?sheet=quay&minutes=&paper=legal&turn=upright&scale=10000&points=12&codes=none"
    response = client.get(f"/print/composed.pdf{asked}")
    assert response.status_code == 200
    reader = PdfReader(io.BytesIO(response.data))
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((612, 1008), abs=0.02)
    assert "Scale 1:10,000" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("sheet=quay&paper=legal&turn=sideways", "upright or side"),
        ("sheet=quay&paper=legal&scale=12", "a whole number from 500"),
        ("sheet=quay&paper=legal&points=x", "a whole number from 9 to 24"),
        ("sheet=quay&paper=legal&points=00000000001099", "a whole number from 9 to 24"),
        (f"sheet=quay&paper=legal&points=10{'9' * 5000}", "a whole number from 9 to 24"),
        ("sheet=quay&paper=legal&scale=100000000", "a whole number from 500"),
        ("sheet=quay&paper=legal&codes=all", "none, or nothing"),
        ("sheet=quay&paper=letter&scale=500", "which shows all of the way"),
        ("sheet=quay-cards&paper=letter&turn=side", "a trail sheet"),
    ],
)
def test_what_can_not_be_composed_is_400_and_says_why(
    client: FlaskClient, asked: str, told: str
) -> None:
    response = client.get(f"/print/composed.pdf?{asked}")
    assert response.status_code == 400
    assert told in html.document_fromstring(response.text).text_content()


def test_nothing_composed_leads_to_the_questions(client: FlaskClient) -> None:
    response = client.get("/print/composed.pdf")
    assert response.status_code == 200
    assert response.mimetype == "text/html"
    assert b"composed.pdf" in response.data


@pytest.mark.parametrize("asked", ["sheet=quay&paper=b5", "sheet=quai&paper=letter"])
def test_composed_of_what_there_is_not_is_404(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/print/composed.pdf?{asked}").status_code == 404


def test_every_choice_of_the_composer_is_understood(client: FlaskClient, read: Read) -> None:
    form = read("/print/compose/").xpath("//form[contains(@action, 'composed.pdf')]")[0]
    choices = {
        select.get("name"): select.xpath("option/@value") for select in form.xpath(".//select")
    }
    assert list(choices) == ["sheet", "minutes", "paper", "turn", "scale", "points", "codes"]
    for name, values in choices.items():
        for value in values:
            if name not in ("sheet", "paper"):
                read_wishes({name: value})
    assert "a3" in choices["paper"]


def test_a_published_site_says_how_to_get_what_is_not_made_ahead(sample_dir: Path) -> None:
    app = create_app(Settings(sample_dir, "https://www.treaty-trail.museum", published=True))
    page = app.test_client().get("/print/compose/").text
    assert "trail print downtown --paper legal" in page
    assert "composed.pdf" not in page


def test_a_sheet_is_the_same_file_as_the_press_makes(app: Flask, client: FlaskClient) -> None:
    response = client.get("/print/quay-letter.pdf")
    assert response.status_code == 200
    assert response.content_type == "application/pdf"
    # It is saved by the name at the end of its address.
    assert response.headers["Content-Disposition"] == "inline"
    press = Press(app.extensions["guide"])
    assert response.data == press.pdf("quay", "letter", "http://localhost/").pdf
    assert len(PdfReader(io.BytesIO(response.data)).pages) == 2


def test_a_sheet_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/print/quay-letter.pdf").headers["ETag"]
    assert client.get("/print/quay-letter.pdf", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("/print/quai-letter.pdf", "quay-large"),
        ("/print/quay-a5.pdf", "tabloid"),
        ("/print/x.pdf", "poster"),
        ("/print/quay-a5.png", "tabloid"),
    ],
)
def test_what_there_is_not_is_404_and_lists_what_there_is(
    client: FlaskClient, path: str, listed: str
) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert listed in response.text


def test_codes_lead_to_addresses_that_the_app_has(app: Flask, sample_dataset: Dataset) -> None:
    from trail.base.links import Links

    links = Links.under("https://trail.example.org/trail/")
    with app.test_request_context(base_url="https://trail.example.org/trail/"):
        from flask import url_for

        def full(endpoint: str, **values: str) -> str:
            return url_for(endpoint, _external=True, **values)

        assert links.home == full("pages.home")
        for site in sample_dataset.sites:
            assert links.site(site.id) == full("pages.site", site_id=site.id)
        for tour in sample_dataset.trail.tours:
            assert links.tour(tour.id) == full("pages.tour", tour_id=tour.id)


def test_paths_name_each_file_once(app: Flask, sample_dataset: Dataset) -> None:
    with app.test_request_context():
        paths = list(printing.paths(sample_dataset))
    wanted = sum(2 + len(sheet.papers) for sheet in sheets_of(sample_dataset))
    assert len(paths) == len(set(paths)) == wanted


def test_sheets_made_ahead_are_served_as_they_were_made(
    sample_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(sample_dir, "https://trail.example.org"))
    client = app.test_client()
    app.extensions["sheet_cache"] = SheetCache(tmp_path, "this")
    printroom.fill(app)
    app.extensions.pop("presses")
    monkeypatch.setattr("trail.export.sheets.press.typeset", None)
    monkeypatch.setattr("trail.export.sheets.press.picture", None)
    assert client.get("/print/").status_code == 200
    made = client.get("/print/quay-letter.pdf").data
    monkeypatch.undo()
    fresh = Press(app.extensions["guide"]).pdf("quay", "letter", "https://trail.example.org/")
    assert made == fresh.pdf


def test_the_list_waits_for_no_sheet_that_is_still_being_made(
    sample_dir: Path, tmp_path: Path
) -> None:
    app = create_app(Settings(sample_dir, "https://trail.example.org"))
    app.extensions["sheet_cache"] = SheetCache(tmp_path, "this")
    early = app.test_client().get("/print/")
    assert "<img" not in early.text.partition("<main")[2]
    assert "/print/quay-letter.pdf" in early.text
    assert early.headers["Cache-Control"] == "no-store"
    printroom.fill(app)
    assert "<img" in app.test_client().get("/print/").text


def test_sheets_for_classes_are_made_ahead_on_each_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, str]] = []
    monkeypatch.setattr(Press, "prerender", lambda _, name, paper, _url: made.append((name, paper)))
    monkeypatch.setattr(Press, "prerender_pictures", lambda *_: None)
    printroom.fill(create_app(Settings(base_url="https://trail.example.org")))
    assert len(made) == len(set(made))
    of_one = [paper for name, paper in made if name == "teach/grades-4-5-stops-large"]
    assert of_one == ["letter", "a4"]


# ---------------------------------------------------------------- what can't be printed

KLINGON = "\uf8d0\uf8d1"


@pytest.fixture
def klingon_dir(sample: Sample, tmp_path: Path) -> Path:
    """The small trail with a stop whose name no font has."""
    sample.properties("signal-tower")["name"] = f"Tower {KLINGON}"
    return sample.write(tmp_path / "data")


def test_a_sheet_that_no_font_can_set_says_what_why_and_the_mend(klingon_dir: Path) -> None:
    client = create_app(Settings(klingon_dir)).test_client()
    response = client.get("/print/quay-letter.pdf")
    assert response.status_code == 500
    page = html.fromstring(response.text)
    assert page.xpath("string(//h1)") == "This sheet can’t be printed"
    told = page.xpath("string(//main)")
    assert "U+F8D0" in told
    assert f"Tower {KLINGON}" in told
    assert "site signal-tower" in told
    assert "Spell it in Latin, Greek, Cyrillic or Hebrew letters" in told


def test_the_list_names_the_sheet_and_has_the_others(klingon_dir: Path) -> None:
    client = create_app(Settings(klingon_dir)).test_client()
    for _again in range(2):
        response = client.get("/print/")
        assert response.status_code == 200
        rows = html.fromstring(response.text).xpath("//main//section//li")
        told = [" ".join(row.text_content().split()) for row in rows]
        refused = [text for text in told if "This sheet can’t be printed." in text]
        assert refused
        assert all("signal-tower" in text for text in refused)
        assert len([text for text in told if "KB" in text]) == len(told) - len(refused) > 0
    for row, text in zip(rows, told, strict=True):
        for link in row.xpath(".//a/@href"):
            assert text not in refused
            assert client.get(link).status_code == 200


def test_sheets_made_ahead_go_on_past_one_that_can_not_be_printed(
    klingon_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(klingon_dir, "https://trail.example.org"))
    sheet_cache = tmp_path / "shelf"
    sheet_cache.mkdir()
    app.extensions["sheet_cache"] = SheetCache(sheet_cache, "this")
    printroom.fill(app)
    app.extensions.pop("presses")
    monkeypatch.setattr("trail.export.sheets.press.typeset", None)
    response = app.test_client().get("/print/")
    assert "no-store" not in response.headers.get("Cache-Control", "")
    assert "This sheet can’t be printed." in response.text
    assert "signal-tower" in response.text
    assert "about" in response.text


@pytest.fixture
def at_an_address(sample_dir: Path, tmp_path: Path) -> Flask:
    """The small trail with a public address and an empty shelf."""
    app = create_app(Settings(sample_dir, "https://trail.example.org"))
    app.extensions["sheet_cache"] = SheetCache(tmp_path, "this")
    return app


def test_a_failure_that_passes_is_not_kept_for_a_fault_of_the_data(
    at_an_address: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_values: object) -> bytes:
        raise ExportError("the sheet can't be set: no output")

    with monkeypatch.context() as patched:
        patched.setattr("trail.export.sheets.press.typeset", broken)
        printroom.fill(at_an_address)
        early = at_an_address.test_client().get("/print/")
        assert early.headers["Cache-Control"] == "no-store"
        assert "can’t be printed" not in early.text
    assert at_an_address.test_client().get("/print/quay-letter.pdf").status_code == 200
    printroom.fill(at_an_address)
    later = at_an_address.test_client().get("/print/")
    assert "no-store" not in later.headers.get("Cache-Control", "")
    assert "can’t be printed" not in later.text


def test_a_paper_that_alone_is_refused_is_not_linked(
    at_an_address: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(template: str, values: Content, date: str) -> bytes:
        if template == "trail" and values["paper"] in ([210, 297], [297, 210]):
            raise MissingGlyphs("灯", "灯 Street")
        return typeset(template, values, date)

    monkeypatch.setattr("trail.export.sheets.press.typeset", refusing)
    printroom.fill(at_an_address)
    text = at_an_address.test_client().get("/print/").text
    assert "/print/quay-letter.pdf" in text
    assert "/print/quay-a4.pdf" not in text
