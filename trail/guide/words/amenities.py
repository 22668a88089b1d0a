"""Toilets, water and the like near a place, in words for page and paper."""

from __future__ import annotations

from trail.guide.walk.amenities import NearAmenity
from trail.guide.words.directions import compass_word
from trail.guide.words.phrases import Phrases


def amenity_line(near: NearAmenity, words: Phrases) -> str:
    """ "Toilets: 260 ft (80 m) northeast; wheelchair access", without its last stop."""
    what = {
        "toilets": words("Toilets"),
        "drinking_water": words("Drinking water"),
        "shelter": words("Shelter"),
        "bench": words("Bench"),
        "station": words("Station"),
        "entrance": words("Entrance"),
    }[near.amenity]
    if near.name and words.shows(near.name):
        what = words("%(kind)s (%(name)s)", kind=what, name=near.name)
    where = words("here")
    if near.compass is not None:
        where = words(
            "%(distance)s %(compass)s",
            distance=words.distance(near.distance_m),
            compass=compass_word(near.compass, words.translate),
        )
    line = words("%(first)s: %(rest)s", first=what, rest=where)
    access = {
        "yes": words("wheelchair access"),
        "limited": words("limited wheelchair access"),
        "no": words("no wheelchair access"),
        None: "",
    }[near.wheelchair]
    return words("%(first)s; %(rest)s", first=line, rest=access) if access else line
