"""Turned boxes and points: the quick arithmetic agrees with the shapes themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, affinity, box

from trail.graphics.maps.candidate import Candidate
from trail.graphics.maps.labels import Samples, collide

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
    # Whether an edge in common counts is up to the rounding.
    surely, perhaps = (_shape(one, by).intersects(_shape(other, by)) for by in (-1e-6, 1e-6))
    assert surely <= collide(one, other) <= perhaps
    assert surely <= collide(other, one) <= perhaps


@given(_boxes(), st.lists(st.tuples(_place, _place), max_size=40))
def test_a_box_covers_the_samples_that_lie_in_its_shape(
    candidate: Candidate, points: list[tuple[float, float]]
) -> None:
    samples = Samples([[point] for point in points])
    within, around = _shape(candidate, -1e-6), _shape(candidate, 1e-6)
    least = sum(within.covers(Point(point)) for point in points)
    most = sum(around.covers(Point(point)) for point in points)
    assert least <= samples.covered(candidate) <= most
