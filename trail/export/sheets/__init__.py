"""Sheets to print: values to PDF. Knows no Flask and where no data lies."""

from trail.export.sheets.cache import SheetCache
from trail.export.sheets.press import PICTURE_PPI, Press
from trail.export.sheets.sheets import (
    PAPERS,
    PATH,
    PATH_PAPERS,
    PaperNotFound,
    PaperSize,
    Sheet,
    SheetNotFound,
    class_sheets_of,
    find_paper,
    find_sheet,
    sheets_of,
)
from trail.guide.words.phrases import Phrases

__all__ = [
    "PAPERS",
    "PATH",
    "PATH_PAPERS",
    "PICTURE_PPI",
    "PaperNotFound",
    "PaperSize",
    "Phrases",
    "Press",
    "Sheet",
    "SheetCache",
    "SheetNotFound",
    "class_sheets_of",
    "find_paper",
    "find_sheet",
    "sheets_of",
]
