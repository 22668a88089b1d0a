"""The shape that stands for a site."""

from __future__ import annotations

import pytest

from tests.sample import site
from trail.dataset.schema.site import Site, SiteProperties
from trail.guide.symbols import mark_shape


def _site(status: str, access: str) -> Site:
    feature = site("a-place", 168.35, -46.6)
    properties = dict(feature["properties"])
    properties["status"] = status
    properties["access"] = {**properties["access"], "state": access}
    return Site(id="a-place", position=None, properties=SiteProperties.model_validate(properties))


@pytest.mark.parametrize(
    ("status", "access", "shape"),
    [
        ("standing", "open", "stands"),
        ("altered", "grounds", "stands"),
        ("standing", "unknown", "stands"),
        ("standing", "private", "private"),
        ("altered", "restricted", "private"),
        ("gone", "outside", "gone"),
        ("replaced", "open", "gone"),
        ("gone", "private", "gone"),
        ("unknown", "outside", "unknown"),
        ("unknown", "private", "private"),
    ],
)
def test_status_and_access_choose_the_shape(status: str, access: str, shape: str) -> None:
    assert mark_shape(_site(status, access)) == shape
