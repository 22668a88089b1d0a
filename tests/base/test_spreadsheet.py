"""The one guard against formulas, and tables as spreadsheets read them."""

from __future__ import annotations

import csv
import io

import pytest

from trail.base.spreadsheet import cell, to_table

FORMULAS = (
    "=HYPERLINK(\"http://x\")", "+1+2", "-1+2", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0",
    "  =HYPERLINK()", "\u00a0=1", "\u3000=1", "\u200b=1", "\ufeff=1", "\u202a=1", "\x00=1",
    "\t", "\r\n", "\tplain", "\nplain",
    "＝1+1", "＋1", "－1+1", "＠SUM", " ＝1", "﹦1", "﹢1", "﹣1+1", "﹫a", "−1+1", "ー1+1",
    "-", "+49 123 456", "+49123456", "-1e5", "-.5", "-1,5", "--1", "=", "@",
)  # fmt: skip
TEXTS = (
    "", " ", "Market Square", "-70.7", "-70.757620", "43.07", "0", "-0", "a=b", "1=2", "a@b.org",
    "– a dash", "— another", "'quoted", "\"=1\"", "(=1)", "#", "%", "東京", "é",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_may_be_a_formula_is_told_to_be_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("\t=1", "'\t'=1"), ("\r=1", "'\r'=1"), ("\n=1", "'\n'=1"),
        ("a;=1", "a;'=1"), ("a;  @x", "a;'  @x"), ("a\t+1", "a\t'+1"), ("a\r\n-1", "a\r'\n'-1"),
        ("a;＝1", "a;'＝1"), ("a; b; c", "a; b; c"), ("one = two; three - four",) * 2,
    ],
)  # fmt: skip
def test_a_formula_is_guarded_behind_what_some_take_for_the_end_of_a_cell(
    text: str, guarded: str
) -> None:
    assert cell(text) == guarded


@pytest.mark.parametrize("text", TEXTS)
def test_any_other_text_and_every_number_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_a_table_guards_every_text_of_every_row() -> None:
    data = to_table(("a", "b"), [("=1", -5), ("x", None), ("-70.7", "  @y")])
    assert data == b"\xef\xbb\xbfa,b\r\n'=1,-5\r\nx,\r\n-70.7,'  @y\r\n"


def test_quotes_commas_and_lines_come_back() -> None:
    words = ["a,b", 'say "so"', "one\r\ntwo", "ü"]
    found = list(csv.reader(io.StringIO(to_table("abcd", [words]).decode("utf-8-sig"), newline="")))
    assert found == [list("abcd"), words]
