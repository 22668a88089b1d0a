"""The dataset that ships: whole, within its limits, and with the tours that were promised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

from tests.shipped import shipped_dataset
from trail.base import paths
from trail.base.readability import reading_grade
from trail.dataset import sites_schema
from trail.dataset.schema.site import Fact, Site
from trail.dataset.schema.whole import Dataset
from trail.dataset.text.faults import Faults
from trail.dataset.text.folder import Folder, read_json
from trail.dataset.text.geojson import parse_bbox

STORY_WORDS = 150, 400
FEW_FACTS = 4  # with no more than these a story may be shorter, rather than padded


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return shipped_dataset()


def located(found: Dataset) -> list[Site]:
    return [site for site in found.sites if site.position]


def facts_of(found: Dataset) -> Iterator[Fact]:
    for site in found.sites:
        yield from site.properties.facts


def words_in(texts: tuple[str, ...]) -> int:
    return sum(len(text.split()) for text in texts)


def towns_of(found: Dataset, tour_id: str) -> set[str]:
    return {found.get_site(stop).properties.town for stop in found.get_tour(tour_id).stops}


def test_there_are_32_sites_16_of_each_collection(shipped: Dataset) -> None:
    counts = Counter(site.properties.collection for site in shipped.sites)
    assert counts == {"trail": 16, "connections": 16}


def test_site_ids_names_and_labels_are_unique(shipped: Dataset) -> None:
    for values in (
        [site.id for site in shipped.sites],
        [site.name for site in shipped.sites],
        [site.label for site in shipped.sites],
    ):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_positions_lie_in_the_region_each_with_an_accuracy(shipped: Dataset) -> None:
    box = parse_bbox(shipped.trail.region.bbox)
    assert box
    for site in located(shipped):
        assert site.position
        assert box.contains(site.position), site.id
        assert site.properties.position.accuracy_m, site.id


def test_site_without_a_position_says_why(shipped: Dataset) -> None:
    lost = [site for site in shipped.sites if site.position is None]
    assert lost
    assert all(site.properties.position.reason for site in lost)


def test_stories_have_150_to_400_words_or_little_to_tell(shipped: Dataset) -> None:
    least, most = STORY_WORDS
    for site in shipped.sites:
        words = words_in(site.properties.story)
        assert words <= most, (site.id, words)
        assert words >= least or len(site.properties.facts) <= FEW_FACTS, (site.id, words)


def test_every_site_has_a_sourced_fact(shipped: Dataset) -> None:
    assert [site.id for site in shipped.sites if not site.properties.facts] == []


def test_access_of_unknown_state_claims_no_date(shipped: Dataset) -> None:
    for site in shipped.sites:
        access = site.properties.access
        if access.state == "unknown":
            assert access.as_of is None, site.id


def test_texts_hold_no_markup(shipped: Dataset) -> None:
    for site in shipped.sites:
        fields = site.properties
        texts = [fields.name, fields.summary, *fields.story, *(fact.text for fact in fields.facts)]
        assert not any(mark in text for text in texts for mark in ("<", "&amp;", "](", "**")), (
            site.id
        )


def test_low_confidence_is_explained(shipped: Dataset) -> None:
    unexplained = [
        fact.text for fact in facts_of(shipped) if fact.confidence == "low" and not fact.note
    ]
    assert unexplained == []


def test_fact_dates_are_no_later_than_the_data(shipped: Dataset) -> None:
    for fact in facts_of(shipped):
        if fact.date:
            assert fact.date.first.isoformat() <= shipped.trail.data_date, fact.text


def test_there_are_nine_tracks(shipped: Dataset) -> None:
    assert sorted(shipped.tracks_by_number) == list(range(1, 10))


def test_there_are_the_three_tours(shipped: Dataset) -> None:
    assert {tour.id: tour.mode for tour in shipped.trail.tours} == {
        "downtown": "foot",
        "harbour": "car",
        "new-hampshire": "car",
    }


def test_downtown_tour_has_every_located_site_in_reach_on_foot(shipped: Dataset) -> None:
    on_foot = {site.id for site in located(shipped) if site.properties.reach == "foot"}
    assert set(shipped.get_tour("downtown").stops) == on_foot
    assert towns_of(shipped, "downtown") == {"Portsmouth"}


def test_harbour_tour_visits_its_places(shipped: Dataset) -> None:
    stops = shipped.get_tour("harbour").stops
    assert {"creek-farm", "wentworth-coolidge-mansion", "wentworth-by-the-sea"} <= set(stops)
    assert towns_of(shipped, "harbour") == {"Portsmouth", "New Castle", "Kittery", "Eliot", "York"}


def test_new_hampshire_tour_visits_its_towns(shipped: Dataset) -> None:
    towns = {"Manchester", "Concord", "Newbury", "Hanover", "Lancaster", "Dublin"}
    assert towns_of(shipped, "new-hampshire") == towns


def test_credits_and_paces_name_their_source(shipped: Dataset) -> None:
    assert shipped.trail.credits
    assert all(pace.source for pace in shipped.trail.paces)


def test_map_is_drawn_with_credit_source_and_accuracy(shipped: Dataset) -> None:
    kinds = {feature.properties.kind for layer in shipped.layers for feature in layer.features}
    assert {"land", "water", "park", "street"} <= kinds
    for layer in shipped.layers:
        assert layer.features
        assert all((layer.credit, layer.source, layer.licence, layer.accuracy)), layer.id


def test_both_a_detailed_and_a_coarse_map_are_drawn(shipped: Dataset) -> None:
    assert {layer.detail for layer in shipped.layers} == {True, False}


def test_drawn_ids_are_unique_across_layers(shipped: Dataset) -> None:
    ids = Counter(feature.id for layer in shipped.layers for feature in layer.features)
    assert [name for name, times in ids.items() if times > 1] == []


def test_shipped_sites_match_the_printed_schema() -> None:
    document = read_json(Folder(paths.DATA, Faults()), "sites.geojson")
    assert document
    errors = Draft202012Validator(sites_schema()).iter_errors(document.value)
    assert [error.json_path for error in errors] == []


def test_summaries_read_at_grades_6_to_8_and_stories_at_8_to_10(shipped: Dataset) -> None:
    told = {
        site.id: (reading_grade([site.properties.summary or ""]),
                  reading_grade(site.properties.story))
        for site in shipped.sites
    }  # fmt: skip
    assert {s: grades for s, grades in told.items()
            if not 5.9 < grades[0] < 8.1 or not 6.4 < grades[1] < 10} == {}  # fmt: skip
    short = reading_grade(site.properties.summary or "" for site in shipped.sites)
    long = reading_grade(text for site in shipped.sites for text in site.properties.story)
    assert (6 <= short < 8, 8 <= long < 10) == (True, True), (short, long)


def test_chapters_are_announced_at_grades_6_to_8(shipped: Dataset) -> None:
    assert shipped.chapters
    grades = {c.id: reading_grade([c.summary]) for c in shipped.chapters.chapters}
    assert {name: grade for name, grade in grades.items() if not 6 <= grade <= 8} == {}


def test_a_site_tells_its_story_and_not_our_research(shipped: Dataset) -> None:
    log = re.compile(
        r"not (checked|found|confirmed|noted|stated)|sources? (that )?(we|was|were) read"
        r"|we (have not|could not|read)|general knowledge|as one of the things that kept",
        re.IGNORECASE,
    )
    for site in shipped.sites:
        told = site.properties
        texts = [told.summary, *told.story, told.access.detail, told.remains_today]
        assert [text for text in texts if text and log.search(text)] == [], site.id


def test_every_source_says_how_it_was_read_and_every_publisher_is_cited(shipped: Dataset) -> None:
    story, chapters = shipped.story, shipped.chapters
    assert story
    assert chapters
    texts = [text for chapter in chapters.chapters for part in chapter.parts
             for text in part.paragraphs]  # fmt: skip
    told: list[Any] = [
        *facts_of(shipped), *story.events, *story.demands, *story.articles, *story.markers,
        *shipped.people, *texts, *story.markers_file.remembered,
    ]  # fmt: skip
    cited = {url for item in told for url in item.sources}
    cited |= {voice.source for voice in shipped.voices}
    assert sorted(cited - {*shipped.readings_by_url}) == []
    hosts = {urlsplit(reading.url).hostname or "" for reading in shipped.readings}
    known = hosts | {host.removeprefix("www.") for host in hosts}
    assert [p.host for p in shipped.trail.publishers if p.host not in known] == []
