"""readings.yaml: read where it is; and what it says against the rest is a fault.

"Not known" may stand only where a source that is cited for it was read, and does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from trail.dataset.schema.readings import Reading, ReadingsFile
from trail.dataset.text import parsing as wording
from trail.dataset.text.faults import Document, Faults, Path, shown
from trail.dataset.text.folder import Folder
from trail.dataset.text.yamltext import read_yaml

FILE = "readings.yaml"
_UNKNOWN = re.compile(r"\bnot known\b", re.IGNORECASE)


def load_readings(
    folder: Folder, documents: Iterable[Document | None], faults: Faults
) -> tuple[Reading, ...]:
    """How each source was read; () where the directory has no such file, or it is faulty.

    `documents` are the files whose statements cite sources.
    """
    if not folder.has(FILE):
        return ()
    document = read_yaml(folder, FILE)
    if document is None:
        return ()
    found = wording.parse(ReadingsFile, document.value, document, (), faults)
    if found is None:
        return ()
    by_url: dict[str, Reading] = {}
    for k, reading in enumerate(found.readings):
        path: Path = ("readings", k)
        if reading.url in by_url:
            faults.at(document, (*path, "url"), f"{shown(reading.url)} stands twice", "once")
        by_url[reading.url] = reading
        if reading.passage is not None and not reading.was_read:
            expected = "whole or passage, where there are words of it"
            faults.at(document, (*path, "read"), f"{reading.read}, with a passage", expected)
        if (reading.kind == "copy") != (reading.copy_of is not None):
            wrong = "a copy of nothing" if reading.kind == "copy" else f"a {reading.kind} copies"
            faults.at(document, (*path, "copy_of"), wrong, "what it copies, of copies only")
    for other in documents:
        if other is not None:
            _check_unknown(other, by_url, faults)
    return found.readings


def _check_unknown(document: Document, by_url: Mapping[str, Reading], faults: Faults) -> None:
    for path, record in _records(document.value, ()):
        urls = record.get("sources")
        if not isinstance(urls, list) or not urls:
            continue
        if any(reading.was_read for url in urls if (reading := by_url.get(str(url)))):
            continue
        for name, value in record.items():
            if isinstance(value, str) and _UNKNOWN.search(value):
                wrong = "says “not known”, but no source cited was read where it would stand"
                expected = "a source read whole or in the passage, or other words"
                if faults.holds(document, (*path, name)):
                    faults.at(document, (*path, name), wrong, expected)


def _records(value: object, path: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    """Every mapping of a file that cites sources, with its path."""
    if isinstance(value, dict):
        if "sources" in value:
            yield path, value
        for name, inner in value.items():
            yield from _records(inner, (*path, str(name)))
    elif isinstance(value, list):
        for k, inner in enumerate(value):
            yield from _records(inner, (*path, k))
