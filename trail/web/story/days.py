"""The days: all of them as a diagram and a table, and each by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, render_template, url_for
from markupsafe import Markup

from trail.base.errors import DayNotFound
from trail.graphics import days as diagram
from trail.guide.guide import Guide
from trail.web.maps import story_maps
from trail.web.maps.context import atlas
from trail.web.shell import linked_data
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import site_url
from trail.web.shell.i18n import gettext as _
from trail.web.shell.pictures import pictures_of
from trail.web.shell.rows import Crumb, Page
from trail.web.story.events import (
    BandView,
    StoryBook,
    contradictions,
    day_name,
    day_url,
    days_intro,
    event_filters,
    neighbours,
    short_day,
)
from trail.web.story.path import day_rows, path_of, path_papers, state_rows

bp = Blueprint("days", __name__)


def book() -> StoryBook:
    """The trail's story; 404 where it tells none."""
    story = guide().dataset.story
    if story is None:
        abort(404)
    return StoryBook(guide(), story)


def told() -> bool:
    """Whether the trail tells a story at all."""
    return guide().dataset.story is not None


@bp.get("/days/")
def days() -> str:
    found = book()
    path = path_of(found)
    name = found.story.events_file.title
    return render_template(
        "story/days.html",
        page=Page(
            title=f"{name}, {_('day by day')}. {guide().dataset.trail.title}",
            description=present.shortened(days_intro(found)),
            section="days",
            **crumbs(Crumb(_("Days"))),  # type: ignore[arg-type]
        ),
        file=found.story.events_file,
        demands_file=found.story.demands_file,
        intro=days_intro(found),
        filters=event_filters(found),
        wide=diagram.draw_wide(path),
        rows=day_rows(found, path),
        state_rows=state_rows(path),
        path=path,
        outside=found.outside(),
        contradictions=contradictions(found),
        papers=path_papers(),
        demand_sources=found.sources(found.story.demands_file.sources),
    )


@bp.get("/days/<day>/")
def day(day: str) -> str:
    found = book()
    wanted = _find_day(found, day)
    before, after = neighbours(found.days, wanted)
    stem = f"day-{day}"
    picture = atlas().story(stem)
    name = day_name(wanted)
    bands = found.bands(wanted)
    page = Page(
        title=f"{name}. {guide().dataset.trail.title}",
        description=present.shortened(_day_intro(name, bands)),
        section="days",
        map=picture is not None and picture.interactive,
        drawn=picture is not None,
        **crumbs(Crumb(_("Days"), url_for("days.days")), Crumb(short_day(wanted))),  # type: ignore[arg-type]
    )
    return render_template(
        "story/day.html",
        page=replace(page, linked_data=(*_described(bands), *page.linked_data)),
        name=name,
        day=wanted,
        bands=bands,
        sessions=found.sessions(wanted),
        states=found.states(wanted),
        glyph=kept.glyph_of(wanted) if (kept := guide().dataset.pictures) else None,
        pictures=pictures_of(guide(), "days", wanted.isoformat()),
        stalled=found.stall is not None and found.stall.first <= wanted <= found.stall.last,
        stall_text=found.stall_text(),
        picture=picture,
        sites=[present.row(site) for site in story_maps.day_sites(guide(), wanted)],
        before=Crumb(day_name(before), day_url(before)) if before else None,
        after=Crumb(day_name(after), day_url(after)) if after else None,
    )


def _described(bands: Iterable[BandView]) -> tuple[Markup, ...]:
    """The events of a day for programs, where they can be told without a doubt."""
    found = []
    for view in (view for band in bands for view in band.events):
        sites = [guide().dataset.get_site(site_id) for site_id in view.event.sites]
        described = linked_data.event(
            view.event,
            site_url(view.url),
            [(site, site_url(present.site_url(site))) for site in sites],
            [(person.name, site_url(person.url or "")) for person in view.people],
        )
        if described:
            found.append(described)
    return tuple(found)


def _find_day(found: StoryBook, text: str) -> date:
    days = {day.isoformat(): day for day in found.days}
    try:
        return days[text]
    except KeyError:
        raise DayNotFound(text, days) from None


def _day_intro(name: str, bands: Iterable[BandView]) -> str:
    titles = [v.event.title for band in bands for v in band.events]
    return f"{name}: {'; '.join(titles)}." if titles else _("%(day)s: nothing is known.", day=name)


def paths(of: Guide) -> list[str]:
    """The path of every page of this module, each once."""
    if of.dataset.story is None:
        return []
    days = StoryBook(of, of.dataset.story).days
    return [url_for("days.days"), *map(day_url, days)]
