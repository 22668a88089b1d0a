"""What a sheet says, as plain values for its template: texts, drawings, lengths in millimetres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from trail.base.geo import METRES_PER_MILE
from trail.base.links import Links
from trail.dataset.schema.map import MapLayer
from trail.dataset.schema.site import Site
from trail.export.pictures import CENTRE, to_ink
from trail.export.sheets import maps
from trail.export.sheets.letters import printable
from trail.export.sheets.qr import LEAST_MM, make_qr
from trail.graphics.maps import PaperMap
from trail.graphics.pictures import framed_svg, ink_svg
from trail.guide.guide import Guide
from trail.guide.symbols import MarkShape, mark_shape
from trail.guide.walk.itinerary import times
from trail.guide.walk.values import Itinerary, Leg, Stop
from trail.guide.words.amenities import amenity_line
from trail.guide.words.directions import sentences
from trail.guide.words.phrases import NO_BREAK, Phrases, first_sentence, listed, opening

Content = dict[str, object]
SHAPES: tuple[MarkShape, ...] = ("stands", "gone", "private", "unknown")


@dataclass(frozen=True)
class SheetContext:
    """What every sheet is made from."""

    guide: Guide
    words: Phrases
    links: Links

    @cached_property
    def layers(self) -> tuple[MapLayer, ...]:
        """The drawn map with its names as they can be printed."""
        return printable(self.guide.dataset.layers, self.words)


# ---------------------------------------------------------------- the same on every sheet


def edition(context: SheetContext) -> str:
    """ "Treaty Trail 2026.11, data of November 22, 2026." """
    trail = context.guide.dataset.trail
    return context.words(
        "%(title)s %(version)s, data of %(date)s.",
        title=trail.title,
        version=trail.version,
        date=context.words.day(trail.data_date).replace(" ", "\u00a0"),
    )


def frame(context: SheetContext, title: str, paper: tuple[float, float], about: str) -> Content:
    """Title, language and paper."""
    trail = context.guide.dataset.trail
    return {
        "title": title,
        "document": f"{title}. {trail.title}",
        "about": about,
        "author": trail.title,
        "lang": context.words.lang,
        "paper": list(paper),
        "edition": edition(context),
    }


def code(context: SheetContext, url: str, name: str, least_mm: float = LEAST_MM) -> Content:
    """A code with the words for whoever can't see it; one without a breadth where none may be.

    It says of which day the data are: the page it opens tells what has changed since.
    """
    if not context.links.codes:
        return {"svg": "", "size": 0, "alt": "", "url": url}
    if "#" not in url and "?" not in url:
        url = f"{url}#p{context.guide.dataset.trail.data_date}"
    qr = make_qr(url, least_mm)
    alt = context.words("Code that opens the page of %(name)s: %(url)s", name=name, url=qr.url)
    return {"svg": qr.svg, "size": qr.size_mm, "alt": alt, "url": qr.url}


def led_code(
    context: SheetContext, url: str, name: str, lead: str, least_mm: float = LEAST_MM
) -> Content:
    """A code and the line that leads to it, which is empty where there is no code."""
    found = code(context, url, name, least_mm)
    return {"qr": found, "qr_lead": lead if context.links.codes else ""}


def shapes_of(sites: Sequence[Site], words: Phrases) -> list[Content]:
    """The shapes of marks that occur, with what they mean."""
    used = {mark_shape(site) for site in sites}
    return [{"shape": s, "text": words.shape(s)} for s in SHAPES if s in used]


def key(drawn: PaperMap, itinerary: Itinerary, words: Phrases) -> Content:
    """The signs that are drawn on the map of a tour, one sample of each."""
    marks = drawn.overlay.marks
    alone = [itinerary.stops[m.members[0]].site for m in marks if len(m.members) == 1]
    signs: list[Content] = [{"sign": "mark", **item} for item in shapes_of(alone, words)]
    if any(0 in mark.members and len(mark.members) == 1 for mark in marks):
        signs.append(
            {"sign": "start", "text": words("start and end") if itinerary.loop else words("start")}
        )
    told = {
        "route": words("the way"),
        "straight": words("straight line, no road"),
        "spur": words("off the street"),
        "ring": words("somewhere inside"),
        "cluster": words("several places"),
        "rail": words("railroad"),
        "footway": words("footpath"),
        "border": words("state line"),
        "park": words("park"),
    }
    signs += [{"sign": s, "text": text} for s, text in told.items() if s in drawn.signs]
    if any(mark.lead for mark in marks):
        signs.append({"sign": "lead", "text": words("moved aside")})
    if any(mark.beyond for mark in marks):
        signs.append({"sign": "beyond", "text": words("beyond the map")})
    return {"signs": signs, "north": words("N")}


def order_line(itinerary: Itinerary, words: Phrases) -> str:
    """Whose order it is, in one sentence."""
    if itinerary.order_by == "curated":
        line = words("The order is the curator’s.")
    elif itinerary.order_by == "date":
        line = words("The order is that of what happened at each stop.")
    elif itinerary.exact:
        line = words("The order is the shortest from the first stop.")
    else:
        line = words("The order is the shortest found; a shorter one may exist.")
    return line


def summary_line(context: SheetContext, itinerary: Itinerary) -> str:
    """How many stops, how far, how long."""
    words = context.words
    filled = {
        "count": len(itinerary.stops),
        "distance": words.distance(itinerary.distance_m),
        "town": listed(list(dict.fromkeys(s.site.properties.town for s in itinerary.stops)), words),
    }
    if itinerary.tour.mode != "foot":
        if len({s.site.properties.town for s in itinerary.stops}) > 3:
            return words(
                "%(count)s stops, %(distance)s in straight lines; by road it is farther.", **filled
            )
        return words(
            "%(town)s. %(count)s stops, %(distance)s in straight lines; by road it is farther.",
            **filled,
        )
    walk = times(itinerary, context.guide.dataset.trail.paces[0])
    filled["minutes"] = words.minutes(walk.walk_min)
    if itinerary.loop:
        return words(
            "%(town)s. %(count)s stops and back, %(distance)s, about %(minutes)s on foot, "
            "stops not counted.",
            **filled,
        )
    return words(
        "%(town)s. %(count)s stops, %(distance)s, about %(minutes)s on foot, stops not counted.",
        **filled,
    )


def total_line(context: SheetContext, itinerary: Itinerary) -> str:
    """How long it takes with time at each stop; nothing by car."""
    if itinerary.tour.mode != "foot":
        return ""
    words = context.words
    walk = times(itinerary, context.guide.dataset.trail.paces[0])
    return words("With time at each stop: %(minutes)s.", minutes=words.minutes(walk.total_min))


def pace_line(context: SheetContext, itinerary: Itinerary) -> str:
    """What the lengths and times are worth."""
    words = context.words
    if itinerary.tour.mode != "foot":
        return words("Lengths are straight lines; times by car and where to park are not known.")
    pace = context.guide.dataset.trail.paces[0]
    if words.units == "metric":
        kmh = words.number(round(pace.speed_m_s * 3.6, 1))
        return words(
            "Lengths follow the mapped streets. Times are those of %(kmh)s km an hour.", kmh=kmh
        )
    mph = words.number(round(pace.speed_m_s * 3600 / METRES_PER_MILE, 1))
    return words(
        "Lengths follow the mapped streets. Times are those of %(mph)s miles an hour.", mph=mph
    )


def access_note(words: Phrases) -> str:
    return words(
        "Access is as of the date beside it; where it was not recently checked, ask before you "
        "rely on it. Step-free ways in were not surveyed."
    )


def missing_line(context: SheetContext, itinerary: Itinerary) -> str:
    """The places of a walk that no map can show."""
    if itinerary.tour.mode != "foot":
        return ""
    names = [
        site.name
        for site in context.guide.dataset.sites
        if site.position is None and site.properties.reach == itinerary.tour.mode
    ]
    if not names:
        return ""
    return context.words(
        "Not on the map, as we haven’t found where they stood: %(names)s.",
        names=listed(names, context.words),
    )


def closing_lines(context: SheetContext, itinerary: Itinerary) -> tuple[str, str, str]:
    """What ends the notes of a tour's sheet: what is missing, of when access is, which pace."""
    return (
        missing_line(context, itinerary),
        access_note(context.words),
        pace_line(context, itinerary),
    )


# ---------------------------------------------------------------- stops


def access(site: Site, words: Phrases, *, whole: bool = False) -> Content:
    """Who may go in, and as of when that was known."""
    facts = site.properties.access
    checked = words("Not recently checked.")
    if facts.as_of:
        checked = words("As of: %(date)s.", date=words.date(facts.as_of))
    detail = facts.detail or words("Check before you go.")
    text = detail if whole else first_sentence(detail)
    return {
        "text": text,
        "as_of": checked.replace(" ", NO_BREAK),
        "step_free": facts.step_free or "",
    }


# What nobody wants to walk about for; the page of the site has the rest.
PRINTED = ("toilets", "drinking_water")


def stop_content(context: SheetContext, stop: Stop) -> Content:
    """A stop: number, mark, name, access, story, code."""
    site, words = stop.site, context.words
    summary = site.properties.summary or words("Not written yet.")
    told = access(site, words)
    needed = [near for near in context.guide.amenities_near(site) if near.amenity in PRINTED]
    beside = "".join(f" {amenity_line(near, words)}." for near in needed)
    told["as_of"] = f"{told['as_of']}{beside}"
    return {
        "number": stop.number,
        "shape": mark_shape(site),
        "shape_text": words.shape(mark_shape(site)),
        "name": site.name,
        "label": site.label,
        "town": site.properties.town,
        "address": site.properties.address or "",
        "access": told,
        "access_whole": {**told, "text": access(site, words, whole=True)["text"]},
        "story": opening(summary),
        "summary": summary,
        "qr": code(context, context.links.site(site.id), site.name),
        "picture": thumbnail(context, site),
    }


def _drive(site: Site, words: Phrases) -> str:
    """The address to drive to for a stop."""
    if site.properties.address:
        return words("Address: %(address)s.", address=site.properties.address)
    return words("No street address is known: %(town)s.", town=site.properties.town)


def thumbnail(context: SheetContext, site: Site) -> Content | None:
    """What tells the site from others, small and in black; the map of its place where it has
    no picture; None where that is not known either."""
    pictures = context.guide.dataset.pictures
    for record in pictures.of_site(site.id) if pictures else ():
        if pictures and record.thumbnail:
            svg = ink_svg(pictures.drawings[record.thumbnail])
            return {"svg": svg, "alt": context.words("Small drawing of %(name)s", name=site.name)}
        if pictures and record.file in pictures.photographs:
            grey = to_ink(pictures.photographs[record.file], record.focus or CENTRE)
            return {"svg": framed_svg(grey, 100, 100), "alt": record.alt}
    if (pictures and pictures.of_site(site.id)) or site.position is None:
        return None
    drawn = maps.place_svg(context.guide.dataset.layers, site, site.position)
    alt = context.words("Small map of the place of %(name)s", name=site.name)
    return {"svg": drawn, "alt": alt} if drawn else None


def leg_content(
    context: SheetContext, itinerary: Itinerary, leg: Leg, lines: Sequence[str]
) -> Content:
    """The way from a stop to the next: where to, how far and how long, and what to do."""
    words = context.words
    back = itinerary.loop and leg.destination.number <= leg.origin.number
    to = (
        words("Back to %(number)s", number=leg.destination.number)
        if back
        else words("To %(number)s", number=leg.destination.number)
    )
    figures = words.distance(leg.distance_m)
    if itinerary.tour.mode == "foot":
        pace = context.guide.dataset.trail.paces[0]
        minutes = times(itinerary, pace).legs[leg.origin.number - 1]
        figures = words(
            "%(distance)s, %(minutes)s", distance=figures, minutes=words.minutes(minutes)
        )
    elif not leg.follows_streets:
        figures = words("%(distance)s in a straight line", distance=figures)
    return {
        "to": to,
        "to_name": leg.destination.site.name,
        "figures": figures,
        "short": words.short(leg.distance_m if leg.bearing_deg is not None else 0.0),
        "lines": list(lines),
    }


def stops_with_legs(context: SheetContext, itinerary: Itinerary) -> list[Content]:
    """Every stop in order, each with the leg that leaves it where there is one."""
    told = context.guide.directions(itinerary)
    legs: Mapping[int, Leg] = {leg.origin.number: leg for leg in itinerary.legs}
    found = []
    for stop in itinerary.stops:
        item = stop_content(context, stop)
        item["drive"] = "" if itinerary.tour.mode == "foot" else _drive(stop.site, context.words)
        leg = legs.get(stop.number)
        if leg is None:
            item["leg"] = None
            item["end"] = context.words("End of the tour.")
        else:
            lang = context.guide.dataset.trail.lang
            say = context.words
            lines = sentences(told[stop.number], say.translate, say.short, lang, say.shows)
            item["leg"] = leg_content(context, itinerary, leg, lines)
        found.append(item)
    return found


# ---------------------------------------------------------------- under a map


def map_notes(context: SheetContext, drawn: PaperMap, itinerary: Itinerary) -> Content:
    """Scale, accuracy, credits, date and order: what stands under a tour's map."""
    words = context.words
    return {
        "scale": maps.scale_line(drawn, words),
        "accuracy": maps.accuracy_line(drawn, [s.site for s in itinerary.stops], words),
        "credits": " ".join(drawn.credits),
        "order": f"{order_line(itinerary, words)} {itinerary.tour.order_note}",
    }
