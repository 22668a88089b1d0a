"""Turned boxes and points: the quick arithmetic agrees with the shapes themselves."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import Point, Polygon, affinity, box

from trail.cartography.labels import Candidate, Samples, collide
from trail.cartography.placement import arrange
from trail.cartography.view import Box

_place = st.floats(-300, 300).map(lambda value: round(value, 2))
_size = st.floats(2, 200).map(lambda value: round(value, 2))


@st.composite
def _boxes(draw: st.DrawFn) -> Candidate:
    angle = draw(st.sampled_from([0.0, 90.0, -90.0, 180.0, 87.5]) | st.floats(-180, 180))
    centre = draw(_place), draw(_place)
    return Candidate(("a",), centre, (draw(_size), draw(_size)), 0, angle=angle)


def _shape(candidate: Candidate, more: float = 0.0) -> Polygon:
    x, y = candidate.centre
    w, h = candidate.hw + more, candidate.hh + more
    return affinity.rotate(box(x - w, y - h, x + w, y + h), candidate.angle, (x, y))


@given(_boxes(), _boxes())
def test_boxes_collide_where_their_shapes_have_ground_in_common(
    one: Candidate, other: Candidate
) -> None:
    area = _shape(one).intersection(_shape(other)).area
    assume(not 0 < area < 1e-6)  # an edge in common, but for the rounding
    assert collide(one, other) == (area > 0)
    assert collide(other, one) == collide(one, other)


@given(_boxes(), st.lists(st.tuples(_place, _place), max_size=40))
def test_a_box_covers_the_samples_that_lie_in_its_shape(
    candidate: Candidate, points: list[tuple[float, float]]
) -> None:
    samples = Samples([[point] for point in points])
    within, around = _shape(candidate, -1e-6), _shape(candidate, 1e-6)
    least = sum(within.covers(Point(point)) for point in points)
    most = sum(around.covers(Point(point)) for point in points)
    assert least <= samples.covered(candidate) <= most


@given(
    st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=30),
    st.floats(5, 30),
)
def test_marks_never_overlap_and_each_is_there_once(
    anchors: list[tuple[float, float]], radius: float
) -> None:
    spots = arrange(
        anchors,
        [radius] * len(anchors),
        cluster_radius=radius * 1.3,
        gap=5,
        box=Box(0, 0, 1000, 1000),
    )
    assert sorted(m for spot in spots for m in spot.members) == list(range(len(anchors)))
    for k, one in enumerate(spots):
        for other in spots[:k]:
            assert math.dist(one.centre, other.centre) >= one.radius + other.radius - 0.2
