"""What of the data is due, as a page: judged by the data's own date, never by a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for

from trail.base.paths import TRANSLATIONS
from trail.curation.health.catalogs import Catalog, catalogs_in
from trail.curation.health.health import Kind, health_of
from trail.dataset.schema.site import Site
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.i18n import calendar_date, decimal
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import Crumb, Page

bp = Blueprint("health", __name__)

MOST_ROWS = 100  # of a kind; the command lists them all


@dataclass(frozen=True)
class DueSite:
    """A site at which something is due; `detail` is empty where there is none."""

    name: str
    url: str
    detail: str


@dataclass(frozen=True)
class DueGroup:
    """What is due of one kind; `more` counts the sites that are not shown."""

    id: Kind
    heading: str
    why: str
    count: int
    rows: tuple[DueSite, ...]
    more: int


@bp.get("/about/health/")
def page() -> str:
    dataset = guide().dataset
    on = date.fromisoformat(dataset.trail.data_date)
    groups = _groups(on)
    name = _("What needs care")
    about = _("What of this trail’s data is old, vague or not written yet.")
    return render_template(
        "api/health.html",
        page=Page(
            title=f"{name}. {dataset.trail.title}",
            description=about,
            section="about",
            **crumbs(Crumb(_("About"), url_for("pages.about")), Crumb(name)),  # type: ignore[arg-type]
        ),
        name=name,
        about=about,
        day=calendar_date(on),
        groups=groups,
        languages=_languages(),
    )


def _groups(on: date) -> list[DueGroup]:
    report = health_of(guide().dataset, on)
    found = []
    for kind, (heading, why) in _words().items():
        sites = report.of(kind)
        if sites:
            rows = tuple(_row(kind, site) for site in sites[:MOST_ROWS])
            found.append(DueGroup(kind, heading, why, len(sites), rows, len(sites) - len(rows)))
    return found


def _row(kind: Kind, site: Site) -> DueSite:
    detail = ""
    if kind in ("access-old", "access-ahead"):
        detail = _("as of %(date)s", date=filters.date(site.properties.access.as_of or ""))
    elif kind == "position-coarse":
        within = filters.distance_text(site.properties.position.accuracy_m or 0)
        detail = _("within %(within)s", within=within)
    return DueSite(site.name, present.site_url(site), detail)


def _words() -> dict[Kind, tuple[str, str]]:
    """Heading of each kind, and why it matters."""
    return {
        "example": (
            _("Examples left in place"),
            _("They are made up: write a site of your own in their place, or remove them."),
        ),
        "access-old": (
            _("Access last known more than a year ago"),
            _("Hours and owners change: ask there, and write down the day."),
        ),
        "access-ahead": (
            _("Access dated later than the data"),
            _("The date can’t be right yet, or the data’s own date was not raised."),
        ),
        "access-undated": (
            _("Access without a date"),
            _("It is not known how old this is."),
        ),
        "access-unknown": (
            _("Who may go in is not known"),
            _("Somebody has to look, or ask."),
        ),
        "position-none": (
            _("No position"),
            _("They are on no map. Each says why."),
        ),
        "position-coarse": (
            _("Position worse than 100 meters"),
            _("A walker may not find them by the map alone."),
        ),
        "summary": (_("No summary"), _("Nothing can be read aloud in 30 seconds yet.")),
        "story": (_("No story"), _("Nobody has written it yet.")),
        "facts": (_("No facts"), _("Nothing about them has a source here yet.")),
    }


def _languages() -> list[str]:
    """Lines on how far the interface is translated."""
    catalogs = catalogs_in(TRANSLATIONS)
    if not catalogs:
        return [_("There is no translation: the interface is in English.")]
    return [_language_line(catalog) for catalog in catalogs]


def _language_line(catalog: Catalog) -> str:
    if catalog.fault:
        return _("%(lang)s: the translation can’t be read.", lang=catalog.lang)
    if not catalog.due:
        return _("%(lang)s: the interface is translated.", lang=catalog.lang)
    return _(
        "%(lang)s: of %(total)s texts of the interface %(missing)s are missing and "
        "%(fuzzy)s doubtful.",
        lang=catalog.lang,
        total=decimal(catalog.total),
        missing=decimal(catalog.missing),
        fuzzy=decimal(catalog.fuzzy),
    )
