"""Directions as sentences: what they say, how they round, how easy they read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sample import site as sample_site
from trail import dataset as reader
from trail.base.geo import COMPASS, Position
from trail.dataset.schema.site import Site, SiteProperties
from trail.dataset.schema.trail import OrderBy
from trail.guide.walk.directions import directions
from trail.guide.walk.instructions import (
    Arrive,
    Beside,
    Depart,
    Instruction,
    Pass,
    Straight,
    Street,
    Turn,
    TurnWord,
)
from trail.guide.walk.itinerary import plan
from trail.guide.words.directions import (
    both_units,
    compass_word,
    metric_length,
    sentences,
    street_phrase,
    us_length,
)

STREET, PATH = Street("State Street", "street"), Street(None, "footway")
SQUARE = Street("Corn Square", "square")
BRIDGE, STEPS = Street("Mill bridge", "bridge"), Street(None, "steps")


def place(name: str) -> Site:
    properties = sample_site("inn", 2.0, 48.0, name=name, label=name)["properties"]
    return Site(
        id="inn", position=Position(2, 48), properties=SiteProperties.model_validate(properties)
    )


INN, CHURCH = place("Old Inn"), place("North Church")


def said(*items: Instruction, **options: Any) -> str:
    return " ".join(sentences(items, length=lambda metres: f"{metres:.0f} m", **options))


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (Depart(INN, STREET, "se"), "Leave Old Inn heading southeast along State Street."),
        (Depart(INN, PATH, "w"), "Leave Old Inn heading west along the path."),
        (Depart(INN, BRIDGE, "n"), "Leave Old Inn heading north over the Mill bridge."),
        (Depart(INN, STEPS, "n"), "Leave Old Inn heading north by the steps."),
        (
            Depart(INN, STREET, "se", 40, "w"),
            "From Old Inn, go about 40 m west to State Street (this part isn't mapped), "
            "then southeast along it.",
        ),
        (Turn("left", STREET, 90), "After 90 m, turn left onto State Street."),
        (Turn("slight_right", PATH, 90), "After 90 m, bear right onto the path."),
        (Turn("sharp_left", STREET, 90), "After 90 m, turn sharp left onto State Street."),
        (Turn("straight", STREET, 90), "After 90 m, go straight on along State Street."),
        (Turn("right", STREET, 90, True), "After 90 m, turn right to stay on State Street."),
        (Turn("straight", BRIDGE, 90), "After 90 m, cross the Mill bridge."),
        (Turn("left", BRIDGE, 90), "After 90 m, turn left and cross the Mill bridge."),
        (Turn("slight_left", STEPS, 90), "After 90 m, bear left and take the steps."),
        (
            Turn("left", STREET, 90, past=Pass("North Church", "left")),
            "After 90 m, past North Church on your left, turn left onto State Street.",
        ),
        (
            Turn("straight", STEPS, 90, past=Pass("North Church", None)),
            "After 90 m, past North Church, take the steps.",
        ),
        (
            Arrive(CHURCH, "right", 4, STREET, past=Pass("Old Inn", "right")),
            "Go on for 4 m, past Old Inn on your right. North Church is on your right.",
        ),
        (
            Turn("left", SQUARE, 90, towards=STREET),
            "After 90 m, turn left and cross Corn Square towards State Street.",
        ),
        (Turn("left", SQUARE, 90), "After 90 m, turn left and cross Corn Square."),
        (
            Depart(INN, SQUARE, "n", towards=STREET),
            "Leave Old Inn heading north across Corn Square towards State Street.",
        ),
        (Depart(INN, SQUARE, "n"), "Leave Old Inn heading north across Corn Square."),
        (
            Depart(INN, STREET, "n", crossing=(Street("Broad Way", "street"),)),
            "Leave Old Inn heading north along State Street. Cross Broad Way.",
        ),
        (
            Turn(
                "left",
                STREET,
                90,
                crossing=(Street("Broad Way", "street"), Street("Side Street", "street")),
            ),
            "After 90 m, turn left onto State Street. Cross Broad Way and Side Street.",
        ),
        (
            Turn("left", STREET, 90, then=Arrive(CHURCH, "left", 50, STREET)),
            "After 90 m, turn left onto State Street. Go on for 50 m. "
            "North Church is on your left.",
        ),
        (
            Depart(INN, STREET, "n", then=Arrive(CHURCH, None, 50, STREET)),
            "Leave Old Inn heading north along State Street. "
            "Go on for 50 m, and you are at North Church.",
        ),
        (
            Arrive(CHURCH, "left", 90, STREET, 60, drive=True),
            "Go on for 90 m. North Church is on your left. "
            "It is about 60 m up the private drive from State Street.",
        ),
        (
            Arrive(CHURCH, None, 4, STREET, 60, drive=True),
            "North Church is about 60 m up the private drive from State Street.",
        ),
        (
            Arrive(CHURCH, "right", 90, STREET),
            "Go on for 90 m. North Church is on your right.",
        ),
        (Arrive(CHURCH, "ahead", 90, STREET), "Go on for 90 m. North Church is straight ahead."),
        (Arrive(CHURCH, None, 90, STREET), "Go on for 90 m, and you are at North Church."),
        (Arrive(CHURCH, "left", 4, STREET), "North Church is on your left."),
        (Arrive(CHURCH, None, 4, STREET), "You have arrived at North Church."),
        (
            Arrive(CHURCH, "left", 90, STREET, 60),
            "Go on for 90 m. North Church is on your left. "
            "It is about 60 m beyond State Street; this part isn't mapped.",
        ),
        (
            Arrive(CHURCH, None, 90, STREET, 60),
            "Go on for about 90 m. "
            "North Church is about 60 m beyond State Street; this part isn't mapped.",
        ),
        (
            Beside(INN, CHURCH, "nw", 12),
            "North Church is close by, about 12 m to the northwest.",
        ),
        (
            Straight(INN, CHURCH, "e", 300, "foot"),
            "North Church is 300 m to the east. That is a straight line: the way isn't mapped.",
        ),
        (
            Straight(INN, CHURCH, "e", 9000, "car"),
            "North Church is 9000 m to the east in a straight line. By road it is farther.",
        ),
    ],
)
def test_sentence(item: Instruction, text: str) -> None:
    assert said(item) == text


@pytest.mark.parametrize("street", [STREET, PATH, BRIDGE, STEPS])
@pytest.mark.parametrize("stay", [False, True])
def test_every_turn_has_a_sentence_of_its_own(street: Street, stay: bool) -> None:
    found = {said(Turn(word, street, 90, stay)) for word in get_args(TurnWord)}
    assert len(found) == 7
    for sentence in found:
        assert "90 m" in sentence
        assert street_phrase(street) in sentence


@pytest.mark.parametrize(
    ("street", "phrase"),
    [
        (Street("State Street", "street"), "State Street"),
        (Street("Prescott Park path", "footway"), "the Prescott Park path"),
        (Street("Vaughan Mall", "mall"), "Vaughan Mall"),
        (Street(None, "street"), "the street"),
        (Street(None, "mall"), "the walking street"),
        (Street(None, "bridge"), "the bridge"),
        (Street(None, "unheard-of"), "the path"),
    ],
)
def test_what_is_walked_on(street: Street, phrase: str) -> None:
    assert street_phrase(street) == phrase


def test_sentences_go_through_the_callers_gettext() -> None:
    other = {
        "After %(distance)s, turn left onto %(street)s.": "%(street)s: left! (%(distance)s)",
        "the path": "le chemin",
    }
    assert said(Turn("left", PATH, 90), _=lambda m: other.get(m, m)) == "le chemin: left! (90 m)"


def test_percent_sign_in_a_name_is_harmless() -> None:
    item = Turn("left", STREET, 90, past=Pass("100% Inn", None))
    assert said(item) == "After 90 m, past 100% Inn, turn left onto State Street."


def test_every_compass_point_has_a_word() -> None:
    assert len({compass_word(point) for point in COMPASS}) == 8


# ---------------------------------------------------------------- lengths


@pytest.mark.parametrize(
    ("metres", "us", "metric"),
    [
        (0, "10 ft", "5 m"),
        (1, "10 ft", "5 m"),
        (30, "100 ft", "30 m"),
        (107, "350 ft", "105 m"),
        (151, "500 ft", "150 m"),
        (160, "500 ft", "160 m"),
        (170, "550 ft", "170 m"),
        (294, "950 ft", "295 m"),
        (296, "950 ft", "295 m"),
        (304, "0.2 mi", "300 m"),
        (322, "0.2 mi", "320 m"),
        (994, "0.6 mi", "990 m"),
        (998, "0.6 mi", "1 km"),
        (1609.344, "1 mi", "1.6 km"),
        (15_900, "9.9 mi", "16 km"),
        (16_050, "10 mi", "16 km"),
        (105_000, "65 mi", "105 km"),
    ],
)
def test_lengths_are_rounded_for_people(metres: float, us: str, metric: str) -> None:
    assert (us_length(metres), metric_length(metres)) == (us, metric)
    assert both_units(metres) == f"{us} ({metric})"


@given(st.floats(10, 500_000))
def test_rounding_keeps_the_length_within_a_sixth(metres: float) -> None:
    number, unit = us_length(metres).split()
    told = float(number) * {"ft": 0.3048, "mi": 1609.344}[unit]
    assert told == pytest.approx(metres, rel=0.34 if unit == "mi" else 0.16)
    number, unit = metric_length(metres).split()
    assert float(number) * {"m": 1, "km": 1000}[unit] == pytest.approx(metres, rel=0.25)


# ---------------------------------------------------------------- reading ease


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e; a number is one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith("le")
    return max(1, count - 1 if silent else count)


def grade(text: str) -> float:
    """The US school grade of a text, by Flesch and Kincaid (1975)."""
    count = len(re.findall(r"[.!?](?:\s|$)", text))
    words = re.findall(r"[\w’'.,-]*\w", text)
    average = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / count + 11.8 * average - 15.59


def test_grade_tells_easy_from_hard() -> None:
    assert grade("The cat sat on the mat. It was fat.") < 1
    assert grade("Notwithstanding considerable topographical irregularities, proceed.") > 15


@pytest.mark.slow
def test_every_leg_of_the_shipped_tours_reads_at_grade_six_or_under() -> None:
    found = reader.load(Path(__file__).parent.parent.parent / "data")
    orders: tuple[OrderBy, ...] = ("distance", "curated", "date")
    hard = {}
    for tour in found.trail.tours:
        for order in orders:
            for leg in plan(found, tour, order).legs:
                text = " ".join(sentences(directions(leg, found.sites, mode=tour.mode)))
                if grade(text) > 6:
                    hard[text] = grade(text)
    assert hard == {}
