"""Every slip of the hand that changes a position as it stands in a file, and who notices."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from trail.base.geo import Bbox, LineString, Position, distance_m
from trail.base.geo_areas import off_area_m
from trail.base.paths import DATA
from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset
from trail.guide.checking import checked
from trail.guide.walk.network import Network
from trail.guide.walk.place_check import misplaced


def slips(position: Position) -> list[Position]:
    """Each other position that one slip makes of this one, each once, in order.

    A digit typed as another, left out or typed twice, two neighbours exchanged, the point or
    the sign lost, longitude and latitude exchanged.
    """
    lon, lat = position
    found = {Position(wrong, lat) for wrong in _numbers(repr(lon))}
    found |= {Position(lon, wrong) for wrong in _numbers(repr(lat))}
    return sorted((found | {Position(lat, lon)}) - {position})


def _numbers(text: str) -> Iterator[float]:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    yield -float(text)
    yield float(sign + digits.replace(".", ""))
    places = [k for k, letter in enumerate(digits) if letter != "."]
    for k in places:
        before, after = sign + digits[:k], digits[k + 1 :]
        yield from (float(before + digit + after) for digit in "0123456789")
        yield float(before + digits[k] * 2 + after)
        if len(places) > 1:
            yield float((before + after).rstrip(".") or "0")
    for one, other in itertools.pairwise(places):
        letters = list(digits)
        letters[one], letters[other] = letters[other], letters[one]
        yield float(sign + "".join(letters))


# ---------------------------------------------------------------- the shipped data


@cache
def shipped() -> tuple[Dataset, Network]:
    dataset = checked(DATA)
    return dataset, Network.of_dataset(dataset)


def placed() -> Iterator[tuple[Site, Position]]:
    for site in shipped()[0].sites:
        if site.position is not None:
            yield site, site.position


def walked() -> set[str]:
    """The stops of tours on foot."""
    tours = shipped()[0].trail.tours
    return {stop for tour in tours if tour.mode == "foot" for stop in tour.stops}


def town_of(site: Site) -> list[tuple[LineString, ...]]:
    """The outline of a site's town as polygons; none where it is not drawn."""
    return [
        feature.parts[first:end]
        for layer in shipped()[0].layers
        for feature in layer.features
        if (feature.properties.kind, feature.properties.name) == ("town_area", site.properties.town)
        for first, end in feature.polygons
    ]


def accused(site_id: str, position: Position) -> list[str]:
    """The sites that are misplaced once this one stands elsewhere."""
    dataset, network = shipped()
    sites = tuple(
        site.model_copy(update={"position": position}) if site.id == site_id else site
        for site in dataset.sites
    )
    return [found.site.id for found in misplaced(replace(dataset, sites=sites), network)]


def rate(on_foot: bool, every: int = 1) -> tuple[int, int, list[str]]:
    """Of slips that matter how many are refused, how many there are, who else was accused.

    Those that move a stop of a walk by more than 500 m; of the other sites those that leave
    the town or move by more than 20 km. `every` takes each so many of all slips.
    """
    region = Bbox(*shipped()[0].trail.region.bbox)
    refused = count = 0
    others: list[str] = []
    for site, position in placed():
        if (site.id in walked()) != on_foot:
            continue
        town = town_of(site)
        for wrong in slips(position)[::every]:
            # The box is looked at when the file is read, and names the site.
            outside = abs(wrong.lat) > 90 or not region.contains(wrong)
            far_m = math.inf if outside else distance_m(position, wrong)
            leaves = far_m > 20_000 or (bool(town) and off_area_m(wrong, town) > 0)
            if far_m > 500 if on_foot else leaves:
                found = [] if outside else accused(site.id, wrong)
                others += (other for other in found if other != site.id)
                refused += outside or site.id in found
                count += 1
    return refused, count, others
