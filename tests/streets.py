"""Made-up street networks for tests, drawn in metres east and north of a point."""

from __future__ import annotations

from collections.abc import Sequence

from trail.base.geo import Bbox, LocalPlane, Position
from trail.dataset.schema.map import MapFeature, MapLayer, MapProperties

PLANE = LocalPlane(Position(2.0, 48.0))
Corner = tuple[float, float]


def at(x: float, y: float) -> Position:
    """The position so many metres east and north."""
    return PLANE.to_position(x, y)


def block(
    name: str | None,
    from_node: str | None,
    to_node: str | None,
    corners: Sequence[Corner],
    kind: str = "street",
    block_id: str | None = None,
    **facts: str | int | dict[str, str],
) -> MapFeature:
    """A street feature through the corners."""
    words = (name or "unnamed", from_node or "", to_node or "")
    made = "-".join(word.lower().replace(" ", "-") for word in words if word)
    properties = {
        "kind": kind,
        "name": name,
        "accuracy_m": 5,
        "source": "made up",
        "from_node": from_node,
        "to_node": to_node,
        **facts,
    }
    return MapFeature(
        id=block_id or made,
        properties=MapProperties.model_validate(properties),
        geometry_type="LineString",
        parts=(tuple(at(x, y) for x, y in corners),),
    )


def layer(*features: MapFeature) -> MapLayer:
    """The features as a layer of streets."""
    return MapLayer(
        id="streets",
        title="Streets",
        source="made up",
        credit="Streets: the tests.",
        licence="CC0",
        accuracy="5 m",
        detail=True,
        bbox=Bbox(1.9, 47.9, 2.1, 48.1),
        features=features,
    )


def town() -> MapLayer:
    """Three streets east (100 m apart) and three north, a park path, a bridge and steps.

    c0 --- c1 --- c2      High Street
    |      |      |
    b0 --- b1 --- b2      Mill Street, and from b2 a bridge to e2
    |      |      |
    a0 --- a1 --- a2      Low Street; steps from a2 down to d2
    """
    rows = {"a": "Low Street", "b": "Mill Street", "c": "High Street"}
    columns = ("West Lane", "Middle Lane", "East Lane")
    features = []
    for y, (row, name) in enumerate(rows.items()):
        for x in range(2):
            corners = [(x * 100.0, y * 100.0), (x * 100.0 + 100, y * 100.0)]
            features.append(block(name, f"{row}{x}", f"{row}{x + 1}", corners))
    for x, name in enumerate(columns):
        for y, (here, there) in enumerate((("a", "b"), ("b", "c"))):
            corners = [(x * 100.0, y * 100.0), (x * 100.0, y * 100.0 + 100)]
            features.append(block(name, f"{here}{x}", f"{there}{x}", corners))
    features += [
        block("Mill bridge", "b2", "e2", [(200, 100), (280, 100)], "bridge"),
        block(None, "a2", "d2", [(200, 0), (200, -40)], "steps", surface="stone", steps="yes"),
        block(None, "d2", "f2", [(200, -40), (260, -40), (260, -90)], "footway"),
    ]
    return layer(*features)
