"""pictures/pictures.yaml and the files it names, where there is such a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from trail.dataset.checks.known import Known
from trail.dataset.schema.dates import Period, period_days
from trail.dataset.schema.pictures import (
    Drawing,
    Photograph,
    PictureRecord,
    Pictures,
    PicturesFile,
)  # fmt: skip
from trail.dataset.text import parsing
from trail.dataset.text.faults import Document, Faults, Path, visible
from trail.dataset.text.folder import Folder
from trail.dataset.text.jpeg import MOST_BYTES, read_jpeg
from trail.dataset.text.svg import UnfitPicture, read_svg
from trail.dataset.text.yamltext import read_yaml

FOLDER = "pictures"
FILE = f"{FOLDER}/pictures.yaml"
MOST_CHARACTERS = 300_000  # of one SVG


def load_pictures(
    folder: Folder,
    period: Period | None,
    known: Known,
    markers: Collection[str] | None,
    faults: Faults,
) -> Pictures | None:
    """The pictures; None where the directory has none, or after their faults were noted.

    Every file of the folder is named by a record, and every record's file is there.
    `period` and `markers` are None where they can't be relied on.
    """
    if not folder.has(FOLDER):
        return None
    document = read_yaml(folder, FILE)
    if document is None:
        return None
    records = parsing.parse(PicturesFile, document.value, document, (), faults)
    if records is None:
        return None
    days = {day.isoformat(): None for day in period_days(period)} if period else None
    for what, there, field in (
        ("site", known.sites, "sites"),
        ("site", known.sites, "pairs"),
        ("person", known.people, "people"),
        ("person", known.people, "seals"),
        ("marker", markers, "markers"),
        ("day of the period", days, "days"),
    ):
        for item in getattr(records, field):
            if there is not None and item not in there:
                faults.unknown(document, (field, item), what, item, there)
    _check_pairs(document, records, faults)
    drawings: dict[str, Drawing] = {}
    photographs: dict[str, Photograph] = {}
    named: dict[str, Path] = {}
    absent: dict[Path, list[str]] = {}
    for path, name in _files(records, period):
        if name in named:
            faults.at(document, path, f"{name} is named twice", "a file for each picture")
            continue
        named[name] = path
        if not folder.has(f"{FOLDER}/{name}"):
            absent.setdefault(path, []).append(name)
            continue
        found = _picture(folder, name, faults)
        if isinstance(found, Drawing):
            drawings[name] = found
        elif found is not None:
            photographs[name] = found
    for path, names in absent.items():
        others = f", nor {len(names) - 1} more of them" if len(names) > 1 else ""
        wrong = f"there is no file {names[0]}{others}"
        faults.at(document, path, wrong, f"a file in {FOLDER}/")
    _check_unnamed(folder, named, records, period, faults)
    return Pictures(records, drawings, photographs)


def _check_pairs(document: Document, records: PicturesFile, faults: Faults) -> None:
    """Then and now are two of the site's own pictures."""
    for site, pairs in records.pairs.items():
        own = {picture.file for picture in records.sites.get(site, ())}
        for k, pair in enumerate(pairs):
            for key, name in (("then", pair.then), ("now", pair.now)):
                if name not in own:
                    faults.unknown(document, ("pairs", site, k, key), "picture of it", name, own)
            if pair.then == pair.now:
                wrong = "is the picture of then"
                faults.at(document, ("pairs", site, k, "now"), wrong, "another picture")


def _check_unnamed(
    folder: Folder,
    named: Collection[str],
    records: PicturesFile,
    period: Period | None,
    faults: Faults,
) -> None:
    """Files that no record names, one fault a folder: what they lack is most often the same."""
    found: dict[str, list[str]] = {}
    for name in folder.files_below(FOLDER):
        below = name.rpartition("/")[0]
        judged = period is not None or not records.glyphs or below != records.glyphs.folder
        if name not in named and f"{FOLDER}/{name}" != FILE and judged:
            found.setdefault(below, []).append(name)
    for names in found.values():
        others = f", and so are {len(names) - 1} more beside it" if len(names) > 1 else ""
        wrong = f"is named by no record{others}"
        faults.add(f"{FOLDER}/{visible(names[0])}", "", "", wrong, f"a record in {FILE}")


def _files(records: PicturesFile, period: Period | None) -> Iterator[tuple[Path, str]]:
    """Each file that a record names, with the place of the record."""
    told: tuple[tuple[str, Mapping[str, tuple[PictureRecord, ...]]], ...] = (
        ("sites", records.sites),
        ("people", records.people),
        ("markers", records.markers),
        ("days", records.days),
    )
    for what, of in told:
        for item, pictures in of.items():
            for k, picture in enumerate(pictures):
                yield (what, item, k, "file"), picture.file
                if picture.thumbnail:
                    yield (what, item, k, "thumbnail"), picture.thumbnail
    if records.frieze:
        yield ("frieze", "file"), records.frieze.file
        yield ("frieze", "night"), records.frieze.night
    if records.glyphs and period:
        for day in period_days(period):
            yield ("glyphs", "folder"), f"{records.glyphs.folder}/{day}.svg"
    for person, seal in records.seals.items():
        yield ("seals", person, "file"), seal.file


def _picture(folder: Folder, name: str, faults: Faults) -> Drawing | Photograph | None:
    """None after a fault was noted."""
    file = f"{FOLDER}/{name}"
    try:
        if name.endswith(".svg"):
            text = folder.read(file)
            if text is not None and len(text) > MOST_CHARACTERS:
                raise UnfitPicture("is too big", f"at most {MOST_CHARACTERS} characters")
            return None if text is None else read_svg(text)
        raw = folder.read_bytes(file)
        if raw is not None and len(raw) > MOST_BYTES:
            raise UnfitPicture("is too big", f"at most {MOST_BYTES // 2**20} MB")
        return None if raw is None else Photograph(*read_jpeg(raw), raw)
    except UnfitPicture as error:
        faults.add(file, "", "", error.wrong, error.expected)
        return None
