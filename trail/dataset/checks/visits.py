"""visits.yaml: read where there is one, and what in it refers to elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trail.dataset.checks.known import Ids, Known, ids_in, stops_of
from trail.dataset.schema.visits import VisitsFile
from trail.dataset.text import parsing as wording
from trail.dataset.text.faults import Document, Faults, Path, shown
from trail.dataset.text.folder import Folder
from trail.dataset.text.yamltext import read_yaml

FILE = "visits.yaml"


def load_visits(
    folder: Folder, trail: Document | None, known: Known, faults: Faults
) -> VisitsFile | None:
    """The file; None where the directory has none, or after its faults were noted."""
    if not folder.has(FILE):
        return None
    document = read_yaml(folder, FILE)
    if document is None:
        return None
    found = wording.parse(VisitsFile, document.value, document, (), faults)
    if found is not None:
        _check_unique(document, found, faults)
        _check(found, document, trail, known, faults)
    return found


def _check(
    found: VisitsFile, document: Document, trail: Document | None, known: Known, faults: Faults
) -> None:
    located, modes = known.located, known.modes
    places = None if located is None else [site for site, there in located.items() if there]
    walks = None if modes is None else [tour for tour, mode in modes.items() if mode != "car"]
    bands, grades = ids_in(document, "bands", "id"), ids_in(document, "grades", "id")
    buses = ids_in(document, "buses", "id")

    def refer(path: Path, value: str, there: Ids | None, what: str) -> None:
        if there is not None and value not in there:
            faults.unknown(document, path, what, value, there)

    refer(("usual", "tour"), found.usual.tour, walks, "tour on foot")
    refer(("usual", "grade"), found.usual.grade, grades, "grade")
    open_places = [place.id for place in found.places if place.state != "refused"]
    refer(("usual", "place"), found.usual.place, open_places, "place that is not refused")
    for k, band in enumerate(found.bands):
        refer(("bands", k, "pace"), band.pace, known.paces, "pace")
        refer(("bands", k, "bus"), band.bus, buses, "bus")
    for k, grade in enumerate(found.grades):
        refer(("grades", k, "band"), grade.band, bands, "band")
    for k, place in enumerate(found.places):
        refer(("places", k, "near"), place.near, places, "site with a position")
        if place.instead is not None:
            refer(("places", k, "instead"), place.instead, open_places, "place that is not refused")
    for k, visit in enumerate(found.visits):
        refer(("visits", k, "site"), visit.site, known.sites, "site")
    stops = stops_of(trail, found.usual.tour, faults)
    for k, stop in enumerate(found.usual.story):
        refer(("usual", "story", k), stop, stops, "stop of the tour")
    for k, plan in enumerate(found.plans):
        refer(("plans", k, "grade"), plan.grade, grades, "grade")
        for i, stop in enumerate(plan.must):
            refer(("plans", k, "must", i), stop, stops, "stop of the tour")
        if plan.lunch_at is not None:
            refer(("plans", k, "lunch_at"), plan.lunch_at, stops, "stop of the tour")
        _in_order(document, ("plans", k, "leave"), plan.arrive, plan.leave, faults)
    _in_order(document, ("usual", "leave"), found.usual.arrive, found.usual.leave, faults)
    _in_order(document, ("lunch_until",), found.lunch_from, found.lunch_until, faults)


def _in_order(document: Document, path: Path, first: str, last: str, faults: Faults) -> None:
    if last <= first:
        faults.at(document, path, f"{last} is not after {first}", f"a time after {first}")


def _check_unique(document: Document, found: VisitsFile, faults: Faults) -> None:
    lists: dict[str, tuple[Iterable[object], Callable[[object], str]]] = {
        name: (getattr(found, name), lambda item: str(getattr(item, "id", "")))
        for name in ("bands", "grades", "buses", "places", "countdown", "plans")
    }
    lists["visits"] = (found.visits, lambda item: str(getattr(item, "site", "")))
    for name, (items, key) in lists.items():
        seen: set[str] = set()
        for k, item in enumerate(items):
            if key(item) in seen:
                field = "site" if name == "visits" else "id"
                faults.at(document, (name, k, field), f"{shown(key(item))} stands twice", "once")
            seen.add(key(item))
