"""The dataset as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from trail.base.errors import SiteNotFound, TourNotFound
from trail.dataset.schema.chapters import ChaptersFile, TheatreFile, Voice
from trail.dataset.schema.education import EducationFile
from trail.dataset.schema.language import Language, Translation
from trail.dataset.schema.map import MapLayer
from trail.dataset.schema.people import OtherList, Person, Track
from trail.dataset.schema.pictures import PictureRecord, Pictures
from trail.dataset.schema.readings import Reading
from trail.dataset.schema.record import Statement
from trail.dataset.schema.site import Site
from trail.dataset.schema.story import Story
from trail.dataset.schema.trail import TourPlan, TrailFile
from trail.dataset.schema.visits import VisitsFile


@dataclass(frozen=True)
class Dataset:
    """Everything in `data/`, checked. Sites keep the order of the file.

    `digest` is a SHA-256 over the files: same data, same digest. `story` is None
    where the trail tells none, `visits` and `education` where it has nothing for classes,
    `pictures` where it has none.
    `remarks` are on what was read as it was meant: no faults, and for the curator alone.
    """

    trail: TrailFile
    sites: tuple[Site, ...]
    people: tuple[Person, ...]
    tracks: tuple[Track, ...]
    tracks_note: str
    layers: tuple[MapLayer, ...]
    digest: str
    story: Story | None = None
    visits: VisitsFile | None = None
    education: EducationFile | None = None
    pictures: Pictures | None = None
    readings: tuple[Reading, ...] = ()
    chapters: ChaptersFile | None = None
    voices: tuple[Voice, ...] = ()
    theatre: TheatreFile | None = None
    tracks_about: tuple[Statement, ...] = ()
    tracks_elsewhere: OtherList | None = None
    remarks: tuple[str, ...] = ()
    # Those that there are beside the one the files are written in, and what of it this is.
    languages: tuple[Language, ...] = ()
    translation: Translation | None = None

    @cached_property
    def _sites_by_id(self) -> dict[str, Site]:
        return {site.id: site for site in self.sites}

    @cached_property
    def readings_by_url(self) -> dict[str, Reading]:
        return {reading.url: reading for reading in self.readings}

    @cached_property
    def people_by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def tracks_by_number(self) -> dict[int, Track]:
        return {track.number: track for track in self.tracks}

    @property
    def own_lang(self) -> str:
        """The language that the files are written in; `trail.lang` is the one it is told in."""
        return self.translation.original if self.translation else self.trail.lang

    @property
    def origin(self) -> Site:
        """The site that distances are given from; it has a position."""
        return self.get_site(self.trail.origin)

    def pictures_of(self, site_id: str) -> tuple[PictureRecord, ...]:
        """The pictures of a site, the foremost first; none is fine."""
        return self.pictures.of_site(site_id) if self.pictures else ()

    def get_site(self, site_id: str) -> Site:
        """The site; raises SiteNotFound with the nearest ids."""
        try:
            return self._sites_by_id[site_id]
        except KeyError:
            raise SiteNotFound(site_id, self._sites_by_id) from None

    def get_tour(self, tour_id: str) -> TourPlan:
        """The tour; raises TourNotFound with the nearest ids."""
        for tour in self.trail.tours:
            if tour.id == tour_id:
                return tour
        raise TourNotFound(tour_id, (tour.id for tour in self.trail.tours))

    def tours_of(self, site_id: str) -> tuple[TourPlan, ...]:
        """The tours that the site is a stop of."""
        return tuple(tour for tour in self.trail.tours if site_id in tour.stops)
