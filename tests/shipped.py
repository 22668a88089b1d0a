"""The shipped trail, read once in a process and worked out once: for tests that look at it alone.

Who breaks a copy of it, or tests the reading itself, reads his own.
"""

from __future__ import annotations

from functools import cache

from trail import dataset
from trail.base.paths import DATA
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide


@cache
def shipped_dataset() -> Dataset:
    return dataset.load(DATA)


@cache
def shipped_guide() -> Guide:
    return Guide(shipped_dataset())
