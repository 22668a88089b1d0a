"""Names of the map as a reader is told them: in their language first, in letters that show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

Shows: TypeAlias = Callable[[str], bool]


def shows_all(text: str) -> bool:
    """A screen has fonts for every script, or nobody knows better."""
    return True


def told_name(
    name: str,
    names: Iterable[tuple[str, str]],
    lang: str | None = None,
    shows: Shows = shows_all,
) -> str | None:
    """The name in the reader's language with the local one in brackets, or the local one alone.

    What can't be shown is left out: then the name in English stands in, or any other that can;
    None where none can.

    Args:
        name: as it is written on the spot.
        names: the same by language ("en", "zh-Latn").
        lang: the reader's, as Babel or BCP 47 has it.
        shows: whether there is a font for a text.
    """
    known = dict(names)
    wanted = (lang or "").replace("_", "-")
    readers = known.get(wanted) or known.get(wanted.partition("-")[0])
    if readers and readers != name and shows(readers):
        return f"{readers} ({name})" if shows(name) else readers
    if shows(name):
        return name
    others = (known.get("en"), *(known[key] for key in sorted(known)))
    return next((other for other in others if other and shows(other)), None)
