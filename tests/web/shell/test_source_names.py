"""Links to sources are called by who stands behind them and what stands there."""

from __future__ import annotations

import pytest

from trail.web.shell.source_names import source_name

KNOWN = {"www.example.org": "The Example", "news.example.org": "News, 1905"}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.org", "The Example"),
        ("http://example.org/", "example.org"),
        ("http://www.example.org/bells2.cfm", "The Example, Bells 2"),
        ("https://www.example.org/HistoricMarker2013.cfm", "The Example, Historic Marker 2013"),
        ("https://other.example/wiki/John_Hay.html", "other.example, John Hay"),
        ("https://other.example/wiki/Page:A_Book.djvu/360", "other.example, A Book, 360"),
        # The title stands before an id, or before nothing that tells.
        ("https://www.example.org/voices/a-day-of-welcome/article_80e071c2-4715-5fe6-b627-2f7a15c7.html",
         "The Example, A day of welcome"),
        ("https://www.example.org/story/news/2021/09/02/bells-ring/5682936001/",
         "The Example, Bells ring"),
        ("https://other.example/164950887-a-mansion", "other.example, A mansion"),
        # No words: the day, else the number.
        ("https://news.example.org/lccn/sn99063957/1905-08-29/ed-1/seq-1/ocr.txt",
         "News, 1905, 1905-08-29"),
        ("https://news.example.org/newspapers/TDN19050904.2.35", "News, 1905, 1905-09-04"),
        ("https://www.example.org/entry/2011/08/18/113041", "The Example, 2011-08-18"),
        ("https://www.example.org/books/p/141", "The Example, 141"),
        ("https://www.example.org/details?id=6249839", "The Example"),
        ("https://www.example.org/%E6%97%A5%E9%9C%B2%E6%88%A6%E4%BA%89", "The Example, 日露戦争"),
        ("https://www.example.org/b1mfBxvaZsFPNzCWQngQwO", "The Example"),
        ("https://www.example.org/the-example/", "The Example"),
    ],
)  # fmt: skip
def test_a_source_is_called_by_its_publisher_and_its_page(url: str, name: str) -> None:
    assert source_name(url, KNOWN) == name


def test_a_long_name_ends_between_words() -> None:
    name = source_name("https://www.example.org/" + "word-" * 40, KNOWN)
    assert name.endswith("word…")
    assert len(name) < 80
