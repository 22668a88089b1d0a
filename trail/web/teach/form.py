"""The planner's form: what was typed, the choices of each field, its faults beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from trail.dataset.schema.visits import VisitsFile
from trail.dataset.schema.whole import Dataset
from trail.fieldtrip.planner.request import (
    FIELDS,
    LISTS,
    PlanRequest,
    RequestFault,
    as_given,
    usual_request,
)
from trail.fieldtrip.wording.sentences import fault_text
from trail.fieldtrip.wording.wording import Tongue
from trail.guide.walk.values import Itinerary
from trail.web.shell.i18n import gettext as _

KEPT = 200  # characters of what was typed that come back


@dataclass(frozen=True)
class FormChoice:
    value: str
    name: str


@dataclass(frozen=True)
class FieldView:
    """One field as it stands in the form; `hint` says what an empty one means."""

    name: str
    label: str
    value: str
    hint: str = ""
    fault: str = ""
    kind: str = "text"
    choices: tuple[FormChoice, ...] = ()
    ticked: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """What aria-describedby names: the hint, the fault, both, or nothing."""
        ids = [f"{self.name}-hint"] if self.hint else []
        return " ".join([*ids, *([f"{self.name}-fault"] if self.fault else [])])


@dataclass(frozen=True)
class FormView:
    """The five questions, and the rest; `opened` where the rest has something in it.

    `id` is not asked for: it goes along, so that a plan that is changed stays the same one.
    """

    first: tuple[FieldView, ...]
    more: tuple[FieldView, ...]
    id: FieldView
    faults: tuple[FieldView, ...]
    opened: bool


def given() -> dict[str, list[str]]:
    """What the address asks for, by field."""
    return {name: request.args.getlist(name) for name in FIELDS if name in request.args}


def typed(asked: Mapping[str, Sequence[str]], usual: PlanRequest) -> dict[str, tuple[str, ...]]:
    """What the fields show: what was typed, else the usual."""
    shown: dict[str, list[str]] = {}
    for name, value in as_given(usual):
        shown.setdefault(name, []).append(value)
    for name, values in asked.items():
        kept = [value[:KEPT] for value in values]
        shown[name] = kept if name in LISTS else kept[:1]
    return {name: tuple(values) for name, values in shown.items()}


def form_view(
    dataset: Dataset,
    visits: VisitsFile,
    itinerary: Itinerary,
    asked: Mapping[str, Sequence[str]],
    faults: Sequence[RequestFault],
    say: Tongue,
) -> FormView:
    """The form with everything typed in it, and a fault beside each field that has one."""
    shown = typed(asked, usual_request(visits))
    told = {fault.field: fault_text(fault, say) for fault in reversed(faults)}
    build = _FormBuilder(shown, told)
    grade = shown.get("grade", ("",))[0]
    usual = grade if grade in visits.grades_by_id else visits.usual.grade
    first = _first(build, visits)
    more = _more(build, dataset, visits, itinerary, usual)
    same = build.field("id", _("Id of the plan"))
    by_name = {field.name: field for field in (*first, *more, same)}
    # In the order in which they were found; a field comes once.
    names = dict.fromkeys(fault.field for fault in faults)
    found = tuple(by_name[name] for name in names)
    touched = any(
        value and (field.name, value) != ("place", visits.usual.place)
        for field in more
        for value in asked.get(field.name, ())
    )
    return FormView(first, more, same, found, touched or any(field in more for field in found))


class _FormBuilder:
    def __init__(self, shown: Mapping[str, tuple[str, ...]], faults: Mapping[str, str]) -> None:
        self._shown, self._faults = shown, faults

    def field(
        self,
        name: str,
        label: str,
        hint: str = "",
        kind: str = "text",
        choices: Sequence[FormChoice] = (),
    ) -> FieldView:
        values = self._shown.get(name, ())
        return FieldView(
            name=name,
            label=label,
            value=values[0] if values else "",
            hint=hint,
            fault=self._faults.get(name, ""),
            kind=kind,
            choices=tuple(choices),
            ticked=values,
        )


def _first(build: _FormBuilder, visits: VisitsFile) -> tuple[FieldView, ...]:
    grades = [FormChoice(grade.id, grade.name) for grade in visits.grades]
    return (
        build.field("date", _("Date"), _("As 5/18/2027; empty for a plan without one.")),
        build.field("arrive", _("You arrive at")),
        build.field("leave", _("You must leave by"), _("As 12:00, 14:30 or 2:30 pm.")),
        build.field("students", _("Number of students"), kind="number"),
        build.field("grade", _("Grade"), kind="choice", choices=grades),
    )


def _more(
    build: _FormBuilder,
    dataset: Dataset,
    visits: VisitsFile,
    itinerary: Itinerary,
    grade: str,
) -> tuple[FieldView, ...]:
    band, minutes = visits.band_of(grade), visits.minutes
    as_usual = _("as usual for the grade")
    pace = next(pace for pace in dataset.trail.paces if pace.id == band.pace)
    stops = [FormChoice(s.site.id, f"{s.number}. {s.site.name}") for s in itinerary.stops]
    places = [FormChoice(place.id, place.name) for place in visits.places]
    buses = [
        FormChoice(bus.id, f"{bus.name} ({bus.seats})" if bus.seats else bus.name)
        for bus in visits.buses
    ]
    paces = [FormChoice(each.id, each.name) for each in dataset.trail.paces]
    return (
        build.field(
            "adults", _("Adults"), _empty(_("as many as are needed")), "number"
        ),
        build.field(
            "ratio", _("Students to one adult"), _empty(band.per_adult), "number"
        ),
        build.field(
            "size", _("Students in a group, at most"), _empty(band.group_size), "number"
        ),
        build.field(
            "pace", _("Walking pace"), kind="choice",
            choices=[FormChoice("", f"{as_usual} ({pace.name})"), *paces],
        ),
        build.field(
            "talk", _("Minutes at a stop"), _empty(minutes.talk.value), "number"
        ),
        build.field(
            "lunch", _("Minutes for lunch"),
            _("If empty: no lunch on the way. %(usual)s is usual.", usual=minutes.lunch.value),
            "number",
        ),
        build.field(
            "lunch_at", _("Lunch at"), kind="choice",
            choices=[
                FormChoice("", _("where you gather")),
                *(stop for stop in stops if visits.may_eat_at(stop.value)),
            ],
        ),
        build.field("bus", _("Bus"), kind="choice", choices=[FormChoice("", as_usual), *buses]),
        build.field(
            "buses", _("Number of buses"), _empty(_("as many as are needed")), "number"
        ),
        build.field(
            "place", _("Where the bus lets you out, or where you gather"), kind="choice",
            choices=places,
        ),
        build.field(
            "prefer", _("Which stops come first"), kind="choice",
            choices=[
                FormChoice("", _("those of the story, even for one stop less")),
                FormChoice("most", _("as many as fit")),
            ],
        ),
        build.field(
            "about", _("What your class is to hear of most"), kind="ticks",
            choices=[FormChoice(str(t.number), f"{t.number}. {t.name}") for t in dataset.tracks],
        ),
        build.field("in", _("Stops that must be in"), kind="ticks", choices=stops),
        build.field("out", _("Stops to leave out"), kind="ticks", choices=stops),
        build.field(
            "outdoor", "", kind="tick",
            choices=[FormChoice("1", _("Outdoors only: no stop whose visit is inside"))],
        ),
        build.field(
            "weather", "", kind="tick",
            choices=[
                FormChoice("1", _("For rain or heat: shorter on foot, stops inside first"))
            ],
        ),
        build.field(
            "slow", "", kind="tick",
            choices=[FormChoice("1", _("A slow class: all at the slowest pace, no known steps"))],
        ),
        build.field(
            "slow_one", "", kind="tick",
            choices=[
                FormChoice(
                    "1",
                    _("One slow group: the last, alone at the slowest pace; no known steps"),
                )
            ],
        ),
        build.field(
            "wheels", _("Wheelchairs"), _("No way with known steps; what nobody knows is named."),
            "number",
        ),
        build.field(
            "toilet", _("A toilet every so many minutes"), _("If empty: not asked for."), "number"
        ),
    )  # fmt: skip


def _empty(usual: object) -> str:
    return _("If empty: %(usual)s.", usual=usual)
