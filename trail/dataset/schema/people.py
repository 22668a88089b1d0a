"""People and tracks of diplomacy: people.yaml, tracks.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from trail.dataset.schema.record import Lang, Record, Slug, Statement, Text, Url


class Person(Record):
    """Somebody the sites name. Life dates only where a source gives them."""

    id: Slug
    name: Text
    native_name: Text | None = None
    native_lang: Lang | None = None
    role: Text
    side: Text
    life_dates: Text | None = None
    note: Text | None = None
    sources: Annotated[tuple[Url, ...], Field(strict=False)] = ()


class Track(Record):
    """A strand of multi-track diplomacy (not a GPX trk)."""

    number: Annotated[int, Field(ge=1)]
    slug: Slug
    name: Text
    summary: Text
    sources: Annotated[tuple[Url, ...], Field(strict=False)] = ()


class OtherTrack(Record):
    """A track as another list has it; `here` is our number for it, None where we have none."""

    number: Annotated[int, Field(ge=1)]
    name: Text
    here: Annotated[int, Field(ge=1)] | None


class OtherList(Record):
    """Another list of tracks, beside which ours is to be read."""

    name: Text
    note: Text
    tracks: Annotated[tuple[OtherTrack, ...], Field(min_length=1, strict=False)]
    sources: Annotated[tuple[Url, ...], Field(min_length=1, strict=False)]


class TracksFile(Record):
    """data/tracks.yaml: `note` says once that belonging to a track is interpretation.

    `about` tells what tracks are and where the idea comes from.
    """

    note: Text
    about: Annotated[tuple[Statement, ...], Field(strict=False)] = ()
    elsewhere: OtherList | None = None
    tracks: Annotated[tuple[Track, ...], Field(strict=False)]
