"""A site that is being added: its Feature, and what has to be said before it is written.

What nobody knows yet is null in the Feature, never a filler: the pages say "not known"
and `trail health` asks for it.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trail.base.errors import EditError
from trail.base.geo import Bbox, LocalPlane, Position, distance_m
from trail.base.meridian import beside, nearest, written_box
from trail.curation.sites.editing import change_files
from trail.curation.sites.insertion import with_feature, without_feature
from trail.dataset.files.sites import FILE
from trail.dataset.schema.record import Mode
from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset
from trail.dataset.text.geojson import parse_bbox
from trail.dataset.text.yamlstops import with_stop, without_stop
from trail.guide.checking import checked
from trail.guide.walk.query import located

TRAIL = "trail.yaml"
LABEL_LETTERS = 28
ID_LETTERS = 64
ABOUT_180 = 90.0  # degrees: a wider region is none about the 180th meridian
NAME_LETTERS = 200
NEAR_ENOUGH_M = 1500.0  # as far from the trail's origin as one is expected to walk
SAME_PLACE_M = 15.0
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class SiteDraft:
    """What is known of a new site. `source` says how its position was found."""

    site_id: str
    name: str
    label: str
    address: str | None
    town: str
    state: str
    collection: str
    reach: Mode
    position: Position
    accuracy_m: float
    source: str


def clean_name(name: str) -> str:
    """The name in one line; raises EditError where it can't be one."""
    if control := _UNSEEN.search(name):
        raise EditError(f"the name holds U+{ord(control.group()):04X}, which can't be seen")
    text = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(unicodedata.category(letter)[0] in "LN" for letter in text):
        raise EditError("the name has no letter and no digit")
    if len(text) > NAME_LETTERS:
        raise EditError(f"the name has {len(text):,} characters; {NAME_LETTERS} at most")
    return text


def site_id_of(name: str) -> str:
    """The name as an id: "St. John’s Church" is "st-johns-church".

    Raises EditError where the name has no Latin letter or digit to make one of.
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("’", "").replace("'", "")
    ascii_only = plain.encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    if not words:
        raise EditError("no id can be made of this name; give one with --id (north-pier)")
    return "-".join(words)[:ID_LETTERS].rstrip("-")


def label_of(name: str) -> str:
    """The name as short as a map has room for, cut between words where there are any."""
    if len(name) <= LABEL_LETTERS:
        return name
    cut = name[: LABEL_LETTERS - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"


def check_new(dataset: Dataset, site_id: str) -> None:
    """Raises EditError where there is such a site: nothing is ever overwritten."""
    if any(site.id == site_id for site in dataset.sites):
        raise EditError(
            f"there is a site {site_id} already; give another id with --id, "
            f"or edit that one in {FILE}"
        )


def check_inside(dataset: Dataset, position: Position) -> None:
    """Raises EditError, with the mend, where the position lies outside the trail's region."""
    box = region(dataset)
    if box.contains(beside(position, box)):
        return
    lon, lat = position
    swapped = -90 <= lon <= 90 and box.contains(beside(Position(lat, lon), box))
    if swapped:
        raise EditError(
            f"latitude {lat:g}, longitude {lon:g} looks swapped: "
            "the other way round it lies in the region"
        )
    km = distance_m(position, dataset.origin.position or box.centre) / 1000
    sides = ", ".join(f"{side:g}" for side in written_box(_grown(box, position)))
    raise EditError(
        f"latitude {lat:g}, longitude {lon:g} lies outside the region {dataset.trail.region.name}, "
        f"{km:,.0f} km from {dataset.origin.name}; if it belongs to the trail, "
        f"give region.bbox in trail.yaml as [{sides}]"
    )


def _grown(box: Bbox, position: Position) -> Bbox:
    """The box as far as the position, to the next hundredth of a degree.

    Over the 180th meridian only where the trail then lies about it; else round the other way.
    """
    over = _around(box, nearest(position, box))
    return over if over.east - over.west <= ABOUT_180 else _around(box, position)


def _around(box: Bbox, position: Position) -> Bbox:
    lon, lat = position
    return Bbox(
        box.west if lon >= box.west else math.floor(lon * 100) / 100,
        box.south if lat >= box.south else max(-90.0, math.floor(lat * 100) / 100),
        box.east if lon <= box.east else math.ceil(lon * 100) / 100,
        box.north if lat <= box.north else min(90.0, math.ceil(lat * 100) / 100),
    )


def region(dataset: Dataset) -> Bbox:
    """The trail's region."""
    box = parse_bbox(dataset.trail.region.bbox)
    if box is None:
        raise EditError("region.bbox in trail.yaml is no box; run `trail check`")
    return box


@dataclass(frozen=True)
class Rest:
    """The rest of the trail as seen from a position; None where no other site has one."""

    nearest: Site | None
    nearest_m: float
    origin_m: float

    @property
    def on_foot(self) -> bool:
        return self.origin_m <= NEAR_ENOUGH_M

    @property
    def same_place(self) -> bool:
        return self.nearest is not None and self.nearest_m <= SAME_PLACE_M


def rest_of(dataset: Dataset, position: Position) -> Rest:
    """How far a position lies from the nearest site and from the origin."""
    origin = dataset.origin.position
    from_origin = distance_m(position, origin) if origin else math.inf
    plane = LocalPlane(beside(position, region(dataset)))
    # The flat plane finds the nearest; how far it is, the ellipsoid says.
    found = min(
        located(dataset.sites), key=lambda pair: math.hypot(*plane.to_xy(pair[1])), default=None
    )
    if found is None:
        return Rest(None, math.inf, from_origin)
    return Rest(found[0], distance_m(position, found[1]), from_origin)


def usual(dataset: Dataset, names: Sequence[str], field: str) -> str | None:
    """Of several names for one thing that which the sites use most; else the first."""
    used = [getattr(site.properties, field) for site in dataset.sites]
    return max(names, key=used.count, default=None)


def feature_of(draft: SiteDraft) -> dict[str, Any]:
    """The Feature as it is written, its fields in the order of the schema."""
    return {
        "type": "Feature",
        "id": draft.site_id,
        "geometry": {"type": "Point", "coordinates": list(draft.position)},
        "properties": {
            "name": draft.name,
            "label": draft.label,
            "other_names": [],
            "town": draft.town,
            "state": draft.state,
            "address": draft.address,
            "collection": draft.collection,
            "reach": draft.reach,
            "status": "unknown",
            "status_note": None,
            "access": {
                "state": "unknown",
                "detail": None,
                "step_free": None,
                "as_of": None,
                "source": None,
            },
            "summary": None,
            "story": None,
            "facts": [],
            "people": [],
            "tracks": [],
            "position": {
                "accuracy_m": round(draft.accuracy_m, 1)
                if draft.accuracy_m % 1
                else int(draft.accuracy_m),
                "source": draft.source,
                "show_as": "area" if draft.accuracy_m > 100 else "pin",
                "reason": None,
            },
            "remains_today": None,
            "marker": None,
            "dwell_min": None,
            "weight": 1,
            "doubts": [],
            "official_url": None,
        },
    }


def write_site(directory: Path, draft: SiteDraft, tour: str | None = None) -> Dataset:
    """Add the site at the end of sites.geojson, and of a tour if one is given; the dataset with
    it.

    Raises DatasetError where it would have faults, EditError or OSError where the
    file can't be changed; it is as it was then.
    """
    old = (directory / FILE).read_bytes()
    try:
        text = old.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EditError(f"{FILE} is not UTF-8") from error
    new = with_feature(text, feature_of(draft)).encode("utf-8")
    box = parse_bbox(json.loads(text).get("bbox"))
    if box is not None and not box.contains(beside(draft.position, box)):
        raise EditError(f"the bbox at the head of {FILE} does not hold the place; take it out")
    changes = {FILE: (old, new)}
    if tour is not None:
        changes |= _trail_change(
            directory, lambda text: with_stop(TRAIL, text, tour, draft.site_id)
        )
    return change_files(directory, changes)


def remove_site(directory: Path, site_id: str) -> tuple[Dataset, tuple[str, ...]]:
    """Take a site out of sites.geojson and of the tours that stop there; the dataset without it,
    and these tours.

    Raises as `write_site` does; DatasetError also where something else still speaks of the site.
    """
    old = (directory / FILE).read_bytes()
    new = without_feature(old.decode("utf-8"), site_id).encode("utf-8")
    changes = {FILE: (old, new)}
    changes |= _trail_change(directory, lambda text: without_stop(TRAIL, text, site_id))
    before = checked(directory)
    tours = tuple(tour.id for tour in before.trail.tours if site_id in tour.stops)
    return change_files(directory, changes), tours


def _trail_change(directory: Path, change: Callable[[str], str]) -> dict[str, tuple[bytes, bytes]]:
    old = (directory / TRAIL).read_bytes()
    new = change(old.decode("utf-8")).encode("utf-8")
    return {TRAIL: (old, new)} if new != old else {}
