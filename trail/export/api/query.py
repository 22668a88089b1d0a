"""What a request asks of a collection, read strictly: a faulty parameter is refused by name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from trail.base.errors import InvalidParameter
from trail.base.geo import Bbox
from trail.export.api.datetimes import Interval, parse_datetime

LIMIT, LIMIT_MAX = 100, 1000
WHOLE_MAX = 999_999_999  # what a whole number may have: nine digits
BBOX_WORDS = (
    "4 numbers west,south,east,north or 6 with heights, degrees of longitude and latitude;"
    " west may be greater than east over the antimeridian, south never above north"
)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """A request for items. `boxes` is None without a bbox, two over the antimeridian.

    `filters` are the wanted values of properties, each as its schema types it.
    """

    limit: int = LIMIT
    offset: int = 0
    boxes: tuple[Bbox, ...] | None = None
    time: Interval | None = None
    filters: tuple[tuple[str, str | int], ...] = ()


def parse_asked(
    parameters: Sequence[tuple[str, str]], filters: Mapping[str, dict[str, Any]], zone: tzinfo
) -> Asked:
    """The request; InvalidParameter with the reason where anything in it is faulty.

    `filters` has the JSON Schema of each property that may be asked for.
    """
    known = sorted({"limit", "offset", "bbox", "datetime", *filters})
    given: dict[str, str] = {}
    for name, value in parameters:
        if name not in known:
            raise InvalidParameter(name, value, f"one of {', '.join(known)}")
        if name in given:
            raise InvalidParameter(name, value, "it once")
        given[name] = value
    asked = Asked(
        filters=tuple(
            (name, _value(name, given[name], schema))
            for name, schema in filters.items()
            if name in given
        )
    )
    changes: dict[str, Any] = {}
    if "limit" in given:
        # A limit above the most is lowered, as the standard asks (/req/core/fc-limit-definition).
        changes["limit"] = min(_whole("limit", given["limit"], 1), LIMIT_MAX)
    if "offset" in given:
        changes["offset"] = _whole("offset", given["offset"], 0)
    if "bbox" in given:
        changes["boxes"] = parse_bbox(given["bbox"])
    if "datetime" in given:
        changes["time"] = parse_datetime(given["datetime"], zone)
    return Asked(**{**vars(asked), **changes})


def parse_bbox(text: str) -> tuple[Bbox, ...]:
    """The box, in two parts over the antimeridian; heights are read and left out."""
    parts = text.split(",")
    if len(parts) not in (4, 6) or not all(_NUMBER.fullmatch(part) for part in parts):
        raise InvalidParameter("bbox", text, BBOX_WORDS)
    numbers = [float(part) for part in parts]
    half = len(numbers) // 2
    west, south, east, north = *numbers[:2], *numbers[half : half + 2]
    fair = all(map(math.isfinite, numbers)) and south <= north
    if half == 3:
        fair = fair and numbers[2] <= numbers[5]
    if west > east:
        fair = fair and east >= -180 and west <= 180
    if not fair:
        raise InvalidParameter("bbox", text, BBOX_WORDS)
    if west > east:
        return Bbox(west, south, 180, north), Bbox(-180, south, east, north)
    return (Bbox(west, south, east, north),)


def _whole(name: str, text: str, least: int) -> int:
    if not _WHOLE.fullmatch(text) or int(text) < least:
        raise InvalidParameter(name, text, f"a whole number from {least} to {WHOLE_MAX}")
    return int(text)


def _value(name: str, text: str, schema: dict[str, Any]) -> str | int:
    one = schema.get("items", schema)
    if one["type"] == "integer":
        if not _INTEGER.fullmatch(text):
            raise InvalidParameter(name, text, "a whole number")
        return int(text)
    if "enum" in one and text not in one["enum"]:
        raise InvalidParameter(name, text, f"one of {', '.join(v for v in one['enum'] if v)}")
    return text
