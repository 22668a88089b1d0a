"""What schemathesis makes of the OpenAPI document: every operation, asked rightly and wrongly."""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings

from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

# The app answers in the encoding that is asked for; nothing here unpacks it.
HEADERS = {"Accept-Encoding": "identity"}

api = schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(Settings()), headers=HEADERS)


@api.hook
def map_query(_context: object, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Mend what the document can't say: south is not above north, some months have fewer than
    31 days, an interval ends after it begins."""
    query = dict(query or {})
    if isinstance(query.get("bbox"), str):
        query["bbox"] = _box(query["bbox"])
    if isinstance(query.get("datetime"), str):
        query["datetime"] = _time(query["datetime"])
    return query


def _box(text: str) -> str:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return text
    half = len(numbers) // 2
    if len(numbers) not in (4, 6):
        return text
    ends = [sorted(pair) for pair in zip(numbers[:half], numbers[half:], strict=True)]
    return ",".join(map(repr, [low for low, _ in ends] + [high for _, high in ends]))


def _time(text: str) -> str:
    start, _slash, end = text.partition("/")
    open_ended = f"{start}/.." if start.strip(".") and end.strip(".") else text
    return re.sub(r"-(29|3[01])(?=[Tt/]|$)", "-28", open_ended)


@api.parametrize()
@settings(max_examples=15, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_answer_keeps_the_promise_of_the_document(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(headers=HEADERS)
