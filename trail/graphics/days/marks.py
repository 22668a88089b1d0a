"""What the diagram draws: one mark for each event and for each stretch of one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trail.dataset.schema.story import Band, State
from trail.guide.days.chronology import Stretch

StateKey = tuple[State, bool]  # a state, and whether it was conditional


@dataclass(frozen=True)
class DayMark:
    """A day of the axis. `month` is set on the first day and where a month begins.

    `short` is the day as a row of the narrow drawing has room for it, `told` all it says.
    """

    day: date
    number: str
    name: str
    href: str
    weekend: str = ""
    month: str = ""
    sitting: str = ""
    held: bool = False
    short: str = ""
    told: str = ""


@dataclass(frozen=True)
class EventMark:
    """An event at its first possible day; `last` is its last possible one.

    `name` is what the mark is called in full, `label` the words beside it.
    `away`: it happened far from the story's own ground.
    """

    id: str
    band: Band
    first: date
    last: date
    label: str
    name: str
    href: str
    press: bool = False
    doubtful: bool = False
    away: bool = False


@dataclass(frozen=True)
class StateMark:
    """A stretch of days on which a demand had one state; `argued` are those it was argued on."""

    number: int
    stretch: Stretch
    name: str
    href: str
    argued: tuple[date, ...] = ()

    @property
    def key(self) -> StateKey:
        return self.stretch.state, self.stretch.conditional

    @property
    def id(self) -> str:
        """Names the mark among all: a demand is in one state a day."""
        return f"{self.number}:{self.stretch.first.isoformat()}"


@dataclass(frozen=True)
class Line:
    """A demand: its states in order, and its ending in few words."""

    number: int
    name: str
    ending: str
    marks: tuple[StateMark, ...]


@dataclass(frozen=True)
class StallMark:
    """The longest run of days without agreement, and what is said of it."""

    first: date
    last: date
    text: str


@dataclass(frozen=True)
class DiagramWords:
    """What the diagram says beside the marks' own words."""

    title: str
    bands: Mapping[Band, tuple[str, str]]  # name, and what it holds
    away: str
    day: str
    sitting: str
    tick: str
    demands: str
    states: Mapping[StateKey, str]


@dataclass(frozen=True)
class Path:
    """Everything that is drawn, in order."""

    days: tuple[DayMark, ...]
    events: tuple[EventMark, ...]
    lines: tuple[Line, ...]
    stall: StallMark | None
    words: DiagramWords

    def index(self, day: date) -> int:
        """The place of a day on the axis, from 0."""
        return (day - self.days[0].day).days

    def clamped(self, day: date) -> int:
        """The same, for a day that may lie outside: then the nearest end."""
        return min(max(self.index(day), 0), len(self.days) - 1)
