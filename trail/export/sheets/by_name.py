"""Any sheet by its name, of a tour or for a class, as it is asked for on the command line."""

from __future__ import annotations

from trail.base.links import Links
from trail.dataset.schema.education import EducationFile
from trail.export.sheets.content import SheetContext
from trail.export.sheets.press import Press, Printed, locale_of
from trail.export.sheets.sheets import PaperNotFound, SheetNotFound, sheets_of
from trail.export.sheets.teaching import (
    PAPER_NAMES,
    Edition,
    print_class_sheet,
    split_name,
)
from trail.fieldtrip.sheets import class_sheet, sheet_names
from trail.guide.guide import Guide
from trail.guide.words.phrases import Phrases


def print_any(guide: Guide, name: str, paper: str, base_url: str | None) -> Printed:
    """The sheet on a paper, the same bytes as from the site.

    Raises:
        SheetNotFound, PaperNotFound: with those there are.
        ExportError: no address, or text that no font can show.
    """
    education = guide.dataset.education
    of_tours = [sheet.name for sheet in sheets_of(guide.dataset)]
    of_classes = sheet_names(education) if education else ()
    # A name that is both is the tour's, as it was before there were classes.
    if name in of_tours:
        return Press(guide).pdf(name, paper, base_url)
    wanted, edition = split_name(name)
    if education is None or wanted not in of_classes or edition.paper != PAPER_NAMES[0]:
        raise SheetNotFound(name, (*of_tours, *of_classes))
    if paper not in PAPER_NAMES:
        raise PaperNotFound(paper, PAPER_NAMES)
    return _print(guide, education, wanted, Edition(edition.large, paper), base_url)


def _print(
    guide: Guide, education: EducationFile, name: str, edition: Edition, base_url: str | None
) -> Printed:
    words = Phrases(locale=locale_of(guide.dataset.trail.lang), units=guide.dataset.trail.units)
    context = SheetContext(guide, words, Links.under(base_url))
    sheet = class_sheet(guide, education, name, words)
    pdf = print_class_sheet(context, sheet, context.links.class_sheet(name), edition)
    return Printed.of(name, pdf)
