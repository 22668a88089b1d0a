"""Tracks, people, the treaty and what remembers it, for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup

from trail.dataset.schema import record as models
from trail.dataset.schema.people import OtherList, OtherTrack, Person, Track
from trail.dataset.schema.remembrance import Commemoration, Remark
from trail.dataset.schema.site import Site
from trail.dataset.schema.story import Absent, Article, Demand, Marker
from trail.graphics import days as diagram
from trail.guide.days.chronology import select_events
from trail.guide.guide import Guide
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.pictures import PictureView, pictures_of
from trail.web.shell.rows import Crumb, SourceView
from trail.web.story import words as story_words
from trail.web.story.events import (
    EventView,
    StoryBook,
    day_url,
    person_url,
    short_day,
    track_url,
)
from trail.web.story.voices import VoiceView, voices_of


def find_book(guide: Guide) -> StoryBook | None:
    """The trail's story; None where it tells none."""
    story = guide.dataset.story
    return None if story is None else StoryBook(guide, story)


@dataclass(frozen=True)
class SiteLink:
    """A site, and why it is listed."""

    row: present.Row
    why: str = ""


# ---------------------------------------------------------------- tracks


@dataclass(frozen=True)
class TrackPageView:
    """A track with what belongs to it; a list of all needs only the counts."""

    track: Track
    url: str
    sites: tuple[SiteLink, ...]
    people: tuple[Crumb, ...]
    events: tuple[EventView, ...]
    sources: tuple[SourceView, ...]
    elsewhere: tuple[OtherTrack, ...]


def track_view(guide: Guide, track: Track) -> TrackPageView:
    book = find_book(guide)
    events = select_events(book.story.events, track=track.number) if book else ()
    sites = [
        SiteLink(present.row(site), link.why)
        for site in guide.dataset.sites
        for link in site.properties.tracks
        if link.number == track.number
    ]
    # Who took part, in the order of the file.
    named = {person_id for event in events for person_id in event.people}
    other = guide.dataset.tracks_elsewhere
    return TrackPageView(
        track=track,
        url=track_url(track),
        sites=tuple(sites),
        people=tuple(Crumb(p.name, person_url(p)) for p in guide.dataset.people if p.id in named),
        events=book.events(events) if book else (),
        sources=_sources(guide, track.sources),
        elsewhere=tuple(o for o in other.tracks if o.here == track.number) if other else (),
    )


@dataclass(frozen=True)
class StatementView:
    text: str
    sources: tuple[SourceView, ...]


def statements(
    guide: Guide, found: Iterable[Remark | models.Statement]
) -> tuple[StatementView, ...]:
    """Sourced paragraphs with their sources named."""
    return tuple(StatementView(item.text, _sources(guide, item.sources)) for item in found)


@dataclass(frozen=True)
class ElsewhereView:
    """Another list of tracks, each beside ours."""

    other: OtherList
    rows: tuple[tuple[OtherTrack, Crumb | None], ...]
    sources: tuple[SourceView, ...]


def elsewhere(guide: Guide) -> ElsewhereView | None:
    other = guide.dataset.tracks_elsewhere
    if other is None:
        return None
    tracks = guide.dataset.tracks_by_number
    rows = tuple(
        (item, _track_link(tracks[item.here]) if item.here is not None else None)
        for item in other.tracks
    )
    return ElsewhereView(other, rows, _sources(guide, other.sources))


def _track_link(track: Track) -> Crumb:
    return Crumb(f"{track.number}. {track.name}", track_url(track))


def _sources(guide: Guide, urls: Iterable[str]) -> tuple[SourceView, ...]:
    return tuple(present.source(guide, url) for url in urls)


# ---------------------------------------------------------------- people


@dataclass(frozen=True)
class PersonRow:
    person: Person
    url: str


@dataclass(frozen=True)
class SideView:
    """The people of one side, in the order of the file."""

    name: str
    anchor: str
    people: tuple[PersonRow, ...]


def sides(guide: Guide) -> tuple[SideView, ...]:
    """Everybody by side, the sides in the order they first appear."""
    found: dict[str, list[PersonRow]] = {}
    for person in guide.dataset.people:
        found.setdefault(person.side, []).append(PersonRow(person, person_url(person)))
    return tuple(
        SideView(side, f"side-{number}", tuple(rows))
        for number, (side, rows) in enumerate(found.items(), 1)
    )


@dataclass(frozen=True)
class PersonView:
    person: Person
    sources: tuple[SourceView, ...]
    sites: tuple[present.Row, ...]
    events: tuple[EventView, ...]
    tracks: tuple[Crumb, ...]


def person_view(guide: Guide, person: Person) -> PersonView:
    book = find_book(guide)
    events = select_events(book.story.events, person=person.id) if book else ()
    numbers = {number for event in events for number in event.tracks}
    return PersonView(
        person=person,
        sources=_sources(guide, person.sources),
        sites=tuple(
            present.row(site) for site in guide.dataset.sites if person.id in site.properties.people
        ),
        events=book.events(events) if book else (),
        tracks=tuple(_track_link(t) for t in guide.dataset.tracks if t.number in numbers),
    )


def site_events(guide: Guide, site: Site) -> tuple[EventView, ...]:
    """What happened at a site, by date."""
    book = find_book(guide)
    return book.events(select_events(book.story.events, site=site.id)) if book else ()


# ---------------------------------------------------------------- treaty


@dataclass(frozen=True)
class DemandView:
    demand: Demand
    rank: str
    reply: str
    days: tuple[Crumb, ...]
    decided: Crumb
    articles: tuple[Crumb, ...]
    sources: tuple[SourceView, ...]
    sample: Markup


def demand_views(book: StoryBook) -> tuple[DemandView, ...]:
    days = {day.isoformat(): day for day in book.days}

    def day_link(iso: str) -> Crumb:
        return Crumb(short_day(days[iso]), day_url(days[iso]))

    views = []
    for demand in book.story.demands:
        last = demand.states[-1]
        views.append(
            DemandView(
                demand=demand,
                rank=story_words.rank_word(demand.rank),
                reply=story_words.reply_word(demand.reply),
                days=tuple(map(day_link, demand.discussed)),
                decided=day_link(demand.decided.date),
                articles=tuple(article_link(book.story.articles_by_id[a]) for a in demand.articles),
                sources=book.sources(demand.sources),
                sample=diagram.draw_sample((last.state, last.conditional)),
            )
        )
    return tuple(views)


def article_link(article: Article) -> Crumb:
    return Crumb(f"{article.label}, {article.subject}", url_for("story.treaty", _anchor=article.id))


def demand_link(demand: Demand) -> Crumb:
    return Crumb(
        f"{demand.number}. {demand.name}",
        url_for("story.treaty", _anchor=f"demand-{demand.number}"),
    )


@dataclass(frozen=True)
class ArticleView:
    """An article with the days its demands were argued on, its voices, and what came of it."""

    article: Article
    demands: tuple[Crumb, ...]
    days: tuple[Crumb, ...]
    belongs_to: Crumb | None
    voices: tuple[VoiceView, ...]
    sources: tuple[SourceView, ...]
    became_sources: tuple[SourceView, ...]


def _argued(book: StoryBook, article: Article) -> tuple[Crumb, ...]:
    demands = [book.story.demands_by_number[number] for number in article.demands]
    days = sorted({day for demand in demands for day in demand.discussed})
    return tuple(Crumb(short_day(date.fromisoformat(day)), book.day_link(day).url) for day in days)


def article_views(book: StoryBook) -> tuple[ArticleView, ...]:
    story = book.story
    return tuple(
        ArticleView(
            article,
            tuple(demand_link(story.demands_by_number[n]) for n in article.demands),
            _argued(book, article),
            article_link(story.articles_by_id[article.belongs_to]) if article.belongs_to else None,
            voices_of(book.guide, "articles", article.id),
            book.sources(article.sources),
            book.sources(article.became_sources),
        )
        for article in story.articles
    )


@dataclass(frozen=True)
class AbsentView:
    absent: Absent
    demands: tuple[Crumb, ...]
    articles: tuple[Crumb, ...]
    sources: tuple[SourceView, ...]


def absent_views(book: StoryBook) -> tuple[AbsentView, ...]:
    story = book.story
    return tuple(
        AbsentView(
            absent,
            tuple(demand_link(story.demands_by_number[n]) for n in absent.demands),
            tuple(article_link(story.articles_by_id[a]) for a in absent.articles),
            book.sources(absent.sources),
        )
        for absent in story.articles_file.absent
    )


# ---------------------------------------------------------------- remembrance, works


@dataclass(frozen=True)
class MarkerView:
    marker: Marker
    kind: str
    when: str
    site: Crumb | None
    sources: tuple[SourceView, ...]
    pictures: tuple[PictureView, ...]


def marker_view(book: StoryBook, marker: Marker) -> MarkerView:
    dated = filters.date(marker.date) if marker.date else ""
    when = ", ".join(part for part in (dated, marker.when) if part)
    site = book.dataset.get_site(marker.site) if marker.site else None
    return MarkerView(
        marker,
        story_words.marker_kind(marker),
        filters.sentence(when) if when else "",
        Crumb(site.name, present.site_url(site)) if site else None,
        book.sources(marker.sources),
        pictures_of(book.guide, "markers", marker.id),
    )


def marker_groups(book: StoryBook) -> tuple[tuple[str, tuple[MarkerView, ...]], ...]:
    """Markers under the heading of their kind; the yearly observances stand by themselves."""
    groups = []
    for kind, heading in story_words.marker_kinds().items():
        mine = [m for m in book.story.markers if m.kind == kind and m.yearly is None]
        if mine:
            groups.append((heading, tuple(marker_view(book, marker) for marker in mine)))
    return tuple(groups)


def commemorations(
    book: StoryBook,
) -> tuple[tuple[str, tuple[tuple[Commemoration, tuple[SourceView, ...]], ...]], ...]:
    """What has been done to remember it, by its groups in the order they first appear."""
    found: dict[str, list[tuple[Commemoration, tuple[SourceView, ...]]]] = {}
    for item in book.story.markers_file.remembered:
        found.setdefault(item.group, []).append((item, book.sources(item.sources)))
    return tuple((group, tuple(items)) for group, items in found.items())


@dataclass(frozen=True)
class MarkerPlace:
    """A place of the map, with what is there. `row` is None where it is no site."""

    anchor: str
    row: present.Row | None
    markers: tuple[Marker, ...]


def marker_places(book: StoryBook, sites: Iterable[Site], entry: str) -> tuple[MarkerPlace, ...]:
    """Each place once; `entry` is what its anchor begins with."""
    markers = book.story.markers
    at_sites = [
        MarkerPlace(
            f"{entry}{site.id}",
            present.row(site),
            tuple(marker for marker in markers if marker.site == site.id),
        )
        for site in sites
    ]
    alone = [
        MarkerPlace(f"{entry}{marker.id}", None, (marker,)) for marker in markers if marker.place
    ]
    return (*at_sites, *alone)
