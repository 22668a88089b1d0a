"""Questions to the search over the shipped data, and the index that they are asked."""

from __future__ import annotations

import datetime as dt

from tests.shipped import shipped_dataset
from trail.dataset.schema.dates import TrailDate
from trail.guide.search import SearchIndex, Target, Wording, entries

# What is typed, and the title of the first hit of the first group.
QUERIES = (
    ("Witte", "Sergei Yulyevich Witte"),
    ("Vitte", "Sergei Yulyevich Witte"),
    ("Витте", "Sergei Yulyevich Witte"),
    ("витте сергей", "Sergei Yulyevich Witte"),
    ("WITTE", "Sergei Yulyevich Witte"),
    ("Komura", "Komura Jutarō"),
    ("小村", "Komura Jutarō"),
    ("小村寿太郎", "Komura Jutarō"),
    ("Комура", "Komura Jutarō"),
    ("komura jutaro", "Komura Jutarō"),
    ("Jutarou Komura", "Komura Jutarō"),
    ("Takahria", "Takahira Kogorō"),
    ("高平", "Takahira Kogorō"),
    ("金子堅太郎", "Kaneko Kentarō"),
    ("朝河貫一", "Asakawa Kan’ichi"),
    ("Kanichi", "Asakawa Kan’ichi"),
    ("Розен", "Roman Romanovich Rosen"),
    ("Korostowetz", "Ivan Yakovlevich Korostovets"),
    ("Коростовец", "Ivan Yakovlevich Korostovets"),
    ("Рузвельт", "Theodore Roosevelt"),
    ("ウェントワース", "Wentworth by the Sea"),
    ("Вентворт", "Wentworth by the Sea"),
    ("wentw", "Wentworth by the Sea"),
    ("Wenthworth by the sea", "Wentworth by the Sea"),
    ("Rockingam", "Rockingham Hotel"),
    ("st johns", "St. John’s Church"),
    ("carey cottage", "Creek Farm (Carey Cottage)"),
    ("ポーツマス海軍造船所", "Building 86, Portsmouth Naval Shipyard"),
    ("puddle dock", "Strawbery Banke"),
    ("cherry tres", "South Mill Pond Cherry Trees"),
    ("August 29", "August 29, 1905"),
    ("1905-08-29", "August 29, 1905"),
    ("article 9", "IX: Southern Sakhalin"),
    (
        "randall victors",
        "There Are No Victors Here! A Local Perspective on the Treaty of Portsmouth",
    ),
)  # fmt: skip

# What no index should stumble over.
ODD = (
    "", " ", "!!! ??? …", "x" * 10_000, "小" * 10_000, "שלום עולם", "مرحبا",
    "<script>alert(1)</script>",
    "\x00\x01\x7f", "%", "\\", "'", "’", "a" * 300 + " witte", "🌸", "e\u0301", "ﬁ", "İstanbul",
    "ß", "ΣΊΣΥΦΟΣ", "the", "of the", "w", "á la Witte", "\u202eettiW", "1905", "第9条", "ー",
)  # fmt: skip


def english_date(when: TrailDate | str) -> str:
    """An exact day in words, anything else as it is."""
    try:
        day = dt.date.fromisoformat(str(when))
    except ValueError:
        return str(when)
    return f"{day:%B} {day.day}, {day.year}"


def address(target: Target) -> str:
    part = f"#{target.part}" if target.part else ""
    return f"/{target.kind}/{target.key or ''}{part}"


WORDING = Wording(address, english_date, lambda n: f"Demand {n}", lambda n: f"Article {n}")


def shipped_index() -> SearchIndex:
    """The index of everything that ships."""
    found = shipped_dataset()
    return SearchIndex(entries(found, found.story, WORDING))
