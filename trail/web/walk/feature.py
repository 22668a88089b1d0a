"""Sites, tours and what one does with them: their place in the app."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, url_for

from trail.guide.walk.walks import fits
from trail.web.shell.context import guide
from trail.web.shell.features import Feature, NavItem
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb
from trail.web.walk import downloads, embed, go, own, pages, partlinks, parts, pictures


def _init(app: Flask) -> None:
    for part in (pages, parts, go, own, downloads, embed):
        app.register_blueprint(part.bp)
    pictures.init(app)


def _pages() -> Iterator[str]:
    dataset = guide().dataset
    yield url_for("pages.home")
    yield url_for("pages.sites")
    for number in range(2, guide().page_count + 1):
        yield url_for("pages.sites_page", number=number)
    for site in dataset.sites:
        yield url_for("pages.site", site_id=site.id)
    yield url_for("pages.tours")
    for tour in dataset.trail.tours:
        yield url_for("pages.tour", tour_id=tour.id)
        for order in pages.ORDERS:
            if order != tour.order:
                yield url_for("pages.tour_by", tour_id=tour.id, order_by=order)
    yield from map(partlinks.walk_url, partlinks.parts(dataset))
    yield from go.paths(guide())
    yield from own.paths()


def _files() -> Iterator[str]:
    yield from downloads.paths(guide().dataset)
    yield from own.file_paths()
    yield from pictures.paths()


def _published() -> Iterator[str]:
    for walk in partlinks.parts(guide().dataset):
        if fits(guide().dataset, walk):
            yield go.part_path(walk)
            yield from downloads.part_paths(walk)
    yield from pictures.published_paths()


def _menu() -> Iterator[NavItem]:
    yield NavItem(_("Walk"), url_for("pages.tours"), "tours")
    yield NavItem(_("Places"), url_for("pages.sites"), "sites")


def _footer() -> Iterator[Crumb]:
    yield Crumb(_("About and accuracy"), url_for("pages.about"))
    yield Crumb(_("All sites"), url_for("pages.sites"))
    yield Crumb(_("Tours"), url_for("pages.tours"))


def _find_named(wanted: str) -> Crumb | None:
    dataset = guide().dataset
    for site in dataset.sites:
        if site.id == wanted:
            return Crumb(site.name, url_for("pages.site", site_id=wanted))
    for tour in dataset.trail.tours:
        if tour.id == wanted:
            return Crumb(tour.name, url_for("pages.tour", tour_id=wanted))
    return None


WALK = Feature(
    _init,
    pages=_pages,
    files=_files,
    sheets=_published,
    menu=_menu,
    footer=_footer,
    find_named=_find_named,
)
# The page of accuracy and credits stands last in the menu, behind every other feature.
ABOUT = Feature(
    lambda app: None,
    pages=lambda: (url_for("pages.about"),),
    menu=lambda: (NavItem(_("About"), url_for("pages.about"), "about"),),
)
