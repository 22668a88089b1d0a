"""The papers around a class trip: approval, letters to families, roster, worksheets, a story."""

from __future__ import annotations

from collections.abc import Iterator

from trail.dataset.schema.visits import FamilyLetter, Told
from trail.export.sheets.content import Content, SheetContext, thumbnail
from trail.fieldtrip.planner.plan import Plan
from trail.fieldtrip.trip import Trip
from trail.fieldtrip.wording import wording as plan_wording
from trail.fieldtrip.wording.talk import band_of
from trail.guide.symbols import mark_shape
from trail.guide.walk.values import Stop
from trail.guide.words.phrases import Phrases, has_formats

MIXED = "mixed"  # the id of the grade of who come from several


def approval(context: SheetContext, trip: Trip) -> Content | None:
    """One page for whoever has to allow the trip; None where the trail has no such papers."""
    papers, plan, say = trip.visits.papers, trip.plan, context.words
    if papers is None:
        return None
    band = band_of(trip.guide, plan.request.grade)
    facts = [
        (say("Day"), _day(plan, say)),
        (say("On the trail"), _hours(plan, say)),
        (say("Where"), plan.place.name),
        (say("Students"), str(plan.request.students)),
        (
            say("Adults"),
            say(
                "%(adults)s, one to %(ratio)s students at least; every group has its own",
                adults=plan.adults, ratio=plan.ratio,
            ),
        ),
        (
            say("Groups"),
            say("%(groups)s of at most %(size)s", groups=len(plan.groups), size=plan.size),
        ),
        (say("Stops"), "; ".join(stop.site.name for stop in plan.stops)),
        (say("On foot"), say.distance(_farthest(plan))),
    ]  # fmt: skip
    return {
        "heading": say("Field trip approval"),
        "facts": [list(pair) for pair in facts],
        "purpose": {"heading": say("Purpose"), "lines": list(papers.purpose)},
        "standards": {
            "heading": say("Standards it can serve"),
            "lines": [f"{s.code}: {s.gist}" for s in band.standards_of(int(plan.request.grade))]
            if band
            else [],
            "none": say("We have no standards for this grade."),
            "note": trip.guide.dataset.education.standards_note
            if trip.guide.dataset.education
            else "",
        },
        "costs": {
            "heading": say("Costs"),
            "lines": list(papers.costs),
            "total": say("Total"),
        },
        "risks": {
            "heading": say("Risks, and what is done"),
            "lines": [f"{item.heading}: {item.text}" for item in trip.visits.advice],
        },
        "signs": list(papers.signs),
        "date": say("Date"),
    }


def letters(context: SheetContext, trip: Trip) -> Iterator[Content]:
    """The letter to families with its slip, in each language that the trail has one in."""
    papers = trip.visits.papers
    for letter in papers.letters if papers else ():
        yield _letter(context, trip, letter)


def _letter(context: SheetContext, trip: Trip, letter: FamilyLetter) -> Content:
    plan = trip.plan
    own = context.words.lang == letter.lang
    locale = letter.lang if has_formats(letter.lang) else context.words.locale
    say = context.words if own else Phrases(locale=locale)
    labels = letter.labels
    facts = [
        (labels.day, _day(plan, say) if plan.request.date else ""),
        (labels.there, _hours(plan, say)),
        (labels.on_foot, say.distance(_farthest(plan))),
        *([(labels.lunch, say.minutes(plan.request.lunch))] if plan.request.lunch else []),
        (labels.leaves, ""),
        (labels.back, ""),
    ]
    return {
        "lang": letter.lang,
        "title": letter.title,
        "paragraphs": list(letter.paragraphs),
        "facts": [list(pair) for pair in facts],
        "bring": list(letter.bring),
        "slip": {"title": letter.slip_title, "lines": list(letter.slip)},
    }


def roster(context: SheetContext, trip: Trip) -> Content:
    """A grid to write names in, group by group."""
    say = context.words
    return {
        "heading": say("Roster"),
        "lead": say("Write the names in yourself; the guide never asks for any."),
        "adult": say("Adults"),
        "name": say("Student"),
        "ticks": [say("slip"), say("out"), say("lunch"), say("back")],
        "groups": [
            {
                "name": plan_wording.group_name(group, say),
                "line": plan_wording.group_line(group, say),
                "students": group.students,
                "adults": group.adults,
            }
            for group in trip.plan.groups
        ],
    }


def ways_round(plan: Plan) -> dict[tuple[Stop, ...], list[int]]:
    """The orders in which groups see the stops, each with the numbers of its groups."""
    found: dict[tuple[Stop, ...], list[int]] = {}
    of_plan = {stop.site.id for stop in plan.stops}
    for group, entries in zip(plan.groups, plan.entries, strict=True):
        order = tuple(
            entry.stop
            for entry in entries
            if entry.kind in ("stop", "lunch")
            and entry.stop.number
            and entry.stop.site.id in of_plan
        )
        found.setdefault(order, []).append(group.number)
    return found


def worksheets(context: SheetContext, trip: Trip) -> Content:
    """The questions at this plan's stops, in each order in which groups see them."""
    plan, say = trip.plan, context.words
    band = band_of(trip.guide, plan.request.grade)
    asked = {stop.site: stop for stop in band.stops} if band else {}
    return {
        "heading": say("Questions at the stops"),
        "band": band.name if band else "",
        "team": say("Team"),
        "none": "" if band else _no_worksheets(trip, say),
        "sets": [
            {
                "groups": ", ".join(
                    plan_wording.group_name(plan.groups[n - 1], say) for n in numbers
                ),
                "stops": [
                    {
                        "number": stop.number,
                        "shape": mark_shape(stop.site),
                        "name": stop.site.name,
                        "look": asked[stop.site.id].look,
                        "questions": [
                            {"ask": q.ask, "draw": q.draw} for q in asked[stop.site.id].questions
                        ],
                    }
                    for stop in order
                    if stop.site.id in asked
                ],
            }
            for order, numbers in ways_round(plan).items()
        ]
        if band
        else [],
    }  # fmt: skip


def _no_worksheets(trip: Trip, say: Phrases) -> str:
    education, grade = trip.guide.dataset.education, trip.plan.request.grade
    if education is None:
        return ""
    if grade == MIXED:
        return say(
            "There is no set for mixed ages: print the worksheets of the grades that your children "
            "are in, from the page Teach."
        )
    first = min((grade for band in education.bands for grade in band.grades), default=0)
    return say(
        "There are no worksheets for this grade: the lessons begin with grade %(first)s.",
        first=first,
    )


def visual_story(context: SheetContext, trip: Trip) -> Content:
    """What will happen, step by step with pictures, for a child who needs to know beforehand."""
    plan, say = trip.plan, context.words
    talk = trip.visits.minutes.talk.value if plan.request.talk is None else plan.talk
    steps: list[Content] = []

    def step(text: str, picture: Content | None = None) -> None:
        steps.append({"text": text, "picture": picture})

    if plan.bus.seats is None:
        step(say("We meet at %(place)s. We make groups.", place=plan.place.name))
    else:
        step(say("We ride on a bus. We get off at %(place)s.", place=plan.place.name))
    step(say("I am in a group. A grown-up stays with my group all the time."))
    step(say("We walk from place to place. We stop before we cross a street."))
    for stop in plan.stops:
        step(
            say(
                "One stop is %(stop)s. We look and talk for about %(minutes)s minutes.",
                stop=stop.site.name, minutes=talk,
            ),
            thumbnail(context, stop.site),
        )  # fmt: skip
    step(say("My group may go to the stops in another order. That is all right."))
    if plan.request.lunch:
        step(say("We sit down and eat lunch."))
    step(say("It can be loud. I can tell my grown-up if I need a break or a toilet."))
    if plan.bus.seats is None:
        step(say("At the end we go back to school together."))
    else:
        step(say("At the end we get on the bus. We go back to school."))
    return {
        "heading": say("Our trip"),
        "lead": say("Read this before the day. Each group has its own order."),
        "steps": steps,
    }


def known_facts(context: SheetContext, trip: Trip) -> Content:
    """Toilets and the like at each stop with their dates, and whom to ask for the rest."""
    say = context.words
    stops: list[Content] = []
    for stop in trip.plan.stops:
        visit = trip.visits.visit_of(stop.site.id)
        facts = {
            say("Toilets"): visit.toilet,
            say("Bus stop"): visit.bus_stop,
            say("Shelter"): visit.shelter,
            say("Lunch"): visit.lunch,
            say("Telephone"): visit.phone,
            say("Step-free"): visit.step_free,
        }
        missing = [label for label, told in facts.items() if told is None]
        stops.append(
            {
                "name": plan_wording.stop_name(stop),
                "lines": [f"{label}: {_told(told, say)}" for label, told in facts.items() if told],
                "ask": say(
                    "Ask before you go: %(what)s (%(whom)s)",
                    what=", ".join(missing), whom=visit.ask or say("not known"),
                ) if missing else "",
            }
        )  # fmt: skip
    return {"heading": say("What is known of the stops"), "stops": stops}


def _told(told: Told, say: Phrases) -> str:
    when = say("as of %(date)s", date=say.date(told.as_of)) if told.as_of else say("no date")
    return f"{told.text} ({when})"


def _day(plan: Plan, say: Phrases) -> str:
    return say.day(plan.request.date.isoformat()) if plan.request.date else say("not chosen yet")


def _hours(plan: Plan, say: Phrases) -> str:
    return plan_wording.span(plan, 0, plan.leave_min, say)


def _farthest(plan: Plan) -> float:
    return max(plan.distance_m(group) for group in range(len(plan.groups)))
