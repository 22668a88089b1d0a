"""Every kind of page in every language of the shipped trail: it answers, and all of it is said
in that language or marked as being in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from babel.support import NullTranslations
from flask import Flask

from trail.web.serve.app import create_app
from trail.web.shell import i18n
from trail.web.shell.settings import Settings

ORIGIN = "https://trail.example.org"
# One page of each kind, and the parts of them that a language may spoil.
PAGES = (
    "/", "/sites/", "/sites/market-square/", "/sites/lancaster-denison/", "/tours/",
    "/tours/downtown/", "/tours/harbour/", "/tours/downtown/go/", "/tours/downtown/own/",
    "/tours/downtown/in/45/", "/days/", "/days/1905-08-29/", "/days/events/", "/days/demands/",
    "/tracks/", "/people/", "/people/komura/", "/treaty/", "/remembrance/", "/sources/", "/1905/",
    "/1905/thirty-days/", "/teach/", "/teach/plan/", "/print/", "/search/", "/about/",
    "/about/health/", "/offline/",
)  # fmt: skip


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings(base_url=ORIGIN))


@pytest.mark.parametrize("lang", ["ja", "ru"])
@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_told_in_its_language(app: Flask, lang: str, path: str) -> None:
    answer = app.test_client().get(f"/{lang}{path}", base_url=ORIGIN)
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert f'<html lang="{lang}"' in text
    assert list(unmarked(text)) == []


def unmarked(page: str) -> Iterator[str]:
    """Texts in Latin letters alone whose element does not say another language."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    open_elements: list[tuple[str, bool]] = []
    for token in re.findall(r"<[^>]*>|[^<]+", page[page.index("<body") :]):
        tag = re.match(r"<(/?)([\w-]+)", token)
        if tag and tag[1]:
            while open_elements and open_elements.pop()[0] != tag[2]:
                pass
        elif tag and not token.endswith("/>") and tag[2] not in VOID:
            open_elements.append((tag[2], " lang=" in token))
        elif not tag and re.search(r"[A-Za-z]{2}", plain := unescape(token).strip()):
            told = any(said for _name, said in open_elements)
            in_other_letters = re.search(r"[^\W\d_A-Za-z\u00aa-\u024f\u1e00-\u1eff]", plain)
            if (
                not told
                and not in_other_letters
                and not (open_elements and open_elements[-1][0] == "text")
            ):
                yield plain


VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])


class Pseudo(NullTranslations):
    """Every message in brackets: what stands outside of them went past gettext."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def upgettext(self, _context: str, message: str) -> str:
        return f"⟦{message}⟧"

    ugettext = gettext
    ungettext = ngettext


@pytest.fixture(scope="module")
def pseudo() -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "catalogue_of", lambda _lang: Pseudo())
        yield create_app(Settings(base_url=ORIGIN, languages=()))


# What the program says on every page, and names of formats and other programs.
NAMES = re.compile(
    r"GPX|KML|GeoJSON|CSV|EPUB|PDF|ICS|BibTeX|RIS|API|OpenAPI|HTML|OpenStreetMap|Apple Maps"
    r"|Google Maps|CC BY 4\.0|Atom|JSON|OGC"
)


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_the_interface_goes_past_gettext(pseudo: Flask, path: str) -> None:
    """Headings, buttons and labels: texts of the data are told from them by what the data hold."""
    page = pseudo.test_client().get(path, base_url=ORIGIN).get_data(as_text=True)
    known = known_words(pseudo)
    wrong = []
    for element in re.findall(
        r"<(?:button|h1|h2|h3|th|dt|label|summary|legend)\b[^>]*>([^<]+)<", page
    ):
        rest = element
        while rest != (without := re.sub(r"⟦[^⟦⟧]*⟧", " ", rest)):
            rest = without
        words = re.findall(r"[A-Za-z]{3,}", NAMES.sub(" ", unescape(rest)))
        if any(word not in known for word in words):
            wrong.append(element)
    assert wrong == []


def known_words(app: Flask) -> frozenset[str]:
    """Every word of the data."""
    found: frozenset[str] | None = app.extensions.get("known_words")
    if found is None:
        folder = app.extensions["settings"].data_dir
        text = " ".join(
            path.read_text()
            for path in (*folder.glob("*.yaml"), *folder.glob("*.geojson"), *folder.glob("map/*"))
            if path.is_file()
        )
        found = app.extensions["known_words"] = frozenset(re.findall(r"[A-Za-z]{3,}", text))
    return found
