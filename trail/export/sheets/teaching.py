"""A sheet for a class on paper, in ordinary and in large print."""

from __future__ import annotations

from dataclasses import dataclass

from trail.export.sheets.content import Content, SheetContext, code, frame, thumbnail
from trail.export.sheets.missing_glyphs import telling_where
from trail.export.sheets.qr import make_qr
from trail.export.sheets.sheets import PAPERS, PaperSize
from trail.export.sheets.typeset import typeset
from trail.fieldtrip.sheets import ClassSheet, SheetBlock, SheetSection

LARGE, ORDINARY = 18.0, 11.0  # points; large print has nothing smaller
MARGIN = 16.0  # mm
PAPER_NAMES = ("letter", "a4")


@dataclass(frozen=True)
class Edition:
    """How a sheet is printed: its size of type and its paper."""

    large: bool = False
    paper: str = "letter"

    @property
    def suffix(self) -> str:
        """The end of the file's name: none for ordinary print on letter."""
        size = "-large" if self.large else ""
        return size if self.paper == PAPER_NAMES[0] else f"{size}-{self.paper}"


EDITIONS = tuple(Edition(large, paper) for large in (False, True) for paper in PAPER_NAMES)


def split_name(name: str) -> tuple[str, Edition]:
    """The sheet and the edition that a file's name stands for."""
    for edition in sorted(EDITIONS, key=lambda edition: -len(edition.suffix)):
        if edition.suffix and name.endswith(edition.suffix):
            return name.removesuffix(edition.suffix), edition
    return name, Edition()


def print_class_sheet(
    context: SheetContext, sheet: ClassSheet, url: str, edition: Edition
) -> bytes:
    """The sheet as PDF; `url` is its page, whose code is printed."""
    content = class_content(context, sheet, url, edition.large, PAPERS[edition.paper])
    with telling_where(context.guide.dataset):
        return typeset("teaching", content, context.guide.dataset.trail.data_date)


def class_content(
    context: SheetContext, sheet: ClassSheet, url: str, large: bool, paper: PaperSize
) -> Content:
    """Values for `teaching.typ`."""
    say = context.words
    title = f"{sheet.title}. {sheet.band.name}"
    tour = context.guide.dataset.trail.title
    return {
        **frame(context, title, paper.turned(landscape=False), sheet.lead),
        "size": LARGE if large else ORDINARY,
        "large": large,
        "margin": MARGIN,
        "heading": sheet.title,
        "band": sheet.band.name,
        "lead": sheet.lead,
        "team": "" if sheet.for_teachers else say("Team"),
        "numbers": say("The numbers are those of the printed map of %(trail)s.", trail=tour)
        if sheet.numbered
        else "",
        "sections": [_section(context, section) for section in sheet.sections],
        "qr": code(context, make_qr(url, 20.0), title),
        "url": url,
    }


def _section(context: SheetContext, section: SheetSection) -> Content:
    mark = section.mark
    return {
        "heading": section.heading,
        "mark": {"shape": mark.shape, "number": mark.number, "name": mark.site.name}
        if mark
        else None,
        "picture": thumbnail(context, mark.site) if mark else None,
        "named": section.heading == (mark.site.name if mark else ""),
        "card": section.card,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: SheetBlock) -> Content:
    return {
        "kind": block.kind,
        "items": list(block.items),
        "pairs": [list(pair) for pair in block.pairs],
        "lead": block.lead,
        "lines": block.lines,
        "drawn": list(block.drawn),
    }
