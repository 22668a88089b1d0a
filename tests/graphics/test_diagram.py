"""The diagram of the days: every fact once, the same each time, nothing unescaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import get_args
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from trail.dataset.schema.story import BANDS, Band, State
from trail.graphics import days as diagram
from trail.graphics.days.ink import PATTERNS
from trail.graphics.days.marks import (
    DayMark,
    DiagramWords,
    EventMark,
    Line,
    Path,
    StallMark,
    StateMark,
)
from trail.graphics.days.wide import DiagramLayout, drawing
from trail.guide.days.chronology import Stretch

STATES: tuple[State, ...] = get_args(State)

START = date(1911, 2, 1)
COUNT = 12


def day(number: int) -> date:
    return START + timedelta(days=number)


def event(number: int, band: Band = "citizens", first: int = 0, **more: object) -> EventMark:
    made = EventMark(
        id=f"event-{number}",
        band=band,
        first=day(first),
        last=day(first),
        label=f"What happened {number}",
        name=f"What happened {number}, in full",
        href=f"/days/{day(first)}/#event-{number}",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def state(number: int, first: int, last: int, what: State, argued: int | None = None) -> StateMark:
    return StateMark(
        number,
        Stretch(what, False, day(first), day(last)),
        f"Demand {number}: {what}",
        f"/days/{day(first)}/",
        () if argued is None else (day(argued),),
    )


def path(events: tuple[EventMark, ...] = (), lines: tuple[Line, ...] = ()) -> Path:
    days = tuple(
        DayMark(day(n), str(day(n).day), f"February {n + 1}", f"/days/{day(n)}/")
        for n in range(COUNT)
    )
    words = DiagramWords(
        title="The month",
        bands={band: (band.title(), "what it holds") for band in BANDS},
        away="Farther off",
        day="day",
        sitting="sitting",
        tick="a tick: argued",
        demands="The two demands",
        states={(what, False): what for what in STATES},
    )
    return Path(days, events, lines, StallMark(day(3), day(6), "4 days"), words)


LINES = (
    Line(1, "Oil", "agreed", (state(1, 0, 4, "deadlocked", 2), state(1, 5, 11, "settled"))),
    Line(
        2, "A bell", "dropped", (state(2, 0, 7, "under-discussion"), state(2, 8, 11, "withdrawn"))
    ),
)


def drawn(found: Path) -> ET.Element:
    return drawing(found, DiagramLayout())


def down(found: Path, here: date | None = None) -> ET.Element:
    return ET.fromstring(str(diagram.draw_down(found, here)))


def links(svg: ET.Element, attribute: str) -> dict[str, ET.Element]:
    found = [link for link in svg.iter("a") if link.get(attribute)]
    assert len(found) == len({link.get(attribute) for link in found})
    return {str(link.get(attribute)): link for link in found}


def boxes(svg: ET.Element) -> Iterator[tuple[float, float, float, float]]:
    for link in links(svg, "data-event").values():
        rect = next(rect for rect in link.iter("rect") if rect.get("class") == "d-hit")
        x, y, w, h = (float(rect.get(key, "")) for key in ("x", "y", "width", "height"))
        yield x, y, x + w, y + h


def test_every_event_and_every_state_is_one_named_link() -> None:
    events = tuple(event(n, BANDS[n % 3], n % COUNT) for n in range(20))
    svg = drawn(path(events, LINES))
    assert set(links(svg, "data-event")) == {mark.id for mark in events}
    assert set(links(svg, "data-state")) == {
        "1:1911-02-01",
        "1:1911-02-06",
        "2:1911-02-01",
        "2:1911-02-09",
    }
    for link in svg.iter("a"):
        assert link.findtext("title")
        assert str(link.get("href")).startswith("/days/1911-02-")


def test_each_day_is_a_link_on_the_axis_once() -> None:
    titles = [link.findtext("title") for link in drawn(path()).iter("a")]
    assert titles == [f"February {n + 1}" for n in range(COUNT)]


def test_words_that_would_leave_the_picture_stand_before_their_mark() -> None:
    late = event(1, first=COUNT - 1, label="W" * 30)
    text = links(drawn(path((late,))), "data-event")["event-1"].find("text")
    assert text is not None
    assert text.get("text-anchor") == "end"


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(BANDS), st.integers(0, COUNT - 1), st.text(min_size=1, max_size=40)
        ),
        max_size=40,
    )
)
def test_no_event_covers_another_and_none_leaves_the_picture(
    found: list[tuple[Band, int, str]],
) -> None:
    events = tuple(event(n, band, at, label=label) for n, (band, at, label) in enumerate(found))
    svg = drawn(path(events, LINES))
    width, height = map(float, str(svg.get("viewBox")).split()[2:])
    placed = list(boxes(svg))
    assert len(placed) == len(events)
    for left, top, right, bottom in placed:
        assert -1 <= left < right <= width + 1
        assert 0 <= top < bottom <= height
    for a, b in combinations(placed, 2):
        assert a[2] <= b[0] + 0.2 or b[2] <= a[0] + 0.2 or a[3] <= b[1] + 0.2 or b[3] <= a[1] + 0.2


def test_the_same_path_gives_the_same_bytes() -> None:
    found = path(tuple(event(n, first=n % 5) for n in range(9)), LINES)
    assert ET.tostring(drawn(found)) == ET.tostring(drawn(found))
    assert diagram.draw_down(found) == diagram.draw_down(found)


def test_markup_in_a_title_stays_text() -> None:
    hostile = '<script>alert("x")</script>'
    svg = ET.tostring(drawn(path((event(1, label=hostile, name=hostile),), LINES))).decode()
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_nothing_is_styled_inline() -> None:
    pieces = [
        ET.tostring(drawn(path((event(1),), LINES))).decode(),
        diagram.draw_down(path((event(1),), LINES), day(2)),
        *(diagram.draw_sample(key) for key in PATTERNS),
    ]
    for piece in pieces:
        for element in ET.fromstring(str(piece)).iter():
            assert element.tag != "style"
            assert "style" not in element.attrib


def test_every_state_has_a_pattern_of_its_own() -> None:
    shapes = {key: diagram.draw_sample(key).replace("d-wall", "d-ink") for key in PATTERNS}
    assert {key[0] for key in shapes} == set(STATES)
    assert len(set(shapes.values())) == len(shapes)


def test_down_has_a_row_for_each_day_a_dot_for_each_event_and_a_strand_for_each_demand() -> None:
    events = (event(1, first=2), event(2, first=2), event(3, "negotiation", 4, doubtful=True))
    svg = down(path(events, LINES), day(4))
    rows = list(svg.iter("a"))
    assert [row.get("href") for row in rows] == [f"/days/{day(n)}/" for n in range(COUNT)]
    assert [len(list(row.iter("circle"))) for row in rows] == [0, 0, 2, 0, 1] + [0] * 7
    assert [c.get("class") for c in rows[4].iter("circle")] == ["d-hollow"]
    numbers = [text.text for text in svg.iter("text") if text.get("class") == "d-number"]
    assert numbers == ["1", "2"]
    ticks = [p.get("d") for p in svg.iter("path") if "d-tick" in str(p.get("class"))]
    assert ticks == ["M60.2 86.5h9"]  # on the third row, across the first strand
    here = [r.get("y") for r in svg.iter("rect") if r.get("class") == "d-here"]
    assert here == ["112"]
    assert [p for p in svg.iter("path") if p.get("class") == "d-ground"] == []
    ground = next(r for r in svg.iter("rect") if r.get("class") == "d-ground")
    assert (ground.get("y"), ground.get("height")) == ("95", "68")


def test_down_keeps_every_dot_inside_however_many_there_are() -> None:
    svg = down(path(tuple(event(n, first=1) for n in range(30)), LINES))
    _x, _y, width, height = map(float, str(svg.get("viewBox")).split())
    for dot in svg.iter("circle"):
        assert 0 < float(dot.get("cx", "")) < width
        assert 0 < float(dot.get("cy", "")) < height


def test_a_word_stands_once_for_each_state() -> None:
    said = [
        text.text
        for text in drawn(path((), LINES)).iter("text")
        if "d-halo" in str(text.get("class"))
    ]
    assert sorted(filter(None, said)) == [
        "a tick: argued",
        "deadlocked",
        "settled",
        "under-discussion",
        "withdrawn",
    ]


def test_an_event_between_two_days_reaches_over_both() -> None:
    mark = event(1, first=2, last=day(4))
    link = links(drawn(path((mark,))), "data-event")["event-1"]
    assert [p for p in link.iter("path") if p.get("class") == "d-between"]
