"""Letters that nobody sees, and quotation marks that a word processor turned."""

from __future__ import annotations

import pytest

from trail.dataset.text.letters import find_unseen, without_unseen
from trail.dataset.text.quotes import find_mark, straightened_json, straightened_yaml


@pytest.mark.parametrize(
    ("text", "code", "clean"),
    [
        ("Berth 7\ufe0e", "U+FE0E", "Berth 7"),
        ("Toll\ufeff House", "U+FEFF", "Toll House"),
        ("Ware\u00adhouse", "U+00AD", "Warehouse"),
        ("a\u202eb\u202c", "U+202E", "ab"),
        ("a\u200db", "U+200D", "ab"),
        ("\u3164x", "U+3164", "x"),
        ("a\U000e0041b", "U+E0041", "ab"),
        ("a\u2028b", "U+2028", "ab"),
    ],
)
def test_a_letter_that_nobody_sees_is_found_and_taken_out(text: str, code: str, clean: str) -> None:
    found = find_unseen(text)
    assert found is not None
    assert found.code == code
    assert text[found.offset] == found.text
    assert without_unseen(text) == clean
    assert find_unseen(clean) is None


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: the break inside a word
        "क्\u200dष",  # Hindi: half a letter
        "ภาษา\u200bไทย",  # Thai: between words
        "葛\U000e0100",  # Han: which form of the letter
        "two\nlines\tand a tab",
        "é ā 信号 Ж א ⌂ — “quoted”",
    ],
)
def test_what_a_script_needs_stays(text: str) -> None:
    assert find_unseen(text) is None
    assert without_unseen(text) == text


@pytest.mark.parametrize(
    ("text", "straight"),
    [
        ('{"a": “b”}', '{"a": "b"}'),
        ("{'a': 'b'}", '{"a": "b"}'),
        ("{“a”: 1,}", '{"a": 1}'),
        ('{"a": “he said "no"”}', '{"a": "he said \\"no\\""}'),
        ('{"a": "“b”"}', '{"a": "“b”"}'),
        ('{"a": b}', None),
        ('{"a" "b"}', None),
    ],
)
def test_marks_of_json_are_straightened_where_they_are_syntax(
    text: str, straight: str | None
) -> None:
    assert straightened_json(text) == straight


def test_marks_of_yaml_are_straightened_round_a_whole_value_alone() -> None:
    assert straightened_yaml("a: “b: c”\n") == 'a: "b: c"\n'
    assert straightened_yaml("- “b”\n") == '- "b"\n'
    assert straightened_yaml("a: the “b” of c\n") == "a: the “b” of c\n"


def test_the_mark_is_named_where_it_stands() -> None:
    assert find_mark('{"a": “b”}', 6) == 6
    assert find_mark('{"a": 1 2}', 8) is None
