"""What can be put right in a dataset's files without loss, as `trail check --fix` writes it.

Encoding and quotation marks, letters that nobody sees, and what a GIS or map editor leaves in a
GeoJSON file. What is meant must be plain: where two readings are possible nothing is changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from trail.base.files import replace_file
from trail.dataset import FILES
from trail.dataset.files.layers import LAYER_MEMBERS
from trail.dataset.files.pictures import FILE as PICTURES
from trail.dataset.files.sites import FILE as SITES
from trail.dataset.files.sites import MEMBERS
from trail.dataset.schema.map import MapProperties
from trail.dataset.schema.site import SiteProperties
from trail.dataset.text.faults import Document, Faults
from trail.dataset.text.folder import Folder
from trail.dataset.text.letters import without_unseen
from trail.dataset.text.quotes import straightened_json, straightened_yaml
from trail.dataset.text.traces import tidy
from trail.dataset.text.yamltext import parse_yaml

_BOM = b"\xef\xbb\xbf"
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True)
class Mending:
    """A file before and after; `done` says what was put right, in a few words each."""

    file: str
    old: bytes
    new: bytes
    done: tuple[str, ...]


def find_mendings(directory: Path) -> tuple[Mending, ...]:
    """What can be put right, file by file; nothing is written."""
    folder = Folder(directory, Faults())
    found = []
    for file in (*FILES, PICTURES, *folder.layer_files()):
        raw = folder.raw(file) if folder.has(file) else None
        if raw is None:
            continue
        text, done = _decoded(raw)
        if text is not None:
            mend = _mended_json if file.endswith("json") else _mended_yaml
            text, more = mend(file, text)
            if done or more:
                found.append(Mending(file, raw, text.encode(), (*done, *more)))
    return tuple(found)


def write_mending(directory: Path, mending: Mending) -> Path:
    """Write one file in one step; the path that its former bytes are kept at, beside it.

    Raises EditError where somebody else changed it meanwhile, OSError where it can't be
    written; then it is as it was.
    """
    path = directory / mending.file
    kept = next(place for place in _beside(path) if not place.exists())
    with kept.open("xb") as stream:
        stream.write(mending.old)
    try:
        replace_file(path, mending.old, mending.new)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    return kept


def _beside(path: Path) -> Iterator[Path]:
    # No ending of a file that is read.
    yield path.with_name(f"{path.name}.old")
    for number in range(2, 1000):
        yield path.with_name(f"{path.name}.old{number}")


def _decoded(raw: bytes) -> tuple[str | None, tuple[str, ...]]:
    """The text, and what was done to read it; None where it can't be told what it is."""
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16"), ("made UTF-8 of UTF-16",)
        text = raw.decode("utf-8-sig")
        return text, ("took out the byte order mark",) if raw.startswith(_BOM) else ()
    except UnicodeDecodeError:
        pass
    try:
        # What Windows and old editors write in the west of Europe and in America.
        return raw.decode("cp1252"), ("made UTF-8 of Windows-1252",)
    except UnicodeDecodeError:
        return None, ()


def _mended_yaml(file: str, text: str) -> tuple[str, tuple[str, ...]]:
    done: list[str] = []
    if not _is_yaml(file, text):
        straight = straightened_yaml(text)
        if straight != text and _is_yaml(file, straight):
            text = straight
            done.append("straightened quotation marks")
    seen = without_unseen(text)
    if seen != text:
        text = seen
        done.append("took out letters that nobody sees")
    return text, tuple(done)


def _is_yaml(file: str, text: str) -> bool:
    faults = Faults()
    return parse_yaml(file, text, faults) is not None and not faults.any


def _mended_json(file: str, text: str) -> tuple[str, tuple[str, ...]]:
    done: list[str] = []
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        straight = straightened_json(text)
        if straight is None:
            return text, ()
        text = straight
        value = json.loads(text)
        done.append("straightened quotation marks, or dropped a last comma")
    seen = _TEXT.sub(_with_seen_letters, text)
    if seen != text:
        text = seen
        value = json.loads(text)
        done.append("took out letters that nobody sees")
    layout = _layout(text, value)
    traces = _tidied(file, value)
    flat = _without_heights(value)
    done += ([traces] if traces else []) + (["dropped heights"] if flat else [])
    return (layout(value) if traces or flat else text), tuple(done)


def _with_seen_letters(token: re.Match[str]) -> str:
    value: str = json.loads(token.group())
    clean = without_unseen(value)
    return token.group() if clean == value else json.dumps(clean, ensure_ascii=False)


def _tidied(file: str, value: object) -> str:
    """Put right what another program left; in a few words, or ""."""
    document = Document(file, value)
    if file == SITES:
        traces = tidy(document, SiteProperties, MEMBERS, Faults())
    else:
        traces = tidy(document, MapProperties, LAYER_MEMBERS, Faults())
    return str(traces) if traces and traces.any else ""


def _without_heights(value: object) -> bool:
    """Drop the third number of every position; whether there was one."""
    found = False
    features = Document("", value).items("features")
    waiting = [f.get("geometry") for f in features if isinstance(f, dict)]
    while waiting:
        inside = waiting.pop()
        if isinstance(inside, dict):
            waiting.append(inside.get("coordinates"))
        elif isinstance(inside, list):
            if len(inside) == 3 and all(isinstance(number, int | float) for number in inside):
                del inside[2]
                found = True
            waiting += inside
    return found


def _layout(text: str, value: object) -> Callable[[object], str]:
    """How the file is laid out, so that what stays the same stays where it is."""
    for indent in (2, 1, 4, None):
        if json.dumps(value, ensure_ascii=False, indent=indent).strip() == text.strip():
            break
    else:
        indent = 2
    return lambda changed: json.dumps(changed, ensure_ascii=False, indent=indent) + "\n"
