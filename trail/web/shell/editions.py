"""The languages that the trail is told in, each under an address of its own.

The trail's own language lies at the root, every other one in a folder: /ja/, /ru/. All have the
same pages under the same names.
"""

from __future__ import annotations

from dataclasses import dataclass

from babel.core import Locale
from flask import current_app, request

from trail.web.shell.context import guide
from trail.web.shell.delivery import site_url


@dataclass(frozen=True)
class Edition:
    """A language with the address that the page at hand has in it; `offer` says in its own words
    that it is there, "" for the trail's own."""

    code: str
    name: str
    offer: str
    here: str
    current: bool

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
    here = request.path
    own = dataset.own_lang
    return (
        Edition(own, own_name(own), "", f"{root}{here}", current=lang == own),
        *(
            Edition(
                one.code, one.about.name, one.about.offer, f"{root}/{one.code}{here}",
                current=lang == one.code,
            )
            for one in dataset.languages
            if one.code in shown
        ),
    )  # fmt: skip


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
