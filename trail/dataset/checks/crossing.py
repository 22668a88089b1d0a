"""What crosses fields and files: ids referred to, dates of the calendar, tours that can be walked.

The checks look at plain values, not at models, so that they see all of a file
whose other fields are faulty.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from string import Formatter
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trail.base.geo import Bbox
from trail.dataset.schema.record import DATE_PATTERN
from trail.dataset.text.faults import Document, Faults, Path, shown
from trail.dataset.text.geojson import BBOX_WORDS, Fields, parse_bbox

LEDE_FIELDS = ("sites", "stops")
_DATE = re.compile(DATE_PATTERN)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LEDE_WORDS = "text with no braces but {sites} and {stops}"


class Documents(NamedTuple):
    """The files as far as they could be read; None where a file could not."""

    sites: Document | None
    trail: Document | None
    people: Document | None
    tracks: Document | None


def check_files(files: Documents, faults: Faults) -> None:
    """Note every fault that one field alone does not show."""
    if files.sites:
        _check_sites(files.sites, files, faults)
    if files.people:
        _check_unique(files.people, "", "id", faults)
    if files.tracks:
        _check_unique(files.tracks, "tracks", "slug", faults)
        _check_unique(files.tracks, "tracks", "number", faults)
        _check_elsewhere(files.tracks, faults)
    if files.trail:
        for key in ("collections", "paces", "tours", "about", "changes"):
            _check_unique(files.trail, key, "id", faults)
        _check_unique(files.trail, "publishers", "host", faults)
        _check_days(files.trail, faults)
        _check_zone(files.trail, faults)
        _check_lede(files.trail, faults)
        _check_tours(files.trail, files.sites, faults)
        _check_changes(files.trail, files.sites, faults)


def region_of(trail: Document | None, faults: Faults) -> Bbox | None:
    """The region's box from trail.yaml; None, and a fault, where it is none."""
    if trail is None:
        return None
    value = _at(trail.value, "region", "bbox")
    box = parse_bbox(value)
    if box is None and isinstance(value, list) and len(value) == 4:
        faults.at(trail, ("region", "bbox"), "is not a box", BBOX_WORDS)
    return box


# ---------------------------------------------------------------- sites


def _check_sites(sites: Document, files: Documents, faults: Faults) -> None:
    people = names_in(files.people, "", "id")
    tracks = names_in(files.tracks, "tracks", "number")
    # None at all is one fault already.
    collections = names_in(files.trail, "collections", "id") or None
    for index, feature in enumerate(sites.items("features")):
        properties = _at(feature, "properties")
        if not isinstance(properties, dict):
            continue
        path: Path = ("features", index, "properties")
        _check_site_dates(sites, path, properties, faults)
        seen: set[object] = set()
        for at, person in _items(properties, "people"):
            if isinstance(person, str):
                _refer(sites, (*path, *at), "person", person, people, faults)
                _once(sites, (*path, *at), person, seen, faults)
        seen = set()
        for at, link in _items(properties, "tracks"):
            number = _at(link, "number")
            if isinstance(number, int) and not isinstance(number, bool):
                _refer(sites, (*path, *at, "number"), "track", number, tracks, faults)
                _once(sites, (*path, *at, "number"), number, seen, faults)
        collection = properties.get("collection")
        if isinstance(collection, str):
            _refer(sites, (*path, "collection"), "collection", collection, collections, faults)


def _check_site_dates(sites: Document, path: Path, properties: Fields, faults: Faults) -> None:
    for at, fact in _items(properties, "facts"):
        _check_date(sites, (*path, *at, "date"), _at(fact, "date"), faults)
    as_of = _at(properties, "access", "as_of")
    _check_date(sites, (*path, "access", "as_of"), as_of, faults)


# ---------------------------------------------------------------- dates


def _check_date(document: Document, path: Path, value: object, faults: Faults) -> None:
    """A well-formed date must be in the calendar, and an interval must not run backwards."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return
    ends = [part.rstrip("~") for part in value.split("/") if part != ".."]
    for part in ends:
        if not _exists(part):
            faults.at(document, path, f"there is no day {shown(part)}", "a day of the calendar")
            return
    if len(ends) == 2:
        # A year stands before its months: only the part both have can be compared.
        length = min(map(len, ends))
        if ends[1][:length] < ends[0][:length]:
            faults.at(document, path, f"{shown(value)} ends before it begins", "start/end in order")


def _exists(part: str) -> bool:
    try:
        date.fromisoformat(part + "-01" * (2 - part.count("-")))
    except ValueError:
        return False
    return True


def _check_days(trail: Document, faults: Faults) -> None:
    days = {}
    for path in (("period", "start"), ("period", "end"), ("data_date",)):
        value = _at(trail.value, *path)
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            if _exists(value):
                days[path[-1]] = value
            elif not faults.has(trail, path):
                faults.at(trail, path, f"there is no day {shown(value)}", "a day of the calendar")
    if "start" in days and "end" in days and days["end"] < days["start"]:
        wrong = f"{days['end']} is before the start, {days['start']}"
        faults.at(trail, ("period", "end"), wrong, "the start's day or a later one")


def _check_elsewhere(tracks: Document, faults: Faults) -> None:
    """What another list calls a track of ours names one that there is."""
    known = names_in(tracks, "tracks", "number")
    others = _at(tracks.value, "elsewhere", "tracks")
    for index, other in enumerate(others if isinstance(others, list) else ()):
        here = _at(other, "here")
        if isinstance(here, int) and not isinstance(here, bool):
            path: Path = ("elsewhere", "tracks", index, "here")
            _refer(tracks, path, "track", here, known, faults)


# ---------------------------------------------------------------- trail.yaml


def _check_zone(trail: Document, faults: Faults) -> None:
    zone = _at(trail.value, "time_zone")
    if not isinstance(zone, str) or faults.has(trail, ("time_zone",)):
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong = f"there is no time zone {shown(zone)}"
        faults.at(trail, ("time_zone",), wrong, "an IANA name such as America/New_York")


def _check_lede(trail: Document, faults: Faults) -> None:
    lede = _at(trail.value, "home", "lede")
    if not isinstance(lede, str):
        return
    path = ("home", "lede")
    try:
        parts = list(Formatter().parse(lede))
    except ValueError:
        faults.at(trail, path, "a brace without its partner", _LEDE_WORDS)
        return
    for _, name, spec, conversion in parts:
        if name is not None and (name not in LEDE_FIELDS or spec or conversion):
            text = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            faults.at(trail, path, f"{shown('{' + text + '}')} can't be filled in", _LEDE_WORDS)


def _check_tours(trail: Document, sites: Document | None, faults: Faults) -> None:
    located = _located(sites)
    tours = names_in(trail, "tours", "id")
    home_tour = _at(trail.value, "home", "tour")
    if isinstance(home_tour, str):
        _refer(trail, ("home", "tour"), "tour", home_tour, tours, faults)
    origin = _at(trail.value, "origin")
    if isinstance(origin, str):
        _refer_located(trail, ("origin",), origin, located, faults)
    for index, tour in enumerate(trail.items("tours")):
        if not isinstance(tour, dict):
            continue
        path: Path = ("tours", index)
        _check_tour_ends(trail, path, tour, faults)
        seen: set[object] = set()
        for at, stop in _items(tour, "stops"):
            if isinstance(stop, str):
                _refer_located(trail, (*path, *at), stop, located, faults)
                _once(trail, (*path, *at), stop, seen, faults)


def _check_tour_ends(trail: Document, path: Path, tour: Fields, faults: Faults) -> None:
    stops = tour.get("stops")
    if not isinstance(stops, list):
        return
    if len(stops) < 2:
        wrong = f"{len(stops)} stop{'' if len(stops) == 1 else 's'}"
        faults.at(trail, (*path, "stops"), wrong, "at least 2 stops")
    start, finish = tour.get("start"), tour.get("finish")
    if not stops:
        return
    for name, end in (("start", start), ("finish", finish)):
        if isinstance(end, str) and end not in stops:
            wrong = f"{shown(end)} is not among the tour's stops"
            faults.at(trail, (*path, name), wrong, "one of its stops")
    if finish is not None and tour.get("loop") is True:
        wrong = "a loop with a finish"
        faults.at(trail, (*path, "finish"), wrong, "no finish, or loop: false")
    elif isinstance(finish, str) and finish == start:
        wrong = "the start again"
        faults.at(trail, (*path, "finish"), wrong, "another stop, or loop: true and no finish")


def _located(sites: Document | None) -> dict[str, bool] | None:
    """Which site ids have a geometry that is not null; None where the file could not be read."""
    if sites is None or not sites.items("features"):
        return None
    found: dict[str, bool] = {}
    for feature in sites.items("features"):
        name = _at(feature, "id")
        if isinstance(name, str):
            null = isinstance(feature, dict) and feature.get("geometry", ()) is None
            found.setdefault(name, not null)
    return found


def _refer_located(
    document: Document,
    path: Path,
    wanted: str,
    located: dict[str, bool] | None,
    faults: Faults,
) -> None:
    _refer(document, path, "site", wanted, located, faults)
    if located is not None and located.get(wanted) is False:
        wrong = f"the place of {shown(wanted)} is not known (its geometry is null)"
        faults.at(document, path, wrong, "a site with a position")


# ---------------------------------------------------------------- plain values


def _at(value: object, *names: str) -> object:
    """The value under `names` one inside the other; None where there is no such place."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _items(value: Fields, name: str) -> Iterator[tuple[Path, object]]:
    """The items of a list with their paths; nothing where it is no list."""
    found = value.get(name)
    for index, item in enumerate(found if isinstance(found, list) else ()):
        yield (name, index), item


def names_in(document: Document | None, key: str, field: str) -> Collection[str | int] | None:
    """The ids in a list of a file; None where the file or list could not be read."""
    if document is None:
        return None
    whole = document.value if not key else _at(document.value, key)
    if not isinstance(whole, list):
        return None
    found = (_at(item, field) for item in whole)
    return dict.fromkeys(name for name in found if isinstance(name, str | int))


def _refer(
    document: Document,
    path: Path,
    what: str,
    wanted: str | int,
    known: Collection[str | int] | None,
    faults: Faults,
) -> None:
    # An id of the wrong type is a fault where it stands, not at each place that refers to it.
    if known is not None and wanted not in known and str(wanted) not in map(str, known):
        faults.unknown(document, path, what, wanted, known)


def _once(document: Document, path: Path, value: object, seen: set[object], faults: Faults) -> None:
    if value in seen:
        faults.at(document, path, f"{shown(value)} is named twice", "each once")
    seen.add(value)


def _check_unique(document: Document, key: str, field: str, faults: Faults) -> None:
    first: dict[str | int, int] = {}
    for index, item in enumerate(document.items(key)):
        name = _at(item, field)
        if not isinstance(name, str | int) or isinstance(name, bool):
            continue
        if name in first:
            path: Path = (key, index, field) if key else (index, field)
            wrong = f"{shown(name)} is already the {field} of #{first[name] + 1}"
            faults.at(document, path, wrong, "one of its own")
        else:
            first[name] = index


def _check_changes(trail: Document, sites: Document | None, faults: Faults) -> None:
    """Days of the calendar, the newest first, none after the data's own date."""
    known = names_in(sites, "features", "id")
    before = _at(trail.value, "data_date")
    newest = "the newest change first, and none after data_date"
    for index, change in enumerate(trail.items("changes")):
        if not isinstance(change, dict):
            continue
        at: Path = ("changes", index)
        for site_at, site_id in _items(change, "sites"):
            if isinstance(site_id, str):
                _refer(trail, (*at, *site_at), "site", site_id, known, faults)
        day = change.get("date")
        if not isinstance(day, str) or not _DAY.fullmatch(day):
            continue
        if not _exists(day):
            wrong = f"there is no day {shown(day)}"
            faults.at(trail, (*at, "date"), wrong, "a day of the calendar")
        elif isinstance(before, str) and _DAY.fullmatch(before) and day > before:
            faults.at(trail, (*at, "date"), f"{shown(day)} is after {shown(before)}", newest)
        else:
            before = day
