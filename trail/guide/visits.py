"""What is known of classes at each site, with what the drawn map has close by."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trail.dataset.schema.map import Amenity
from trail.dataset.schema.site import Site
from trail.dataset.schema.visits import Told, Visit, VisitsFile
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.amenities import NearAmenity
from trail.guide.words.amenities import amenity_line
from trail.guide.words.catalogues import catalogue_of
from trail.guide.words.phrases import Phrases, locale_of

# What a class looks for within a few minutes, and the fact of a visit that it answers.
FROM_THE_MAP: dict[Amenity, str] = {"toilets": "toilet", "shelter": "shelter"}
CLASS_M = 150.0


def with_the_map(
    dataset: Dataset, near: Callable[[Site], tuple[NearAmenity, ...]]
) -> VisitsFile | None:
    """The file of visits, filled where nobody has said and the map knows; None without one."""
    found = dataset.visits
    if found is None:
        return None
    added = list(_from_the_map(dataset, found, near))
    if not added:
        return found
    visits = {visit.site: visit for visit in (*found.visits, *added)}
    fields = {name: getattr(found, name) for name in VisitsFile.model_fields}
    return VisitsFile.model_construct(**fields | {"visits": tuple(visits.values())})


def _from_the_map(
    dataset: Dataset, found: VisitsFile, near: Callable[[Site], tuple[NearAmenity, ...]]
) -> Iterator[Visit]:
    trail = dataset.trail
    said = catalogue_of(trail.lang)
    words = Phrases(said.gettext, locale_of(trail.lang), trail.units, plural=said.ngettext)
    for site in dataset.sites:
        visit = found.visit_of(site.id)
        told = {
            fact: Told(text=f"{amenity_line(item, words)}. {item.source}.")
            for item in near(site)
            if item.distance_m <= CLASS_M
            and (fact := FROM_THE_MAP.get(item.amenity))
            and getattr(visit, fact) is None
        }
        if told:
            yield visit.model_copy(update=told)
