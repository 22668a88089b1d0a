"""What a class needs to know before it comes, as frozen values: the schema of data/visits.yaml.

No rule of planning stands in the program: how many students to an adult, how large a group,
how fast, how long at a stop, how many on a bus are figures of this file, each with its source.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from trail.dataset.schema.dates import TrailDate
from trail.dataset.schema.record import (
    ClockTime,
    Items,
    Kept,
    Lang,
    Line,
    Minutes,
    Record,
    Slug,
    Slugs,
    Some,
    Text,
    Texts,
    Url,
    Urls,
)

Count = Annotated[int, Field(ge=1, le=10_000)]
# "arranged": as agreed with whoever keeps it; "ask": nobody knows whether a bus may stop there.
PlaceState = Literal["arranged", "ask", "refused"]
Eating = Literal["allowed", "ask", "refused"]


class Told(Record):
    """Something said about a place, as of when, after which source."""

    text: Text
    as_of: TrailDate | None = None
    sources: Urls = ()


class Figure(Record):
    """A figure that the planner goes by, with where it comes from."""

    value: Count
    source: Text
    sources: Urls = ()


class VisitTimes(Record):
    """Minutes of a trip's parts, and how long is too long: on foot in fair weather, and in rain
    or heat."""

    gather: Figure
    talk: Figure
    regroup: Figure
    board: Figure
    lunch: Figure
    warn: Figure
    rest: Figure
    bad_weather: Figure | None = None


class Limits(Record):
    """The most that one plan takes on: students, groups, years ahead.

    A hundred groups take the planner about a second, more of them their square.
    """

    students: Annotated[int, Field(ge=1, le=3000)]
    groups: Annotated[int, Field(ge=1, le=100)]
    years: Annotated[int, Field(ge=1, le=100)]


class RatioBand(Record):
    """Grades that go by the same figures. `per_adult` is how many students one adult leads."""

    id: Slug
    name: Line
    per_adult: Count
    group_size: Count
    pace: Slug
    bus: Slug
    source: Text
    sources: Urls = ()


class Grade(Record):
    """A grade to choose."""

    id: Slug
    name: Line
    band: Slug


class Bus(Record):
    """A way of filling a bus; no `seats` for coming on foot."""

    id: Slug
    name: Line
    seats: Count | None
    source: Text | None = None
    sources: Urls = ()


class DropOff(Record):
    """Where a bus might let a class out: `near` is the site whose mark the walk counts from."""

    id: Slug
    name: Line
    near: Slug
    state: PlaceState
    why: Text
    as_of: TrailDate | None = None
    instead: Slug | None = None
    ask: Text | None = None
    sources: Urls = ()


class Visit(Record):
    """What is known of a class at a site; what is None is "ask before you go".

    `capacity`: the most students there at once; `group_most`: the largest group that is let
    in; `inside`: a visit goes into a building or grounds that are closed in between; `eat`:
    whether a class may have its lunch there.
    """

    site: Slug
    capacity: Count | None = None
    group_most: Count | None = None
    inside: bool = False
    eat: Eating | None = None
    drop_off: Told | None = None
    parking: Told | None = None
    toilet: Told | None = None
    shelter: Told | None = None
    lunch: Told | None = None
    step_free: Told | None = None
    bus_stop: Told | None = None
    phone: Told | None = None
    rules: Items[Told] = ()
    ask: Text | None = None
    ask_url: Url | None = None


class Milestone(Record):
    """Something to do so many days before the trip."""

    id: Slug
    days: Annotated[int, Field(ge=1, le=365)]
    name: Line
    tasks: Some[Text]


class Advice(Record):
    """A paragraph of the risk and emergency sheet; `lines` blank lines are left to write on."""

    heading: Line
    text: Text
    lines: Annotated[int, Field(ge=0, le=12)] = 0


class LetterLabels(Record):
    """What a letter calls the facts that the plan fills in, and two that the school writes in."""

    day: Line
    there: Line
    on_foot: Line
    lunch: Line
    leaves: Line
    back: Line


class FamilyLetter(Record):
    """A letter to families in one language, and the slip that comes back; a slip's lines end in
    room to write."""

    lang: Lang
    title: Line
    paragraphs: Some[Text]
    labels: LetterLabels
    bring: Texts
    slip_title: Line
    slip: Some[Text]


class TripPapers(Record):
    """What is printed around a trip besides its timetable: approval and letters."""

    purpose: Some[Text]
    costs: Some[Line]
    signs: Some[Line]
    letters: Kept[Items[FamilyLetter]] = ()


class Usual(Record):
    """What the form holds before anybody types. Stops of the `story` come before others."""

    tour: Slug
    arrive: ClockTime
    leave: ClockTime
    students: Count
    grade: Slug
    place: Slug
    story: Slugs = ()


class ReadyPlan(Record):
    """A usual case, planned ahead: what differs from `Usual`."""

    id: Slug
    name: Line
    text: Text
    arrive: ClockTime
    leave: ClockTime
    students: Count
    grade: Slug
    lunch: Minutes = 0
    lunch_at: Slug | None = None
    must: Slugs = ()


class VisitsFile(Record):
    """data/visits.yaml."""

    reading: Texts
    usual: Usual
    minutes: VisitTimes
    capacity: Figure
    limits: Limits
    lunch_from: ClockTime
    lunch_until: ClockTime
    bands: Some[RatioBand]
    grades: Some[Grade]
    buses: Some[Bus]
    places: Some[DropOff]
    visits: Items[Visit]
    countdown: Items[Milestone]
    countdown_source: Text
    countdown_sources: Urls = ()
    advice: Items[Advice]
    plans: Items[ReadyPlan] = ()
    papers: TripPapers | None = None

    @cached_property
    def visits_by_site(self) -> dict[str, Visit]:
        return {visit.site: visit for visit in self.visits}

    @cached_property
    def places_by_id(self) -> dict[str, DropOff]:
        return {place.id: place for place in self.places}

    @cached_property
    def grades_by_id(self) -> dict[str, Grade]:
        return {grade.id: grade for grade in self.grades}

    @cached_property
    def buses_by_id(self) -> dict[str, Bus]:
        return {bus.id: bus for bus in self.buses}

    def band_of(self, grade_id: str) -> RatioBand:
        """The band of a grade; the file's check knows that there is one."""
        wanted = self.grades_by_id[grade_id].band
        return next(band for band in self.bands if band.id == wanted)

    def may_eat_at(self, site_id: str) -> bool:
        """Whether lunch may be asked for at a stop. Where no stop is said to be a place for it
        nothing is known, and every stop may be one that is not refused."""
        eat = self.visit_of(site_id).eat
        known = any(visit.eat in ("allowed", "ask") for visit in self.visits)
        return eat != "refused" and (eat is not None or not known)

    def visit_of(self, site_id: str) -> Visit:
        """What is known of a class at a site: nothing where the file has no entry."""
        return self.visits_by_site.get(site_id) or Visit(site=site_id)
