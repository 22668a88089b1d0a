"""The addresses of the parts of a tour: begun elsewhere, or as long as there is time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from trail.dataset.schema.trail import TourPlan
from trail.dataset.schema.whole import Dataset
from trail.web.shell import filters
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Choice

MINUTES = (30, 45, 60, 90, 120, 180)


@dataclass(frozen=True)
class Choices:
    """The answers to "how long have you got" and "where do you start", as links."""

    times: tuple[Choice, ...]
    starts: tuple[Choice, ...]


def sub_url(tour: TourPlan, start: str | None, minutes: int | None) -> str:
    """The address of a part of a tour; the tour's own start and all its time are the tour."""
    start = None if start == tour.start else start
    if start and minutes:
        return url_for("subtours.both", tour_id=tour.id, site_id=start, minutes=minutes)
    if start:
        return url_for("subtours.start", tour_id=tour.id, site_id=start)
    if minutes:
        return url_for("subtours.time", tour_id=tour.id, minutes=minutes)
    return url_for("pages.tour", tour_id=tour.id)


def choices(
    dataset: Dataset, tour: TourPlan, start: str | None = None, minutes: int | None = None
) -> Choices:
    """Every other part that one click leads to; times only where somebody walks."""
    times = [
        Choice(filters.minutes(m), sub_url(tour, start, m), m == minutes)
        for m in (MINUTES if tour.mode == "foot" else ())
    ]
    begun = start or tour.start
    times.append(Choice(_("All stops"), sub_url(tour, start, None), minutes is None))
    starts = [
        Choice(
            dataset.get_site(stop).label,
            sub_url(tour, stop, minutes),
            stop == begun,
        )
        for stop in tour.stops
    ]
    return Choices(tuple(times) if tour.mode == "foot" else (), tuple(starts))


def paths(dataset: Dataset) -> Iterator[str]:
    """The path of every page of this module, each once."""
    for tour in dataset.trail.tours:
        others = [stop for stop in tour.stops if stop != tour.start]
        minutes = MINUTES if tour.mode == "foot" else ()
        yield from (sub_url(tour, None, m) for m in minutes)
        for stop in others:
            yield sub_url(tour, stop, None)
            yield from (sub_url(tour, stop, m) for m in minutes)
