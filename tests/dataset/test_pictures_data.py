"""pictures/: read strictly, every file named, and nothing in an SVG but plain shapes."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sample_pictures import SVG, pictures, sample_with_pictures
from tests.shipped import shipped_dataset
from trail import dataset
from trail.base.errors import DatasetError
from trail.curation.health.links import links_of
from trail.dataset.schema.pictures import DrawnShape
from trail.dataset.text.svg import MOST_SHAPES, UnfitPicture, read_svg

Change = Callable[[dict[str, Any]], Any]


def problems(directory: Path, records: Any = None, **files: str | None) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        dataset.load(sample_with_pictures(records, **files).write(directory))
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_folder_is_read(tmp_path: Path) -> None:
    found = dataset.load(sample_with_pictures().write(tmp_path)).pictures
    assert found is not None
    (record,) = found.of_site("custom-house")
    assert (record.file, record.focus) == ("custom-house.svg", (0.5, 0.6))
    assert found.of_site("lost-camp") == ()
    drawing = found.drawings["custom-house.svg"]
    assert (drawing.width, drawing.height, len(drawing.shapes)) == (48, 32, 4)
    assert drawing.title == "A shed"
    assert found.seal_of("hana") == found.drawings["people/hana.svg"]
    assert found.seal_of("pavel") is None
    assert found.glyph_of(date(1911, 2, 3)) is None
    assert set(found.drawings) == {
        "custom-house.svg", "thumbs/custom-house.svg", "people/hana.svg",
    }  # fmt: skip


def test_a_dataset_without_pictures_is_sound(sample_dir: Path) -> None:
    assert dataset.load(sample_dir).pictures is None


def test_the_digest_covers_the_drawings(tmp_path: Path) -> None:
    one = dataset.load(sample_with_pictures().write(tmp_path / "one"))
    other = SVG.replace('r="3"', 'r="4"')
    two = dataset.load(sample_with_pictures(**{"people/hana.svg": other}).write(tmp_path / "two"))
    assert one.digest != two.digest


def test_what_a_picture_was_drawn_after_is_among_the_links(tmp_path: Path) -> None:
    links = links_of(dataset.load(sample_with_pictures().write(tmp_path)))
    used = {link.url: link.used_in for link in links}
    assert used["https://example.org/shed"] == ("pictures/pictures.yaml: custom-house",)


def test_the_shipped_pictures_are_sound() -> None:
    found = shipped_dataset().pictures
    assert found is not None
    assert len(found.records.sites) == 32
    assert found.records.frieze is not None
    assert all(len(found.of_site(site)) == 1 for site in found.records.sites)
    assert len([name for name in found.drawings if name.startswith("days/")]) == 33
    signed = found.glyph_of(date(1905, 9, 5))
    assert signed is not None
    assert signed.title == "The twelve demands at the end of the day: 9 settled, 3 withdrawn"
    assert found.glyph_of(date(1905, 9, 7)) is None
    komura = found.seal_of("komura")
    assert komura is not None
    assert komura.title == "小村寿太郎"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda v: v["sites"].update({"custom-hose": v["sites"].pop("custom-house")}), "there is no site 'custom-hose' (did you mean custom-house?)"),
        (lambda v: v["seals"].update(nobody={"file": "people/hana.svg"}), "there is no person 'nobody'"),
        (lambda v: v["sites"]["custom-house"][0].pop("rights"), "sites.custom-house[0].rights: is missing"),
        (lambda v: v["sites"]["custom-house"][0].pop("alt"), "sites.custom-house[0].alt: is missing"),
        (lambda v: v["sites"]["custom-house"][0].update(alt=" "), "sites.custom-house[0].alt"),
        (lambda v: v["sites"]["custom-house"][0].update(rights="all mine"), "sites.custom-house[0].rights"),
        (lambda v: v["sites"]["custom-house"][0].update(kind="poem"), "sites.custom-house[0].kind"),
        (lambda v: v["sites"]["custom-house"][0].update(focus=[0.5, 1.5]), "sites.custom-house[0].focus[1]"),
        (lambda v: v["sites"]["custom-house"][0].update(after=["a book"]), "sites.custom-house[0].after[0]"),
        (lambda v: v["sites"]["custom-house"][0].update(file="../people.yaml"), "sites.custom-house[0].file"),
        (lambda v: v["sites"]["custom-house"][0].update(file="/etc/passwd.svg"), "sites.custom-house[0].file"),
        (lambda v: v["sites"]["custom-house"][0].update(file="a/b/c.svg"), "sites.custom-house[0].file"),
        (lambda v: v["sites"]["custom-house"][0].update(file="custom-house.png"), "sites.custom-house[0].file"),
        (lambda v: v["sites"]["custom-house"][0].update(file="gone.svg"), "sites.custom-house[0].file: there is no file gone.svg"),
        (lambda v: v["sites"]["custom-house"][0].update(thumbnail="custom-house.svg"), "sites.custom-house[0].thumbnail: custom-house.svg is named twice"),
        (lambda v: v["sites"].update({"custom-house": []}), "sites.custom-house"),
        (lambda v: v["sites"]["custom-house"][0].update(colour="red"), "unknown field"),
        (lambda v: v["sites"]["custom-house"][0].update(date=2026), "sites.custom-house[0].date"),
        (lambda v: v.update(sites=None), "sites: "),
    ],
)  # fmt: skip
def test_a_faulty_record_is_told_with_its_place(tmp_path: Path, change: Change, said: str) -> None:
    values = pictures()
    change(values)
    found = problems(tmp_path, values)
    assert any(said in problem for problem in found), found
    assert all(problem.startswith("pictures/") for problem in found), found


def test_a_file_that_no_record_names_is_a_fault(tmp_path: Path) -> None:
    found = problems(tmp_path, **{"notes.txt": "x", "people/old.svg": SVG, ".DS_Store": "x"})
    assert found == [
        "pictures/notes.txt: is named by no record; expected a record in pictures/pictures.yaml",
        "pictures/people/old.svg: is named by no record; expected a record in pictures/pictures.yaml",
    ]


def test_a_record_whose_file_is_gone_is_a_fault(tmp_path: Path) -> None:
    assert problems(tmp_path, **{"people/hana.svg": None}) == [
        "pictures/pictures.yaml: seals.hana.file: there is no file people/hana.svg;"
        " expected a file in pictures/"
    ]


def test_a_folder_without_records_is_a_fault(tmp_path: Path) -> None:
    found = problems(tmp_path, **{"pictures.yaml": None})
    assert found == [
        "pictures/pictures.yaml: is missing; expected a file of this name in the directory"
    ]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "secret.svg"
    outside.write_text(SVG)
    home = sample_with_pictures(**{"people/hana.svg": None}).write(tmp_path / "data")
    (home / "pictures" / "people").mkdir()
    (home / "pictures" / "people" / "hana.svg").symlink_to(outside)
    with pytest.raises(DatasetError, match="is a link that leads out of the directory"):
        dataset.load(home)


def svg(inside: str, top: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' viewBox="0 0 9 9"{top}>{inside}</svg>'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (svg("<script>alert(1)</script>"), "has the element 'script'"),
        (svg('<path d="M0 0h9"/><style>path{}</style>'), "has the element 'style'"),
        (svg('<a href="https://example.org/"><path d="M0 0h9"/></a>'), "has the element 'a'"),
        (svg('<image href="x.png"/>'), "has the element 'image'"),
        (svg('<use href="#a"/>'), "has the element 'use'"),
        (svg("<foreignObject><p/></foreignObject>"), "has the element 'foreignObject'"),
        (svg("<text>hm</text>"), "has the element 'text'"),
        (svg('<animate attributeName="d"/>'), "has the element 'animate'"),
        (svg('<set attributeName="onload" to="alert(1)"/>'), "has the element 'set'"),
        (svg('<path d="M0 0h9" onclick="alert(1)"/>'), "has the attribute 'onclick'"),
        (svg('<path d="M0 0h9"/>', ' onload="alert(1)"'), "has the attribute 'onload'"),
        (svg('<path d="M0 0h9" style="fill:red"/>'), "has the attribute 'style'"),
        (svg('<path d="M0 0h9" id="main"/>'), "has the attribute 'id'"),
        (svg('<path d="M0 0h9" class="btn"/>'), "has the attribute 'class'"),
        (svg('<g xlink:href="#x"><path d="M0 0h9"/></g>'), "has the attribute 'href'"),
        (svg('<path d="M0 0h9" fill="url(#g)"/>'), "has fill='url(#g)'"),
        (svg('<path d="M0 0h9" fill="url(https://example.org/x)"/>'), "has fill="),
        (svg('<path d="M0 0h9" fill="red"/>'), "has fill='red'"),
        (svg('<path d="M0 0h9" fill="&quot;&gt;&lt;script&gt;"/>'), "has fill="),
        (svg('<path d="{{ 7*7 }}"/>'), "has d='{{ 7*7 }}'"),
        (svg('<path d="M0 0h9" stroke-width="1e9"/>'), "has stroke-width='1e9'"),
        (svg('<path d="M0 0h9" stroke-width="١"/>'), "has stroke-width="),
        (svg('<circle cx="1" cy="1" r="expression(1)"/>'), "has r="),
        (svg("<circle/>"), "has a circle without measures"),
        (svg('<path d="M0 0h9">x</path>'), "has something in its path"),
        (svg('words <path d="M0 0h9"/>'), "has text between its shapes"),
        (svg('<path d="M0 0h9"/> words'), "has text between its shapes"),
        (svg("<title><b/></title>"), "has something in its title"),
        (svg(""), "has nothing drawn in it"),
        (svg('<h:path xmlns:h="urn:x" d="M0 0h9"/>'), "has the element '{urn:x}path'"),
        (svg('<path xmlns="" d="M0 0h9"/>'), "has the element 'path'"),
        (svg("<g>" * 30 + "</g>" * 30), "has groups nested too deep"),
        (svg('<path d="M0 0h9"/>' * (MOST_SHAPES + 1)), f"has over {MOST_SHAPES} shapes"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "has a declaration or a comment"),
        ('<?xml-stylesheet href="x"?><svg/>', "has a declaration or a comment"),
        (svg("<!-- hm -->"), "has a declaration or a comment"),
        ("<svg", "is not well-formed XML at line 1"),
        ("<html/>", "is no SVG"),
        ("<svg/>", "is no SVG"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "has no usable viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "has no usable viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 -1 9"/>', "has no usable viewBox"),
    ],
)
def test_an_svg_with_anything_but_plain_shapes_is_refused(text: str, said: str) -> None:
    with pytest.raises(UnfitPicture) as caught:
        read_svg(text)
    assert said in caught.value.wrong


def test_an_unsafe_svg_is_a_fault_of_its_file(tmp_path: Path) -> None:
    found = problems(tmp_path, **{"people/hana.svg": svg("<script/>")})
    assert found == [
        "pictures/people/hana.svg: has the element 'script'; expected svg, g, path, line,"
        " polyline, polygon, rect, circle, ellipse, title and desc alone"
    ]


def test_groups_dissolve_into_their_shapes() -> None:
    drawing = read_svg(
        svg(
            '<g fill="none" stroke="currentColor"><g stroke-width="2"><path d="M0 0h9"/></g>'
            '<path d="M0 1h9" fill="#96301f"/><path d="M0 2h9"/></g>'
        )
    )
    assert dict(drawing.looks) == {"fill": "none", "stroke": "currentColor"}
    assert drawing.shapes == (
        DrawnShape("path", (("stroke-width", "2"), ("d", "M0 0h9"))),
        DrawnShape("path", (("fill", "#96301f"), ("d", "M0 1h9"))),
        DrawnShape("path", (("d", "M0 2h9"),)),
    )


def test_what_only_some_shapes_say_is_not_said_of_all() -> None:
    drawing = read_svg(svg('<path d="M0 0h9" fill="none"/><path d="M0 1h9"/>'))
    assert drawing.looks == ()
    assert drawing.shapes[1] == DrawnShape("path", (("d", "M0 1h9"),))
