"""Letters that nobody sees, and that therefore nobody meant to write.

They come along when a name is pasted from a page or typed on a phone, and make two names
that look the same differ, stop a typesetter, or turn a line round. What a script needs stays:
joiners inside Arabic or Indic words, the selectors of Han and Mongolian letters, the breaks
between words of scripts that write no spaces.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# By the first word of their letters' names in Unicode.
_JOINING = frozenset(
    """
    ARABIC SYRIAC MANDAIC MANICHAEAN NKO MONGOLIAN ADLAM HANIFI SOGDIAN DEVANAGARI BENGALI
    GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA TIBETAN MYANMAR KHMER
    BALINESE JAVANESE GRANTHA BRAHMI CHAKMA NEWA TIRHUTA
    """.split()  # noqa: SIM905
)
_UNSPACED = frozenset(["THAI", "LAO", "KHMER", "MYANMAR"])
_HAN = frozenset(["CJK"])
_MONGOLIAN = frozenset(["MONGOLIAN"])

_ENDS = (0xFFFE, 0xFFFF)  # of a plane: no characters
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    + "".join(chr(plane + end) for plane in range(0x10000, 0xE0000, 0x10000) for end in _ENDS)
    + "\U000e0000-\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff]"
)  # fmt: skip
_BREAKS = frozenset("\n\r\t")


class Letter(NamedTuple):
    """A letter of a text, and what it is in a few words."""

    offset: int
    text: str

    @property
    def code(self) -> str:
        return f"U+{ord(self.text):04X}"

    def __str__(self) -> str:
        return f"{self.code} ({_what(self.text)})"


def find_unseen(text: str) -> Letter | None:
    """The first letter that nobody sees; line breaks and tabs are none."""
    for found in _SUSPECT.finditer(text):
        if not _is_needed(text, found.start()):
            return Letter(found.start(), found.group())
    return None


def without_unseen(text: str) -> str:
    """The text as it looks: without the letters that nobody sees."""
    kept = (
        "" if _SUSPECT.match(letter) and not _is_needed(text, offset) else letter
        for offset, letter in enumerate(text)
    )
    return "".join(kept) if _SUSPECT.search(text) else text


def find_break(text: str) -> Letter | None:
    """The first line break or tab, which a name has not."""
    for offset, letter in enumerate(text):
        if letter in _BREAKS:
            return Letter(offset, letter)
    return None


def _is_needed(text: str, offset: int) -> bool:
    """Whether the script round about needs the letter: without it the word would look wrong."""
    letter = text[offset]
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    match letter:
        case "\u200d":  # may end an abbreviation
            return _script(before) in _JOINING
        case "\u200c":
            return _script(before) in _JOINING and _script(after) in _JOINING
        case "\u200b":
            return _script(before) in _UNSPACED and _script(after) in _UNSPACED
        case "\u180b" | "\u180c" | "\u180d" | "\u180e" | "\u180f":
            return _script(before) in _MONGOLIAN
    if "\U000e0100" <= letter <= "\U000e01ef":
        return _script(before) in _HAN
    return False


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0] if letter else ""


def _what(letter: str) -> str:
    number = ord(letter)
    if letter in "\n\r\x0b\x0c\x85\u2028\u2029":
        return "a line break"
    if letter == "\t":
        return "a tab"
    if 0xD800 <= number < 0xE000:
        return "half of a surrogate pair"
    if number < 0xA0:
        return "a control character"
    if number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF:
        return "no character"
    if letter == "\ufeff":
        return "byte order mark"
    return unicodedata.name(letter, "not assigned").lower()
