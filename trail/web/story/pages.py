"""The rest of the story: tracks, people, the treaty, its remembrance, the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flask import Blueprint, Flask, Response, render_template, url_for

from trail.base.errors import PersonNotFound, TrackNotFound
from trail.export.books.bibliography import to_bibtex, to_csl
from trail.web.maps import story_maps
from trail.web.maps.atlas import Picture
from trail.web.maps.context import atlas
from trail.web.shell import linked_data
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.delivery import full_url, name_file
from trail.web.shell.features import Feature, NavItem
from trail.web.shell.i18n import gettext as _
from trail.web.shell.pictures import pictures_of
from trail.web.shell.rows import Crumb, Page
from trail.web.story import chapters, days
from trail.web.story import treaty as views
from trail.web.story import words as story_words
from trail.web.story.days import book, told
from trail.web.story.events import day_name, day_url, person_url, track_url
from trail.web.story.voices import voices_of
from trail.web.story.works import read_groups, work_groups

bp = Blueprint("story", __name__)


def _page(
    title: str, description: str, *way: Crumb, section: str, picture: Picture | None = None
) -> Page:
    return Page(
        title=f"{title}. {guide().dataset.trail.title}",
        description=present.shortened(description),
        section=section,
        map=picture is not None and picture.interactive,
        drawn=picture is not None,
        **crumbs(*way, Crumb(title)),  # type: ignore[arg-type]
    )


# ---------------------------------------------------------------- tracks, people


@bp.get("/tracks/")
def tracks() -> str:
    dataset = guide().dataset
    name = _("Tracks of diplomacy")
    about = _("What the tracks are, how this list differs from others, and what belongs to each.")
    return render_template(
        "story/tracks.html",
        page=_page(name, about, section="tracks"),
        name=name,
        about=views.statements(guide(), dataset.tracks_about),
        tracks=[views.track_view(guide(), track) for track in dataset.tracks],
        note=dataset.tracks_note,
        elsewhere=views.elsewhere(guide()),
    )


@bp.get("/tracks/<slug>/")
def track(slug: str) -> str:
    known = {track.slug: track for track in guide().dataset.tracks}
    if slug not in known:
        raise TrackNotFound(slug, known)
    found = known[slug]
    name = _("Track %(number)s: %(name)s", number=found.number, name=found.name)
    picture = atlas().story(f"track-{slug}")
    way = Crumb(_("Tracks"), url_for("story.tracks"))
    return render_template(
        "story/track.html",
        page=_page(name, found.summary, way, section="tracks", picture=picture),
        name=name,
        view=views.track_view(guide(), found),
        note=guide().dataset.tracks_note,
        picture=picture,
    )


@bp.get("/people/")
def people() -> str:
    name = _("People")
    found = views.sides(guide())
    about = _("Who took part, by side: %(sides)s.", sides=", ".join(side.name for side in found))
    return render_template(
        "story/people.html", page=_page(name, about, section="people"), name=name, sides=found
    )


@bp.get("/people/<person_id>/")
def person(person_id: str) -> str:
    known = guide().dataset.people_by_id
    if person_id not in known:
        raise PersonNotFound(person_id, known)
    found = known[person_id]
    way = Crumb(_("People"), url_for("story.people"))
    page = _page(found.name, f"{found.name}. {found.role}.", way, section="people")
    described = linked_data.person(found, page.canonical or "")
    return render_template(
        "story/person.html",
        page=replace(page, linked_data=(described, *page.linked_data)),
        view=views.person_view(guide(), found),
        voices=voices_of(guide(), "people", person_id),
        chapters=chapters.naming("people", person_id),
        seal=kept.seal_of(found.id) if (kept := guide().dataset.pictures) else None,
        pictures=pictures_of(guide(), "people", found.id),
    )


# ---------------------------------------------------------------- treaty, remembrance, sources


@bp.get("/treaty/")
def treaty() -> str:
    found = book()
    file = found.story.articles_file
    about = _("%(name)s: what was demanded, what became of it, and each article.", name=file.name)
    signed_at = guide().dataset.get_site(file.signed_at)
    return render_template(
        "story/treaty.html",
        page=_page(file.name, about, section="treaty"),
        file=file,
        signed_at=Crumb(signed_at.name, present.site_url(signed_at)),
        signed_day=found.day_link(file.signed),
        demands=views.demand_views(found),
        reading=found.story.demands_file.reading,
        articles=views.article_views(found),
        maps=chapters.article_maps(found),
        absent=views.absent_views(found),
        chapters=chapters.naming("articles"),
    )


@bp.get("/remembrance/")
def remembrance() -> str:
    found = book()
    name = _("Remembrance")
    about = _("Markers, memorial trees, kept objects, and the day that is kept each year.")
    picture = atlas().story(story_maps.REMEMBRANCE)
    file = found.story.markers_file
    sites = story_maps.marker_sites(guide(), found.story)
    return render_template(
        "story/remembrance.html",
        page=_page(name, about, section="remembrance", picture=picture),
        name=name,
        yearly=[views.marker_view(found, m) for m in found.story.markers if m.yearly],
        groups=views.marker_groups(found),
        places=views.marker_places(found, sites, story_maps.entry_of("")),
        remembered=views.commemorations(found),
        not_to_confuse=views.statements(guide(), file.not_to_confuse),
        context=views.statements(guide(), file.context),
        not_found=file.not_found,
        picture=picture,
    )


@bp.get("/remembrance/treaty-day.ics")
def treaty_day() -> Response:
    from trail.export.ics.yearly import to_yearly_ics  # with its library only where it is asked for

    trail = guide().dataset.trail
    url = full_url(url_for("story.remembrance"))
    body = to_yearly_ics(
        book().story.markers,
        name=trail.title,
        zone=trail.time_zone,
        on=date.fromisoformat(trail.data_date),
        url=url,
        owner=full_url(url_for("pages.home")),
    )
    return _download(body, "text/calendar; charset=utf-8", "treaty-day.ics")


@bp.get("/sources/")
def sources() -> str:
    found = book()
    name = _("Sources")
    about = _("Every work with how far it was verified, and how certainty is judged.")
    return render_template(
        "story/sources.html",
        page=_page(name, about, section="sources"),
        name=name,
        groups=work_groups(found),
        read=read_groups(guide()),
        reading=found.story.works_file.reading,
        certainty=found.story.events_file.reading,
        count=len(found.story.works),
    )


@bp.get("/sources/bibliography.bib")
def bibtex() -> Response:
    body = to_bibtex(book().story.works)
    return _download(body.encode(), "application/x-bibtex; charset=utf-8", "bibliography.bib")


@bp.get("/sources/bibliography.json")
def csl() -> Response:
    body = to_csl(book().story.works)
    return _download(body.encode(), "application/vnd.citationstyles.csl+json", "bibliography.json")


def _download(body: bytes, media_type: str, name: str) -> Response:
    response = Response(body, content_type=media_type)
    name_file(response, name)
    return response


def _footer() -> tuple[Crumb, ...]:
    """Links to what the main navigation has no room for."""
    dataset = guide().dataset
    # A trail may have neither: a link to an empty page helps nobody.
    tracks = (Crumb(_("Tracks of diplomacy"), url_for("story.tracks")),) if dataset.tracks else ()
    people = (*tracks, *((Crumb(_("People"), url_for("story.people")),) if dataset.people else ()))
    if not told():
        return people
    # The chapters stand in the main navigation in the place of the days.
    found = (Crumb(_("Days"), url_for("days.days")),) if chapters.told() else ()
    return (
        *found,
        *people,
        Crumb(guide().dataset.story.articles_file.name, url_for("story.treaty")),  # type: ignore[union-attr]
        Crumb(_("Remembrance"), url_for("story.remembrance")),
        Crumb(_("Sources"), url_for("story.sources")),
    )


def _find_named(wanted: str) -> Crumb | None:
    """The page of a person, track or day by its own part of the address."""
    dataset = guide().dataset
    if (chapter := chapters.find_chapter(wanted)) is not None:
        return chapter
    if wanted in dataset.people_by_id:
        found = dataset.people_by_id[wanted]
        return Crumb(found.name, person_url(found))
    for item in dataset.tracks:
        if item.slug == wanted:
            return Crumb(item.name, track_url(item))
    if dataset.story is not None:
        for day in book().days:
            if day.isoformat() == wanted:
                return Crumb(day_name(day), day_url(day))
    return None


def _pages() -> list[str]:
    dataset = guide().dataset
    found = [url_for("story.tracks"), *map(track_url, dataset.tracks)] if dataset.tracks else []
    if dataset.people:
        found += [url_for("story.people"), *map(person_url, dataset.people)]
    if dataset.story is not None:
        found += [url_for(f"story.{name}") for name in ("treaty", "remembrance", "sources")]
    return [*chapters.paths(guide()), *days.paths(guide()), *found]


def _menu() -> Iterator[NavItem]:
    file = chapters.told()
    if told() and file is not None:
        yield NavItem(file.title, chapters.list_url(), "chapters")
    elif told():
        yield NavItem(_("1905"), url_for("days.days"), "days")


def _init(app: Flask) -> None:
    app.register_blueprint(days.bp)
    app.register_blueprint(chapters.bp)
    app.add_template_filter(story_words.read_word, "read_word")
    app.register_blueprint(bp)


STORY = Feature(_init, pages=_pages, menu=_menu, footer=_footer, find_named=_find_named)
