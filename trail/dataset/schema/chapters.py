"""The story told in chapters, with its figures: chapters.yaml, theatre.geojson, voices.yaml.

All three are optional. What they refer to is checked in `checks/chapters`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trail.dataset.schema.dates import IsoDay, TrailDate
from trail.dataset.schema.record import (
    Given,
    Items,
    Kept,
    Lang,
    Latitude,
    Line,
    Longitude,
    Record,
    Slug,
    Slugs,
    Some,
    Text,
    Texts,
    Url,
    Urls,
)
from trail.dataset.schema.story import Citation, Title

SUMMARY_LETTERS = 200  # of a chapter: what stands under its name in the list
AreaLook = Literal["first", "second", "third", "open"]
TheatreKind = Literal[
    "land", "area", "border", "railway", "line", "march", "battle", "place", "label"
]

# ---------------------------------------------------------------- figures


class AreaFill(Record):
    """How an area of the theatre is filled in a panel; `label` says what that means."""

    area: Slug
    look: AreaLook
    label: Line


class MapPanel(Record):
    """One map of a figure: which features of the theatre it shows beside the land.

    Lines among `solid` are drawn unbroken; the figure's caption says what that means.
    """

    title: Line
    show: Slugs = ()
    solid: Slugs = ()
    fills: Items[AreaFill] = ()


class MapFigure(Record):
    """One map, or the same map at several times, of `west, south, east, north` in degrees."""

    kind: Literal["map"]
    title: Line
    caption: Text
    frame: Annotated[tuple[Longitude, Latitude, Longitude, Latitude], Field(strict=False)]
    panels: Some[MapPanel]


class Amount(Record):
    """A number as an area, with its range; both ends null: no count is known."""

    label: Line
    low: Annotated[int, Field(ge=0)] | None
    high: Annotated[int, Field(ge=0)] | None
    text: Text


class AmountsFigure(Record):
    """Numbers side by side as areas of one scale."""

    kind: Literal["amounts"]
    title: Line
    caption: Text
    amounts: Some[Amount]
    sources: Some[Url]


class AxisPoint(Record):
    """One date on an axis; each of the sources is of this point."""

    date: TrailDate
    text: Line


class AxisFigure(Record):
    """Dates at their distances from one another, running down."""

    kind: Literal["axis"]
    title: Line
    caption: Text
    points: Some[AxisPoint]


class StoryFigure(Record):
    """A drawing of the story's own values: its demands and their fates, or its days."""

    kind: Literal["demands", "days"]
    title: Line
    caption: Text


ChapterFigure = Annotated[
    MapFigure | AmountsFigure | AxisFigure | StoryFigure, Field(discriminator="kind")
]


# ---------------------------------------------------------------- chapters.yaml


class SourcedText(Record):
    """A paragraph. `differ`: in one line, what other sources have."""

    text: Text
    sources: Urls = ()
    works: Items[Citation] = ()
    differ: Text | None = None


class ChapterPart(Record):
    """Paragraphs under a heading, with a figure after them."""

    heading: Line | None = None
    paragraphs: Some[SourcedText]
    figure: ChapterFigure | None = None


class StoryChapter(Record):
    """A chapter, and where its reader can go on: people, days, sites, articles, works."""

    id: Slug
    title: Title
    summary: Annotated[Text, StringConstraints(max_length=SUMMARY_LETTERS)]
    parts: Some[ChapterPart]
    people: Slugs = ()
    days: Items[IsoDay] = ()
    sites: Slugs = ()
    articles: Slugs = ()
    further: Items[Citation] = ()


class ArticleMap(Record):
    """The ground that articles of the treaty are about; it is drawn with the first of them."""

    articles: Some[Slug]
    figure: MapFigure


class ChaptersFile(Record):
    """data/chapters.yaml."""

    title: Title
    intro: Text
    reading: Texts = ()
    chapters: Some[StoryChapter]
    article_maps: Items[ArticleMap] = ()


# ---------------------------------------------------------------- voices.yaml


class Voice(Record):
    """Something said or written at the time, word for word.

    `translation` is our own, of words in another language than the trail's. `reported`: the
    words are a reporter's, who tells what was said. It is shown where it is named:
    on `days`, at `sites`, with `people`, `articles` and `chapters`.
    """

    id: Slug
    date: TrailDate
    speaker: Line
    role: Line
    where: Line | None = None
    words: Kept[Text]
    lang: Lang
    translated: Line | None = None
    translation: Given[Text] | None = None
    reported: bool = False
    note: Text | None = None
    source: Url
    days: Items[IsoDay] = ()
    sites: Slugs = ()
    people: Slugs = ()
    articles: Slugs = ()
    chapters: Slugs = ()


class VoicesFile(Record):
    """data/voices.yaml."""

    voices: Some[Voice]


# ---------------------------------------------------------------- theatre.geojson

_Position = Annotated[tuple[Longitude, Latitude], Field(strict=False)]


class TheatrePoint(Record):
    type: Literal["Point"]
    coordinates: _Position


class TheatreLines(Record):
    type: Literal["MultiLineString"]
    coordinates: Some[Some[_Position]]


class TheatreAreas(Record):
    type: Literal["MultiPolygon"]
    coordinates: Some[Some[Some[_Position]]]


class TheatreProperties(Record):
    """What a feature of the theatre is called; of a battle also when, where and at what price."""

    kind: TheatreKind
    name: Line
    other_names: Items[Kept[Line]] = ()
    date: TrailDate | None = None
    position: Kept[Text] | None = None
    japanese_losses: Text | None = None
    russian_losses: Text | None = None
    note: Text | None = None
    sources: Urls = ()


class TheatreFeature(Record):
    type: Literal["Feature"]
    id: Slug
    properties: TheatreProperties
    geometry: Annotated[TheatrePoint | TheatreLines | TheatreAreas, Field(discriminator="type")]


class TheatreFile(Record):
    """data/theatre.geojson: the ground that the figures of the chapters are drawn on."""

    type: Literal["FeatureCollection"]
    title: Line
    source: Text
    credit: Text
    licence: Text
    accuracy: Text
    features: Some[TheatreFeature]
