"""The picture of a rotation: a look for each kind that needs no colour, and nothing unescaped."""

from __future__ import annotations

from typing import get_args
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from trail.graphics.rota import BlockKind, RotaBar, RotaRow, Tick, draw_key, draw_rota

KINDS: tuple[BlockKind, ...] = get_args(BlockKind)


def picture(*blocks: RotaBar, minutes: int = 60) -> ET.Element:
    return ET.fromstring(draw_rota([RotaRow("A & <B>", blocks)], [Tick(0, "9:00")], minutes).svg)


def look(kind: BlockKind) -> str:
    """A kind's shapes without their colours and places."""
    svg = ET.fromstring(draw_key(kind))
    return " ".join(
        f"{element.tag} {element.get('stroke-dasharray')} {element.get('fill')} "
        f"{len(element.get('d', '')) > 60}"
        for element in svg.iter()
        if element is not svg
    )


def test_each_kind_of_time_has_a_look_of_its_own_without_colour() -> None:
    looks = {look(kind) for kind in KINDS if kind != "board"}
    assert len(looks) == len(KINDS) - 1  # gathering and boarding look alike on purpose
    assert look("gather") == look("board")


def test_words_are_escaped() -> None:
    texts = [element.text for element in picture().iter() if element.text]
    assert "A & <B>" in texts


def test_a_stop_shows_its_number() -> None:
    svg = picture(RotaBar("stop", 0, 8, "12"), RotaBar("walk", 8, 12))
    assert [e.text for e in svg.iter() if e.get("class") == "rota-on"] == ["12"]


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 30)), max_size=12),
    st.integers(0, 400),
)
def test_any_day_is_drawn_inside_its_frame(parts: list[tuple[BlockKind, int]], more: int) -> None:
    at, blocks = 0, []
    for kind, minutes in parts:
        blocks.append(RotaBar(kind, at, at + minutes, "Lunch" if kind == "lunch" else "7"))
        at += minutes
    svg = picture(*blocks, minutes=at + more)
    for box in (element for element in svg.iter() if element.tag.endswith("rect")):
        assert 0 <= float(box.get("x", 0)) <= 1000
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= 1001


def test_the_same_day_is_the_same_bytes() -> None:
    rows = [RotaRow("1", (RotaBar("gather", 0, 5), RotaBar("lunch", 5, 40, "Lunch")))]
    assert draw_rota(rows, [], 45) == draw_rota(rows, [], 45)
    assert draw_rota(rows, [], 45).aspect > 0
