"""The trail itself: trail.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from trail.base.geo import Bbox
from trail.base.meridian import box_from
from trail.dataset.schema.dates import Period, RecentDay
from trail.dataset.schema.record import (
    Items,
    Kept,
    Line,
    Minutes,
    Mode,
    Record,
    Slug,
    Slugs,
    Some,
    Text,
    Url,
    Urls,
    known_language,
)

SCHEMA = 1  # of the files: raised when older ones need `trail migrate`


OrderBy = Literal["distance", "curated", "date"]
Units = Literal["us", "metric"]  # feet and miles with metres beside, or metres alone


class Region(Record):
    """Where the trail lies; a position outside `bbox` is a fault."""

    name: Line
    bbox: Annotated[tuple[float, float, float, float], Field(strict=False)]

    @property
    def box(self) -> Bbox:
        """The bbox with west below east: over the 180th meridian it counts on."""
        return box_from(*self.bbox)


class Collection(Record):
    """A group that sites are listed under."""

    id: Slug
    name: Line
    description: Text


class Pace(Record):
    """A walking speed, with where the figure comes from."""

    id: Slug
    name: Line
    speed_m_s: Annotated[float, Field(gt=0.1, lt=3, allow_inf_nan=False)]
    source: Text
    sources: Urls = ()


class TourPlan(Record):
    """A tour as the curator writes it: `stops` in the curated order."""

    id: Slug
    name: Line
    short_name: Line
    mode: Mode
    summary: Text
    start: Slug
    finish: Slug | None = None
    loop: bool = False
    order: OrderBy
    order_note: Text
    stops: Slugs


class Door(Record):
    """One of the ways in on the first screen: words only, the app knows where they lead."""

    name: Line
    text: Text


class Home(Record):
    """The words of the home page. Figures are worked out, never written here.

    `lede` may hold {sites} and {stops}; all else in it is text.
    """

    kicker: Line
    title: Line
    lede: Text
    tour: Slug
    can_i_go_in: Line
    can_i_go_in_detail: Text
    walk: Door
    teach: Door
    print: Door

    def lede_with(self, *, sites: int, stops: int) -> str:
        """The lede with its figures."""
        figures = {"{sites}": str(sites), "{stops}": str(stops)}
        # No format string: that could ask for more of a figure than its digits.
        return re.sub(r"\{(?:sites|stops)\}", lambda gap: figures[gap[0]], self.lede)


class AboutSection(Record):
    """A piece of the About page."""

    id: Slug
    heading: Line
    paragraphs: Some[Text]


class Credit(Record):
    """Who made or gave what, and under which licence."""

    what: Text
    who: Line
    licence: Line
    url: Url | None = None


class Publisher(Record):
    """Who stands behind a host that facts are cited from."""

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]+$", max_length=253)]
    name: Kept[Line]


class Change(Record):
    """A change of the data that readers are told of; `id` stays when the words are mended."""

    id: Slug
    date: RecentDay
    title: Line
    text: Text
    sites: Slugs = ()


class TrailFile(Record):
    """data/trail.yaml. `schema` is the version of all the files; see `trail migrate`."""

    schema_version: Annotated[int, Field(alias="schema", ge=1, le=9999)]
    title: Line
    description: Text
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$"), AfterValidator(known_language)]
    version: Kept[Line]
    data_date: RecentDay
    base_url: Url | None
    contact: Kept[Line] | None
    region: Region
    period: Period
    # IANA name: whose calendar and clock the trail's days and hours go by.
    time_zone: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$", max_length=64)
    ] = "UTC"
    units: Units = "us"
    origin: Slug
    dwell_min: Minutes
    collections: Some[Collection]
    paces: Some[Pace]
    tours: Items[TourPlan]
    home: Home
    about: Items[AboutSection]
    credits: Items[Credit]
    publishers: Items[Publisher] = ()
    changes: Items[Change] = ()  # newest first
