"""The diagram of the days as values, named in full, and its rows for a phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from markupsafe import Markup

from trail.dataset.schema.story import BANDS, Event
from trail.export.sheets import PATH, PATH_PAPERS
from trail.export.sheets.pathbook import tell_path
from trail.graphics import days as diagram
from trail.guide.days import chronology
from trail.web.shell import filters
from trail.web.shell.i18n import calendar_date, ngettext, weekday_and_day, weekday_beside
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb
from trail.web.story import words as story_words
from trail.web.story.events import (
    EventView,
    StoryBook,
    day_name,
    day_span,
    day_url,
    short_day,
)


@dataclass(frozen=True)
class DayLine:
    """A day in the list of all: its headline, and how many sat and what happened."""

    day: date
    name: str
    url: str
    headline: str
    sitting: str
    bands: dict[str, tuple[EventView, ...]]


def path_of(book: StoryBook) -> diagram.Path:
    """Everything the diagram draws, named in full and linked."""
    path = tell_path(book.story, book.days, filters.say())
    by_id = {event.id: event for event in book.story.events}
    return replace(
        path,
        days=tuple(_named_day(book, path, m) for m in path.days),
        events=tuple(
            replace(m, name=_event_name(book, by_id[m.id]), href=book.event_url(by_id[m.id]))
            for m in path.events
        ),
        lines=tuple(
            replace(line, marks=tuple(_named(line, mark) for mark in line.marks))
            for line in path.lines
        ),
    )


def _named_day(book: StoryBook, path: diagram.Path, mark: diagram.DayMark) -> diagram.DayMark:
    count = sum(1 for event in path.events if event.first == mark.day)
    short = calendar_date(mark.day, "MMMd") if mark.month else weekday_beside(mark.day)
    told = [
        short,  # What is read in the row begins what is heard, so that it can be said to a phone.
        book.headline(mark.day),
        ngettext("%(num)s event", "%(num)s events", count) if count else "",
        *(session.name for session in chronology.sessions_on(book.story.sessions, mark.day)),
    ]
    return replace(
        mark,
        name=day_name(mark.day),
        href=day_url(mark.day),
        short=short,
        told=". ".join(filter(None, told)),
    )


def short_weekday(day: date) -> str:
    """Without year: "Tuesday, August 29"."""
    return weekday_and_day(day)


def down_path(book: StoryBook, here: date | None = None) -> Markup:
    """The diagram with a row for each day; `here` is the day at hand."""
    return diagram.draw_down(path_of(book), here)


def _event_name(book: StoryBook, event: Event) -> str:
    """All that the mark of an event says."""
    home = book.home_day(event)
    exact = event.date is not None and event.date.precision == "exact"
    when = day_name(home) if exact and home else filters.date(event.date) if event.date else ""
    parts = [
        event.title,
        when,
        story_words.band_name(event.band),
        story_words.kind_word(event),
        _("doubtful") if event.certainty == "low" else "",
    ]
    return ". ".join(part for part in parts if part)


def _named(line: diagram.Line, mark: diagram.StateMark) -> diagram.StateMark:
    first, last = mark.stretch.first, mark.stretch.last
    name = _(
        "Demand %(number)s, %(name)s: %(state)s, %(days)s",
        number=line.number,
        name=line.name,
        state=story_words.state_word(mark.key),
        days=day_span(first, last),
    )
    if mark.argued:
        days = ", ".join(map(short_day, mark.argued))
        name = f"{name}. " + _("Argued at the table: %(days)s", days=days)
    href = url_for("days.day", day=first.isoformat(), _anchor=f"demand-{line.number}")
    return replace(mark, name=name, href=href)


def day_lines(book: StoryBook) -> tuple[DayLine, ...]:
    """Every day of the period with its events, each event at the first day it may have been on."""
    by_day = chronology.events_by_day(book.story.events, book.days)
    lines = []
    for day in book.days:
        sessions = chronology.sessions_on(book.story.sessions, day)
        views = [book.event(event) for event in by_day[day]]
        lines.append(
            DayLine(
                day=day,
                name=short_weekday(day),
                url=day_url(day),
                headline=book.headline(day),
                sitting=", ".join(session.name for session in sessions),
                bands={b: tuple(v for v in views if v.event.band == b) for b in BANDS},
            )
        )
    return tuple(lines)


@dataclass(frozen=True)
class StateRow:
    """A stretch of one state as a line of the table."""

    mark: diagram.StateMark
    word: str
    sample: Markup
    days: str


def state_rows(path: diagram.Path) -> tuple[tuple[diagram.Line, tuple[StateRow, ...]], ...]:
    """Every state of the diagram once, by demand."""
    return tuple(
        (
            line,
            tuple(
                StateRow(
                    mark,
                    story_words.state_word(mark.key),
                    diagram.draw_sample(mark.key),
                    day_span(mark.stretch.first, mark.stretch.last),
                )
                for mark in line.marks
            ),
        )
        for line in path.lines
    )


def path_papers() -> tuple[Crumb, ...]:
    """The diagram to print, on each paper it fits."""
    names = {"tabloid": _("Tabloid (11 × 17 in)"), "a3": _("A3")}
    return tuple(
        Crumb(names[paper], url_for("printing.sheet", name=f"{PATH}-{paper}"))
        for paper in PATH_PAPERS
    )
