"""What a translation must keep of the original: its numbers and its gaps to be filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_GAP = re.compile(r"\{[a-z_]+\}")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f .](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+")
# East Asia counts by ten thousands: 12億 are 1,200 million, 7億5000万 are 750 million.
_MYRIADS = re.compile(r"(?:(\d+)[億억亿])?(?:(\d+)[万만萬])?(\d+)?")
_GREAT = (1_000, 1_000_000, 1_000_000_000)
_ROMAN = {1: "I", 4: "IV", 5: "V", 9: "IX", 10: "X", 40: "XL", 50: "L", 90: "XC", 100: "C"}


def numbers_in(text: str) -> Counter[int]:
    """The numbers of a text by their digits; 2,000 is 2 000 is 2000."""
    return Counter(int(found) for found in _NUMBER.findall(_THOUSANDS.sub("", text)))


def lost_in(original: str, translation: str) -> str:
    """The first number or gap of the original that the translation lacks; "" where it has all.

    A number may be written as its language writes it: in ten thousands, a century in Roman.
    """
    for gap in _GAP.findall(original):
        if gap not in translation:
            return str(gap)
    lost = numbers_in(original) - numbers_in(translation)
    whole = set(_in_myriads(translation))
    return next((str(n) for n in lost if not _otherwise(n, translation, whole)), "")


def _otherwise(number: int, translation: str, whole: set[int]) -> bool:
    if any(number * times in whole for times in (1, *_GREAT)):
        return True
    return re.search(rf"(?<![A-Z]){_roman(number)}(?![A-Z])", translation) is not None


def _in_myriads(text: str) -> Iterator[int]:
    for hundred_millions, ten_thousands, ones in _MYRIADS.findall(_THOUSANDS.sub("", text)):
        if hundred_millions or ten_thousands:
            great = int(hundred_millions or 0) * 10**8 + int(ten_thousands or 0) * 10**4
            yield great
            yield great + int(ones or 0)


def _roman(number: int) -> str:
    if not 0 < number < 100:
        return r"\Z."  # nothing
    text = ""
    for value in sorted(_ROMAN, reverse=True):
        while number >= value:
            text, number = text + _ROMAN[value], number - value
    return text
