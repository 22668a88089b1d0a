"""What is known of a leg's surface, steps and sidewalks."""

from __future__ import annotations

from dataclasses import dataclass

from trail.dataset.schema.map import YesNoUnknown
from trail.guide.walk.values import Leg


@dataclass(frozen=True)
class Underfoot:
    """What is known of a leg's surface. "unknown" was not assessed, it is never "no".

    `steps` and `sidewalk` are "yes" or "no" only where all of the leg is assessed;
    one flight of steps makes "yes". `surfaces` has metres by surface, longest first,
    without what is not known.
    """

    steps: YesNoUnknown
    sidewalk: YesNoUnknown
    surfaces: tuple[tuple[str, float], ...]
    assessed_m: float


def underfoot(leg: Leg) -> Underfoot:
    """The facts of a leg's blocks put together; all unknown for a straight leg."""
    steps = {segment.steps for segment in leg.segments}
    sidewalk = {segment.sidewalk for segment in leg.segments}
    surfaces: dict[str, float] = {}
    for segment in leg.segments:
        if segment.surface not in (None, "unknown"):
            name = str(segment.surface)
            surfaces[name] = surfaces.get(name, 0.0) + segment.length_m
    return Underfoot(
        steps="yes" if "yes" in steps else "no" if steps == {"no"} else "unknown",
        sidewalk="no" if "no" in sidewalk else "yes" if sidewalk == {"yes"} else "unknown",
        surfaces=tuple(sorted(surfaces.items(), key=lambda item: (-item[1], item[0]))),
        assessed_m=sum(surfaces.values(), 0.0),
    )
