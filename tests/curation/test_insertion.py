"""A feature added to a GeoJSON text: every other byte stays."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.base import paths
from trail.base.errors import EditError
from trail.curation.sites.insertion import with_feature

NEW: dict[str, Any] = {
    "type": "Feature",
    "id": "north-pier",
    "geometry": {"type": "Point", "coordinates": [173.9, -35.2]},
    "properties": {"name": "Ōkiato “pier”", "facts": [], "address": None},
}
SHIPPED = (paths.DATA / "sites.geojson").read_bytes().decode()


def feature(number: int) -> dict[str, Any]:
    return {"type": "Feature", "id": f"site-{number}", "geometry": None,
            "properties": {"name": "Ngā Pou", "features": [{"]": "},{"}]}}  # fmt: skip


def collection(count: int) -> dict[str, Any]:
    features = [feature(number) for number in range(count)]
    return {"type": "FeatureCollection", "note": 'a "features": [ in a text', "features": features}


def check(text: str, new: dict[str, Any] = NEW) -> str:
    """Insert, and check what always holds; the text that was put in."""
    before, after = json.loads(text), with_feature(text, new)
    assert json.loads(after) == {**before, "features": [*before["features"], new]}
    start = 0
    while start < len(text) and text[start] == after[start]:
        start += 1
    end = len(text) - start
    assert after.endswith(text[len(text) - end :] if end else "")
    return after[start : len(after) - end]


def test_shipped_file_only_gains_lines() -> None:
    before, after = SHIPPED.splitlines(), with_feature(SHIPPED, NEW).splitlines()
    kept = iter(after)
    # Each old line is found again in order; a comma behind the last feature is all that joins.
    assert all(any(line == other for other in kept) for line in before)
    assert after[: len(before) - 3] == before[:-3]
    assert after[-3:] == before[-3:]


@pytest.mark.parametrize("indent", [1, 2, 4, "\t"])
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n  "])
def test_dumped_file_stays_as_it_would_be_dumped(
    indent: int | str, count: int, newline: str, end: str
) -> None:
    value = collection(count)
    text = (json.dumps(value, indent=indent, ensure_ascii=False) + end).replace("\n", newline)
    value["features"].append(NEW)
    wanted = (json.dumps(value, indent=indent, ensure_ascii=False) + end).replace("\n", newline)
    assert with_feature(text, NEW) == wanted


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_minified_file_stays_minified(separators: tuple[str, str], ascii_only: bool) -> None:
    value = collection(2)
    text = json.dumps(value, separators=separators, ensure_ascii=ascii_only)
    value["features"].append(NEW)
    wanted = json.dumps(value, separators=separators, ensure_ascii=ascii_only)
    assert with_feature(text, NEW) == wanted


def test_a_feature_a_line_stays_a_feature_a_line() -> None:
    lines = ",\n".join(json.dumps(feature(number)) for number in range(3))
    text = f'{{"type": "FeatureCollection",\n"features": [\n{lines}\n]}}\n'
    added = check(text)
    assert added.count("\n") == 1


def test_coordinates_stay_on_one_line_where_they_are() -> None:
    value = collection(1)
    value["features"][0]["geometry"] = {"type": "Point", "coordinates": [1.5, 2.5]}
    text = re.sub(r"\[\s*1.5,\s*2.5\s*\]", "[1.5, 2.5]", json.dumps(value, indent=2))
    assert "[1.5, 2.5]" in text
    assert '"coordinates": [173.9, -35.2]' in check(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"FeatureCollection","features":[]}',
        '{"type": "FeatureCollection", "features": [ ]}\n',
        '{\n  "type": "FeatureCollection",\n  "features": []\n}\n',
        '{\r\n  "type": "FeatureCollection",\r\n  "features": [\r\n  ]\r\n}\r\n',
    ],
)
def test_empty_collection_takes_its_first(text: str) -> None:
    added = with_feature(text, NEW)
    assert json.loads(added)["features"] == [NEW]
    assert ("\n" in added.strip()) == ("\n" in text.strip())
    assert added.count("\n") - added.count("\r\n") in (0, added.count("\n"))


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "{", '{"features": 3}', '{"features": [', '{"features": [{} {}]}',
     '{"features": [{},', '{"a" 1}', '{"features": [{"a": }]}', "[" * 100_000,
     '{"features": [' + "[" * 100_000, "\ufeff{}"],
)  # fmt: skip
def test_what_is_no_collection_is_refused(text: str) -> None:
    with pytest.raises(EditError, match="no JSON that a feature could be added to"):
        with_feature(text, NEW)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(texts, values, max_size=4), max_size=4),
    st.dictionaries(texts, values, max_size=4),
    st.sampled_from([None, 1, 2, "\t"]),
    st.dictionaries(texts.filter(lambda name: name != "features"), values, max_size=3),
    st.booleans(),
)
def test_any_collection_gains_the_feature_and_keeps_the_rest(
    features: list[Any], new: dict[str, Any], indent: int | None, rest: Any, ascii_only: bool
) -> None:
    text = json.dumps({**rest, "features": features}, indent=indent, ensure_ascii=ascii_only)
    after = with_feature(text, new)
    assert json.loads(after) == {**rest, "features": [*features, new]}
