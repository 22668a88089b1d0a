"""visits.yaml for the five-site dataset; the figures are made up and easy to reckon with."""

from __future__ import annotations

from typing import Any

from tests.sample import Sample

SOURCES = ["https://example.org/visits"]


def visits() -> dict[str, Any]:
    """The file as plain values."""
    return {
        "reading": ["Made up for tests."],
        "usual": {
            "tour": "quay", "arrive": "10:00", "leave": "12:00", "students": 20, "grade": "4",
            "place": "stage",
        },
        "minutes": {
            name: {"value": value, "source": f"made up: {name}", "sources": SOURCES}
            for name, value in {
                "gather": 5, "talk": 8, "regroup": 2, "board": 5, "lunch": 30, "warn": 90,
                "rest": 100,
            }.items()
        },
        "capacity": {"value": 12, "source": "made up"},
        "limits": {"students": 200, "groups": 30, "years": 2},
        "lunch_from": "11:00",
        "lunch_until": "13:00",
        "bands": [
            {"id": "young", "name": "Young", "per_adult": 5, "group_size": 10, "pace": "slow",
             "bus": "small", "source": "made up", "sources": SOURCES},
        ],
        "grades": [{"id": "4", "name": "Grade 4", "band": "young"}],
        "buses": [
            {"id": "small", "name": "Small bus", "seats": 30, "source": "made up"},
            {"id": "large", "name": "Large bus", "seats": 60},
            {"id": "none", "name": "On foot", "seats": None},
        ],
        "places": [
            {"id": "stage", "name": "The stage", "near": "landing-stage", "state": "ask",
             "why": "Nobody knows.", "ask": "The harbour office"},
            {"id": "mole", "name": "The mole", "near": "custom-house", "state": "refused",
             "why": "Buses fell in.", "as_of": "2020", "instead": "stage", "sources": SOURCES},
            {"id": "yard", "name": "The yard", "near": "signal-tower", "state": "arranged",
             "why": "With the keeper."},
        ],
        "visits": [
            {"site": "custom-house", "capacity": 10, "group_most": 8, "inside": True,
             "toilet": {"text": "In the yard.", "as_of": "2020", "sources": SOURCES},
             "rules": [{"text": "No lanterns.", "as_of": "2021", "sources": SOURCES}],
             "ask": "The keeper", "ask_url": "https://example.org/keeper"},
        ],
        "countdown": [
            {"id": "early", "days": 28, "name": "Early", "tasks": ["Ask."]},
            {"id": "late", "days": 2, "name": "Late", "tasks": ["Pack, and count.", "Call."]},
        ],
        "countdown_source": "made up",
        "advice": [{"heading": "Wind", "text": "Hold on.", "lines": 2}],
        "plans": [
            {"id": "short", "name": "A short trip", "text": "For a few.", "arrive": "10:00",
             "leave": "11:30", "students": 8, "grade": "4"},
        ],
    }  # fmt: skip


def sample_with_visits(**changes: Any) -> Sample:
    """The five-site dataset with a planner; `changes` are fields of the file."""
    sample = Sample()
    sample.story["visits.yaml"] = visits() | changes
    return sample
