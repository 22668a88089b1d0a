"""The row of the stops, and the glyph of a day."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from drawings import days, records
from drawings.__main__ import DATA
from drawings.everything import draw_all
from drawings.pen import ACCENT, INK
from trail import dataset
from trail.guide.guide import Guide

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = dict(draw_all(DATA))


def groups(name: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(DRAWN[name])
    return [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]


def middle(group: ElementTree.Element) -> float:
    starts = [
        float(match)
        for path in group.iter(f"{SVG}path")
        for match in re.findall(r"M(-?[\d.]+)", path.get("d", ""))
    ]
    return sum(starts) / len(starts)


@pytest.mark.parametrize("name", ["frieze.svg", "frieze-night.svg"])
def test_the_frieze_has_the_stops_of_the_walk_in_their_order(name: str) -> None:
    walked = Guide(dataset.load(DATA)).itinerary("downtown")
    found = groups(name)
    assert [group[0].text for group in found] == [stop.site.name for stop in walked.stops]
    across = [middle(group) for group in found]
    assert across == sorted(across)
    assert len(found) == 15


def test_by_night_the_windows_are_lit_and_nothing_else_changes() -> None:
    by_day, by_night = DRAWN["frieze.svg"], DRAWN["frieze-night.svg"]
    changed = [
        (day, night)
        for day, night in zip(by_day.splitlines(), by_night.splitlines(), strict=True)
        if day != night
    ]
    assert len(changed) >= 40
    for day, night in changed:
        assert day.replace(f'fill="{INK}"', f'fill="{ACCENT}"') == night
    jones = next(g for g in groups("frieze-night.svg") if g[0].text == "John Paul Jones House")
    lit = [path for path in jones.iter(f"{SVG}path") if path.get("fill") == ACCENT]
    assert len(lit) == 10  # nine windows and the door


def strokes(svg: str) -> list[str]:
    """What each of the twelve strokes is, from its marks."""
    root = ElementTree.fromstring(svg)
    return [
        f"{path.get('fill', 'none')} {path.get('stroke-width', '1.2')}"
        f" {path.get('stroke-dasharray', '-')}"
        for path in root.iter(f"{SVG}path")
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("1905-08-05", "12 not presented"),
        ("1905-08-10", "12 not yet discussed"),
        ("1905-08-14", "3 agreed in principle, 9 not yet discussed"),
        ("1905-08-18", "8 agreed in principle, 2 deadlocked, 2 under discussion"),
        ("1905-08-28", "4 deadlocked, 8 agreed in principle"),
        ("1905-08-29", "3 withdrawn, 9 agreed in principle"),
        ("1905-09-05", "9 settled, 3 withdrawn"),
    ],
)
def test_a_day_tells_how_the_demands_stood(day: str, told: str) -> None:
    title = ElementTree.fromstring(DRAWN[f"days/{day}.svg"])[0].text or ""
    head, _, counts = title.partition(": ")
    assert head == "The twelve demands at the end of the day"
    assert sorted(counts.split(", ")) == sorted(told.split(", "))


def test_there_is_a_glyph_for_each_day_of_the_period() -> None:
    glyphs = [name for name in DRAWN if name.startswith("days/")]
    assert (len(glyphs), glyphs[0], glyphs[-1]) == (
        33, "days/1905-08-05.svg", "days/1905-09-06.svg",
    )  # fmt: skip
    assert [day for day, _ in records.strands(DATA)][20] == "1905-08-25"


def test_each_state_has_a_stroke_of_its_own() -> None:
    looks = {
        state: strokes(days.draw_glyph([state]))[0]
        for state in (
            "not-presented", "not-yet-discussed", "under-discussion", "agreed-in-principle",
            "deadlocked", "withdrawn", "settled",
        )
    }  # fmt: skip
    assert len(set(looks.values())) == 7, looks
    assert looks["deadlocked"].startswith(ACCENT)
    assert looks["withdrawn"].endswith("5 4")


def test_the_strokes_stand_in_the_order_of_the_demands() -> None:
    states = ["agreed-in-principle"] * 12
    states[4] = "deadlocked"
    root = ElementTree.fromstring(days.draw_glyph(states))
    wall = next(path for path in root.iter(f"{SVG}path") if path.get("fill") == ACCENT)
    assert wall.get("d", "").startswith("M28.4 2")


def test_a_state_without_a_stroke_is_refused() -> None:
    with pytest.raises(ValueError, match="no stroke for the state 'half-agreed'"):
        days.draw_glyph(["half-agreed"])
