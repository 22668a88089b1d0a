"""A class trip on paper: all parts of its folder as values for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trail.export.sheets import content, folder, maps
from trail.export.sheets.content import Content, SheetContext, code, frame
from trail.export.sheets.ink import NARROW, SANS
from trail.export.sheets.ownways import own_ways
from trail.export.sheets.sheets import PAPERS, PaperSize
from trail.export.trippicture import rota_of
from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.planner.request import PlanRefused
from trail.fieldtrip.trip import Trip, Ways, make_trip
from trail.fieldtrip.wording import sentences as plan_sentences
from trail.fieldtrip.wording import wording as plan_wording
from trail.fieldtrip.wording.link import group_link
from trail.fieldtrip.wording.talk import talk_at
from trail.graphics.maps import Paper, PaperMap, paper_density
from trail.graphics.rota import draw_rota
from trail.guide.symbols import mark_shape
from trail.guide.walk.values import Itinerary, Stop
from trail.guide.words.phrases import Phrases

MARGIN = 14.0  # mm
MAP_WORDS = 52.0  # mm, what stands above and below the map
OWN_WAY = 120.0  # mm, height of the map of a group's own way
BAR = 56.0  # longest scale bar, mm


def plan_sheets(
    context: SheetContext,
    trip: Trip,
    url: str,
    paper: PaperSize = PAPERS["letter"],
    *,
    large: bool = False,
) -> Content:
    """Values for `plan.typ`: the parts of the folder, each under its name in "trip".

    `url` is where the plan can be seen; its code is printed.
    """
    orders = tuple(folder.ways_round(trip.plan).values())
    title = context.words("Class trip: %(title)s", title=context.guide.dataset.trail.title)
    lead = plan_wording.lead_line(trip.plan, context.words)
    return {
        **frame(context, title, (paper.width_mm, paper.height_mm), lead),
        "document": title,
        "trip": {
            "margin": MARGIN,
            "large": large,
            "title": title,
            "lead": lead,
            "proof": plan_wording.proof_line(trip.plan, context.words),
            "totals": [
                {"label": total.label, "value": total.value}
                for total in plan_wording.totals(trip.plan, context.words)
            ],
            **_who_is_where(context, trip, paper),
            "notices": _notices(context, trip),
            "weather": _other_weather(context, trip, paper),
            "approval": folder.approval(context, trip),
            "letters": list(folder.letters(context, trip)),
            "roster": folder.roster(context, trip),
            "cards": list(_cards(context, trip, orders)),
            "words": _words(context),
            "own": _own_ways(context, trip, [numbers[0] for numbers in orders], paper),
            "map": _map(context, trip, paper),
            "emergency": _emergency(context, trip),
            "facts": folder.known_facts(context, trip),
            "worksheets": folder.worksheets(context, trip),
            "story": folder.visual_story(context, trip),
            "qr": code(context, url, title, 20.0),
            "url": url,
        },
    }


def _map(context: SheetContext, trip: Trip, paper: PaperSize) -> Content:
    """The stops of this plan and every way that a group walks between them."""
    words = context.words
    height = paper.height_mm - 2 * MARGIN - MAP_WORDS
    drawn, itinerary = _drawn(context, trip, paper, height)
    key = content.key(drawn, itinerary, words)
    signs = [sign for sign in key["signs"] if sign["sign"] != "start"]  # type: ignore[attr-defined]
    notes = content.map_notes(context, drawn, itinerary)
    return {
        "heading": words("The map of this plan"),
        "lead": words("Numbers are those of the cards; lines are the ways that groups walk."),
        "drawn": maps.as_content(drawn, maps.in_words(drawn, itinerary, words)),
        "bar": maps.bar_content(drawn, words, BAR),
        "key": {**key, "signs": signs},
        "notes": " ".join(str(notes[name]) for name in ("scale", "accuracy", "credits")),
    }


def _drawn(
    context: SheetContext, trip: Trip, paper: PaperSize, height: float
) -> tuple[PaperMap, Itinerary]:
    """The stops of the plan and every way that a group walks, as wide as the paper."""
    itinerary = trip.itinerary.model_copy(
        update={"stops": trip.plan.stops, "legs": tuple(trip.legs.values()), "loop": False}
    )
    view = maps.tour_view(itinerary, context.words, context.guide.dataset.origin.position)
    view = replace(view, marks=tuple(replace(mark, start=False) for mark in view.marks))
    room = Paper(paper.width_mm - 2 * MARGIN, height)
    drawn = maps.draw(context.layers, view, room, paper_density(narrow=NARROW))
    return drawn, itinerary


def _own_ways(
    context: SheetContext, trip: Trip, groups: Sequence[int], paper: PaperSize
) -> Content:
    """The ways of these groups on one map."""
    drawn, _ = _drawn(context, trip, paper, OWN_WAY)
    return {
        **own_ways(context, trip, drawn, groups),
        "bar": maps.bar_content(drawn, context.words, BAR),
    }


def _who_is_where(context: SheetContext, trip: Trip, paper: PaperSize) -> Content:
    plan, say = trip.plan, context.words
    rows, ticks, minutes = rota_of(plan, say)
    drawn = draw_rota(rows, ticks, minutes, fonts=SANS)
    width = paper.width_mm - 2 * MARGIN
    return {
        "picture": {
            "svg": str(drawn.svg),
            "width": width,
            "height": round(width * drawn.aspect, 2),
            "alt": say("The groups as rows, time across; the table below says the same."),
        },
        "where": {
            "heading": say("Who is where"),
            "group": say("Group"),
            "stops": [str(stop.number) for stop in plan.stops],
            "rows": [
                {"name": row.name, "cells": list(row.cells)}
                for row in plan_wording.who_is_where(plan, say)
            ],
            "names": [
                say("%(number)s %(name)s", number=stop.number, name=stop.site.name)
                for stop in plan.stops
            ],
        },
    }


def _other_weather(context: SheetContext, trip: Trip, paper: PaperSize) -> Content | None:
    """Who is where if it rains or is hot; None where there is no such plan."""
    if trip.visits.minutes.bad_weather is None or trip.plan.request.weather:
        return None
    try:
        other = make_trip(trip.guide, replace(trip.plan.request, weather=True))
    except PlanRefused:
        return None
    say = context.words
    return {
        "heading": say("If it rains or is hot"),
        "lead": plan_wording.lead_line(other.plan, say),
        "stretch": say(
            "On foot without a rest: %(minutes)s at most, instead of %(usual)s.",
            minutes=say.minutes(other.plan.stretch_min), usual=say.minutes(trip.plan.stretch_min),
        ),
        **_who_is_where(context, other, paper),
        "notes": [
            plan_sentences.notice_text(notice, say)
            for notice in other.notices
            if notice.code in ("weather_long", "lunch_late", "waiting")
        ],
    }  # fmt: skip


def _notices(context: SheetContext, trip: Trip) -> Content:
    lines = []
    for notice in trip.notices:
        text = plan_sentences.notice_text(notice, context.words)
        if notice.told and notice.told.as_of:
            when = context.words.date(notice.told.as_of)
            text += " " + context.words("As of: %(date)s.", date=when)
        lines.append(text)
    return {"heading": context.words("Know before you go"), "lines": lines}


def _cards(context: SheetContext, trip: Trip, orders: Sequence[Sequence[int]]) -> Iterator[Content]:
    """A card for each group, to be copied for its adults: its day, and what to say and ask."""
    say = context.words
    ways = trip.ways(say.translate, say.short, say.shows)
    for group in trip.plan.groups:
        entries = list(_entries(context, trip, group, ways))
        name = plan_wording.group_name(group, say)
        yield {
            "title": name,
            "copies": say("One copy for each of %(count)s adults.", count=group.adults)
            if group.adults > 1
            else "",
            "line": plan_wording.group_line(group, say),
            "order": " – ".join(str(e["number"]) for e in entries if e["number"]),
            "entries": entries,
            "names": group.students,
            "qr": code(context, context.links.group_day(group_link(trip.plan, group)), name, 24.0),
            "phone": say("Now and next on your phone") if context.links.codes else "",
            "saying": say("%(group)s: what to say and ask", group=name),
            "own": say("%(group)s: your way and your students", group=name),
            "way": next(k for k, numbers in enumerate(orders) if group.number in numbers),
        }


def _entries(context: SheetContext, trip: Trip, group: Group, ways: Ways) -> Iterator[Content]:
    plan, say = trip.plan, context.words
    for entry in plan.entries[group.number - 1]:
        lines: tuple[str, ...] = ()
        if entry.kind == "walk" and entry.origin is not None:
            lines = ways[entry.origin.site.id, entry.stop.site.id]
        at_stop = entry.kind in ("stop", "lunch") and entry.stop in plan.stops
        site = entry.stop.site
        talk = talk_at(trip.guide, plan.request.grade, site)
        yield {
            "kind": entry.kind,
            "span": plan_wording.span(plan, entry.start, entry.end, say),
            "text": plan_wording.entry_text(entry, plan, say),
            "way": " ".join(lines),
            "number": entry.stop.number if at_stop else 0,
            "shape": mark_shape(site),
            "name": site.name,
            "address": (site.properties.address or "") if at_stop else "",
            "say": list(talk.lines) if at_stop else [],
            "ask": talk.question if at_stop else "",
        }


def _words(context: SheetContext) -> Content:
    say = context.words
    return {
        "time": say("Time"),
        "what": say("What"),
        "name": say("My name"),
        "phone": say("Teacher in charge, phone"),
        "students": say("My students"),
        "order": say("Your order of stops"),
        "say": say("Say"),
        "ask": say("Ask"),
        "count": say("Count them at every stop, before you leave it and before you board."),
    }


def _emergency(context: SheetContext, trip: Trip) -> Content:
    say = context.words
    return {
        "heading": say("Risks and emergencies"),
        "advice": [
            {"heading": item.heading, "text": item.text, "lines": item.lines}
            for item in trip.visits.advice
        ],
        "where": say("Where we are: say the stop and its address"),
        "stop": say("Stop"),
        "address": say("Address"),
        "ask": say("Whom to ask"),
        "stops": [
            {
                "name": plan_wording.stop_name(stop),
                "address": stop.site.properties.address or stop.site.properties.town,
                "ask": _whom_to_ask(trip, stop, say),
            }
            for stop in trip.plan.stops
        ],
    }


def _whom_to_ask(trip: Trip, stop: Stop, say: Phrases) -> str:
    visit = trip.visits.visit_of(stop.site.id)
    phone = visit.phone
    if phone is None:
        return visit.ask or say("Check before you go")
    if phone.as_of is None:
        return say("%(whom)s, %(phone)s (no date)", whom=visit.ask, phone=phone.text)
    date = say.date(phone.as_of)
    return say("%(whom)s, %(phone)s (as of %(date)s)", whom=visit.ask, phone=phone.text, date=date)
