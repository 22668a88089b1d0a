"""A file of OpenStreetMap and the optional package that reads it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from trail.base.errors import OsmError

_ENDINGS = (".osm", ".osm.pbf", ".pbf", ".osm.gz", ".osm.bz2", ".osm.xml")
# What osmium raises for a file it can't make out, beside its InvalidLocationError.
BROKEN = (RuntimeError, ValueError, IndexError, OverflowError, OSError)


def check_file(file: Path) -> None:
    """Raises OsmError where there is no file of that name, or none of OpenStreetMap's kinds."""
    if not file.is_file():
        raise OsmError(f"{file}: there is no such file; expected an OpenStreetMap extract")
    if not file.name.endswith(_ENDINGS):
        raise OsmError(f"{file}: unknown kind of file; expected a name in .osm or .osm.pbf")


def osmium_or_refuse() -> ModuleType:
    """The package that reads the files; OsmError where it is not installed."""
    try:
        import osmium
    except ModuleNotFoundError as error:
        raise OsmError(
            "reading OpenStreetMap files needs one more package: pip install treaty-trail[osm]"
        ) from error
    return osmium
