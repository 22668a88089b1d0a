"""One form for each name and term in every language: i18n/glossary.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trail.dataset.languages.overlay import FOLDER
from trail.dataset.schema.language import GlossaryFile, GlossaryTerm
from trail.dataset.text.folder import Folder
from trail.dataset.text.parsing import parse
from trail.dataset.text.yamltext import read_yaml

GLOSSARY = f"{FOLDER}/glossary.yaml"


def load_glossary(folder: Folder) -> tuple[GlossaryTerm, ...]:
    """The terms; none where the directory has no such file, or it is faulty."""
    document = read_yaml(folder, GLOSSARY) if folder.has(GLOSSARY) else None
    found = parse(GlossaryFile, document.value, document, (), folder.faults) if document else None
    return found.terms if found else ()


def terms_in(text: str, terms: tuple[GlossaryTerm, ...]) -> Iterator[GlossaryTerm]:
    """Those that a text has, as words of their own."""
    for term in terms:
        # Few texts have a term at all: looking for its letters takes a tenth of the time.
        if term.term in text and re.search(rf"(?<!\w){re.escape(term.term)}(?!\w)", text):
            yield term
