"""The messages of the interface in a language: gettext's catalogues, read as they are kept."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from trail.base.paths import TRANSLATIONS


def catalogue_of(lang: str) -> NullTranslations:
    """The messages of a language; those of the code itself where there is no catalogue."""
    file = TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po"
    try:
        return _compiled(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return NullTranslations()


@lru_cache(8)
def _compiled(file: Path, _changed: int) -> Translations:
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=file.parent.parent.name, domain="messages")
    for message in list(catalogue):
        # Of a plural that nobody has translated the singular would stand for every number.
        if message.pluralizable and not all(message.string or ()):
            del catalogue[message.id]
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
