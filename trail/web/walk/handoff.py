"""A whole walk handed to a maps app by a link, in the form that the app documents.

The app gets the stops and finds its own way from one to the next. Organic Maps, CoMaps and
OsmAnd document no link that all their versions in use take several stops by: they open the
GPX file, which has our way, the texts and the directions.

- Google Maps: developers.google.com/maps/documentation/urls/get-started, 9 waypoints at most.
- Apple Maps: developer.apple.com/documentation/mapkit/unified-map-urls, from iOS 18.4 on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from trail.base.meridian import written
from trail.guide.walk.values import Itinerary, Stop
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb

GOOGLE_POINTS = 11  # an origin, 9 waypoints and a destination
APPLE_POINTS = 15  # as many stops as a trip has in Maps


@dataclass(frozen=True)
class _Piece:
    """Points that one link takes, from a stop to another."""

    stops: Sequence[Stop]
    whole: bool


def handoffs(itinerary: Itinerary) -> tuple[Crumb, ...]:
    """A link for each app, and several where one takes fewer stops; none for a single stop."""
    round_trip = itinerary.stops[:1] if itinerary.loop and itinerary.legs else ()
    points = [*itinerary.stops, *round_trip]
    if len(points) < 2:
        return ()
    on_foot = itinerary.tour.mode == "foot"
    return (
        *(_named("Google Maps", piece, _google(piece.stops, on_foot))
          for piece in _pieces(points, GOOGLE_POINTS)),
        *(_named("Apple Maps", piece, _apple(piece.stops, on_foot))
          for piece in _pieces(points, APPLE_POINTS)),
    )  # fmt: skip


def _pieces(points: Sequence[Stop], most: int) -> Iterator[_Piece]:
    """The points in runs of `most`; each begins where the last one ended."""
    for at in range(0, len(points) - 1, most - 1):
        run = points[at : at + most]
        yield _Piece(run, len(run) == len(points))


def _named(app: str, piece: _Piece, url: str) -> Crumb:
    if piece.whole:
        return Crumb(app, url)
    first, last = piece.stops[0].number, piece.stops[-1].number
    return Crumb(_("%(app)s, %(first)s to %(last)s", app=app, first=first, last=last), url)


def _at(stop: Stop) -> str:
    return f"{stop.position.lat:.6f},{written(stop.position).lon:.6f}"


def _google(stops: Sequence[Stop], on_foot: bool) -> str:
    asked = {"api": "1", "origin": _at(stops[0]), "destination": _at(stops[-1])}
    if between := "|".join(map(_at, stops[1:-1])):
        asked["waypoints"] = between
    asked["travelmode"] = "walking" if on_foot else "driving"
    return f"https://www.google.com/maps/dir/?{urlencode(asked)}"


def _apple(stops: Sequence[Stop], on_foot: bool) -> str:
    asked = [("source", _at(stops[0]))]
    asked += [("waypoint", _at(stop)) for stop in stops[1:-1]]
    asked += [("destination", _at(stops[-1])), ("mode", "walking" if on_foot else "driving")]
    return f"https://maps.apple.com/directions?{urlencode(asked)}"
