"""For a process that draws all maps of a trail, or makes all its sheets, and ends."""

from __future__ import annotations

import gc

from trail.graphics.maps import keep_grounds
from trail.web.shell.kept import keep_plenty

GROUNDS = 64  # as many maps' grounds as it keeps: most parts of a tour lie on a few


def make_everything() -> None:
    """Take more memory for less time, from here to the end of this process."""
    keep_grounds(GROUNDS)
    keep_plenty()
    # Maps are many small things that live on: to look through them for rubbish again and again
    # takes a quarter of the time.
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)
