"""How many slips of the hand the check of places refuses: every slip of every site."""

from __future__ import annotations

from collections.abc import Iterator

from tests.slips import rate


def places() -> Iterator[tuple[str, str, str]]:
    for name, on_foot, limit in (
        ("slips that move a stop of a walk by 500 m", True, "99 %"),
        ("slips that take another site out of its town or over 20 km", False, "95 %"),
    ):
        refused, count, others = rate(on_foot)
        told = f"{refused:,} of {count:,} ({refused / count:.1%}), {len(others)} others accused"
        yield f"{name}: refused", told, limit
