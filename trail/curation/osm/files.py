"""A file of OpenStreetMap, what is wrong with it, and the optional package that reads it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from trail.base.errors import OsmError

_ENDINGS = (".osm", ".osm.pbf", ".pbf", ".osm.gz", ".osm.bz2", ".osm.xml")
_FIRST = 2048
_BLANK = b"\xef\xbb\xbf \t\r\n"
_WEB_PAGE = b"<html"
# By which bytes a kind of file begins, at which of them, and how it is to be named.
_MAGIC = (
    (0, b"\x1f\x8b", "gzip", ".osm.gz"),
    (0, b"BZh", "bzip2", ".osm.bz2"),
    (4, b"\x0a\x09OSMHeader", "PBF", ".osm.pbf"),
)
# What osmium raises for a file it can't make out, beside its InvalidLocationError.
BROKEN = (RuntimeError, ValueError, IndexError, OverflowError, OSError)


def check_file(file: Path) -> None:
    """Raises OsmError where there is no file of that name, or none of OpenStreetMap's kinds."""
    if not file.is_file():
        raise OsmError(f"{file}: there is no such file; expected an OpenStreetMap extract")
    if not file.name.endswith(_ENDINGS):
        raise OsmError(f"{file}: unknown kind of file; expected a name in .osm or .osm.pbf")


def broken(file: Path, error: Exception) -> OsmError:
    """What to say of a file that osmium gave up on, by its first bytes with what mends it."""
    with file.open("rb") as stream:
        first = stream.read(_FIRST)
    is_xml = first.lstrip(_BLANK).startswith(b"<")
    if not first:
        return OsmError(f"{file}: the file is empty; download it again")
    if is_xml and _WEB_PAGE in first.lower():
        return OsmError(f"{file}: this is a web page and no extract; download the file itself")
    kind, ending = next(
        ((kind, ending) for at, magic, kind, ending in _MAGIC if first[at:].startswith(magic)),
        ("XML", ".osm") if is_xml else ("", ""),
    )
    if kind and not _is_named(file, ending):
        named = file.name.removesuffix(".gz").removesuffix(".bz2").removesuffix(".pbf")
        named = named.removesuffix(".xml").removesuffix(".osm") + ending
        return OsmError(f"{file}: this is {kind} and not what its name says; name it {named}")
    if not kind and file.name.endswith((".osm", ".osm.xml")):
        return OsmError(f"{file}: this is no OpenStreetMap file; download an extract (.osm.pbf)")
    return OsmError(
        f"{file}: can't be read to its end: {error}; download it again, or take another extract"
    )


def _is_named(file: Path, ending: str) -> bool:
    endings = {".osm": (".osm", ".osm.xml"), ".osm.pbf": (".pbf",)}
    return file.name.endswith(endings.get(ending, (ending,)))


def osmium_or_refuse() -> ModuleType:
    """The package that reads the files; OsmError where it is not installed."""
    try:
        import osmium
    except ModuleNotFoundError as error:
        raise OsmError(
            "reading OpenStreetMap files needs one more package: pip install treaty-trail[osm]"
        ) from error
    return osmium
