"""The e-book: a sound container, sound pages, and every link in it leads somewhere."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from lxml import etree

from tests.sample import Sample
from tests.shipped import shipped_dataset, shipped_guide
from trail import dataset
from trail.base.errors import ExportError
from trail.dataset.schema.whole import Dataset
from trail.export.books.epub import to_epub
from trail.guide.guide import Guide

OPF = "{http://www.idpf.org/2007/opf}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def book(sample_dataset: Dataset) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_epub(Guide(sample_dataset), "https://trail.example.org")))


def test_the_media_type_stands_first_and_uncompressed(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert book.read("mimetype") == b"application/epub+zip"


def test_every_page_is_well_formed_and_every_link_resolves(book: zipfile.ZipFile) -> None:
    pages = {n: etree.fromstring(book.read(n)) for n in book.namelist() if n.endswith("xhtml")}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        assert len(ids[name]) == len(page.xpath("//@id")), name
        for link in page.xpath("//@href | //@src"):
            if "://" in link:
                continue
            path, fragment = urldefrag(link)
            target = f"EPUB/{path}" if path else name
            assert target in book.namelist(), f"{name}: {link}"
            assert not fragment or fragment in ids[target], f"{name}: {link}"


def test_manifest_and_spine_name_every_file(book: zipfile.ZipFile) -> None:
    package = etree.fromstring(book.read("EPUB/package.opf"))
    items = {i.get("id"): f"EPUB/{i.get('href')}" for i in package.iter(f"{OPF}item")}
    own = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert set(items.values()) == set(book.namelist()) - own
    read = [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]
    assert sorted(read) == sorted(n for n in book.namelist() if n.endswith(".xhtml"))
    drawn = {
        f"EPUB/{i.get('href')}" for i in package.iter(f"{OPF}item") if i.get("properties") == "svg"
    }
    assert drawn == {n for n in read if b"<svg" in book.read(n)}


def test_it_says_how_it_can_be_read(book: zipfile.ZipFile) -> None:
    package = book.read("EPUB/package.opf").decode()
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature",
                 "accessibilityHazard", "accessibilitySummary"):  # fmt: skip
        assert f'property="schema:{name}"' in package


def test_stories_directions_and_people_are_in_it(
    book: zipfile.ZipFile, sample_dataset: Dataset
) -> None:
    text = " ".join(
        " ".join(etree.fromstring(book.read(n)).itertext())
        for n in book.namelist()
        if n.endswith(".xhtml")
    )
    for site in sample_dataset.sites:
        assert site.properties.story[0] in text
    for person in sample_dataset.people:
        assert person.name in text
    assert "On to" in text


def test_the_same_data_gives_the_same_bytes(sample_dataset: Dataset) -> None:
    assert to_epub(Guide(sample_dataset)) == to_epub(Guide(sample_dataset))


def test_hostile_text_stays_text(sample: Sample, tmp_path: Path) -> None:
    sample.sites["features"][0]["properties"]["name"] = "<b>&\"'</b>]]>"
    book = to_epub(Guide(dataset.load(sample.write(tmp_path))))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        site_id = sample.sites["features"][0]["id"]
        page = etree.fromstring(archive.read(f"EPUB/site-{site_id}.xhtml"))
    assert page.findtext(".//{*}h1") == "<b>&\"'</b>]]>"


def test_what_xml_cannot_hold_is_refused_by_name(sample_dataset: Dataset) -> None:
    """The dataset's own check comes first; a value that never passed it does no harm either."""
    first, *others = sample_dataset.sites
    wrong = first.model_copy(
        update={"properties": first.properties.model_copy(update={"name": "Bell\x0bHouse"})}
    )
    with pytest.raises(ExportError, match=r"Bell.*House.*U\+000B"):
        to_epub(Guide(replace(sample_dataset, sites=(wrong, *others))))


def cover_of(guide: Guide) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(to_epub(guide))).read("EPUB/cover.svg"))


def test_the_cover_has_the_stops_of_the_walk_in_a_row(sample_dataset: Dataset) -> None:
    pictures = shipped_dataset().pictures
    assert pictures is not None
    assert pictures.records.frieze is not None
    frieze = pictures.drawings[pictures.records.frieze.file]
    (row,) = cover_of(shipped_guide()).findall(f"{SVG}svg")
    assert row.get("viewBox") == f"0 0 {frieze.width:g} {frieze.height:g}"
    (group,) = row
    assert [shape.tag for shape in group] == [f"{SVG}{shape.name}" for shape in frieze.shapes]
    bare = cover_of(Guide(sample_dataset))
    assert bare.findall(f"{SVG}svg") == []
    assert len(bare.findall(f"{SVG}circle")) == 2
