"""Which form the files have: that of this program, or another.

Told before anything else: what an older or newer form is made of would only be
reported as so many faults.
"""

from __future__ import annotations

from trail import __version__
from trail.base.errors import DatasetError, Problem
from trail.dataset.schema.trail import SCHEMA
from trail.dataset.text.faults import Document, kind_of, shown

FIELD = "schema"
_NUMBER = f"a whole number, {SCHEMA} for this program"


def check_version(trail: Document | None) -> None:
    """Raises DatasetError where trail.yaml has another version than this program reads."""
    if trail is None or not isinstance(trail.value, dict):
        return
    version = version_in(trail)
    if version < SCHEMA:
        wrong = f"is {version}" if version else "is missing"
        raise _fault(
            trail, f"{wrong}: older than this program", f"{SCHEMA}; run `trail migrate` to see how"
        )


def version_in(trail: Document) -> int:
    """The version that trail.yaml gives, 0 where it gives none.

    Raises DatasetError where it is no version, or one of a newer program.
    """
    value = trail.value.get(FIELD, 0) if isinstance(trail.value, dict) else 0
    if isinstance(value, bool) or not isinstance(value, int):
        wrong = f"is {kind_of(value)}" if value is None else f"{shown(value)} is {kind_of(value)}"
        raise _fault(trail, wrong, _NUMBER)
    if value < 1 and isinstance(trail.value, dict) and FIELD in trail.value:
        raise _fault(trail, f"there is no version {shown(value)}", _NUMBER)
    if value > SCHEMA:
        raise _fault(
            trail,
            f"{shown(value)} is newer than this program, {__version__}, knows",
            f"{SCHEMA} at most; a newer version of the program reads this data",
        )
    return value


def _fault(trail: Document, wrong: str, expected: str) -> DatasetError:
    return DatasetError([Problem(trail.file, "", FIELD, wrong, expected)])
