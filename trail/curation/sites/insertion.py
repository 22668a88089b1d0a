"""A feature put at the end of a GeoJSON text, or taken out; every other byte left as it is.

The text's own hand is followed: line ends, indentation, one line a feature or many.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trail.base.errors import EditError

_SPACE = re.compile(r"[ \t\r\n]*")
_COORDINATES = re.compile(r'("coordinates":\s*\[)\s*([^\[\]]*?)\s*(\])')
_DECODER = json.JSONDecoder()


class _Span(NamedTuple):
    start: int
    end: int


class _Frame(NamedTuple):
    """Where the list of features opens and closes, and where each stands in between."""

    opened: int
    closed: int
    features: tuple[_Span, ...]


def with_feature(text: str, feature: Mapping[str, object]) -> str:
    """The text with `feature` as its last; raises EditError where it is no collection."""
    try:
        frame = _frame(text)
    except (ValueError, IndexError, RecursionError) as error:
        raise EditError("the file is no JSON that a feature could be added to") from error
    if not frame.features:
        start, end = text[: frame.opened], text[frame.closed :]
        if "\n" not in text.strip():
            return start + _written(feature, text, "", None, "") + end
        newline = "\r\n" if "\r\n" in text else "\n"
        before = f"{newline}    "
        written = _written(feature, text, before, _indent(2), newline)
        return f"{start}{before}{written}{newline}  {end}"
    last = frame.features[-1]
    previous = frame.features[-2].end if len(frame.features) > 1 else frame.opened
    # What stands between two features; before the first one there is no comma.
    before = text[previous : last.start].replace(",", "")
    example = text[last.start : last.end]
    newline = "\r\n" if "\r\n" in example or "\r\n" in before else "\n"
    unit = _unit(example, before)
    written = _written(feature, example, before, unit, newline)
    return f"{text[: last.end]},{before}{written}{text[last.end :]}"


def without_feature(text: str, feature_id: str) -> str:
    """The text without the feature of that id, every other one as it was; raises EditError where
    there is none."""
    try:
        frame = _frame(text)
        ids = [json.loads(text[span.start : span.end]).get("id") for span in frame.features]
    except (ValueError, IndexError, RecursionError, AttributeError) as error:
        raise EditError("the file is no JSON that a feature could be taken from") from error
    if feature_id not in ids:
        raise EditError(f"no feature of the file is {feature_id[:80]!r}")
    at = ids.index(feature_id)
    if at + 1 < len(ids):
        return text[: frame.features[at].start] + text[frame.features[at + 1].start :]
    start = frame.features[at - 1].end if at else frame.opened
    return text[:start] + text[frame.features[at].end :]


def _frame(text: str) -> _Frame:
    """Raises ValueError or IndexError where the text is no object with a list of features."""
    at = _skip(text, 0)
    if text[at] != "{":
        raise ValueError("no object")
    at = _skip(text, at + 1)
    while text[at] == '"':
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] != ":":
            raise ValueError("no colon")
        at = _skip(text, at + 1)
        if name == "features" and text[at] == "[":
            opened = at + 1
            spans = tuple(_items(text, opened))
            return _Frame(opened, _skip(text, spans[-1].end if spans else opened), spans)
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
    raise ValueError("no features")


def _items(text: str, at: int) -> Iterator[_Span]:
    at = _skip(text, at)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield _Span(at, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
        elif text[at] != "]":
            raise ValueError("no comma")


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _unit(example: str, before: str) -> str | None:
    """How much a level is indented in a feature; None where it stands on one line."""
    first = re.match(r"\{\s*?\r?\n([ \t]*)", example)
    if first is None:
        return None
    own = re.search(r"[ \t]*\Z", before)
    margin = own.group() if own else ""
    inner = first.group(1)
    if len(inner) > len(margin) and inner.startswith(margin):
        return inner[len(margin) :]
    return _indent(2)


def _indent(count: int) -> str:
    return " " * count


def _written(
    feature: Mapping[str, object], example: str, before: str, unit: str | None, newline: str
) -> str:
    escaped = example.isascii() and re.search(r"\\u[0-9a-fA-F]{4}", example) is not None
    if unit is None:
        spaced = re.search(r'"\s*:\s', example) is not None
        separators = (", ", ": ") if spaced else (",", ":")
        return json.dumps(feature, ensure_ascii=escaped, allow_nan=False, separators=separators)
    lines = json.dumps(feature, ensure_ascii=escaped, allow_nan=False, indent=unit)
    pair = _COORDINATES.search(example)
    if pair and "\n" not in pair.group():
        lines = _COORDINATES.sub(
            lambda found: found[1] + ", ".join(re.split(r",\s*", found[2])) + found[3], lines
        )
    margin = re.search(r"[ \t]*\Z", before)
    return lines.replace("\n", newline + (margin.group() if margin else ""))
