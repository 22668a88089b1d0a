"""The story in chapters: the list of all, and each with its figures, voices and ways on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flask import Blueprint, abort, render_template, url_for
from markupsafe import Markup

from trail.base.errors import ChapterNotFound
from trail.dataset.schema.chapters import (
    AmountsFigure,
    AxisFigure,
    ChapterFigure,
    ChapterPart,
    ChaptersFile,
    MapFigure,
    SourcedText,
    StoryChapter,
)
from trail.dataset.schema.dates import TrailDate
from trail.graphics import figures
from trail.guide.guide import Guide
from trail.web.shell import filters
from trail.web.shell import rows as present
from trail.web.shell.context import crumbs, guide
from trail.web.shell.i18n import calendar_date
from trail.web.shell.rows import Crumb, Page, SourceView
from trail.web.story.events import StoryBook, person_url
from trail.web.story.path import down_path
from trail.web.story.treaty import DemandView, article_link, demand_views, find_book
from trail.web.story.voices import VoiceView, voices_of

bp = Blueprint("chapters", __name__)
# Read aloud at leisure; a chapter is never a minute long.
WORDS_A_MINUTE = 200


def of_year(of: Guide) -> int:
    """The year that the chapters stand under in their address: the first of the period."""
    return of.dataset.trail.period.day_of_start.year


def chapter_url(chapter_id: str) -> str:
    return url_for("chapters.chapter", year=of_year(guide()), chapter_id=chapter_id)


def list_url() -> str:
    return url_for("chapters.chapters", year=of_year(guide()))


@dataclass(frozen=True)
class ChapterRow:
    """A chapter in the list of all."""

    number: int
    chapter: StoryChapter
    url: str
    minutes: int


@dataclass(frozen=True)
class PanelView:
    title: str
    svg: Markup
    keys: tuple[figures.Key, ...]


@dataclass(frozen=True)
class BattleRow:
    """A battle of the map's list: its number there, and what is known of it."""

    number: int
    name: str
    when: str
    japan: str
    russia: str
    position: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class FigureView:
    """A figure with all that is said beside it; what it has not is empty."""

    figure: ChapterFigure
    panels: tuple[PanelView, ...] = ()
    battles: tuple[BattleRow, ...] = ()
    demands: tuple[DemandView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    credit: str = ""


@dataclass(frozen=True)
class TextView:
    text: SourcedText
    sources: tuple[SourceView, ...]
    works: tuple[Crumb, ...]


@dataclass(frozen=True)
class PartView:
    heading: str | None
    anchor: str
    texts: tuple[TextView, ...]
    figure: FigureView | None


def told() -> ChaptersFile | None:
    return guide().dataset.chapters


def _file(year: int) -> ChaptersFile:
    found = told()
    if found is None or guide().dataset.story is None or year != of_year(guide()):
        abort(404)
    return found


def rows(file: ChaptersFile) -> tuple[ChapterRow, ...]:
    return tuple(
        ChapterRow(number, chapter, chapter_url(chapter.id), _minutes(chapter))
        for number, chapter in enumerate(file.chapters, 1)
    )


def _minutes(chapter: StoryChapter) -> int:
    words = sum(len(t.text.split()) for part in chapter.parts for t in part.paragraphs)
    return max(1, round(words / WORDS_A_MINUTE))


@bp.get("/<int:year>/")
def chapters(year: int) -> str:
    file = _file(year)
    return render_template(
        "story/chapters.html",
        page=Page(
            title=f"{file.title}. {guide().dataset.trail.title}",
            description=present.shortened(file.intro),
            section="chapters",
            **crumbs(Crumb(file.title)),  # type: ignore[arg-type]
        ),
        file=file,
        rows=rows(file),
    )


@bp.get("/<int:year>/<chapter_id>/")
def chapter(year: int, chapter_id: str) -> str:
    file = _file(year)
    all_of_them = rows(file)
    known = {row.chapter.id: row for row in all_of_them}
    if chapter_id not in known:
        raise ChapterNotFound(chapter_id, known)
    row = known[chapter_id]
    book = find_book(guide())
    if book is None:
        abort(404)
    found = row.chapter
    at = all_of_them.index(row)
    return render_template(
        "story/chapter.html",
        page=Page(
            title=f"{found.title}. {guide().dataset.trail.title}",
            description=present.shortened(found.summary),
            section="chapters",
            **crumbs(Crumb(file.title, list_url()), Crumb(found.title)),  # type: ignore[arg-type]
        ),
        row=row,
        count=len(all_of_them),
        parts=tuple(_parts(book, found)),
        voices=chapter_voices(found),
        people=tuple(
            Crumb(p.name, person_url(p))
            for p in (book.dataset.people_by_id[name] for name in found.people)
        ),
        days=tuple(book.day_link(day) for day in found.days),
        sites=tuple(present.row(book.dataset.get_site(name)) for name in found.sites),
        articles=tuple(article_link(book.story.articles_by_id[name]) for name in found.articles),
        further=tuple(map(book.work_link, found.further)),
        reading=file.reading,
        before=all_of_them[at - 1] if at else None,
        after=all_of_them[at + 1] if at + 1 < len(all_of_them) else None,
    )


def chapter_voices(chapter: StoryChapter) -> tuple[VoiceView, ...]:
    return voices_of(guide(), "chapters", chapter.id)


def naming(what: Literal["articles", "people", "sites"], name: str = "") -> tuple[Crumb, ...]:
    """The chapters that lead to this article, person or site; without a name, to any."""
    file = told()
    return tuple(
        Crumb(chapter.title, chapter_url(chapter.id))
        for chapter in (file.chapters if file else ())
        if (name in getattr(chapter, what) if name else getattr(chapter, what))
    )


def _parts(book: StoryBook, chapter: StoryChapter) -> Iterator[PartView]:
    for k, part in enumerate(chapter.parts):
        texts = tuple(
            TextView(t, book.sources(t.sources), tuple(map(book.work_link, t.works)))
            for t in part.paragraphs
        )
        figure = _figure(book, part, f"f{k}") if part.figure else None
        yield PartView(part.heading, f"part-{k}", texts, figure)


def _figure(book: StoryBook, part: ChapterPart, name: str) -> FigureView:
    figure = part.figure
    if isinstance(figure, MapFigure):
        return _map(book, figure, name)
    if isinstance(figure, AmountsFigure):
        drawn = figures.draw_amounts(figure.amounts, figure.title)
        return FigureView(figure, (PanelView("", drawn, ()),), sources=book.sources(figure.sources))
    if isinstance(figure, AxisFigure):
        marks = [_axis_mark(point.date, point.text) for point in figure.points]
        return FigureView(figure, (PanelView("", figures.draw_axis(marks, figure.title), ()),))
    if figure is not None and figure.kind == "days":
        return FigureView(figure, (PanelView("", down_path(book), ()),))
    if figure is None:
        raise ValueError("a part without a figure")
    return FigureView(figure, demands=demand_views(book))


def _axis_mark(when: TrailDate, what: str) -> figures.AxisMark:
    day = when.first
    return figures.AxisMark(day, calendar_date(day, "MMMd"), what)


def _map(book: StoryBook, figure: MapFigure, name: str) -> FigureView:
    theatre = book.dataset.theatre
    if theatre is None:
        raise ValueError("a map without a theatre")
    panels = []
    for k, panel in enumerate(figure.panels):
        svg, keys = figures.draw_ground(theatre, figure, panel, f"{name}-{k}")
        panels.append(PanelView(panel.title, svg, keys))
    battles = tuple(
        BattleRow(
            number,
            feature.properties.name,
            filters.date(feature.properties.date) if feature.properties.date else "",
            feature.properties.japanese_losses or "",
            feature.properties.russian_losses or "",
            feature.properties.position or "",
            book.sources(feature.properties.sources),
        )
        for number, feature in enumerate(figures.numbered(theatre, figure.panels), 1)
    )
    return FigureView(figure, tuple(panels), battles, credit=theatre.credit)


@dataclass(frozen=True)
class ArticleMapView:
    """The map of an article: drawn with the first that it is of, and a link to it at the others."""

    link: Crumb
    figure: FigureView | None


def article_maps(book: StoryBook) -> dict[str, ArticleMapView]:
    """By the id of the article."""
    file, found = told(), {}
    for k, of in enumerate(file.article_maps if file else ()):
        link = Crumb(of.figure.title, f"#map-{k}")
        for name in of.articles:
            first = name == of.articles[0]
            found[name] = ArticleMapView(link, _map(book, of.figure, f"a{k}") if first else None)
    return found


def paths(of: Guide) -> list[str]:
    """The path of every page of this module, each once."""
    file = of.dataset.chapters
    if file is None or of.dataset.story is None:
        return []
    return [list_url(), *(chapter_url(chapter.id) for chapter in file.chapters)]


def find_chapter(wanted: str) -> Crumb | None:
    """The page of a chapter by its id."""
    file = told()
    for chapter in file.chapters if file else ():
        if chapter.id == wanted:
            return Crumb(chapter.title, chapter_url(chapter.id))
    return None
