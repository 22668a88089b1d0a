"""Which legs `trail check` asks the keeper to look at, and what it says may mend them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.osm_trail import imported, trail_at
from tests.sample import Sample
from tests.streets import at, block, layer
from trail.base.errors import DatasetError
from trail.base.geo import Bbox
from trail.cli.main import main
from trail.curation.osm import importing as osm
from trail.dataset import load
from trail.dataset.schema.map import MapFeature
from trail.dataset.schema.whole import Dataset
from trail.guide.checking import checked
from trail.guide.walk.leg_check import leg_doubts
from trail.guide.walk.network import Network

A, B = (2.0, 48.0), at(0, 30)


def doubts(
    directory: Path, *streets: MapFeature, box: Bbox | None = None, **site: object
) -> list[str]:
    """What is said of a tour from one stop to another 30 m north of it."""
    places = {"mint": A, "tower": (B.lon, B.lat)}
    data = trail_at(directory / "trail", places, {"walk": ["mint", "tower"]}, **site)
    drawn = layer(*streets)
    drawn = drawn.model_copy(update={"bbox": box}) if box else drawn
    dataset: Dataset = replace(load(data), layers=(drawn,))
    return [str(doubt) for doubt in leg_doubts(dataset, Network.of_dataset(dataset))]


def test_a_leg_along_a_street_is_not_doubted(tmp_path: Path) -> None:
    assert doubts(tmp_path, block("Lane", "a", "b", [(3, -20), (3, 60)])) == []


def test_a_roundabout_leg_is_told_with_the_join_that_would_mend_it(tmp_path: Path) -> None:
    round_about = [(-2, -60), (-2, 10), (-300, 10), (-300, 40), (-2, 40), (-2, 34)]
    (said,) = doubts(
        tmp_path,
        block("Round", "a", "b", round_about),
        block("Loose Lane", "c", "d", [(20, -20), (20, 60)]),
        joins="Round",
    )
    assert said == (
        "walk: mint to tower: 650 m on foot for 30 m in a straight line; "
        "no street near either stop is shorter: a path between them may be missing on the map"
    )
    (said,) = doubts(
        tmp_path / "2",
        block("Round", "a", "b", round_about),
        block("Row", "b", "d", [(-2, 34), (20, 34), (20, -20)]),
        joins="Round",
    )
    assert said.startswith("walk: mint to tower: ")
    assert "m where mint joins Row, 20 m away: set its joins, if that is right" in said


def test_a_join_under_the_ground_is_told(tmp_path: Path) -> None:
    under = block("Shaft", "a", "b", [(3, -20), (3, 60)], underground=True)
    (said,) = doubts(tmp_path, under, joins="Shaft")
    assert said == (
        "walk: mint to tower: mint joins Shaft, which is under the ground; "
        "set joins of mint to a street above it"
    )


@pytest.mark.parametrize("south_m", [-60, -10, 5])
def test_a_stop_at_the_edge_of_the_map_is_told(tmp_path: Path, south_m: float) -> None:
    lane = block("Lane", "a", "b", [(3, -200), (3, 200)])
    west, north = at(-500, 500)
    east, south = at(500, south_m)
    said = doubts(tmp_path, lane, box=Bbox(west, south, east, north))
    assert bool(said) == (south_m > -15)
    assert all("mint lies at the edge of the imported map; import a larger box" in s for s in said)


def test_the_check_and_the_import_tell_it(tmp_path: Path) -> None:
    data, _ = imported("underground-by-level", tmp_path / "trail")
    said = "walk: crane to school: 370 m on foot for 80 m in a straight line"
    result = CliRunner().invoke(main, ["--data", str(data), "check"])
    assert f"  look at {said}" in result.output
    assert [str(doubt).startswith(said) for doubt in osm.doubts_of(data)] == [True]
    (data / "sites.geojson").write_text("{}")
    assert osm.doubts_of(data) == ()


@pytest.mark.parametrize(
    ("joins", "problem"),
    [
        (
            "Wharf Lone",
            "'Wharf Lone' is no street of the map; "
            "expected a street's name such as Wharf Lane, or a block's id",
        ),
        ({"street": "Wharf Lane", "at": [168.35, -46.6]}, "has a street and a place, or neither"),
        ({}, "has a street and a place, or neither"),
        ([400, 0], "joins.at[0]"),
        ([168.35], "joins.at"),
        (7, "7 is a number; expected an object with street, at, or null"),
    ],
)
def test_a_join_that_is_none_is_a_fault(
    sample: Sample, tmp_path: Path, joins: object, problem: str
) -> None:
    sample.properties("landing-stage")["joins"] = joins
    with pytest.raises(DatasetError) as refused:
        checked(sample.write(tmp_path))
    (said,) = (str(one) for one in refused.value.problems)
    assert said.startswith("sites.geojson: landing-stage: joins")
    assert problem in said


@pytest.mark.parametrize("joins", ["wharf lane", "wharf-lane", [168.3527, -46.6001], None])
def test_a_join_is_a_street_a_block_or_a_place(
    sample: Sample, tmp_path: Path, joins: object
) -> None:
    sample.properties("landing-stage")["joins"] = joins
    assert checked(sample.write(tmp_path))
