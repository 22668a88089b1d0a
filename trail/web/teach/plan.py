"""A plan as its page wants it: groups with their hours, who is where, stops, ways, notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from trail.dataset.schema.visits import Told, VisitsFile
from trail.export.trippicture import rota_of
from trail.fieldtrip.planner.plan import Plan
from trail.fieldtrip.trip import Trip, Ways
from trail.fieldtrip.wording import sentences as plan_sentences
from trail.fieldtrip.wording import wording as plan_wording
from trail.fieldtrip.wording.link import group_link
from trail.fieldtrip.wording.wording import Tongue, Total, Where
from trail.graphics.rota import draw_key, draw_rota
from trail.guide.guide import Guide
from trail.guide.symbols import mark_shape
from trail.guide.walk.values import Leg, Stop
from trail.web.maps.atlas import Picture
from trail.web.maps.plan_maps import plan_maps
from trail.web.shell import rows as present
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import SourceView


@dataclass(frozen=True)
class EntryView:
    """A line of a group's day; `way` is the anchor of its directions."""

    kind: str
    span: str
    text: str
    minutes: int
    way: str | None


@dataclass(frozen=True)
class GroupView:
    number: int
    name: str
    line: str
    distance_m: float
    entries: tuple[EntryView, ...]
    map: Markup
    calendar: str | None
    phone: str


@dataclass(frozen=True)
class WayView:
    """A leg that some group walks."""

    anchor: str
    name: str
    distance_m: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ToldView:
    """A fact of a visit or a reason, with its date and where it comes from."""

    label: str
    text: str
    as_of: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class StopView:
    """A stop of the plan, or one that it leaves out and `why`."""

    stop: Stop
    url: str
    shape: str
    known: tuple[ToldView, ...] = ()
    unknown: str = ""
    ask: str = ""
    ask_url: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Sample:
    picture: Markup
    text: str


@dataclass(frozen=True)
class PlanView:
    """Everything that the page of a plan shows below its form."""

    lead: str
    proof: str
    totals: tuple[Total, ...]
    notices: tuple[ToldView, ...]
    picture: Markup
    samples: tuple[Sample, ...]
    stops: tuple[StopView, ...]
    where: tuple[Where, ...]
    groups: tuple[GroupView, ...]
    ways: tuple[WayView, ...]
    left_out: tuple[StopView, ...]
    figures: tuple[ToldView, ...]
    map: Picture


def plan_view(trip: Trip, ways: Ways, say: Tongue, *, calendar: str | None) -> PlanView:
    """The plan in words and pictures; `calendar` is the address of its calendar file, if any."""
    guide, visits, plan = trip.guide, trip.visits, trip.plan
    drawn = plan_maps(guide, plan.stops, list(_ways_of_groups(trip, say)))
    return PlanView(
        lead=plan_wording.lead_line(plan, say),
        proof=plan_wording.proof_line(plan, say),
        totals=tuple(plan_wording.totals(plan, say)),
        notices=tuple(
            _told(guide, "", plan_sentences.notice_text(notice, say), notice.told, say)
            for notice in trip.notices
        ),
        picture=draw_rota(*rota_of(plan, say)).svg,
        samples=tuple(_samples(plan, say)),
        stops=tuple(_stop(guide, visits, stop, say) for stop in plan.stops),
        where=tuple(plan_wording.who_is_where(plan, say)),
        groups=tuple(_groups(plan, drawn.ways, say, calendar)),
        ways=tuple(_ways(trip, ways)),
        left_out=tuple(
            StopView(
                left.stop, present.site_url(left.stop.site), mark_shape(left.stop.site),
                why=plan_wording.left_out_text(left, say),
            )
            for left in plan.left_out
        ),
        figures=tuple(_figures(guide, visits, plan, say)),
        map=drawn.whole,
    )  # fmt: skip


def _samples(plan: Plan, say: Tongue) -> Iterator[Sample]:
    used = {entry.kind for entries in plan.entries for entry in entries}
    words = {
        "gather": say("gathering, boarding"),
        "walk": say("walking"),
        "stop": say("at the stop of that number"),
        "wait": say("waiting on the way"),
        "lunch": say("lunch"),
        "free": say("time in hand"),
    }
    for kind in ("gather", "walk", "stop", "wait", "lunch", "free"):
        if kind in used:
            yield Sample(draw_key(kind), words[kind])


def _ways_of_groups(trip: Trip, say: Tongue) -> Iterator[tuple[str, list[Leg]]]:
    """What each group's map shows in words, and the legs that it walks."""
    for group, entries in zip(trip.plan.groups, trip.plan.entries, strict=True):
        seen = [
            e.stop for e in entries if e.kind in ("stop", "lunch") and e.stop in trip.plan.stops
        ]
        told = _(
            "The way of %(group)s, to its stops in the order %(stops)s",
            group=plan_wording.group_name(group, say),
            stops=" – ".join(str(stop.number) for stop in seen),
        )
        walks = [entry for entry in entries if entry.kind == "walk" and entry.origin]
        yield told, [trip.legs[e.origin.site.id, e.stop.site.id] for e in walks if e.origin]


def _groups(
    plan: Plan, maps: Sequence[Markup], say: Tongue, calendar: str | None
) -> Iterator[GroupView]:
    for k, (group, entries) in enumerate(zip(plan.groups, plan.entries, strict=True)):
        yield GroupView(
            number=group.number,
            name=plan_wording.group_name(group, say),
            line=plan_wording.group_line(group, say),
            distance_m=plan.distance_m(k),
            entries=tuple(
                EntryView(
                    kind=entry.kind,
                    span=plan_wording.span(plan, entry.start, entry.end, say),
                    text=plan_wording.entry_text(entry, plan, say),
                    minutes=entry.minutes,
                    way=_anchor(entry.origin.site.id, entry.stop.site.id)
                    if entry.kind == "walk" and entry.origin
                    else None,
                )
                for entry in entries
            ),
            map=maps[k],
            calendar=f"{calendar}&group={group.number}" if calendar else None,
            phone=f"{url_for('planner.group')}#{group_link(plan, group)}",
        )


def _anchor(origin: str, destination: str) -> str:
    return f"way-{origin}--{destination}"


def _ways(trip: Trip, ways: Ways) -> Iterator[WayView]:
    for (origin, destination), leg in trip.legs.items():
        yield WayView(
            anchor=_anchor(origin, destination),
            name=_(
                "From %(origin)s to %(destination)s",
                origin=plan_wording.stop_name(leg.origin),
                destination=plan_wording.stop_name(leg.destination),
            ),
            distance_m=leg.distance_m,
            lines=ways[origin, destination],
        )


# ---------------------------------------------------------------- what is known


def _told(guide: Guide, label: str, text: str, told: Told | None, say: Tongue) -> ToldView:
    urls: Sequence[str] = told.sources if told else ()
    as_of = told.as_of if told else None
    return ToldView(
        label,
        text,
        say("as of %(date)s", date=as_of) if as_of else "",
        tuple(present.source(guide, url) for url in urls),
    )


def _stop(guide: Guide, visits: VisitsFile, stop: Stop, say: Tongue) -> StopView:
    visit = visits.visit_of(stop.site.id)
    facts = {
        _("Drop-off"): visit.drop_off,
        _("Parking"): visit.parking,
        _("Toilets"): visit.toilet,
        _("Shelter"): visit.shelter,
        _("Lunch"): visit.lunch,
        _("Step-free"): visit.step_free,
        _("Bus stop"): visit.bus_stop,
        _("Telephone"): visit.phone,
    }
    known = [_told(guide, label, told.text, told, say) for label, told in facts.items() if told]
    known += [_told(guide, _("Rule"), rule.text, rule, say) for rule in visit.rules]
    missing = [label for label, told in facts.items() if told is None]
    if visit.capacity is None:
        missing.append(_("how many students fit"))
    return StopView(
        stop=stop,
        url=url_for("pages.site", site_id=stop.site.id),
        shape=mark_shape(stop.site),
        known=tuple(known),
        unknown=", ".join(missing),
        ask=visit.ask or "",
        ask_url=visit.ask_url,
    )


def _figures(guide: Guide, visits: VisitsFile, plan: Plan, say: Tongue) -> Iterator[ToldView]:
    """Where the numbers of the plan come from."""

    def view(label: str, text: str, urls: Sequence[str]) -> ToldView:
        return ToldView(label, text, "", tuple(present.source(guide, url) for url in urls))

    band, minutes = plan.band, visits.minutes
    yield view(
        say(
            "%(band)s: one adult to %(ratio)s students, groups of at most %(size)s",
            band=band.name, ratio=band.per_adult, size=band.group_size,
        ),
        band.source, band.sources,
    )  # fmt: skip
    for pace in dict.fromkeys(plan.pace_of(group) for group in plan.groups):
        yield view(say("Pace “%(pace)s”", pace=pace.name), pace.source, pace.sources)
    named = (
        (say("Minutes at a stop"), minutes.talk),
        (say("Minutes for setting out again"), minutes.regroup),
        (say("Minutes for gathering"), minutes.gather),
        (say("Minutes for boarding"), minutes.board),
        (say("Students at a stop together"), visits.capacity),
        (say("Minutes on foot before we warn"), minutes.warn),
        (say("Minutes on foot at most"), minutes.rest),
        (say("Minutes on foot in rain or heat"), minutes.bad_weather),
    )
    for label, figure in named:
        if figure is None:
            continue
        yield view(f"{label}: {figure.value}", figure.source, figure.sources)
    if visits.countdown:
        yield view(say("Countdown"), visits.countdown_source, visits.countdown_sources)
    if plan.bus.source:
        label = f"{plan.bus.name}: {plan.bus.seats}"
        yield view(label, plan.bus.source, plan.bus.sources)
