"""What is seen beside a path and known by name: sites, parks, ponds, squares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trail.base.geo import LineString, Position
from trail.dataset.schema.map import MapFeature, MapLayer
from trail.dataset.schema.site import Site
from trail.guide.walk.instructions import Pass, Side
from trail.guide.walk.line import MeasuredLine
from trail.guide.walk.runs import WINDOW_M, Run, turned_deg
from trail.guide.walk.values import Leg

PASS_M = 35.0
WIDE_PASS_M = 25.0  # from the edge of a park or a pond
MOST = 4
LANDMARK_ACCURACY_M = 50.0
_SEEN_AHEAD_M = 10.0
_WIDE_KINDS = frozenset({"park", "grounds", "square", "water"})
_KIND_WORTH = {"building": 0, "square": 1, "water": 2, "park": 3, "grounds": 3}


@dataclass(frozen=True)
class Landmark:
    """Something with a name beside the way; nearer ones of less `worth` count first."""

    label: str
    outline: LineString
    accuracy_m: float
    reach_m: float
    worth: int = 0
    names: tuple[tuple[str, str], ...] = ()


def site_landmarks(leg: Leg, sites: Iterable[Site]) -> list[Landmark]:
    """The sites that a walker can see; not the leg's own ends."""
    ends = (leg.origin.site.id, leg.destination.site.id)
    return [
        Landmark(site.said, (site.position,), facts.position.accuracy_m, PASS_M)
        for site in sites
        for facts in (site.properties,)
        if site.position is not None
        and site.id not in ends
        and facts.position.accuracy_m is not None
        and facts.status in ("standing", "altered")
        and facts.position.accuracy_m <= LANDMARK_ACCURACY_M
    ]


def map_landmarks(layers: Iterable[MapLayer]) -> list[tuple[MapFeature, Landmark]]:
    """The named shapes of the drawn map that one walks past."""
    found = []
    for layer in layers:
        for feature in layer.features if layer.detail else ():
            facts = feature.properties
            if not facts.name or facts.kind not in _KIND_WORTH or feature.geometry_type == "Point":
                continue
            outline = feature.parts[0]
            reach_m = WIDE_PASS_M if facts.kind in _WIDE_KINDS else PASS_M
            accuracy_m = min(facts.accuracy_m or 0.0, reach_m / 2)
            label = facts.name.partition(" (")[0]
            worth = 1 + _KIND_WORTH[facts.kind]
            names = tuple(sorted((facts.names or {}).items()))
            found.append((feature, Landmark(label, outline, accuracy_m, reach_m, worth, names)))
    return found


def passes(
    leg: Leg, line: MeasuredLine, landmarks: Iterable[Landmark], runs: Sequence[Run]
) -> list[tuple[float, Pass]]:
    """The landmarks beside the path, the best few in walking order, by metres along it."""
    walked = {run.street.name for run in runs}
    ends = {leg.origin.site.said, leg.destination.site.said}
    found = []
    for mark in landmarks:
        if mark.label in walked or mark.label in ends:
            continue
        at = _nearest(mark.outline, line)
        if at is None:
            continue
        along_m, off_m, place = at
        # Beside the first or last bit it says nothing that the ends don't.
        if off_m > mark.reach_m or not WINDOW_M <= along_m <= line.length_m - WINDOW_M:
            continue
        side: Side | None = None
        if off_m > mark.accuracy_m:
            heading = line.bearing(along_m - _SEEN_AHEAD_M, along_m + _SEEN_AHEAD_M)
            angle = turned_deg(heading, line.bearing_to(along_m, place))
            side = "left" if angle < 0 else "right"
        found.append((mark.worth, off_m, mark.label, along_m, Pass(mark.label, side, mark.names)))
    best = sorted(found, key=lambda item: item[:3])[:MOST]
    return sorted(((along_m, passed) for *_, along_m, passed in best), key=lambda item: item[0])


def _nearest(outline: LineString, line: MeasuredLine) -> tuple[float, float, Position] | None:
    """Metres along the line and off it, of the place of an outline that is nearest to it."""
    best: tuple[float, float, Position] | None = None
    for place in outline:
        along_m, off_m = line.nearest(place)
        if best is None or off_m < best[1]:
            best = (along_m, off_m, place)
    return best
