"""BibTeX that no work can break: one entry each, whatever its fields hold."""

from __future__ import annotations

import pytest

from trail.dataset.schema.works import AuthorName, Work
from trail.export.books.bibliography import to_bibtex


def entry(**fields: object) -> str:
    given = {"id": "w", "kind": "book", "names": [], "year": 1905, "title": "T", "verified": "seen"}
    return to_bibtex([Work.model_validate(given | fields)])


def field(text: str, key: str) -> str:
    """The value as BibTeX delimits it: it counts every brace, also behind a backslash."""
    start = text.index(f" {key} = {{") + len(f" {key} = {{")
    depth = 1
    for end, char in enumerate(text[start:], start):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return text[start:end]
    raise AssertionError(f"{key} does not end")


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A {b} c", r"{A \{b\} c}"),
        ("A { b", r"{A \textbraceleft{} b}"),
        ("A } b, year = {1}, x = {", r"{A \textbraceright{} b, year = \textbraceleft{}1"
         r"\textbraceright{}, x = \textbraceleft{}}"),
        ("}} @misc{x, title = {{y", r"{\textbraceright{}\textbraceright{} @misc\textbraceleft{}x,"
         r" title = \textbraceleft{}\textbraceleft{}y}"),
        ("50% & #1 $x_2^3~ \\", r"{50\% \& \#1 \$x\_2\textasciicircum{}3\textasciitilde{} "
         r"\textbackslash{}}"),
    ],
)  # fmt: skip
def test_a_title_ends_where_it_ends(title: str, written: str) -> None:
    text = entry(title=title)
    assert field(text, "title") == written
    assert field(text, "year") == "1905"
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("key", ["doi", "url"])
def test_an_address_can_not_leave_its_field(key: str) -> None:
    start = "10.1234/a" if key == "doi" else "https://example.org/a"
    # The data's own check refuses a backslash in an address; in a DOI it is one letter more.
    tail, written = ("b\\c", "b%5Cc") if key == "doi" else ("bc", "bc")
    text = entry(**{key: f"{start}}},x={{{tail}"})
    assert field(text, key).removeprefix(start).replace("\\%", "%") == f"%7D,x=%7B{written}"


@pytest.mark.parametrize(
    ("family", "given", "author"),
    [
        ("Witte", "Sergei", "Witte, Sergei"),
        ("Little and Brown", None, "{Little and Brown}"),
        ("Smith, Jr", "A.", "{Smith, Jr}, A."),
        ("Anderson", "Sandy", "Anderson, Sandy"),
    ],
)
def test_a_name_stays_one_name(family: str, given: str | None, author: str) -> None:
    assert (
        field(entry(names=[AuthorName(family=family, given=given).model_dump()]), "author")
        == author
    )
