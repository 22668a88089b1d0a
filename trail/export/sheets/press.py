"""Makes sheets on demand and keeps the last of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from trail.base.errors import ExportError, InvalidParameter, MissingGlyphs
from trail.base.links import Links
from trail.dataset.schema import dates
from trail.export.sheets.atlas import atlas
from trail.export.sheets.book import book
from trail.export.sheets.booklet import booklet
from trail.export.sheets.boxes import with_bleed
from trail.export.sheets.cache import SheetCache
from trail.export.sheets.cards import stop_cards
from trail.export.sheets.content import Content, SheetContext
from trail.export.sheets.counter import bookmark, host_poster, window_code
from trail.export.sheets.fonts import other_families
from trail.export.sheets.largeprint import large_print
from trail.export.sheets.letters import on_paper
from trail.export.sheets.missing_glyphs import from_bytes, telling_where, to_bytes
from trail.export.sheets.pathbook import tell_days, tell_path
from trail.export.sheets.pathsheet import path_sheet
from trail.export.sheets.plate import plate
from trail.export.sheets.poster import poster
from trail.export.sheets.previews import to_greyscale
from trail.export.sheets.sheets import (
    AS_IS,
    Kind,
    PaperSize,
    Sheet,
    Wishes,
    find_paper,
    find_sheet,
)
from trail.export.sheets.stitched import stitched
from trail.export.sheets.teaching import class_content
from trail.export.sheets.trailsheet import part_sheet, trail_sheet
from trail.export.sheets.typeset import picture, typeset
from trail.fieldtrip.sheets import class_sheet
from trail.guide.guide import Guide
from trail.guide.words.marks import has_marks, in_marks
from trail.guide.words.phrases import Phrases, locale_of

KEPT = 64  # finished sheets in memory, some 15 MB, where no folder holds them
KEPT_BESIDE = 4  # where one does
COMPOSED = 2  # the last as values: a sheet's picture is often asked for after the sheet
DRAWN = 2  # the last pictures in colour: the small one is made of the sharp one
PICTURE_PPI = 28.0
DENSITIES = (1, 2)  # pixels of a picture for one of the list, as screens have them
# Stands in where only size and pages are asked for; it is printed nowhere.
_ANY_ADDRESS = "https://trail.example"  # nobody's: its codes are pictured, never read
# Whose template is another kind's.
_TEMPLATES: dict[Kind, Kind] = {"pair": "cards", "card": "cards"}
_OF_TRAIL: dict[Kind, Callable[[SheetContext, PaperSize], Content]] = {
    "host": host_poster,
    "window": window_code,
    "bookmark": bookmark,
    "book": book,
}
_CARDS_UP: dict[Kind, int] = {"cards": 4, "pair": 2, "card": 1}
_BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")


@dataclass(frozen=True)
class Printed:
    """A finished sheet."""

    pdf: bytes
    pages: int
    size_pt: tuple[float, float]  # width and height of a page, points

    @classmethod
    def of(cls, name: str, pdf: bytes) -> Printed:
        """What a file is; ExportError where it has no pages."""
        pages, box = _PAGES.search(pdf), _BOX.search(pdf)
        if pages is None or box is None:
            raise ExportError(f"{name}: the PDF has no pages")
        return cls(pdf, int(pages[1]), (float(box[1]), float(box[2])))

    @property
    def picture_px(self) -> tuple[int, int]:
        """Width and height of its picture, as `Press.picture` makes it unasked."""
        width, height = self.size_pt
        return _small_px(width), _small_px(height)

    @property
    def kilobytes(self) -> int:
        return max(1, round(len(self.pdf) / 1000))


def _small_px(side_pt: float) -> int:
    """Pixels of a side of the small picture, which is made out of the sharp one."""
    sharp = DENSITIES[-1]
    return math.ceil(round(side_pt * PICTURE_PPI * sharp / 72) / sharp)


class Press:
    """Prints the sheets of one guide, in one language."""

    def __init__(
        self,
        guide: Guide,
        words: Phrases | None = None,
        sheet_cache: SheetCache | None = None,
        *,
        codes: bool = True,
    ) -> None:
        self._guide, self._sheet_cache, self._codes = guide, sheet_cache, codes
        self._words = words or Phrases(
            locale=locale_of(guide.dataset.trail.lang), units=guide.dataset.trail.units
        )
        self._kept = lru_cache(KEPT_BESIDE if sheet_cache else KEPT)(self._print)
        self._composed = lru_cache(COMPOSED)(self._compose)
        self._drawn = lru_cache(DRAWN)(self._draw)
        self._refused: dict[tuple[str, str, str | None], bytes] = {}

    @property
    def words(self) -> Phrases:
        """The words of its language."""
        return self._words

    def pdf(self, sheet: str, paper: str, base_url: str | None) -> Printed:
        """The sheet on a paper.

        Args:
            base_url: the public address that the codes lead to.

        Raises:
            SheetNotFound, PaperNotFound: with those there are.
            ExportError: no address, or text that no font can show.
            DoesNotFit: a part of a tour whose time is too short.
        """
        return self._kept(sheet, paper, base_url)

    def made(self, sheet: str, paper: str, base_url: str | None, wishes: Wishes) -> Printed:
        """The sheet as whoever asks wishes it; set anew each time, raises as `pdf` does.

        InvalidParameter for a wish that this kind of sheet can't fulfil.
        """
        with telling_where(self._guide.dataset):
            template, values = self._compose(sheet, paper, base_url, wishes)
            pdf = self._typeset(template, values)
        return Printed.of(sheet, pdf)

    def measured(self, sheet: str, paper: str, base_url: str | None = None) -> Printed:
        """The sheet for its size and number of pages: at its address where there is only one,
        else at any, so that the list says the same wherever it is served."""
        return self._kept(sheet, paper, base_url or _ANY_ADDRESS)

    def ready(self, sheet: str, paper: str, base_url: str | None = None) -> bool:
        """Whether `measured` has not to wait for a sheet that is being made beside it."""
        key = (sheet, paper, base_url or _ANY_ADDRESS)
        return (
            self._sheet_cache is None
            or self._cached("pdf", *key) is not None
            or self.refused(*key) is not None
        )

    def refused(self, sheet: str, paper: str, base_url: str | None = None) -> MissingGlyphs | None:
        """Why the sheet can't be printed, where that was found out: the data stay the same."""
        key = (sheet, paper, base_url or _ANY_ADDRESS)
        body = self._refused.get(key) or self._cached("fault", *key)
        return None if body is None else from_bytes(body)

    def prerender(self, sheet: str, paper: str, base_url: str | None) -> None:
        """Put the sheet on the shelf, as `measured` and `pdf` take it; OSError where it is full.

        Text that keeps it from being printed is put there, too, and raised.
        """
        if self._sheet_cache is not None:
            try:
                made = self._print(sheet, paper, base_url or _ANY_ADDRESS)
            except MissingGlyphs as error:
                key = self._key("fault", sheet, paper, base_url or _ANY_ADDRESS)
                self._sheet_cache.keep(key, to_bytes(error))
                raise
            self.keep_pdf(sheet, paper, base_url, made.pdf)

    def keep_pdf(self, sheet: str, paper: str, base_url: str | None, pdf: bytes) -> None:
        """Put a sheet there that is finished: another press of this edition made it."""
        if self._sheet_cache is not None:
            self._sheet_cache.keep(self._key("pdf", sheet, paper, base_url or _ANY_ADDRESS), pdf)

    def prerender_pictures(self, sheet: str, paper: str, base_url: str) -> None:
        """Put its pictures there, as the list shows them."""
        if self._sheet_cache is not None:
            for density in DENSITIES:
                ppi = PICTURE_PPI * density
                made = self.picture(sheet, paper, base_url, ppi=ppi)
                self._sheet_cache.keep(self._key("png", sheet, paper, base_url, ppi, 1), made)

    def _key(self, *parts: object) -> tuple[object, ...]:
        # Fonts that are installed later show what was refused before.
        return (self._words.locale, *other_families(self._words.lang), *parts)

    def _cached(self, *parts: object) -> bytes | None:
        return self._sheet_cache.find(self._key(*parts)) if self._sheet_cache else None

    def picture(
        self,
        sheet: str,
        paper: str,
        base_url: str | None,
        *,
        ppi: float = PICTURE_PPI,
        page: int = 1,
    ) -> bytes:
        """A page of the sheet as PNG: its front, and small, where nothing else is asked for."""
        found = self._cached("png", sheet, paper, base_url, ppi, page)
        if found is not None:
            return found
        with telling_where(self._guide.dataset):
            # The small one is the one for sharp screens, made smaller.
            shrink = DENSITIES[-1] if ppi == PICTURE_PPI else 1
            return to_greyscale(self._drawn(sheet, paper, base_url, ppi * shrink, page), shrink)

    def _draw(self, sheet: str, paper: str, base_url: str | None, ppi: float, page: int) -> bytes:
        template, values = self._composed(sheet, paper, base_url)
        return picture(template, values, ppi, page)

    def _print(self, sheet: str, paper: str, base_url: str | None) -> Printed:
        pdf = self._cached("pdf", sheet, paper, base_url)
        if pdf is None:
            pdf = self._set(sheet, paper, base_url)
        return Printed.of(sheet, pdf)

    def _set(self, sheet: str, paper: str, base_url: str | None) -> bytes:
        """The sheet set anew; text that was refused once is refused at once."""
        known = self.refused(sheet, paper, base_url) if base_url else None
        if known is not None:
            raise known
        try:
            with telling_where(self._guide.dataset):
                template, values = self._composed(sheet, paper, base_url)
                return self._typeset(template, values)
        except MissingGlyphs as error:
            if len(self._refused) < KEPT:
                self._refused[sheet, paper, base_url] = to_bytes(error)
            raise

    def _typeset(self, template: str, values: Content) -> bytes:
        pdf = typeset(template, values, self._guide.dataset.trail.data_date)
        bleed = values.get("bleed")
        return with_bleed(pdf, bleed * 72 / 25.4) if isinstance(bleed, float) else pdf

    def _compose(
        self, sheet: str, paper: str, base_url: str | None, wishes: Wishes = AS_IS
    ) -> tuple[str, Content]:
        found = find_sheet(self._guide.dataset, sheet)
        size = find_paper(paper, found)
        if wishes.laid_out and found.kind != "trail":
            raise InvalidParameter("sheet", sheet, "a trail sheet: others have no such choice")
        words = on_paper(self._guide.dataset, self._words)
        codes = self._codes and wishes.codes
        links = (
            Links(_ANY_ADDRESS, codes, pictured=True)
            if base_url == _ANY_ADDRESS
            else Links.under(base_url, codes=codes)
        )
        context = SheetContext(self._guide, words, links)
        values = self._values(context, found, size, wishes)
        template = _TEMPLATES.get(found.kind, found.kind)
        return template, {name: _in_marks(value, words.lang) for name, value in values.items()}

    @staticmethod
    def _values(
        context: SheetContext, sheet: Sheet, paper: PaperSize, wishes: Wishes = AS_IS
    ) -> Content:
        story = context.guide.dataset.story
        if sheet.kind == "path" and story is not None:
            days = dates.period_days(context.guide.dataset.trail.period)
            path = tell_path(story, days, context.words)
            return path_sheet(context, path, tell_days(context, story, days), paper)
        education = context.guide.dataset.education
        if sheet.kind == "teaching" and education is not None:
            made = class_sheet(context.guide, education, sheet.class_sheet, context.words)
            return class_content(context, made, sheet.large, paper)
        if sheet.tour is None:
            of_trail = {
                "host": host_poster,
                "window": window_code,
                "bookmark": bookmark,
                "book": book,
            }
            return of_trail.get(sheet.kind, poster)(context, paper)
        if sheet.walk is not None:
            return part_sheet(context, sheet.walk, paper, wishes)
        itinerary = context.guide.itinerary(sheet.tour.id)
        if sheet.kind == "large":
            return large_print(context, itinerary, paper)
        if sheet.kind in _CARDS_UP:
            return stop_cards(context, itinerary, paper, _CARDS_UP[sheet.kind], sheet.stop)
        if sheet.kind == "atlas":
            return atlas(context, itinerary, paper)
        if sheet.kind == "plate":
            return plate(context, itinerary, paper, sheet.stop)
        if sheet.kind == "booklet":
            return booklet(context, itinerary, paper)
        if sheet.kind == "stitched":
            return stitched(context, itinerary, paper)
        return trail_sheet(context, itinerary, paper, wishes=wishes)


def _in_marks(value: object, lang: str) -> object:
    """Texts of a sheet with the marks of its language where pieces of them meet."""
    if not has_marks(lang):
        return value
    if isinstance(value, str):
        return value if value.startswith("<svg") else in_marks(value, lang)
    if isinstance(value, dict):
        return {name: _in_marks(inner, lang) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_in_marks(inner, lang) for inner in value]
    return value
