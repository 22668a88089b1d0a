"""What has been done to remember the story: markers.yaml, `remembered`."""

from __future__ import annotations

from trail.dataset.schema.record import Line, Record, Slug, Some, Text, Url


class Commemoration(Record):
    """What has been done to remember it; `official_url` is a page of its own."""

    id: Slug
    group: Line
    name: Line
    text: Text
    official_url: Url | None = None
    sources: Some[Url]


class Remark(Record):
    """A sourced remark on the whole."""

    text: Text
    sources: Some[Url]
