"""Sheets to print: values to PDF. Knows no Flask and where no data lies."""

from trail.export.sheets.cache import SheetCache
from trail.export.sheets.press import PICTURE_PPI, Press
from trail.export.sheets.sheets import (
    BOOK,
    MORE_PAPERS,
    PAPERS,
    PATH,
    PATH_PAPERS,
    PLATE_PAPERS,
    Kind,
    PaperNotFound,
    PaperSize,
    Sheet,
    SheetNotFound,
    Wishes,
    class_sheets_of,
    find_paper,
    find_sheet,
    sheets_of,
    stop_sheets_of,
)
from trail.guide.words.phrases import Phrases

__all__ = [
    "BOOK",
    "MORE_PAPERS",
    "PAPERS",
    "PATH",
    "PATH_PAPERS",
    "PICTURE_PPI",
    "PLATE_PAPERS",
    "Kind",
    "PaperNotFound",
    "PaperSize",
    "Phrases",
    "Press",
    "Sheet",
    "SheetCache",
    "SheetNotFound",
    "Wishes",
    "class_sheets_of",
    "find_paper",
    "find_sheet",
    "sheets_of",
    "stop_sheets_of",
]
