"""Names that a translation has lost, or has in another form than the glossary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from trail.base.errors import DatasetError, Problem
from trail.dataset.files.languages import Texts, texts_in
from trail.dataset.languages.glossary import load_glossary, terms_in
from trail.dataset.languages.overlay import FOLDER, leaves
from trail.dataset.schema.language import GlossaryTerm, Keys
from trail.dataset.text.faults import Faults, shown
from trail.dataset.text.folder import Folder
from trail.dataset.text.yamltext import read_yaml
from trail.guide.search.letters import CJK, stem, words_of


def lost_names(directory: Path, langs: Iterable[str]) -> list[Problem]:
    """Each text of a language in which a term of the glossary has not the form it has there."""
    folder = Folder(directory, Faults())
    terms = load_glossary(folder)
    folder.faults.raise_if_any()
    there = texts_in(directory)
    return [one for lang in langs for one in _lost(folder, lang, there, terms)]


def _lost(
    folder: Folder, lang: str, there: Texts, terms: tuple[GlossaryTerm, ...]
) -> Iterator[Problem]:
    for name in dict.fromkeys(name for name, _keys in there):
        file = f"{FOLDER}/{lang}/{name}.yaml"
        document = read_yaml(folder, file) if folder.has(file) else None
        read = leaves(document.value) if document else ()
        told: dict[Keys, str] = {keys: _joined(words) for keys, (_path, words) in read}
        for keys, words in told.items():
            original = _joined(there.get((name, keys), ""))
            for term in terms_in(original, terms):
                form = term.forms.get(lang)
                if form and not has_form(words, form):
                    wrong = f"{term.term} is not told as {form} in {shown(words)}"
                    yield Problem(file, "", ".".join(keys), wrong, f"{form}, in any case")


def refuse_lost_names(directory: Path, langs: Iterable[str]) -> None:
    """Raise DatasetError with all of them."""
    if found := lost_names(directory, langs):
        raise DatasetError(sorted(found))


def has_form(text: str, form: str) -> bool:
    """Whether a text has a name, in whatever case it stands."""
    if re.search(f"[{CJK}]", form):
        return form in text
    return stems_in(form) <= stems_in(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1000)
def stems_in(text: str) -> frozenset[str]:
    """The words of a text without their endings; one text is looked through for many names."""
    return frozenset(stem(token.word) for token in words_of(text))


def _joined(words: object) -> str:
    return " ".join(map(str, words)) if isinstance(words, list) else str(words)
