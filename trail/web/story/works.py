"""The page of sources: the works of the bibliography, and how each page cited was read."""

from __future__ import annotations

from dataclasses import dataclass

from trail.dataset.schema.works import Work
from trail.guide.guide import Guide
from trail.web.shell import rows as present
from trail.web.shell.i18n import gettext as _
from trail.web.shell.rows import SourceView
from trail.web.story import words as story_words
from trail.web.story.events import StoryBook


@dataclass(frozen=True)
class WorkView:
    work: Work
    names: str
    details: str
    verified: str


def work_groups(book: StoryBook) -> tuple[tuple[str, tuple[WorkView, ...]], ...]:
    """Every work under the heading of its kind, in the order of the file."""
    groups = []
    for kind, heading in story_words.work_kinds().items():
        mine = [work for work in book.story.works if work.kind == kind]
        if mine:
            groups.append((heading, tuple(map(_work, mine))))
    return tuple(groups)


def read_groups(guide: Guide) -> tuple[tuple[str, tuple[SourceView, ...]], ...]:
    """Every address whose reading is told, under the heading of its kind, by title."""
    groups = []
    for kind, heading in story_words.source_kinds().items():
        mine = [reading for reading in guide.dataset.readings if reading.kind == kind]
        if mine:
            mine.sort(key=lambda reading: (reading.title.casefold(), reading.url))
            groups.append((heading, tuple(present.source(guide, one.url) for one in mine)))
    return tuple(groups)


def _work(work: Work) -> WorkView:
    roles = {"author": "", "editor": _("editor"), "translator": _("translator")}
    names = []
    for name in work.names:
        full = name.literal or " ".join(part for part in (name.given, name.family) if part)
        names.append(f"{full} ({roles[name.role]})" if roles[name.role] else full)
    issue = ", ".join(
        part
        for part in (
            _("vol. %(number)s", number=work.volume) if work.volume else None,
            _("no. %(number)s", number=work.issue) if work.issue else None,
        )
        if part
    )
    year = work.year_note or (str(work.year) if work.year else _("undated"))
    parts = (
        work.container,
        issue,
        work.edition,
        ": ".join(part for part in (work.place, work.publisher) if part),
        year,
        _("%(pages)s pages", pages=work.pages)
        if work.pages and work.kind != "article"
        else work.pages and _("pages %(pages)s", pages=work.pages),
        _("ISBN %(isbn)s", isbn=work.isbn) if work.isbn else None,
    )
    details = ", ".join(part for part in parts if part)
    return WorkView(work, "; ".join(names), details, story_words.verified_word(work.verified))
