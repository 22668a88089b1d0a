"""A walk by its address: the tour, a part of it, or somebody's own choice of stops."""

from __future__ import annotations

import pytest

from trail.base.errors import InvalidParameter, PlanningError, SiteNotFound
from trail.dataset.schema.whole import Dataset
from trail.guide.guide import Guide
from trail.guide.walk.values import Itinerary
from trail.guide.walk.walks import MOST_STOPS, Walk, open_to, read_fragment
from trail.guide.words.phrases import Phrases
from trail.guide.words.walks import walk_name


@pytest.fixture(scope="module")
def guide(sample_dataset: Dataset) -> Guide:
    return Guide(sample_dataset)


def worked_out(guide: Guide, walk: Walk) -> Itinerary:
    found = guide.walked(walk)
    assert isinstance(found, Itinerary)
    return found


def names(itinerary: Itinerary) -> list[str]:
    return [stop.site.id for stop in itinerary.stops]


@pytest.mark.parametrize(
    ("walk", "path", "file_name"),
    [
        (Walk("quay"), "quay", "quay"),
        (Walk("quay", minutes=45), "quay/in/45", "quay-in-45"),
        (Walk("quay", "custom-house"), "quay/from/custom-house", "quay-from-custom-house"),
        (
            Walk("quay", "custom-house", 60),
            "quay/from/custom-house/in/60",
            "quay-from-custom-house-in-60",
        ),
        (Walk("quay", stops=("custom-house",)), "quay/own", "quay-own"),
    ],
)
def test_a_walk_is_its_address(walk: Walk, path: str, file_name: str) -> None:
    assert (walk.path, walk.file_name) == (path, file_name)
    assert walk.is_whole == (path == "quay")


@pytest.mark.parametrize(
    "walk",
    [
        Walk("quay", stops=("custom-house", "landing-stage"), loop=True, pace="family"),
        Walk("quay", stops=("landing-stage",), loop=False),
    ],
)
def test_an_own_walk_comes_back_out_of_its_link(walk: Walk) -> None:
    assert read_fragment("quay", walk.fragment) == walk
    assert read_fragment("quay", "#" + walk.fragment + "&utm_source=x") == walk


def test_an_own_walks_link_is_readable() -> None:
    walk = Walk("quay", stops=("custom-house", "landing-stage"), loop=True, pace="slow")
    assert walk.fragment == "stops=custom-house,landing-stage&back=1&pace=slow"


@pytest.mark.parametrize(
    "fragment",
    ["", "stop-3", "stops=", "stops=a,a", "stops=" + ",".join(map(str, range(MOST_STOPS + 1)))],
)
def test_a_link_that_names_no_walk_is_refused(fragment: str) -> None:
    with pytest.raises(InvalidParameter):
        read_fragment("quay", fragment)


def test_an_own_walk_has_its_stops_in_their_order_and_the_way_back(guide: Guide) -> None:
    stops = tuple(reversed(guide.dataset.get_tour("quay").stops))
    out = worked_out(guide, Walk("quay", stops=stops))
    assert names(out) == list(stops)
    assert len(out.legs) == len(stops) - 1
    back = worked_out(guide, Walk("quay", stops=stops, loop=True))
    assert len(back.legs) == len(stops)
    assert back.legs[-1].destination.site.id == stops[0]
    assert back.distance_m > out.distance_m


def test_one_stop_is_a_walk_without_a_way(guide: Guide) -> None:
    itinerary = worked_out(guide, Walk("quay", stops=("custom-house",), loop=True))
    assert (names(itinerary), itinerary.legs) == (["custom-house"], ())


def test_a_walk_may_have_sites_that_the_tour_has_not_but_none_out_of_reach(guide: Guide) -> None:
    tour = guide.dataset.get_tour("quay")
    known = open_to(guide.dataset, tour)
    assert known[: len(tour.stops)] == tour.stops
    assert len(set(known)) == len(known)
    assert "south-light" not in known
    with pytest.raises(SiteNotFound):
        guide.walked(Walk("quay", stops=("custom-house", "south-light")))
    with pytest.raises(PlanningError):
        guide.walked(Walk("quay", stops=("custom-house", "custom-house")))


def test_each_part_is_called_by_what_makes_it_one(guide: Guide) -> None:
    tour = guide.dataset.get_tour("quay")
    label = guide.dataset.get_site("custom-house").label
    words = Phrases()
    named = [
        walk_name(walk, guide.dataset, words)
        for walk in (
            Walk("quay"),
            Walk("quay", minutes=90),
            Walk("quay", "custom-house"),
            Walk("quay", "custom-house", 45),
        )
    ]
    short = tour.short_name
    assert named == [
        tour.name,
        f"{short} in 1\u00a0h\u00a030\u00a0min",
        f"{short} from {label}",
        f"{short} from {label} in 45\u00a0min",
    ]
