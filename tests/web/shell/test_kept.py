"""Values kept as long as they take no more than so many bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from trail.web.shell.kept import KeptValues, keep_plenty

Asked = Callable[[str], bytes]


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def ask(made: list[str]) -> Asked:
    kept = KeptValues[str, bytes](10, len)

    def make(key: str) -> bytes:
        made.append(key)
        return key.encode() * 4

    return lambda key: kept.get(key, lambda: make(key))


@pytest.fixture(autouse=True)
def sparing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever other tests had this process do."""
    monkeypatch.setattr(KeptValues, "times", 1)


def test_a_value_is_made_once_while_it_is_kept(ask: Asked, made: list[str]) -> None:
    assert [ask("a"), ask("b"), ask("a")] == [b"aaaa", b"bbbb", b"aaaa"]
    assert made == ["a", "b"]


def test_over_its_bytes_it_drops_what_was_asked_for_longest_ago(
    ask: Asked, made: list[str]
) -> None:
    for key in "abac":  # twelve bytes: b goes
        ask(key)
    ask("a")
    ask("c")
    assert made == ["a", "b", "c"]
    ask("b")
    assert made == ["a", "b", "c", "b"]


def test_what_is_dropped_makes_room(ask: Asked, made: list[str]) -> None:
    for key in "abcdeded":
        ask(key)
    assert made == ["a", "b", "c", "d", "e"]


def test_the_newest_is_kept_however_large() -> None:
    kept = KeptValues[str, bytes](10, len)
    made: list[str] = []

    def make() -> bytes:
        made.append("large")
        return b"x" * 99

    assert kept.get("large", make) == kept.get("large", make) == b"x" * 99
    assert made == ["large"]
    assert kept.get("small", lambda: b"y") == b"y"
    kept.get("large", make)
    assert made == ["large", "large"]


def test_a_process_that_draws_all_keeps_far_more(ask: Asked, made: list[str]) -> None:
    keep_plenty()
    for key in "abcdefabcdef":
        ask(key)
    assert made == list("abcdef")
