"""OGC API - Features over HTTP, checked against its own definition and read by GDAL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pyogrio
import pytest
from flask import abort
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from tests.web.conftest import Read
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

COLLECTIONS = ("sites", "tours", "stops", "legs", "events", "streets")
SERVE = """
from werkzeug.serving import make_server
from trail.web.serve.app import create_app
server = make_server("127.0.0.1", 0, create_app(), threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
"""
Json = dict[str, Any]


def get(client: FlaskClient, path: str) -> Json:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return json.loads(response.data)  # type: ignore[no-any-return]


def to_json_schema(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable` as JSON Schema has it."""
    if isinstance(schema, list):
        return [to_json_schema(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: to_json_schema(value) for key, value in schema.items()}
    if made.pop("nullable", False):
        made["type"] = [made["type"], "null"]
    return made


@pytest.fixture(scope="module")
def definition() -> Json:
    return get(create_app(Settings()).test_client(), "/api/openapi.json")


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    return create_app(Settings()).test_client()


def test_the_definition_is_valid_openapi(definition: Json) -> None:
    validate(definition)


@pytest.mark.parametrize("path", ["/", "/conformance", "/collections"]
                         + [f"/collections/{c}" for c in COLLECTIONS]
                         + [f"/collections/{c}/items" for c in COLLECTIONS])  # fmt: skip
def test_every_answer_is_as_the_definition_says(
    shipped: FlaskClient, definition: Json, path: str
) -> None:
    response = shipped.get(f"/api{path}" + ("?limit=1000" if path.endswith("items") else ""))
    offered = definition["paths"][path]["get"]["responses"]["200"]["content"]
    assert response.mimetype in offered
    schema = to_json_schema(
        {**offered[response.mimetype]["schema"], "components": definition["components"]}
    )
    jsonschema.validate(json.loads(response.data), schema)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_each_feature_answers_by_itself(
    shipped: FlaskClient, definition: Json, collection: str
) -> None:
    found = get(shipped, f"/api/collections/{collection}/items?limit=3")
    for feature in found["features"]:
        one = get(shipped, f"/api/collections/{collection}/items/{feature['id']}")
        assert {"self", "alternate", "collection"} <= {link["rel"] for link in one["links"]}
        assert one["properties"] == feature["properties"]
        path = feature["properties"]["url"].removeprefix("http://localhost")
        assert shipped.get(path).status_code == 200


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("query", ["", "limit=2", "limit=3&bbox=-180,-90,180,90"])
def test_pages_hold_every_feature_once(client: FlaskClient, collection: str, query: str) -> None:
    url, seen, matched = f"/api/collections/{collection}/items?{query}", [], 0
    while url:
        page = get(client, url)
        assert page["numberReturned"] == len(page["features"])
        seen += [feature["id"] for feature in page["features"]]
        matched = page["numberMatched"]
        url = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
        assert not url or query in url.replace("%2C", ",")
    assert len(seen) == len(set(seen)) == matched


def test_a_box_leaves_out_what_has_no_place(client: FlaskClient) -> None:
    everything = get(client, "/api/collections/sites/items")["features"]
    nowhere = {feature["id"] for feature in everything if feature["geometry"] is None}
    located = get(client, "/api/collections/sites/items?bbox=-180,-90,180,90")["features"]
    assert nowhere
    assert {feature["id"] for feature in located} == {f["id"] for f in everything} - nowhere
    east = get(client, "/api/collections/sites/items?bbox=168,-60,-170,0")
    assert east["numberMatched"] == len(located)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_first_features_tell_the_type_of_every_column(
    shipped: FlaskClient, collection: str, tmp_path: Path
) -> None:
    """QGIS takes the columns and the geometry of a layer from its first 10 features."""
    kinds = []
    for limit in (10, 1000):
        page = get(shipped, f"/api/collections/{collection}/items?limit={limit}")
        file = tmp_path / f"{limit}.geojson"
        file.write_text(json.dumps(page), encoding="utf-8")
        info = pyogrio.read_info(file)
        kinds.append(
            (info["geometry_type"], dict(zip(info["fields"], info["ogr_types"], strict=True)))
        )
    assert kinds[0] == kinds[1]
    lists = {name for f in page["features"] for name, v in f["properties"].items()
             if v and isinstance(v, list) and not isinstance(v[0], dict)}  # fmt: skip
    assert {name for name, kind in kinds[0][1].items() if kind.endswith("List")} == lists


def test_the_form_in_the_address_may_go_along_to_the_definition(client: FlaskClient) -> None:
    plain, asked = client.get("/api/openapi.json"), client.get("/api/openapi.json?f=json")
    assert asked.status_code == 200
    assert asked.data == plain.data


def test_a_line_is_in_the_boxes_that_it_crosses_alone(shipped: FlaskClient) -> None:
    leg = get(shipped, "/api/collections/legs/items?tour=harbour&limit=1")["features"][0]
    (west, south), (east, north) = leg["geometry"]["coordinates"][0], leg["geometry"][
        "coordinates"][-1]  # fmt: skip
    x, y = (west + east) / 2, (south + north) / 2

    def within(*box: float) -> bool:
        path = f"/api/collections/legs/items?tour=harbour&bbox={','.join(map(str, box))}"
        return leg["id"] in [feature["id"] for feature in get(shipped, path)["features"]]

    assert within(x - 1e-4, y - 1e-4, x + 1e-4, y + 1e-4)
    assert not within(x, y, x, y + 1) or within(x, y, x, y)
    corner = (west, north) if (east - west) * (north - south) > 0 else (east, south)
    assert not within(corner[0], corner[1], corner[0], corner[1])


def test_a_property_selects(shipped: FlaskClient) -> None:
    gone = get(shipped, "/api/collections/sites/items?status=gone")["features"]
    assert gone
    assert {feature["properties"]["status"] for feature in gone} == {"gone"}
    first = get(shipped, "/api/collections/events/items?tracks=1&precision=about")["features"]
    assert all(1 in f["properties"]["tracks"] for f in first)
    assert first


def test_events_of_unknown_date_are_at_no_time(shipped: FlaskClient) -> None:
    everything = get(shipped, "/api/collections/events/items?limit=1000")["features"]
    unknown = [f for f in everything if f["properties"]["precision"] == "unknown"]
    ever = get(shipped, "/api/collections/events/items?limit=1000&datetime=../2100-01-01")
    assert unknown
    assert ever["numberMatched"] == len(everything) - len(unknown)
    extent = get(shipped, "/api/collections/events")["extent"]["temporal"]["interval"][0]
    whole = get(shipped, f"/api/collections/events/items?datetime={'/'.join(extent)}")
    assert whole["numberMatched"] == ever["numberMatched"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nope", 404), ("/api/collections/nope", 404), ("/api/collections/nope/items", 404),
        ("/api/collections/sites/items/nope", 404), ("/api/collections/sites/items?x=1", 400),
        ("/api/collections/sites/items?bbox=1,2,3", 400), ("/api/?x=1", 400), ("/api/?f=xml", 400),
        ("/api/collections/sites/items?limit=0", 400), ("/api/openapi.json?f=html", 400),
        ("/api/collections/sites/items?datetime=now", 400), ("/api/?f=json&f=html", 400),
        ("/api/collections/sites/items?town=a&town=b", 400), ("/api/%00", 404),
        ("/api/collections/sites/items?limit=1%00", 400),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_as_json(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == status
    assert response.mimetype == "application/json"
    told = json.loads(response.data)
    assert set(told) == {"code", "description"}
    assert told["description"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_other_methods_and_forms_are_refused_as_json(client: FlaskClient) -> None:
    posted = client.post("/api/collections/sites/items", data=b"x")
    assert (posted.status_code, posted.mimetype) == (405, "application/json")
    assert "GET" in posted.headers["Allow"]
    picture = client.get("/api/", headers={"Accept": "image/png"})
    assert (picture.status_code, picture.mimetype) == (406, "application/json")


@pytest.mark.parametrize("status", [400, 404, 405, 406, 413, 414, 500, 503])
def test_whatever_goes_wrong_under_it_is_told_as_json(sample_dir: Path, status: int) -> None:
    app = create_app(Settings(sample_dir))
    app.add_url_rule("/api/wrong", view_func=lambda: abort(status))
    response = app.test_client().get("/api/wrong", headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (status, "application/json")
    assert set(json.loads(response.data)) == {"code", "description"}


def test_a_fault_of_ours_is_told_as_json_and_without_its_cause(
    sample_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(sample_dir))
    app.add_url_rule("/api/wrong", view_func=lambda: str(1 // 0))
    response = app.test_client().get("/api/wrong")
    assert (response.status_code, response.mimetype) == (500, "application/json")
    assert "ZeroDivision" not in response.text
    assert "ZeroDivision" in caplog.text


def test_the_way_back_has_the_pages_of_the_way_there(client: FlaskClient) -> None:
    def walk(url: str, rel: str) -> list[list[str]]:
        pages, last = [], url
        while url:
            last, page = url, get(client, url)
            pages.append([feature["id"] for feature in page["features"]])
            url = next((link["href"] for link in page["links"] if link["rel"] == rel), "")
        return pages if rel == "prev" else [*pages, [last]]

    *there, [last] = walk("/api/collections/sites/items?limit=2&bbox=-180,-90,180,90", "next")
    assert len(there) > 1
    assert walk(last, "prev") == there[::-1]


def test_heights_of_a_box_are_left_out(shipped: FlaskClient) -> None:
    flat = get(shipped, "/api/collections/sites/items?bbox=-70.76,43,-70.75,43.2")
    high = get(shipped, "/api/collections/sites/items?bbox=-70.76,43,-9,-70.75,43.2,9")
    assert high["features"] == flat["features"] != []


def test_more_than_the_most_is_lowered_and_the_definition_says_no_less(
    shipped: FlaskClient, definition: Json
) -> None:
    schema = definition["components"]["parameters"]["limit"]["schema"]
    path = "/api/collections/streets/items?limit={}"
    found = get(shipped, path.format(schema["maximum"]))
    assert found["numberReturned"] == min(found["numberMatched"], 1000)
    assert shipped.get(path.format(schema["maximum"] + 1)).status_code == 400


def test_any_site_may_read_it(client: FlaskClient) -> None:
    for path in ("/api/", "/api/collections/sites/items", "/sites.geojson"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/collections")
    assert "GET" in asked.headers["Access-Control-Allow-Methods"]


def test_a_form_is_not_given_to_who_asked_for_the_other(client: FlaskClient) -> None:
    for accept, kind in (("text/html", "text/html"), ("application/json", "application/json"),
                         ("text/html,*/*;q=0.8", "text/html"), ("*/*", "application/json"),
                         ("", "application/json")) * 2:  # fmt: skip
        response = client.get("/api/collections", headers={"Accept": accept})
        assert response.mimetype == kind
        assert "Accept" in response.headers["Vary"]
    assert get(client, "/api/collections/sites/items?limit=1")["numberReturned"] == 1
    assert get(client, "/api/collections/sites/items?limit=2")["numberReturned"] == 2


def test_an_answer_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/collections/sites/items?limit=2")
    again = client.get(
        "/api/collections/sites/items?limit=2", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert client.head("/api/collections/sites/items?limit=2").data == b""


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/conformance", "/api/collections", "/api/collections/sites",
     "/api/collections/events/items", "/api/collections/sites/items/custom-house"],
)  # fmt: skip
def test_people_get_a_page(read: Read, path: str) -> None:
    page = read(f"{path}?f=html")
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//link[@rel='canonical']")


def test_links_carry_the_public_address_and_the_path(sample_dir: Path) -> None:
    app = create_app(Settings(sample_dir, base_url="https://trail.example", base_path="/a/b"))
    for path in ("", "collections", "collections/sites/items?limit=1"):
        found = json.loads(app.test_client().get(f"/a/b/api/{path}").data)
        ours = [link["href"] for link in found["links"] if link["rel"] != "license"]
        assert all(href.startswith("https://trail.example/a/b/api/") for href in ours)
    missing = app.test_client().get("/a/b/api/nope")
    assert (missing.status_code, missing.mimetype) == (404, "application/json")


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    # A process of its own: GDAL's reader keeps every other thread of this one waiting.
    with subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        yield f"OAPIF:http://127.0.0.1:{run.stdout.readline().strip()}/api"
        run.terminate()


def test_gdal_lists_every_collection(served: str) -> None:
    assert {name for name, _kind in pyogrio.list_layers(served)} == set(COLLECTIONS)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_gdal_reads_every_feature(served: str, shipped: FlaskClient, collection: str) -> None:
    want = get(shipped, f"/api/collections/{collection}/items?limit=1000")
    meta, _fids, geometry, fields = pyogrio.raw.read(served, layer=collection)
    assert len(geometry) == want["numberMatched"]
    ids = list(fields[list(meta["fields"]).index("id")])
    assert ids == [feature["id"] for feature in want["features"]]
    located = sum(feature["geometry"] is not None for feature in want["features"])
    assert sum(shape is not None for shape in geometry) == located


def test_gdal_asks_with_a_box(served: str, shipped: FlaskClient) -> None:
    box = (-70.77, 43.07, -70.75, 43.08)
    asked = ",".join(map(str, box))
    want = get(shipped, f"/api/collections/sites/items?bbox={asked}")
    *_rest, geometry, _fields = pyogrio.raw.read(served, layer="sites", bbox=box)
    assert len(geometry) == want["numberMatched"] > 0
