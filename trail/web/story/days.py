"""The days: all of them as a picture and a list, each by itself, and what lies behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, abort, render_template, url_for
from markupsafe import Markup

from trail.base.errors import DayNotFound
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
    EventView,
    StoryBook,
    contradictions,
    day_name,
    day_url,
    days_intro,
    event_filters,
    neighbours,
    short_day,
)
from trail.web.story.path import (
    day_lines,
    down_path,
    path_of,
    path_papers,
    state_rows,
)
from trail.web.story.voices import voices_of

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


def _page(title: str, description: str, *way: Crumb) -> Page:
    return Page(
        title=f"{title}. {guide().dataset.trail.title}",
        description=present.shortened(description),
        section="days",
        **crumbs(*way),  # type: ignore[arg-type]
    )


def _below(found: StoryBook, name: str) -> Page:
    """A page of what lies behind the days."""
    about = f"{found.story.events_file.title}: {name}. {days_intro(found)}"
    return _page(name, about, Crumb(_("Days"), url_for("days.days")), Crumb(name))


@bp.get("/days/")
def days() -> str:
    found = book()
    file = found.story.events_file
    return render_template(
        "story/days.html",
        page=_page(f"{file.title}, " + _("day by day"), days_intro(found), Crumb(_("Days"))),
        file=file,
        period=found.period,
        count=len(found.story.demands),
        picture=down_path(found),
        samples=_samples(found),
        lines=day_lines(found),
        papers=path_papers(),
    )


def _samples(found: StoryBook) -> tuple[tuple[Markup, str], ...]:
    """A piece of each state's line once, with what it means."""
    samples = {
        state.word: state.sample for _line, states in state_rows(path_of(found)) for state in states
    }
    return tuple((sample, word) for word, sample in samples.items())


@bp.get("/days/events/")
def events() -> str:
    found = book()
    name = _("Every event")
    return render_template(
        "story/events.html",
        page=_below(found, name),
        name=name,
        lines=day_lines(found),
        outside=found.outside(),
        filters=event_filters(found),
    )


@bp.get("/days/demands/")
def demands() -> str:
    found = book()
    name = _("The demands, day by day")
    file = found.story.demands_file
    return render_template(
        "story/demands.html",
        page=_below(found, name),
        name=name,
        state_rows=state_rows(path_of(found)),
        reading=file.reading,
        sources=found.sources(file.sources),
    )


@bp.get("/days/doubts/")
def doubts() -> str:
    found = book()
    name = _("Where sources differ")
    return render_template(
        "story/doubts.html",
        page=_below(found, name),
        name=name,
        reading=found.story.events_file.reading,
        contradictions=contradictions(found),
    )


@bp.get("/days/<day>/")
def day(day: str) -> str:
    found = book()
    wanted = _find_day(found, day)
    before, after = neighbours(found.days, wanted)
    stem = f"day-{day}"
    picture = atlas().story(stem)
    headline, name = found.headline(wanted), day_name(wanted)
    happened = found.happened(wanted)
    title = f"{headline}: {name}" if headline else name
    page = replace(
        _page(
            title,
            _day_intro(name, headline, happened),
            Crumb(_("Days"), url_for("days.days")),
            Crumb(short_day(wanted)),
        ),
        map=picture is not None and picture.interactive,
        drawn=picture is not None,
    )
    return render_template(
        "story/day.html",
        page=replace(page, linked_data=(*_described(happened), *page.linked_data)),
        name=name,
        headline=headline,
        day=wanted,
        happened=happened,
        voices=voices_of(guide(), "days", day),
        sessions=found.sessions(wanted),
        states=found.states(wanted),
        glyph=kept.glyph_of(wanted) if (kept := guide().dataset.pictures) else None,
        pictures=pictures_of(guide(), "days", wanted.isoformat()),
        stalled=found.stall is not None and found.stall.first <= wanted <= found.stall.last,
        stall_text=found.stall_text(),
        picture=picture,
        sites=[present.row(site) for site in story_maps.day_sites(guide(), wanted)],
        before=_neighbour(found, before),
        after=_neighbour(found, after),
    )


@dataclass(frozen=True)
class DayLink:
    """The way to another day, and what that is known for."""

    name: str
    url: str
    headline: str


def _neighbour(found: StoryBook, day: date | None) -> DayLink | None:
    return None if day is None else DayLink(short_day(day), day_url(day), found.headline(day))


def _described(happened: Iterable[EventView]) -> tuple[Markup, ...]:
    """The events of a day for programs, where they can be told without a doubt."""
    found = []
    for view in happened:
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


def _day_intro(name: str, headline: str, happened: Iterable[EventView]) -> str:
    titles = [headline, *(view.event.title for view in happened)]
    told = list(dict.fromkeys(filter(None, titles)))
    return f"{name}: {'; '.join(told)}." if told else f"{name}."


def paths(of: Guide) -> list[str]:
    """The path of every page of this module, each once."""
    if of.dataset.story is None:
        return []
    days = StoryBook(of, of.dataset.story).days
    pages = [url_for(f"days.{name}") for name in ("days", "events", "demands", "doubts")]
    return [*pages, *map(day_url, days)]
