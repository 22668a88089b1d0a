"""Values as the templates want them: rows, tours with their times, facts with their sources.

Templates loop and branch over these; whatever needs working out is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from flask import url_for
from markupsafe import Markup

from trail import itinerary as plans
from trail.dates import dated_fact
from trail.directions import underfoot
from trail.export import FORMATS
from trail.guide import Guide, Place, Turn
from trail.models import (
    Collection,
    Fact,
    Itinerary,
    Leg,
    OrderBy,
    Pace,
    Site,
    Stop,
    TourPlan,
    Track,
)
from trail.query import Near
from trail.symbols import mark_shape
from trail.web import filters, words
from trail.web.i18n import decimal
from trail.web.i18n import gettext as _
from trail.wording import sentences


@dataclass(frozen=True)
class Crumb:
    name: str
    url: str | None = None


@dataclass(frozen=True)
class Page:
    """What base.html needs of every page."""

    title: str
    description: str
    canonical: str | None = None
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    linked_data: tuple[Markup, ...] = ()
    map: bool = False
    drawn: bool = False
    map_credits: str = ""


@dataclass(frozen=True)
class Source:
    """A source as shown: who stands behind it, and where."""

    name: str
    url: str


@dataclass(frozen=True)
class Row:
    """One site in a list. `keys` are what the filters in the browser look at."""

    site: Site
    url: str
    shape: str
    number: int | None = None
    near: Near | None = None
    keys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """The rows of one collection; `more` leads to the rest where the list is cut."""

    collection: Collection
    rows: tuple[Row, ...]
    more: str | None = None


@dataclass(frozen=True)
class FactView:
    when: str
    datetime: str | None
    text: str
    note: str | None
    confidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class TrackView:
    track: Track
    why: str


@dataclass(frozen=True)
class PaceView:
    pace: Pace
    times: plans.Times
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class TourView:
    """A tour with its figures; times are None where nobody walks it."""

    itinerary: Itinerary
    url: str
    straight: bool
    walk_min: int | None
    total_min: int | None
    walk_times: dict[str, str]
    total_times: dict[str, str]


@dataclass(frozen=True)
class Step:
    """One stop of a tour page with the leg that leaves it."""

    stop: Stop
    url: str
    shape: str
    dated: str | None
    leg: Leg | None = None
    leg_min: int | None = None
    leg_times: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    underfoot: str | None = None
    handoff: str | None = None


def site_url(site: Site) -> str:
    return url_for("pages.site", site_id=site.id)


def geo_uri(site: Site) -> str:
    """A geo: URI (RFC 5870) that a phone hands to its maps app; the query names the pin.

    Loads nothing by itself.
    """
    if site.position is None:
        return ""
    lon, lat = site.position
    at = f"{lat:.5f},{lon:.5f}"
    return f"geo:{at}?q={at}({quote(site.label)})"


def row(site: Site, near: Near | None = None, *, number: int | None = None) -> Row:
    """A site as a line of a list, with the values its filters go by.

    `number` is that of the tour the list is about; a list across tours has none,
    because each tour counts from 1.
    """
    return Row(site, site_url(site), mark_shape(site), number, near, filter_keys(site))


def near_rows(guide: Guide, site: Site) -> tuple[Row, ...]:
    """The sites near one, numbered where they are stops of its own tour."""
    numbers = guide.numbers_beside(site.id)
    return tuple(
        row(near.site, near, number=numbers.get(near.site.id)) for near in guide.near(site.id)
    )


def filter_keys(site: Site) -> dict[str, str]:
    """What the filters of the list go by; tracks are numbers apart by spaces."""
    p = site.properties
    return {
        "track": " ".join(str(link.number) for link in p.tracks),
        "town": p.town,
        "reach": p.reach,
        "stands": "yes" if p.status in ("standing", "altered") else p.status,
        "access": p.access.state,
    }


def groups(guide: Guide, sites: Iterable[Site], most: int | None = None) -> tuple[Group, ...]:
    """Sites under their collections, at most `most` of each; empty collections are left out."""
    found: dict[str, list[Site]] = {}
    for site in sites:
        found.setdefault(site.properties.collection, []).append(site)
    made = []
    for collection in guide.dataset.trail.collections:
        mine = found.get(collection.id, [])
        if mine:
            rows = tuple(row(site) for site in mine[:most])
            cut = most is not None and len(mine) > most
            made.append(Group(collection, rows, url_for("pages.sites") if cut else None))
    return tuple(made)


def source(guide: Guide, url: str) -> Source:
    """The publisher where the trail knows the host, else the host; and the page's own name."""
    parts = urlsplit(url)
    publishers = {publisher.host: publisher.name for publisher in guide.dataset.trail.publishers}
    host = (parts.hostname or "").lower()
    name = publishers.get(host) or publishers.get(host.removeprefix("www."))
    tail = parts.path.rstrip("/").rpartition("/")[2][:40]
    shown = name or host.removeprefix("www.")
    return Source(f"{shown}, {tail}" if tail else shown, url)


def fact(guide: Guide, item: Fact) -> FactView:
    when = item.when or (filters.date(item.date) if item.date else _("Date not known"))
    return FactView(
        when=filters.sentence(when).rstrip("."),
        datetime=filters.machine_date(item.date),
        text=item.text,
        note=item.note,
        confidence=item.confidence,
        sources=tuple(source(guide, url) for url in item.sources),
    )


def tracks(guide: Guide, site: Site) -> tuple[TrackView, ...]:
    by_number = guide.dataset.tracks_by_number
    return tuple(TrackView(by_number[link.number], link.why) for link in site.properties.tracks)


def place_line(site: Site) -> str:
    p = site.properties
    where = p.address if p.address and p.town in p.address else None
    return filters.sentence(where or f"{p.address + ', ' if p.address else ''}{p.town}, {p.state}")


def accuracy_line(site: Site) -> str:
    info = site.properties.position
    if info.accuracy_m is None:
        return _("How exact the mark is: not known.")
    within = filters.distance_text(info.accuracy_m)
    if info.show_as == "area":
        return _(
            "The place lies somewhere inside the dashed circle, within %(within)s of its center.",
            within=within,
        )
    return _("The true place should lie within %(within)s of the mark.", within=within)


def pace_views(guide: Guide, itinerary: Itinerary) -> tuple[PaceView, ...]:
    """The tour at every pace of the trail; nothing for a tour by car."""
    if itinerary.tour.mode != "foot":
        return ()
    return tuple(
        PaceView(
            pace,
            plans.times(itinerary, pace),
            tuple(source(guide, url) for url in pace.sources),
        )
        for pace in guide.dataset.trail.paces
    )


def tour(guide: Guide, itinerary: Itinerary) -> TourView:
    """The figures of a tour at the first pace of the trail, and in words at every pace."""
    paces = pace_views(guide, itinerary)
    return TourView(
        itinerary=itinerary,
        url=url_for("pages.tour", tour_id=itinerary.tour.id),
        straight=not any(leg.surveyed for leg in itinerary.legs),
        walk_min=paces[0].times.walk_min if paces else None,
        total_min=paces[0].times.total_min if paces else None,
        walk_times={view.pace.id: filters.minutes(view.times.walk_min) for view in paces},
        total_times={view.pace.id: filters.minutes(view.times.total_min) for view in paces},
    )


def steps(guide: Guide, itinerary: Itinerary) -> tuple[Step, ...]:
    """The stops in order, each with the leg that leaves it."""
    legs = {leg.origin.number: leg for leg in itinerary.legs}
    paces = guide.dataset.trail.paces if itinerary.tour.mode == "foot" else ()
    told = guide.directions(itinerary)
    made = []
    for stop in itinerary.stops:
        leg = legs.get(stop.number)
        dated = dated_fact(stop.site, guide.dataset.trail.period)
        minutes = (
            {pace.id: plans.walking_minutes(leg.distance_m, pace) for pace in paces} if leg else {}
        )
        made.append(
            Step(
                stop=stop,
                url=site_url(stop.site),
                shape=mark_shape(stop.site),
                dated=filters.date(dated.date) if dated and dated.date else None,
                leg=leg,
                leg_min=minutes[paces[0].id] if minutes else None,
                leg_times={pace: filters.minutes(count) for pace, count in minutes.items()},
                lines=sentences(told[stop.number], _) if leg else (),
                underfoot=words.underfoot_line(underfoot(leg)) if leg and leg.surveyed else None,
                handoff=geo_uri(leg.destination.site) if leg and not leg.surveyed else None,
            )
        )
    return tuple(made)


@dataclass(frozen=True)
class Option:
    value: str
    name: str


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list of sites, in the browser."""

    key: str
    label: str
    options: tuple[Option, ...]


def site_filters(guide: Guide, sites: Sequence[Site]) -> tuple[Filter, ...]:
    """Every filter with the options that some site answers to."""
    used_tracks = {link.number for site in sites for link in site.properties.tracks}
    track_options = tuple(
        Option(str(track.number), f"{track.number}. {track.name}")
        for track in guide.dataset.tracks
        if track.number in used_tracks
    )
    towns = tuple(Option(t, t) for t in sorted({site.properties.town for site in sites}))
    reach = (Option("foot", _("On foot")), Option("car", _("By car")))
    stands = (
        Option("yes", _("Stands")),
        Option("gone", _("Gone")),
        Option("replaced", _("Gone, replaced")),
        Option("unknown", _("Not known")),
    )
    access = (
        Option("open", _("You can go in")),
        Option("grounds", _("Grounds open")),
        Option("outside", _("See it from outside")),
        Option("private", _("Private")),
        Option("restricted", _("Closed to visitors")),
        Option("unknown", _("Not known")),
    )
    found = (
        Filter("track", _("Track"), track_options),
        Filter("town", _("Town"), towns),
        Filter("reach", _("How to get there"), reach),
        Filter("stands", _("Still there?"), stands),
        Filter("access", _("Can I go in?"), access),
    )
    keys = [filter_keys(site) for site in sites]
    used = {f.key: {value for key in keys for value in _values(key, f.key)} for f in found}
    narrowed = (
        Filter(f.key, f.label, tuple(o for o in f.options if o.value in used[f.key])) for f in found
    )
    return tuple(f for f in narrowed if len(f.options) > 1)


def _values(keys: dict[str, str], key: str) -> list[str]:
    return keys[key].split() if key == "track" else [keys[key]]


@dataclass(frozen=True)
class Choice:
    name: str
    url: str
    current: bool


def order_choices(
    plan: TourPlan, current: OrderBy, orders: Sequence[OrderBy]
) -> tuple[Choice, ...]:
    """The orders a tour can be shown in; its usual one lives at the tour's own address."""
    return tuple(
        Choice(
            words.order_name(order),
            url_for("pages.tour", tour_id=plan.id)
            if order == plan.order
            else url_for("pages.tour_by", tour_id=plan.id, order_by=order),
            order == current,
        )
        for order in orders
    )


def back(itinerary: Itinerary) -> Step | None:
    """The start once more, where a tour comes back to it."""
    if len(itinerary.legs) < len(itinerary.stops):
        return None
    first = itinerary.stops[0]
    return Step(first, site_url(first.site), mark_shape(first.site), None)


def unlocated(guide: Guide, plan: TourPlan) -> tuple[Site, ...]:
    """Sites within reach of a walk that no map can show, named where they would have stood."""
    if plan.mode != "foot":
        return ()
    return tuple(
        site
        for site in guide.dataset.sites
        if site.position is None and site.properties.reach == plan.mode
    )


@dataclass(frozen=True)
class TurnView:
    stop: Stop
    leg: Leg
    url: str


@dataclass(frozen=True)
class PlaceView:
    """Where a site stands in a tour, with links to its neighbours."""

    tour: TourPlan
    url: str
    stop: Stop
    count: int
    previous: TurnView | None
    next: TurnView | None


def place(found: Place) -> PlaceView:
    def turn(item: Turn | None) -> TurnView | None:
        return TurnView(item.stop, item.leg, site_url(item.stop.site)) if item else None

    return PlaceView(
        found.tour,
        url_for("pages.tour", tour_id=found.tour.id),
        found.stop,
        found.count,
        turn(found.previous),
        turn(found.next),
    )


@dataclass(frozen=True)
class DoorView:
    name: str
    text: str
    icon: str
    url: str | None


def doors(guide: Guide) -> tuple[DoorView, ...]:
    """The three ways in; one that is not built yet has no address."""
    home = guide.dataset.trail.home
    return (
        DoorView(home.walk.name, home.walk.text, "walk", url_for("pages.tour", tour_id=home.tour)),
        DoorView(home.teach.name, home.teach.text, "teach", None),
        DoorView(home.print.name, home.print.text, "print", None),
    )


def lede(guide: Guide, itinerary: Itinerary) -> str:
    """The first sentences of the start page, their figures filled in."""
    template = guide.dataset.trail.home.lede
    return template.format(sites=len(guide.dataset.sites), stops=len(itinerary.stops))


def files(tour_id: str | None = None) -> tuple[Crumb, ...]:
    """A link for each format that a tour (or all sites) can be taken along in."""
    names = {"gpx": "GPX", "kml": "KML", "geojson": "GeoJSON", "csv": _("CSV (spreadsheet)")}
    return tuple(
        Crumb(
            names[extension],
            url_for("downloads.tour", tour_id=tour_id, extension=extension)
            if tour_id
            else url_for("downloads.sites", extension=extension),
        )
        for extension in FORMATS
    )


@dataclass(frozen=True)
class Pager:
    number: int
    count: int
    previous: str | None
    next: str | None


def pager(guide: Guide, number: int) -> Pager:
    """The way through the pages of the list of sites."""

    def url(n: int) -> str | None:
        if not 1 <= n <= guide.page_count:
            return None
        return url_for("pages.sites") if n == 1 else url_for("pages.sites_page", number=n)

    return Pager(number, guide.page_count, url(number - 1), url(number + 1))


def sites_intro(guide: Guide, number: int = 1) -> str:
    everything = guide.dataset.sites
    text = _(
        "%(count)s places of the trail, %(located)s of them on the map: what happened there, "
        "what stands, and whether you can go in.",
        count=decimal(len(everything)),
        located=decimal(sum(site.position is not None for site in everything)),
    )
    return text if number == 1 else f"{text} {_('Page %(number)s.', number=number)}"


def about_intro(guide: Guide) -> str:
    return _(
        "How far the facts, positions and access notes of %(title)s can be trusted, "
        "and who is to be credited.",
        title=guide.dataset.trail.title,
    )


def tours_intro(guide: Guide) -> str:
    names = ", ".join(tour.short_name for tour in guide.dataset.trail.tours)
    return _("The tours of %(title)s: %(names)s.", title=guide.dataset.trail.title, names=names)


def shortened(text: str, most: int = 158) -> str:
    """At most `most` characters, cut between words: search engines show no more."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
