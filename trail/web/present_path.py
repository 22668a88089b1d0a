"""The diagram of the days as values, named in full, and its rows for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import url_for
from markupsafe import Markup

from trail import chronology, diagram
from trail.diagram.marks import StateKey
from trail.printing.pathsheet import PATH_PAPERS
from trail.story import BANDS, Demand, Event
from trail.web import filters, story_words
from trail.web.i18n import calendar_date
from trail.web.i18n import gettext as _
from trail.web.present import Crumb
from trail.web.present_story import EventView, StoryBook, day_name, day_span, day_url, short_day


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
    """Everything the diagram draws, named in full."""
    by_day = chronology.events_by_day(book.story.events, book.days)
    events = [event for of_day in by_day.values() for event in of_day]
    return diagram.Path(
        days=tuple(map(partial(_day_mark, book), book.days)),
        events=tuple(_event_mark(book, event) for event in events),
        lines=tuple(_line(demand) for demand in book.story.demands),
        stall=_stall(book),
        words=_words(book),
    )


def _words(book: StoryBook) -> diagram.Words:
    keys = {
        (stretch.state, stretch.conditional)
        for demand in book.story.demands
        for stretch in chronology.stretches(demand)
    }
    return diagram.Words(
        title=book.story.events_file.title,
        bands={b: (story_words.band_name(b), story_words.band_holds(b)) for b in BANDS},
        away=_("Farther away"),
        day=_("day"),
        sitting=_("sitting"),
        tick=_("a tick: argued at the table that day"),
        states={key: story_words.state_word(key) for key in sorted(keys)},
    )


def _day_mark(book: StoryBook, day: date) -> diagram.DayMark:
    sessions = chronology.sessions_on(book.story.sessions, day)
    new_month = day == book.days[0] or day.day == 1
    return diagram.DayMark(
        day=day,
        number=str(day.day),
        name=day_name(day),
        href=day_url(day),
        weekend=calendar_date(day, "EEE") if day.weekday() == 6 else "",
        month=(calendar_date(day, "MMMM" if day == book.days[0] else "MMM")) if new_month else "",
        sitting=" ".join(map(story_words.sitting_mark, sessions)),
        held=any(session.number is not None for session in sessions),
    )


def _event_mark(book: StoryBook, event: Event) -> diagram.EventMark:
    span = chronology.event_span(event)
    home = book.home_day(event)
    if span is None or home is None:
        raise ValueError(f"{event.id} is on no day of the period")
    return diagram.EventMark(
        id=event.id,
        band=event.band,
        first=home,
        last=min(span.last, book.days[-1]),
        label=event.title,
        name=_event_name(book, event),
        href=book.event_url(event),
        press=event.kind == "press",
        doubtful=event.certainty == "low",
        away=event.scope == "away",
    )


def _event_name(book: StoryBook, event: Event) -> str:
    """All that the mark of an event says."""
    span, home = chronology.event_span(event), book.home_day(event)
    exact = span is not None and span.precision == "exact"
    when = day_name(home) if exact and home else filters.date(event.date or "")
    parts = [
        event.title,
        when,
        story_words.band_name(event.band),
        story_words.kind_word(event),
        _("doubtful") if event.certainty == "low" else "",
    ]
    return ". ".join(part for part in parts if part)


def _line(demand: Demand) -> diagram.Line:
    marks = tuple(_state_mark(demand, s) for s in chronology.stretches(demand))
    return diagram.Line(demand.number, demand.name, demand.ending, marks)


def _state_mark(demand: Demand, stretch: chronology.Stretch) -> diagram.StateMark:
    argued = tuple(
        day
        for day in map(date.fromisoformat, demand.discussed)
        if stretch.first <= day <= stretch.last
    )
    name = _(
        "Demand %(number)s, %(name)s: %(state)s, %(days)s",
        number=demand.number,
        name=demand.name,
        state=story_words.state_word((stretch.state, stretch.conditional)),
        days=day_span(stretch.first, stretch.last),
    )
    if argued:
        days = ", ".join(map(short_day, argued))
        name = f"{name}. {_('Argued at the table: %(days)s', days=days)}"
    href = url_for("days.day", day=stretch.first.isoformat(), _anchor=f"demand-{demand.number}")
    return diagram.StateMark(demand.number, stretch, name, href, argued)


def _stall(book: StoryBook) -> diagram.StallMark | None:
    stall = book.stall
    if stall is None or stall.length < 2:
        return None
    return diagram.StallMark(stall.first, stall.last, book.stall_text())


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
        Crumb(names[paper], url_for("path_sheet.sheet", paper=paper)) for paper in PATH_PAPERS
    )
