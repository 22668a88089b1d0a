"""The table's rows: a client, what it is known to do, who reported it, and the check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

Take = Callable[[str], bytes]  # the file at a path of the trail


class Rule(NamedTuple):
    """`reports` are threads such as "owner/name#12", on GitHub."""

    client: str
    known: str
    reports: tuple[str, ...]
    check: Callable[[Take], None]


def table(rules: Iterable[Rule]) -> pytest.MarkDecorator:
    """A test for each row, named after what the client does."""
    return pytest.mark.parametrize(
        "rule", [pytest.param(rule, id=f"{rule.client}: {rule.known}") for rule in rules]
    )
