"""Files to take along: tours and sites as GPX, KML, GeoJSON and CSV.

Values in, bytes out; the same values give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from trail.export.geo.content import ExportMeta, Source, describe_site, url_of
from trail.export.geo.geojson import to_geojson
from trail.export.geo.gpx import to_gpx, to_route_gpx
from trail.export.geo.kml import to_kml
from trail.export.geo.table import to_csv


class Format(NamedTuple):
    """A file format: what makes it, its media type, the file name's ending (with the dot)."""

    convert: Callable[[Source, ExportMeta], bytes]
    media_type: str
    extension: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "gpx": Format(to_gpx, "application/gpx+xml", ".gpx"),
        "kml": Format(to_kml, "application/vnd.google-earth.kml+xml", ".kml"),
        "geojson": Format(to_geojson, "application/geo+json", ".geojson"),
        "csv": Format(to_csv, "text/csv; charset=utf-8", ".csv"),
    }
)
# A tour also has its stops as a route, in a file of its own: see `gpx`.
TOUR_FORMATS: Mapping[str, Format] = MappingProxyType(
    {**FORMATS, "route.gpx": Format(to_route_gpx, "application/gpx+xml", ".route.gpx")}
)

__all__ = [
    "FORMATS",
    "TOUR_FORMATS",
    "ExportMeta",
    "Format",
    "Source",
    "describe_site",
    "to_csv",
    "to_geojson",
    "to_gpx",
    "to_kml",
    "to_route_gpx",
    "url_of",
]
