"""Latitude and longitude as people paste them: from a map, an encyclopedia, a GPS, a link.

People say latitude first; what leaves this module is a Position, longitude first. What could
be read in two ways is refused, with a form that works.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from trail.base.errors import InvalidParameter
from trail.base.geo import Position

LONGEST = 1000
FORMS = (
    "latitude, then longitude, such as 46.0512,14.5061, 46°03′04″N 14°30′22″E, "
    "geo:46.0512,14.5061 or the link of a map"
)
_SIGNS = str.maketrans(
    {**dict.fromkeys("′’‘´`ʹ", "'"), **dict.fromkeys("″“”ʺ", '"'), **dict.fromkeys("º˚", "°"),
     "−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)  # fmt: skip
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_PAIR = re.compile(rf"(?a)({_NUMBER})\s*(?:[,;/]\s*|\s+)({_NUMBER})")
_COMMAS = re.compile(r"(?a)([+-]?\d+),(\d+)(?:\s*[;/]\s*|,?\s+)([+-]?\d+),(\d+)")
_TWO_WAYS = re.compile(r"(?a)[+-]?\d+,\d+,[+-]?\d+,\d+")
_PART = r"(\d+(?:\.\d*)?)"
# With every sign of its own, or with a letter on each, which tells where the first one ends.
_MARKED = rf"([+-]?){_PART}(?:\s*°(?:\s*{_PART}\s*'(?!'))?(?:\s*{_PART}\s*(?:\"|''))?)?"
_LOOSE = rf"([+-]?){_PART}\s*°?(?:(?<=[°\s])\s*{_PART}\s*'?(?!'))?"
_LOOSE += rf"(?:(?<=['\s])\s*{_PART}\s*(?:\"|'')?)?"
_BETWEEN = r"\s*[,;/]?\s*"
_ANGLES = (
    re.compile(rf"(?a)([NSEW])\s*{_LOOSE}(){_BETWEEN}([NSEW])\s*{_LOOSE}()"),
    re.compile(rf"(?a)(){_LOOSE}\s*([NSEW]){_BETWEEN}(){_LOOSE}\s*([NSEW])"),
    re.compile(rf"(?a)(){_MARKED}\s*([NSEW]?){_BETWEEN}(){_MARKED}\s*([NSEW]?)"),
)
_NUM = r"(-?\d{1,3}(?:\.\d+)?)"
# As maps' own links have them: the place that was tapped before the middle of the view.
_LINKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^geo:{_NUM},{_NUM}",
        rf"[?&]mlat={_NUM}&mlon={_NUM}",
        rf"!3d{_NUM}!4d{_NUM}",
        r"[?&](?:q|query|ll|sll|daddr|destination|coordinate|center|cp|loc|at)="
        rf"(?:loc:)?{_NUM}(?:,|~|\s)\s*{_NUM}",
        rf"[#&?]map=\d+(?:\.\d+)?/{_NUM}/{_NUM}",
        rf"/@{_NUM},{_NUM}",
        rf"[?&]lat={_NUM}&(?:lon|lng)={_NUM}",
    )
)


def parse_lat_lon(text: str) -> Position:
    """ "46.05,14.51" as a position, to the sixth decimal.

    Latitude comes first, unless letters say otherwise. Degrees may have minutes and seconds,
    numbers a decimal comma where that can't be taken for another; links of maps are read, not
    followed. Raises InvalidParameter where it is no position.
    """
    plain = text.strip().translate(_SIGNS)
    if len(plain) > LONGEST:
        raise InvalidParameter("at", text, FORMS)
    if re.match(r"(?i)geo:|https?://", plain):
        lat, lon = _of_link(plain, text)
    elif found := _PAIR.fullmatch(plain.replace("°", "") if plain.count("°") in (0, 2) else plain):
        lat, lon = float(found[1]), float(found[2])
    elif _TWO_WAYS.fullmatch(plain):
        expected = "a point for decimals (it could be read two ways): 46.0512,14.5061"
        raise InvalidParameter("at", text, expected)
    elif found := _COMMAS.fullmatch(plain):
        lat, lon = float(f"{found[1]}.{found[2]}"), float(f"{found[3]}.{found[4]}")
    else:
        lat, lon = _of_angles(plain, text)
    for name, value, most in (("latitude", lat, 90), ("longitude", lon, 180)):
        if not -most <= value <= most:
            swapped = " (are they swapped?)" if abs(lat) > 90 >= abs(lon) else ""
            raise InvalidParameter("at", text, f"{name} from -{most} to {most}{swapped}")
    return Position(round(lon, 6), round(lat, 6))


def _of_link(plain: str, text: str) -> tuple[float, float]:
    link = unquote(plain).replace("+", " ")
    found = next(filter(None, (pattern.search(link) for pattern in _LINKS)), None)
    if found is None:
        raise InvalidParameter("at", text, f"a link with a position in it, or {FORMS}")
    return float(found[1]), float(found[2])


class _Angle(NamedTuple):
    """Degrees, and the letter beside them: "" where there is none."""

    degrees: float
    letter: str

    @property
    def is_longitude(self) -> bool:
        return self.letter in ("E", "W")


def _of_angles(plain: str, text: str) -> tuple[float, float]:
    decimal = re.sub(r"(?a)(?<=\d),(?=\d)", ".", plain.upper())
    found = next(filter(None, (pattern.fullmatch(decimal) for pattern in _ANGLES)), None)
    # Bare numbers without a sign of degrees or two letters are no angles.
    if found is None or not ("°" in decimal or len(re.findall("[NSEW]", decimal)) == 2):
        raise InvalidParameter("at", text, FORMS)
    first, second = (_angle(found.groups()[k : k + 6], text) for k in (0, 6))
    if first.letter and second.letter and first.is_longitude == second.is_longitude:
        what = "longitudes" if first.is_longitude else "latitudes"
        expected = f"one latitude and one longitude, not two {what}: 46°03′04″N 14°30′22″E"
        raise InvalidParameter("at", text, expected)
    if first.is_longitude or (second.letter and not second.is_longitude):
        first, second = second, first
    return first.degrees, second.degrees


def _angle(parts: tuple[str | None, ...], text: str) -> _Angle:
    before, sign, degrees, minutes, seconds, after = (part or "" for part in parts)
    if (before and after) or (sign and (before or after)):
        raise InvalidParameter("at", text, "one letter or one sign for each: 46°03′04″N 14°30′22″E")
    for name, part in (("minutes", minutes), ("seconds", seconds)):
        if part and float(part) >= 60:
            raise InvalidParameter("at", text, f"{name} from 0 to 59: 46°03′04″N 14°30′22″E")
    if ("." in degrees and minutes) or ("." in minutes and seconds):
        raise InvalidParameter("at", text, "only the last part with decimals: 46°03.07′N 14°30.4′E")
    letter = before or after
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return _Angle(-value if sign == "-" or letter in ("S", "W") else value, letter)
