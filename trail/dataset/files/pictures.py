"""pictures/pictures.yaml and the files it names, where there is such a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from trail.dataset.checks.known import Known
from trail.dataset.schema.dates import Period, period_days
from trail.dataset.schema.pictures import Drawing, Pictures, PicturesFile
from trail.dataset.text import parsing
from trail.dataset.text.faults import Faults, Path, visible
from trail.dataset.text.folder import Folder
from trail.dataset.text.svg import UnsafeSvg, read_svg
from trail.dataset.text.yamltext import read_yaml

FOLDER = "pictures"
FILE = f"{FOLDER}/pictures.yaml"
MOST_CHARACTERS = 300_000  # of one SVG


def load_pictures(
    folder: Folder,
    period: Period | None,
    known: Known,
    faults: Faults,
) -> Pictures | None:
    """The pictures; None where the directory has none, or after their faults were noted.

    Every file of the folder is named by a record, and every record's file is there.
    `period` is None where it can't be relied on.
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
        if known.sites is not None and site not in known.sites:
            faults.unknown(document, ("sites", site), "site", site, known.sites)
    for person in records.people:
        if known.people is not None and person not in known.people:
            faults.unknown(document, ("people", person), "person", person, known.people)
    drawings: dict[str, Drawing] = {}
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
        found = _drawing(folder, name, faults)
        if found is not None:
            drawings[name] = found
    for path, names in absent.items():
        others = f", nor {len(names) - 1} more of them" if len(names) > 1 else ""
        wrong = f"there is no file {names[0]}{others}"
        faults.at(document, path, wrong, f"a file in {FOLDER}/")
    _check_unnamed(folder, named, records, period, faults)
    return Pictures(records, drawings)


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
        judged = period is not None or not records.days or below != records.days.folder
        if name not in named and f"{FOLDER}/{name}" != FILE and judged:
            found.setdefault(below, []).append(name)
    for names in found.values():
        others = f", and so are {len(names) - 1} more beside it" if len(names) > 1 else ""
        wrong = f"is named by no record{others}"
        faults.add(f"{FOLDER}/{visible(names[0])}", "", "", wrong, f"a record in {FILE}")


def _files(records: PicturesFile, period: Period | None) -> Iterator[tuple[Path, str]]:
    """Each file that a record names, with the place of the record."""
    for site, pictures in records.sites.items():
        for k, picture in enumerate(pictures):
            yield ("sites", site, k, "file"), picture.file
            if picture.thumbnail:
                yield ("sites", site, k, "thumbnail"), picture.thumbnail
    if records.frieze:
        yield ("frieze", "file"), records.frieze.file
        yield ("frieze", "night"), records.frieze.night
    if records.days and period:
        for day in period_days(period):
            yield ("days", "folder"), f"{records.days.folder}/{day}.svg"
    for person, seal in records.people.items():
        yield ("people", person, "file"), seal.file


def _drawing(folder: Folder, name: str, faults: Faults) -> Drawing | None:
    file = f"{FOLDER}/{name}"
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
