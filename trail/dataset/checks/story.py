"""What crosses the fields and files of the story: ids, dates, one state a day, notes where due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trail.base.errors import Problem
from trail.base.geo import Bbox
from trail.dataset.schema.dates import old_style, parse_date, period_days
from trail.dataset.schema.story import (
    DECIDED,
    Article,
    ArticlesFile,
    Demand,
    Event,
    Marker,
    Session,
    Story,
    Work,
)
from trail.dataset.schema.trail import Period

EVENTS, DEMANDS, ARTICLES = "events.yaml", "demands.yaml", "articles.yaml"
MARKERS, WORKS = "markers.yaml", "bibliography.yaml"
MARGIN = timedelta(days=366)  # how far from the period an event still belongs to the story


class Anything(Collection[object]):
    """Has whatever is asked for: stands for the ids of a file that could not be read."""

    def __contains__(self, item: object) -> bool:
        return True

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True)
class Known:
    """What the rest of the dataset has, for the story to refer to."""

    sites: Collection[str]
    people: Collection[str]
    tracks: Collection[int]
    period: Period
    region: Bbox | None = None


@dataclass(frozen=True)
class Items:
    """What the checks look at: the items that fit the schema, whatever else is faulty.

    The ids are those of all items, also of the faulty, so that a reference to one
    of them is no second fault.
    """

    events: tuple[Event, ...]
    demands: tuple[Demand, ...]
    sessions: tuple[Session, ...]
    articles: tuple[Article, ...]
    markers: tuple[Marker, ...]
    works: tuple[Work, ...]
    treaty: ArticlesFile | None
    demand_numbers: Collection[int]
    article_ids: Collection[str]
    work_ids: Collection[str]


def check_story(story: Story, known: Known) -> list[Problem]:
    """What crosses fields and files: ids, dates, one state a day, notes where due."""
    items = Items(
        events=story.events,
        demands=story.demands,
        sessions=story.sessions,
        articles=story.articles,
        markers=story.markers,
        works=story.works,
        treaty=story.articles_file,
        demand_numbers=story.demands_by_number,
        article_ids=story.articles_by_id,
        work_ids=story.works_by_id,
    )
    return check_items(items, known)


def check_items(story: Items, known: Known) -> list[Problem]:
    """As check_story, on as much as could be read."""
    check = _Check()
    _check_events(story, known, check)
    _check_demands(story, known, check)
    _check_sessions(story, known, check)
    _check_articles(story, known, check)
    _check_markers(story, known, check)
    check.unique(WORKS, (work.id for work in story.works))
    return sorted(set(check.problems))


# ---------------------------------------------------------------- helpers


class _Check:
    """Collects problems; its methods are the checks that several files share."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, file: str, feature: str, field: str, wrong: str, expected: str) -> None:
        self.problems.append(Problem(file, feature, field, wrong, expected))

    def unique(self, file: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        for item in ids:
            if item in seen:
                self.add(file, item, "", "is given twice", "each id once")
            seen.add(item)

    def refer(
        self, at: tuple[str, str, str], given: Iterable[object], known: Collection[object]
    ) -> None:
        """Each of `given` is known, and named once."""
        file, feature, field = at
        seen: set[object] = set()
        for item in given:
            if item not in known:
                self.add(file, feature, field, f"{item} is not known", "one that is defined")
            elif item in seen:
                self.add(file, feature, field, f"{item} is named twice", "each once")
            seen.add(item)

    def low_needs_note(
        self, file: str, feature: str, certainty: str, note: str | None, contradicts: str | None
    ) -> None:
        if certainty == "low" and note is None and contradicts is None:
            self.add(file, feature, "note", "certainty is low, without a note", "why it is low")

    def day(self, at: tuple[str, str, str], text: str) -> date | None:
        """The day, or None after noting that there is none such."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.add(*at, f"there is no day {text!r}", "a day of the calendar")
            return None


# ---------------------------------------------------------------- events


def _check_events(story: Items, known: Known, check: _Check) -> None:
    check.unique(EVENTS, (event.id for event in story.events))
    for event in story.events:
        check.refer((EVENTS, event.id, "sites"), event.sites, known.sites)
        check.refer((EVENTS, event.id, "people"), event.people, known.people)
        check.refer((EVENTS, event.id, "tracks"), event.tracks, known.tracks)
        check.refer((EVENTS, event.id, "demands"), event.demands, story.demand_numbers)
        check.refer(
            (EVENTS, event.id, "works"), (cited.work for cited in event.works), story.work_ids
        )
        if not event.sites and event.place is None:
            check.add(EVENTS, event.id, "sites", "nowhere", "a site, or a place in words")
        if not event.sources and not event.works:
            check.add(EVENTS, event.id, "sources", "without a source", "an address or a work")
        if event.certainty == "low" and event.note is None:
            check.add(EVENTS, event.id, "note", "certainty is low, without a note", "why it is low")
        _check_event_date(event, known.period, check)
    previous = date.min
    for event in story.events:
        day = _first_day(event)
        if day is not None:
            if day < previous:
                wrong = f"stands after an event of {previous}"
                check.add(EVENTS, event.id, "date", wrong, "events in order of their first day")
            previous = day


def _first_day(event: Event) -> date | None:
    if event.date is None:
        return None
    try:
        return parse_date(event.date).first
    except ValueError:
        return None


def _check_event_date(event: Event, period: Period, check: _Check) -> None:
    if event.date is None:
        if event.when is None:
            check.add(EVENTS, event.id, "when", "no date", "words where there is no date")
        return
    if event.when is not None:
        check.add(EVENTS, event.id, "when", "a date and words for one", "words without a date")
    try:
        span = parse_date(event.date)
    except ValueError:
        wrong = f"{event.date!r} is no date of the calendar"
        check.add(EVENTS, event.id, "date", wrong, "days that exist, in order")
        return
    start, end = date.fromisoformat(period.start), date.fromisoformat(period.end)
    if span.first < start - MARGIN or span.last > end + MARGIN:
        check.add(
            EVENTS, event.id, "date", f"{event.date} is far from the period",
            f"within {MARGIN.days} days of {period.start} to {period.end}",
        )  # fmt: skip
    if event.old_style is None:
        return
    julian = check.day((EVENTS, event.id, "old_style"), event.old_style)
    if julian is not None and julian != old_style(span.first):
        expected = f"{old_style(span.first)}, the same day in the old calendar"
        check.add(EVENTS, event.id, "old_style", f"{event.old_style} is another day", expected)


# ---------------------------------------------------------------- demands and sessions


def _check_demands(story: Items, known: Known, check: _Check) -> None:
    check.unique(DEMANDS, (str(demand.number) for demand in story.demands))
    for demand in story.demands:
        name = str(demand.number)
        check.refer((DEMANDS, name, "articles"), demand.articles, story.article_ids)
        check.low_needs_note(DEMANDS, name, demand.certainty, demand.note, demand.contradicts)
        _check_states(demand, known.period, check)
        _check_discussed(demand, story.sessions, check)


def _check_states(demand: Demand, period: Period, check: _Check) -> None:
    """Exactly one state on each day of the period, and none on others."""
    name = str(demand.number)
    per_day: dict[date, list[str]] = {day: [] for day in period_days(period)}
    for index, part in enumerate(demand.states):
        field = f"states.{index}"
        first = check.day((DEMANDS, name, f"{field}.from"), part.first)
        last = check.day((DEMANDS, name, f"{field}.to"), part.last)
        if first is None or last is None:
            continue
        if last < first:
            check.add(DEMANDS, name, field, f"{part.last} is before {part.first}", "from, then to")
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if day not in per_day:
                check.add(DEMANDS, name, field, f"{day} is outside the period", "its days only")
                break
            per_day[day].append(part.state)
    for day, states in per_day.items():
        if len(states) != 1:
            wrong = "no state" if not states else " and ".join(states)
            check.add(DEMANDS, name, "states", f"{wrong} on {day}", "one state a day")
    decided = check.day((DEMANDS, name, "decided.date"), demand.decided.date)
    before = per_day.get(decided - timedelta(days=1), []) if decided else []
    after = per_day.get(decided, []) if decided else []
    if decided and not (_all_decided(after) and not _all_decided(before)):
        wrong = f"{decided} is not the day its state became decided"
        check.add(DEMANDS, name, "decided.date", wrong, "the day it was agreed or withdrawn")


def _all_decided(states: Sequence[str]) -> bool:
    return bool(states) and all(state in DECIDED for state in states)


def _check_discussed(demand: Demand, sessions: Sequence[Session], check: _Check) -> None:
    sat = {session.date for session in sessions if demand.number in session.demands}
    for day in demand.discussed:
        if day not in sat:
            wrong = f"no session of {day} had it on the table"
            check.add(DEMANDS, str(demand.number), "discussed", wrong, "a day it was discussed")
    if list(demand.discussed) != sorted(set(demand.discussed)):
        check.add(DEMANDS, str(demand.number), "discussed", "out of order", "days in order, once")


def _check_sessions(story: Items, known: Known, check: _Check) -> None:
    days = {day.isoformat() for day in period_days(known.period)}
    previous = ""
    expected_number = 1
    for session in story.sessions:
        check.refer((DEMANDS, session.date, "demands"), session.demands, story.demand_numbers)
        if session.date not in days:
            check.add(DEMANDS, session.date, "date", "is outside the period", "a day of it")
        if session.date < previous:
            check.add(DEMANDS, session.date, "date", "stands after a later day", "days in order")
        previous = session.date
        if (session.number is not None) != (session.kind == "session"):
            wrong = f"a number on {session.kind}" if session.number else "a session without number"
            check.add(DEMANDS, session.date, "number", wrong, "numbers on held sessions only")
        elif session.number is not None:
            if session.number != expected_number:
                wrong = f"{session.number} after {expected_number - 1}"
                check.add(DEMANDS, session.date, "number", wrong, str(expected_number))
            expected_number = session.number + 1


# ---------------------------------------------------------------- articles, markers


def _check_articles(story: Items, known: Known, check: _Check) -> None:
    check.unique(ARTICLES, (article.id for article in story.articles))
    demands = {demand.number: demand for demand in story.demands}
    for article in story.articles:
        check.refer((ARTICLES, article.id, "demands"), article.demands, story.demand_numbers)
        check.low_needs_note(ARTICLES, article.id, article.certainty, article.note, None)
        if article.belongs_to is not None:
            check.refer(
                (ARTICLES, article.id, "belongs_to"), (article.belongs_to,), story.article_ids
            )
        for number in article.demands:
            if number in demands and article.id not in demands[number].articles:
                wrong = f"demand {number} does not name it"
                check.add(ARTICLES, article.id, "demands", wrong, "demand and article name both")
    for demand in story.demands:
        for article in story.articles:
            if article.id in demand.articles and demand.number not in article.demands:
                wrong = f"{article.id} does not name it"
                name = str(demand.number)
                check.add(DEMANDS, name, "articles", wrong, "demand and article name both")
    treaty = story.treaty
    if treaty is None:
        return
    for absent in treaty.absent:
        check.refer((ARTICLES, "absent", "demands"), absent.demands, story.demand_numbers)
        check.refer((ARTICLES, "absent", "articles"), absent.articles, story.article_ids)
    check.refer((ARTICLES, "", "signed_at"), (treaty.signed_at,), known.sites)
    check.day((ARTICLES, "", "signed"), treaty.signed)
    check.day((ARTICLES, "", "ratified"), treaty.ratified)


def _check_markers(story: Items, known: Known, check: _Check) -> None:
    check.unique(MARKERS, (marker.id for marker in story.markers))
    for marker in story.markers:
        check.low_needs_note(MARKERS, marker.id, marker.certainty, marker.note, marker.contradicts)
        if marker.site is not None:
            check.refer((MARKERS, marker.id, "site"), (marker.site,), known.sites)
        if marker.date is not None:
            try:
                parse_date(marker.date)
            except ValueError:
                wrong = f"{marker.date!r} is no date of the calendar"
                check.add(MARKERS, marker.id, "date", wrong, "days that exist, in order")
        if marker.yearly is not None:
            _check_yearly(marker, check)
        if marker.place and known.region and not known.region.contains(marker.place.position):
            check.add(MARKERS, marker.id, "place", "lies outside the region", "longitude, latitude")


def _check_yearly(marker: Marker, check: _Check) -> None:
    # 2023 is a common year: an observance of February 29 would not come back each year.
    if marker.yearly is not None:
        check.day((MARKERS, marker.id, "yearly.day"), f"2023-{marker.yearly.day}")
