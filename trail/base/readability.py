"""How hard a text is to read: the Flesch-Kincaid grade.

Grade = 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid, Fishburne,
Rogers and Chissom, 1975), an American school grade. Syllables are counted by rule: groups
of vowels, without a silent ending; names come out roughly right, and a whole sheet evens
such errors out. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'-][A-Za-zÀ-ɏ]+)*")
_END = re.compile(r"[.!?]+(?=[\s”’)]|$)")
_VOWELS = re.compile(r"[aeiouyāōūéèü]+")


def syllables(word: str) -> int:
    """Syllables of a word by rule; at least 1."""
    lower = word.lower().replace("’", "'").removesuffix("'s")
    count = len(_VOWELS.findall(lower))
    silent = lower.endswith("e") and not lower.endswith(("le", "ee", "ye", "oe"))
    ended = lower.endswith("ed") and not lower.endswith(("ted", "ded"))
    if (silent or ended) and count > 1:
        count -= 1
    return max(1, count)


def reading_grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of texts taken together; 0 where there is no word.

    Each text ends a sentence, also without a full stop.
    """
    words = sentences = sounds = 0
    for text in texts:
        found = _WORD.findall(text)
        if not found:
            continue
        words += len(found)
        sounds += sum(map(syllables, found))
        ends = len(_END.findall(text.strip()))
        sentences += ends + (0 if _END.search(text.strip()[-2:]) else 1)
    if not words:
        return 0.0
    return 0.39 * words / sentences + 11.8 * sounds / words - 15.59
