"""How far the interface is translated: gettext's catalogs, counted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po


@dataclass(frozen=True)
class Catalog:
    """A language's catalog: its messages, those without a translation, those that are guesses.

    `fault` says why it can't be read; then nothing is counted.
    """

    lang: str
    total: int = 0
    missing: int = 0
    fuzzy: int = 0
    fault: str | None = None

    @property
    def due(self) -> bool:
        return bool(self.missing or self.fuzzy or self.fault)


def catalogs_in(directory: Path) -> tuple[Catalog, ...]:
    """The catalogs under `<lang>/LC_MESSAGES/messages.po`, by language; none is fine."""
    files = sorted(directory.glob("*/LC_MESSAGES/messages.po"))
    return tuple(_counted(path) for path in files)


def _counted(path: Path) -> Catalog:
    lang = path.parent.parent.name
    try:
        with path.open("rb") as stream:
            messages = [message for message in read_po(stream, abort_invalid=True) if message.id]
    except (OSError, ValueError, PoFileError) as error:
        return Catalog(lang, fault=" ".join(str(error).split())[:120])
    missing = sum(not _whole(message.string) for message in messages)
    fuzzy = sum(bool(message.fuzzy and _whole(message.string)) for message in messages)
    return Catalog(lang, len(messages), missing, fuzzy)


def _whole(string: object) -> bool:
    """Whether there is a translation, of a plural every form."""
    return all(string) if isinstance(string, tuple | list) else bool(string)
