"""A picture as it is drawn: the whole scene, and what tells it from others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drawings.pen import Pen

WIDTH, HEIGHT = 480, 320  # of a whole picture, in its own units


@dataclass(frozen=True)
class Subject:
    """`scene` fills the sheet. `motif` is drawn about 0, 0, the middle of its foot; it
    reaches `width` across and `height` up, and stands for the site where there is little room.
    """

    scene: Callable[[Pen], None]
    motif: Callable[[Pen], None]
    width: float
    height: float
