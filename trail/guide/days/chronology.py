"""Days, bands and the state of each demand, worked out from the story's values.

An event's date is a span of days it may have happened on. "1905-08-27" is exact;
"1905-08-27~" is about that day, and we claim no more than the day itself;
"1905-08-27/1905-08-28", "1905-08" and "1905" are one of the days they span.
Where an order is needed, the first possible day decides, then exact before about
before between, then the shorter span, then band and place in the file; undated
events come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from trail.dataset.schema.dates import ONE_DAY, Precision
from trail.dataset.schema.record import Confidence
from trail.dataset.schema.story import (
    BANDS,
    DECIDED,
    Band,
    Demand,
    Event,
    Session,
    State,
    StateRange,
)

_RANK: Mapping[Precision, int] = {"exact": 0, "about": 1, "between": 2}


# ---------------------------------------------------------------- events


def sorted_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """By date as the module says, undated last; else as they were given."""
    return tuple(sorted(events, key=_date_key))


def _date_key(event: Event) -> tuple[date, int, date, int]:
    when = event.date
    band = BANDS.index(event.band)
    if when is None:
        return date.max, len(_RANK), date.max, band
    return when.first, _RANK[when.precision], when.last, band


def events_on(events: Iterable[Event], day: date) -> dict[Band, tuple[Event, ...]]:
    """The events that happened, or may have happened, on a day: every band, in order.

    Within a band exact dates come first, then those about the day, then those
    whose span has it. Events of an uncertain span show on each of its days.
    """
    found = sorted_events(event for event in events if _may_be_on(event, day))
    ranked = sorted(found, key=lambda event: _RANK[_precision(event)])
    return {band: tuple(event for event in ranked if event.band == band) for band in BANDS}


def in_order_of_time(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events of one day by the clock; those without an hour last, each as they were given."""
    return tuple(sorted(events, key=lambda event: event.clock or "24:00"))


def _may_be_on(event: Event, day: date) -> bool:
    return event.date is not None and day in event.date


def _precision(event: Event) -> Precision:
    return "between" if event.date is None else event.date.precision


def events_by_day(events: Iterable[Event], days: Iterable[date]) -> dict[date, tuple[Event, ...]]:
    """Each event once, at the first of the days it may have been on; for drawings.

    Every day has an entry; events that can't have been on any of them are left out.
    """
    found: dict[date, list[Event]] = {day: [] for day in days}
    for event in sorted_events(events):
        first = next((day for day in found if _may_be_on(event, day)), None)
        if first is not None:
            found[first].append(event)
    return {day: tuple(of_day) for day, of_day in found.items()}


def undated(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events whose date is not known, as given."""
    return tuple(event for event in events if event.date is None)


def select_events(
    events: Iterable[Event],
    *,
    band: Band | None = None,
    site: str | None = None,
    person: str | None = None,
    track: int | None = None,
    demand: int | None = None,
    certainty: Confidence | None = None,
) -> tuple[Event, ...]:
    """The events that meet every condition given, as given."""
    return tuple(
        event
        for event in events
        if (band is None or event.band == band)
        and (site is None or site in event.sites)
        and (person is None or person in event.people)
        and (track is None or track in event.tracks)
        and (demand is None or demand in event.demands)
        and (certainty is None or event.certainty == certainty)
    )


# ---------------------------------------------------------------- demands


@dataclass(frozen=True)
class Stretch:
    """Days on end with one state; `conditional` as in StateRange."""

    state: State
    conditional: bool
    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class DemandChange:
    """A demand's state at the end of a day, and at the end of the day before."""

    demand: Demand
    before: State
    after: State


def find_state(demand: Demand, day: date) -> StateRange | None:
    """What the demand's state was at the end of a day; None on a day not told of."""
    iso = day.isoformat()
    for part in demand.states:
        if part.first <= iso <= part.last:
            return part
    return None


def states_on(demands: Iterable[Demand], day: date) -> dict[int, StateRange]:
    """The state of each demand, by number, as far as told."""
    found = ((demand.number, find_state(demand, day)) for demand in demands)
    return {number: part for number, part in found if part is not None}


def stretches(demand: Demand) -> tuple[Stretch, ...]:
    """The demand's states as lines to draw: neighbors of one state are one stretch."""
    parts = sorted(demand.states, key=lambda part: part.first)
    found = []
    for (state, conditional), same in groupby(parts, key=lambda p: (p.state, p.conditional)):
        run = list(same)
        first, last = date.fromisoformat(run[0].first), date.fromisoformat(run[-1].last)
        found.append(Stretch(state, conditional, first, last))
    return tuple(found)


def changes_on(demands: Iterable[Demand], day: date) -> tuple[DemandChange, ...]:
    """The demands that ended the day in another state than the day before."""
    found = []
    for demand in demands:
        before, after = find_state(demand, day - ONE_DAY), find_state(demand, day)
        if before is not None and after is not None and before.state != after.state:
            found.append(DemandChange(demand, before.state, after.state))
    return tuple(found)


def sessions_on(sessions: Iterable[Session], day: date) -> tuple[Session, ...]:
    """The meetings held or put off on a day, as given."""
    iso = day.isoformat()
    return tuple(session for session in sessions if session.date == iso)


@dataclass(frozen=True)
class Stall:
    """Days on end on which something was open and nothing was decided.

    `sittings` counts the numbered sessions held in them.
    """

    first: date
    last: date
    sittings: int

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def stalls(
    demands: Sequence[Demand], sessions: Sequence[Session], days: Sequence[date]
) -> tuple[Stall, ...]:
    """The runs of days without agreement, by date.

    A day belongs to one when at its end at least one demand, already presented, is
    neither agreed nor withdrawn nor settled, and none became so that day.
    """
    stalled = [day for day in days if _is_stalled(demands, day)]
    if not stalled:
        return ()
    starts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(stalled)) if b - a != ONE_DAY)]
    runs = [stalled[a:b] for a, b in pairwise([*starts, len(stalled)])]
    return tuple(Stall(run[0], run[-1], _sittings(sessions, run)) for run in runs)


def longest_stall(
    demands: Sequence[Demand], sessions: Sequence[Session], days: Sequence[date]
) -> Stall | None:
    """The longest run of days without agreement, the earliest of equals; None without one."""
    return max(stalls(demands, sessions, days), key=lambda stall: stall.length, default=None)


def _is_stalled(demands: Sequence[Demand], day: date) -> bool:
    states = [part.state for part in states_on(demands, day).values()]
    some_open = any(state not in DECIDED and state != "not-presented" for state in states)
    decided_today = any(
        change.after in DECIDED and change.before not in DECIDED
        for change in changes_on(demands, day)
    )
    return some_open and not decided_today


def _sittings(sessions: Iterable[Session], days: Iterable[date]) -> int:
    isos = {day.isoformat() for day in days}
    return sum(session.number is not None and session.date in isos for session in sessions)
