"""The scale bar: round numbers of feet or miles over metres or kilometres."""

from __future__ import annotations

from dataclasses import dataclass

from trail.base.geo import METRES_PER_FOOT, METRES_PER_MILE
from trail.graphics.maps.projection import Frame

_STEPS = (1, 2, 5)
# Below this, feet; from here on, miles.
_MILES_FROM_M = 0.5 * METRES_PER_MILE


@dataclass(frozen=True)
class ScaleBar:
    """Two bars from one zero: a round number in each system, and its length in units."""

    customary: float
    in_miles: bool
    customary_units: float
    metric: float
    in_kilometres: bool
    metric_units: float


def _largest_round(limit: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above `limit`."""
    power = 10.0**-3
    best = power
    while power <= limit:
        best = max(best, *(step * power for step in _STEPS if step * power <= limit))
        power = round(power * 10, 6)
    return best


def scale_bar(frame: Frame, longest: float) -> ScaleBar:
    """The longest round bars within `longest` units; exact along the middle of the view."""
    units_per_m = frame.units_per_m
    ground_m = longest / units_per_m
    in_miles = ground_m >= _MILES_FROM_M
    customary_m = METRES_PER_MILE if in_miles else METRES_PER_FOOT
    in_kilometres = ground_m >= 1000
    metric_m = 1000.0 if in_kilometres else 1.0
    customary = _largest_round(ground_m / customary_m)
    metric = _largest_round(ground_m / metric_m)
    return ScaleBar(
        customary,
        in_miles,
        customary * customary_m * units_per_m,
        metric,
        in_kilometres,
        metric * metric_m * units_per_m,
    )
