"""Choosing sites by where they lie."""

from __future__ import annotations

import pytest

from tests.generate import write_big
from tests.shipped import shipped_dataset
from trail import dataset
from trail.base.geo import distance_m
from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset
from trail.guide.walk.query import Neighbours


@pytest.fixture(scope="module", params=["shipped", "made up"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    if request.param == "shipped":
        return shipped_dataset()
    return dataset.load(write_big(400, tmp_path_factory.mktemp("big")))


@pytest.mark.slow
@pytest.mark.parametrize("limit", [1, 4, 1000])
def test_the_nearest_sites_are_those_of_the_shortest_geodesics(sites: Dataset, limit: int) -> None:
    neighbours = Neighbours(sites.sites)
    for site in sites.sites[::7]:
        found = [near.site.id for near in neighbours.nearest(site, limit)]
        assert found == _sorted(sites, site)[:limit]


def test_a_site_without_a_place_has_no_neighbours(sites: Dataset) -> None:
    neighbours = Neighbours(sites.sites)
    lost = [site for site in sites.sites if site.position is None]
    assert all(neighbours.nearest(site, 4) == () for site in lost)
    assert Neighbours(lost).nearest(sites.sites[0], 4) == ()


def _sorted(sites: Dataset, site: Site) -> list[str]:
    at = site.position
    if at is None:
        return []
    others = [
        (distance_m(at, other.position), other.id)
        for other in sites.sites
        if other.position is not None and other.id != site.id
    ]
    return [name for _, name in sorted(others)]
