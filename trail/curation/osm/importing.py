"""Drawn map and walking network from an OpenStreetMap extract.

The curator downloads the extract; nothing here asks the network. Nine layers of the
dataset's map/ are replaced, the others stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from trail.base.errors import DatasetError, InvalidParameter, OsmError
from trail.base.geo import Bbox, LineString, even_odd
from trail.curation.osm import furniture
from trail.curation.osm import tags as meaning
from trail.curation.osm.blocks import Block
from trail.curation.osm.coast import land_of
from trail.curation.osm.furniture import line_feature, point_feature
from trail.curation.osm.layers import count_features, replace_layers
from trail.curation.osm.reading import Extract, OsmArea, read_extract
from trail.curation.osm.sidewalks import Belonging, Streets
from trail.curation.osm.squares import squares_of
from trail.curation.osm.streets import blocks_of
from trail.dataset.schema.map import NOT_DRAWN, MapFeature, MapKind, MapLayer, MapProperties
from trail.dataset.text.geojson import parse_bbox as bbox_from
from trail.guide.checking import checked
from trail.guide.walk.edges import along_m
from trail.guide.walk.leg_check import LegDoubt, leg_doubts
from trail.guide.walk.network import Network

CREDIT = "© OpenStreetMap contributors, ODbL"
LICENCE = "Open Database License (ODbL) 1.0, https://opendatacommons.org/licenses/odbl/1-0/"
ACCURACY = (
    "OpenStreetMap states no accuracy and none was measured here. 10 m is assumed for drawing;"
    " what is not tagged is unknown."
)
ACCURACY_M = 10.0
_TITLES = {
    "streets": "Streets and paths",
    "squares": "Squares",
    "water": "Water",
    "land": "Land",
    "parks": "Parks and greens",
    "buildings": "Buildings",
    "railways": "Railways",
    "amenities": "Benches, toilets, water, shelters, stations and doors",
    "barriers": "Walls, fences, cliffs and what else nobody steps over",
}
_KINDS: dict[str, MapKind] = {
    "squares": "square",
    "water": "water",
    "parks": "park",
    "buildings": "building",
}


class LayerChange(NamedTuple):
    """A layer before and after, in features; `before` is None where it was not there."""

    layer: str
    before: int | None
    after: int


@dataclass(frozen=True)
class ImportReport:
    """What an import changed, and what it left out."""

    changes: tuple[LayerChange, ...]
    street_km: float
    notes: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        for change in self.changes:
            before = "none" if change.before is None else f"{change.before:,}"
            extra = f" ({self.street_km:.1f} km)" if change.layer == "streets" else ""
            yield f"map/{change.layer}.geojson: {before} -> {change.after:,} features{extra}"
        yield from self.notes


def parse_bbox(text: str) -> Bbox:
    """The box of "W,S,E,N" in degrees; raises InvalidParameter."""
    try:
        numbers = [round(float(part), 6) for part in text.split(",")]
    except (ValueError, OverflowError):
        numbers = []
    bbox = bbox_from(numbers)
    if bbox is None:
        expected = (
            "W,S,E,N: four numbers in degrees, south below north, "
            "west below east but over the 180th meridian"
        )
        raise InvalidParameter("--bbox", text, expected)
    return bbox


class DrawnTown(NamedTuple):
    """What an extract has in a bbox, not yet in any dataset: the layers, and what to know."""

    layers: tuple[MapLayer, ...]
    notes: tuple[str, ...]


def import_osm(extract: Path, bbox: Bbox, data: Path) -> ImportReport:
    """Replace the layers of `_TITLES` in the dataset in `data` by what the extract has in the bbox.

    Raises OsmError, or DatasetError where `data` is no directory; then nothing changed.
    """
    before = _counted(data)
    return _put(drawing_of(extract, bbox), before, data)


def drawing_of(extract: Path, bbox: Bbox, *, whole_coast: bool = True) -> DrawnTown:
    """The layers as `import_osm` would put them; raises OsmError.

    `whole_coast` refuses a coastline that breaks off inside the bbox. Where nobody chose
    the bbox it is told instead, and no land is drawn: without any the map tells of no sea.
    """
    found = read_extract(extract, bbox)
    layers = layers_of(found, bbox, whole_coast=whole_coast)
    return DrawnTown(layers, tuple(found.notes))


def put_drawing(drawing: DrawnTown, data: Path) -> ImportReport:
    """The second half of `import_osm`."""
    return _put(drawing, _counted(data), data)


def _counted(data: Path) -> dict[str, int | None]:
    return {layer: count_features(data, layer) for layer in _TITLES}


def _put(drawing: DrawnTown, before: Mapping[str, int | None], data: Path) -> ImportReport:
    replace_layers(data, drawing.layers)
    changes = (LayerChange(it.id, before[it.id], len(it.features)) for it in drawing.layers)
    streets = drawing.layers[0].features
    metres = sum(along_m(part) for street in streets for part in street.parts)
    return ImportReport(tuple(changes), metres / 1000, drawing.notes)


def doubts_of(data: Path) -> tuple[LegDoubt, ...]:
    """The legs of the dataset that are odd on its streets; none where it has faults still."""
    try:
        dataset = checked(data)
    except DatasetError:
        return ()
    return leg_doubts(dataset, Network.of_dataset(dataset))


def layers_of(found: Extract, bbox: Bbox, *, whole_coast: bool = True) -> tuple[MapLayer, ...]:
    """The layers, streets first; adds to the extract's notes."""
    squares = squares_of(found.areas, bbox)
    blocks = blocks_of(found, bbox, squares)
    if not blocks:
        raise OsmError("the streets of the extract only touch the bbox; choose a larger one")
    land: tuple[tuple[LineString, ...], ...] = ()
    try:
        land = land_of(found.coast, bbox)
    except OsmError as error:
        if whole_coast:
            raise
        found.notes.append(f"land and sea are not told apart: {error}")
    streets = Streets([*found.streets, *found.closed])
    areas = sorted(found.areas, key=lambda area: (area.id[0] == "r", int(area.id[1:])))
    features: dict[str, list[MapFeature]] = {
        "streets": [_street(block, streets.of(block)) for block in blocks],
        "squares": [],
        "water": [],
        "land": [
            _polygons(
                f"land-{number}",
                MapProperties(kind="land", accuracy_m=ACCURACY_M, source="OpenStreetMap coastline"),
                [polygon],
            )
            for number, polygon in enumerate(land, 1)
        ],
        "parks": [],
        "buildings": [],
        "railways": [line_feature(line, "railway", ACCURACY_M) for line in found.railways],
        "amenities": [point_feature(point, ACCURACY_M) for point in found.points],
        "barriers": [line_feature(line, "barrier", ACCURACY_M) for line in found.barriers],
    }
    for area in areas:
        polygons = even_odd(area.rings, bbox)
        if polygons:
            features[area.layer].append(_polygons(area.id, _area_properties(area), polygons))
    as_of = f", data of {found.as_of}" if found.as_of else ""
    return tuple(
        MapLayer(
            id=layer,
            title=_TITLES[layer],
            source=f"OpenStreetMap extract{as_of}",
            credit=CREDIT,
            licence=LICENCE,
            accuracy=ACCURACY,
            detail=True,
            bbox=bbox,
            features=tuple(found_features),
        )
        for layer, found_features in features.items()
    )


def _street(block: Block, belonging: Belonging) -> MapFeature:
    tags = block.tags
    kind = meaning.street_kind(tags)
    if kind is None:
        raise ValueError(f"block {block.id} is no street")
    access = meaning.foot_access(tags)
    private = access == "private"
    properties = MapProperties(
        kind=kind,
        name=None if private else meaning.plain(tags.get("name")),
        accuracy_m=ACCURACY_M,
        source=f"OpenStreetMap {_what(block.square or block.id)} {block.way}",
        rank=NOT_DRAWN if private or block.square else None,
        from_node=block.from_node,
        to_node=block.to_node,
        sidewalk=meaning.sidewalk(tags),
        surface=meaning.plain(tags.get("surface")) or "unknown",
        steps=meaning.steps(tags),
        incline=meaning.plain(tags.get("incline")),
        level=block.level or None,
        names=None if private else meaning.names(tags),
        square=block.square,
        step_count=furniture.step_count(tags),
        breadth_m=furniture.breadth_m(tags),
        kerb=meaning.plain(tags.get("kerb")),
        wheelchair=furniture.wheelchair(tags),
        along=belonging.along,
        crosses=belonging.crosses,
        underground=meaning.is_underground(tags) or None,
        access=None if access == "open" else access,
    )
    return MapFeature(
        id=block.id, properties=properties, geometry_type="LineString", parts=(block.path,)
    )


def _area_properties(area: OsmArea) -> MapProperties:
    return MapProperties(
        kind=_KINDS[area.layer],
        name=meaning.plain(area.tags.get("name")),
        accuracy_m=ACCURACY_M,
        source=f"OpenStreetMap {_what(area.id)} {area.id[1:]}",
        names=meaning.names(area.tags),
    )


def _what(feature_id: str) -> str:
    return "relation" if feature_id[0] == "r" else "way"


def _polygons(
    feature_id: str, properties: MapProperties, polygons: Iterable[tuple[LineString, ...]]
) -> MapFeature:
    parts: list[LineString] = []
    groups = []
    for rings in polygons:
        groups.append((len(parts), len(parts) + len(rings)))
        parts += rings
    return MapFeature(
        id=feature_id,
        properties=properties,
        geometry_type="Polygon",
        parts=tuple(parts),
        polygons=tuple(groups),
    )
