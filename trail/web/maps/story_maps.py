"""Which places a page of the story has a map of, by the map's own name (its stem)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trail.dataset.schema import dates
from trail.dataset.schema.site import Site
from trail.dataset.schema.story import Marker, Story
from trail.guide.days import chronology
from trail.guide.guide import Guide
from trail.guide.walk.query import located
from trail.web.shell.i18n import calendar_date
from trail.web.shell.i18n import gettext as _

REMEMBRANCE = "remembrance"


@dataclass(frozen=True)
class Places:
    """The sites and the markers with a place of their own that one map shows."""

    title: str
    desc: str
    sites: tuple[Site, ...]
    markers: tuple[Marker, ...] = ()


def entry_of(name: str) -> str:
    """The id of the element of the page that tells of a place on its map."""
    return f"place-{name}"


def day_sites(guide: Guide, day: date) -> tuple[Site, ...]:
    """Where something happened, or may have happened, on a day; by their order in the file."""
    story = guide.dataset.story
    if story is None:
        return ()
    found = chronology.events_on(story.events, day)
    named = {site_id for events in found.values() for event in events for site_id in event.sites}
    return _in_order(guide, named)


def track_sites(guide: Guide, number: int) -> tuple[Site, ...]:
    """The sites counted to a track."""
    return tuple(
        site
        for site in guide.dataset.sites
        if any(link.number == number for link in site.properties.tracks)
    )


def marker_sites(guide: Guide, story: Story) -> tuple[Site, ...]:
    """The sites that have a marker, a tree or an observance."""
    return _in_order(guide, {marker.site for marker in story.markers if marker.site})


def _in_order(guide: Guide, named: Iterable[str]) -> tuple[Site, ...]:
    wanted = set(named)
    return tuple(site for site in guide.dataset.sites if site.id in wanted)


def find_places(guide: Guide, stem: str) -> Places | None:
    """What the map of that name shows; None where there is none, or nothing with a place."""
    kind, _dash, name = stem.partition("-")
    found = None
    if kind == "day":
        found = _of_day(guide, name)
    elif kind == "track":
        found = _of_track(guide, name)
    elif stem == REMEMBRANCE:
        found = _of_markers(guide)
    if found is None or not (found.markers or any(True for _site in located(found.sites))):
        return None
    return found


def _desc() -> str:
    return _("The list of places on this page says the same.")


def _of_day(guide: Guide, iso: str) -> Places | None:
    days = {day.isoformat(): day for day in dates.period_days(guide.dataset.trail.period)}
    if iso not in days:
        return None
    title = _("Map: where it happened on %(day)s", day=calendar_date(days[iso], "long"))
    return Places(title, _desc(), day_sites(guide, days[iso]))


def _of_track(guide: Guide, slug: str) -> Places | None:
    for track in guide.dataset.tracks:
        if track.slug == slug:
            title = _("Map: places of the track %(name)s", name=track.name)
            return Places(title, _desc(), track_sites(guide, track.number))
    return None


def _of_markers(guide: Guide) -> Places | None:
    story = guide.dataset.story
    if story is None:
        return None
    return Places(
        _("Map: markers, memorial trees and observances"),
        _desc(),
        marker_sites(guide, story),
        tuple(marker for marker in story.markers if marker.place is not None),
    )
