"""The story's files as part of a dataset: all or none, every fault told with the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sample import Sample
from trail import dataset
from trail.base.errors import DatasetError
from trail.dataset.files.story import STORY_FILES


def places(sample: Sample, directory: Path) -> set[tuple[str, str, str]]:
    with pytest.raises(DatasetError) as caught:
        dataset.load(sample.write(directory))
    return {(problem.file, problem.feature, problem.field) for problem in caught.value.problems}


def test_the_story_is_loaded_with_the_rest(sample_dir: Path) -> None:
    story = dataset.load(sample_dir).story
    assert story is not None
    assert [event.id for event in story.events][:2] == ["before", "arrival"]
    assert [demand.number for demand in story.demands] == [1, 2]


def test_a_trail_may_have_no_story(sample: Sample, tmp_path: Path) -> None:
    sample.story.clear()
    assert dataset.load(sample.write(tmp_path)).story is None


@pytest.mark.parametrize("name", STORY_FILES)
def test_a_part_of_the_story_is_refused_for_what_is_missing(
    sample: Sample, tmp_path: Path, name: str
) -> None:
    del sample.story[name]
    assert places(sample, tmp_path) == {(name, "", "")}


@pytest.mark.parametrize("name", STORY_FILES)
def test_an_unreadable_file_of_the_story_is_one_fault(
    sample: Sample, tmp_path: Path, name: str
) -> None:
    sample.texts[name] = "["
    assert places(sample, tmp_path) == {(name, "", "")}


def test_faults_of_the_story_are_told_with_those_of_the_sites(
    sample: Sample, tmp_path: Path
) -> None:
    sample.properties("custom-house")["status"] = "ruined"
    sample.story["events.yaml"]["events"][1]["people"] = ["nobody"]
    sample.story["demands.yaml"]["demands"][0]["reply"] = "maybe"
    assert places(sample, tmp_path) == {
        ("sites.geojson", "custom-house", "status"),
        ("events.yaml", "arrival", "people[0]"),
        ("demands.yaml", "1", "reply"),
    }


def test_the_digest_covers_the_story(sample: Sample, tmp_path: Path) -> None:
    first = dataset.load(sample.write(tmp_path / "one")).digest
    sample.story["events.yaml"]["events"][0]["text"] = "Another sentence."
    assert dataset.load(sample.write(tmp_path / "two")).digest != first


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "Atlantis", "America"])
def test_a_time_zone_that_there_is_not_is_refused(
    sample: Sample, tmp_path: Path, zone: str
) -> None:
    sample.trail["time_zone"] = zone
    assert places(sample, tmp_path) == {("trail.yaml", "", "time_zone")}
