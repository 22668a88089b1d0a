"""A picture put into data/pictures/ with its record, where the whole stays without fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trail.base.errors import EditError
from trail.base.geo import Position, distance_m
from trail.curation.pictures.drawings import read_drawing
from trail.curation.pictures.photographs import read_photograph
from trail.curation.sites.editing import change_file
from trail.dataset.files.pictures import FILE, FOLDER
from trail.dataset.schema.whole import Dataset
from trail.dataset.text.yamlappend import with_record

_LATIN = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class ReadPicture:
    """A picture fit to be published, `ending` .svg or .jpg, and what a camera noted of it."""

    body: bytes
    ending: str
    width: float
    height: float
    position: Position | None = None
    taken: str | None = None


@dataclass(frozen=True)
class Pair:
    """The file of the picture of then, and the way that both look, degrees from north."""

    then: str
    bearing_deg: float | None


def read_picture(path: Path) -> ReadPicture:
    """Raises EditError for what can't be read or must not be published."""
    if path.suffix.lower() == ".svg":
        if not path.is_file():
            raise EditError(f"{path}: there is no such file")
        try:
            text, drawing = read_drawing(path.read_text("utf-8"))
        except UnicodeDecodeError as error:
            raise EditError(f"{path.name} is no text in UTF-8; save it as plain SVG") from error
        return ReadPicture(text.encode(), ".svg", drawing.width, drawing.height)
    taken = read_photograph(path)
    return ReadPicture(taken.jpeg, ".jpg", taken.width, taken.height, taken.position, taken.taken)


def file_name(directory: Path, item: str, name: str | None, ending: str) -> str:
    """A free name in the folder, such as market-square-2.jpg; EditError where `name` is taken."""
    stem = "-".join(_LATIN.findall((name or item).lower()))
    if not stem:
        raise EditError("no file name can be made of this; give Latin letters with --name")
    if name and (directory / FOLDER / f"{stem}{ending}").exists():
        raise EditError(f"there is a {stem}{ending} already; give another with --name")
    number, free = 1, stem
    # The two kinds share their names: what is sent of a photograph ends in its width.
    while any((directory / FOLDER / f"{free}{end}").exists() for end in (".svg", ".jpg")):
        number += 1
        free = f"{stem}-{number}"
    return f"{free}{ending}"


def away_m(dataset: Dataset, site_id: str, position: Position) -> float | None:
    """How far from the site's mark a picture was taken, in metres; None without a mark."""
    mark = dataset.get_site(site_id).position
    return None if mark is None else distance_m(position, mark)


def write_picture(
    directory: Path,
    picture: ReadPicture,
    section: str,
    item: str,
    record: Mapping[str, object],
    pair: Pair | None = None,
) -> Dataset:
    """Write the file and its record, with the pair that it makes; the dataset as it then is.

    `section` is sites, people, markers or days, `record` as schema.pictures has it, its "file"
    within the folder. Raises DatasetError, and writes nothing, where the whole would have faults.
    """
    path = directory / FILE
    if not path.is_file():
        raise EditError(f"there is no {FILE} yet; begin one with the line: sites: {{}}")
    old = path.read_bytes()
    text = with_record(FILE, old.decode("utf-8-sig"), section, item, record)
    if pair:
        told = {"then": pair.then, "now": record["file"], "bearing_deg": pair.bearing_deg}
        text = with_record(FILE, text, "pairs", item, told)
    added = {f"{FOLDER}/{record['file']}": picture.body}
    return change_file(directory, FILE, old, text.encode(), added)
