"""What crosses fields and files: ids referred to, days in order, tours that can be walked.

The checks look at plain values, not at models, so that they see all of a file
whose other fields are faulty.
"""

from __future__ import annotations

from datetime import date
from string import Formatter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trail.base.geo import Bbox
from trail.dataset.checks.known import Documents, Ids, Known, at, items
from trail.dataset.text.faults import Document, Faults, Path, shown
from trail.dataset.text.geojson import BBOX_WORDS, Fields, parse_bbox

LEDE_FIELDS = ("sites", "stops")
# Sites are ordered by a period of any length; each day of a story has a page of its own.
MOST_YEARS = 1000
MOST_STORY_YEARS = 10
_LEDE_WORDS = "text with no braces but {sites} and {stops}"


def check_unique_ids(files: Documents, faults: Faults) -> None:
    """Note ids that a list has twice; to be done before anything refers to them."""
    if files.people:
        _check_unique(files.people, "", "id", faults)
    if files.tracks:
        _check_unique(files.tracks, "tracks", "slug", faults)
        _check_unique(files.tracks, "tracks", "number", faults)
    if files.trail:
        for key in ("collections", "paces", "tours", "about", "changes"):
            _check_unique(files.trail, key, "id", faults)
        _check_unique(files.trail, "publishers", "host", faults)


def check_files(files: Documents, known: Known, faults: Faults) -> None:
    """Note every fault that one field alone does not show."""
    if files.sites:
        _check_sites(files.sites, known, faults)
    if files.tracks:
        _check_elsewhere(files.tracks, known, faults)
    if files.trail:
        _check_period(files.trail, faults, MOST_STORY_YEARS if known.story else MOST_YEARS)
        _check_zone(files.trail, faults)
        _check_lede(files.trail, faults)
        _check_tours(files.trail, known, faults)
        _check_changes(files.trail, known, faults)


def region_of(trail: Document | None, faults: Faults) -> Bbox | None:
    """The region's box from trail.yaml; None, and a fault, where it is none."""
    if trail is None:
        return None
    value = at(trail.value, "region", "bbox")
    box = parse_bbox(value)
    if not isinstance(value, list) or len(value) != 4:
        return None
    if box is None and all(isinstance(side, int | float) for side in value):
        faults.at(trail, ("region", "bbox"), "is not a box", BBOX_WORDS)
    return box


# ---------------------------------------------------------------- sites, tracks


def _check_sites(sites: Document, known: Known, faults: Faults) -> None:
    for index, feature in enumerate(sites.items("features")):
        properties = at(feature, "properties")
        if not isinstance(properties, dict):
            continue
        path: Path = ("features", index, "properties")
        seen: set[object] = set()
        for within, person in items(properties, "people"):
            if isinstance(person, str):
                _refer(sites, (*path, *within), "person", person, known.people, faults)
                _once(sites, (*path, *within), person, seen, faults)
        seen = set()
        for within, link in items(properties, "tracks"):
            number = at(link, "number")
            if isinstance(number, int) and not isinstance(number, bool):
                _refer(sites, (*path, *within, "number"), "track", number, known.tracks, faults)
                _once(sites, (*path, *within, "number"), number, seen, faults)
        collection = properties.get("collection")
        if isinstance(collection, str):
            place = (*path, "collection")
            _refer(sites, place, "collection", collection, known.collections, faults)


def _check_elsewhere(tracks: Document, known: Known, faults: Faults) -> None:
    """What another list calls a track of ours names one that there is."""
    others = at(tracks.value, "elsewhere", "tracks")
    for index, other in enumerate(others if isinstance(others, list) else ()):
        here = at(other, "here")
        if isinstance(here, int) and not isinstance(here, bool):
            path: Path = ("elsewhere", "tracks", index, "here")
            _refer(tracks, path, "track", here, known.tracks, faults)


# ---------------------------------------------------------------- trail.yaml


def day_at(document: Document, path: Path, faults: Faults) -> date | None:
    """The day of a field whose schema has none but days; None where that is at fault."""
    if not faults.holds(document, path):
        return None
    value: object = document.value
    for part in path:
        inside = isinstance(value, dict | list)
        try:
            value = value[part] if inside else None  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _check_period(trail: Document, faults: Faults, most_years: int) -> None:
    start = day_at(trail, ("period", "start"), faults)
    end = day_at(trail, ("period", "end"), faults)
    if start is None or end is None:
        return
    if end < start:
        wrong = f"{end} is before the start, {start}"
        faults.at(trail, ("period", "end"), wrong, "the start's day or a later one")
    elif (years := (end - start).days / 365.25) > most_years:
        why = ", as each day of a story has a page" if most_years < MOST_YEARS else ""
        wrong = f"{years:,.0f} years from {start} to {end}"
        faults.at(trail, ("period", "end"), wrong, f"at most {most_years:,} years{why}")


def _check_zone(trail: Document, faults: Faults) -> None:
    zone = at(trail.value, "time_zone")
    if not isinstance(zone, str) or faults.has(trail, ("time_zone",)):
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong = f"there is no time zone {shown(zone)}"
        faults.at(trail, ("time_zone",), wrong, "an IANA name such as America/New_York")


def _check_lede(trail: Document, faults: Faults) -> None:
    lede = at(trail.value, "home", "lede")
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
            return


def _check_tours(trail: Document, known: Known, faults: Faults) -> None:
    home_tour = at(trail.value, "home", "tour")
    if isinstance(home_tour, str) and known.modes is not None:
        _refer(trail, ("home", "tour"), "tour", home_tour, known.modes, faults)
        if known.modes.get(home_tour) == "car":
            wrong = f"the tour {shown(home_tour)} is by car"
            faults.at(trail, ("home", "tour"), wrong, "a tour on foot")
    origin = at(trail.value, "origin")
    if isinstance(origin, str):
        _refer_located(trail, ("origin",), origin, known, faults)
    for index, tour in enumerate(trail.items("tours")):
        if not isinstance(tour, dict):
            continue
        path: Path = ("tours", index)
        seen: set[object] = set()
        for within, stop in items(tour, "stops"):
            if isinstance(stop, str):
                _refer_located(trail, (*path, *within), stop, known, faults)
                _once(trail, (*path, *within), stop, seen, faults)
        _check_tour_ends(trail, path, tour, faults)


def _check_tour_ends(trail: Document, path: Path, tour: Fields, faults: Faults) -> None:
    stops = tour.get("stops")
    # A stop that is misspelt is at fault, and not that the start is none of them.
    if not isinstance(stops, list) or not faults.holds(trail, (*path, "stops")):
        return
    if len(stops) < 2:
        wrong = f"{len(stops)} stop{'' if len(stops) == 1 else 's'}"
        faults.at(trail, (*path, "stops"), wrong, "at least 2 stops")
        return
    start, finish = tour.get("start"), tour.get("finish")
    for name, end in (("start", start), ("finish", finish)):
        if isinstance(end, str) and end not in stops and not faults.has(trail, (*path, name)):
            wrong = f"{shown(end)} is not among the tour's stops"
            faults.at(trail, (*path, name), wrong, "one of its stops")
    if faults.has(trail, (*path, "finish")):
        return
    if finish is not None and tour.get("loop") is True:
        wrong = "a loop with a finish"
        faults.at(trail, (*path, "finish"), wrong, "no finish, or loop: false")
    elif isinstance(finish, str) and finish == start:
        wrong = "the start again"
        faults.at(trail, (*path, "finish"), wrong, "another stop, or loop: true and no finish")


def _check_changes(trail: Document, known: Known, faults: Faults) -> None:
    """The newest first, none after the data's own date."""
    before = day_at(trail, ("data_date",), faults)
    newest = "the newest change first, and none after data_date"
    for index, change in enumerate(trail.items("changes")):
        if not isinstance(change, dict):
            continue
        path: Path = ("changes", index)
        for within, site_id in items(change, "sites"):
            if isinstance(site_id, str):
                _refer(trail, (*path, *within), "site", site_id, known.sites, faults)
        day = day_at(trail, (*path, "date"), faults)
        if day is not None and before is not None and day > before:
            faults.at(trail, (*path, "date"), f"{day} is after {before}", newest)
            return  # those behind it would be told for the same
        before = day or before


# ---------------------------------------------------------------- one reference each


def _refer_located(
    document: Document, path: Path, wanted: str, known: Known, faults: Faults
) -> None:
    _refer(document, path, "site", wanted, known.sites, faults)
    if known.located is not None and known.located.get(wanted) is False:
        wrong = f"the place of {shown(wanted)} is not known (its geometry is null)"
        faults.at(document, path, wrong, "a site with a position")


def _refer(
    document: Document,
    path: Path,
    what: str,
    wanted: str | int,
    known: Ids | None,
    faults: Faults,
) -> None:
    if known is not None and wanted not in known and not faults.has(document, path):
        faults.unknown(document, path, what, wanted, known)


def _once(document: Document, path: Path, value: object, seen: set[object], faults: Faults) -> None:
    if value in seen and not faults.has(document, path):
        faults.at(document, path, f"{shown(value)} is named twice", "each once")
    seen.add(value)


def _check_unique(document: Document, key: str, field: str, faults: Faults) -> None:
    first: dict[str | int, int] = {}
    for index, item in enumerate(document.items(key)):
        name = at(item, field)
        if not isinstance(name, str | int) or isinstance(name, bool):
            continue
        if name in first:
            path: Path = (key, index, field) if key else (index, field)
            # An item that was copied has all its names twice: that is one mistake.
            if faults.holds(document, path[:-1]):
                wrong = f"{shown(name)} is already the {field} of #{first[name] + 1}"
                faults.at(document, path, wrong, "one of its own")
        else:
            first[name] = index
