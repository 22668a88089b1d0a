"""GeoJSON: RFC 7946, gaps kept as null geometry."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.export.geo.samples import LOST, SITES, meta, site, tour
from trail.base.errors import ExportError
from trail.export.geo import to_geojson


def parse(document: bytes) -> Any:
    return json.loads(document)


def test_stops_come_before_legs_with_their_properties() -> None:
    features = parse(to_geojson(tour(), meta()))["features"]
    assert [f["geometry"]["type"] for f in features] == ["Point"] * 4 + ["LineString"] * 3
    stop = features[1]["properties"]
    assert (stop["number"], stop["status"], stop["access"]) == (2, "gone", "outside")
    assert stop["url"] == "https://trail.example/sites/smith/"
    leg = features[5]["properties"]
    assert (leg["from"], leg["to"], leg["follows_streets"]) == ("smith", "tokyo", False)
    assert leg["distance_m"] == pytest.approx(tour().legs[1].distance_m, abs=0.05)


def test_a_stop_a_leg_and_a_site_say_all_of_themselves() -> None:
    features = parse(to_geojson(tour(), meta()))["features"]
    first_leg = tour().legs[0]
    shared = {
        "name": "Old Quay", "other_names": ["ポーツマス"], "town": "Testtown, Upper", "state": "NH",
        "address": None, "status": "gone", "access": "outside",
        "access_detail": "Seen from the street.", "access_as_of": None,
        "summary": "A house that stood by.", "accuracy_m": 12.5,
    }  # fmt: skip
    url = "https://trail.example/sites/quay/"
    assert features[0]["properties"] == {
        "kind": "stop", "number": 1, **shared,
        "leg_distance_m": round(first_leg.distance_m, 1), "url": url,
    }  # fmt: skip
    assert features[3]["properties"]["leg_distance_m"] is None
    assert features[4]["id"] == "leg:1"
    assert features[4]["properties"] == {
        "kind": "leg", "number": 1, "name": f"Old Quay – {SITES[1].name}", "from": "quay",
        "to": "smith", "distance_m": round(first_leg.distance_m, 1), "approach_m": 0.0,
        "follows_streets": True,
    }  # fmt: skip
    alone = parse(to_geojson(SITES[:1], meta()))["features"][0]
    assert alone["properties"] == {"kind": "site", **shared, "url": url}
    assert alone["geometry"] == {"type": "Point", "coordinates": [-70.757631, 43.077071]}


def test_ids_are_unique_even_beside_a_site_called_leg_1() -> None:
    assert len({f["id"] for f in parse(to_geojson(tour(), meta()))["features"]}) == 7
    (feature,) = parse(to_geojson([site("leg-1", "Leg 1", (1, 2))], meta()))["features"]
    assert feature["id"] == "leg-1"
    assert "leg-1" not in [f["id"] for f in parse(to_geojson(tour(), meta()))["features"]]


def test_a_site_without_a_place_has_null_geometry_and_the_reason() -> None:
    collection = parse(to_geojson([*SITES, LOST], meta()))
    lost = collection["features"][-1]
    assert lost["geometry"] is None
    assert lost["properties"]["position_reason"] == "No source says where it stood."
    assert "Lost House" in collection["description"]


def test_bbox_encloses_everything_as_written() -> None:
    collection = parse(to_geojson(tour(), meta()))
    assert collection["bbox"] == [-70.757631, 43.070001, -70.75, 43.08]
    assert "bbox" not in parse(to_geojson([LOST], meta()))


def test_coordinates_have_six_decimals_and_no_minus_zero() -> None:
    text = to_geojson([site("zero", "Zero", (-0.0000001, 1.23456789))], meta()).decode()
    assert '"coordinates":[0.0,1.234568]' in text


def test_approach_is_what_the_distance_counts_beyond_the_path() -> None:
    itinerary = tour()
    first = itinerary.legs[0]
    stub = ((first.origin.position, first.path[0]), (first.path[-1], SITES[2].position))
    legs = (first.model_copy(update={"approach": stub}), *itinerary.legs[1:])
    features = parse(to_geojson(itinerary.model_copy(update={"legs": legs}), meta()))["features"]
    assert features[4]["properties"]["approach_m"] == pytest.approx(140, abs=5)
    assert features[5]["properties"]["approach_m"] == 0


def test_no_member_called_crs() -> None:
    assert "crs" not in parse(to_geojson(tour(), meta()))


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ExportError, match="U\\+D800"):
        to_geojson(SITES, meta(title="half \ud800 a pair"))
