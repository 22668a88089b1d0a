"""A class trip on paper: the plan, a card for every adult, the emergency sheet, the trail sheet."""

from __future__ import annotations

from collections.abc import Iterator

from trail.export.sheets.content import Content, SheetContext, code
from trail.export.sheets.ink import SANS
from trail.export.sheets.qr import make_qr
from trail.export.sheets.sheets import PAPERS, PaperSize
from trail.export.sheets.trailsheet import trail_sheet
from trail.export.trippicture import rota_of
from trail.fieldtrip.planner.groups import Group
from trail.fieldtrip.trip import Trip, Ways
from trail.fieldtrip.wording import sentences as plan_sentences
from trail.fieldtrip.wording import wording as plan_wording
from trail.graphics.rota import draw_rota

MARGIN = 14.0  # mm
MOST_CARDS = 60  # more adults share a card with the others of their group, to be copied


def plan_sheets(
    context: SheetContext, trip: Trip, url: str, paper: PaperSize = PAPERS["letter"]
) -> Content:
    """Values for `plan.typ`: those of the trail sheet, and the plan's under "trip".

    `url` is where the plan can be seen; its code is printed.
    """
    sheet = trail_sheet(context, trip.itinerary, paper)
    title = context.words("Class trip: %(title)s", title=context.guide.dataset.trail.title)
    lead = plan_wording.lead_line(trip.plan, context.words)
    return {
        **sheet,
        "document": title,
        "about": lead,
        "trip": {
            "paper": [paper.width_mm, paper.height_mm],
            "margin": MARGIN,
            "title": title,
            "lead": lead,
            "proof": plan_wording.proof_line(trip.plan, context.words),
            "totals": [
                {"label": total.label, "value": total.value}
                for total in plan_wording.totals(trip.plan, context.words)
            ],
            **_who_is_where(context, trip, paper),
            "notices": _notices(context, trip),
            "cards": list(_cards(context, trip)),
            "words": _words(context),
            "emergency": _emergency(context, trip),
            "qr": code(context, make_qr(url, 20.0), title),
            "url": url,
        },
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


def _notices(context: SheetContext, trip: Trip) -> Content:
    lines = []
    for notice in trip.notices:
        text = plan_sentences.notice_text(notice, context.words)
        if notice.told and notice.told.as_of:
            when = context.words.date(notice.told.as_of)
            text += " " + context.words("As of: %(date)s.", date=when)
        lines.append(text)
    return {"heading": context.words("Know before you go"), "lines": lines}


def _cards(context: SheetContext, trip: Trip) -> Iterator[Content]:
    """One card for each adult, or for each group: its day, and lines for names."""
    say = context.words
    ways = trip.ways(say.translate, say.short, say.shows)
    shared = trip.plan.adults > MOST_CARDS
    for group in trip.plan.groups:
        if shared and group.adults > 1:
            name = plan_wording.group_name(group, say)
            yield {
                "title": say(
                    "%(group)s: copy for %(count)s adults", group=name, count=group.adults
                ),
                "line": plan_wording.group_line(group, say),
                "entries": list(_entries(context, trip, group, ways)),
                "names": _share(group, 1),
            }  # fmt: skip
            continue
        for adult in range(1, group.adults + 1):
            name = plan_wording.group_name(group, say)
            yield {
                "title": name
                if group.adults == 1
                else say(
                    "%(group)s, adult %(number)s of %(count)s",
                    group=name, number=adult, count=group.adults,
                ),
                "line": plan_wording.group_line(group, say),
                "entries": list(_entries(context, trip, group, ways)),
                "names": _share(group, adult),
            }  # fmt: skip


def _share(group: Group, adult: int) -> int:
    """How many of the group's students an adult has; the first ones have one more."""
    each, more = divmod(group.students, group.adults)
    return each + (adult <= more)


def _entries(context: SheetContext, trip: Trip, group: Group, ways: Ways) -> Iterator[Content]:
    plan, say = trip.plan, context.words
    for entry in plan.entries[group.number - 1]:
        lines: tuple[str, ...] = ()
        if entry.kind == "walk" and entry.origin is not None:
            lines = ways[entry.origin.site.id, entry.stop.site.id]
        yield {
            "kind": entry.kind,
            "span": plan_wording.span(plan, entry.start, entry.end, say),
            "text": plan_wording.entry_text(entry, plan, say),
            "way": " ".join(lines),
        }


def _words(context: SheetContext) -> Content:
    say = context.words
    return {
        "time": say("Time"),
        "what": say("What"),
        "name": say("My name"),
        "phone": say("Teacher in charge, phone"),
        "students": say("My students"),
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
                "address": stop.site.properties.address or say("not known"),
                "ask": trip.visits.visit_of(stop.site.id).ask or say("not known"),
            }
            for stop in trip.plan.stops
        ],
    }
