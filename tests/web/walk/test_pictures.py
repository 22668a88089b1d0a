"""Pictures on the page of a site."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from tests.sample_pictures import sample_with_pictures
from trail.web.serve.app import create_app
from trail.web.shell import features
from trail.web.shell.settings import Settings


def read(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.document_fromstring(answer.get_data(as_text=True))


def client_of(tmp_path: Path, sample: Sample | None = None) -> FlaskClient:
    data = (sample or sample_with_pictures()).write(tmp_path)
    return create_app(Settings(data_dir=data)).test_client()


def page(tmp_path: Path, site: str) -> html.HtmlElement:
    return read(client_of(tmp_path), f"/sites/{site}/")


def test_a_site_shows_its_drawing_with_what_is_said_of_it(tmp_path: Path) -> None:
    (figure,) = page(tmp_path, "custom-house").xpath("//figure[@class='picture']")
    (drawing,) = figure.xpath("./svg")
    assert drawing.get("viewbox") == "0 0 48 32"
    assert (drawing.get("width"), drawing.get("height")) == ("48", "32")
    assert (drawing.get("role"), drawing.get("aria-label")) == (
        "img", "A shed with a lamp, & <no door>",
    )  # fmt: skip
    (group,) = drawing.xpath("./g")
    assert dict(group.attrib) == {
        "fill": "none", "stroke": "currentColor", "stroke-width": "1.2",
    }  # fmt: skip
    assert [dict(shape.attrib) for shape in group] == [
        {"fill": "#fdfaf2", "d": "M4 30V10h40v20z"},
        {"d": "M4 10L24 2L44 10"},
        {"d": "M0 31h48"},
        {"fill": "#96301f", "cx": "24", "cy": "20", "r": "3"},
    ]
    (caption,) = figure.xpath("./figcaption")
    assert " ".join(caption.text_content().split()) == (
        "Drawn for this guide after a description; its door is not told of."
        " About this drawing Drawing © 2026 the keepers."
    )
    (folded,) = caption.xpath("./details/p")
    assert folded.text_content().strip() == "Drawing © 2026 the keepers."


def test_the_drawing_comes_first_then_the_title_and_the_verdict(tmp_path: Path) -> None:
    tree = page(tmp_path, "custom-house")
    order = tree.xpath("//h1 | //figure[@class='picture'] | //p[@class='verdict']")
    assert [element.tag for element in order] == ["figure", "h1", "p"]


def test_a_site_without_a_picture_has_no_empty_figure(tmp_path: Path) -> None:
    assert page(tmp_path, "lost-camp").xpath("//figure[@class='picture']") == []


def test_a_stop_of_a_tour_has_its_small_picture(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    tour = read(client, "/tours/quay/")
    (stop,) = tour.xpath("//li[@data-stop='custom-house']")
    (thumb,) = stop.xpath(".//svg[contains(@class, 'thumb')]")
    assert thumb.get("aria-hidden") == "true"
    (use,) = thumb.xpath("./use")
    assert use.get("href") == "/pictures/symbols.sites.svg#site-custom-house"
    others = tour.xpath("//li[@data-stop and @data-stop != 'custom-house']")
    assert others
    assert not any(stop.xpath(".//svg[contains(@class, 'thumb')]") for stop in others)


def test_the_small_pictures_are_one_file(tmp_path: Path) -> None:
    answer = client_of(tmp_path).get("/pictures/symbols.sites.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.get_data(as_text=True).count("<symbol ") == 1
    assert 'id="site-custom-house"' in answer.get_data(as_text=True)


def test_a_trail_without_pictures_has_no_such_file(tmp_path: Path) -> None:
    client = client_of(tmp_path, Sample())
    assert client.get("/pictures/symbols.sites.svg").status_code == 404
    assert read(client, "/tours/quay/").xpath("//svg[contains(@class, 'thumb')]") == []


def test_a_copy_for_a_phone_takes_the_small_pictures_along(tmp_path: Path) -> None:
    app = client_of(tmp_path).application
    with app.test_request_context():
        assert list(features.file_paths()).count("/pictures/symbols.sites.svg") == 1
    app = client_of(tmp_path / "bare", Sample()).application
    with app.test_request_context():
        assert "/pictures/symbols.sites.svg" not in list(features.file_paths())


def test_a_day_in_a_list_has_its_glyph() -> None:
    client = create_app(Settings(languages=())).test_client()
    rows = read(client, "/sites/christ-church/").xpath("//a[contains(@class, 'row--event')]")
    drawn = {
        row.get("href").partition("#")[0]: [use.get("href") for use in row.xpath("./svg/use")]
        for row in rows
    }
    assert drawn == {
        f"/days/{day}/": [f"/pictures/symbols.days.svg#day-{day}"]
        for day in ("1905-08-13", "1905-09-05")
    }
    symbols = client.get("/pictures/symbols.days.svg")
    assert symbols.mimetype == "image/svg+xml"
    tree = html.fromstring(symbols.data)
    ids = [symbol.get("id") for symbol in tree.xpath("//symbol")]
    assert (ids[0], ids[-1], len(ids)) == ("day-1905-08-05", "day-1905-09-06", 33)
    with client.application.test_request_context():
        assert "/pictures/symbols.days.svg" in list(features.file_paths())


def test_without_glyphs_a_day_in_a_list_has_none(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    rows = read(client, "/sites/landing-stage/").xpath("//a[contains(@class, 'row--event')]")
    assert rows
    assert not any(row.xpath("./svg") for row in rows)
    assert client.get("/pictures/symbols.days.svg").status_code == 404
