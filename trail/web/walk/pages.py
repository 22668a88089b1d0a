"""The pages: each view fetches values, and renders them."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as WerkzeugResponse

from trail.dataset.schema.site import OtherName, Site
from trail.dataset.schema.trail import OrderBy
from trail.export.geo import FORMATS
from trail.guide.symbols import mark_shape
from trail.guide.walk.walks import Walk
from trail.web.maps.context import atlas
from trail.web.shell import linked_data, words
from trail.web.shell import pictures as present_pictures
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import LICENCE_URL, site_url
from trail.web.shell.editions import editions
from trail.web.shell.i18n import decimal
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page
from trail.web.story import events as present_story
from trail.web.story import treaty as present_treaty
from trail.web.story.voices import voices_of
from trail.web.walk import downloads
from trail.web.walk import tours as present_tours
from trail.web.walk.handoff import handoffs
from trail.web.walk.own import own_url
from trail.web.walk.partlinks import choices, spans

bp = Blueprint("pages", __name__)

ORDERS: tuple[OrderBy, ...] = ("distance", "curated", "date")


@bp.get("/")
def home() -> str:
    trail = guide().dataset.trail
    tour = present_tours.tour(guide(), guide().itinerary(trail.home.tour))
    picture = atlas().tour(trail.home.tour)
    canonical = site_url(url_for("pages.home"))
    first = tour.itinerary.stops[0].site
    return render_template(
        "walk/home.html",
        page=Page(
            title=f"{trail.title}: {trail.home.title}",
            description=trail.description,
            canonical=canonical,
            section="home",
            linked_data=(
                linked_data.website(
                    trail.title,
                    trail.description,
                    canonical,
                    trail.lang,
                    site_url(url_for("search.page")),
                ),
            ),
            map=True,
        ),
        home=trail.home,
        lede=trail.home.lede_with(
            sites=len(guide().dataset.sites), stops=len(tour.itinerary.stops)
        ),
        start=present.row(first),
        art=next(iter(present_pictures.site_pictures(guide(), first)), None),
        go_url=url_for("go.follow", tour_id=trail.home.tour),
        spans=spans(guide(), Walk(trail.home.tour)),
        tour=tour,
        doors=present.doors(guide()),
        picture=picture,
        rows=[present.row(s.site, number=s.number) for s in tour.itinerary.stops],
        other_tours=[
            present_tours.tour(guide(), guide().itinerary(other.id))
            for other in trail.tours
            if other.id != trail.home.tour
        ],
        site_count=decimal(len(guide().dataset.sites)),
        days=present_story.on_this_day(guide()),
    )


@bp.get("/sites/")
def sites() -> str:
    return _sites_page(1)


@bp.get("/sites/page/<int:number>/")
def sites_page(number: int) -> str | WerkzeugResponse:
    if number == 1:
        return redirect(url_for("pages.sites"), 308)
    return _sites_page(number)


def _sites_page(number: int) -> str:
    shown = guide().page(number)
    if shown is None:
        abort(404)
    picture = atlas().sites(number)
    name = _("All sites") if number == 1 else _("All sites, page %(number)s", number=number)
    shared = crumbs(Crumb(name))
    if number == 1:
        shared["linked_data"] = (_described(), *shared["linked_data"])  # type: ignore[misc]
    return render_template(
        "walk/sites.html",
        page=Page(
            title=f"{name}. {guide().dataset.trail.title}",
            description=present.sites_intro(guide(), number),
            section="sites",
            map=picture is not None,
            **shared,  # type: ignore[arg-type]
        ),
        intro=present.sites_intro(guide()),
        shown=len(shown),
        filters=present.site_filters(guide(), shown),
        groups=present.groups(guide(), shown),
        files=downloads.files(),
        pages=present.pager(guide(), number),
        picture=picture,
    )


def _described() -> Markup:
    """The dataset and its files, for whoever indexes data."""
    files = [
        (form.media_type, site_url(url_for("downloads.sites", extension=extension)))
        for extension, form in FORMATS.items()
    ]
    here = site_url(url_for("pages.sites"))
    return linked_data.dataset(guide().dataset.trail, here, LICENCE_URL, files)


@bp.get("/sites/<site_id>/")
def site(site_id: str) -> str:
    found = guide().dataset.get_site(site_id)
    p = found.properties
    picture = atlas().site(found)
    people = guide().dataset.people_by_id
    page = _site_page(found)
    places = [present_tours.place(guide(), place) for place in guide().places_of(site_id)]
    first = next((place for place in places if place.tour.mode == "foot"), None)
    way = (
        url_for("go.follow", tour_id=first.tour.id, _anchor=f"stop-{first.stop.number}")
        if first
        else "#where-h"
    )
    return render_template(
        "walk/site.html",
        page=page,
        site=found,
        p=p,
        shape=mark_shape(found),
        number=guide().number_of(site_id),
        place_line=present.place_line(found),
        from_origin=guide().from_origin(found),
        is_origin=site_id == guide().dataset.trail.origin,
        origin_name=guide().dataset.origin.name,
        access_source=present.source(guide(), p.access.source) if p.access.source else None,
        voices=voices_of(guide(), "sites", site_id),
        facts=[present.fact(guide(), fact) for fact in p.facts],
        people=[people[person_id] for person_id in p.people],
        tracks=present.tracks(guide(), found),
        tracks_note=guide().dataset.tracks_note,
        events=present_treaty.site_events(guide(), found),
        picture=picture,
        pictures=present_pictures.site_pictures(guide(), found),
        pairs=present_pictures.pairs(guide(), found),
        on_the_spot=_on_the_spot(found),
        accuracy_line=present.accuracy_line(found),
        geo_uri=present.geo_uri(found),
        map_links=present.map_links(found),
        near=present.near_rows(guide(), found),
        amenities=guide().amenities_near(found),
        places=places,
        way_url=way,
    )


def _on_the_spot(found: Site) -> OtherName | None:
    """What signs and maps there call a site; None where that is the name it has here."""
    dataset = guide().dataset
    if dataset.translation is None:
        return None
    others = found.properties.other_names
    return next((other for other in others if other.lang == dataset.own_lang), None)


def _site_page(found: Site) -> Page:
    p = found.properties
    shared = crumbs(Crumb(_("Sites"), url_for("pages.sites")), Crumb(found.name))
    shared["linked_data"] = (
        linked_data.attraction(
            found, str(shared["canonical"]), present_pictures.images(guide(), found)
        ),
        *shared["linked_data"],  # type: ignore[misc]
    )
    return Page(
        title=f"{found.name}, {p.town}. {guide().dataset.trail.title}",
        description=present.shortened(f"{found.name}, {p.town}. {p.summary}"),
        section="sites",
        map=found.position is not None,
        **shared,  # type: ignore[arg-type]
    )


@bp.get("/tours/")
def tours() -> str:
    trail = guide().dataset.trail
    return render_template(
        "walk/tours.html",
        page=Page(
            title=_("Tours") + f". {trail.title}",
            description=present.tours_intro(guide()),
            section="tours",
            **crumbs(Crumb(_("Tours"))),  # type: ignore[arg-type]
        ),
        tours=[present_tours.tour(guide(), guide().itinerary(tour.id)) for tour in trail.tours],
    )


@bp.get("/tours/<tour_id>/")
def tour(tour_id: str) -> str:
    return _tour_page(tour_id, guide().dataset.get_tour(tour_id).order)


@bp.get("/tours/<tour_id>/by/<any(distance, curated, date):order_by>/")
def tour_by(tour_id: str, order_by: OrderBy) -> str | WerkzeugResponse:
    if order_by == guide().dataset.get_tour(tour_id).order:
        return redirect(url_for("pages.tour", tour_id=tour_id), 308)
    return _tour_page(tour_id, order_by)


def _tour_page(tour_id: str, order_by: OrderBy) -> str:
    itinerary = guide().itinerary(tour_id, order_by)
    view = present_tours.tour(guide(), itinerary)
    picture = atlas().tour(tour_id, order_by)
    line = words.order_line(order_by, exact=itinerary.exact)
    usual = order_by == itinerary.tour.order
    name = itinerary.tour.name if usual else f"{itinerary.tour.name}, {words.order_name(order_by)}"
    shared = crumbs(Crumb(_("Tours"), url_for("pages.tours")), Crumb(name))
    stop_urls = [site_url(present.site_url(stop.site)) for stop in itinerary.stops]
    shared["linked_data"] = (
        linked_data.trip(itinerary, str(shared["canonical"]), stop_urls),
        *shared["linked_data"],  # type: ignore[misc]
    )
    return render_template(
        "walk/tour.html",
        page=Page(
            title=f"{name}. {guide().dataset.trail.title}",
            description=present.shortened(f"{itinerary.tour.summary} {line}"),
            section="tours",
            map=picture.interactive,
            drawn=True,
            **shared,  # type: ignore[arg-type]
        ),
        tour=view,
        picture=picture,
        choices=choices(guide().dataset, itinerary.tour),
        orders=present_tours.order_choices(itinerary.tour, order_by, ORDERS),
        order_line=line,
        paces=present_tours.pace_views(guide(), itinerary),
        files=downloads.files(Walk(tour_id)),
        handoffs=handoffs(itinerary),
        own_url=own_url(itinerary),
        go_url=url_for("go.follow", tour_id=tour_id) if usual else own_url(itinerary),
        spans=spans(guide(), Walk(tour_id)),
        save_url="#save",
        steps=present_tours.steps(guide(), itinerary),
        missing=present_tours.unlocated(guide(), itinerary.tour),
        snippet=present_tours.frame_snippet(itinerary.tour) if usual else None,
    )


@bp.get("/about/")
def about() -> str:
    trail = guide().dataset.trail
    return render_template(
        "walk/about.html",
        page=Page(
            title=_("About this guide") + f". {trail.title}",
            description=present.about_intro(guide()),
            section="about",
            **crumbs(Crumb(_("About"))),  # type: ignore[arg-type]
        ),
        layers=guide().dataset.layers,
        languages=[edition for edition in editions() if edition.about],
    )
