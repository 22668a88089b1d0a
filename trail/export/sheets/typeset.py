"""Values to pages: Typst lays them out by a template, and refuses what it can't print.

Every string goes in as data (JSON), never as markup. The fonts are those that
come with pinned packages, so that each machine sets the same lines.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Timer

from trail.base.errors import ExportError, MissingGlyphs
from trail.base.paths import TEMPLATES
from trail.export.sheets.typesetter import REFUSED

FOLDER = TEMPLATES / "print"
_SCRIPT = Path(__file__).with_name("typesetter.py")
_FONT_PACKAGE = "fontpkg_pt_sans"
_UNPRINTABLE = re.compile(r"the text `?\"(?P<text>.+?)\"`? could not be displayed", re.DOTALL)
_ESCAPED = re.compile(r"\\u\{(?P<point>[0-9a-fA-F]+)\}|\\.")
_ONE_AT_A_TIME = Lock()  # each takes a hundred megabytes while it runs
_LONGEST_S = 120
SAFE = 0.74  # of the breadth: what no shape of a launcher's mask cuts off a rounded square
_GROUND = re.compile(rb'<rect\b[^>]*\bfill="(#[0-9a-fA-F]{6})"')


@cache
def _font_folder() -> str:
    """Where PT Sans lies; the serif comes with Typst. The machine's own fonts are not used."""
    spec = find_spec(_FONT_PACKAGE)
    if spec is None or spec.origin is None:
        raise ExportError(f"the package {_FONT_PACKAGE.replace('_', '-')} is not installed")
    return str(Path(spec.origin).parent / "files")


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


class _Stand:
    """The typesetter that stays, where `standing` wants one."""

    wanted = False
    typesetter: _Typesetter | None = None

    def close(self) -> None:
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
    order = {
        "template": str(FOLDER / f"{template}.typ"),
        "root": str(FOLDER),
        "fonts": _font_folder(),
        "content": json.dumps(content, ensure_ascii=False, sort_keys=True),
        **how,
    }
    with _ONE_AT_A_TIME:
        _stand.typesetter = _stand.typesetter or _Typesetter()
        done = False
        try:
            status, body = _stand.typesetter.set(order)
            done = True
        finally:
            if not (done and _stand.wanted):
                _stand.close()
    if status == REFUSED:
        raise _refusal(body.decode(), content)
    if not body:
        raise ExportError("the sheet can't be set: no output")
    return body


def _refusal(message: str, content: Mapping[str, object]) -> ExportError:
    found = _UNPRINTABLE.search(message)
    if found is None:
        return ExportError(f"the sheet can't be set: {message}")
    letters = _ESCAPED.sub(_letter, found["text"])
    whole = next((text for text in _strings(content) if letters in text), letters)
    return MissingGlyphs(letters, whole)


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
