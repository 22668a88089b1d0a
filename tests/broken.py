"""Ways to break the sample dataset, and what must be said of each.

Long, and in long lines, because it is a table: one row a kind of fault.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.sample import Sample

Change = Callable[[Sample], None]

SITES, TRAIL, PEOPLE, TRACKS = "sites.geojson", "trail.yaml", "people.yaml", "tracks.yaml"
STREETS, SHORE, REGION = "map/streets.geojson", "map/shore.geojson", "map/region.geojson"
NAN, INFINITY = float("nan"), float("inf")


@dataclass(frozen=True)
class Case:
    """One fault: where it must be reported, and words that the message must hold.

    `also` lists places (file, feature, field) of faults that can't but follow.
    `alone`: the change takes away what other changes are made in.
    """

    name: str
    change: Change
    file: str
    feature: str
    field: str
    wrong: str
    expected: str
    also: tuple[tuple[str, str, str], ...] = ()
    alone: bool = False

    @property
    def place(self) -> tuple[str, str, str]:
        return self.file, self.feature, self.field


# ---------------------------------------------------------------- ways to change


def put(value: Any, *path: str | int) -> Callable[[Any], None]:
    """Set what lies at `path` inside plain values; a missing last name is added."""

    def change(root: Any) -> None:
        for part in path[:-1]:
            root = root[part]
        if isinstance(root, list) and path[-1] == len(root):
            root.append(value)
        else:
            root[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Any], None]:
    """Remove what lies at `path`."""

    def change(root: Any) -> None:
        for part in path[:-1]:
            root = root[part]
        del root[path[-1]]

    return change


def prop(site_id: str, change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.properties(site_id))


def feature(site_id: str, change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.feature(site_id))


def at(site_id: str, *coordinates: Any) -> Change:
    return feature(site_id, put(list(coordinates), "geometry", "coordinates"))


def sites(change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.sites)


def trail(change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.trail)


def tour(tour_id: str, change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.tour(tour_id))


def people(change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.people)


def tracks(change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.tracks)


def layer(name: str, change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.layers[name])


def moved(west_deg: float, *indices: int) -> Callable[[Any], None]:
    """Move polygons of a layer to the west."""

    def west(coordinates: list[Any]) -> list[Any]:
        if isinstance(coordinates[0], list):
            return [west(inner) for inner in coordinates]
        return [round(coordinates[0] - west_deg, 4), coordinates[1]]

    def change(root: Any) -> None:
        for index in indices:
            geometry = root["features"][index]["geometry"]
            geometry["coordinates"] = west(geometry["coordinates"])

    return change


def drawn(name: str, feature_id: str, change: Callable[[Any], None]) -> Change:
    return lambda sample: change(sample.drawn(name, feature_id))


def shape(name: str, feature_id: str, value: Any, *path: str | int) -> Change:
    return drawn(name, feature_id, put(value, "geometry", "coordinates", *path))


def text(file: str, content: str | bytes | None) -> Change:
    return put_text(file, lambda _: content)


def replaced(file: str, old: str, new: str) -> Change:
    """Change the file's text, after all other changes were made."""

    def edit(whole: str) -> str:
        if old not in whole:
            raise ValueError(f"{old!r} is not in {file}")
        return whole.replace(old, new, 1)

    return put_text(file, edit)


def put_text(file: str, edit: Callable[[str], str | bytes | None]) -> Change:
    def change(sample: Sample) -> None:
        sample.texts[file] = edit(sample.files().get(file, ""))

    return change


def repeated_site(sample: Sample) -> None:
    copied = sample.copy().feature("landing-stage")
    sample.sites["features"].append(copied)


def words(count: int) -> str:
    return " ".join(["word"] * count)


# ---------------------------------------------------------------- the table

UNREADABLE = [
    Case("sites missing", text(SITES, None), SITES, "", "", "is missing", "a file of this name"),
    Case("trail missing", text(TRAIL, None), TRAIL, "", "", "is missing", "a file of this name"),
    Case("people missing", text(PEOPLE, None), PEOPLE, "", "", "is missing", "a file"),
    Case("tracks missing", text(TRACKS, None), TRACKS, "", "", "is missing", "a file"),
    Case("sites empty", text(SITES, ""), SITES, "", "", "is empty", "the data"),
    Case("sites blank", text(SITES, " \n\n"), SITES, "", "", "is empty", "the data"),
    Case("trail empty", text(TRAIL, ""), TRAIL, "", "", "is empty", "the data"),
    Case("people only a comment", text(PEOPLE, "# none\n"), PEOPLE, "", "", "is empty", "the data"),
    Case("layer empty", text(SHORE, ""), SHORE, "", "", "is empty", "the data"),
    Case("sites UTF-16", text(SITES, "{}".encode("utf-16")), SITES, "", "", "UTF-16", "UTF-8"),
    Case(
        "sites Latin-1",
        text(SITES, '{"name":\n "Kererū"}'.encode("cp1257")),
        SITES,
        "",
        "",
        "not UTF-8: byte 0xFB at line 2, column 8",
        "UTF-8",
    ),
    Case(
        "people Latin-1",
        text(PEOPLE, "- id: é".encode("latin-1")),
        PEOPLE,
        "",
        "",
        "byte 0xE9 at line 1, column 7",
        "UTF-8",
    ),
    Case("JSON cut short", text(SITES, '{"type": '), SITES, "", "", "line 1, column 10", "a value"),
    Case("JSON text unclosed", text(SITES, '{"a": "b\n'), SITES, "", "", "line 1, column", "line"),
    Case("JSON comma last", text(SITES, '{"a": 1,\n}'), SITES, "", "", "not JSON", "no comma"),
    Case("JSON no comma", text(SITES, '{"a": 1\n"b": 2}'), SITES, "", "", "line 2, column 1", "a comma"),
    Case("JSON single quotes", text(SITES, "{'a': 1}"), SITES, "", "", "column 2", "straight marks"),
    Case("JSON with more after it", text(SITES, "{}\n{}"), SITES, "", "", "line 2", "nothing after"),
    Case("JSON bad escape", text(SITES, '{"a": "\\x"}'), SITES, "", "", "column 8", "backslash"),
    Case("JSON nested deep", text(SITES, "[" * 200_000), SITES, "", "", "nested too deep", "levels"),
    Case(
        "JSON number of 5,000 digits",
        text(SITES, '{"type": ' + "9" * 5000 + "}"),
        SITES,
        "",
        "",
        "thousands of digits at line 1, column 10",
        "a short number",
    ),
    Case("JSON NUL", text(SITES, '{"a": "\0"}'), SITES, "", "", "U+0000 at line 1, column 8", "without"),
    Case("sites a list", text(SITES, "[]"), SITES, "", "", "is a list", "FeatureCollection"),
    Case("sites null", text(SITES, "null"), SITES, "", "", "null", "FeatureCollection"),
    Case("sites text", text(SITES, '"hello"'), SITES, "", "", "is text", "FeatureCollection"),
    Case("YAML tab", text(TRAIL, "title: a\n\tb: c\n"), TRAIL, "", "", "line 2, column 1", "no tabs"),
    Case("YAML unclosed", text(TRACKS, "note: [a, b\n"), TRACKS, "", "", "not YAML", "YAML"),
    Case("YAML colon in text", text(PEOPLE, "- id: a: b\n"), PEOPLE, "", "", "line 1, column 8", "quote"),
    Case("YAML quote open", text(PEOPLE, '- id: "a\n'), PEOPLE, "", "", "of line 1 is never closed", "a closing mark"),
    Case("YAML nested deep", text(PEOPLE, "[" * 100_000), PEOPLE, "", "", "nested too deep", "levels"),
    Case("YAML alias", text(TRACKS, "a: &x [1]\nb: *x\n"), TRACKS, "", "", "alias", "the value itself"),
    Case("YAML bomb", text(PEOPLE, "a: &a [x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(12))),
        PEOPLE, "", "", "an anchor", "the value itself"),
    Case(
        "YAML Python tag",
        text(PEOPLE, '!!python/object/apply:os.system ["touch /tmp/treaty-trail-was-here"]'),
        PEOPLE,
        "",
        "",
        "a tag ('tag:yaml.org,2002:python/object/apply:os.system') at line 1, column 1",
        "plain value",
    ),
    Case("YAML tag", text(PEOPLE, "- !!str 12\n"), PEOPLE, "", "", "a tag", "plain value"),
    Case("YAML second document", text(PEOPLE, "- a\n---\n- b\n"), PEOPLE, "", "", "second document", "one"),
    Case("YAML control character", text(PEOPLE, "- id: \x07\n"), PEOPLE, "", "", "U+0007", "without"),
    Case("trail a list", text(TRAIL, "- a\n"), TRAIL, "", "", "is a list", "an object"),
    Case("trail text", text(TRAIL, "hello\n"), TRAIL, "", "", "is text", "an object"),
    Case("people an object", text(PEOPLE, "people: []\n"), PEOPLE, "", "", "an object", "a list of people"),
    Case("tracks a list", text(TRACKS, "[1]\n"), TRACKS, "", "", "is a list", "an object"),
    Case("layer not JSON", text(SHORE, "<kml/>"), SHORE, "", "", "line 1, column 1", "a value"),
    Case("layer with .json", text("map/more.json", "{}"), "map/more.json", "", "", "is not a map layer", ".geojson"),
]  # fmt: skip

COLLECTION = [
    Case("no type", sites(drop("type")), SITES, "", "type", "is missing", "FeatureCollection"),
    Case("another type", sites(put("Feature", "type")), SITES, "", "type", "'Feature'", "FeatureCollection"),
    Case("type a number", sites(put(3, "type")), SITES, "", "type", "a number", "FeatureCollection"),
    Case("crs", sites(put({"type": "name"}, "crs")), SITES, "", "crs", "coordinate", "WGS84"),
    Case("member misspelt", sites(put("x", "titel")), SITES, "", "titel", "did you mean title?", "one of"),
    Case("member no text", sites(put(3, "title")), SITES, "", "title", "3 is a number", "text"),
    Case("collection's bbox", sites(put([1, 2], "bbox")), SITES, "", "bbox", "not a box", "west"),
    Case("feature a text", sites(put("x", "features", 5)), SITES, "#6", "", "is text", "type Feature"),
    Case("no features", sites(drop("features")), SITES, "", "features", "missing", "a list", alone=True),
    Case("features an object", sites(put({}, "features")), SITES, "", "features", "an object", "list", alone=True),
    Case("no site at all", sites(put([], "features")), SITES, "", "features", "empty", "at least one",
         alone=True),
    Case("repeated key at the top", replaced(SITES, '"type": "FeatureCollection"', '"type": "x", "type": "FeatureCollection"'),
         SITES, "", "type", "given twice", "once"),
    Case("repeated key in a site", replaced(SITES, '"town": "Kererū Bay"', '"town": "A", "town": "B"'),
         SITES, "landing-stage", "town", "given twice", "once"),
]  # fmt: skip

FEATURE = [
    Case("feature's type", feature("custom-house", put("Site", "type")), SITES, "custom-house", "type", "'Site'", "Feature"),
    Case("feature without type", feature("south-light", drop("type")), SITES, "south-light", "type", "missing", "Feature"),
    Case("feature's unknown member", feature("custom-house", put(1, "proprties")), SITES, "custom-house", "proprties",
         "did you mean properties?", "geometry"),
    Case("id missing", feature("lost-camp", drop("id")), SITES, "#5", "id", "is missing", "an id"),
    Case("id a number", feature("lost-camp", put(7, "id")), SITES, "#5", "id", "7 is a number", "an id"),
    Case("id null", feature("lost-camp", put(None, "id")), SITES, "#5", "id", "null", "an id"),
    Case("id with capitals", feature("lost-camp", put("Lost Camp", "id")), SITES, "#5", "id", "'Lost Camp'", "lower-case"),
    Case("id with a slash", feature("lost-camp", put("../etc", "id")), SITES, "#5", "id", "'../etc'", "hyphens"),
    Case("id empty", feature("lost-camp", put("", "id")), SITES, "#5", "id", "''", "an id"),
    Case("id ends in a line break", feature("lost-camp", put("camp\n", "id")), SITES, "#5", "id", r"'camp\n'", "an id"),
    Case("id too long", feature("lost-camp", put("a" * 65, "id")), SITES, "#5", "id", "65 characters", "at most 64"),
    Case("id twice", repeated_site, SITES, "#6", "id", "'landing-stage' is already the id of #1", "of its own"),
    Case("no properties", feature("lost-camp", drop("properties")), SITES, "lost-camp", "properties", "missing", "object"),
    Case("properties null", feature("lost-camp", put(None, "properties")), SITES, "lost-camp", "properties", "null", "object"),
    Case("properties a list", feature("lost-camp", put([], "properties")), SITES, "lost-camp", "properties", "list", "object"),
    Case("no geometry", feature("custom-house", drop("geometry")), SITES, "custom-house", "geometry", "is missing", "null"),
    Case("geometry a text", feature("custom-house", put("here", "geometry")), SITES, "custom-house", "geometry", "is text", "Point"),
    Case("geometry a line", feature("custom-house", put("LineString", "geometry", "type")),
         SITES, "custom-house", "geometry.type", "'LineString'", "a Point"),
    Case("geometry's type misspelt", feature("custom-house", put("point", "geometry", "type")),
         SITES, "custom-house", "geometry.type", "'point'", "a Point"),
    Case("geometry without type", feature("custom-house", drop("geometry", "type")),
         SITES, "custom-house", "geometry.type", "missing", "Point"),
    Case("geometry without coordinates", feature("custom-house", drop("geometry", "coordinates")),
         SITES, "custom-house", "geometry.coordinates", "missing", "[longitude, latitude]"),
    Case("geometry with more", feature("custom-house", put([1], "geometry", "bbox")),
         SITES, "custom-house", "geometry.bbox", "unknown field", "type and coordinates"),
    Case("null geometry shown as a pin", feature("custom-house", put(None, "geometry")),
         SITES, "custom-house", "position.show_as", "'pin' without a geometry", "'none'",
         alone=True),
    Case("null geometry without a reason", prop("lost-camp", drop("position", "reason")),
         SITES, "lost-camp", "position.reason", "missing", "why"),
    Case("shown as none with a geometry", prop("south-light", put("none", "position", "show_as")),
         SITES, "south-light", "position.show_as", "'none' with a geometry", "'pin' or 'area'"),
    Case("no accuracy with a geometry", prop("south-light", put(None, "position", "accuracy_m")),
         SITES, "south-light", "position.accuracy_m", "null with a geometry", "metres"),
]  # fmt: skip

_COORDINATES = "geometry.coordinates"
POSITION = [
    Case("swapped", at("landing-stage", -46.5991, 168.3512), SITES, "landing-stage", _COORDINATES, "looks swapped", "longitude first"),
    Case("outside the region", at("landing-stage", 170.5, -46.5), SITES, "landing-stage", _COORDINATES,
         "[170.5, -46.5] lies outside the region", "168, -47, 169, -46"),
    Case("sign lost", at("landing-stage", 168.3512, 46.5991), SITES, "landing-stage", _COORDINATES, "outside the region", "-47"),
    Case("null island", at("landing-stage", 0, 0), SITES, "landing-stage", _COORDINATES, "[0.0, 0.0] lies outside", "168"),
    Case("longitude too large", at("landing-stage", 528.3, -46.5), SITES, "landing-stage", f"{_COORDINATES}[0]",
         "longitude 528.3 is out of range", "-180 to 180"),
    Case("latitude too large", at("landing-stage", 168.3, -146.5), SITES, "landing-stage", f"{_COORDINATES}[1]",
         "latitude -146.5 is out of range", "-90 to 90"),
    Case("one number", at("landing-stage", 168.3), SITES, "landing-stage", _COORDINATES, "1 number", "two numbers"),
    Case("no number", at("landing-stage"), SITES, "landing-stage", _COORDINATES, "0 numbers", "two numbers"),
    Case("four numbers", at("landing-stage", 168.3, -46.5, 2, 1), SITES, "landing-stage", _COORDINATES, "4 numbers", "two numbers"),
    Case("texts", at("landing-stage", "168.3", "-46.5"), SITES, "landing-stage", f"{_COORDINATES}[0]", "'168.3' is text", "a number"),
    Case("true", at("landing-stage", 168.3, True), SITES, "landing-stage", f"{_COORDINATES}[1]", "true/false", "a number"),
    Case("null coordinate", at("landing-stage", None, -46.5), SITES, "landing-stage", f"{_COORDINATES}[0]", "null", "a number"),
    Case("nested", at("landing-stage", [168.3, -46.5]), SITES, "landing-stage", _COORDINATES, "1 number", "two numbers"),
    Case("NaN", at("landing-stage", 168.3, NAN), SITES, "landing-stage", f"{_COORDINATES}[1]", "NaN is not a finite number", "a number"),
    Case("Infinity", at("landing-stage", INFINITY, -46.5), SITES, "landing-stage", f"{_COORDINATES}[0]", "Infinity", "a number"),
    Case("1e999", replaced(SITES, "168.3512", "1e999"), SITES, "landing-stage", f"{_COORDINATES}[0]", "Infinity", "a number"),
    Case("400 digits", at("landing-stage", 10**400, -46.5), SITES, "landing-stage", f"{_COORDINATES}[0]", "not a finite", "a number"),
    Case("height NaN", at("landing-stage", 168.3, -46.5, NAN), SITES, "landing-stage", f"{_COORDINATES}[2]", "NaN", "a number"),
    Case("coordinates a text", feature("landing-stage", put("168.3,-46.5", "geometry", "coordinates")),
         SITES, "landing-stage", _COORDINATES, "is text", "two numbers"),
    Case("accuracy NaN", prop("landing-stage", put(NAN, "position", "accuracy_m")),
         SITES, "landing-stage", "position.accuracy_m", "NaN is not a finite number", "0 to 100000"),
    Case("accuracy negative", prop("landing-stage", put(-5, "position", "accuracy_m")),
         SITES, "landing-stage", "position.accuracy_m", "-5 is too small", "0 to 100000"),
    Case("accuracy a text", prop("landing-stage", put("15 m", "position", "accuracy_m")),
         SITES, "landing-stage", "position.accuracy_m", "'15 m' is text", "a finite number"),
]  # fmt: skip

_ACCESS = "open, grounds, outside, private, restricted, unknown"
_STATUS = "standing, altered, replaced, gone, unknown"
PROPERTIES = [
    Case("name missing", prop("custom-house", drop("name")), SITES, "custom-house", "name", "is missing", "text"),
    Case("name null", prop("custom-house", put(None, "name")), SITES, "custom-house", "name", "null", "text"),
    Case("name a number", prop("custom-house", put(1905, "name")), SITES, "custom-house", "name", "1905 is a number", "text"),
    Case("name empty", prop("custom-house", put("", "name")), SITES, "custom-house", "name", "is empty", "text"),
    Case("name blank", prop("custom-house", put("  ", "name")), SITES, "custom-house", "name", "is blank", "text"),
    Case("name with a bell", prop("custom-house", put("a\x07b", "name")), SITES, "custom-house", "name", "U+0007", "visible letters"),
    Case("name half a character", replaced(SITES, '"Custom House"', r'"Custom \ud83d House"'),
         SITES, "custom-house", "name", "half of a surrogate pair", "visible letters"),
    Case("label too long", prop("custom-house", put("a" * 29, "label")), SITES, "custom-house", "label", "29 characters", "at most 28"),
    Case("summary missing", prop("custom-house", drop("summary")), SITES, "custom-house", "summary", "is missing", "60 words"),
    Case("summary empty", prop("custom-house", put("", "summary")), SITES, "custom-house", "summary", "is empty", "60 words, which take 30 seconds to read aloud, or null"),
    Case("summary too long", prop("custom-house", put(words(61), "summary")), SITES, "custom-house", "summary", "61 words", "at most 60"),
    Case("summary a list", prop("custom-house", put(["a"], "summary")), SITES, "custom-house", "summary", "a list", "text"),
    Case("story a text", prop("custom-house", put("Once", "story")), SITES, "custom-house", "story", "text", "a list"),
    Case("story empty", prop("custom-house", put([], "story")), SITES, "custom-house", "story", "a list of 0", "at least 1"),
    Case("unknown property", prop("custom-house", put("x", "sumary")), SITES, "custom-house", "sumary", "did you mean summary?", "one of"),
    Case("unknown property in access", prop("custom-house", put("x", "access", "hours")), SITES, "custom-house", "access.hours",
         "unknown field", "as_of, detail, source, state, step_free"),
    Case("unknown status", prop("custom-house", put("ruined", "status")), SITES, "custom-house", "status", "'ruined' is not known", _STATUS),
    Case("status in capitals", prop("custom-house", put("Gone", "status")), SITES, "custom-house", "status", "'Gone'", _STATUS),
    Case("status null", prop("custom-house", put(None, "status")), SITES, "custom-house", "status", "null", _STATUS),
    Case("unknown access", prop("custom-house", put("closed", "access", "state")), SITES, "custom-house", "access.state", "'closed'", _ACCESS),
    Case("access a text", prop("custom-house", put("open", "access")), SITES, "custom-house", "access", "text", "an object with"),
    Case("access known without detail", prop("custom-house", put(None, "access", "detail")), SITES, "custom-house", "access.detail", "null where the state is 'open'", "a sentence"),
    Case("access without detail", prop("custom-house", drop("access", "detail")), SITES, "custom-house", "access.detail", "missing", "text"),
    Case("access's date", prop("custom-house", put("last year", "access", "as_of")), SITES, "custom-house", "access.as_of",
         "'last year'", "a date such as 1905-08-27"),
    Case("access's source", prop("custom-house", put("the guard", "access", "source")), SITES, "custom-house", "access.source",
         "'the guard'", "web address"),
    Case("unknown reach", prop("custom-house", put("boat", "reach")), SITES, "custom-house", "reach", "'boat'", "foot, car"),
    Case("dwell a fraction", prop("custom-house", put(2.5, "dwell_min")), SITES, "custom-house", "dwell_min", "2.5", "whole number"),
    Case("dwell true", prop("custom-house", put(True, "dwell_min")), SITES, "custom-house", "dwell_min", "true", "whole number"),
    Case("dwell too long", prop("custom-house", put(2000, "dwell_min")), SITES, "custom-house", "dwell_min", "2000 is too large", "1440"),
    Case("weight zero", prop("custom-house", put(0, "weight")), SITES, "custom-house", "weight", "0 is too small", "1 to 5"),
    Case("weight a text", prop("signal-tower", put("3", "weight")), SITES, "signal-tower", "weight", "'3' is text", "1 to 5"),
    Case("unknown show_as", prop("signal-tower", put("dot", "position", "show_as")), SITES, "signal-tower", "position.show_as",
         "'dot'", "pin, area, none"),
    Case("official address", prop("custom-house", put("ftp://x.org", "official_url")), SITES, "custom-house", "official_url",
         "'ftp://x.org'", "http:// or https://"),
    Case("script for an address", prop("signal-tower", put("javascript:alert(1)", "official_url")), SITES, "signal-tower",
         "official_url", "javascript", "http:// or https://"),
    Case("language of a name", prop("signal-tower", put("Japanese", "other_names", 0, "lang")), SITES, "signal-tower",
         "other_names[0].lang", "'Japanese'", "language tag"),
]  # fmt: skip

FACTS = [
    Case("no confidence", prop("signal-tower", drop("facts", 0, "confidence")), SITES, "signal-tower", "facts[0].confidence",
         "missing", "high, medium, low"),
    Case("unknown confidence", prop("signal-tower", put("sure", "facts", 1, "confidence")), SITES, "signal-tower",
         "facts[1].confidence", "'sure' is not known", "one of high, medium, low"),
    Case("fact without sources", prop("signal-tower", drop("facts", 0, "sources")), SITES, "signal-tower", "facts[0].sources",
         "missing", "at least 1"),
    Case("fact with no source", prop("landing-stage", put([], "facts", 0, "sources")), SITES, "landing-stage", "facts[0].sources",
         "a list of 0", "at least 1"),
    Case("source no address", prop("signal-tower", put("The Evening Bell", "facts", 0, "sources", 1)), SITES, "signal-tower",
         "facts[0].sources[1]", "'The Evening Bell'", "http:// or https://"),
    Case("source without host", prop("signal-tower", put("https://", "facts", 1, "sources", 0)), SITES, "signal-tower",
         "facts[1].sources[0]", "'https://'", "http:// or https://"),
    Case("sources a text", prop("custom-house", put("https://example.org/", "facts", 0, "sources")), SITES, "custom-house",
         "facts[0].sources", "text", "a list"),
    Case("fact's date in words", prop("custom-house", put("3 Feb 1911", "facts", 0, "date")), SITES, "custom-house", "facts[0].date",
         "'3 Feb 1911'", "1905-08-27"),
    Case("fact's date not there", prop("custom-house", put("1911-02-30", "facts", 0, "date")), SITES, "custom-house", "facts[0].date",
         "there is no day '1911-02-30'", "calendar"),
    Case("29 February", prop("custom-house", put("1911-02-29~", "facts", 0, "date")), SITES, "custom-house", "facts[0].date",
         "there is no day '1911-02-29'", "calendar"),
    Case("month 13", prop("custom-house", put("1911-13", "facts", 0, "date")), SITES, "custom-house", "facts[0].date", "no day '1911-13'", "calendar"),
    Case("year 0", prop("custom-house", put("0000", "facts", 0, "date")), SITES, "custom-house", "facts[0].date", "'0000'", "calendar"),
    Case("interval backwards", prop("custom-house", put("1911-03/1911-02-27", "facts", 0, "date")), SITES, "custom-house",
         "facts[0].date", "ends before it begins", "start/end"),
    Case("fact a text", prop("lost-camp", put(["It was cold."], "facts")), SITES, "lost-camp", "facts[0]", "text", "an object with"),
    Case("fact without text", prop("custom-house", drop("facts", 0, "text")), SITES, "custom-house", "facts[0].text", "missing", "text"),
]  # fmt: skip

REFERENCES = [
    Case("unknown person", prop("custom-house", put("hanna", "people", 0)), SITES, "custom-house", "people[0]",
         "there is no person 'hanna' (did you mean hana?)", "one of hana, pavel"),
    Case("person twice", prop("custom-house", put("hana", "people", 2)), SITES, "custom-house", "people[2]", "named twice", "once"),
    Case("person a number", prop("signal-tower", put([3], "people")), SITES, "signal-tower", "people[0]", "3 is a number", "an id"),
    Case("unknown track", prop("custom-house", put(9, "tracks", 0, "number")), SITES, "custom-house", "tracks[0].number",
         "there is no track 9", "one of 1, 2"),
    Case("track a text", prop("signal-tower", put("1", "tracks", 0, "number")), SITES, "signal-tower", "tracks[0].number",
         "'1' is text", "whole number"),
    Case("track without why", prop("signal-tower", drop("tracks", 0, "why")), SITES, "signal-tower", "tracks[0].why", "missing", "text"),
    Case("track twice", prop("landing-stage", put({"number": 1, "why": "Again."}, "tracks", 1)), SITES, "landing-stage",
         "tracks[1].number", "named twice", "once"),
    Case("unknown collection", prop("custom-house", put("harbor", "collection")), SITES, "custom-house", "collection",
         "no collection 'harbor' (did you mean harbour?)", "one of coast, harbour"),
    Case("unknown stop", tour("quay", put("signal-towr", "stops", 1)), TRAIL, "quay", "tours[0].stops[1]",
         "no site 'signal-towr' (did you mean signal-tower?)", "signal-tower"),
    Case("unlocated stop", tour("south-road", put("lost-camp", "stops", 2)), TRAIL, "south-road", "tours[1].stops[2]",
         "the place of 'lost-camp' is not known", "a site with a position"),
    Case("stop twice", tour("quay", put("signal-tower", "stops", 3)), TRAIL, "quay", "tours[0].stops[3]", "named twice", "once"),
    Case("one stop", tour("south-road", put(["custom-house"], "stops")), TRAIL, "south-road", "tours[1].stops", "1 stop", "at least 2", alone=True),
    Case("no stop", tour("south-road", put([], "stops")), TRAIL, "south-road", "tours[1].stops", "0 stops", "at least 2", alone=True),
    Case("start no stop", tour("south-road", put("landing-stage", "start")), TRAIL, "south-road", "tours[1].start",
         "'landing-stage' is not among", "its stops"),
    Case("finish no stop", tour("south-road", put("landing-stage", "finish")), TRAIL, "south-road", "tours[1].finish",
         "'landing-stage' is not among", "its stops"),
    Case("finish the start", tour("quay", put("landing-stage", "finish")), TRAIL, "quay", "tours[0].finish", "start again", "loop: true"),
    Case("loop with a finish", lambda s: s.tour("quay").update(loop=True, finish="custom-house"), TRAIL, "quay", "tours[0].finish",
         "a loop with a finish", "no finish"),
    Case("home's tour", trail(put("quai", "home", "tour")), TRAIL, "", "home.tour", "did you mean quay?", "quay, south-road"),
    Case("unknown origin", trail(put("landing", "origin")), TRAIL, "", "origin", "no site 'landing'", "landing-stage"),
    Case("unlocated origin", trail(put("lost-camp", "origin")), TRAIL, "", "origin", "'lost-camp' is not known", "a position"),
    Case("person's id twice", people(put("hana", 1, "id")), PEOPLE, "#2", "id", "'hana' is already the id of #1", "of its own", alone=True),
    Case("track's number twice", tracks(put(1, "tracks", 1, "number")), TRACKS, "trade", "number", "1 is already", "of its own", alone=True),
    Case("track's slug twice", tracks(put("letters", "tracks", 1, "slug")), TRACKS, "#2", "slug", "'letters' is already", "of its own"),
    Case("tour's id twice", tour("south-road", put("quay", "id")), TRAIL, "", "tours[1].id", "'quay' is already the id of #1", "its own",
         alone=True),
    Case("pace's id twice", trail(put("adult", "paces", 1, "id")), TRAIL, "", "paces[1].id", "'adult' is already", "its own"),
    Case("collection's id twice", trail(put("harbour", "collections", 1, "id")), TRAIL, "", "collections[1].id", "already", "its own", alone=True),
]  # fmt: skip


def change(day: str, change_id: str = "a") -> dict[str, Any]:
    """A change of the data as trail.yaml tells it."""
    return {"id": change_id, "date": day, "title": "Something", "text": "Changed."}


TRAIL_FILE = [
    Case("no title", trail(drop("title")), TRAIL, "", "title", "is missing", "text"),
    Case("title no", replaced(TRAIL, "title: Lantern Trail", "title: no"), TRAIL, "", "title",
         "'no' is read as true/false: put it in quotes", "text"),
    Case("title 1:30", replaced(TRAIL, "title: Lantern Trail", "title: 1:30"), TRAIL, "", "title",
         "'1:30' is read as the number 90: put it in quotes", "text"),
    Case("title 010", replaced(TRAIL, "title: Lantern Trail", "title: 010"), TRAIL, "", "title", "'010' is read as the number 8", "text"),
    Case("title empty", replaced(TRAIL, "title: Lantern Trail", "title:"), TRAIL, "", "title", "null (nothing)", "text"),
    Case("version a number", replaced(TRAIL, "version: '1'", "version: 1.10"), TRAIL, "", "version",
         "'1.10' is read as the number 1.1: put it in quotes", "text"),
    Case("day not quoted", replaced(TRAIL, "'1911-02-01'", "1911-02-01"), TRAIL, "", "period.start",
         "'1911-02-01' is read as a date: put it in quotes", "1905-08-27"),
    Case("day and time not quoted", replaced(TRAIL, "'1911-02-01'", "1911-02-01 12:00:00"), TRAIL, "", "period.start",
         "is read as a date: put it in quotes", "1905-08-27"),
    Case("bare day that is not there", replaced(TRAIL, "'1911-02-01'", "1911-02-30"), TRAIL, "", "period.start",
         "does not exist", "in quotes"),
    Case("day that is not there", trail(put("1911-02-29", "period", "end")), TRAIL, "", "period.end", "no day '1911-02-29'", "calendar"),
    Case("day without zero", trail(put("1911-2-1", "period", "start")), TRAIL, "", "period.start", "'1911-2-1'", "1905-08-27"),
    Case("period backwards", trail(put("1911-01-01", "period", "end")), TRAIL, "", "period.end", "before the start", "later"),
    Case("data date", trail(put("2026-06-31", "data_date")), TRAIL, "", "data_date", "no day", "calendar"),
    Case("language yes", replaced(TRAIL, "lang: en", "lang: no"), TRAIL, "", "lang", "'no' is read as true/false", "two letters"),
    Case("language a word", trail(put("english", "lang")), TRAIL, "", "lang", "'english'", "two letters"),
    Case("unknown field", trail(put(1, "colections")), TRAIL, "", "colections", "did you mean collections?", "one of about"),
    Case("key twice", replaced(TRAIL, "lang: en", "lang: en\nlang: fr"), TRAIL, "", "lang", "given twice, again at line", "once"),
    Case("key a list", replaced(TRAIL, "lang: en", "lang: en\n? [a, b]\n: c"), TRAIL, "", "", "as field name", "a word"),
    Case("merge key", replaced(TRAIL, "lang: en", "lang: en\n<<: {title: x}"), TRAIL, "", "<<", "unknown field", "one of"),
    Case("region's bbox of three", trail(put([168.0, -47.0, 169.0], "region", "bbox")), TRAIL, "", "region.bbox", "too few", "4 numbers"),
    Case("region's bbox of five", trail(put([1, 2, 3, 4, 5], "region", "bbox")), TRAIL, "", "region.bbox", "a list of 5", "4 numbers"),
    Case("region's bbox upside down", trail(put([168.0, -46.0, 169.0, -47.0], "region", "bbox")), TRAIL, "", "region.bbox",
         "not a box", "south < north"),
    Case("region's bbox NaN", trail(put([168.0, NAN, 169.0, -46.0], "region", "bbox")), TRAIL, "", "region.bbox", "not a box", "four"),
    Case("region's bbox texts", trail(put(["a", -47.0, 169.0, -46.0], "region", "bbox")), TRAIL, "", "region.bbox[0]", "'a' is text",
         "number"),
    Case("no pace", trail(put([], "paces")), TRAIL, "", "paces", "a list of 0", "at least 1", alone=True),
    Case("paces missing", trail(drop("paces")), TRAIL, "", "paces", "missing", "at least 1", alone=True),
    Case("pace too fast", trail(put(12, "paces", 0, "speed_m_s")), TRAIL, "adult", "paces[0].speed_m_s", "12 is too large", "0.1 to 3"),
    Case("pace infinite", trail(put(INFINITY, "paces", 0, "speed_m_s")), TRAIL, "adult", "paces[0].speed_m_s", "Infinity", "number"),
    Case("pace 1:30", replaced(TRAIL, "speed_m_s: 1.3", "speed_m_s: 1:30"), TRAIL, "adult", "paces[0].speed_m_s", "90 is too large", "3"),
    Case("no collection", trail(put([], "collections")), TRAIL, "", "collections", "a list of 0", "at least 1", alone=True),
    Case("unknown mode", tour("quay", put("walk", "mode")), TRAIL, "quay", "tours[0].mode", "'walk'", "foot, car"),
    Case("unknown order", tour("quay", put("shortest", "order")), TRAIL, "quay", "tours[0].order", "'shortest'", "distance, curated, date"),
    Case("loop a text", tour("quay", put("true", "loop")), TRAIL, "quay", "tours[0].loop", "'true' is text", "true or false"),
    Case("stops a text", tour("quay", put("landing-stage", "stops")), TRAIL, "quay", "tours[0].stops", "text", "a list", alone=True),
    Case("tour without id", tour("south-road", drop("id")), TRAIL, "", "tours[1].id", "missing", "an id", alone=True),
    Case("placeholder unknown", trail(put("There are {places}.", "home", "lede")), TRAIL, "", "home.lede", "'{places}'", "{sites} and {stops}"),
    Case("brace open", trail(put("There are {sites places.", "home", "lede")), TRAIL, "", "home.lede", "a brace without", "{sites}"),
    Case("brace closed", trail(put("There are sites}.", "home", "lede")), TRAIL, "", "home.lede", "a brace without", "{sites}"),
    Case("placeholder empty", trail(put("There are {}.", "home", "lede")), TRAIL, "", "home.lede", "'{}'", "{sites}"),
    Case("placeholder that looks inside", trail(put("{sites.__class__}", "home", "lede")), TRAIL, "", "home.lede", "__class__", "{sites}"),
    Case("placeholder with a width", trail(put("{sites:>99999999}", "home", "lede")), TRAIL, "", "home.lede", "can't be filled", "{sites}"),
    Case("home without walk", trail(drop("home", "walk")), TRAIL, "", "home.walk", "missing", "an object with name, text"),
    Case("base address", trail(put("example.org", "base_url")), TRAIL, "", "base_url", "'example.org'", "http:// or https://"),
    Case("credit without licence", trail(drop("credits", 0, "licence")), TRAIL, "", "credits[0].licence", "missing", "text"),
    Case("change on no day", trail(put([change("2026-02-30")], "changes")), TRAIL, "a", "changes[0].date", "no day", "calendar", alone=True),
    Case("change out of order", trail(put([change("2020-01-01"), change("2020-01-02", "b")], "changes")), TRAIL, "b", "changes[1].date",
         "is after", "newest", alone=True),
    Case("change after the data", trail(put([change("2199-01-01")], "changes")), TRAIL, "a", "changes[0].date", "is after", "data_date", alone=True),
    Case("change twice", trail(put([change("2020-01-01"), change("2020-01-01")], "changes")), TRAIL, "", "changes[1].id", "", "", alone=True),
    Case("change of no site", trail(put([change("2020-01-01") | {"sites": ["nowhere"]}], "changes")), TRAIL, "a", "changes[0].sites[0]",
         "nowhere", "", alone=True),
    Case("publisher's host", trail(put("https://example.org", "publishers", 0, "host")), TRAIL, "", "publishers[0].host", "won't do", "host name"),
]  # fmt: skip

YAML_LISTS = [
    Case("person without role", people(drop(0, "role")), PEOPLE, "hana", "role", "missing", "text"),
    Case("person's unknown field", people(put("1850", 0, "born")), PEOPLE, "hana", "born", "unknown field", "life_dates"),
    Case("person's language no", replaced(PEOPLE, "native_lang: ru", "native_lang: no"), PEOPLE, "pavel", "native_lang",
         "'no' is read as true/false: put it in quotes", "language tag"),
    Case("person's years", replaced(PEOPLE, "side: guest", "side: guest\n  life_dates: 1850"), PEOPLE, "pavel", "life_dates",
         "'1850' is read as the number 1850: put it in quotes", "text"),
    Case("person a text", people(put("Hana", 2)), PEOPLE, "#3", "", "text", "an object with"),
    Case("person's id", people(put("Hana T.", 2)), PEOPLE, "#3", "", "text", "an object with"),
    Case("track's number a text", tracks(put("1", "tracks", 0, "number")), TRACKS, "letters", "number", "'1' is text", "whole number"),
    Case("track's number zero", tracks(put(0, "tracks", 1, "number")), TRACKS, "trade", "number", "0 is too small", "from 1", alone=True),
    Case("tracks without note", tracks(drop("note")), TRACKS, "", "note", "missing", "text"),
]  # fmt: skip

_SHAPE = "geometry.coordinates"
MAP = [
    Case("layer without credit", layer("shore", drop("credit")), SHORE, "", "credit", "missing", "text"),
    Case("layer's unknown field", layer("shore", put("x", "license")), SHORE, "", "license", "did you mean licence?", "one of"),
    Case("layer's detail a text", layer("shore", put("yes", "detail")), SHORE, "", "detail", "'yes' is text", "true or false"),
    Case("layer of another town", layer("shore", moved(20.0, 0, 1)), SHORE, "", "features",
        "every shape lies elsewhere, at [148.341, -46.609]", "lon before lat, in the layer's bbox"),
    Case("a shape of another town", layer("shore", moved(20.0, 1)), SHORE, "ponds", "geometry.coordinates",
        "lies elsewhere, at [148.345, -46.607]", "a shape in the layer's bbox or in the region", alone=True),
    Case("layer without bbox", layer("shore", drop("bbox")), SHORE, "", "bbox", "missing", "west, south, east, north"),
    Case("layer's bbox disordered", layer("shore", put([-46.6, 168.3, -46.5, 168.4], "bbox")), SHORE, "", "bbox", "not a box",
         "west, south, east, north"),
    Case("layer's bbox of three", layer("shore", put([168, -47, 169], "bbox")), SHORE, "", "bbox", "not a box", "four numbers"),
    Case("layer's crs", layer("shore", put("EPSG:3857", "crs")), SHORE, "", "crs", "coordinate", "WGS84"),
    Case("layer's type", layer("region", put("Topology", "type")), REGION, "", "type", "'Topology'", "FeatureCollection"),
    Case("layer's features null", layer("shore", put(None, "features")), SHORE, "", "features", "null", "a list", alone=True),
    Case("layer's name", lambda s: s.layers.update({"Old Map": s.layers["shore"]}), "map/Old Map.geojson", "", "", "'Old Map'", "hyphens"),
    Case("drawn id twice", drawn("shore", "ponds", put("quay-land", "id")), SHORE, "#2", "id", "already the id of #1", "its own"),
    Case("drawn without id", drawn("shore", "ponds", drop("id")), SHORE, "#2", "id", "missing", "an id"),
    Case("unknown kind", drawn("region", "tern-river", put("stream", "properties", "kind")), REGION, "tern-river", "kind", "'stream'", "land, water"),
    Case("drawn without source", drawn("region", "tern-river", drop("properties", "source")), REGION, "tern-river", "source", "missing", "text"),
    Case("drawn without accuracy", drawn("streets", "back-street", drop("properties", "accuracy_m")), STREETS, "back-street", "accuracy_m",
         "missing", "or null"),
    Case("drawn unknown field", drawn("region", "tern-river", put(9, "properties", "width_m")), REGION, "tern-river", "width_m", "unknown field", "rank"),
    Case("drawn names a list", drawn("region", "bay-town", put(["x"], "properties", "names")), REGION, "bay-town", "names", "a list", "an object"),
    Case("rank too high", drawn("region", "bay-town", put(10, "properties", "rank")), REGION, "bay-town", "rank", "10 is too large", "1 to 9"),
    Case("sidewalk true", drawn("streets", "wharf-lane", put(True, "properties", "sidewalk")), STREETS, "wharf-lane", "sidewalk",
         "true is true/false", "yes, no, unknown"),
    Case("surface of a park", drawn("shore", "quay-land", put("grass", "properties", "surface")), SHORE, "quay-land", "surface",
         "does not go with kind land", "street"),
    Case("street a point", drawn("streets", "wharf-lane", put("Point", "geometry", "type")), STREETS, "wharf-lane", "geometry.type",
         "'Point' is not the geometry of kind 'street'", "LineString"),
    Case("street of many lines", drawn("streets", "wharf-lane", put("MultiLineString", "geometry", "type")), STREETS, "wharf-lane",
         "geometry.type", "'MultiLineString'", "LineString"),
    Case("land a line", drawn("shore", "quay-land", put("LineString", "geometry", "type")), SHORE, "quay-land", "geometry.type",
         "'LineString'", "Polygon, MultiPolygon"),
    Case("label a polygon", drawn("region", "bay-label", put("Polygon", "geometry", "type")), REGION, "bay-label", "geometry.type",
         "'Polygon'", "Point"),
    Case("drawn a collection", drawn("region", "tern-river", put("GeometryCollection", "geometry", "type")), REGION, "tern-river",
         "geometry.type", "'GeometryCollection'", "LineString"),
    Case("drawn nowhere", drawn("region", "tern-river", put(None, "geometry")), REGION, "tern-river", "geometry", "null", "an object"),
    Case("drawn without coordinates", drawn("region", "tern-river", drop("geometry", "coordinates")), REGION, "tern-river", _SHAPE,
         "missing", "LineString"),
    Case("line of one position", shape("region", "tern-river", [[168.2, -46.3]]), REGION, "tern-river", _SHAPE, "1 position", "at least 2"),
    Case("ring of three", shape("shore", "quay-land", [[168.34, -46.6], [168.35, -46.6], [168.34, -46.6]], 1), SHORE, "quay-land",
         f"{_SHAPE}[1]", "a ring of 3", "at least 4"),
    Case("ring open", shape("shore", "quay-land", [168.3, -46.6], 0, 4), SHORE, "quay-land", f"{_SHAPE}[0]", "an open ring", "equal to the first"),
    Case("second polygon's ring open", shape("shore", "ponds", [168.3, -46.6], 1, 0, 4), SHORE, "ponds", f"{_SHAPE}[1][0]", "open ring", "equal"),
    Case("polygon without ring", shape("shore", "quay-land", []), SHORE, "quay-land", _SHAPE, "an empty list", "Polygon"),
    Case("polygon flat", shape("shore", "quay-land", [[168.3, -46.6]]), SHORE, "quay-land", f"{_SHAPE}[0]", "a ring of 2", "at least 4"),
    Case("vertex off the world", shape("region", "tern-river", [268.2, -46.3], 0), REGION, "tern-river", f"{_SHAPE}[0][0]", "out of range", "180"),
    Case("vertex swapped", shape("streets", "wharf-lane", [-46.5995, 168.3525], 1), STREETS, "wharf-lane", f"{_SHAPE}[1]",
         "looks swapped", "longitude first"),
    Case("vertex NaN", shape("streets", "wharf-lane", [NAN, -46.5], 1), STREETS, "wharf-lane", f"{_SHAPE}[1][0]", "NaN", "a number"),
    Case("vertex a number", shape("streets", "wharf-lane", 168, 1), STREETS, "wharf-lane", f"{_SHAPE}[1]", "a number", "two numbers"),
    Case("point of texts", shape("region", "bay-town", ["168", "-46"]), REGION, "bay-town", f"{_SHAPE}[0]", "text", "a number"),
]  # fmt: skip

CASES = [
    *UNREADABLE, *COLLECTION, *FEATURE, *POSITION, *PROPERTIES, *FACTS, *REFERENCES,
    *TRAIL_FILE, *YAML_LISTS, *MAP,
]  # fmt: skip
