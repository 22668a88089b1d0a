"""Values to pages: Typst lays them out by a template, and refuses what it can't print.

Every string goes in as data (JSON), never as markup. The fonts are those that
come with pinned packages, so that each machine sets the same lines.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock, Timer

from trail.base.errors import ExportError, MissingGlyphs
from trail.base.paths import TEMPLATES
from trail.export.sheets.fonts import extras_for, font_folders, other_families
from trail.export.sheets.typesetter import REFUSED

FOLDER = TEMPLATES / "print"
_SCRIPT = Path(__file__).with_name("typesetter.py")
_UNPRINTABLE = re.compile(r"the text `?\"(?P<text>.+?)\"`? could not be displayed", re.DOTALL)
_NAMELESS = b"text with missing codepoints"
_ESCAPED = re.compile(r"\\u\{(?P<point>[0-9a-fA-F]+)\}|\\.")
# What PT Sans or the serif shows whatever else is installed: no need to ask.
_PLAIN = re.compile("[ -~\u00a1-\u017f\u0401-\u044f\u0451\u2010-\u2022\u2026]")
_ONE_AT_A_TIME = Lock()  # each takes a hundred megabytes while it runs
_LONGEST_S = 120
SAFE = 0.74  # of the breadth: what no shape of a launcher's mask cuts off a rounded square
_GROUND = re.compile(rb'<rect\b[^>]*\bfill="(#[0-9a-fA-F]{6})"')


def typeset(template: str, content: Mapping[str, object], data_date: str) -> bytes:
    """The PDF (PDF/UA-1) of `content` in a template; the same bytes for the same values.

    `data_date` (ISO) becomes the document's date. ExportError names text that no
    font can show.
    """
    return _run(
        template, content, {"moment": f"{data_date}T12:00:00+00:00", "ppi": None, "page": 1}
    )


def picture(template: str, content: Mapping[str, object], ppi: float, page: int = 1) -> bytes:
    """A page, counted from 1, as PNG; the last where there are fewer."""
    return _run(template, content, {"moment": None, "ppi": ppi, "page": page})


def icon_png(svg: bytes, size: int, *, maskable: bool = False) -> bytes:
    """A square of `size` pixels; `maskable` is full to the edge, the drawing inside the safe zone.

    The ground is the fill of the SVG's first rectangle; ValueError where it has none.
    """
    ground = _GROUND.search(svg)
    if ground is None:
        raise ValueError("the icon has no rectangle with a fill for its ground")
    values = {
        "svg": svg.decode(),
        "size": size,
        "width": size * SAFE if maskable else size,
        "fill": ground[1].decode() if maskable else "",
    }
    return picture("icon", values, ppi=72.0)  # one pixel a point


class _Typesetter:
    """A running typesetter, to be closed after its last order."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, our own script
                [sys.executable, "-I", str(_SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            raise ExportError(f"the sheet can't be set: {error}") from error

    def set(self, order: Mapping[str, object]) -> tuple[int, bytes]:
        """Status and document, or what was wrong with it."""
        given, taken, told = self._process.stdin, self._process.stdout, self._process.stderr
        if given is None or taken is None or told is None:
            raise ExportError("the sheet can't be set: no typesetter")
        patience = Timer(_LONGEST_S, self._process.kill)
        patience.start()
        try:
            given.write(json.dumps(order).encode() + b"\n")
            given.flush()
            status, length = taken.readline().split()
            body = taken.read(int(length))
        except (OSError, ValueError) as error:
            self._process.kill()
            last = told.read().decode(errors="replace").strip().splitlines()[-1:]
            raise ExportError(f"the sheet can't be set: {' '.join(last) or 'no output'}") from error
        finally:
            patience.cancel()
        return int(status), body

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._process.wait()


_MOST = 40  # documents that one process sets: with every sheet of a trail it held 2 GB


class _Stand:
    """The typesetter that stays, where `standing` wants one."""

    wanted = False
    typesetter: _Typesetter | None = None
    done = 0  # documents that it has set

    def close(self) -> None:
        self.done = 0
        if self.typesetter is not None:
            self.typesetter.close()
        self.typesetter = None


_stand = _Stand()


@contextmanager
def standing() -> Iterator[None]:
    """Within, one process sets every sheet: several times faster, and its memory grows.

    For a process that makes all sheets and ends; not for a server.
    """
    _stand.wanted = True
    try:
        yield
    finally:
        _stand.wanted = False
        with _ONE_AT_A_TIME:
            _stand.close()


def _run(template: str, content: Mapping[str, object], how: Mapping[str, object]) -> bytes:
    status, body = _set(template, content, how)
    if status == REFUSED and _NAMELESS in body and not _UNPRINTABLE.search(body.decode()):
        # Shapes of letters in a drawing that have no letter of their own (Devanagari): all can be
        # read and the file is tagged, but the standard can't be claimed.
        status, body = _set(template, content, {**how, "standards": []})
    if status == REFUSED:
        raise _refusal(body.decode(), content)
    if not body:
        raise ExportError("the sheet can't be set: no output")
    return body


def _set(
    template: str, content: Mapping[str, object], how: Mapping[str, object]
) -> tuple[int, bytes]:
    families = other_families(str(content.get("lang", "")))
    order = {
        "template": str(FOLDER / f"{template}.typ"),
        "root": str(FOLDER),
        "fonts": font_folders(),
        "content": json.dumps(
            {**content, "families": families}, ensure_ascii=False, sort_keys=True
        ),
        "standards": ["ua-1"],
        **how,
    }
    with _ONE_AT_A_TIME:
        _stand.typesetter = _stand.typesetter or _Typesetter()
        done = False
        try:
            status, body = _stand.typesetter.set(order)
            done = True
        finally:
            _stand.done += 1
            if not (done and _stand.wanted and _stand.done < _MOST):
                _stand.close()
    return status, body


def unshown(texts: Iterable[str], lang: str = "en") -> frozenset[str]:
    """The letters of the texts that no font can show, in a text of a language."""
    rare = _PLAIN.sub("", "".join(set("".join(texts))))
    return _unshown("".join(sorted(rare)), lang, tuple(font_folders()))


@lru_cache(maxsize=64)
def _unshown(letters: str, lang: str, _folders: tuple[str, ...]) -> frozenset[str]:
    seen = [letter for letter in letters if unicodedata.category(letter)[0] not in "CZ"]
    if not seen:
        return frozenset()
    how = {"moment": "2000-01-01T12:00:00+00:00", "ppi": None, "page": 1}
    status, body = _set("letters", {"letters": seen, "lang": lang}, how)
    if status != REFUSED:
        return frozenset()
    told = (found["text"] for found in _UNPRINTABLE.finditer(body.decode()))
    # A mark is told with what it was set on.
    return frozenset("".join(_ESCAPED.sub(_letter, text) for text in told)).intersection(seen)


def _refusal(message: str, content: Mapping[str, object]) -> ExportError:
    found = _UNPRINTABLE.search(message)
    if found is None:
        return ExportError(f"the sheet can't be set: {message.splitlines()[0]}")
    letters = _ESCAPED.sub(_letter, found["text"])
    whole = next((text for text in _strings(content) if letters in text), letters)
    return MissingGlyphs(letters, whole, extras=extras_for(letters))


def _letter(escape: re.Match[str]) -> str:
    """What an escape of Typst's messages stands for: letters without a shape come as numbers."""
    return chr(int(escape["point"], 16)) if escape["point"] else escape[0][1:]


def _strings(value: object) -> Iterator[str]:
    """All texts in the content but drawings, which only repeat them or have names of streets."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key in sorted(value):
            if key != "svg":
                yield from _strings(value[key])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
