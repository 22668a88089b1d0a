"""A tour of four stops and five sites (one without a place), with awkward names."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from trail.base.geo import LineString, Position, bearing_deg, distance_m, length_m
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TourPlan
from trail.export.geo import ExportMeta
from trail.guide.walk.values import Itinerary, Leg, Stop

HOSTILE = 'Smith & Sons\' <b>"Ale"</b> <script>alert(1)</script> ]]> $[name]'
JAPANESE = "東京の家"
RUSSIAN = "Дом Витте"
FORMULA = '=HYPERLINK("x")'


def site(
    site_id: str,
    name: str,
    position: tuple[float, float] | None,
    summary: str = "A house that stood by.",
    reason: str | None = None,
) -> Site:
    return Site.model_validate(
        {
            "id": site_id,
            "position": None if position is None else Position(*position),
            "properties": {
                "name": name,
                "label": name[:28],
                "other_names": [{"name": "ポーツマス", "lang": "ja"}],
                "town": "Testtown, Upper",
                "state": "NH",
                "address": None,
                "collection": "trail",
                "reach": "foot",
                "status": "gone",
                "access": {
                    "state": "outside",
                    "detail": "Seen from the street.",
                    "step_free": None,
                    "as_of": None,
                    "source": None,
                },
                "summary": summary,
                "story": ["It stood."],
                "facts": [],
                "position": {
                    "accuracy_m": None if position is None else 12.5,
                    "source": "a made-up survey",
                    "show_as": "none" if position is None else "pin",
                    "reason": reason,
                },
                "remains_today": None,
                "marker": None,
                "official_url": None,
            },
        },
    )


SITES = (
    site("quay", "Old Quay", (-70.7576312345, 43.0770712345)),
    site("smith", HOSTILE, (-70.75, 43.08)),
    site("tokyo", JAPANESE, (-70.7512, 43.0791)),
    site("witte", RUSSIAN, (-70.7500004, 43.0700006), summary=FORMULA),
)
LOST = site("lost", "Lost House", None, reason="No source says where it stood.")


def called(name: str) -> Site:
    """A site with a name that the data's check may refuse: an exporter minds it all the same."""
    found = site("x", "x", (1, 2))
    properties = found.properties.model_copy(update={"name": name, "label": name[:28]})
    return found.model_copy(update={"properties": properties})


def tour(
    *, loop: bool = False, follows_streets: Sequence[bool] = (True, False, True, True)
) -> Itinerary:
    """Four stops; the second leg is straight, the others follow bent paths."""
    stops = tuple(
        Stop(number=i, site=s, position=s.position, dwell_min=5)
        for i, s in enumerate(SITES, 1)
        if s.position is not None
    )
    pairs = list(itertools.pairwise(stops))
    if loop:
        pairs.append((stops[-1], stops[0]))
    plan = TourPlan.model_validate(
        {
            "id": "town",
            "name": "Town",
            "short_name": "Town",
            "mode": "foot",
            "summary": "Around.",
            "start": "quay",
            "loop": loop,
            "order": "curated",
            "order_note": "As written.",
            "stops": [s.id for s in SITES],
        }
    )
    legs = tuple(leg(a, b, follows_streets=follows_streets[i]) for i, (a, b) in enumerate(pairs))
    return Itinerary(tour=plan, order_by="curated", exact=True, stops=stops, legs=legs, loop=loop)


def leg(origin: Stop, destination: Stop, *, follows_streets: bool) -> Leg:
    a, b = origin.position, destination.position
    path: LineString = (a, Position(a.lon, b.lat), b) if follows_streets else (a, b)
    return Leg(
        origin=origin,
        destination=destination,
        path=path,
        distance_m=length_m(path) if follows_streets else distance_m(a, b),
        bearing_deg=bearing_deg(a, b),
        follows_streets=follows_streets,
    )


def meta(**changes: object) -> ExportMeta:
    values: dict[str, object] = {
        "title": "Town tour",
        "description": "Four houses.",
        "author": "A small society",
        "credit": "Text: a small society, CC BY 4.0.",
        "data_date": "2026-11-22",
        "licence_url": "https://licence.example/by/4.0/",
        "url": "https://trail.example/tours/town/",
        "site_url": lambda s: f"https://trail.example/sites/{s.id}/",
    }
    return ExportMeta(**(values | changes))  # type: ignore[arg-type]
