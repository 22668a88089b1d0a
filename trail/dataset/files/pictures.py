"""pictures/pictures.yaml and the files it names, where there is such a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from trail.dataset.schema.people import Person
from trail.dataset.schema.pictures import Drawing, Pictures, PicturesFile
from trail.dataset.schema.site import Site
from trail.dataset.schema.trail import TrailFile
from trail.dataset.text import parsing
from trail.dataset.text.faults import Document, Faults, Path, visible
from trail.dataset.text.folder import Folder
from trail.dataset.text.svg import UnsafeSvg, read_svg
from trail.dataset.text.yamltext import read_yaml

FOLDER = "pictures"
FILE = f"{FOLDER}/pictures.yaml"
MOST_CHARACTERS = 300_000  # of one SVG


def load_pictures(
    folder: Folder,
    trail: TrailFile | None,
    sites: Collection[Site],
    people: Collection[Person],
    faults: Faults,
) -> Pictures | None:
    """The pictures; None where the directory has none, or after their faults were noted.

    Every file of the folder is named by a record, and every record's file is there.
    """
    if not folder.has(FOLDER):
        return None
    document = read_yaml(folder, FILE)
    if document is None:
        return None
    records = parsing.parse(PicturesFile, document.value, document, (), faults)
    if records is None:
        return None
    for site in records.sites:
        if sites and site not in {one.id for one in sites}:
            faults.unknown(document, ("sites", site), "site", site, [one.id for one in sites])
    for person in records.people:
        if people and person not in {one.id for one in people}:
            known = [one.id for one in people]
            faults.unknown(document, ("people", person), "person", person, known)
    drawings: dict[str, Drawing] = {}
    named: dict[str, Path] = {}
    for path, name in _files(records, trail):
        if name in named:
            faults.at(document, path, f"{name} is named twice", "a file for each picture")
            continue
        named[name] = path
        found = _drawing(folder, name, document, path, faults)
        if found is not None:
            drawings[name] = found
    for name in folder.files_below(FOLDER):
        if name not in named and f"{FOLDER}/{name}" != FILE:
            wrong = "is named by no record"
            faults.add(f"{FOLDER}/{visible(name)}", "", "", wrong, f"a record in {FILE}")
    return Pictures(records, drawings)


def _files(records: PicturesFile, trail: TrailFile | None) -> Iterator[tuple[Path, str]]:
    """Each file that a record names, with the place of the record."""
    for site, pictures in records.sites.items():
        for k, picture in enumerate(pictures):
            yield ("sites", site, k, "file"), picture.file
            if picture.thumbnail:
                yield ("sites", site, k, "thumbnail"), picture.thumbnail
    if records.frieze:
        yield ("frieze", "file"), records.frieze.file
        yield ("frieze", "night"), records.frieze.night
    if records.days and trail:
        for day in _days(trail.period.start, trail.period.end):
            yield ("days", "folder"), f"{records.days.folder}/{day}.svg"
    for person, seal in records.people.items():
        yield ("people", person, "file"), seal.file


def _days(first: str, last: str) -> Iterator[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    for i in range((end - start).days + 1):
        yield start + timedelta(days=i)


def _drawing(
    folder: Folder, name: str, document: Document, path: Path, faults: Faults
) -> Drawing | None:
    file = f"{FOLDER}/{name}"
    if not folder.has(file):
        faults.at(document, path, f"there is no file {name}", f"a file in {FOLDER}/")
        return None
    text = folder.read(file)
    if text is None:
        return None
    if len(text) > MOST_CHARACTERS:
        faults.add(file, "", "", "is too big", f"at most {MOST_CHARACTERS} characters")
        return None
    try:
        return read_svg(text)
    except UnsafeSvg as error:
        faults.add(file, "", "", error.wrong, error.expected)
        return None
