"""The trail itself: trail.yaml."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trail.dataset.schema.record import Minutes, Mode, Record, Slug, Text, Url

SCHEMA = 1  # of the files: raised when older ones need `trail migrate`


OrderBy = Literal["distance", "curated", "date"]


class Region(Record):
    """Where the trail lies; a position outside `bbox` is a fault."""

    name: Text
    bbox: Annotated[tuple[float, float, float, float], Field(strict=False)]


class Period(Record):
    """First and last day of the story, ISO dates; orders sites by date."""

    start: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    end: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]

    @property
    def day_of_start(self) -> date:
        return date.fromisoformat(self.start)

    @property
    def day_of_end(self) -> date:
        return date.fromisoformat(self.end)


class Collection(Record):
    """A group that sites are listed under."""

    id: Slug
    name: Text
    description: Text


class Pace(Record):
    """A walking speed, with where the figure comes from."""

    id: Slug
    name: Text
    speed_m_s: Annotated[float, Field(gt=0.1, lt=3, allow_inf_nan=False)]
    source: Text
    sources: Annotated[tuple[Url, ...], Field(strict=False)] = ()


class TourPlan(Record):
    """A tour as the curator writes it: `stops` in the curated order."""

    id: Slug
    name: Text
    short_name: Text
    mode: Mode
    summary: Text
    start: Slug
    finish: Slug | None = None
    loop: bool = False
    order: OrderBy
    order_note: Text
    stops: Annotated[tuple[Slug, ...], Field(strict=False)]


class Door(Record):
    """One of the ways in on the first screen: words only, the app knows where they lead."""

    name: Text
    text: Text


class Home(Record):
    """The words of the home page. Figures are worked out, never written here.

    `lede` may hold {sites} and {stops}.
    """

    kicker: Text
    title: Text
    lede: Text
    tour: Slug
    can_i_go_in: Text
    can_i_go_in_detail: Text
    walk: Door
    teach: Door
    print: Door


class Section(Record):
    """A piece of the About page."""

    id: Slug
    heading: Text
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]


class Credit(Record):
    """Who made or gave what, and under which licence."""

    what: Text
    who: Text
    licence: Text
    url: Url | None = None


class Publisher(Record):
    """Who stands behind a host that facts are cited from."""

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]+$")]
    name: Text


class Change(Record):
    """A change of the data that readers are told of; `id` stays when the words are mended."""

    id: Slug
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    title: Text
    text: Text
    sites: Annotated[tuple[Slug, ...], Field(strict=False)] = ()


class TrailFile(Record):
    """data/trail.yaml. `schema` is the version of all the files; see `trail migrate`."""

    schema_version: Annotated[int, Field(alias="schema", ge=1)]
    title: Text
    description: Text
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    version: Text
    data_date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    base_url: Url | None
    contact: Text | None
    region: Region
    period: Period
    # IANA name: whose calendar and clock the trail's days and hours go by.
    time_zone: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$")] = "UTC"
    origin: Slug
    dwell_min: Minutes
    collections: Annotated[tuple[Collection, ...], Field(min_length=1, strict=False)]
    paces: Annotated[tuple[Pace, ...], Field(min_length=1, strict=False)]
    tours: Annotated[tuple[TourPlan, ...], Field(strict=False)]
    home: Home
    about: Annotated[tuple[Section, ...], Field(strict=False)]
    credits: Annotated[tuple[Credit, ...], Field(strict=False)]
    publishers: Annotated[tuple[Publisher, ...], Field(strict=False)] = ()
    changes: Annotated[tuple[Change, ...], Field(strict=False)] = ()  # newest first
