"""Values as the templates want them: rows, tours with their times, facts with their sources.

Templates loop and branch over these; whatever needs working out is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from flask import current_app, url_for
from markupsafe import Markup

from trail.dataset.schema.people import Track
from trail.dataset.schema.readings import Reading
from trail.dataset.schema.site import Fact, Site
from trail.dataset.schema.trail import Collection
from trail.guide.guide import Guide
from trail.guide.symbols import mark_shape
from trail.guide.walk.query import Near
from trail.web.shell import filters
from trail.web.shell.i18n import decimal
from trail.web.shell.i18n import gettext as _
from trail.web.shell.source_names import source_name


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
    unlisted: bool = False  # an answer to a question, which no search engine is to keep


@dataclass(frozen=True)
class SourceView:
    """A source as shown: who stands behind it, where, and how it was read where that is told."""

    name: str
    url: str
    reading: Reading | None = None


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
class SiteGroup:
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
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class TrackView:
    track: Track
    why: str


def site_url(site: Site) -> str:
    return url_for("pages.site", site_id=site.id)


def geo_uri(site: Site) -> str:
    """A geo: URI (RFC 5870) that a phone hands to its maps app; the query names the pin.

    Loads nothing by itself.
    """
    if site.coordinates is None:
        return ""
    lon, lat = site.coordinates
    at = f"{lat:.5f},{lon:.5f}"
    return f"geo:{at}?q={at}({quote(site.label)})"


def map_links(site: Site) -> tuple[Crumb, ...]:
    """Ways to open a place elsewhere, for devices that know no geo: address (iPhones, desktops)."""
    if site.coordinates is None:
        return ()
    lon, lat = site.coordinates
    at = f"{lat:.5f},{lon:.5f}"
    return (
        Crumb("Apple Maps", f"https://maps.apple.com/?daddr={at}"),
        Crumb(
            "OpenStreetMap",
            f"https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lon:.5f}#map=17/{lat:.5f}/{lon:.5f}",
        ),
    )


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


def groups(guide: Guide, sites: Iterable[Site], most: int | None = None) -> tuple[SiteGroup, ...]:
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
            made.append(SiteGroup(collection, rows, url_for("pages.sites") if cut else None))
    return tuple(made)


def source(guide: Guide, url: str) -> SourceView:
    """Named by its title where it is known how it was read, else by publisher and address."""
    reading = guide.dataset.readings_by_url.get(url)
    if reading is not None:
        return SourceView(reading.title, url, reading)
    publishers = {publisher.host: publisher.name for publisher in guide.dataset.trail.publishers}
    return SourceView(source_name(url, publishers), url)


def fact(guide: Guide, item: Fact) -> FactView:
    when = item.when or (filters.date(item.date) if item.date else _("Undated"))
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
        return _("How exact the mark is hasn’t been checked.")
    within = filters.distance_text(info.accuracy_m)
    if info.show_as == "area":
        return _(
            "The place lies somewhere inside the dashed circle, within %(within)s of its center.",
            within=within,
        )
    return _("The true place should lie within %(within)s of the mark.", within=within)


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
        Option("restricted", _("Only with permission")),
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


@dataclass(frozen=True)
class DoorView:
    name: str
    text: str
    icon: str
    url: str | None


def has_lessons() -> bool:
    """Whether the trail has anything for classes: lessons, or a planner."""
    dataset = current_app.extensions["guide"].dataset
    return dataset.education is not None or dataset.visits is not None


def teach_url() -> str:
    """The teacher's room where this app has one, else the planner."""
    room = "teach.room" in current_app.view_functions
    return url_for("teach.room" if room else "planner.page")


def doors(guide: Guide) -> tuple[DoorView, ...]:
    """The three ways in."""
    home = guide.dataset.trail.home
    walk = DoorView(
        home.walk.name, home.walk.text, "walk", url_for("pages.tour", tour_id=home.tour)
    )
    teach = DoorView(home.teach.name, home.teach.text, "teach", teach_url())
    paper = DoorView(home.print.name, home.print.text, "print", url_for("printing.index"))
    return (walk, teach, paper) if has_lessons() else (walk, paper)


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
    return text if number == 1 else f"{text} " + _("Page %(number)s.", number=number)


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
