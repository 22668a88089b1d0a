"""A translation laid over the files of the dataset as they are read, before anything is checked.

What it lacks stays in the trail's own language, and is told as such: `TextOverlay.missing`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trail.dataset.languages.fields import Worded, name_of, texts_of
from trail.dataset.languages.kept import lost_in
from trail.dataset.schema.language import Keys, Translation
from trail.dataset.schema.map import STREET_KINDS
from trail.dataset.text.faults import Document, Faults, Path, kind_of, nearest, one_of, shown
from trail.dataset.text.folder import Folder, read_json
from trail.dataset.text.yamltext import read_yaml

FOLDER = "i18n"
ABOUT = "about"
BETWEEN = "/"  # keys of one text, where they stand in one line
_HASH_DIGITS = 8
HASHES = "translated-from.json"
_LETTERS = re.compile(r"[^\W\d_]{2}")


def hash_of(text: str | list[str]) -> str:
    """What tells that a text has changed since it was translated."""
    whole = text if isinstance(text, str) else "\0".join(text)
    return hashlib.sha256(" ".join(whole.split()).encode()).hexdigest()[:_HASH_DIGITS]


class TextOverlay:
    """A language to be laid over the files of a folder, and what came of it so far."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._original = ""
        self._names: dict[str, str] = {}
        self._missing: set[str] = set()
        self._wanting: list[tuple[str, Keys]] = []
        self._made_of: dict[tuple[str, Keys], str] = {}
        self._noted: dict[tuple[str, Keys], str] | None = None

    def _hashes(self, folder: Folder) -> dict[tuple[str, Keys], str]:
        """Those of all files, read once."""
        if self._noted is None:
            self._noted = read_hashes(folder, self.lang)
        return self._noted

    def outcome(self, folder: Folder) -> Translation:
        """How far the translation goes, once all files are read."""
        return Translation(
            self._original,
            frozenset(self._missing),
            tuple(self._wanting),
            self._made_of,
            self._hashes(folder),
        )

    def lay_over(self, folder: Folder, document: Document) -> None:
        """Put the translation's words into a file just read."""
        if document.file.startswith(f"{FOLDER}/"):
            return
        name = name_of(document.file)
        texts = list(texts_of(document.file, document.value))
        file = f"{FOLDER}/{self.lang}/{name}.yaml"
        there = folder.has(file)
        # Names of a map's streets are as the signs have them, unless somebody translates them.
        if not there and document.file.startswith("map/"):
            self._name_again(texts)
            return
        if not there and not texts:
            return
        translation = read_yaml(folder, file) if there else None
        found = dict(leaves(translation.value)) if translation else {}
        if translation and not isinstance(translation.value, dict):
            wrong = f"is {kind_of(translation.value)} at its top"
            folder.faults.at(translation, (), wrong, f"the fields of {document.file}")
        noted = self._hashes(folder)
        known: dict[Keys, Worded] = {text.keys: text for text in texts}
        if translation:
            _refuse_strangers(translation, found, known, folder.faults)
        for text in texts:
            if text.name == "translation" and text.holder.get("lang") == self.lang:
                text.holder.pop(text.name, None)  # somebody's own words need none
                continue
            path, words = found.get(text.keys, ((), None))
            now = hash_of(text.value) if text.value is not None else ""
            # Of a text that has changed since, the numbers of the new one can't be asked for.
            stale = noted.get((name, text.keys), now) != now
            if words is None or translation is None or (stale and not _fits(words, text.value)):
                self._note_missing(name, text)
            elif stale or _is_sound(translation, path, words, text, folder.faults):
                if text.value is not None:
                    self._made_of[name, text.keys] = now
                self._beside(name, text, words)
                text.holder[text.name] = words
        if name == "trail" and isinstance(document.value, dict):
            self._original = str(document.value.get("lang", ""))
            document.value["lang"] = self.lang

    def _name_again(self, texts: Iterable[Worded]) -> None:
        """Waters and parks of a map as they are called elsewhere; streets as their signs say."""
        for text in texts:
            if text.keys[1:] == ("name",) and text.holder.get("kind") not in STREET_KINDS:
                text.holder["name"] = self._names.get(str(text.value), text.value)

    def _beside(self, name: str, text: Worded, words: object) -> None:
        """Keep the name that signs and maps on the spot have, beside the one in the language."""
        if text.keys[1:] != ("name",) or text.value == words:
            return
        holder: dict[str, Any] = text.holder  # type: ignore[assignment]
        if name == "sites":
            listed = holder.get("other_names") or []
            others = [one for one in listed if isinstance(one, dict) and one.get("name") != words]
            if all(one.get("name") != text.value for one in others):
                others.insert(0, {"name": text.value, "lang": self._original})
            holder["other_names"] = others
        elif name == "people" and holder.get("native_name") in (None, words):
            holder |= {"native_name": text.value, "native_lang": self._original}
        self._names[str(text.value)] = str(words)

    def _note_missing(self, name: str, text: Worded) -> None:
        value = text.value
        listed = [value] if isinstance(value, str) else value or []
        if any(isinstance(one, str) and _LETTERS.search(one) for one in listed):
            self._wanting.append((name, text.keys))
            self._missing.update(str(one) for one in listed)


def read_hashes(folder: Folder, lang: str) -> dict[tuple[str, Keys], str]:
    """By file and keys the hash of what each text was translated from; {} where nobody wrote it."""
    file = f"{FOLDER}/{lang}/{HASHES}"
    document = read_json(folder, file) if folder.has(file) else None
    found = document.value if document else None
    read = {}
    for name, hashes in found.items() if isinstance(found, dict) else ():
        for keys, digest in hashes.items() if isinstance(hashes, dict) else ():
            read[str(name), tuple(str(keys).split(BETWEEN))] = str(digest)
    return read


def leaves(value: object) -> Iterator[tuple[Keys, tuple[Path, object]]]:
    """Everything of a translation that is no mapping, by its keys as text."""
    waiting: list[tuple[Keys, Path, object]] = [((), (), value)]
    while waiting:
        keys, path, inner = waiting.pop()
        if isinstance(inner, dict):
            waiting += [((*keys, str(key)), (*path, key), one) for key, one in inner.items()]
        elif keys and inner is not None:
            yield keys, (path, inner)


def _refuse_strangers(
    document: Document,
    found: Mapping[Keys, tuple[Path, object]],
    known: Mapping[Keys, Worded],
    faults: Faults,
) -> None:
    above = {keys[:length] for keys in known for length in range(len(keys))}
    told: set[Keys] = set()
    for keys, (path, _words) in found.items():
        if keys in known:
            continue
        depth = next((n for n in range(1, len(keys) + 1) if keys[:n] not in above), len(keys))
        if keys[:depth] in told:
            continue
        told.add(keys[:depth])
        beside = sorted({one[depth - 1] for one in {*known, *above} if one[: depth - 1] == keys[: depth - 1] and len(one) >= depth})  # fmt: skip  # noqa: E501
        near = nearest(keys[depth - 1], beside)
        hint = f" (did you mean {near[0]}?)" if near else ""
        faults.at(document, path[:depth], f"nothing to translate here{hint}", one_of(beside))


def _fits(words: object, text: str | list[str] | None) -> bool:
    """Whether a translation has the form of a text: one, or as many in a list."""
    if isinstance(text, list):
        return isinstance(words, list) and len(words) == len(text)
    return isinstance(words, str)


def _is_sound(document: Document, path: Path, words: object, text: Worded, faults: Faults) -> bool:
    """Whether a translation says what it must; its faults are noted."""
    original = text.value
    if isinstance(original, list):
        if not isinstance(words, list) or not all(isinstance(one, str) for one in words):
            faults.at(document, path, f"is {kind_of(words)}", "a list of texts")
            return False
        if len(words) != len(original):
            wrong = f"{len(words)} items"
            faults.at(document, path, wrong, f"{len(original)}, as the original has")
            return False
        pairs = list(zip(original, words, strict=True))
    elif isinstance(words, str):
        pairs = [(original or "", words)]
    else:
        faults.at(document, path, f"is {kind_of(words)}", "a text")
        return False
    for before, after in pairs:
        if text.most is not None and len(after) > text.most:
            wrong = f"{len(after)} letters: {shown(after)}"
            faults.at(document, path, wrong, f"at most {text.most}")
            return False
        if lost := lost_in(before, after):
            faults.at(document, path, f"{lost} is lost in {shown(after)}", f"as in {shown(before)}")
            return False
    return True
