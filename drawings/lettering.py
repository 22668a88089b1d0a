"""Letters of straight strokes, as a sign painter's apprentice would set them.

Each letter stands in a box four wide and six high; strokes are runs of points,
column and row from the upper left.
"""

from __future__ import annotations

from drawings.pen import INK, LINE, Pen

_STROKES = {
    "A": "06 20 46|14 34",
    "B": "00 30 41 42 33 03|33 44 45 36 06 00",
    "C": "41 30 10 01 05 16 36 45",
    "D": "00 20 42 44 26 06 00",
    "E": "40 00 06 46|03 33",
    "F": "40 00 06|03 33",
    "G": "41 30 10 01 05 16 36 45 43 23",
    "H": "00 06|40 46|03 43",
    "I": "20 26",
    "J": "40 45 36 16 05",
    "K": "00 06|40 03 46",
    "L": "00 06 46",
    "M": "06 00 24 40 46",
    "N": "06 00 46 40",
    "O": "10 30 41 45 36 16 05 01 10",
    "P": "06 00 30 41 42 33 03",
    "Q": "10 30 41 45 36 16 05 01 10|24 46",
    "R": "06 00 30 41 42 33 03|23 46",
    "S": "41 30 10 01 02 13 33 44 45 36 16 05",
    "T": "00 40|20 26",
    "U": "00 05 16 36 45 40",
    "V": "00 26 40",
    "W": "00 16 22 36 40",
    "X": "00 46|40 06",
    "Y": "00 23 40|23 26",
    "Z": "00 40 06 46",
    "0": "10 30 41 45 36 16 05 01 10",
    "1": "11 20 26",
    "2": "01 10 30 41 42 06 46",
    "3": "01 10 30 41 42 33 13|33 44 45 36 16 05",
    "4": "36 30 04 44",
    "5": "40 00 03 33 44 45 36 06",
    "6": "30 02 05 16 36 45 44 33 03",
    "7": "00 40 16",
    "8": "10 30 41 42 33 13 02 01 10|13 04 05 16 36 45 44 33",
    "9": "43 13 02 01 10 30 41 44 16",
    ".": "25 26",
    "&": "46 11 20 31 04 05 16 26 44",
    "-": "13 33",
}


def width_of(text: str, height: float) -> float:
    """How wide a line of letters comes out."""
    return sum(3.2 if sign in " .I1" else 5.6 for sign in text) * height / 6 - 1.6 * height / 6


def letter(
    pen: Pen,
    text: str,
    x: float,
    y: float,
    height: float,
    weight: float = LINE,
    *,
    stroke: str = INK,
    broken: bool = False,
) -> None:
    """A line of capitals, set about x; y is the foot of the letters."""
    unit = height / 6
    left = x - width_of(text, height) / 2
    for sign in text:
        narrow = sign in " .I1"
        shift = -1.2 if narrow else 0.0
        for run in _STROKES.get(sign, "").split("|"):
            points = [
                (left + (int(at[0]) + shift) * unit, y - height + int(at[1]) * unit)
                for at in run.split()
            ]
            if points:
                pen.line(*points, pen=weight, stroke=stroke, broken=broken)
        left += (3.2 if narrow else 5.6) * unit
