"""The sizes that the templates set text in: the same that trying all of them one by one finds."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import typst

from trail.export.sheets.typeset import FOLDER

_SOURCE = """
#import "/common.typ": *
#let sizes = (12pt, 11pt, 10pt, 9.5pt, 9pt, 8pt, 7pt, 6pt)
#let told(size) = if size == none { none } else { size / 1pt }
#let of(case) = {
  // As text does: the smaller, the more of it in a line, and the lower the lines.
  let heights(size) = case.items.map(item => item * (size / 10pt) * (size / 10pt) * 1mm)
  let fits(size) = {
    let found = heights(size)
    let all-within = found.all(height => height <= case.limit * 1mm)
    all-within and filled(found, 2mm, case.limit * 1mm).len() <= case.columns
  }
  let small(item, size) = item * (size / 10pt) <= case.limit
  let some = sizes.slice(0, case.sizes)
  (
    filling: told(largest-filling(some, heights, 2mm, case.limit * 1mm, case.columns)),
    filling_tried: told(some.find(fits)),
    all: told(largest-for-all(some, case.items, small)),
    all_tried: told(some.find(size => case.items.all(item => small(item, size)))),
    one: told(largest(some, fits)),
  )
}
#metadata(content.cases.map(of)) <found>
"""


def _found(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    answer = typst.query(
        _SOURCE.encode(),  # type: ignore[type-var]
        "<found>",
        field="value",
        one=True,
        root=str(FOLDER),
        sys_inputs={"content": json.dumps({"cases": cases, "families": []})},
    )
    found: list[dict[str, Any]] = json.loads(answer)
    return found


def test_the_largest_size_is_the_one_that_trying_all_finds() -> None:
    dice = random.Random(1905)
    cases = [
        {
            "items": [dice.uniform(1, 120) for _ in range(dice.randint(1, 16))],
            "limit": dice.uniform(20, 250),
            "columns": dice.randint(1, 4),
            "sizes": dice.randint(1, 8),
        }
        for _ in range(150)
    ]
    for case, found in zip(cases, _found(cases), strict=True):
        assert found["filling"] == found["filling_tried"] == found["one"], case
        assert found["all"] == found["all_tried"], case
    assert {found["filling"] is None for found in _found(cases)} == {True, False}


@pytest.mark.parametrize("limit", [0, -30])
def test_no_size_is_found_where_there_is_no_room(limit: int) -> None:
    case = {"items": [10, 20], "limit": limit, "columns": 1, "sizes": 8}
    assert _found([case])[0]["filling"] is None
    assert _found([case | {"sizes": 0}])[0]["filling"] is None
