"""Names of the map in every script: shown where a font is installed, else in a form that can be."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.export.sheets.conftest import ADDRESS, text_of
from tests.osm_trail import imported
from tests.sample import Sample
from trail import dataset
from trail.base.errors import MissingGlyphs
from trail.export.sheets import Press, fonts, letters, typeset
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases

pytest.importorskip("osmium")
TOWNS = {
    "chinese": ("竹影巷", "Sea Lantern Road", "海灯路", "NotoSansCJKsc"),
    "arabic": ("زقاق التوت", "Beacon Street", "شارع المنارة", "IBMPlexSansArabic"),
    "thai": ("ซอยใบตาล", "Gold Lantern Road", "ถนนโคมทอง", "NotoSansThai"),
}


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Guide]:
    made = {}
    for script in TOWNS:
        data, _ = imported(f"street-names-{script}", tmp_path_factory.mktemp(script) / "trail")
        made[script] = Guide(dataset.load(data))
    return made


@pytest.fixture
def only_base_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No optional package is installed."""
    whole = fonts._folder

    def folder(module: str, inside: str) -> str | None:
        return whole(module, inside) if module == "fontpkg_pt_sans" else None

    monkeypatch.setattr(fonts, "_folder", folder)


def opened(guide: Guide, sheet: str = "walk") -> PdfReader:
    return PdfReader(io.BytesIO(Press(guide).pdf(sheet, "a4", ADDRESS).pdf))


def fonts_of(reader: PdfReader) -> str:
    found = (
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    )
    return " ".join(found)


@pytest.mark.usefixtures("only_base_fonts")
@pytest.mark.parametrize("script", TOWNS)
def test_without_its_font_a_street_has_the_name_that_can_be_shown(
    guides: dict[str, Guide], script: str
) -> None:
    lane, english, local, _ = TOWNS[script]
    guide = guides[script]
    text = text_of(opened(guide))
    assert f"heading east along {english}. After" in text
    assert "turn left onto the street (no Latin name)." in text
    assert not {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()} - {
        "LATIN"
    }
    (told,) = letters.font_remarks(guide.dataset, "en")
    extra = {"chinese": "cjk"}.get(script, script)
    assert f"{local} as {english}" in told
    assert f"{lane} left out; pip install 'treaty-trail[{extra}]' shows them" in told


@pytest.mark.parametrize("script", TOWNS)
def test_with_its_font_a_street_has_its_own_name_too(guides: dict[str, Guide], script: str) -> None:
    lane, english, local, font = TOWNS[script]
    guide = guides[script]
    reader = opened(guide)
    assert font in fonts_of(reader)
    assert "no Latin name" not in text_of(reader)
    assert list(letters.font_remarks(guide.dataset, "en")) == []
    words = letters.on_paper(guide.dataset, Phrases())
    assert words.unshown == frozenset()
    layers = letters.printable(guide.dataset.layers, words)
    assert {lane, local} <= {f.properties.name for layer in layers for f in layer.features}
    assert english in text_of(reader)


@pytest.mark.usefixtures("only_base_fonts")
def test_the_drawn_map_has_the_names_that_can_be_shown(guides: dict[str, Guide]) -> None:
    guide = guides["chinese"]
    words = letters.on_paper(guide.dataset, Phrases())
    layers = letters.printable(guide.dataset.layers, words)
    names = {feature.properties.name for layer in layers for feature in layer.features}
    assert names == {None, "Sea Lantern Road", "Stone Bridge Street"}
    # Whoever draws again gets the same layers: what is kept of them is known by which they are.
    assert letters.printable(guide.dataset.layers, words) is layers


def test_a_page_on_which_a_mark_is_put_together_of_parts_prints(
    sample: Sample, tmp_path: Path
) -> None:
    for feature in sample.layers["streets"]["features"]:
        feature["properties"]["name"] = "महात्मा गांधी मार्ग"
    guide = Guide(dataset.load(sample.write(tmp_path)))
    reader = PdfReader(io.BytesIO(Press(guide).pdf("quay", "letter", ADDRESS).pdf))
    assert "NotoSansDevanagari" in fonts_of(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_letters_that_nothing_shows_are_refused_beside_such_a_page(
    sample: Sample, tmp_path: Path
) -> None:
    for feature in sample.layers["streets"]["features"]:
        feature["properties"]["name"] = "महात्मा गांधी मार्ग"
    sample.properties("signal-tower")["name"] = "Tower ሰ"
    guide = Guide(dataset.load(sample.write(tmp_path)))
    with pytest.raises(MissingGlyphs) as refused:
        Press(guide).pdf("quay", "letter", ADDRESS)
    assert refused.value.letters == "ሰ"


@pytest.mark.usefixtures("only_base_fonts")
def test_check_names_the_site_whose_words_keep_sheets_from_being_printed(
    sample: Sample, tmp_path: Path
) -> None:
    sample.properties("signal-tower")["summary"] = "The tower 灯台 ሰ stood here."
    found = dataset.load(sample.write(tmp_path))
    (told,) = letters.font_remarks(found, "en")
    assert told == (
        "site signal-tower: no font of the sheets shows “灯台ሰ”; "
        "pip install 'treaty-trail[cjk]' shows them"
    )
    with pytest.raises(MissingGlyphs, match=r"pip install 'treaty-trail\[cjk\]', or spell it"):
        Press(Guide(found)).pdf("quay", "letter", ADDRESS)


@pytest.mark.usefixtures("only_base_fonts")
def test_letters_that_are_taken_for_plain_are_shown_by_the_fonts_that_are_always_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = [chr(code) for code in range(0x3000) if typeset._PLAIN.match(chr(code))]
    assert len(plain) > 380
    monkeypatch.setattr(typeset, "_PLAIN", re.compile("[ ]"))
    assert typeset.unshown([*plain, "竹"]) == {"竹"}


def test_japanese_has_its_own_shapes_of_han_characters() -> None:
    assert "Noto Sans CJK JP" in fonts.other_families("ja")
    assert "Noto Sans CJK KR" in fonts.other_families("ko")
    assert "Noto Sans CJK SC" in fonts.other_families("zh")
