"""How long a class trip takes to plan, to show and to print."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator

from trail import dataset
from trail.base.paths import DATA
from trail.export.trips import plan_pdf
from trail.fieldtrip.planner.request import usual_request
from trail.fieldtrip.trip import make_trip, visits_of
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases
from trail.web.serve.app import create_app

BASE = "https://trail.example.org"


def planning(ms: Callable[[Callable[[], object], int], float]) -> Iterator[tuple[str, str, str]]:
    """Rows of the table; `ms` gives the median milliseconds of so many runs."""
    guide = Guide(dataset.load(DATA))
    usual = usual_request(visits_of(guide))
    stops = guide.dataset.get_tour(visits_of(guide).usual.tour).stops
    many = dataclasses.replace(
        usual, students=200, grade="8", leave=dt.time(15), must=stops[:12], without=stops[12:]
    )
    trip = make_trip(guide, many)
    size = f"{trip.plan.request.students} students, {len(trip.plan.groups)} groups"
    taken = ms(lambda: make_trip(guide, many), 5)
    yield f"plan: {size}, {len(trip.plan.stops)} stops", f"{taken:.0f} ms", "300 ms"
    yield "plan: the usual case", f"{ms(lambda: make_trip(guide, usual), 5):.0f} ms", "300 ms"
    for name, asked in (("usual case", usual), (size, many)):
        made = make_trip(guide, asked)
        seconds = ms(lambda made=made: plan_pdf(made, Phrases(), BASE, BASE), 3) / 1000  # type: ignore[misc]
        yield f"plan: sheets, {name}", f"{seconds:.2f} s", "2 s"
    client = create_app().test_client()
    client.get("/teach/plan/")
    page = ms(lambda: client.get("/teach/plan/?students=46"), 5)
    yield "plan: page of the usual case", f"{page:.0f} ms", "300 ms"
