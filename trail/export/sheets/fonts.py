"""The fonts of the sheets: PT Sans, the serif that comes with Typst, and those of other scripts
where their packages are installed. The machine's own fonts are never used."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from trail.base.errors import ExportError

_SANS = "fontpkg_pt_sans"
_HAN = {"ja": "JP", "ko": "KR"}  # whose shapes of Han characters; else the simplified ones


class Script(NamedTuple):
    """An optional package of fonts.

    `extra` is what pip installs it by (treaty-trail[cjk]), `folder` where it has its files,
    `letters` how Unicode's names of its letters begin.
    """

    extra: str
    module: str
    folder: str
    family: str
    letters: tuple[str, ...]


SCRIPTS = (
    # Noto's shapes of Arabic are put together of parts, which no drawing in a PDF can name.
    Script("arabic", "fontpkg_ibm_plex_sans_arabic", "files", "IBM Plex Sans Arabic", ("ARABIC",)),
    Script(
        "cjk",
        "noto_cjk_sans_otc",
        ".",
        "Noto Sans CJK",
        ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH"),
    ),
    Script(
        "devanagari",
        "fontpkg_noto_sans_devanagari",
        "files",
        "Noto Sans Devanagari",
        ("DEVANAGARI",),
    ),
    Script("thai", "fontpkg_noto_sans_thai", "files", "Noto Sans Thai", ("THAI",)),
)


@cache
def _folder(module: str, folder: str) -> str | None:
    spec = find_spec(module)
    return str(Path(spec.origin).parent / folder) if spec and spec.origin else None


def font_folders() -> list[str]:
    """Where the fonts lie; ExportError where not even PT Sans is there."""
    sans = _folder(_SANS, "files")
    if sans is None:
        raise ExportError(f"the package {_SANS.replace('_', '-')} is not installed")
    others = (_folder(script.module, script.folder) for script in SCRIPTS)
    return [sans, *filter(None, others)]


def other_families(lang: str) -> list[str]:
    """The families for other scripts that are there, for a text in a language ("ja")."""
    han = _HAN.get(lang, "SC")
    return [
        f"{script.family} {han}" if script.extra == "cjk" else script.family
        for script in SCRIPTS
        if _folder(script.module, script.folder)
    ]


def extras_for(letters: Iterable[str]) -> list[str]:
    """Which extras would show the letters, of those that are not installed."""
    names = [unicodedata.name(letter, "") for letter in letters]
    return [
        script.extra
        for script in SCRIPTS
        if not _folder(script.module, script.folder)
        and any(name.startswith(script.letters) for name in names)
    ]
