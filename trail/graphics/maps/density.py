"""How large marks and words are drawn: one set of sizes for each width of paper or screen.

All sizes are units of the view box (1000 across). PHONE is drawn to be read from
328 CSS px up, where 1 px is 3.05 units and no word is under 10 px; DESK from 544,
where a mark is 21 px across.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Density:
    """Sizes of one overlay; `name` becomes its class, `m-<name>`. Type sizes are ems."""

    name: str
    mark: float  # radius of a numbered mark
    number: float
    street: float
    stop: float
    water: float
    park: float
    town: float
    state: float
    scale: float
    halo: float
    gap: float  # least room between marks, and between a mark and a word
    arrow: float  # length of an arrowhead
    scale_bar: float  # longest scale bar
    least_rank: int  # towns ranked below this are left out
    tap: float = 0.0  # radius kept about a mark that can be pointed at: 12 px; paper has none
    narrow: float = 1.0  # breadth of the words as drawn, in parts of what the metrics assume
    # A name stands nearer to its own mark than to any other, or a line joins them; no street's name
    # stands on the route, and others only where they'd find no place at all.
    strict: bool = False


PHONE = Density(
    "phone", mark=31, number=34, street=32, stop=34, water=37, park=33, town=33, state=33,
    scale=33, halo=9, gap=5, arrow=30, scale_bar=260, least_rank=2, tap=34.2, strict=True,
)  # fmt: skip
DESK = Density(
    "desk", mark=19, number=22, street=22, stop=23, water=28, park=23, town=23, state=25,
    scale=22, halo=6, gap=4, arrow=23, scale_bar=190, least_rank=3, tap=20.5, strict=True,
)  # fmt: skip
SCREEN = (PHONE, DESK)
