"""Layers of the drawn map: map/*.geojson."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from trail.base.geo import Bbox, LineString, Position, bbox_of
from trail.dataset.schema.record import Kept, LangTag, Line, Metres, Record, Slug, Text

MapKind = Literal[
    "land", "water", "park", "square", "grounds", "building", "railway",
    "street", "footway", "mall", "bridge", "steps", "amenity", "barrier",
    "state", "foreign_land", "coast", "river", "lake", "town_area", "place", "label", "frame",
]  # fmt: skip


STREET_KINDS: frozenset[str] = frozenset({"street", "footway", "mall", "bridge", "steps"})


NOT_DRAWN = 9  # rank of a feature that another one stands for: its name may be set here, too


YesNoUnknown = Literal["yes", "no", "unknown"]

Amenity = Literal["bench", "toilets", "drinking_water", "shelter", "station", "entrance"]
Wheelchair = Literal["yes", "limited", "no"]


class MapProperties(Record):
    """Properties of a drawn feature; the street ones go with `STREET_KINDS` only.

    `accuracy_m` is null for labels: where a name stands says nothing of a place.
    `level`: lines of different levels cross without meeting; None is the ground.
    `underground`: a way that no stop on the ground joins. `access`: a way for visitors
    of what lies on it, taken at the ends of a leg only; "private" ones are not drawn.
    `along`: the street that a sidewalk without a name belongs to; `crosses`: the street
    that a crossing leads over.
    `amenity` goes with that kind; a `main` entrance comes before others. `wheelchair` is
    what somebody saw, as OpenStreetMap has it.
    `square`: the id of the square that a line leads over, which is no street of its own.
    """

    kind: MapKind
    name: Line | None = None
    accuracy_m: Metres | None
    source: Kept[Text]
    rank: Annotated[int, Field(ge=1, le=9)] | None = None
    label_class: Literal["water", "land", "park", "bridge", "town", "state"] | None = None
    from_node: Slug | None = None
    to_node: Slug | None = None
    sidewalk: YesNoUnknown | None = None
    surface: Kept[Line] | None = None
    steps: YesNoUnknown | None = None
    incline: Kept[Line] | None = None
    level: Annotated[int, Field(ge=-99, le=99)] | None = None
    names: Annotated[dict[LangTag, Kept[Line]], Field(max_length=400)] | None = None
    underground: bool | None = None
    access: Literal["visitors", "private"] | None = None
    square: Slug | None = None
    along: Kept[Text] | None = None
    crosses: Kept[Text] | None = None
    step_count: Annotated[int, Field(ge=1)] | None = None
    breadth_m: Annotated[float, Field(gt=0, le=200, allow_inf_nan=False)] | None = None
    kerb: Kept[Text] | None = None
    wheelchair: Wheelchair | None = None
    amenity: Amenity | None = None
    main: bool | None = None


class MapFeature(Record):
    """A drawn feature. `parts` holds points (one position each), lines or rings.

    For polygons each part is a ring and `polygons` groups them: polygon i is
    `parts[polygons[i][0]:polygons[i][1]]`, outer ring first.
    """

    id: str
    properties: MapProperties
    geometry_type: Literal["Point", "LineString", "Polygon"]
    parts: tuple[LineString, ...]
    polygons: tuple[tuple[int, int], ...] = ()

    @cached_property
    def bbox(self) -> Bbox:
        """Around all of it."""
        corners = [Position(*box[i : i + 2]) for box in self.part_boxes for i in (0, 2)]
        return bbox_of(corners)

    @cached_property
    def part_boxes(self) -> tuple[Bbox, ...]:
        """Around each part."""
        return tuple(bbox_of(part) for part in self.parts)


class MapLayer(Record):
    """One file of data/map/. It is drawn where the view's scale lies in its range.

    A detailed layer (`detail`) covers its `bbox` alone, over the coarse ones.
    """

    id: Slug
    title: Line
    source: Text
    credit: Text
    licence: Line
    accuracy: Text
    detail: bool
    bbox: Bbox
    features: tuple[MapFeature, ...]
