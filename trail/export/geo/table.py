"""CSV for spreadsheets: one row per stop or site."""

from __future__ import annotations

from collections.abc import Iterator

from trail.base.spreadsheet import to_table
from trail.base.xml import text_of
from trail.export.geo.content import ExportMeta, Source, content_of, degrees, url_of

COLUMNS = (
    "number", "id", "name", "town", "state", "lon", "lat", "accuracy_m",
    "status", "access", "summary", "leg_distance_m", "url",
)  # fmt: skip


def to_csv(source: Source, meta: ExportMeta) -> bytes:
    """The stops or sites as a table. `leg_distance_m` is the way to the next stop."""
    return to_table(COLUMNS, _rows(source, meta))


def _rows(source: Source, meta: ExportMeta) -> Iterator[tuple[str | int, ...]]:
    for point in content_of(source).points:
        site, properties = point.site, point.site.properties
        lon, lat = ("", "")
        if point.position is not None:
            lon, lat = (f"{angle:.6f}" for angle in degrees(point.position))
        accuracy_m, leg_m = properties.position.accuracy_m, point.leg_distance_m
        yield (
            "" if point.number is None else point.number,
            site.id,
            text_of(site.name),
            text_of(properties.town),
            text_of(properties.state),
            lon,
            lat,
            "" if accuracy_m is None else f"{accuracy_m:g}",
            properties.status,
            properties.access.state,
            text_of(properties.summary),
            "" if leg_m is None else f"{leg_m:.1f}",
            url_of(site, meta) or "",
        )
