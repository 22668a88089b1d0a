"""What a walk is called, alike on pages, sheets and files."""

from __future__ import annotations

from trail.dataset.schema.whole import Dataset
from trail.guide.walk.walks import Walk
from trail.guide.words.phrases import Phrases


def walk_name(walk: Walk, dataset: Dataset, words: Phrases) -> str:
    """ "Downtown tour from North Church in 45 min"; the tour's full name where it is the whole."""
    tour = dataset.get_tour(walk.tour)
    if walk.stops is not None:
        return words("%(tour)s: my own walk", tour=tour.short_name)
    place = dataset.get_site(walk.start).said if walk.start else ""
    time = words.minutes(walk.minutes) if walk.minutes else ""
    if place and time:
        return words(
            "%(tour)s from %(place)s in %(time)s", tour=tour.short_name, place=place, time=time
        )
    if place:
        return words("%(tour)s from %(place)s", tour=tour.short_name, place=place)
    if time:
        return words("%(tour)s in %(time)s", tour=tour.short_name, time=time)
    return tour.name
