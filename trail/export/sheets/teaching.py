"""A sheet for a class on paper, in ordinary and in large print."""

from __future__ import annotations

from trail.export.sheets.content import Content, SheetContext, code, frame, thumbnail
from trail.export.sheets.sheets import PaperSize
from trail.fieldtrip.sheets import ClassSheet, SheetBlock, SheetSection

LARGE, ORDINARY = 18.0, 11.0  # points; large print has nothing smaller
MARGIN = 16.0  # mm


def class_content(
    context: SheetContext, sheet: ClassSheet, large: bool, paper: PaperSize
) -> Content:
    """Values for `teaching.typ`; the code leads to the sheet's page."""
    url = context.links.class_sheet(sheet.name)
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
        "qr": code(context, url, title, 20.0),
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
