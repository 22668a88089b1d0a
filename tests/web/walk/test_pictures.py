"""Pictures on the page of a site."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.sample_pictures import sample_with_pictures
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def page(tmp_path: Path, site: str) -> html.HtmlElement:
    data = sample_with_pictures().write(tmp_path)
    answer = create_app(Settings(data_dir=data)).test_client().get(f"/sites/{site}/")
    assert answer.status_code == 200
    return html.document_fromstring(answer.get_data(as_text=True))


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
    assert caption.text_content() == (
        "Drawn for this guide after a description; its door is not told of."
        " Drawing © 2026 the keepers."
    )


def test_the_drawing_stands_between_the_title_and_the_access(tmp_path: Path) -> None:
    tree = page(tmp_path, "custom-house")
    order = tree.xpath("//h1 | //figure[@class='picture'] | //h2[@id='go-in']")
    assert [element.tag for element in order] == ["h1", "figure", "h2"]


def test_a_site_without_a_picture_has_no_empty_figure(tmp_path: Path) -> None:
    assert page(tmp_path, "lost-camp").xpath("//figure[@class='picture']") == []
