"""What of the dataset can be found: sites, people, days and events, the treaty, works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trail.dataset.schema.chapters import StoryChapter
from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.people import Person
from trail.dataset.schema.site import Site
from trail.dataset.schema.story import Article, Demand, Event, Story
from trail.dataset.schema.whole import Dataset
from trail.dataset.schema.works import Work
from trail.guide.search.index import Entry, Kind, Name


@dataclass(frozen=True)
class Target:
    """The page that an entry leads to: `key` as its address has it, `part` a place in it.

    `key` None is the page that lists all of the kind.
    """

    kind: Kind
    key: str | None
    part: str | None = None


@dataclass(frozen=True)
class Wording:
    """What entries need of the page's language.

    `url` is None for a page that there is not; `date` writes a date of the trail; `demand` and
    `article` name a demand and a main article of the treaty by their numbers.
    """

    url: Callable[[Target], str | None]
    date: Callable[[TrailDate | str], str]
    demand: Callable[[int], str]
    article: Callable[[int], str]


def entries(dataset: Dataset, story: Story | None, wording: Wording) -> Iterator[Entry]:
    """Every entry whose page there is, by kind in the order of the files."""
    for target, entry in _all(dataset, story, wording):
        url = wording.url(target)
        if url is not None:
            yield replace(entry, url=url)


def _all(dataset: Dataset, story: Story | None, wording: Wording) -> Iterator[tuple[Target, Entry]]:
    for site in dataset.sites:
        yield Target("site", site.id), _site(dataset, site)
    for person in dataset.people:
        yield Target("person", person.id), _person(person)
    if story is None:
        return
    first = date.fromisoformat(dataset.trail.period.start)
    last = date.fromisoformat(dataset.trail.period.end)
    for number in range((last - first).days + 1):
        day = (first + timedelta(days=number)).isoformat()
        yield Target("day", day), Entry("day", "", wording.date(day), about=day)
    for event in story.events:
        yield _event_target(event, first, last), _event(dataset, event, wording)
    for demand in story.demands:
        target = Target("article", None, f"demand-{demand.number}")
        yield target, _demand(demand, wording)
    main = [article for article in story.articles if article.belongs_to is None]
    for article in story.articles:
        named = wording.article(main.index(article) + 1) if article in main else ""
        yield Target("article", None, article.id), _article(article, named)
    for chapter in dataset.chapters.chapters if dataset.chapters else ():
        yield Target("chapter", chapter.id), _chapter(chapter)
    for work in story.works:
        yield Target("work", None, work.id), _work(work)


def _site(dataset: Dataset, site: Site) -> Entry:
    p = site.properties
    people = (dataset.people_by_id[person_id] for person_id in p.people)
    tracks = (dataset.tracks_by_number[link.number].name for link in p.tracks)
    return Entry(
        "site",
        "",
        site.name,
        names=tuple(Name(other.name, other.lang) for other in p.other_names),
        about=_joined(p.town, p.state, p.address, *map(_names, people), *tracks),
        line=p.town,
        summary=p.summary,
        text=" ".join(p.story),
    )


def _person(person: Person) -> Entry:
    native = (Name(person.native_name, person.native_lang),) if person.native_name else ()
    return Entry(
        "person",
        "",
        person.name,
        names=native,
        about=_joined(person.side, person.life_dates),
        line=person.side,
        summary=person.role,
        text=person.note or "",
    )


def _event_target(event: Event, first: date, last: date) -> Target:
    """The event's own day where it has one in the period, else the list of all days."""
    if event.date:
        day = event.date.first
        if day == event.date.last and first <= day <= last:
            return Target("day", day.isoformat(), event.id)
    return Target("day", None, event.id)


def _event(dataset: Dataset, event: Event, wording: Wording) -> Entry:
    when = wording.date(event.date) if event.date else event.when or ""
    people = (dataset.people_by_id[person_id] for person_id in event.people)
    places = (dataset.get_site(site_id).name for site_id in event.sites)
    return Entry(
        "day",
        "",
        event.title,
        about=_joined(when, event.place, *map(_names, people), *places),
        line=when,
        summary=event.text,
        text=_joined(event.note, event.contradicts),
    )


def _demand(demand: Demand, wording: Wording) -> Entry:
    return Entry(
        "article",
        "",
        demand.name,
        about=wording.demand(demand.number),
        line=wording.demand(demand.number),
        summary=demand.text,
        text=_joined(demand.outcome, demand.reply_text),
    )


def _article(article: Article, named: str) -> Entry:
    """The treaty counts in Roman numerals, readers in others: `named` is the latter."""
    return Entry(
        "article",
        "",
        f"{article.label}: {article.subject}",
        about=named,
        line=named,
        summary=article.text,
        text=article.note or "",
    )


def _chapter(chapter: StoryChapter) -> Entry:
    texts = [t.text for part in chapter.parts for t in part.paragraphs]
    headings = [part.heading for part in chapter.parts]
    return Entry(
        "chapter",
        "",
        chapter.title,
        about=_joined(*headings),
        summary=chapter.summary,
        text=" ".join(texts),
    )


def _work(work: Work) -> Entry:
    makers = ", ".join(
        name.literal or " ".join(filter(None, (name.given, name.family))) for name in work.names
    )
    year = str(work.year) if work.year else ""
    return Entry(
        "work",
        "",
        work.title,
        names=(Name(work.title_english),) if work.title_english else (),
        about=_joined(makers, year, work.container, work.publisher),
        line=", ".join(filter(None, (makers, year))),
        summary=work.use or "",
        text=work.note or "",
    )


def _names(person: Person) -> str:
    return _joined(person.name, person.native_name)


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)
