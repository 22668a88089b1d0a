"""The collections as values, made once of the dataset and its itineraries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from trail.base.errors import NotFound
from trail.base.geo import Bbox, LineString, bbox_of, paths_meet
from trail.base.meridian import all_turns
from trail.dataset.schema.map import STREET_KINDS, MapFeature, MapLayer
from trail.dataset.schema.site import Site
from trail.dataset.schema.story import Event
from trail.export.api.datetimes import Interval, of_date
from trail.export.api.fields import FIELDS
from trail.export.api.query import Asked
from trail.export.geo.content import ExportMeta, Point, degrees, lines_of, rounded
from trail.export.geo.geojson import leg_feature, point_feature
from trail.export.pictures import sent_as
from trail.guide.guide import Guide
from trail.guide.walk.query import located
from trail.guide.walk.values import Itinerary


class CollectionNotFound(NotFound):
    kind = "collection"


class FeatureNotFound(NotFound):
    kind = "feature"


_TOLD_OF_PICTURES = {"kind", "alt", "caption", "by", "date", "rights", "credit", "source"}
_LIKE_A_TIME = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d(:\d\d)?")


@dataclass(frozen=True)
class Item:
    """A feature. `paths` is its geometry for questions (points are paths of one position).

    `page` names what its page shows: ("site", id), ("tour", id), ("day", ISO day or "")
    or ("about", ""). `time` is None where none is known.
    """

    id: str
    title: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]
    page: tuple[str, str]
    paths: tuple[LineString, ...] = ()
    time: Interval | None = None

    @cached_property
    def bbox(self) -> Bbox | None:
        positions = [position for path in self.paths for position in path]
        return bbox_of(positions) if positions else None

    def meets(self, box: Bbox) -> bool:
        """Whether the geometry and the box share a point; never without a geometry."""
        own = self.bbox
        if own is None or not own.intersects(box):
            return False
        if own.west == own.east and own.south == own.north:
            return True
        return paths_meet(self.paths, box)

    @cached_property
    def tells(self) -> frozenset[str]:
        """The columns whose type shows in it: not by null, [] or a text that is like a time."""
        columns = self.properties | {"geometry": self.geometry}
        return frozenset(
            name
            for name, value in columns.items()
            if value not in (None, [], "")
            and not (isinstance(value, str) and _LIKE_A_TIME.fullmatch(value))
        )


@dataclass(frozen=True)
class ItemPage:
    """One page of the items that fit, and how many fit in all."""

    items: tuple[Item, ...]
    matched: int


@dataclass(frozen=True)
class FeatureCollection:
    """Items under an id. `timed`: they happened at some time."""

    id: str
    title: str
    description: str
    items: tuple[Item, ...]
    timed: bool = False
    _by_id: dict[str, Item] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update((item.id, item) for item in self.items)

    @cached_property
    def bbox(self) -> Bbox | None:
        boxes = [item.bbox for item in self.items if item.bbox]
        if not boxes:
            return None
        west, south, east, north = zip(*boxes, strict=True)
        return Bbox(min(west), min(south), max(east), max(north))

    @cached_property
    def time(self) -> Interval | None:
        """From the first to the last second of any item; None where no time is known."""
        times = [item.time for item in self.items if item.time]
        if not times:
            return None
        return Interval(min(t.first for t in times), max(t.last for t in times))

    def get(self, feature_id: str) -> Item:
        """The item; raises FeatureNotFound with the nearest ids."""
        found = self._by_id.get(feature_id)
        if found is None:
            raise FeatureNotFound(feature_id, self._by_id)
        return found

    def select(self, asked: Asked) -> ItemPage:
        """The page asked for. Without a geometry an item is in no box; without a known
        time in no time, but a collection that has none is not filtered by it."""
        found: Iterable[Item] = self.items
        if asked.boxes is not None:
            # Positions count on over the 180th meridian, what is asked for may not.
            boxes = [box for asked_for in asked.boxes for box in all_turns(asked_for)]
            boxes = [box for box in boxes if self.bbox and self.bbox.intersects(box)]
            found = [item for item in found if any(map(item.meets, boxes))]
        if asked.time is not None and self.timed:
            time = asked.time
            found = [item for item in found if item.time and item.time.meets(time)]
        for name, wanted in asked.filters:
            found = [item for item in found if _has(item.properties[name], wanted)]
        fitting = tuple(found)
        return ItemPage(fitting[asked.offset : asked.offset + asked.limit], len(fitting))


def _telling_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items in their order, but first a few that tell the types of all columns.

    QGIS and GDAL take a layer's types from its first 10 features. Were no place among
    them it would be a table, and an EDTF date cut to its first day. A list that is empty
    in the very first is no list to them: where one item has all lists filled, it leads.
    """
    ahead: list[Item] = []
    rest = list(items)
    told: frozenset[str] = frozenset()
    while rest:
        at = max(range(len(rest)), key=lambda i: len(rest[i].tells - told))
        if rest[at].tells <= told:
            break
        ahead.append(rest.pop(at))
        told |= ahead[-1].tells
    return (*ahead, *rest)


def _has(value: object, wanted: str | int) -> bool:
    return wanted in value if isinstance(value, list) else value == wanted


class Catalogue:
    """Every collection of one trail, each made on first use."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._made: dict[str, FeatureCollection] = {}
        self.zone: tzinfo = ZoneInfo(guide.dataset.trail.time_zone)
        self._makers: dict[str, tuple[str, str, Callable[[], Iterator[Item]]]] = {
            "sites": ("Sites", "The places of the trail. Where one is not known the geometry is"
                      " null and position_reason says why.", self._sites),
            "tours": ("Tours", "The ways around, each as its legs in order.", self._tours),
            "stops": ("Stops", "Sites as the tours visit them, numbered in order.", self._stops),
            "legs": ("Legs", "The ways between stops; follows_streets says whether one goes along"
                     " mapped streets or is a straight line.", self._legs),
            "events": ("Events", "What happened and when, at the sites where it happened. Dates"
                       " are exact, about a day, between two, or not known.", self._events),
            "streets": ("Streets", "The streets that ways on foot follow. Sidewalk, surface and"
                        " steps are unknown unless they were seen.", self._streets),
        }  # fmt: skip

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._makers)

    def all(self) -> tuple[FeatureCollection, ...]:
        return tuple(self.get(collection_id) for collection_id in self._makers)

    def get(self, collection_id: str) -> FeatureCollection:
        """The collection; raises CollectionNotFound."""
        if collection_id not in self._makers:
            raise CollectionNotFound(collection_id, self._makers)
        if collection_id not in self._made:
            title, about, items = self._makers[collection_id]
            timed = any(name.name == "precision" for name in FIELDS[collection_id])
            found = _telling_first(items())
            made = FeatureCollection(collection_id, title, about, found, timed)
            self._made[collection_id] = made
        return self._made[collection_id]

    # ------------------------------------------------------------ their items

    @cached_property
    def _meta(self) -> ExportMeta:
        trail = self._guide.dataset.trail
        return ExportMeta(trail.title, "", trail.title, "", trail.data_date)

    def _point(self, point: Point) -> dict[str, Any]:
        """What the files to take along say of it, without its page."""
        properties = dict(point_feature(point, self._meta)["properties"])
        properties.pop("url")
        properties.setdefault("position_reason", None)
        return properties

    def _sites(self) -> Iterator[Item]:
        for site in self._guide.dataset.sites:
            p = site.properties
            properties = self._point(Point(site, site.position)) | {
                "collection": p.collection,
                "reach": p.reach,
                "people": list(p.people),
                "tracks": [link.number for link in p.tracks],
                "tours": [tour.id for tour in self._guide.dataset.tours_of(site.id)],
                "remains_today": p.remains_today,
                "facts": [fact.model_dump(mode="json") for fact in p.facts],
                "pictures": [
                    record.model_dump(mode="json", include=_TOLD_OF_PICTURES)
                    | {"url": sent_as(self._guide.dataset, record)}
                    for record in self._guide.dataset.pictures_of(site.id)
                ],
            }
            geometry, paths = _point(site), _paths([site])
            yield Item(site.id, site.name, geometry, properties, ("site", site.id), paths)

    @property
    def _itineraries(self) -> Iterator[Itinerary]:
        for tour in self._guide.dataset.trail.tours:
            yield self._guide.itinerary(tour.id)

    def _tours(self) -> Iterator[Item]:
        for itinerary in self._itineraries:
            tour, paths = itinerary.tour, tuple(_rounded(leg.path) for leg in itinerary.legs)
            properties = {
                "name": tour.name,
                "summary": tour.summary,
                "mode": tour.mode,
                "loop": tour.loop,
                "order": itinerary.order_by,
                "order_exact": itinerary.exact,
                "stops": [stop.site.id for stop in itinerary.stops],
                "distance_m": round(itinerary.distance_m, 1),
                "follows_streets": all(leg.follows_streets for leg in itinerary.legs),
            }
            geometry = {"type": "MultiLineString", "coordinates": _plain(paths)} if paths else None
            yield Item(tour.id, tour.name, geometry, properties, ("tour", tour.id), paths)

    def _stops(self) -> Iterator[Item]:
        for itinerary in self._itineraries:
            onward = {leg.origin.number: leg.distance_m for leg in itinerary.legs}
            for stop in itinerary.stops:
                point = Point(stop.site, stop.position, stop.number, onward.get(stop.number))
                properties = self._point(point) | {
                    "tour": itinerary.tour.id,
                    "site": stop.site.id,
                    "dwell_min": stop.dwell_min,
                }
                yield Item(
                    f"{itinerary.tour.id}.{stop.site.id}",
                    f"{itinerary.tour.short_name} {stop.number}. {stop.site.name}",
                    _point(stop.site),
                    properties,
                    ("site", stop.site.id),
                    _paths([stop.site]),
                )

    def _legs(self) -> Iterator[Item]:
        for itinerary in self._itineraries:
            for number, leg in enumerate(itinerary.legs, 1):
                made = leg_feature(number, leg)
                ends = f"{leg.origin.site.id}.{leg.destination.site.id}"
                yield Item(
                    f"{itinerary.tour.id}.{ends}",
                    made["properties"]["name"],
                    made["geometry"],
                    made["properties"] | {"tour": itinerary.tour.id},
                    ("tour", itinerary.tour.id),
                    (_rounded(leg.path),),
                )

    def _events(self) -> Iterator[Item]:
        story = self._guide.dataset.story
        for event in story.events if story else ():
            yield self._event(event)

    def _event(self, event: Event) -> Item:
        when = event.date
        sites = [self._guide.dataset.get_site(site_id) for site_id in event.sites]
        properties = {
            "title": event.title,
            "text": event.text,
            "date": str(when) if when else None,
            "start": when.first.isoformat() if when else None,
            "end": when.last.isoformat() if when and when.last < date.max else None,
            "precision": when.precision if when else "unknown",
            "when": event.when,
            "time": event.time,
            "band": event.band,
            "kind": event.kind,
            "sites": list(event.sites),
            "place": event.place,
            "people": list(event.people),
            "tracks": list(event.tracks),
            "certainty": event.certainty,
            "note": event.note,
            "contradicts": event.contradicts,
            "sources": list(event.sources),
        }
        paths = _paths(sites)
        # Always many points, also for one: programs want one type a layer.
        geometry = (
            {"type": "MultiPoint", "coordinates": [list(degrees(path[0])) for path in paths]}
            if paths
            else None
        )
        day = when.first.isoformat() if when and when.first == when.last else ""
        time = of_date(when, self.zone) if when else None
        return Item(event.id, event.title, geometry, properties, ("day", day), paths, time)

    def _streets(self) -> Iterator[Item]:
        for layer in self._guide.dataset.layers:
            for feature in layer.features:
                if feature.properties.kind in STREET_KINDS:
                    yield _street(layer, feature)


def _street(layer: MapLayer, feature: MapFeature) -> Item:
    p = feature.properties
    properties = {
        "layer": layer.id,
        "name": p.name,
        "kind": p.kind,
        "accuracy_m": p.accuracy_m,
        "source": p.source,
        "sidewalk": p.sidewalk or "unknown",
        "surface": p.surface,
        "steps": p.steps or "unknown",
    }
    paths = tuple(map(_rounded, feature.parts))
    title = f"{p.name or p.kind} ({feature.id})"
    geometry = {"type": "MultiLineString", "coordinates": _plain(paths)}
    return Item(f"{layer.id}.{feature.id}", title, geometry, properties, ("about", ""), paths)


def _point(site: Site) -> dict[str, Any] | None:
    """The geometry of a site; null where its place is not known."""
    if site.position is None:
        return None
    return {"type": "Point", "coordinates": list(degrees(site.position))}


def _paths(sites: Iterable[Site]) -> tuple[LineString, ...]:
    return tuple((rounded(position),) for _, position in located(sites))


def _rounded(path: LineString) -> LineString:
    return tuple(map(rounded, path))


def _plain(paths: Iterable[LineString]) -> list[list[list[float]]]:
    return [[list(position) for position in line] for path in paths for line in lines_of(path)]
