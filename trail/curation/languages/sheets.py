"""A sheet for a translator: what a language lacks, or has of a text that has changed since.

As YAML, laid out as the translation's own files are, or as PO for the tools of translators.
What is filled in goes into those files; the hash of what each text was translated from is
kept beside them, in a file that no translator has to touch.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from trail import dataset
from trail.base.errors import EditError
from trail.dataset.files.languages import Texts, texts_in
from trail.dataset.languages.overlay import (
    ABOUT,
    BETWEEN,
    FOLDER,
    HASHES,
    hash_of,
    leaves,
)
from trail.dataset.schema.language import Keys
from trail.dataset.schema.record import LANG_PATTERN, known_language
from trail.dataset.text.faults import Faults
from trail.dataset.text.folder import Folder
from trail.dataset.text.yamlappend import to_yaml
from trail.dataset.text.yamltext import parse_yaml, read_yaml

_HEAD = """In place of each text write its translation; what you leave as it is stays to be done.
Numbers and what stands in {braces} must stand in the translation, too."""

Words = dict[tuple[str, Keys], str | list[str]]


@dataclass(frozen=True)
class Taken:
    """What came back in a sheet: texts put into the files, and those left as they were."""

    files: tuple[Path, ...]
    texts: int
    left: int


def due(directory: Path, lang: str, *, everything: bool = False) -> Words:
    """What there is to translate into a language: missing or changed since; or all there is."""
    there = texts_in(directory)
    found = dataset.load(directory, lang).translation
    if everything or found is None:
        return dict(there)
    wanted = dict.fromkeys((*found.wanting, *found.stale))
    return {at: there[at] for at in wanted if at in there}


def yaml_sheet(words: Words) -> str:
    """The texts under the names of their files and their keys."""
    return to_yaml(_nested(words), _HEAD)


def po_sheet(words: Words, lang: str) -> bytes:
    """The same for gettext's tools: the place of each text is its context."""
    catalog = Catalog(locale=lang, domain="content")
    for (name, keys), text in words.items():
        for number, one in enumerate(text if isinstance(text, list) else [text]):
            place = (*keys, f"#{number}") if isinstance(text, list) else keys
            catalog.add(one, context=BETWEEN.join((name, *place)))
    written = io.BytesIO()
    write_po(written, catalog, width=0, omit_header=False)
    return written.getvalue()


def take(directory: Path, lang: str, sheet: Path) -> Taken:
    """Put what is filled in into the files of the language; raises EditError for no sheet."""
    _checked(directory, lang)
    there = texts_in(directory)
    raw = sheet.read_bytes()
    try:
        filled = (
            _from_po(raw, lang, there) if sheet.suffix == ".po" else _from_yaml(sheet.name, raw)
        )
    except (ValueError, LookupError, PoFileError) as error:
        raise EditError(f"{sheet.name} can't be read as a sheet: {error}") from error
    if not filled:
        raise EditError(f"{sheet.name}: there is nothing of a sheet in it")
    strange = sorted(BETWEEN.join((at[0], *at[1])) for at in filled if at not in there)
    if strange:
        raise EditError(f"{sheet.name}: nothing of the trail is at {', '.join(strange[:5])}")
    for at, words in filled.items():
        if isinstance(words, list) is not isinstance(there[at], list):
            kind = "a list of texts" if isinstance(there[at], list) else "one text"
            raise EditError(f"{sheet.name}: {BETWEEN.join((at[0], *at[1]))} is {kind}")
    done = {at: words for at, words in filled.items() if words != there[at]}
    files: dict[Path, str] = {}
    for name in dict.fromkeys(at[0] for at in done):
        file = directory / FOLDER / lang / f"{name}.yaml"
        known = _known(file)
        known |= {keys: words for (other, keys), words in done.items() if other == name}
        # What a language alone has, such as a translation of somebody's words, comes last.
        order = [*(keys for other, keys in there if other == name), *known]
        ordered = {(name, keys): known[keys] for keys in order if keys in known}
        files[file] = to_yaml(_nested(ordered)[name])  # type: ignore[arg-type]
    # Not one is written before all can be.
    _hashes(directory, lang)
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    confirm(directory, lang, done)
    return Taken(tuple(files), len(done), len(filled) - len(done))


def confirm(directory: Path, lang: str, of: Iterable[tuple[str, Keys]] | None = None) -> int:
    """Note that texts were translated from what stands there now; how many are noted in all.

    Args:
        of: those texts; None for every one that the language has.
    """
    _checked(directory, lang)
    file = directory / FOLDER / lang / HASHES
    kept = _hashes(directory, lang)
    there = texts_in(directory)
    if of is None:
        translation = dataset.load(directory, lang).translation
        of = translation.made_of if translation else ()
        kept = {}
    for name, keys in of:
        if (name, keys) in there:
            kept.setdefault(name, {})[BETWEEN.join(keys)] = hash_of(there[name, keys])
    lines = {name: dict(sorted(hashes.items())) for name, hashes in sorted(kept.items())}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(lines, ensure_ascii=False, indent=0) + "\n")
    return sum(map(len, kept.values()))


def _checked(directory: Path, lang: str) -> None:
    """Raises EditError for what is no language, or the trail's own."""
    try:
        known_language(lang if re.fullmatch(LANG_PATTERN, lang) else "")
    except ValueError as error:
        raise EditError(f"{lang[:40]!r} is no language; one is ja, ru or de") from error
    trail = read_yaml(Folder(directory, Faults()), "trail.yaml")
    if trail and isinstance(trail.value, dict) and lang == trail.value.get("lang"):
        raise EditError(f"{lang} is what the trail is written in")


def _hashes(directory: Path, lang: str) -> dict[str, dict[str, str]]:
    file = directory / FOLDER / lang / HASHES
    try:
        kept: dict[str, dict[str, str]] = json.loads(file.read_text()) if file.exists() else {}
    except ValueError as error:
        raise EditError(
            f"{lang}/{HASHES} can't be read; take it away, and run `trail translate --confirm`"
        ) from error
    return kept


def _nested(words: Mapping[tuple[str, Keys], str | list[str]]) -> dict[str, object]:
    top: dict[str, object] = {}
    for (name, keys), text in words.items():
        place = top
        for key in (name, *keys[:-1]):
            inner = place.setdefault(key, {})
            if not isinstance(inner, dict):
                raise EditError(f"{name}: {key} is both a text and a group of texts")
            place = inner
        place[keys[-1]] = text
    return top


def _known(file: Path) -> dict[Keys, str | list[str]]:
    if not file.exists():
        return {}
    faults = Faults()
    document = parse_yaml(f"{file.parent.name}/{file.name}", file.read_text(), faults)
    faults.raise_if_any()
    found = leaves(document.value) if document else ()
    return {keys: _words(words) for keys, (_path, words) in found}


def _words(value: object) -> str | list[str]:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


def _from_yaml(name: str, raw: bytes) -> Words:
    faults = Faults()
    document = parse_yaml(name, raw.decode("utf-8-sig"), faults)
    faults.raise_if_any()
    found = leaves(document.value) if document else ()
    return {(keys[0], keys[1:]): _words(words) for keys, (_path, words) in found if len(keys) > 1}


def _from_po(raw: bytes, lang: str, there: Texts) -> Words:
    found: Words = {}
    for message in read_po(io.BytesIO(raw), locale=lang):
        if not message.id or not message.context or not message.string or message.fuzzy:
            continue
        name, *keys = message.context.split(BETWEEN)
        if not keys or message.pluralizable:
            raise EditError(f"a message of the sheet is no text of the trail: {message.context}")
        number = int(keys.pop()[1:]) if keys[-1].startswith("#") else None
        at = (name, tuple(keys))
        if number is None:
            found[at] = str(message.string)
            continue
        listed = found.setdefault(at, list(there.get(at, [])))
        if isinstance(listed, list) and number < len(listed):
            listed[number] = str(message.string)
    # A list counts as filled in once all of it is.
    return {
        at: words
        for at, words in found.items()
        if not isinstance(words, list)
        or not any(a == b for a, b in zip(words, there.get(at, []), strict=False))
    }


def begin(directory: Path, lang: str, about: Mapping[str, object]) -> Path:
    """The file that makes a language be there; it is left as it is where there is one."""
    _checked(directory, lang)
    file = directory / FOLDER / lang / f"{ABOUT}.yaml"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(to_yaml(about))
    return file
