"""What a teacher asks for, as typed values, and what is wrong with it, field by field.

A fault names the field, what kind of fault it is, and the values that its sentence needs;
the sentences are `plan_wording`'s.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from typing import Literal, TypeAlias

from trail.base.errors import PlanningError
from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.visits import VisitsFile
from trail.dataset.schema.whole import Dataset

Given: TypeAlias = Mapping[str, Sequence[str]]

# Every field there is, in the order of the form; the lists are those given more than once.
FIELDS = (
    "date", "arrive", "leave", "students", "grade", "adults", "ratio", "size", "pace", "talk",
    "lunch", "lunch_at", "bus", "buses", "place", "in", "out", "about", "prefer",
    "outdoor", "slow", "slow_one", "wheels", "toilet", "weather", "id",
)  # fmt: skip
LISTS = ("in", "out", "about")
PREFER = ("story", "most")
NUMBERS: Mapping[str, tuple[int, int]] = {
    "adults": (0, 9999), "ratio": (1, 100), "size": (1, 1000), "talk": (1, 60),
    "lunch": (0, 120), "buses": (1, 100), "wheels": (0, 50), "toilet": (15, 240),
}  # fmt: skip
LONGEST = 60  # characters; no sensible answer to any field is longer

FaultCode = Literal[
    "twice", "long", "missing", "number", "whole", "least", "most", "date", "no_day", "time",
    "choice", "id", "past", "far", "gap", "order", "none", "many", "both", "refused",
    "over_stop", "groups", "adults", "seats", "short", "rest", "no_stop", "no_lunch",
]  # fmt: skip
# These say that the value itself can't be read; the others, that no plan can be made of it.
UNREADABLE: frozenset[FaultCode] = frozenset(
    ("twice", "long", "missing", "number", "whole", "date", "time", "choice", "id")
)

_DIGITS = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}([.,][0-9]{0,20})?")
_ID = re.compile(r"[a-z0-9]{1,32}")
# "2027-05-18", "5/18/2027", "May 18, 2027", "18 May 2027"; the month comes before the day where
# both are numbers.
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR, _DAY = r"(?P<year>[0-9]{4})", r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        r"(?P<month>[0-9]{1,2})([/.-])(?P<day>[0-9]{1,2})\2(?P<year>[0-9]{4})",
        rf"{_NAME}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+{_NAME},?\s+{_YEAR}",
    )
)
# "9:30", "9.30", "0930", "14:00", "2 pm", "2:15 p.m."; a bare hour without its half of the day is
# no time.
_TIME = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-3])(?:[:.h](?P<minute>[0-5][0-9])(?::00)?)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_DIGITS_TIME = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")
_NAMED_TIMES = {"noon": dt.time(12), "12 noon": dt.time(12), "midday": dt.time(12)}


@dataclass(frozen=True)
class RequestFault:
    """What is wrong with a field, and the values that its sentence speaks of."""

    field: str
    code: FaultCode
    values: Mapping[str, object] = default(default_factory=dict)


class PlanRefused(PlanningError):
    """No plan can be made of what was asked; `faults` has why, field by field.

    `told` says it in words where the reader's language is known.
    """

    def __init__(self, faults: Sequence[RequestFault], told: str = "") -> None:
        self.faults = tuple(faults)
        named = ", ".join(f"{fault.field} ({fault.code})" for fault in self.faults)
        super().__init__(told or f"no plan can be made: {named}")

    @property
    def unreadable(self) -> bool:
        """Whether something was given that can't be read at all."""
        return any(fault.code in UNREADABLE for fault in self.faults)


@dataclass(frozen=True)
class PlanRequest:
    """What is asked for. None is "as usual": the figure of the grade, or as many as needed.

    `prefer` is one of PREFER: the story kept together, even for one stop less, or the most stops.
    `about` are the numbers of the tracks that the class is to hear of.
    `slow`: all go at the slowest pace; `slow_one`: the last group alone does, the others as usual.
    `wheels` are wheelchairs, for which no way has known steps; a toilet is wanted every `toilet`
    minutes. `weather`: for rain or heat, shorter on foot and stops inside first. `id` says that it
    is still the same plan, whatever else was changed.
    """

    arrive: dt.time
    leave: dt.time
    students: int
    grade: str
    place: str
    date: dt.date | None = None
    adults: int | None = None
    ratio: int | None = None
    size: int | None = None
    pace: str | None = None
    talk: int | None = None
    lunch: int = 0
    lunch_at: str | None = None
    bus: str | None = None
    buses: int | None = None
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    about: tuple[int, ...] = ()
    prefer: str = PREFER[0]
    outdoor: bool = False
    slow: bool = False
    slow_one: bool = False
    wheels: int = 0
    toilet: int | None = None
    weather: bool = False
    id: str | None = None

    @property
    def without_steps(self) -> bool:
        """Whether all walk by ways that have no known steps."""
        return self.slow or self.slow_one or self.wheels > 0


def usual_request(visits: VisitsFile) -> PlanRequest:
    """What the form holds before anybody types."""
    usual = visits.usual
    return PlanRequest(
        arrive=dt.time.fromisoformat(usual.arrive),
        leave=dt.time.fromisoformat(usual.leave),
        students=usual.students,
        grade=usual.grade,
        place=usual.place,
    )


def ready_request(visits: VisitsFile, plan_id: str) -> PlanRequest | None:
    """What a ready-made plan asks for; None where there is no such plan."""
    plan = next((plan for plan in visits.plans if plan.id == plan_id), None)
    if plan is None:
        return None
    return PlanRequest(
        arrive=dt.time.fromisoformat(plan.arrive),
        leave=dt.time.fromisoformat(plan.leave),
        students=plan.students,
        grade=plan.grade,
        place=visits.usual.place,
        lunch=plan.lunch,
        lunch_at=plan.lunch_at,
        must=plan.must,
    )


def parse_request(given: Given, dataset: Dataset, visits: VisitsFile) -> PlanRequest:
    """The request in what was typed; an empty field is as usual.

    Raises:
        PlanRefused: with a fault for each field that can't be read.
    """
    reader = _Reader(given, dataset, visits)
    usual = usual_request(visits)
    found = PlanRequest(
        date=reader.date("date"),
        arrive=reader.time("arrive") or usual.arrive,
        leave=reader.time("leave") or usual.leave,
        students=reader.students(usual.students),
        grade=reader.choice("grade", visits.grades_by_id) or usual.grade,
        adults=reader.number("adults"),
        ratio=reader.number("ratio"),
        size=reader.number("size"),
        pace=reader.choice("pace", {pace.id for pace in dataset.trail.paces}),
        talk=reader.number("talk"),
        lunch=reader.number("lunch") or 0,
        lunch_at=reader.choice("lunch_at", reader.stops),
        bus=reader.choice("bus", visits.buses_by_id),
        buses=reader.number("buses"),
        place=reader.choice("place", visits.places_by_id) or usual.place,
        must=reader.list_of("in"),
        without=reader.list_of("out"),
        about=reader.tracks("about"),
        prefer=reader.choice("prefer", PREFER) or PREFER[0],
        outdoor=reader.tick("outdoor"),
        slow=reader.tick("slow"),
        slow_one=reader.tick("slow_one"),
        wheels=reader.number("wheels") or 0,
        toilet=reader.number("toilet"),
        weather=reader.tick("weather"),
        id=reader.id("id"),
    )
    if reader.faults:
        raise PlanRefused(reader.faults)
    return found


def as_given(request: PlanRequest) -> list[tuple[str, str]]:
    """The request as names and values that `parse_request` reads the same from."""
    pairs: list[tuple[str, object]] = [
        ("date", request.date.isoformat() if request.date else None),
        ("arrive", request.arrive.isoformat("minutes")),
        ("leave", request.leave.isoformat("minutes")),
        ("students", request.students),
        ("grade", request.grade),
        ("adults", request.adults),
        ("ratio", request.ratio),
        ("size", request.size),
        ("pace", request.pace),
        ("talk", request.talk),
        ("lunch", request.lunch or None),
        ("lunch_at", request.lunch_at),
        ("bus", request.bus),
        ("buses", request.buses),
        ("place", request.place),
        *(("in", stop) for stop in request.must),
        *(("out", stop) for stop in request.without),
        *(("about", track) for track in request.about),
        ("prefer", request.prefer if request.prefer != PREFER[0] else None),
        ("outdoor", 1 if request.outdoor else None),
        ("slow", 1 if request.slow else None),
        ("slow_one", 1 if request.slow_one else None),
        ("wheels", request.wheels or None),
        ("toilet", request.toilet),
        ("weather", 1 if request.weather else None),
        ("id", request.id),
    ]
    return [(name, str(value)) for name, value in pairs if value is not None]


class _Reader:
    """Reads field by field and notes what it can't read."""

    def __init__(self, given: Given, dataset: Dataset, visits: VisitsFile) -> None:
        self._given, self._visits = given, visits
        self.stops: tuple[str, ...] = _tour(dataset, visits).stops
        self._tracks = {str(track.number): track.number for track in dataset.tracks}
        self.faults: list[RequestFault] = []

    def _fault(self, name: str, code: FaultCode, **values: object) -> None:
        self.faults.append(RequestFault(name, code, values))

    def _text(self, name: str) -> str:
        """The one value of a field, "" where it is empty or faulty."""
        values = list(self._given.get(name, ()))
        if len(values) > 1:
            self._fault(name, "twice")
            return ""
        text = values[0].strip() if values else ""
        if len(text) > LONGEST:
            self._fault(name, "long", most=LONGEST)
            return ""
        return text

    def date(self, name: str) -> dt.date | None:
        text = self._text(name)
        if not text:
            return None
        found = next((found for form in _DATES if (found := form.fullmatch(text))), None)
        if found is None:
            self._fault(name, "date")
            return None
        parts = found.groupdict()
        month = _MONTHS.index(parts["name"].lower()) + 1 if "name" in parts else int(parts["month"])
        year, day = int(parts["year"]), int(parts["day"])
        try:
            return dt.date(year, month, day)
        except ValueError:
            if year and 1 <= month <= 12 and 1 <= day <= 31:
                last = dt.date(year, month, calendar.monthrange(year, month)[1])
                self._fault(name, "no_day", day=day, last=last)
            else:
                self._fault(name, "date")
            return None

    def time(self, name: str) -> dt.time | None:
        text = self._text(name)
        if not text:
            return None
        if text.casefold() in _NAMED_TIMES:
            return _NAMED_TIMES[text.casefold()]
        if digits := _DIGITS_TIME.fullmatch(text):
            return dt.time(int(digits[1]), int(digits[2]))
        found = _TIME.fullmatch(text)
        if found is None or not (found["minute"] or found["half"]):
            self._fault(name, "time")
            return None
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if found["half"]:
            if not 1 <= hour <= 12:
                self._fault(name, "time")
                return None
            hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
        return dt.time(hour, minute)

    def students(self, usual: int) -> int:
        if not any(value.strip() for value in self._given.get("students", ())):
            return usual
        found = self._whole("students")
        if found is None:
            return usual
        most = self._visits.limits.students
        if found < 1:
            self._fault("students", "none")
        elif found > most:
            self._fault("students", "many", most=most, days=-(-found // most))
        return found

    def number(self, name: str) -> int | None:
        found = self._whole(name)
        if found is None:
            return None
        least, most = NUMBERS[name]
        if found < least:
            self._fault(name, "least", least=least)
        elif found > most:
            self._fault(name, "most", most=most)
        return found

    def _whole(self, name: str) -> int | None:
        text = self._text(name)
        if not text:
            return None
        if _DIGITS.fullmatch(text):
            return int(text)
        if not _NUMBER.fullmatch(text):
            self._fault(name, "number")
        elif "." in text or "," in text:
            self._fault(name, "whole")
        else:
            # A sign, or more digits than anything here could need.
            return max(-(10**9), min(10**9, int(text)))
        return None

    def choice(
        self, name: str, known: Mapping[str, object] | Sequence[str] | set[str]
    ) -> str | None:
        text = self._text(name)
        if not text:
            return None
        if text not in known:
            self._fault(name, "choice")
            return None
        return text

    def list_of(self, name: str) -> tuple[str, ...]:
        values = [value.strip() for value in self._given.get(name, ())]
        if any(value and value not in self.stops for value in values):
            self._fault(name, "choice")
            return ()
        # In the order of the tour, each once: the same wishes have the same address.
        return tuple(stop for stop in self.stops if stop in values)

    def tracks(self, name: str) -> tuple[int, ...]:
        values = {value.strip() for value in self._given.get(name, ())} - {""}
        if values - self._tracks.keys():
            self._fault(name, "choice")
            return ()
        return tuple(number for value, number in self._tracks.items() if value in values)

    def id(self, name: str) -> str | None:
        text = self._text(name)
        if text and not _ID.fullmatch(text):
            self._fault(name, "id")
        return text or None

    def tick(self, name: str) -> bool:
        text = self._text(name)
        if text not in ("", "1"):
            self._fault(name, "choice")
        return text == "1"


def _tour(dataset: Dataset, visits: VisitsFile) -> TourPlan:
    return dataset.get_tour(visits.usual.tour)
