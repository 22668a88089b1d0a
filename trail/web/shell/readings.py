"""How names are read, over their letters (ruby), at each name's first place on a page.

Only in the text of the page itself: a title, the way that leads to the page, a drawing and what
scripts take stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from flask import Response
from markupsafe import Markup, escape

from trail.dataset.schema.whole import Dataset
from trail.web.shell.untranslated import LATIN, OTHER_LETTERS

_TOKEN = re.compile(
    r"<!--.*?-->|<(script|style|textarea|select|svg|title|nav)\b.*?</\1>|<[^>]*>", re.DOTALL
)
_RUBY = Markup("<ruby>{name}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>")


def adding_readings(dataset: Dataset) -> Callable[[Response], Response] | None:
    """What puts them into the pages of a dataset; None where no name has one."""
    readings = {one.name: one.reading for one in dataset.people if one.reading is not None}
    if not readings:
        return None

    def add(response: Response) -> Response:
        if response.mimetype == "text/html" and not response.is_streamed:
            response.set_data(with_readings(response.get_data(as_text=True), readings))
        return response

    return add


def with_readings(page: str, readings: Mapping[str, str]) -> str:
    """The page, from its main part on, with the reading of each name where it stands first."""
    start = page.find("<main")
    waiting = {str(escape(name)): _ruby(name, reading) for name, reading in readings.items()}
    if start < 0 or not any(name in page for name in waiting):
        return page
    # A name may be the beginning of another.
    names = re.compile("|".join(map(re.escape, sorted(waiting, key=len, reverse=True))))

    def first(found: re.Match[str]) -> str:
        return waiting.pop(found[0], found[0])

    def told(text: str) -> str:
        # Cut off from the name, words in another language would be no part of a text in this one.
        rest = names.split(text)
        mixed = any(LATIN.search(part) and not OTHER_LETTERS.search(part) for part in rest)
        return text if mixed else names.sub(first, text)

    pieces, at = [page[:start]], start
    for token in _TOKEN.finditer(page, start):
        pieces += told(page[at : token.start()]), token[0]
        at = token.end()
    return "".join((*pieces, page[at:]))


def _ruby(name: str, reading: str) -> str:
    return str(_RUBY.format(name=name, reading=reading))
