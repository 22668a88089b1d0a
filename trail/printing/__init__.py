"""Sheets to print: values to PDF. Knows no Flask and where no data lies."""

from trail.printing.press import PICTURE_PPI, Press
from trail.printing.sheets import (
    PAPERS,
    PATH,
    PATH_PAPERS,
    PaperNotFound,
    PaperSize,
    Sheet,
    SheetNotFound,
    find_paper,
    find_sheet,
    sheets_of,
)
from trail.printing.shelf import Shelf
from trail.printing.words import Words

__all__ = [
    "PAPERS",
    "PATH",
    "PATH_PAPERS",
    "PICTURE_PPI",
    "PaperNotFound",
    "PaperSize",
    "Press",
    "Sheet",
    "SheetNotFound",
    "Shelf",
    "Words",
    "find_paper",
    "find_sheet",
    "sheets_of",
]
