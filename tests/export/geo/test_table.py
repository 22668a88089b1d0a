"""CSV: RFC 4180, readable in spreadsheets, harmless in them."""

from __future__ import annotations

import csv
import io

import pytest

from tests.export.geo.samples import FORMULA, HOSTILE, LOST, called, meta, site, tour
from trail.export.geo import to_csv


def rows(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


def test_header_names_the_columns_in_order() -> None:
    text = to_csv(tour(), meta()).decode("utf-8-sig")
    assert text.startswith(
        "number,id,name,town,state,lon,lat,accuracy_m,status,access,summary,leg_distance_m,url\r\n"
    )


def test_it_starts_with_a_byte_order_mark_once() -> None:
    document = to_csv(tour(), meta())
    assert document.startswith(b"\xef\xbb\xbfnumber,")
    assert document.count(b"\xef\xbb\xbf") == 1


def test_every_line_ends_in_crlf() -> None:
    document = to_csv(tour(), meta())
    assert document.endswith(b"\r\n")
    assert document.count(b"\n") == document.count(b"\r\n") == 5


def test_quotes_commas_and_line_breaks_come_back() -> None:
    name = 'A "fine", long\r\nname'
    (row,) = rows(to_csv([called(name)], meta()))
    assert row["name"] == name
    assert rows(to_csv(tour(), meta()))[1]["name"] == HOSTILE


@pytest.mark.parametrize(
    "start",
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "＝",
        "＠",
        "﹦",
        "﹢",
        " =",
        "\u00a0+",
        "  \u200b\ufeff=",
    ],
)
def test_a_text_that_starts_like_a_formula_gets_an_apostrophe(start: str) -> None:
    (row,) = rows(to_csv([called(f"{start}SUM(A1)")], meta()))
    assert row["name"] == f"'{start}SUM(A1)"


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("a;=SUM(A1)", "a;'=SUM(A1)"),
        ("a;  @x", "a;'  @x"),
        ("a\t+1", "a\t'+1"),
        ("a\n-1", "a\n'-1"),
        ("one = two; three - four", "one = two; three - four"),
        ("a.b@example.org", "a.b@example.org"),
    ],
)
def test_a_formula_behind_what_some_take_for_the_end_of_a_cell_is_guarded(
    text: str, guarded: str
) -> None:
    (row,) = rows(to_csv([site("x", "X", (1, 2), summary=text)], meta()))
    assert row["summary"] == guarded


def test_only_texts_are_guarded_not_numbers() -> None:
    row = rows(to_csv(tour(), meta()))[3]
    assert row["summary"] == f"'{FORMULA}"
    assert row["lon"] == "-70.750000"


def test_a_leg_is_on_the_row_it_starts_from() -> None:
    table = rows(to_csv(tour(), meta()))
    legs = tour().legs
    assert [row["leg_distance_m"] for row in table] == [*(f"{g.distance_m:.1f}" for g in legs), ""]
    closed = tour(loop=True)
    table = rows(to_csv(closed, meta()))
    assert float(table[3]["leg_distance_m"]) == pytest.approx(closed.legs[3].distance_m, abs=0.06)


def test_a_site_without_a_place_has_empty_cells() -> None:
    row = rows(to_csv([LOST], meta(site_url=None)))[0]
    assert {row[c] for c in ("number", "lon", "lat", "accuracy_m", "leg_distance_m", "url")} == {""}
    assert row["id"] == "lost"
