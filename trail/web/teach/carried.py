"""What a browser needs to plan a class trip without a server: places, distances, figures, words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache

from flask import Response, url_for

from trail.base.meridian import written
from trail.base.paths import STATIC
from trail.dataset.schema.site import Site
from trail.dataset.schema.visits import DropOff, Figure, Told, VisitsFile
from trail.guide.walk.itinerary import Travel, leg_between, metres_between
from trail.guide.walk.network import Network
from trail.guide.walk.stepfree import has_steps
from trail.guide.walk.values import Stop
from trail.web.shell import rows as present
from trail.web.shell.context import guide
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import plural_forms
from trail.web.teach import planner
from trail.web.teach.planner import bp as bp

# What is known of a leg, as one figure; `static/js/plan-notices.js` reads the same.
_STEPS, _STRAIGHT, _UNSURE = 1, 2, 4
_SAID = re.compile(r'\bsay\("((?:[^"\\]|\\.)*)"')
_COUNTED = re.compile(r'\bsay\.counted\("([^"]*)", "([^"]*)"')
_SAMPLE_YEAR, _SAMPLE_DAY = "2027", "25"  # in whose place a script puts its own
_CLOCK_YEARS = 2  # before the data's date that a trip may lie


@bp.get("/teach/planner.json")
def carried() -> Response:
    body = json.dumps(trip_data(), ensure_ascii=False, separators=(",", ":"))
    return Response(body, content_type="application/json")


def data_paths() -> list[str]:
    """The path of what a phone takes along to plan by."""
    return [url_for("planner.carried")] if guide().dataset.visits else []


def trip_data() -> dict[str, object]:
    """Everything that `static/js/plan-*.js` plan and tell by, in the language of the reader."""
    from trail.export.ics.zone import zone_component  # with its library only where it is asked for

    of, trail = planner.visits(), guide().dataset.trail
    minutes = of.minutes
    year = int(trail.data_date[:4])
    figures = {"warn": minutes.warn, "bad_weather": minutes.bad_weather, "capacity": of.capacity}
    return {
        "zone": trail.time_zone,
        "title": trail.title,
        "home": url_for("pages.home"),
        "phone": url_for("planner.group"),
        "tour": {
            "name": planner.tour().tour.name,
            "url": url_for("pages.tour", tour_id=of.usual.tour),
        },
        "usual": {
            name: getattr(of.usual, name)
            for name in ("arrive", "leave", "students", "grade", "place", "story")
        },
        "minutes": {
            name: figure.value if (figure := getattr(minutes, name)) else None
            for name in type(minutes).model_fields
        },
        "capacity": of.capacity.value,
        "told": {name: _told(figure) for name, figure in figures.items() if figure},
        "limits": of.limits.model_dump(),
        "lunch_from": of.lunch_from,
        "lunch_until": of.lunch_until,
        "paces": [{"id": pace.id, "speed": pace.speed_m_s} for pace in trail.paces],
        "bands": {
            band.id: {
                name: getattr(band, name) for name in ("per_adult", "group_size", "pace", "bus")
            }
            for band in of.bands
        },
        "grades": [[grade.id, grade.band] for grade in of.grades],
        "buses": [{"id": bus.id, "name": bus.name, "seats": bus.seats} for bus in of.buses],
        "tracks": [track.number for track in guide().dataset.tracks],
        "places": [_place(of, place) for place in of.places],
        "stops": [_stop(of, stop) for stop in planner.tour().stops],
        # As the tour lists them: in this order wishes stand in a plan's address.
        "listed": planner.tour().tour.stops,
        "countdown": [
            {"id": each.id, "days": each.days, "name": each.name, "tasks": each.tasks}
            for each in of.countdown
        ],
        "vtimezone": zone_component(
            trail.time_zone, year - _CLOCK_YEARS, year + of.limits.years + _CLOCK_YEARS
        ).decode(),
        "words": _words(),
        **_ground(of),
    }


# ---------------------------------------------------------------- places


def _ground(of: VisitsFile) -> dict[str, object]:
    """Metres from row to column, first the stops, then where classes gather, to the centimetre,
    and what is known of each leg; both without known steps too, where streets are mapped."""
    stops, travel = planner.tour().stops, guide().travel("foot")
    ends = [*stops, *(_outside(guide().dataset.get_site(place.near)) for place in of.places)]
    found = {"metres": _metres(ends, travel), "legs": _legs(ends, travel)}
    if isinstance(travel, Network):
        stepless = travel.without_steps
        return found | {
            "stepless": _metres(ends, stepless),
            "stepless_legs": _legs(ends, stepless),
        }
    return found | {"stepless": None, "stepless_legs": None}


def _metres(ends: Sequence[Stop], travel: Travel) -> list[list[float | None]]:
    found = metres_between([end.position for end in ends], travel)
    return [
        [
            0 if a.site.id == b.site.id else round(m, 2) if math.isfinite(m) else None
            for b, m in zip(ends, row, strict=True)
        ]
        for a, row in zip(ends, found, strict=True)
    ]


def _legs(ends: Sequence[Stop], travel: Travel) -> list[str]:
    def known(a: Stop, b: Stop) -> int:
        leg = leg_between(a, b, travel)
        sure = leg.segments and all(segment.steps == "no" for segment in leg.segments)
        return (
            _STEPS * has_steps(leg) + _STRAIGHT * (not leg.follows_streets) + _UNSURE * (not sure)
        )

    return ["".join(str(known(a, b) if a.site.id != b.site.id else 0) for b in ends) for a in ends]


def _outside(site: Site) -> Stop:
    if site.position is None:
        raise ValueError(f"{site.id} has no position")
    return Stop(number=0, site=site, position=site.position, dwell_min=0)


def _place(of: VisitsFile, place: DropOff) -> dict[str, object]:
    year = int(guide().dataset.trail.data_date[:4])
    return {
        "id": place.id,
        "name": place.name,
        "near": place.near,
        "state": place.state,
        "why": place.why,
        "as_of": str(place.as_of) if place.as_of else "",
        "age": year - place.as_of.first.year if place.as_of else 0,
        "instead": place.instead,
        "ask": place.ask,
        "told": _told(place),
        "site": _stop(of, _outside(guide().dataset.get_site(place.near))),
    }


def _stop(of: VisitsFile, stop: Stop) -> dict[str, object]:
    site, visit, at = stop.site, of.visit_of(stop.site.id), written(stop.position)
    found: dict[str, object] = {
        "number": stop.number,
        "id": site.id,
        "name": site.name,
        "label": site.label,
        "url": present.site_url(site),
        "address": site.properties.address or "",
        "detail": site.properties.access.detail,
        "lat": round(at.lat, 6),
        "lon": round(at.lon, 6),
        "weight": site.properties.weight,
        "tracks": [track.number for track in site.properties.tracks],
        "capacity": visit.capacity,
        "group_most": visit.group_most,
        "inside": visit.inside,
        "shelter": visit.shelter is not None,
        "toilet": visit.toilet is not None,
        "step_free": visit.step_free is not None,
        "may_eat": of.may_eat_at(site.id),
        "eats": visit.eat == "allowed",
        "lunch": _told(visit.lunch) if visit.lunch else None,
        "ask": visit.ask,
        "rules": [{"text": rule.text, **_told(rule)} for rule in visit.rules],
    }
    kept = ("number", "weight", "tracks", "rules")
    # What a stop has not is left out: a script reads nothing there, which is the same.
    return {name: value for name, value in found.items() if value or name in kept}


# ---------------------------------------------------------------- words


def _told(told: Told | DropOff | Figure) -> dict[str, object]:
    """What stands behind something said: its date in words, sources as name and address."""
    as_of = None if isinstance(told, Figure) else told.as_of
    found = [present.source(guide(), url) for url in told.sources]
    return {
        "as_of": _("as of %(date)s", date=as_of) if as_of else "",
        "sources": [[source.name, source.url] for source in found],
    }


def _words() -> dict[str, object]:
    """The messages that the scripts say, by their English; times and days as patterns."""
    say = planner.words()
    said, counted = messages()
    return {
        "said": {text: found for text in said if (found := _(text)) != text},
        "counted": {one: plural_forms(one, many) for one, many in counted},
        "clock": say.clock_pattern,
        "days": [
            say.day(f"{_SAMPLE_YEAR}-{month:02}-{_SAMPLE_DAY}")
            .replace(_SAMPLE_YEAR, "{year}")
            .replace(_SAMPLE_DAY, "{day}")
            for month in range(1, 13)
        ],
        "units": say.units,
        "print": _("Print this page"),
        "made": _(
            "Your device worked this plan out by itself, the same that the server makes. "
            "Directions and the folder to print are not part of it."
        ),
    }


@cache
def messages() -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What the scripts of the planner say, found in them: said, and counted in two forms."""
    scripts = [path.read_text("utf-8") for path in sorted((STATIC / "js").glob("plan-*.js"))]
    said = dict.fromkeys(text for script in scripts for text in _SAID.findall(script))
    counted = dict.fromkeys(pair for script in scripts for pair in _COUNTED.findall(script))
    return tuple(said), tuple(counted)
