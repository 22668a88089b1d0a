"""Words as they are looked up: without accents and case, in one spelling of each sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MOST_CHARACTERS = 200  # of a query; what comes after is not looked at
MOST_WORDS = 8

STOP_WORDS = frozenset({
    "a", "an", "and", "are", "at", "by", "did", "do", "for", "from", "how", "in", "is", "it", "of",
    "on", "or", "the", "to", "was", "were", "what", "when", "where", "which", "who", "why", "with",
    "в", "во", "где", "до", "за", "и", "из", "или", "к", "как", "когда", "кто", "на", "не", "о",
    "об", "от", "по", "с", "со", "у", "что",
})  # fmt: skip

# Letters that have no decomposition of their own, and Cyrillic as English reads it.
LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "є": "e", "ґ": "g",
}  # fmt: skip

# Spellings of one sound, one after another; the patterns read the same in JavaScript.
SOUNDS_ALIKE = (
    ("kh", "h"), ("ph", "f"), ("th", "t"), ("zh", "j"), ("ou|oo", "u"), ("[wv]+", "v"),
    ("y", "i"), ("c(?!h)", "k"), ("t[sz]", "c"), ("z", "s"), ("x", "ks"),
)  # fmt: skip

# Endings of Russian nouns and adjectives, as `fold` leaves them (й is и); a stem keeps three
# letters. The pattern reads the same in JavaScript.
ENDINGS = (
    "^([а-я]{3,}?)(?:иями|ями|ами|иях|ях|ах|иям|ям|ам|ием|ем|ом|ею|ою|ьев|ев|ов|иеи|еи|ои|ии|ыи|ия"
    "|ья|ье|ие|ию|ью|ого|его|ому|ему|ыми|ими|ых|их|ым|им|ая|яя|ое|ее|ую|юю|ые|[аеиоуыьюя])$"
)

CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`][^\W_]+)*")
_PART = re.compile(f"[{CJK}]+|[^{CJK}]+")
_IS_CJK = re.compile(f"[{CJK}]")
_APOSTROPHE = re.compile("['’ʼ‘`]")
_TWICE = re.compile(r"(.)\1+")
_SOUND_RULES = tuple((re.compile(pattern), by) for pattern, by in SOUNDS_ALIKE)


_ENDING = re.compile(ENDINGS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is looked up, and where it stands in the text."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=1 << 12)
def fold(text: str) -> str:
    """Without accents and case."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")


def sound(word: str) -> str:
    """A folded word in Latin letters, spellings of one sound made one."""
    latin = "".join(LETTERS.get(letter, letter) for letter in word)
    for pattern, by in _SOUND_RULES:
        latin = pattern.sub(by, latin)
    return _TWICE.sub(r"\1", latin)


def stem(word: str) -> str:
    """What the forms of a folded Russian word have in common; any other word itself."""
    return _ENDING.sub(r"\1", word)


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order. Writing without spaces gives every two signs of a run
    that stand together, and the last one alone."""
    for found in _WORD.finditer(text):
        for part in _PART.finditer(found[0]):
            start, end = found.start() + part.start(), found.start() + part.end()
            if not _IS_CJK.match(part[0]):
                word = fold(_APOSTROPHE.sub("", part[0]))
                if word:
                    yield Token(word, start, end)
                continue
            for at in range(start, end):
                pair = min(at + 2, end)
                yield Token(fold(text[at:pair]), at, pair)


@lru_cache(maxsize=1 << 7)  # as many texts as a few answers show: a token takes some 100 bytes
def words_of(text: str) -> tuple[Token, ...]:
    """The words of a text of the index: a hit looks at its texts again and again."""
    return tuple(tokens(text))


def query_words(query: str) -> list[str]:
    """What is looked for, each once; words that say nothing only where there is no other."""
    text = unicodedata.normalize("NFC", query[:MOST_CHARACTERS])
    words: list[str] = []
    before = None
    for token in tokens(text):
        # The last sign of a longer run was looked for together with the one before it.
        lone = before and before.end == token.end and before.start < token.start
        before = token
        if not lone and token.word not in words:
            words.append(token.word)
    telling = [word for word in words if word not in STOP_WORDS]
    return (telling or words)[:MOST_WORDS]


def one_slip(a: str, b: str) -> bool:
    """Whether one letter put in, left out, changed, or swapped with its neighbour parts them."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return longer[at + 1 :] == shorter[at:]
    if a[at + 1 :] == b[at + 1 :]:
        return True
    return a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
