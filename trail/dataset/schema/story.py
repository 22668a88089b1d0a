"""The story of the conference as frozen values: events, demands, articles, markers.

Each `...File` class is the schema of one YAML file of `data/`. What crosses
fields and files (ids referred to, one state a day) is checked in `checks/story`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints

from trail.base.geo import Position
from trail.dataset.schema.dates import IsoDay, TrailDate
from trail.dataset.schema.record import (
    ClockTime,
    Confidence,
    Items,
    Kept,
    Line,
    Metres,
    Number,
    Numbers,
    Record,
    Slug,
    Slugs,
    Some,
    Text,
    Texts,
    Url,
    Urls,
    told,
)
from trail.dataset.schema.remembrance import Commemoration, Remark
from trail.dataset.schema.works import Work, WorksFile

TITLE_CHARACTERS = 40  # what a line of the diagram has room for

Band = Literal["back-channel", "negotiation", "citizens"]
State = Literal[
    "not-presented",
    "not-yet-discussed",
    "under-discussion",
    "agreed-in-principle",
    "deadlocked",
    "withdrawn",
    "settled",
]
# "press" is what the papers said, "context" what happened elsewhere meanwhile.
EventKind = Literal["event", "press", "context"]
# Near the conference, in the rest of its region, or anywhere else.
Scope = Literal["local", "region", "away"]
SessionKind = Literal["preparatory", "session", "postponed", "armistice", "signing"]
Rank = Literal["absolutely-necessary", "relatively-necessary", "additional"]
Reply = Literal["accepted-with-conditions", "refused"]
MarkerKind = Literal["plaque", "marker", "panel", "tree", "observance", "object"]

BANDS: tuple[Band, ...] = get_args(Band)
# A demand in one of these is decided; in the others it is still open.
DECIDED: frozenset[State] = frozenset({"agreed-in-principle", "withdrawn", "settled"})


Title = Annotated[Line, StringConstraints(max_length=TITLE_CHARACTERS)]


class Citation(Record):
    """A printed work as the source of something; `at` says where in it."""

    work: Slug
    at: Kept[Line] | None = None


# ---------------------------------------------------------------- events.yaml


class Event(Record):
    """Something that happened, on one day, about a day, between two days, or undated.

    `date` is new style; null goes with `when` in words. `old_style` is the same day
    in the Julian calendar, where the source has it. `time` is the local clock unless
    it says otherwise; `clock` is its beginning, for the order of the day. `sites` are where it
    happened; `place` names other places. `contradicts` tells in one line what another source has.
    """

    id: Slug
    date: TrailDate | None
    when: Line | None = None
    old_style: IsoDay | None = None
    time: Line | None = None
    clock: ClockTime | None = None
    title: Title
    text: Text
    band: Band
    kind: EventKind = "event"
    scope: Scope
    sites: Slugs = ()
    place: Line | None = None
    people: Slugs = ()
    tracks: Some[Number]
    demands: Numbers = ()
    certainty: Confidence
    note: Text | None = None
    contradicts: Text | None = None
    sources: Urls = ()
    works: Items[Citation] = ()


class Headline(Record):
    """What a day is remembered for."""

    date: IsoDay
    text: Title


class EventsFile(Record):
    """data/events.yaml. `reading` holds what a reader must know about all events.

    `title` names the whole, as over a diagram of it; `after` credits what it follows.
    """

    title: Title
    after: Text | None = None
    reading: Texts
    headlines: Items[Headline] = ()
    events: Items[Event]


# ---------------------------------------------------------------- demands.yaml


class StateRange(Record):
    """The state a demand had at the end of each day from `first` to `last`.

    `conditional`: the side that asked had offered to drop it, if others were met.
    """

    first: IsoDay = Field(alias="from")
    last: IsoDay = Field(alias="to")
    state: State
    conditional: bool = False
    note: Text | None = None


class Decision(Record):
    """When a demand stopped being open, and how."""

    date: IsoDay
    what: Text


class Demand(Record):
    """A demand of the conference, with its state on every day of the period.

    `ending` is the outcome in as few words as the end of a line has room for.
    """

    number: Number
    name: Title
    text: Text
    rank: Rank
    rank_note: Text | None = None
    reply: Reply
    reply_text: Text
    discussed: Some[IsoDay]
    decided: Decision
    outcome: Text
    ending: Title
    articles: Slugs = ()
    states: Some[StateRange]
    certainty: Confidence
    note: Text | None = None
    contradicts: Text | None = None
    sources: Some[Url]


class Session(Record):
    """A meeting at the table, held or put off. Only held sessions are numbered."""

    date: IsoDay
    kind: SessionKind
    number: Number | None = None
    name: Line
    time: Line | None
    demands: Numbers = ()
    result: Text
    sources: Some[Url]


class DemandsFile(Record):
    """data/demands.yaml."""

    reading: Texts
    sources: Urls
    sessions: Items[Session]
    demands: Some[Demand]


# ---------------------------------------------------------------- articles.yaml


class TreatyWords(Record):
    """Words of the treaty as printed, as far as they were read; `missing` says what was not."""

    words: Kept[Text]
    words_from: Url
    missing: Line | None = None


class Article(Record):
    """An article of the treaty in one line. `belongs_to` makes it an additional one.

    `text_seen` says how much of its wording was read. `words` are as printed in `words_from`,
    and `missing` is what of them was not read, unless somebody (`checked_by`) compared all of
    it with the printed page. `became` is what came of it.
    """

    id: Slug
    label: Line
    subject: Title
    text: Text
    belongs_to: Slug | None = None
    demands: Numbers = ()
    text_seen: Literal["yes", "part", "no"]
    words: Kept[Text] | None = None
    words_from: Url | None = None
    missing: Line | None = None
    checked_by: Kept[Line] | None = None
    became: Text | None = None
    became_sources: Urls = ()
    certainty: Confidence
    note: Text | None = None
    sources: Some[Url]


class Link(Record):
    """A page and what is found there."""

    name: Line
    url: Url


class Absent(Record):
    """A country that was decided about without a seat at the table."""

    who: Line
    text: Text
    demands: Numbers
    articles: Slugs
    sources: Some[Url]


class ArticlesFile(Record):
    """data/articles.yaml."""

    name: Line
    signed: IsoDay
    signed_time: Line
    signed_at: Slug
    languages: Text
    ratified: IsoDay
    in_force: Text
    texts: Some[Link]
    preamble: TreatyWords | None = None
    absent: Items[Absent] = ()
    articles: Some[Article]


# ---------------------------------------------------------------- markers.yaml


def _day_of_every_year(text: str) -> str:
    try:
        # A common year: an observance of February 29 would not come back each year.
        date.fromisoformat(f"2023-{text}")
    except ValueError:
        raise told(f"{text!r} does not come every year", "a day of every year, 09-05") from None
    return text


YearlyDay = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_day_of_every_year)
]


class Yearly(Record):
    """An observance that comes back each year: day as MM-DD, local time as HH:MM."""

    day: YearlyDay
    time: ClockTime | None = None


class Place(Record):
    """A position of a marker's own: about 9 true places of 10 lie within `accuracy_m`."""

    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    accuracy_m: Metres
    source: Text

    @property
    def position(self) -> Position:
        return Position(self.lon, self.lat)


class Marker(Record):
    """A historical marker, memorial tree, kept object or observance.

    It is at `site` where it belongs to one, else at `place` where that is known.
    `when` says in words what `date` can't; both null is "not known".
    """

    id: Slug
    kind: MarkerKind
    name: Line
    text: Text
    where: Text
    site: Slug | None = None
    place: Place | None = None
    date: TrailDate | None
    when: Line | None = None
    yearly: Yearly | None = None
    who: Line | None
    certainty: Confidence
    note: Text | None = None
    contradicts: Text | None = None
    sources: Some[Url]


class MarkersFile(Record):
    """data/markers.yaml. `not_to_confuse`: what looks as if it belonged here, and does not."""

    remembered: Items[Commemoration] = ()

    not_to_confuse: Items[Remark] = ()
    context: Items[Remark] = ()
    not_found: Texts = ()
    markers: Items[Marker]


# ---------------------------------------------------------------- the whole


@dataclass(frozen=True)
class Story:
    """The five files, checked."""

    events_file: EventsFile
    demands_file: DemandsFile
    articles_file: ArticlesFile
    markers_file: MarkersFile
    works_file: WorksFile

    @property
    def events(self) -> tuple[Event, ...]:
        return self.events_file.events

    @property
    def demands(self) -> tuple[Demand, ...]:
        return self.demands_file.demands

    @property
    def sessions(self) -> tuple[Session, ...]:
        return self.demands_file.sessions

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.articles_file.articles

    @property
    def markers(self) -> tuple[Marker, ...]:
        return self.markers_file.markers

    @property
    def works(self) -> tuple[Work, ...]:
        return self.works_file.works

    @cached_property
    def headlines(self) -> dict[str, str]:
        return {headline.date: headline.text for headline in self.events_file.headlines}

    @cached_property
    def demands_by_number(self) -> dict[int, Demand]:
        return {demand.number: demand for demand in self.demands}

    @cached_property
    def articles_by_id(self) -> dict[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def works_by_id(self) -> dict[str, Work]:
        return {work.id: work for work in self.works}
