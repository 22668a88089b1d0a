"""The clock of a trip: minutes after arrival to local times, across a change of clocks too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_ANY_DAY = dt.date(2001, 1, 1)  # stands in where a plan has no date; only its times are shown


@dataclass(frozen=True)
class Clock:
    """When the trip begins; `zone` is an IANA name. Without a `date` times have no zone."""

    date: dt.date | None
    arrive: dt.time
    zone: str

    def at(self, minutes: int) -> dt.datetime:
        """So many minutes after arrival: aware in the trail's zone where there is a date."""
        if self.date is None:
            return dt.datetime.combine(_ANY_DAY, self.arrive) + dt.timedelta(minutes=minutes)
        start = dt.datetime.combine(self.date, self.arrive, ZoneInfo(self.zone))
        later = start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
        return later.astimezone(ZoneInfo(self.zone))

    def minutes_to(self, time: dt.time) -> int:
        """Minutes from arrival to a time of the same day; negative where it is before."""
        if self.date is None:
            day = _ANY_DAY
            passed = dt.datetime.combine(day, time) - dt.datetime.combine(day, self.arrive)
        else:
            there = dt.datetime.combine(self.date, time, ZoneInfo(self.zone)).astimezone(dt.UTC)
            passed = there - self.at(0).astimezone(dt.UTC)
        return int(passed.total_seconds() // 60)

    def gap_after(self, time: dt.time) -> dt.time | None:
        """The time that the clocks show instead, where they skip this one; None where not."""
        if self.date is None:
            return None
        zone = ZoneInfo(self.zone)
        local = dt.datetime.combine(self.date, time, zone)
        shown = local.astimezone(dt.UTC).astimezone(zone)
        return shown.time() if shown.time() != time else None
