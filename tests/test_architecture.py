"""The rules of the house (docs/architecture.md), read from the imports of `trail/`.

Each rule is a function over sources, so that it is also tried on a house that breaks it.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.draw_house import PICTURE, draw
from tests.house import FLOORS, PACKAGE, ROOT, Sources, lies_in, nodes, part, read_sources, ties

# Inside web/, from what knows nothing of the others to what knows them all.
WEB = (
    ("shell",),
    ("maps", "ask", "search"),
    ("printing", "story"),
    ("walk", "teach", "api"),
    ("offline",),
    ("serve",),
    ("publish",),
)

# What other rooms may import of a room; all of `base` is open.
DOORS = {
    "dataset": (
        "trail.dataset", "trail.dataset.languages", "trail.dataset.schema", "trail.dataset.files",
        "trail.dataset.text",
    ),
    "guide": (
        "trail.guide.guide", "trail.guide.checking", "trail.guide.symbols",
        "trail.guide.days.chronology", "trail.guide.search", "trail.guide.walk",
        "trail.guide.words",
    ),
    "graphics": (
        "trail.graphics.basemap", "trail.graphics.days", "trail.graphics.figures",
        "trail.graphics.leaflet", "trail.graphics.maps", "trail.graphics.pictures",
        "trail.graphics.rota",
    ),
    "fieldtrip": (
        "trail.fieldtrip.plan_check", "trail.fieldtrip.planner", "trail.fieldtrip.sheets",
        "trail.fieldtrip.trip", "trail.fieldtrip.wording",
    ),
    "curation": (
        "trail.curation.health", "trail.curation.languages", "trail.curation.mending",
        "trail.curation.osm.importing", "trail.curation.osm.landmarks",
        "trail.curation.pictures", "trail.curation.questions", "trail.curation.sites",
    ),
    "export": (
        "trail.export.api", "trail.export.books", "trail.export.geo", "trail.export.ics",
        "trail.export.pictures", "trail.export.sheets", "trail.export.trips",
        "trail.export.trippicture",
    ),
    "web": (
        "trail.web.publish", "trail.web.serve.app", "trail.web.serve.server",
        "trail.web.shell.settings",
    ),
    "cli": ("trail.cli.main",),
}  # fmt: skip

# A library, and the only places that may import it.
LIBRARIES = {
    "folium": ("graphics.leaflet",),
    "branca": ("graphics.leaflet",),
    "geographiclib": ("base.geo",),
    "geopy": ("curation.sites.lookup",),
    "shapely": ("base.geo", "base.geo_areas", "base.geo_ground", "base.geo_nearby"),
    "yaml": ("dataset.text",),
    "pydantic": ("dataset",),
    "pydantic_core": ("dataset",),
    "flask": ("web",),
    "flask_babel": ("web",),
    "werkzeug": ("web",),
    "gunicorn": ("web.serve",),
    "waitress": ("web.serve",),
    "typst": ("export.sheets",),
    "segno": ("export.sheets",),
    "docx": ("export.sheets",),
    "PIL": ("export.sheets", "export.pictures", "curation.pictures"),
    "osmium": ("curation.osm",),
    "sqlalchemy": ("curation.questions",),
    "icalendar": ("export.ics",),
    "babel": ("guide.words", "web.shell", "curation", "export.books"),
    "brotli": ("web.shell",),
    "langcodes": ("dataset.schema",),
    "click": ("cli",),
}

MOST_LINES = 400
MOST_ENTRIES = 14  # at the top of a room; `cli` has a file a command
HANDED_ON = 30  # lines: a shorter module with one importer is part of that importer

# Names that two rooms have, each in its own field's sense.
ALLOWED_TWICE: frozenset[str] = frozenset()


def rising(sources: Sources) -> list[str]:
    """Imports that go to a floor not below, but inside the room."""
    wrong = []
    for tie in ties(sources):
        here, there = part(tie.importer, 1), part(tie.module, 1)
        if here == there or here not in FLOORS or there not in FLOORS:
            continue
        if FLOORS[there] >= FLOORS[here] or (here, there) == ("export", "curation"):
            wrong.append(str(tie))
    return wrong


def rising_in_web(sources: Sources) -> list[str]:
    """The same between the features of web/, and views that import another feature's."""
    rank = {name: number for number, row in enumerate(WEB) for name in row}
    wrong = []
    for tie in ties(sources):
        if part(tie.importer, 1) != "web" or part(tie.module, 1) != "web":
            continue
        here, there = part(tie.importer, 2), part(tie.module, 2)
        if here and there and here != there and rank[there] >= rank[here]:
            wrong.append(str(tie))
    return wrong


def circles(sources: Sources) -> list[list[str]]:
    """Modules that import one another, by whatever way round."""
    to: dict[str, set[str]] = defaultdict(set)
    for tie in ties(sources):
        if tie.module in sources and tie.module != tie.importer:
            to[tie.importer].add(tie.module)
    reached: dict[str, set[str]] = {}
    for start in sources:
        seen: set[str] = set()
        open_ends = list(to[start])
        while open_ends:
            module = open_ends.pop()
            if module not in seen:
                seen.add(module)
                open_ends += to[module]
        reached[start] = seen
    rings = {
        frozenset({start, *(other for other in reached[start] if start in reached[other])})
        for start in sources
        if start in reached[start]
    }
    return sorted(sorted(ring) for ring in rings)


def private_imports(sources: Sources) -> list[str]:
    return [
        str(tie)
        for tie in ties(sources)
        if tie.module.startswith("trail")
        and any(p.startswith("_") and not p.startswith("__") for p in
                [*tie.module.split("."), tie.name or ""])
    ]  # fmt: skip


def past_doors(sources: Sources) -> list[str]:
    """Imports from another room that no door leads to."""
    return [
        str(tie)
        for tie in ties(sources)
        if (there := part(tie.module, 1)) in DOORS
        and part(tie.importer, 1) != there
        and not any(
            tie.module == door if door == "trail.dataset" else lies_in(tie.module, door)
            for door in DOORS[there]
        )
    ]


def misplaced_libraries(sources: Sources) -> list[str]:
    return [
        str(tie)
        for tie in ties(sources)
        if (places := LIBRARIES.get(tie.module.split(".")[0]))
        and not any(lies_in(tie.importer, f"trail.{place}") for place in places)
    ]


def handed_on(sources: Sources) -> list[str]:
    """Short modules that one other module alone imports, and packages that hold one module."""
    importers: dict[str, set[str]] = defaultdict(set)
    for tie in ties(sources):
        importers[tie.module].add(tie.importer)
    packages = {module.rpartition(".")[0] for module in sources}
    return [
        module
        for module, text in sources.items()
        if module not in packages
        and len(text.splitlines()) < HANDED_ON
        and len(importers[module]) == 1
        # Where a feature says what it is, and where all of them stand in a row.
        and module.rpartition(".")[2] not in ("__main__", "feature", "features")
    ]


def class_twins(sources: Sources) -> dict[str, list[str]]:
    """Class names that occur in more than one module."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, text in sources.items():
        for node in nodes(text):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(module)
    return {
        name: places
        for name, places in found.items()
        if len(places) > 1 and name not in ALLOWED_TWICE
    }


def too_long(sources: Sources) -> list[str]:
    return [name for name, text in sources.items() if len(text.splitlines()) > MOST_LINES]


def crowded(sources: Sources) -> list[str]:
    """What at the top of the house is no room, and rooms with more entries than one surveys."""
    entries: dict[str, set[str]] = defaultdict(set)
    for module in sources:
        entries[part(module, 1)].add(part(module, 2))
    others = set(entries) - {*FLOORS, "", "__main__"}
    full = {room for room, names in entries.items() if len(names) > MOST_ENTRIES} - {"cli"}
    return sorted(others | full)


@pytest.fixture(scope="module")
def house() -> dict[str, str]:
    return read_sources()


def test_imports_go_down_the_floors(house: Sources) -> None:
    assert rising(house) == []


def test_features_of_the_web_import_only_what_lies_below(house: Sources) -> None:
    assert rising_in_web(house) == []


def test_no_circle_of_modules(house: Sources) -> None:
    assert circles(house) == []


def test_nothing_private_is_imported(house: Sources) -> None:
    assert private_imports(house) == []


def test_rooms_are_entered_by_their_doors(house: Sources) -> None:
    assert past_doors(house) == []


def test_a_library_is_imported_in_its_one_place(house: Sources) -> None:
    assert misplaced_libraries(house) == []


def test_no_module_is_only_handed_on(house: Sources) -> None:
    assert handed_on(house) == []


BROKEN = [
    (rising, {"trail.base.geo": "from trail.guide.guide import Guide"}),
    (rising, {"trail.graphics.rota": "def f():\n    from trail.fieldtrip.trip import Trip"}),
    (rising, {"trail.export.trips": "from trail.curation.health.links import links"}),
    (rising_in_web, {"trail.web.shell.rows": "from trail.web.walk.pages import bp"}),
    (rising_in_web, {"trail.web.walk.pages": "from trail.web.teach.room import bp"}),
    (
        circles,
        {
            "trail.base.a": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
            "    from trail.base.b import B",
            "trail.base.b": "from trail.base import c",
            "trail.base.c": "from trail.base.a import A",
        },
    ),
    (private_imports, {"trail.cli.new": "from trail.cli.serve import _base_url"}),
    (past_doors, {"trail.export.trips": "from trail.graphics.secret import draw"}),
    (misplaced_libraries, {"trail.guide.guide": "import shapely.geometry"}),
    (
        handed_on,
        {"trail.base.a": "from trail.base.tiny import f\n" * 40, "trail.base.tiny": "f = 1"},
    ),
    (
        class_twins,
        {"trail.base.a": "class Plan: ...", "trail.base.b": "class Plan: ..."},
    ),
    (too_long, {"trail.base.geo": "f = 1\n" * 401}),
    (crowded, {"trail.base": "", "trail.helpers": "f = 1"}),
    (crowded, {f"trail.base.part{number}": "" for number in range(15)}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "sources"), BROKEN)
def test_each_rule_sees_what_breaks_it(rule, sources) -> None:  # type: ignore[no-untyped-def]
    assert rule(sources)


def test_the_house_has_nine_rooms_of_a_size_to_survey(house: Sources) -> None:
    assert crowded(house) == []
    entries = {path.name for path in PACKAGE.iterdir()} - {"__pycache__", "_bundled"}
    assert entries == {*FLOORS, "__init__.py", "__main__.py", "py.typed"}
    for room in FLOORS:
        names = {path.name for path in (PACKAGE / room).iterdir()} - {"__pycache__"}
        assert room == "cli" or len(names) <= MOST_ENTRIES, (room, sorted(names))


def test_tests_and_templates_mirror_the_rooms() -> None:
    def folders(top: Path) -> set[str]:
        return {path.name for path in top.iterdir() if path.is_dir() and path.name[0] != "_"}

    assert set(FLOORS) <= folders(ROOT / "tests")
    features = {name for row in WEB for name in row}
    assert folders(PACKAGE / "web") == features
    assert folders(ROOT / "templates") - {"print", "epub", "new"} <= features


def test_a_class_name_means_one_thing(house: Sources) -> None:
    assert class_twins(house) == {}


def test_no_module_grows_past_400_lines(house: Sources) -> None:
    assert too_long(house) == []


def test_scripts_stay_under_150_lines() -> None:
    for path in sorted((ROOT / "static" / "js").glob("*.js")):
        assert len(path.read_text().splitlines()) <= 150, path.name


def test_the_program_knows_no_place() -> None:
    """The trail is data: another one anywhere runs on the same program."""
    names = re.compile(r"Portsmouth|New Hampshire|Kittery|Komura|Witte\b|Roosevelt")
    files = [
        *PACKAGE.rglob("*.py"), *(ROOT / "templates").rglob("*.*"),
        *(ROOT / "static").rglob("*.js"),
    ]  # fmt: skip
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


def test_the_picture_shows_the_house_as_it_stands(house: Sources) -> None:
    assert PICTURE.read_text() == draw(house), "stale: run `make picture`"
