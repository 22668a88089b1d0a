"""Folium's maps: lean, deterministic, safe; nothing inline, no other host unasked."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from trail.base import paths
from trail.base.geo import Position
from trail.graphics import leaflet as maps
from trail.graphics.leaflet import FoliumMap, MapLine, MapMarker, MapSpec
from trail.graphics.maps import MapMark, MapView, SvgMap, draw_map

WORDS = maps.map_strings(str)
# Leaflet 1.9.4 as django-js-lib-leaflet 1.9.4.1 ships it.
LEAFLET = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}


def _mark(number: int, lon: float, lat: float, **more: object) -> MapMarker:
    mark = MapMarker(
        id=f"place-{number}",
        position=Position(lon, lat),
        name=f"{number}. Place: stands, outside only",
        shape="stands",
        number=number,
        entry=f"stop-{number}",
    )
    return replace(mark, **more)  # type: ignore[arg-type]


MARKS = (_mark(1, 10.0, 55.0), _mark(2, 10.01, 55.005), _mark(3, 10.02, 55.001))
LINES = (
    MapLine((MARKS[0].position, Position(10.004, 55.004), MARKS[1].position), follows_streets=True),
    MapLine((MARKS[1].position, MARKS[2].position), follows_streets=False),
)


def _drawn(*marks: MapMarker, title: str = "Drawn", detailed: bool = True) -> SvgMap:
    view = MapView(
        title,
        "",
        tuple(MapMark(mark.position, str(mark.number or ""), mark.shape) for mark in marks),
    )
    return replace(draw_map((), view), detailed=detailed)


SPEC = MapSpec("harbor-walk", "Map of the harbor walk", MARKS, _drawn(*MARKS), (), ("Own.",))
LAND = replace(SPEC, drawn=_drawn(*MARKS, detailed=False), lines=LINES)


class _Elements(HTMLParser):
    """Every element with its attributes, and the text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(markup))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def _stops(made: FoliumMap) -> list[dict[str, object]]:
    found = re.search(r'trailMap\.add\(\w+, "stops", (\[.*\])\);', made.script)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_same_spec_gives_the_same_bytes() -> None:
    assert maps.render_map(SPEC, WORDS) == maps.render_map(SPEC, WORDS)


def test_a_map_is_the_same_alone_or_after_others() -> None:
    alone = maps.render_map(SPEC, WORDS)
    other = maps.render_map(replace(SPEC, id="other"), WORDS)
    assert maps.render_map(SPEC, WORDS) == alone
    assert other.element_id != alone.element_id
    assert other.script.replace("_other", "_harbor_walk") == alone.script


def test_nothing_stands_inline() -> None:
    body = maps.render_map(SPEC, WORDS).body
    for tag, attributes in _Elements(body).found:
        assert tag not in {"script", "style", "link", "meta", "iframe"}
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_the_drawn_map_stands_inside_the_element() -> None:
    made = maps.render_map(SPEC, WORDS)
    tags = [tag for tag, _ in _Elements(made.body).found]
    holder = next(a for _, a in _Elements(made.body).found if a.get("id") == made.element_id)
    assert holder["data-name"] == "Map of the harbor walk"
    assert SPEC.drawn.svg in made.body
    assert tags.index("svg") < tags.index("button")


def test_the_skip_link_leads_past_the_map() -> None:
    elements = _Elements(maps.render_map(SPEC, WORDS).body).found
    skip = next(a["href"] for tag, a in elements if tag == "a")
    ids = [a.get("id") for _, a in elements]
    assert skip == f"#{ids[-1]}"


def test_leaflet_is_all_that_folium_asks_for() -> None:
    made = maps.render_map(SPEC, WORDS)
    whole = made.body + made.script
    for unwanted in (
        "jquery",
        "bootstrap",
        "awesome",
        "cdn",
        "user-scalable",
        "L.Icon",
        "bindPopup",
    ):
        assert unwanted not in whole
    hosts = set(re.findall(r"https?://([^/\"'\\]+)", whole))
    assert hosts == {"tile.openstreetmap.org", "www.openstreetmap.org", "www.w3.org"}  # of SVG


def test_folium_itself_is_left_as_it_was() -> None:
    import folium

    before = [list(folium.Map.default_js), list(folium.Map.default_css)]
    maps.render_map(SPEC, WORDS)
    assert [list(folium.Map.default_js), list(folium.Map.default_css)] == before


def test_streets_are_made_but_not_added() -> None:
    script = maps.render_map(SPEC, WORDS).script
    name = re.search(r"var (\w+) = L\.tileLayer\(", script)
    assert name
    assert f"{name[1]}.addTo(" not in script
    assert f'"tiles", {name[1]});' in script


def test_marks_keep_their_order_and_their_text() -> None:
    stops = _stops(maps.render_map(SPEC, WORDS))
    assert [stop["id"] for stop in stops] == ["place-1", "place-2", "place-3"]
    assert [stop["name"] for stop in stops] == [mark.name for mark in MARKS]
    assert stops[0]["at"] == [55.0, 10.0]  # Leaflet says lat, lon


def test_street_and_straight_legs_differ() -> None:
    script = maps.render_map(LAND, WORDS).script
    assert script.count("L.polyline(") == 3  # casing, way, straight
    assert '"className": "trail-way"' in script
    assert '"className": "trail-straight"' in script
    only = maps.render_map(replace(LAND, lines=LINES[:1]), WORDS).script
    assert "trail-straight" not in only
    town = maps.render_map(replace(SPEC, lines=LINES), WORDS).script
    assert "L.polyline(" not in town  # the drawing has the way


def test_rings_are_drawn_for_areas_and_for_the_site_itself() -> None:
    marks = (
        replace(MARKS[0], here=True, accuracy_m=40.0),
        replace(MARKS[1], area=True, accuracy_m=80.0),
        replace(MARKS[2], accuracy_m=20.0),
    )
    script = maps.render_map(replace(LAND, marks=marks), WORDS).script
    assert script.count("L.circle(") == 2
    assert script.count("trail-accuracy") == 1
    assert script.count("trail-area") == 1


def _options(made: FoliumMap) -> dict[str, Any]:
    found = re.search(r"trailMap\.create\(.*?, (\{.*\})\);", made.script)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_view_is_the_drawn_map_and_never_leaves_it() -> None:
    options = _options(maps.render_map(SPEC, WORDS))
    box = SPEC.drawn.bbox
    corners = [[box.south, box.west], [box.north, box.east]]
    assert options["frame"] == [[round(value, 7) for value in corner] for corner in corners]
    assert options["units"] == [SPEC.drawn.width, SPEC.drawn.height]
    assert options["deep"] is False
    assert _options(maps.render_map(LAND, WORDS))["deep"] is True


def test_marks_off_their_place_are_where_the_drawing_has_them() -> None:
    marks = (_mark(1, 10.0, 55.0), _mark(2, 10.000001, 55.0), _mark(3, 10.02, 55.01))
    drawn = _drawn(*marks)
    layouts = _options(maps.render_map(replace(SPEC, marks=marks, drawn=drawn), WORDS))["layouts"]
    for overlay in drawn.overlays:
        layout = layouts[overlay.density]
        assert layout["mark"] == overlay.mark
        assert [placed[0] for placed in layout["placed"]] == [[0], [1]]
        for (member,), x, y in layout["placed"]:
            (mark,) = [mark for mark in overlay.marks if mark.members == (member,)]
            assert (x, y) == pytest.approx(mark.centre)


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1).filter(str.strip))
def test_no_text_breaks_out_of_page_or_script(text: str) -> None:
    spec = replace(
        SPEC, name=text, marks=(replace(MARKS[0], name=text, label=text),), credits=(text,)
    )
    made = maps.render_map(spec, WORDS)
    plain = maps.render_map(
        replace(spec, name="n", marks=(replace(MARKS[0], name="n"),), credits=("n",)), WORDS
    )
    assert [tag for tag, _ in _Elements(made.body).found] == [
        tag for tag, _ in _Elements(plain.body).found
    ]
    assert "</" not in made.script.replace("\\u003c/", "")
    assert _stops(made)[0]["name"] == text


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.getcwd() }}",
        "{{ this.get_name() }}",
        "Market Square {% maybe %}",
        "Room {# 5",
        "{% raw %}{{ '{% endraw %}' }}",
        "{% endmacro %}{{ 7 * 7 }}",
        "</div><script>alert(1)</script>",
        "${alert(1)}`\\u0022);alert(1);//\u2028",
    ],
)
def test_no_text_is_compiled(text: str) -> None:
    told = dict.fromkeys(("id", "name", "label", "entry", "href", "state", "directions"), text)
    marks = (replace(MARKS[0], **told),)  # type: ignore[arg-type]
    spec = MapSpec(text, text, marks, _drawn(*MARKS, title=text), LINES, (text,))
    made = maps.render_map(spec, dict.fromkeys(WORDS, text))
    plain = maps.render_map(SPEC, WORDS)
    found = _Elements(made.body + made.more)
    other = _Elements(plain.body + plain.more)
    assert [tag for tag, _ in found.found] == [tag for tag, _ in other.found]
    assert {
        attributes["data-name"] for _, attributes in found.found if "data-name" in attributes
    } == {text}
    # The drawing's title, skip link, two buttons' words, credits.
    assert found.text.count(text) == 5
    assert re.fullmatch(r"map_[a-z0-9_]+", made.element_id)
    assert _stops(made)[0] == {
        "at": [55.0, 10.0], "shape": "stands", "number": 1,
        **told,
    }  # fmt: skip


def test_maps_of_other_words_compile_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    maps.render_map(SPEC, WORDS)
    compiled: list[object] = []
    true = Environment.compile

    def compile_(self: Environment, source: object, *args: object, **kwargs: object) -> object:
        compiled.append(source)
        return true(self, source, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_)
    maps.render_map(replace(SPEC, id="other", name="Other"), dict.fromkeys(WORDS, "Other"))
    # Folium makes a figure of every map, and compiles this constant for it.
    assert compiled == ['<meta http-equiv="content-type" content="text/html; charset=UTF-8" />']


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (replace(SPEC, marks=(), lines=()), "at least one mark"),
        (replace(SPEC, marks=(MARKS[0], replace(MARKS[1], name=MARKS[0].name))), "two marks"),
        (replace(SPEC, marks=(replace(MARKS[0], entry=None),)), "leads nowhere"),
        (replace(SPEC, marks=(_mark(1, float("nan"), 55.0),)), "no finite position"),
        (
            replace(SPEC, marks=tuple(_mark(n, 10.0, 55.0) for n in range(maps.MARKS_MAX + 1))),
            "at most",
        ),
    ],
)
def test_a_map_that_would_mislead_is_refused(spec: MapSpec, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        maps.render_map(spec, WORDS)


def test_the_words_that_scripts_use_are_all_there() -> None:
    scripts = "".join(file.read_text() for file in sorted(paths.STATIC.glob("js/map*.js")))
    used = set(re.findall(r"(?<!-)\bwords\.(\w+)", scripts)) | {"refused", "unavailable", "timeout"}
    in_page = {"skip", "locate", "tiles", "zoom_in", "zoom_out"}
    assert used | in_page == set(WORDS)


def test_translations_keep_the_gaps() -> None:
    turned = maps.map_strings(str.upper)
    assert turned["skip"] == "SKIP THE MAP"
    assert set(turned) == set(WORDS)


def test_page_config_gives_addresses_and_words() -> None:
    config = maps.page_config(
        {"map_a": "/maps/a.js"}, basemap="/b.js", asset=lambda name: f"/s/{name}", words=WORDS
    )
    assert config["leaflet"] == "/s/leaflet/leaflet.js"
    assert config["css"] == "/s/leaflet/leaflet.css"
    assert config["maps"] == {"map_a": "/maps/a.js"}
    assert config["words"] == WORDS


@pytest.mark.parametrize("name", LEAFLET)
def test_leaflet_is_the_one_that_was_checked(name: str) -> None:
    body = (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()
    assert hashlib.sha256(body).hexdigest() == LEAFLET[name]


def test_scripts_are_short_and_import_what_there_is() -> None:
    folder = paths.STATIC / "js"
    for file in sorted(folder.glob("map*.js")):
        text = file.read_text()
        assert len(text.splitlines()) < 150, file.name
        for wanted in re.findall(r'from "\./([\w-]+\.js)"', text):
            assert (folder / wanted).is_file(), f"{file.name} imports {wanted}"
