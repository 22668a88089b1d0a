"""The story's chapters as the book has them: their text, with the figures drawn into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from trail.dataset.schema.chapters import (
    AmountsFigure,
    AxisFigure,
    ChapterFigure,
    MapFigure,
    SourcedText,
    StoryChapter,
    TheatreFile,
)
from trail.graphics import figures


@dataclass(frozen=True)
class DrawnFigure:
    """One drawing with its words; `keys` say in words what its patterns stand for."""

    title: str
    caption: str
    svg: Markup
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookChapterPart:
    heading: str | None
    paragraphs: tuple[SourcedText, ...]
    drawn: tuple[DrawnFigure, ...]


def chapter_parts(
    chapter: StoryChapter, theatre: TheatreFile | None, short: Callable[[date], str]
) -> tuple[BookChapterPart, ...]:
    """The parts of a chapter. What only other parts of the book draw, days and demands, is
    left to them. `short` writes a day without its year."""
    return tuple(
        BookChapterPart(
            part.heading,
            part.paragraphs,
            tuple(_drawn(part.figure, theatre, short, f"{chapter.id}-{k}")) if part.figure else (),
        )
        for k, part in enumerate(chapter.parts)
    )


def _drawn(
    figure: ChapterFigure, theatre: TheatreFile | None, short: Callable[[date], str], name: str
) -> Iterator[DrawnFigure]:
    if isinstance(figure, MapFigure) and theatre is not None:
        for k, panel in enumerate(figure.panels):
            svg, keys = figures.draw_ground(theatre, figure, panel, f"{name}-{k}")
            title = f"{figure.title}: {panel.title}" if len(figure.panels) > 1 else figure.title
            caption = f"{figure.caption} {theatre.credit}"
            battles = figures.numbered(theatre, (panel,))
            numbers = (f"{n}: {f.properties.name}" for n, f in enumerate(battles, 1))
            yield DrawnFigure(title, caption, svg, (*(key.text for key in keys), *numbers))
    elif isinstance(figure, AmountsFigure):
        svg = figures.draw_amounts(figure.amounts, figure.title)
        told = tuple(f"{amount.label}: {amount.text}" for amount in figure.amounts)
        yield DrawnFigure(figure.title, figure.caption, svg, told)
    elif isinstance(figure, AxisFigure):
        days = [(point.date.first, point.text) for point in figure.points]
        marks = [figures.AxisMark(day, short(day), text) for day, text in days]
        svg = figures.draw_axis(marks, figure.title)
        told = tuple(f"{short(day)}: {text}" for day, text in days)
        yield DrawnFigure(figure.title, figure.caption, svg, told)
