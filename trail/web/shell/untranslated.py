"""What of a page is not in its language says so: the language it is in, and a quiet sign.

One pass over the finished page: wherever a text came from, if nobody has translated it, it is
marked. A language with a script of its own shows what else is not in it, too: names,
addresses and words of sources get their language and no sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from flask import Response

from trail.dataset.schema.whole import Dataset
from trail.guide.words.marks import in_marks
from trail.guide.words.phrases import all_sentences, first_sentence

SIGN = "data-untranslated"
_TOKEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
_LANG = re.compile(r"\slang=", re.IGNORECASE)
_ALT = re.compile(r'\salt="([^"]*)"')
_VOID = frozenset(
    ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
LATIN = re.compile(r"[A-Za-z]{2}")
OTHER_LETTERS = re.compile(r"[^\W\d_A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
_SHORTEST = 3  # letters of a text that is worth looking for


def marking(dataset: Dataset) -> Callable[[Response], Response]:
    """What marks the pages of a dataset that is told in another language than its own."""
    translation = dataset.translation
    if translation is None:
        raise ValueError("a dataset in its own language has nothing to be marked")
    marker = PageMarks(
        translation.original,
        frozenset(_forms(translation.missing)),
        dataset.trail.lang,
        own_script=any(
            OTHER_LETTERS.search(one.about.name)
            for one in dataset.languages
            if one.code == dataset.trail.lang
        ),
    )

    def mark(response: Response) -> Response:
        if response.mimetype == "text/html" and not response.is_streamed:
            response.set_data(marker.marked(response.get_data(as_text=True)))
        return response

    return mark


def _forms(missing: frozenset[str]) -> Iterator[str]:
    """The texts as pages may have them: whole, by their sentences, without their last stop."""
    for text in missing:
        for one in (text, *all_sentences(text)):
            plain = _plain(one)
            if len(plain) >= _SHORTEST:
                yield plain


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".:;, ")


def _within(attributes: str, text: str) -> str:
    """The text in an element of its own, without the space before and behind it."""
    inner = text.strip()
    before, _inner, after = text.partition(inner)
    return f"{before}<span{attributes}>{inner}</span>{after}"


# Elements that hold text alone, or none of HTML.
_TEXT_ALONE = frozenset(
    ("title", "option", "optgroup", "select", "textarea", "svg", "g", "text", "tspan", "desc")
)


class PageMarks:
    """Marks the pieces of a page that are not in its language."""

    def __init__(
        self, lang: str, missing: frozenset[str], told_in: str, *, own_script: bool
    ) -> None:
        self._lang, self._missing, self._told_in = lang, missing, told_in
        self._own_script = own_script

    def marked(self, page: str) -> str:
        """The page with `lang` on every such piece, and the sign on what nobody has translated."""
        tokens = [found[0] for found in _TOKEN.finditer(page)]
        # For each open element whether it says its language itself.
        said: list[tuple[str, bool]] = []
        for place, token in enumerate(tokens):
            if not token.startswith("<"):
                tokens[place] = in_marks(token, self._told_in)
                if not any(own for _name, own in said):
                    self._mark(tokens, place, said[-1][0] if said else "")
                continue
            tag = _TAG.match(token)
            if tag is None or token.startswith(("<script", "<style")):
                continue
            closes, name = tag[1], tag[2].lower()
            if closes:
                while said and said.pop()[0] != name:
                    pass
            elif name == "img":
                tokens[place] = self._with_alt(token)
            elif name not in _VOID and not token.endswith("/>"):
                said.append((name, name != "html" and _LANG.search(token) is not None))
        return "".join(tokens)

    def _attributes(self, text: str) -> str:
        """What the text's element has to say; "" for a text in the language of the page."""
        plain = _plain(unescape(text))
        if not LATIN.search(plain):
            return ""
        if plain in self._missing:
            return f' lang="{self._lang}" {SIGN}'
        foreign = self._own_script and not OTHER_LETTERS.search(plain)
        return f' lang="{self._lang}"' if foreign else ""

    def _mark(self, tokens: list[str], place: int, inside: str) -> None:
        attributes = self._attributes(tokens[place])
        if not attributes:
            if inside not in _TEXT_ALONE:
                tokens[place] = "".join(self._by_sentence(tokens[place]))
            return
        before, after = tokens[place - 1], tokens[place + 1 : place + 2]
        opens = _TAG.match(before)
        alone = opens and not opens[1] and after and after[0].startswith(f"</{opens[2]}")
        if alone and not _LANG.search(before) and not before.endswith("/>"):
            tokens[place - 1] = f"{before[:-1]}{attributes}>"
        elif opens and inside not in _TEXT_ALONE:
            tokens[place] = _within(attributes, tokens[place])

    def _by_sentence(self, text: str) -> Iterator[str]:
        """A text of which some sentences may be untranslated, with those marked."""
        if not LATIN.search(text):
            yield text
            return
        while text:
            sentence = first_sentence(text)
            text = text[len(sentence) :]
            found = _plain(unescape(sentence)) in self._missing
            yield _within(f' lang="{self._lang}" {SIGN}', sentence) if found else sentence

    def _with_alt(self, token: str) -> str:
        alt = _ALT.search(token)
        if alt is None or _LANG.search(token):
            return token
        attributes = self._attributes(alt[1]).replace(f" {SIGN}", "")
        return f"{token[:4]}{attributes}{token[4:]}"
