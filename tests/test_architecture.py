"""What the modules may know of each other and of the libraries, read from their imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "trail"
SOURCES = sorted(PACKAGE.rglob("*.py"))

# A library, and the only places that may import it.
ONLY = {
    "folium": {"maps"},
    "branca": {"maps"},
    "geopy": {"geo"},
    "shapely": {"geo"},
    "yaml": {"dataset", "story"},
    "flask": {"web"},
    "flask_babel": {"web"},
    "werkzeug": {"web"},
    "gunicorn": {"web"},
    "typst": {"printing"},
    "segno": {"printing"},
    "osmium": {"osm"},
    "sqlalchemy": {"questions"},
    "click": {"cli"},
}

# From what knows nothing to what knows everything: a module imports only from rows above its own,
# or from its own row.
ROWS = (
    ("errors", "paths", "readability", "replacing", "__init__"),
    ("geo",),
    ("models",),
    ("story", "education", "visits", "symbols", "dates", "query", "addresses"),
    (
        "addresses",
        "chronology",
        "ordering",
        "local_search",
        "network",
        "edges",
        "joins",
        "network_check",
        "story_checks",
    ),
    ("dataset", "story_parsing"),
    ("itinerary", "directions", "checking", "leg_check", "search", "questions", "planning"),
    ("insertion", "editing", "adding", "catalogs", "health", "links", "linkcheck", "newtrail"),
    ("wording", "plan_wording", "plan_sentences", "plan_events"),
    ("story_wording",),
    ("guide", "trip", "teaching"),
    ("basemap", "cartography", "diagram", "maps", "export", "osm", "plan_pictures"),
    ("features",),
    ("printing", "plan_files"),
    ("web",),
    ("publish",),
    ("cli", "__main__"),
)


def place(path: Path) -> str:
    """The row name of a module: its package under trail/, or its own name without a suffix."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name in ("cli", "geo", "osm"):
        if first.startswith(f"{name}_"):
            return name
    return first


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports when it runs, also inside functions."""
    tree = ast.parse(path.read_text())
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "trail":
                yield from (f"trail.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_imported_in_its_one_place(library: str) -> None:
    found = {
        place(path)
        for path in SOURCES
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert found <= ONLY[library]


def test_imports_point_up_the_table_only() -> None:
    rank = {name: number for number, row in enumerate(ROWS) for name in row}
    wrong = []
    for path in SOURCES:
        here = place(path)
        assert here in rank, f"{here} has no row in this table"
        for name in imports(path):
            parts = name.split(".")
            if parts[0] != "trail" or len(parts) < 2:
                continue
            there = place(PACKAGE / f"{parts[1]}.py")
            if there == "__version__" or there not in rank:
                continue
            if rank[there] > rank[here]:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong


def test_no_module_grows_past_400_lines() -> None:
    # models.py is the schema of every file and every value; search/index.py the rules that the
    # browser's search-core.js mirrors: one place to look is the reason.
    long = {
        str(path.relative_to(PACKAGE)): count
        for path in SOURCES
        if (count := len(path.read_text().splitlines())) > 400
    }
    assert set(long) <= {"models.py", "search/index.py"}


def test_scripts_stay_under_150_lines() -> None:
    for path in sorted((ROOT / "static" / "js").glob("*.js")):
        assert len(path.read_text().splitlines()) <= 150, path.name


def test_the_program_knows_no_place() -> None:
    """The trail is data: another one anywhere runs on the same program."""
    names = re.compile(r"Portsmouth|New Hampshire|Kittery|Komura|Witte\b|Roosevelt")
    files = [*SOURCES, *(ROOT / "templates").rglob("*.*"), *(ROOT / "static").rglob("*.js")]
    told = [str(path.relative_to(ROOT)) for path in files if names.search(path.read_text())]
    assert not told


def test_templates_trust_nothing() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        assert "|safe" not in text.replace(" ", ""), path.name
        assert "autoescape false" not in text, path.name
        assert not re.search(r"\sstyle=|\son[a-z]+=", text), path.name


def test_nothing_served_names_another_host_to_load_from() -> None:
    loads = re.compile(r"""(?:src=|url\(|<link[^>]*href=)\s*["']?(https?:)?//""")
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static").rglob("*.css")]:
        assert not loads.search(path.read_text()), path.name
