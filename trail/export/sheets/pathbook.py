"""The days from the story alone: what the diagram draws, and the same in words.

The web takes the same path and adds its links and full names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from trail.dataset.schema.story import BANDS, Demand, Event, Story
from trail.export.sheets.content import SheetContext
from trail.export.sheets.pathsheet import DayInWords, PathText
from trail.graphics import days as diagram
from trail.guide.days import chronology
from trail.guide.words import days as story_wording
from trail.guide.words.dates import weekday_and_day
from trail.guide.words.daytext import day_text, home_day, stall_text
from trail.guide.words.phrases import Phrases


def tell_path(story: Story, days: Sequence[dt.date], words: Phrases) -> diagram.Path:
    """Everything the diagram draws, with the words that stand in it."""
    by_day = chronology.events_by_day(story.events, days)
    return diagram.Path(
        days=tuple(_day_mark(story, day, days[0], words) for day in days),
        events=tuple(_event_mark(event, days) for day in days for event in by_day[day]),
        lines=tuple(map(_line, story.demands)),
        stall=_stall(story, days, words),
        words=_words(story, words),
    )


def tell_days(context: SheetContext, story: Story, days: Sequence[dt.date]) -> PathText:
    """What stands around the diagram, and behind it the same day by day."""
    words, file = context.words, story.events_file
    period = words(
        "%(first)s to %(last)s",
        first=day_text(days[0], "MMMMd", words),
        last=day_text(days[-1], "long", words),
    )
    by_day = chronology.events_by_day(story.events, days)
    return PathText(
        title=file.title,
        intro=words("%(period)s. Read across for a band, down for a day.", period=period),
        alt=words(
            "%(title)s, drawn day by day in three bands, with %(count)s demands as lines between "
            "them. The next page says the same in words.",
            title=file.title,
            count=len(story.demands),
        ),
        notes=[
            words(
                "A disc is what people did; a dash with slanted words is what papers said; "
                "a hollow mark is doubtful."
            ),
            *file.reading,
            *([file.after] if file.after else []),
            *(
                [words("Every event with its sources: %(address)s", address=context.links.days)]
                if context.links.codes
                else []
            ),
        ],
        days_heading=words("The same in words"),
        days=[_in_words(story, day, by_day[day], words) for day in days],
    )


def _in_words(story: Story, day: dt.date, events: Iterable[Event], words: Phrases) -> DayInWords:
    in_bands = sorted(events, key=lambda event: BANDS.index(event.band))
    sessions = chronology.sessions_on(story.sessions, day)
    return DayInWords(
        name=weekday_and_day(words.locale, day),
        sitting=", ".join(session.name for session in sessions),
        changes=_changes(story.demands, day, words),
        events=[
            {
                "title": f"{event.title} (" + words("doubtful") + ")"
                if event.certainty == "low"
                else event.title,
                "press": event.kind == "press",
            }
            for event in in_bands
        ],
    )


def _changes(demands: Iterable[Demand], day: dt.date, words: Phrases) -> list[str]:
    """The states that begin on a day, those of one kind together."""
    numbers: dict[str, list[int]] = {}
    for demand in demands:
        for part in chronology.stretches(demand):
            if part.first == day:
                state = story_wording.state_word((part.state, part.conditional), words.translate)
                numbers.setdefault(state, []).append(demand.number)
    return [
        words("Demands %(numbers)s: %(state)s", numbers=", ".join(map(str, found)), state=state)
        for state, found in numbers.items()
    ]


def _words(story: Story, words: Phrases) -> diagram.DiagramWords:
    tell = words.translate
    keys = {
        (stretch.state, stretch.conditional)
        for demand in story.demands
        for stretch in chronology.stretches(demand)
    }
    return diagram.DiagramWords(
        title=story.events_file.title,
        bands={
            b: (story_wording.band_name(b, tell), story_wording.band_holds(b, tell)) for b in BANDS
        },
        away=words("Farther away"),
        day=words("day"),
        sitting=words("sitting"),
        tick=words("a tick: argued at the table that day"),
        demands=words("The %(count)s demands", count=len(story.demands)),
        states={key: story_wording.state_word(key, tell) for key in sorted(keys)},
    )


def _day_mark(story: Story, day: dt.date, first: dt.date, words: Phrases) -> diagram.DayMark:
    sessions = chronology.sessions_on(story.sessions, day)
    month = "MMMM" if day == first else "MMM" if day.day == 1 else ""
    return diagram.DayMark(
        day=day,
        number=str(day.day),
        name="",
        href="",
        weekend=day_text(day, "EEE", words) if day.weekday() == 6 else "",
        month=day_text(day, month, words) if month else "",
        sitting=" ".join(story_wording.sitting_mark(s, words.translate) for s in sessions),
        held=any(session.number is not None for session in sessions),
    )


def _event_mark(event: Event, days: Sequence[dt.date]) -> diagram.EventMark:
    home = home_day(event, days)
    if event.date is None or home is None:
        raise ValueError(f"{event.id} is on no day of the period")
    return diagram.EventMark(
        id=event.id,
        band=event.band,
        first=home,
        last=min(event.date.last, days[-1]),
        label=event.title,
        name="",
        href="",
        press=event.kind == "press",
        doubtful=event.certainty == "low",
        away=event.scope == "away",
    )


def _line(demand: Demand) -> diagram.Line:
    argued = tuple(map(dt.date.fromisoformat, demand.discussed))
    marks = tuple(
        diagram.StateMark(
            demand.number, part, "", "",
            tuple(day for day in argued if part.first <= day <= part.last),
        )
        for part in chronology.stretches(demand)
    )  # fmt: skip
    return diagram.Line(demand.number, demand.name, demand.ending, marks)


def _stall(story: Story, days: Sequence[dt.date], words: Phrases) -> diagram.StallMark | None:
    stall = chronology.longest_stall(story.demands, story.sessions, days)
    if stall is None or stall.length < 2:
        return None
    return diagram.StallMark(stall.first, stall.last, stall_text(stall, words))
