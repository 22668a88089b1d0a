"""Toilets, water and the like near a place: the nearest of each kind, in words, and where told."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from lxml import html

from tests.guide.test_surroundings import feature
from tests.sample import Sample
from tests.streets import Corner, at, layer
from trail import dataset
from trail.base.links import Links
from trail.base.paths import DATA
from trail.dataset.schema.map import MapFeature
from trail.export.sheets.content import SheetContext, stop_content
from trail.fieldtrip.planner.notices import longest_without_toilet
from trail.fieldtrip.planner.request import usual_request
from trail.fieldtrip.trip import make_trip, visits_of
from trail.guide.guide import Guide
from trail.guide.walk.amenities import Amenities
from trail.guide.words.amenities import amenity_line
from trail.guide.words.phrases import Phrases
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings


def amenity(what: str, place: Corner, number: int = 1, **facts: object) -> MapFeature:
    return feature("amenity", [place], "Point", number, amenity=what, **facts)


def lines(*features: MapFeature, words: Phrases | None = None) -> list[str]:
    near = Amenities([layer(*features)]).near(at(0, 0))
    said = words or Phrases(units="metric")
    return [amenity_line(item, said).replace("\u00a0", " ") for item in near]


def test_the_nearest_of_each_kind_is_told_in_one_order() -> None:
    assert lines(
        amenity("bench", (0, 20), 1),
        amenity("toilets", (200, 0), 2),
        amenity("toilets", (-60, 0), 3, wheelchair="yes"),
        amenity("drinking_water", (0, -120), 4, wheelchair="limited", name="Pump"),
        amenity("station", (0, 290), 5, wheelchair="no"),
    ) == [
        "Toilets: 60 m west; wheelchair access",
        "Drinking water (Pump): 120 m south; limited wheelchair access",
        "Bench: 20 m north",
        "Station: 290 m north; no wheelchair access",
    ]


def test_what_is_far_or_a_door_is_not_told() -> None:
    assert lines(amenity("toilets", (0, 310)), amenity("entrance", (0, 5), 2)) == []
    assert lines() == []


def test_what_stands_at_the_place_has_no_direction() -> None:
    assert lines(amenity("shelter", (0, 0))) == ["Shelter: here"]


def test_feet_come_first_where_the_trail_has_them() -> None:
    assert lines(amenity("toilets", (0, 80)), words=Phrases()) == ["Toilets: 260 ft (80 m) north"]


@pytest.fixture
def furnished(sample: Sample) -> Sample:
    """Toilets some 45 m east of the landing stage."""
    stage = sample.feature("landing-stage")["geometry"]["coordinates"]
    sample.layers["streets"]["source"] = "OpenStreetMap extract, data of 2026-11-30"
    sample.layers["streets"]["features"].append(
        {
            "type": "Feature",
            "id": "n1",
            "properties": {
                "kind": "amenity", "amenity": "toilets", "wheelchair": "yes", "accuracy_m": 5,
                "source": "OpenStreetMap node 1", "rank": 9,
            },
            "geometry": {"type": "Point", "coordinates": [stage[0] + 0.0006, stage[1]]},
        }
    )  # fmt: skip
    return sample


def test_a_sites_page_tells_what_is_close_by_and_after_which_source(
    furnished: Sample, tmp_path: Path
) -> None:
    client = create_app(Settings(data_dir=furnished.write(tmp_path))).test_client()
    page = html.fromstring(client.get("/sites/landing-stage/").data)
    (heading,) = page.xpath("//h3[.='Close by']")
    told = [" ".join(item.text_content().split()) for item in heading.getnext()]
    assert told == ["Toilets: 150 ft (45 m) east; wheelchair access."]
    assert "OpenStreetMap extract, data of 2026-11-30." in heading.getnext().getnext().text
    other = html.fromstring(client.get("/sites/lost-camp/").data)
    assert other.xpath("//h3[.='Close by']") == []


def test_the_sheets_stop_has_the_toilets_with_its_access(furnished: Sample, tmp_path: Path) -> None:
    guide = Guide(dataset.load(furnished.write(tmp_path)))
    context = SheetContext(guide, Phrases(), Links.under("https://example.org"))
    stop = next(s for s in guide.itinerary("quay").stops if s.site.id == "landing-stage")
    told = stop_content(context, stop)
    for access in (told["access"], told["access_whole"]):
        assert isinstance(access, dict)
        text = access["as_of"].replace("\u00a0", " ")
        assert text.endswith(" Toilets: 150 ft (45 m) east; wheelchair access.")


def test_a_class_finds_the_toilets_of_the_map_where_none_was_asked_for() -> None:
    shipped = Guide(dataset.load(DATA))
    before = make_trip(shipped, usual_request(visits_of(shipped)))
    assert before.visits is shipped.dataset.visits
    bare = next(s for s in before.plan.stops if not before.visits.visit_of(s.site.id).toilet)
    asked = next(s for s in before.plan.stops if before.visits.visit_of(s.site.id).toilet)
    points = [
        amenity("toilets", (0, 0), number).model_copy(update={"parts": ((stop.site.position,),)})
        for number, stop in enumerate((bare, asked), 1)
    ]
    drawn = layer(*points).model_copy(update={"id": "amenities", "source": "A survey of May"})
    more = dataclasses.replace(shipped.dataset, layers=(*shipped.dataset.layers, drawn))
    after = make_trip(Guide(more), usual_request(visits_of(shipped)))
    found = after.visits.visit_of(bare.site.id).toilet
    assert found is not None
    assert found.text == "Toilets: here. A survey of May."
    kept = before.visits.visit_of(asked.site.id).toilet
    assert after.visits.visit_of(asked.site.id).toilet == kept
    assert longest_without_toilet(after.plan, after.visits) < longest_without_toilet(
        before.plan, before.visits
    )
