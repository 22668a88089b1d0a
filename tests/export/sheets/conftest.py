"""Presses over the shipped trail and over the small one, and readers of what they print."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pytest
from pypdf import PdfReader

from trail import dataset
from trail.base.paths import DATA
from trail.dataset.schema.whole import Dataset
from trail.export.sheets import Press
from trail.guide.guide import Guide

ADDRESS = "https://www.treaty-trail.museum"  # no example: no code leads to one
Read = Callable[[str, str], PdfReader]


@pytest.fixture(scope="session")
def shipped() -> Guide:
    """The guide over the data that comes with the program."""
    return Guide(dataset.load(DATA))


@pytest.fixture(scope="session")
def press(shipped: Guide) -> Press:
    return Press(shipped)


@pytest.fixture(scope="session")
def small_press(sample_dataset: Dataset) -> Press:
    return Press(Guide(sample_dataset))


@pytest.fixture(scope="session")
def read(press: Press) -> Read:
    """A sheet of the shipped trail, opened; each is printed once."""

    @cache
    def opened(sheet: str, paper: str) -> PdfReader:
        return PdfReader(io.BytesIO(press.pdf(sheet, paper, ADDRESS).pdf))

    return opened


def text_of(reader: PdfReader) -> str:
    """All text in the order of the pages' content, on one line."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())
