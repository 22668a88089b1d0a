"""The story as the templates want it: events with their links, days, demands, the diagram."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from flask import url_for
from markupsafe import Markup

from trail.dataset.schema import dates
from trail.dataset.schema.people import Person, Track
from trail.dataset.schema.story import (
    BANDS,
    Band,
    Citation,
    Demand,
    Event,
    Session,
    StateRange,
    Story,
)
from trail.dataset.schema.whole import Dataset
from trail.graphics import days as diagram
from trail.guide.days import chronology
from trail.guide.guide import Guide
from trail.guide.words.daytext import home_day, stall_text
from trail.web.shell import filters, words
from trail.web.shell import rows as present
from trail.web.shell.i18n import calendar_date, decimal
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, SourceView
from trail.web.story import words as story_words


@dataclass(frozen=True)
class PlaceLink:
    """Where something was: a site's page, or words alone."""

    name: str
    url: str | None = None


@dataclass(frozen=True)
class EventView:
    """An event with everything that is linked from it. `keys` are what the filters go by."""

    event: Event
    url: str
    when: str
    exact: bool
    kind: str
    band: str
    places: tuple[PlaceLink, ...]
    people: tuple[Crumb, ...]
    tracks: tuple[Crumb, ...]
    sources: tuple[SourceView, ...]
    works: tuple[Crumb, ...]

    @property
    def keys(self) -> dict[str, str]:
        event = self.event
        return {
            "band": event.band,
            "track": " ".join(map(str, event.tracks)),
            "person": " ".join(event.people),
            "sure": event.certainty,
        }


@dataclass(frozen=True)
class StateView:
    """A demand's state, with the pattern of its line."""

    demand: Demand
    part: StateRange
    word: str
    sample: Markup
    changed: bool = False
    argued: bool = False


@dataclass(frozen=True)
class SessionView:
    session: Session
    sources: tuple[SourceView, ...]


# Of events without an hour those at the table come first.
_TABLE_FIRST: tuple[Band, ...] = ("negotiation", "back-channel", "citizens")


def day_url(day: date) -> str:
    return url_for("days.day", day=day.isoformat())


def day_name(day: date) -> str:
    """With its weekday: "Tuesday, August 29, 1905"."""
    return calendar_date(day, "full")


def short_day(day: date) -> str:
    """Without year: "August 29"."""
    return calendar_date(day, "MMMMd")


def day_span(first: date, last: date) -> str:
    """One day or the days from one to another, without the year."""
    if first == last:
        return short_day(first)
    return _("%(first)s to %(last)s", first=short_day(first), last=short_day(last))


def person_url(person: Person) -> str:
    return url_for("story.person", person_id=person.id)


def track_url(track: Track) -> str:
    return url_for("story.track", slug=track.slug)


class StoryBook:
    """The story of a trail for the page at hand: links are those of its request."""

    def __init__(self, guide: Guide, story: Story) -> None:
        self.guide, self.story = guide, story

    @property
    def dataset(self) -> Dataset:
        return self.guide.dataset

    @cached_property
    def days(self) -> tuple[date, ...]:
        return dates.period_days(self.dataset.trail.period)

    @cached_property
    def period(self) -> str:
        """The period in words, with its year."""
        first, last = self.days[0], self.days[-1]
        if calendar_date(first, "long").startswith(f"{first:%Y}"):
            # The year stands first there, so the first date has it.
            return _(
                "%(first)s to %(last)s", first=calendar_date(first, "long"), last=short_day(last)
            )
        return _("%(first)s to %(last)s", first=short_day(first), last=calendar_date(last, "long"))

    def headline(self, day: date) -> str:
        """What a day is remembered for; "" where nobody has written it."""
        return self.story.headlines.get(day.isoformat(), "")

    # ------------------------------------------------------------ events

    def home_day(self, event: Event) -> date | None:
        """The first day of the period that the event may have been on."""
        return home_day(event, self.days)

    def event_url(self, event: Event) -> str:
        day = self.home_day(event)
        if day is None:
            return url_for("days.events", _anchor=event.id)
        return url_for("days.day", day=day.isoformat(), _anchor=event.id)

    def event(self, event: Event) -> EventView:
        dataset = self.dataset
        sites = [dataset.get_site(site_id) for site_id in event.sites]
        people = [dataset.people_by_id[person_id] for person_id in event.people]
        tracks = [dataset.tracks_by_number[number] for number in event.tracks]
        when = filters.date(event.date) if event.date else event.when or ""
        return EventView(
            event=event,
            url=self.event_url(event),
            when=when[:1].upper() + when[1:],
            exact=event.date is not None and event.date.precision == "exact",
            kind=story_words.kind_word(event),
            band=story_words.band_name(event.band),
            places=(
                *(PlaceLink(site.name, present.site_url(site)) for site in sites),
                *([PlaceLink(event.place)] if event.place else []),
            ),
            people=tuple(Crumb(person.name, person_url(person)) for person in people),
            tracks=tuple(Crumb(f"{t.number}. {t.name}", track_url(t)) for t in tracks),
            sources=self.sources(event.sources),
            works=tuple(map(self.work_link, event.works)),
        )

    def events(self, found: Iterable[Event]) -> tuple[EventView, ...]:
        """In order of their dates, undated last."""
        return tuple(map(self.event, chronology.sorted_events(found)))

    def outside(self) -> tuple[tuple[EventView, ...], tuple[EventView, ...], tuple[EventView, ...]]:
        """The events before the period, after it, and undated."""
        first, last = self.days[0], self.days[-1]
        before, after = [], []
        for event in self.story.events:
            if event.date is not None and event.date.last < first:
                before.append(event)
            elif event.date is not None and event.date.first > last:
                after.append(event)
        return (
            self.events(before),
            self.events(after),
            self.events(chronology.undated(self.story.events)),
        )

    def sources(self, urls: Iterable[str]) -> tuple[SourceView, ...]:
        return tuple(present.source(self.guide, url) for url in urls)

    def work_link(self, cited: Citation) -> Crumb:
        work = self.story.works_by_id[cited.work]
        name = f"{work.title}, {cited.at}" if cited.at else work.title
        return Crumb(name, url_for("story.sources", _anchor=work.id))

    # ------------------------------------------------------------ one day

    def day_link(self, iso: str) -> Crumb:
        """A day by its name; with an address where it is one of the period."""
        day = date.fromisoformat(iso)
        return Crumb(day_name(day), day_url(day) if day in self.days else None)

    def happened(self, day: date) -> tuple[EventView, ...]:
        """What happened, or may have happened, on a day, in the order of time."""
        found = chronology.events_on(self.story.events, day)
        mixed = [event for band in _TABLE_FIRST for event in found[band]]
        return tuple(map(self.event, chronology.in_order_of_time(mixed)))

    def sessions(self, day: date) -> tuple[SessionView, ...]:
        return tuple(
            SessionView(session, self.sources(session.sources))
            for session in chronology.sessions_on(self.story.sessions, day)
        )

    def states(self, day: date) -> tuple[StateView, ...]:
        """Every demand as it stood at the end of a day."""
        changed = {c.demand.number for c in chronology.changes_on(self.story.demands, day)}
        found = []
        for demand in self.story.demands:
            part = chronology.find_state(demand, day)
            if part is not None:
                key = (part.state, part.conditional)
                found.append(
                    StateView(
                        demand,
                        part,
                        story_words.state_word(key),
                        diagram.draw_sample(key),
                        changed=demand.number in changed,
                        argued=day.isoformat() in demand.discussed,
                    )
                )
        return tuple(found)

    @cached_property
    def stall(self) -> chronology.Stall | None:
        return chronology.longest_stall(self.story.demands, self.story.sessions, self.days)

    def stall_text(self) -> str:
        stall = self.stall
        if stall is None:
            return ""
        return stall_text(stall, filters.say())


def neighbours(days: Sequence[date], day: date) -> tuple[date | None, date | None]:
    """The day before and the day after, as far as the period has them."""
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return (before if before in days else None, after if after in days else None)


@dataclass(frozen=True)
class FoundContradiction:
    """What another source has, at the place where it falls."""

    when: str
    name: str
    url: str
    text: str


def contradictions(book: StoryBook) -> tuple[FoundContradiction, ...]:
    """By date: what sources say against each other about events and demands."""
    events = [
        FoundContradiction(
            book.event(event).when, event.title, book.event_url(event), event.contradicts
        )
        for event in chronology.sorted_events(book.story.events)
        if event.contradicts
    ]
    demands = [
        FoundContradiction(
            _("Demand %(number)s", number=demand.number),
            demand.name,
            url_for("story.treaty", _anchor=f"demand-{demand.number}"),
            demand.contradicts,
        )
        for demand in book.story.demands
        if demand.contradicts
    ]
    return (*events, *demands)


def event_filters(book: StoryBook) -> tuple[present.Filter, ...]:
    """Every choice that some event of the story answers to."""
    events, dataset = book.story.events, book.dataset
    people = {person_id for event in events for person_id in event.people}
    tracks = {number for event in events for number in event.tracks}
    bands = {event.band for event in events}
    sure = {event.certainty for event in events}
    named = sorted(
        (dataset.people_by_id[person_id] for person_id in people), key=lambda person: person.name
    )
    found = (
        present.Filter(
            "band",
            _("Band"),
            tuple(present.Option(b, story_words.band_name(b)) for b in BANDS if b in bands),
        ),
        present.Filter(
            "track",
            _("Track"),
            tuple(
                present.Option(str(t.number), f"{t.number}. {t.name}")
                for t in dataset.tracks
                if t.number in tracks
            ),
        ),
        present.Filter("person", _("Person"), tuple(present.Option(p.id, p.name) for p in named)),
        present.Filter(
            "sure",
            _("How sure"),
            tuple(
                present.Option(c, words.confidence_word(c))
                for c in ("high", "medium", "low")
                if c in sure
            ),
        ),
    )
    return tuple(f for f in found if len(f.options) > 1)


def days_intro(book: StoryBook) -> str:
    return _(
        "%(period)s, day by day: what was done behind the scenes, at the table and in the "
        "streets, and how the %(demands)s demands fared.",
        period=book.period,
        demands=decimal(len(book.story.demands)),
    )


@dataclass(frozen=True)
class OnThisDay:
    """What the start page says of the days; `days` by month and day, for the script."""

    heading: str
    intro: str
    days: dict[str, dict[str, str]]


def on_this_day(guide: Guide) -> OnThisDay | None:
    """Every day of the story in a line; None for a trail that tells none."""
    if guide.dataset.story is None:
        return None
    book = StoryBook(guide, guide.dataset.story)
    by_day = chronology.events_by_day(book.story.events, book.days)
    told = {
        day.strftime("%m-%d"): {
            "name": _("All of %(day)s", day=short_day(day)),
            "told": _told(day, events),
            "url": day_url(day),
        }
        for day, events in by_day.items()
    }
    return OnThisDay(book.story.events_file.title, days_intro(book), told)


def _told(day: date, events: Sequence[Event]) -> str:
    """The day with the first sure event of each band."""
    sure = [event for event in events if event.certainty != "low" and event.kind == "event"]
    first: dict[Band, str] = {}
    for event in sure:
        first.setdefault(event.band, event.title)
    titles = "; ".join(first[band] for band in BANDS if band in first)
    return f"{day_name(day)}: {titles}." if titles else f"{day_name(day)}."
