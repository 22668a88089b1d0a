"""The languages that the trail is told in, each under an address of its own.

The trail's own language lies at the root, every other one in a folder: /ja/, /ru/. All have the
same pages under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from babel.core import Locale
from flask import current_app, request

from trail.dataset.schema.language import LanguageFile
from trail.web.shell.context import guide
from trail.web.shell.delivery import site_url

_IN_QUERIES = "!$&'()*+,;=:@/?%~"


@dataclass(frozen=True)
class Edition:
    """A language, with the address that the page at hand has in it, and its home page.

    `about` is what its file says; None for the trail's own.
    """

    code: str
    name: str
    about: LanguageFile | None
    here: str
    home: str
    current: bool

    @property
    def offer(self) -> str:
        """That it is there, in its own words; "" for the trail's own."""
        return self.about.offer if self.about else ""

    @property
    def link(self) -> str:
        """The same page as it was asked for: what stands behind ? comes along."""
        query = quote(request.query_string, safe=_IN_QUERIES)
        return f"{self.here}?{query}" if query else self.here

    @property
    def address(self) -> str:
        """The public address of the same page."""
        return site_url(self.here)


def editions() -> tuple[Edition, ...]:
    """All of them, the trail's own first; none where there is but one."""
    dataset = guide().dataset
    shown = current_app.config["LANGUAGES"]
    if not shown:
        return ()
    root, lang = root_path(), dataset.trail.lang
    here = quote(request.path)
    own = dataset.own_lang
    return (
        Edition(own, own_name(own), None, f"{root}{here}", f"{root}/", lang == own),
        *(
            Edition(
                one.code,
                one.about.name,
                one.about,
                f"{root}/{one.code}{here}",
                f"{root}/{one.code}/",
                lang == one.code,
            )
            for one in dataset.languages
            if one.code in shown
        ),
    )


def own_name(code: str) -> str:
    """What a language is called in itself: "English"."""
    name = str(Locale.parse(code).get_display_name(code) or code)
    return name[0].upper() + name[1:]


def root_path() -> str:
    """The path that all languages lie under: "" or "/trail"."""
    dataset = guide().dataset
    if dataset.translation is None:
        return request.script_root
    return request.script_root.removesuffix(f"/{dataset.trail.lang}")
