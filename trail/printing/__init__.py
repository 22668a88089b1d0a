"""Sheets to print: values to PDF. Knows no Flask and where no data lies."""

from trail.printing.press import Press
from trail.printing.sheets import (
    PAPERS,
    PaperNotFound,
    PaperSize,
    Sheet,
    SheetNotFound,
    find_paper,
    find_sheet,
    sheets_of,
)
from trail.printing.words import Words

__all__ = [
    "PAPERS",
    "PaperNotFound",
    "PaperSize",
    "Press",
    "Sheet",
    "SheetNotFound",
    "Words",
    "find_paper",
    "find_sheet",
    "sheets_of",
]
