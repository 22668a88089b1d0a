"""What crosses the fields and files of the story: ids, days, one state a day, notes where due.

One cause is told once: what follows from a fault that was noted is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from trail.base import meridian
from trail.base.geo import Bbox, Position
from trail.dataset.checks.storyitems import (
    ARTICLES,
    DEMANDS,
    EVENTS,
    MARKERS,
    WORKS,
    StoryCheck,
    StoryGround,
    StoryItems,
)
from trail.dataset.schema.dates import Period, old_style
from trail.dataset.schema.story import (
    DECIDED,
    Article,
    Demand,
    Event,
)
from trail.dataset.text.faults import Document, Faults, Path

MARGIN = timedelta(days=366)  # how far from the period an event still belongs to the story


def check_story(
    items: StoryItems, documents: Mapping[str, Document], beside: StoryGround, faults: Faults
) -> None:
    """Note what crosses fields and files; `documents` has each of the files that could be read."""
    check = StoryCheck(documents, faults)
    # A wrong period is told once: nothing else is judged by it then.
    sound = DEMANDS in documents and _is_the_period_of(items, beside, check)
    if EVENTS in documents:
        _check_events(items, beside, check)
        _check_headlines(items, beside, check)
    if DEMANDS in documents:
        if sound:
            for index, demand in items.demands.items():
                _check_states(index, demand, beside.period, check)
            _check_sessions(items, beside, check)
        _check_demands(items, beside, check)
        _check_discussed(items, check)
    if ARTICLES in documents:
        _check_articles(items, beside, check)
    if MARKERS in documents:
        _check_markers(items, beside, check)
    if WORKS in documents:
        check.unique(WORKS, "works", ((k, work.id) for k, work in items.works.items()))


# ---------------------------------------------------------------- events


def _check_events(items: StoryItems, beside: StoryGround, check: StoryCheck) -> None:
    check.unique(EVENTS, "events", ((k, event.id) for k, event in items.events.items()))
    for k, event in items.events.items():
        at: Path = ("events", k)
        check.refer(EVENTS, (*at, "sites"), event.sites, beside.sites, "site")
        check.refer(EVENTS, (*at, "people"), event.people, beside.people, "person")
        check.refer(EVENTS, (*at, "tracks"), event.tracks, beside.tracks, "track")
        check.refer(EVENTS, (*at, "demands"), event.demands, items.demand_numbers, "demand")
        for i, cited in enumerate(event.works):
            check.one(EVENTS, (*at, "works", i, "work"), cited.work, items.work_ids, "work")
        if not event.sites and event.place is None:
            check.add(EVENTS, (*at, "sites"), "nowhere", "a site, or a place in words")
        if not event.sources and not event.works:
            wrong = "without a source"
            check.add(EVENTS, (*at, "sources"), wrong, "an address or a work")
        check.low_needs_note(EVENTS, at, event)
        _check_event_date(at, event, beside, check)
    previous = date.min
    for k, event in items.events.items():
        path = ("events", k, "date")
        if event.date is None or not check.holds(EVENTS, path):
            continue
        day = event.date.first
        if day < previous:
            wrong = f"{event.date} stands after an event of {previous}"
            check.add(EVENTS, path, wrong, "events in order of their first day")
            return  # one day that is wrong puts many others out of order
        previous = day


def _check_headlines(items: StoryItems, beside: StoryGround, check: StoryCheck) -> None:
    """One headline a day, of days of the period."""
    check.unique(EVENTS, "headlines", ((k, h.date) for k, h in items.headlines.items()), "date")
    period = beside.period
    for k, headline in items.headlines.items():
        if not period.start <= headline.date <= period.end:
            check.add(EVENTS, ("headlines", k, "date"), "is outside the period", "a day of it")


def _check_event_date(at: Path, event: Event, beside: StoryGround, check: StoryCheck) -> None:
    if event.date is None:
        if event.when is None:
            check.add(EVENTS, (*at, "when"), "no date", "words where there is no date")
        return
    if event.when is not None:
        check.add(EVENTS, (*at, "when"), "a date and words for one", "words without a date")
    when = event.date
    period = beside.period
    first, last = _moved(period.day_of_start, -MARGIN), _moved(period.day_of_end, MARGIN)
    trusted = check.faults.holds(beside.trail, ("period",))
    if trusted and (when.first < first or when.last > last):
        expected = f"within {MARGIN.days} days of {period.start} to {period.end}"
        check.add(EVENTS, (*at, "date"), f"{event.date} is far from the period", expected)
    elif event.old_style is not None and event.old_style != old_style(when.first).isoformat():
        expected = f"{old_style(when.first)}, the same day in the old calendar"
        wrong = f"{event.old_style} is another day than {event.date}"
        check.add(EVENTS, (*at, "old_style"), wrong, expected)


def _moved(day: date, by: timedelta) -> date:
    """A day so much earlier or later, or the calendar's end."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta() else date.max


# ---------------------------------------------------------------- demands and sessions


def _is_the_period_of(items: StoryItems, beside: StoryGround, check: StoryCheck) -> bool:
    """Whether the period is the one that the demands were written for: else it is at fault,
    and not each of them."""
    spans = {
        (min(part.first for part in demand.states), max(part.last for part in demand.states))
        for demand in items.demands.values()
    }
    period = beside.period
    if len(items.demands) < 2 or len(spans) != 1 or spans == {(period.start, period.end)}:
        return check.faults.holds(beside.trail, ("period",))
    ((first, last),) = spans
    wrong = f"{period.start} to {period.end} are not the days of the demands' states"
    if check.faults.holds(beside.trail, ("period",)):
        check.faults.at(beside.trail, ("period",), wrong, f"{first} to {last}, as in {DEMANDS}")
    return False


def _check_demands(items: StoryItems, beside: StoryGround, check: StoryCheck) -> None:
    numbers = ((k, demand.number) for k, demand in items.demands.items())
    check.unique(DEMANDS, "demands", numbers, "number")
    for k, demand in items.demands.items():
        at: Path = ("demands", k)
        check.refer(DEMANDS, (*at, "articles"), demand.articles, items.article_ids, "article")
        if demand.certainty == "low" and demand.note is None and demand.contradicts is None:
            wrong = "certainty is low, without a note"
            check.add(DEMANDS, (*at, "note"), wrong, "why it is low")


def _check_states(index: int, demand: Demand, period: Period, check: StoryCheck) -> None:
    """Exactly one state on each day of the period, and none on others."""
    at: Path = ("demands", index, "states")
    start, end = period.day_of_start, period.day_of_end
    days = (end - start).days + 1
    states: list[list[str]] = [[] for _ in range(days)]
    for i, part in enumerate(demand.states):
        first, last = date.fromisoformat(part.first), date.fromisoformat(part.last)
        if last < first:
            check.add(DEMANDS, (*at, i), f"{last} is before {first}", "from, then to")
        elif first < start or last > end:
            outside = first if first < start else last
            check.add(DEMANDS, (*at, i), f"{outside} is outside the period", "its days only")
        else:
            for number in range((first - start).days, (last - start).days + 1):
                states[number].append(part.state)
    if not check.holds(DEMANDS, at):
        return
    wrong_days = [number for number, found in enumerate(states) if len(found) != 1]
    if wrong_days:
        found = states[wrong_days[0]]
        wrong = " and ".join(found[:3]) if found else "no state"
        more = f" and {len(wrong_days) - 1} more days" if len(wrong_days) > 1 else ""
        day = start + timedelta(days=wrong_days[0])
        check.add(DEMANDS, at, f"{wrong} on {day}{more}", "one state a day")
        return
    decided = date.fromisoformat(demand.decided.date)
    became = {
        start + timedelta(days=number)
        for number, (found,) in enumerate(states)
        if found in DECIDED and (number == 0 or states[number - 1][0] not in DECIDED)
    }
    if decided not in became:
        path = ("demands", index, "decided", "date")
        wrong = f"{decided} is not the day its state became decided"
        check.add(DEMANDS, path, wrong, "the day it was agreed or withdrawn")


def _check_sessions(items: StoryItems, beside: StoryGround, check: StoryCheck) -> None:
    """Sessions in the order of their days, all in the period, and numbered as they were held."""
    period = beside.period
    previous = ""
    expected = 1
    for k, session in items.sessions.items():
        at: Path = ("sessions", k)
        numbers = items.demand_numbers
        check.refer(DEMANDS, (*at, "demands"), session.demands, numbers, "demand")
        if not period.start <= session.date <= period.end:
            check.add(DEMANDS, (*at, "date"), "is outside the period", "a day of it")
            return
        if session.date < previous:
            check.add(DEMANDS, (*at, "date"), "stands after a later day", "days in order")
            return
        previous = session.date
        if (session.number is not None) != (session.kind == "session"):
            wrong = f"a number on {session.kind}" if session.number else "a session without number"
            check.add(DEMANDS, (*at, "number"), wrong, "numbers on held sessions only")
            return
        if session.number is None:
            continue
        # Where a session could not be read, the numbers behind it can't be told.
        if session.number != expected and check.holds(DEMANDS, ("sessions",)):
            wrong = f"{session.number} after {expected - 1}"
            check.add(DEMANDS, (*at, "number"), wrong, str(expected))
            return
        expected = session.number + 1


def _check_discussed(items: StoryItems, check: StoryCheck) -> None:
    """Each day that a demand says it was discussed on has a session that had it on the table."""
    if not check.holds(DEMANDS, ("sessions",)):
        return
    sat = {(s.date, number) for s in items.sessions.values() for number in s.demands}
    absent: dict[str, list[int]] = {}
    for k, demand in items.demands.items():
        path: Path = ("demands", k, "discussed")
        if list(demand.discussed) != sorted(set(demand.discussed)):
            check.add(DEMANDS, path, "out of order", "days in order, once")
            continue
        for day in demand.discussed:
            if (day, demand.number) not in sat:
                absent.setdefault(day, []).append(k)
    for day, demands in absent.items():
        others = [str(items.demands[k].number) for k in demands[1:]]
        more = f", nor demand {', '.join(others)}" if others else ""
        wrong = f"no session of {day} had it on the table{more}"
        path = ("demands", demands[0], "discussed")
        check.add(DEMANDS, path, wrong, "a day it was discussed")


# ---------------------------------------------------------------- articles, markers


def _check_articles(items: StoryItems, beside: StoryGround, check: StoryCheck) -> None:
    check.unique(ARTICLES, "articles", ((k, article.id) for k, article in items.articles.items()))
    for k, article in items.articles.items():
        at: Path = ("articles", k)
        numbers = items.demand_numbers
        check.refer(ARTICLES, (*at, "demands"), article.demands, numbers, "demand")
        check.low_needs_note(ARTICLES, at, article)
        _check_words(at, article, check)
        if article.belongs_to is not None:
            path = (*at, "belongs_to")
            check.one(ARTICLES, path, article.belongs_to, items.article_ids, "article")
    _check_circles(items.articles, check)
    _check_both_ways(items, check)
    treaty = items.treaty
    if treaty is None:
        return
    for k, absent in enumerate(treaty.absent):
        at = ("absent", k)
        numbers = items.demand_numbers
        check.refer(ARTICLES, (*at, "demands"), absent.demands, numbers, "demand")
        check.refer(ARTICLES, (*at, "articles"), absent.articles, items.article_ids, "article")
    check.one(ARTICLES, ("signed_at",), treaty.signed_at, beside.sites, "site")
    if treaty.ratified < treaty.signed:
        wrong = f"{treaty.ratified} is before the signing, {treaty.signed}"
        check.add(ARTICLES, ("ratified",), wrong, "the day of the signing or a later one")


def _check_words(at: Path, article: Article, check: StoryCheck) -> None:
    """No word passes for the treaty's that was not read in print."""
    if article.words is None:
        return
    if article.words_from is None:
        check.add(ARTICLES, (*at, "words_from"), "words without a print", "where they were read")
    elif article.checked_by is None and article.text_seen == "no":
        check.add(ARTICLES, (*at, "words"), "words that were not seen", "a summary only")
    elif article.checked_by is None and article.text_seen == "part" and article.missing is None:
        wrong = "words of an article that was seen in part"
        check.add(ARTICLES, (*at, "missing"), wrong, "what of it was not seen")


def _check_circles(articles: Mapping[int, Article], check: StoryCheck) -> None:
    """An additional article belongs to one of the treaty's own, in the end."""
    above = {article.id: article.belongs_to for article in articles.values()}
    for k, article in articles.items():
        seen, name = {article.id}, article.belongs_to
        while name is not None and name not in seen:
            seen.add(name)
            name = above.get(name)
        if name == article.id:
            wrong = f"{article.id} belongs to itself"
            if len(seen) > 1:
                wrong += ", by way of " + ", ".join(sorted(seen - {article.id})[:5])
            check.add(ARTICLES, ("articles", k, "belongs_to"), wrong, "an article of the treaty")
            return  # the others of the circle would be told for the same


def _check_both_ways(items: StoryItems, check: StoryCheck) -> None:
    """A demand and an article that has it name each other."""
    if not check.holds(DEMANDS, ("demands",)) or not check.holds(ARTICLES, ("articles",)):
        return
    both = "demand and article name both"
    by_number = {demand.number: demand for demand in items.demands.values()}
    by_id = {article.id: article for article in items.articles.values()}
    told: set[object] = set()
    for k, article in items.articles.items():
        for number in article.demands:
            demand = by_number.get(number)
            if demand and article.id not in demand.articles and number not in told:
                wrong = f"demand {number} does not name it"
                check.add(ARTICLES, ("articles", k, "demands"), wrong, both)
                told |= {number, article.id}
    for k, demand in items.demands.items():
        for name in demand.articles:
            found = by_id.get(name)
            # A number that was mistyped is missing here and too many there: told once.
            if found and demand.number not in found.demands and not told & {demand.number, name}:
                wrong = f"{name} does not name it"
                check.add(DEMANDS, ("demands", k, "articles"), wrong, both)


def _check_markers(items: StoryItems, beside: StoryGround, check: StoryCheck) -> None:
    remembered = items.remembered.items()
    check.unique(MARKERS, "remembered", ((k, item.id) for k, item in remembered))
    check.unique(MARKERS, "markers", ((k, marker.id) for k, marker in items.markers.items()))
    for k, marker in items.markers.items():
        at: Path = ("markers", k)
        check.low_needs_note(MARKERS, at, marker, marker.contradicts)
        if marker.site is not None:
            check.one(MARKERS, (*at, "site"), marker.site, beside.sites, "site")
        trusted = check.faults.holds(beside.trail, ("region",))
        place = marker.place.position if marker.place else None
        if place and trusted and not _is_inside(place, beside.region):
            wrong = f"{place.lon}, {place.lat} lies outside the region"
            check.add(MARKERS, (*at, "place"), wrong, "longitude and latitude in it")


def _is_inside(place: Position, region: Bbox | None) -> bool:
    return region is None or region.contains(meridian.beside(place, region))
