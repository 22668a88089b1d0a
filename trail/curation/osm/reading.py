"""Reading an OpenStreetMap file: the ways and areas that touch a bbox.

The file is streamed three times: relations, node locations, ways. So the order of
its parts does not matter, and of the nodes only an index is kept. Only here is
osmium imported, which is an optional package.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from trail.base.errors import OsmError
from trail.base.geo import Bbox, LineString, Position, bbox_of, clip_path, hop_m
from trail.base.meridian import beside, box_beside
from trail.curation.osm import furniture
from trail.curation.osm import tags as meaning
from trail.curation.osm.files import BROKEN, broken, check_file, osmium_or_refuse
from trail.curation.osm.furniture import OsmLine, OsmPoint
from trail.curation.osm.tags import Layer, Tags

if TYPE_CHECKING:
    from osmium.geom import WKBFactory
    from osmium.osm import Node, Relation, Way

MOST_FEATURES = 100_000  # of one layer; a map of more can't be drawn for walkers
OUTSIDE_M = 3000.0  # how far around the bbox streets are followed


Run: TypeAlias = list[tuple[int, Position]]


class OsmWay(NamedTuple):
    """A way as it is in the file, also outside the bbox; one node per position."""

    id: int
    tags: Tags
    nodes: tuple[int, ...]
    path: LineString


class OsmArea(NamedTuple):
    """A closed way or multipolygon. `rings` enclose it, counted even and odd."""

    id: str
    layer: Layer
    tags: Tags
    rings: tuple[LineString, ...]


@dataclass
class Extract:
    """What of a file touches the bbox; `notes` tell what was left out, and why.

    `outside` has the streets around the bbox: by them hangs together what lies in it.
    `closed` has streets with a name that nobody may walk on: sidewalks are called by it;
    `shut` the nodes at which a gate stops the public.
    """

    streets: list[OsmWay] = field(default_factory=list)
    outside: list[OsmWay] = field(default_factory=list)
    closed: list[OsmWay] = field(default_factory=list)
    shut: set[int] = field(default_factory=set)
    points: list[OsmPoint] = field(default_factory=list)
    railways: list[OsmLine] = field(default_factory=list)
    barriers: list[OsmLine] = field(default_factory=list)
    areas: list[OsmArea] = field(default_factory=list)
    coast: list[LineString] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    as_of: str | None = None


class _Relation(NamedTuple):
    id: int
    layer: Layer
    tags: Tags
    members: tuple[int, ...]


def read_extract(file: Path, bbox: Bbox) -> Extract:
    """What of the file touches the bbox; OsmError where the file is of no use."""
    check_file(file)
    return _Reading(file, bbox).extract()


class _Reading:
    def __init__(self, file: Path, bbox: Bbox) -> None:
        self.file, self.bbox = file, bbox
        self.around = bbox.padded(OUTSIDE_M)
        self.result = Extract()
        self.seen: Bbox | None = None  # around the ways, for the message that none is of use
        self.closed = 0
        self.open_areas = 0
        self.gaps = 0
        self.layers: dict[str, int] = {}
        self.member_paths: dict[int, LineString] = {}
        self.unsent: dict[int, tuple[int, int]] | None = None

    def extract(self) -> Extract:
        osmium = osmium_or_refuse()
        relations = [r for r in map(self._relation, self._objects("RELATION")) if r is not None]
        members = {way for relation in relations for way in relation.members}
        locations = osmium.NodeLocationsForWays(osmium.index.create_map("flex_mem"))
        locations.ignore_errors()
        self._index_nodes(locations)
        for node in self._objects("NODE", osmium.filter.KeyFilter(*furniture.KEYS, "barrier")):
            self._take_point(node)
        factory = osmium.geom.WKBFactory()
        for way in self._objects("WAY", locations):
            box: Bbox | None
            try:
                box = box_beside(_box_of(way, factory), self.bbox)
            except (osmium.InvalidLocationError, *BROKEN):
                box = self._box_of_known(way)
            if box is None:
                continue
            if not self.layers:
                self.seen = _around(self.seen, box)
            member = way.id in members
            if member or self.around.intersects(box):
                self._take(way, member, box)
        for relation in relations:
            self._assemble(relation)
        self._tell()
        return self.result

    def _objects(self, entity: str, *handlers: object) -> Iterator[Any]:
        osmium = osmium_or_refuse()
        try:
            with osmium.io.Reader(str(self.file), getattr(osmium.osm, entity)) as reader:
                if self.result.as_of is None:
                    header = reader.header()
                    stamp = header.get("osmosis_replication_timestamp", "")
                    self.result.as_of = (stamp or header.get("timestamp", ""))[:10]
                yield from osmium.OsmFileIterator(reader, *handlers)
        except (osmium.InvalidLocationError, *BROKEN) as error:
            raise broken(self.file, error) from error

    def _index_nodes(self, locations: object) -> None:
        osmium = osmium_or_refuse()
        try:
            with osmium.io.Reader(str(self.file), osmium.osm.NODE) as reader:
                osmium.apply(reader, locations)
        except (osmium.InvalidLocationError, *BROKEN) as error:
            raise broken(self.file, error) from error

    def _tags(self, of: Way | Relation | Node) -> dict[str, str]:
        try:
            return {tag.k: tag.v for tag in of.tags}
        except UnicodeDecodeError as error:
            raise broken(self.file, error) from error

    def _take_point(self, node: Node) -> None:
        if not node.location.valid():
            return
        position = beside(Position(round(node.lon, 6), round(node.lat, 6)), self.bbox)
        if not self.around.contains(position):
            return
        tags = self._tags(node)
        if meaning.is_shut(tags):
            self.result.shut.add(node.id)
        if not self.bbox.contains(position):
            return
        amenity = furniture.amenity_of(tags)
        if amenity is not None:
            self._count("amenities")
            self.result.points.append(OsmPoint(f"n{node.id}", amenity, tags, position))

    def _take_furniture(self, way: int, tags: Tags, path: LineString) -> None:
        """What lies beside the streets as a line or an area of its own."""
        amenity = furniture.amenity_of(tags)
        if amenity not in (None, "entrance"):
            middle = bbox_of(path).centre
            place = Position(round(middle.lon, 6), round(middle.lat, 6))
            if self.bbox.contains(place):
                self.result.points.append(OsmPoint(f"w{way}", amenity, tags, place))
        for fits, layer, found in (
            (furniture.is_railway, "railways", self.result.railways),
            (furniture.is_barrier, "barriers", self.result.barriers),
        ):
            for number, piece in enumerate(clip_path(path, self.bbox) if fits(tags) else (), 1):
                self._count(layer)
                found.append(OsmLine(f"w{way}-{number}", tags, piece))

    # ------------------------------------------------------------ ways

    def _take(self, way: Way, member: bool, box: Bbox) -> None:
        tags = meaning.as_way(self._tags(way))
        runs = list(self._runs(way))
        whole = runs[0] if len(runs) == 1 and len(runs[0]) == len(way.nodes) else None
        path = tuple(position for _, position in whole) if whole else ()
        if member and whole:
            self.member_paths[way.id] = path
        is_inside = self.bbox.intersects(box)
        is_ring = len(path) > 3 and path[0] == path[-1]
        if is_ring and tags.get("area") == "yes" and meaning.is_square(tags):
            if is_inside:
                self._add_area(OsmArea(f"w{way.id}", "squares", tags, (path,)))
            return
        if is_inside:
            for run in runs:
                self._take_furniture(way.id, tags, tuple(position for _, position in run))
        if meaning.street_kind(tags):
            self._take_street(way.id, tags, runs, is_inside, is_whole=whole is not None)
        elif is_inside and tags.get("natural") == "coastline":
            self.result.coast += [tuple(position for _, position in run) for run in runs]
        layer = None
        if is_inside and any(key in tags for key in meaning.AREA_KEYS):
            layer = meaning.area_layer(tags)
        if layer in (None, "squares") or "highway" in tags:
            return
        if is_ring:
            self._add_area(OsmArea(f"w{way.id}", layer, tags, (path,)))
        elif not member and layer != "water":
            self.open_areas += 1

    def _box_of_known(self, way: Way) -> Bbox | None:
        """The box around those of the way's pieces that the file has."""
        known = [position for run in self._runs(way) for _, position in run]
        return bbox_of(known) if known else None

    def _runs(self, way: Way) -> Iterator[Run]:
        """The nodes with their positions, in pieces where the file lacks some; two or more.

        Longitudes count as those of `bbox` do, which may lie over the 180th meridian.
        """
        run: Run = []
        for node in way.nodes:
            at = (node.x, node.y) if node.location.valid() else self._unsent(node.ref)
            if at is not None:
                position = Position(round(at[0] / 1e7, 6), round(at[1] / 1e7, 6))
                run.append((node.ref, beside(position, self.bbox)))
                continue
            if len(run) > 1:
                yield run
            run = []
        if len(run) > 1:
            yield run

    def _unsent(self, ref: int) -> tuple[int, int] | None:
        """Where a node lies that an editor numbered below zero, because it was never uploaded.

        osmium's index takes none of those, and few files have any: read at the first need.
        """
        if ref >= 0:
            return None
        if self.unsent is None:
            self.unsent = {
                node.id: (node.location.x, node.location.y)
                for node in self._objects("NODE")
                if node.id < 0 and node.location.valid()
            }
        return self.unsent.get(ref)

    def _take_street(
        self, way: int, tags: Tags, runs: list[Run], is_inside: bool, *, is_whole: bool
    ) -> None:
        metres = sum(hop_m(a, b) for run in runs for (_, a), (_, b) in itertools.pairwise(run))
        if not meaning.foot_access(tags, metres):
            self.closed += is_inside
            if is_inside and "name" in tags:
                for run in runs:
                    nodes, path = zip(*run, strict=True)
                    self.result.closed.append(OsmWay(way, tags, nodes, path))
            return
        if is_inside:
            self._count("streets")
            self.gaps += not is_whole
        for run in runs:
            nodes, path = zip(*run, strict=True)
            there = self.result.streets if is_inside else self.result.outside
            there.append(OsmWay(way, tags, nodes, path))

    def _count(self, layer: str) -> None:
        self.layers[layer] = self.layers.get(layer, 0) + 1
        if self.layers[layer] > MOST_FEATURES:
            raise OsmError(
                f"{self.file}: more than {MOST_FEATURES:,} {layer} in the bbox;"
                " choose a smaller one, about a town's center"
            )

    def _add_area(self, area: OsmArea) -> None:
        self._count(area.layer)
        self.result.areas.append(area)

    # ------------------------------------------------------------ relations

    def _relation(self, relation: Relation) -> _Relation | None:
        tags = self._tags(relation)
        layer = meaning.area_layer(tags) if tags.get("type") == "multipolygon" else None
        if layer is None:
            return None
        members = dict.fromkeys(member.ref for member in relation.members if member.type == "w")
        return _Relation(relation.id, layer, tags, tuple(members))

    def _assemble(self, relation: _Relation) -> None:
        paths = [self.member_paths[way] for way in relation.members if way in self.member_paths]
        if not paths:
            return
        around = bbox_of(position for path in paths for position in path)
        if not self.bbox.intersects(around):
            return
        name = relation.tags.get("name", "without a name")
        what = f"{relation.layer}: relation {relation.id} ({name[:60]})"
        rings, loose = join_rings(paths)
        if loose:
            note = f"{what} is left out: its outline is not whole in the file"
            self.result.notes.append(f"{note}; take an extract with complete relations")
            return
        if len(paths) < len(relation.members):
            self.result.notes.append(f"{what} is drawn without the rings that the file lacks")
        self._add_area(OsmArea(f"r{relation.id}", relation.layer, relation.tags, tuple(rings)))

    def _tell(self) -> None:
        if not (self.result.streets or self.result.areas or self.result.coast):
            there = (
                f"what it has lies in {_degrees(self.seen)}"
                if self.seen
                else "no way in it has a place"
            )
            raise OsmError(f"{self.file}: nothing in the bbox {_degrees(self.bbox)}; {there}")
        if not self.result.streets:
            wrong = f"no street or path in the bbox {_degrees(self.bbox)}"
            raise OsmError(f"{self.file}: {wrong} that people may walk along")
        if self.closed:
            note = f"streets: {self.closed:,} ways left out, closed to the public or to walkers"
            self.result.notes.append(note)
        if self.gaps:
            note = f"streets: {self.gaps:,} ways have nodes that the file lacks; the rest is drawn"
            self.result.notes.append(note)
        if self.open_areas:
            note = f"{self.open_areas:,} areas left out, because their outline is not closed"
            self.result.notes.append(note)


def join_rings(paths: Iterable[LineString]) -> tuple[list[LineString], int]:
    """Lines joined end to end, either way round, into rings; and how many are left over."""
    rings: list[LineString] = []
    at: dict[Position, list[int]] = {}
    lines: list[LineString] = []
    for path in paths:
        if path[0] == path[-1]:
            rings.append(path)
            continue
        for end in (path[0], path[-1]):
            at.setdefault(end, []).append(len(lines))
        lines.append(path)
    used = [False] * len(lines)
    loose = 0
    for first, line in enumerate(lines):
        if used[first]:
            continue
        used[first] = True
        chain = list(line)
        while chain[-1] != chain[0]:
            onward = next((k for k in at[chain[-1]] if not used[k]), None)
            if onward is None:
                loose += 1
                break
            used[onward] = True
            there = lines[onward]
            chain += there[1:] if there[0] == chain[-1] else there[-2::-1]
        else:
            rings.append(tuple(chain))
    # A ring of three positions goes there and back and encloses nothing.
    return [ring for ring in rings if len(ring) > 3], loose


def _box_of(way: Way, factory: WKBFactory) -> Bbox:
    """The box around a way whose nodes are all in the file.

    By way of osmium's well-known binary, which is four times as fast as asking node
    by node: of a large file nearly every way lies outside the bbox.
    """
    raw = bytes.fromhex(factory.create_linestring(way))
    # Byte order, type and number of points come first, in nine bytes.
    numbers = struct.unpack_from(f"<{(len(raw) - 9) // 8}d", raw, 9)
    lons, lats = numbers[::2], numbers[1::2]
    return Bbox(min(lons), min(lats), max(lons), max(lats))


def _around(one: Bbox | None, other: Bbox) -> Bbox:
    if one is None:
        return other
    return Bbox(
        min(one.west, other.west),
        min(one.south, other.south),
        max(one.east, other.east),
        max(one.north, other.north),
    )


def _degrees(bbox: Bbox) -> str:
    return ",".join(f"{degrees:.4f}" for degrees in bbox)
