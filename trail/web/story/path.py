"""The diagram of the days as values, named in full, and its rows for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from markupsafe import Markup

from trail.dataset.schema.story import BANDS, Event
from trail.export.sheets import PATH, PATH_PAPERS
from trail.export.sheets.pathbook import tell_path
from trail.graphics import days as diagram
from trail.graphics.days.marks import StateKey
from trail.guide.days import chronology
from trail.web.shell import filters
from trail.web.shell.i18n import calendar_date
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
class ChangeView:
    """The demands that came into a state on one day."""

    numbers: tuple[int, ...]
    word: str
    sample: Markup
    all: bool


@dataclass(frozen=True)
class DayRow:
    """A day of the diagram that runs down: its words, and its piece of the strands."""

    day: date
    iso: str
    name: str
    url: str
    sitting: str
    bands: dict[str, tuple[EventView, ...]]
    changes: tuple[ChangeView, ...]
    strip: Markup
    numbers: Markup | None
    stalled: bool
    stall: str


def path_of(book: StoryBook) -> diagram.Path:
    """Everything the diagram draws, named in full and linked."""
    path = tell_path(book.story, book.days, filters.say())
    by_id = {event.id: event for event in book.story.events}
    return replace(
        path,
        days=tuple(replace(m, name=day_name(m.day), href=day_url(m.day)) for m in path.days),
        events=tuple(
            replace(m, name=_event_name(book, by_id[m.id]), href=book.event_url(by_id[m.id]))
            for m in path.events
        ),
        lines=tuple(
            replace(line, marks=tuple(_named(line, mark) for mark in line.marks))
            for line in path.lines
        ),
    )


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
        name = f"{name}. {_('Argued at the table: %(days)s', days=days)}"
    href = url_for("days.day", day=first.isoformat(), _anchor=f"demand-{line.number}")
    return replace(mark, name=name, href=href)


def day_rows(book: StoryBook, path: diagram.Path) -> tuple[DayRow, ...]:
    """The same days running down, one row a day."""
    by_day = chronology.events_by_day(book.story.events, book.days)
    rows = []
    for mark in path.days:
        day = mark.day
        changed = [m for line in path.lines for m in line.marks if m.stretch.first == day]
        sessions = chronology.sessions_on(book.story.sessions, day)
        views = [book.event(event) for event in by_day[day]]
        stall = path.stall
        rows.append(
            DayRow(
                day=day,
                iso=day.isoformat(),
                name=calendar_date(day, "EEEE, MMMM d"),
                url=mark.href,
                sitting=", ".join(session.name for session in sessions),
                bands={b: tuple(v for v in views if v.event.band == b) for b in BANDS},
                changes=_grouped(changed, len(path.lines)),
                strip=diagram.draw_strip(path.lines, day),
                numbers=diagram.draw_numbers(path.lines, [m.number for m in changed])
                if changed and len(changed) < len(path.lines)
                else None,
                stalled=stall is not None and stall.first <= day <= stall.last,
                stall=stall.text if stall is not None and stall.first == day else "",
            )
        )
    return tuple(rows)


def _grouped(changed: Sequence[diagram.StateMark], count: int) -> tuple[ChangeView, ...]:
    """The changes of a day, those into one state together, in the order of their numbers."""
    numbers: dict[StateKey, list[int]] = {}
    for mark in changed:
        numbers.setdefault(mark.key, []).append(mark.number)
    return tuple(
        ChangeView(
            tuple(found),
            story_words.state_word(key),
            diagram.draw_sample(key),
            len(found) == count and count > 1,
        )
        for key, found in numbers.items()
    )


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
