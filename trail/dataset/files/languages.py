"""Which languages a dataset is told in: i18n/<language>/about.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trail.dataset.languages.fields import name_of
from trail.dataset.languages.overlay import ABOUT, FOLDER
from trail.dataset.schema.language import Language, LanguageFile
from trail.dataset.text.faults import visible
from trail.dataset.text.folder import Folder
from trail.dataset.text.parsing import parse
from trail.dataset.text.yamltext import read_yaml

GLOSSARY = f"{FOLDER}/glossary.yaml"
_CODE = re.compile(r"[a-z]{2}")


def load_languages(folder: Folder, own: str, files: Iterable[str]) -> tuple[Language, ...]:
    """The languages beside the trail's own, by their codes; the faults of others are noted.

    `files` are those of the dataset that may have a translation.
    """
    known = {f"{name_of(file)}.yaml" for file in files} | {f"{ABOUT}.yaml"}
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
