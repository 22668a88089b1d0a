"""People and tracks of diplomacy: people.yaml, tracks.yaml."""

from __future__ import annotations

from trail.dataset.schema.record import (
    Given,
    Items,
    Kept,
    Lang,
    Line,
    Number,
    Record,
    Slug,
    Some,
    Statement,
    Text,
    Url,
    Urls,
)


class Person(Record):
    """Somebody the sites name. Life dates only where a source gives them.

    `reading` is how the letters of the name are read, in a language whose letters don't say it.
    """

    id: Slug
    name: Line
    reading: Given[Line] | None = None
    native_name: Kept[Line] | None = None
    native_lang: Lang | None = None
    role: Line
    side: Line
    life_dates: Kept[Line] | None = None
    note: Text | None = None
    sources: Urls = ()


class Track(Record):
    """A strand of multi-track diplomacy (not a GPX trk)."""

    number: Number
    slug: Slug
    name: Line
    summary: Text
    sources: Urls = ()


class OtherTrack(Record):
    """A track as another list has it; `here` is our number for it, None where we have none."""

    number: Number
    name: Line
    here: Number | None


class OtherList(Record):
    """Another list of tracks, beside which ours is to be read."""

    name: Line
    note: Text
    tracks: Some[OtherTrack]
    sources: Some[Url]


class TracksFile(Record):
    """data/tracks.yaml: `note` says once that belonging to a track is interpretation.

    `about` tells what tracks are and where the idea comes from.
    """

    note: Text
    about: Items[Statement] = ()
    elsewhere: OtherList | None = None
    tracks: Items[Track]
