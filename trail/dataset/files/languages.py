"""Which languages a dataset is told in: i18n/<language>/about.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from trail.dataset.files.pictures import FILE as PICTURES
from trail.dataset.languages.fields import FILES as TRANSLATED
from trail.dataset.languages.fields import name_of, texts_of
from trail.dataset.languages.glossary import GLOSSARY, load_glossary
from trail.dataset.languages.overlay import ABOUT, FOLDER
from trail.dataset.schema.language import Keys, Language, LanguageFile
from trail.dataset.text.faults import Faults, visible
from trail.dataset.text.folder import Folder, read_json
from trail.dataset.text.parsing import parse
from trail.dataset.text.yamltext import read_yaml

FILES = (
    "sites.geojson",
    "theatre.geojson",
    *(f"{name}.yaml" for name in TRANSLATED if name != "pictures"),
)
LABELS = "map/labels.geojson"
_CODE = re.compile(r"[a-z]{2}")


Texts = dict[tuple[str, Keys], str | list[str]]


def texts_in(directory: Path) -> Texts:
    """Everything of a dataset that a translation may have, by file and keys, as it is written.

    Raises DatasetError where a file can't be read.
    """
    faults = Faults()
    folder = Folder(directory, faults)
    names = [name for name in (*FILES, PICTURES) if folder.has(name)]
    found: Texts = {}
    for name in (*names, *folder.layer_files()):
        document = (read_json if name.endswith("json") else read_yaml)(folder, name)
        # Of a drawn map what is called by a name of its own is written as labels.
        if document is None or (name.startswith("map/") and name != LABELS):
            continue
        for text in texts_of(name, document.value):
            if text.value is not None:
                found[name_of(name), text.keys] = text.value
    faults.raise_if_any()
    return found


def load_languages(folder: Folder, own: str, files: Iterable[str]) -> tuple[Language, ...]:
    """The languages beside the trail's own, by their codes; the faults of others are noted.

    `files` are those of the dataset that may have a translation.
    """
    load_glossary(folder)
    # The labels also where their own file can't be read: that is one fault, and not ours.
    known = {f"{name_of(file)}.yaml" for file in (*files, LABELS)} | {f"{ABOUT}.yaml"}
    found: dict[str, Language | None] = {}
    for path in folder.files_below(FOLDER):
        code, _slash, name = path.partition("/")
        file = f"{FOLDER}/{path}"
        if file == GLOSSARY or name.endswith(".json"):
            continue
        if not _CODE.fullmatch(code) or name not in known:
            expected = f"a folder such as {FOLDER}/ja, with files named as those they translate"
            folder.faults.add(visible(file), "", "", "translates no file of the trail", expected)
        elif code == own:
            wrong = f"is of {code!r}, the language of the trail itself"
            folder.faults.add(visible(file), "", "", wrong, "another language")
        elif code not in found:
            found[code] = _language(folder, code)
    return tuple(language for language in found.values() if language is not None)


def _language(folder: Folder, code: str) -> Language | None:
    document = read_yaml(folder, f"{FOLDER}/{code}/{ABOUT}.yaml")
    if document is None:
        return None
    about = parse(LanguageFile, document.value, document, (), folder.faults)
    return Language(code, about) if about else None
