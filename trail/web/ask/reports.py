"""Something here is wrong: what is told of it, and where it goes.

A report names a place, or the way on from it, the field of the data and the version, so that
whoever keeps the trail finds the line. It goes by the form, by e-mail where there is no server,
and where no address is known into a file, to be handed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import current_app, url_for

from trail.base.errors import SiteNotFound
from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset
from trail.web.shell.context import guide
from trail.web.shell.filters import contact_url
from trail.web.shell.i18n import gettext as _

# Fields of `sites.geojson` that a visitor can judge, in the order of the page; a way has one.
FIELDS = ("position", "address", "access", "summary", "facts", "pictures")
WAY = "directions"


@dataclass(frozen=True)
class Report:
    """What is wrong lies at `site`, or on the way from there `to` another."""

    site: Site
    field: str | None = None
    to: Site | None = None


@dataclass(frozen=True)
class ReportLink:
    """`name` says what is wrong. `file` is a name for what is saved, None where it is sent."""

    name: str
    url: str
    file: str | None = None


def asked_report(dataset: Dataset, site: Site, asked: Mapping[str, str]) -> Report:
    """The report that a link asks for; what it names that we don't know is left out."""
    try:
        to = dataset.get_site(asked["to"]) if "to" in asked else None
    except SiteNotFound:
        to = None
    if to:
        return Report(site, WAY, to)
    field = asked.get("field")
    return Report(site, field if field in FIELDS else None)


def report_words() -> dict[str, str]:
    """The lines of a report, their gaps in braces: the page that stands in writes them, too."""
    return {
        "place": _("Place: {place}"),
        "to": _("On the way to: {place}"),
        "field": _("Field: {field}"),
        "version": _("Data: version {version}").format(version=guide().dataset.trail.version),
        "wrong": _("What is wrong, and what is right: "),
    }


def report_text(report: Report) -> str:
    """The first lines of a report, up to where its writer goes on."""
    said = report_words()
    lines = [said["place"].format(place=_called(report.site))]
    if report.to:
        lines.append(said["to"].format(place=_called(report.to)))
    if report.field:
        lines.append(said["field"].format(field=report.field))
    return "\n".join([*lines, said["version"], said["wrong"]])


def reports(site: Site, to: Site | None = None) -> tuple[ReportLink, ...]:
    """A link for each thing that may be wrong at a place; for the way to another, one."""
    if to:
        return (_link(_("Something is wrong on this way"), Report(site, WAY, to)),)
    named = {
        "position": _("Where it is"),
        "address": _("The address"),
        "access": _("Whether you can go in"),
        "summary": _("The text"),
        "facts": _("A date or a fact"),
        "pictures": _("A picture"),
    }
    return (
        *(_link(named[field], Report(site, field)) for field in FIELDS),
        _link(_("Something else"), Report(site)),
    )


def _link(name: str, report: Report) -> ReportLink:
    if current_app.extensions["ask"] is not None:
        asked = {"to": report.to.id} if report.to else {"field": report.field}
        query = urlencode({key: value for key, value in asked.items() if value})
        url = url_for("ask.wrong", site_id=report.site.id)
        return ReportLink(name, f"{url}?{query}" if query else url)
    text = quote(report_text(report), safe="")
    address = contact_url(guide().dataset.trail.contact or "")
    if address and address.startswith("mailto:"):
        subject = quote(_("Something is wrong: %(name)s", name=report.site.name), safe="")
        return ReportLink(name, f"{address}?subject={subject}&body={text}")
    ends = [report.site.id, *([report.to.id] if report.to else [])]
    return ReportLink(name, f"data:text/plain;charset=utf-8,{text}", f"{'-'.join(ends)}.txt")


def _called(site: Site) -> str:
    return f"{site.name} ({site.id})"
