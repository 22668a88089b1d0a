"""The index: forgiving of spelling, the same in Python and in the browser.

`static/js/search-core.js` ranks by the same rules over the same entries; the tables and
weights reach it inside the index, so that they stand in this package alone.

A word of the query finds a word of the text when it is the same, sounds the same
(`sound`), is another form of it (`stem`), begins it, or, at five letters and more and only
where nothing else was found, is one slip away. An entry counts by the best field that a word
was found in. Entries with all words come first and, if there are any, alone.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from trail.guide.search.letters import (
    CJK,
    ENDINGS,
    LETTERS,
    MOST_CHARACTERS,
    MOST_WORDS,
    SOUNDS_ALIKE,
    STOP_WORDS,
    Token,
    one_slip,
    query_words,
    sound,
    stem,
    tokens,
    words_of,
)

Kind = Literal["site", "person", "day", "article", "chapter", "work"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOST_HITS = 10  # shown of each kind
SLIP_LETTERS = 5

# How much a find counts: in which field, and how near the word is.
WEIGHTS = (40, 30, 14, 8, 3)  # title, names, about, summary, text
SAME, SOUNDS, BEGINS, SOUNDS_BEGINNING, SLIP = 10, 9, 7, 6, 4
_FIELDS = len(WEIGHTS)
_HAS_FORMS = re.compile("[а-я]")  # a word whose forms `stem` brings together
WHOLE_TITLE = 120  # more for a title of which every word was asked for, less by its rest
NAMED = (60, 80, 0, 0, 0, 0)  # more for each kind where a name was asked for

# ---------------------------------------------------------------- entries and the index


@dataclass(frozen=True)
class Name:
    """Another name; `lang` (BCP 47) where it is not the page's."""

    text: str
    lang: str | None = None


@dataclass(frozen=True)
class Entry:
    """Something that can be found. `about` is looked in but never shown, `line` the reverse."""

    kind: Kind
    url: str
    title: str
    names: tuple[Name, ...] = ()
    about: str = ""
    line: str = ""
    summary: str = ""
    text: str = ""


Part = tuple[str, bool]  # a piece of text, and whether it was asked for


@dataclass(frozen=True)
class Hit:
    """An entry that was found: `also` are other names that were asked for."""

    entry: Entry
    score: int
    title: tuple[Part, ...]
    also: tuple[tuple[tuple[Part, ...], str | None], ...]
    snippet: tuple[Part, ...]


@dataclass(frozen=True)
class HitGroup:
    """The best hits of a kind, and how many there are."""

    kind: Kind
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True)
class Results:
    """What was found, the best kind first. `partly`: no entry has all the words."""

    words: tuple[str, ...]
    groups: tuple[HitGroup, ...]
    partly: bool = False

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


NOTHING = Results((), ())
LEAD_WORDS, TAIL_WORDS = 8, 20  # of a snippet, before and after the first word found


class SearchIndex:
    """Entries by their words. Ties keep the order that the entries are given in."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(_composed(entry) for entry in entries)
        finds: dict[str, dict[int, int]] = {}
        self._title_words = []
        for number, entry in enumerate(self.entries):
            title = {token.word for token in tokens(entry.title)} - STOP_WORDS
            self._title_words.append(max(1, len(title)))
            names = " ".join(name.text for name in entry.names)
            fields = (entry.title, names, entry.about, entry.summary, entry.text)
            for field, text in enumerate(fields):
                for token in tokens(text):
                    finds.setdefault(token.word, {}).setdefault(number, field)
        # Of each word the entries it is in, each with its best field: as numbers, in few bytes.
        self._finds = {
            word: array("L", (number * _FIELDS + field for number, field in found.items()))
            for word, found in finds.items()
        }
        self._words = sorted(self._finds)
        self._sounds = sorted((sound(word), word) for word in self._words)
        self._forms: dict[str, list[str]] = {}
        for word in self._words:
            if _HAS_FORMS.match(word):
                self._forms.setdefault(stem(word), []).append(word)
        self._long = [pair for pair in self._sounds if len(pair[1]) >= SLIP_LETTERS]

    def search(self, query: str) -> Results:
        """What is found for `query`; nothing for one without a word in it."""
        wanted = query_words(query)
        if not wanted:
            return NOTHING
        scores: dict[int, int] = defaultdict(int)
        matched: dict[int, int] = defaultdict(int)
        in_title: dict[int, int] = defaultdict(int)
        named: set[int] = set()
        told: set[str] = set()
        for word in wanted:
            near = self._near(word)
            told.update(near)
            best: dict[int, int] = {}
            titled: set[int] = set()
            for found, nearness in near.items():
                for number, field in (divmod(each, _FIELDS) for each in self._finds[found]):
                    points = nearness * WEIGHTS[field]
                    if points > best.get(number, 0):
                        best[number] = points
                    if field == 0:
                        titled.add(number)
                    if field <= 1:
                        named.add(number)
            for number, points in best.items():
                scores[number] += points
                matched[number] += 1
                in_title[number] += number in titled
        most = max(matched.values(), default=0)
        ranked = [number for number in sorted(scores) if matched[number] == most]
        for number in ranked:
            asked = min(in_title[number], self._title_words[number])
            scores[number] += WHOLE_TITLE * asked // self._title_words[number]
            if number in named:
                scores[number] += NAMED[KINDS.index(self.entries[number].kind)]
        ranked.sort(key=lambda number: -scores[number])
        groups: dict[Kind, list[int]] = {}
        for number in ranked:
            groups.setdefault(self.entries[number].kind, []).append(number)
        return Results(
            tuple(wanted),
            tuple(
                HitGroup(
                    kind,
                    tuple(self._hit(n, scores[n], told) for n in numbers[:MOST_HITS]),
                    len(numbers),
                )
                for kind, numbers in groups.items()
            ),
            partly=0 < most < len(wanted),
        )

    def _near(self, word: str) -> dict[str, int]:
        """The words of the index that `word` may mean, with how near each is."""
        heard = sound(word)
        near: dict[str, int] = {}
        if heard:
            for at in range(bisect_left(self._sounds, (heard,)), len(self._sounds)):
                other, found = self._sounds[at]
                if not other.startswith(heard):
                    break
                if other == heard:
                    near[found] = SOUNDS
                elif len(heard) > 1:  # one letter begins too much
                    near[found] = SOUNDS_BEGINNING
        for at in range(bisect_left(self._words, word), len(self._words)):
            found = self._words[at]
            if not found.startswith(word):
                break
            near[found] = SAME if found == word else max(BEGINS, near.get(found, 0))
        for found in self._forms.get(stem(word), ()):
            near[found] = max(SOUNDS, near.get(found, 0))
        if near or len(word) < SLIP_LETTERS or not word.isalpha():
            return near
        for other, found in self._long:
            if one_slip(word, found) or one_slip(heard, other):
                near[found] = SLIP
        return near

    def _hit(self, number: int, score: int, told: set[str]) -> Hit:
        entry = self.entries[number]
        also = ((_marked(name.text, told), name.lang) for name in entry.names)
        return Hit(
            entry,
            score,
            _marked(entry.title, told),
            tuple((parts, lang) for parts, lang in also if any(mark for _text, mark in parts)),
            _snippet(entry, told),
        )

    def to_plain(self) -> dict[str, object]:
        """The index as the browser takes it: the entries, and every table of this module."""
        return {
            "kinds": KINDS,
            "weights": WEIGHTS,
            "named": NAMED,
            "nearness": (SAME, SOUNDS, BEGINS, SOUNDS_BEGINNING, SLIP),
            "limits": (MOST_CHARACTERS, MOST_WORDS, MOST_HITS, SLIP_LETTERS, WHOLE_TITLE),
            "window": (LEAD_WORDS, TAIL_WORDS),
            "stop": sorted(STOP_WORDS),
            "letters": LETTERS,
            "sounds": SOUNDS_ALIKE,
            "cjk": CJK,
            "endings": ENDINGS,
            "entries": [
                (
                    KINDS.index(entry.kind),
                    entry.url,
                    entry.title,
                    [(name.text, name.lang) if name.lang else (name.text,) for name in entry.names],
                    entry.about,
                    entry.line,
                    entry.summary,
                    entry.text,
                )
                for entry in self.entries
            ],
        }


def _composed(entry: Entry) -> Entry:
    """The entry in NFC, so that a letter and its accent are one sign."""

    def nfc(text: str) -> str:
        return unicodedata.normalize("NFC", text)

    return replace(
        entry,
        title=nfc(entry.title),
        names=tuple(Name(nfc(name.text), name.lang) for name in entry.names),
        about=nfc(entry.about),
        line=nfc(entry.line),
        summary=nfc(entry.summary),
        text=nfc(entry.text),
    )


# ---------------------------------------------------------------- what is shown


def _marked(text: str, told: set[str], start: int = 0, end: int | None = None) -> tuple[Part, ...]:
    """`text[start:end]` in pieces; those that were asked for are marked."""
    end = len(text) if end is None else end
    spans = [(t.start, t.end) for t in words_of(text) if t.word in told and start <= t.start < end]
    parts: list[Part] = []
    at = start
    for first, last in spans:
        if last <= at:
            continue
        # Pairs of signs that overlap make one mark.
        first = max(first, at)
        if first > at:
            parts.append((text[at:first], False))
            parts.append((text[first:last], True))
        elif parts and parts[-1][1]:
            parts[-1] = (parts[-1][0] + text[first:last], True)
        else:
            parts.append((text[first:last], True))
        at = last
    if at < end:
        parts.append((text[at:end], False))
    return tuple(parts)


def _snippet(entry: Entry, told: set[str]) -> tuple[Part, ...]:
    """The words around the first one found, in the summary or else in the text."""
    for text in (entry.summary, entry.text):
        words = words_of(text)
        found = next((i for i, token in enumerate(words) if token.word in told), None)
        if found is not None:
            return _window(text, words, found, told)
    text = entry.summary or entry.text
    return _window(text, words_of(text), 0, told)


def _window(text: str, words: Sequence[Token], found: int, told: set[str]) -> tuple[Part, ...]:
    first, last = max(0, found - LEAD_WORDS), found + TAIL_WORDS
    start = words[first].start if first else 0
    cut = last < len(words) - 1
    end = words[last].end if cut else len(text)
    parts = _marked(text, told, start, end)
    return (("… ", False),) * (first > 0) + parts + (("…", False),) * cut
