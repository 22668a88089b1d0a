"""A small made-up dataset on the other side of the world, for tests to use and to break.

The town, its people and their story are invented; nothing here is a fact.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

Fields = dict[str, Any]


def site(site_id: str, lon: float | None, lat: float | None, **changes: Any) -> Fields:
    """A GeoJSON feature of a site with every needed field; `changes` are properties."""
    located = lon is not None
    properties: Fields = {
        "name": site_id.replace("-", " ").title(),
        "label": site_id.replace("-", " ").title()[:28],
        "town": "Kererū Bay",
        "state": "Southland",
        "address": None,
        "collection": "harbour",
        "reach": "foot",
        "status": "standing",
        "access": {
            "state": "open",
            "detail": "Open when the flag is up.",
            "step_free": None,
            "as_of": "2026-03",
            "source": "https://example.org/visit",
        },
        "summary": "A made-up place for tests, where nothing happened and everything is checked.",
        "story": ["It stands in a town that is not on any map."],
        "facts": [
            {
                "date": "1911-02-03",
                "text": "A bell was rung here.",
                "sources": ["https://example.org/bell"],
                "confidence": "high",
            }
        ],
        "people": ["hana"],
        "tracks": [{"number": 1, "why": "Letters were written here."}],
        "position": {"accuracy_m": 15, "source": "made up", "show_as": "pin"},
        "remains_today": None,
        "marker": None,
        "official_url": None,
    }
    if not located:
        properties["position"] = {
            "accuracy_m": None,
            "source": "none found",
            "show_as": "none",
            "reason": "No source says where the camp stood.",
        }
    properties.update(changes)
    geometry = {"type": "Point", "coordinates": [lon, lat]} if located else None
    return {"type": "Feature", "id": site_id, "properties": properties, "geometry": geometry}


def _sites() -> Fields:
    return {
        "type": "FeatureCollection",
        "features": [
            site("landing-stage", 168.3512, -46.5991, weight=3, dwell_min=10),
            site(
                "signal-tower",
                168.3540,
                -46.6012,
                other_names=[{"name": "信号塔", "lang": "ja"}],
                status="altered",
                facts=[
                    {
                        "date": "1911-02-04",
                        "text": "The flag went up at noon.",
                        "sources": ["https://example.org/flag", "https://example.net/flag"],
                        "confidence": "medium",
                        "note": "One paper says the fifth.",
                    },
                    {
                        "date": None,
                        "when": "in the first days",
                        "text": "A lamp was kept burning.",
                        "sources": ["https://example.org/lamp"],
                        "confidence": "low",
                    },
                ],
            ),
            site(
                "custom-house",
                168.3498,
                -46.6020,
                status="gone",
                people=["hana", "pavel"],
                tracks=[{"number": 2, "why": "Merchants met here."}],
                remains_today="A plaque in the pavement.",
            ),
            site(
                "south-light",
                168.4105,
                -46.6480,
                town="Point Tern",
                collection="coast",
                reach="car",
                status="unknown",
                access={
                    "state": "outside",
                    "detail": "Seen from the road.",
                    "step_free": None,
                    "as_of": None,
                    "source": None,
                },
                position={"accuracy_m": 300.5, "source": "old chart", "show_as": "area"},
                people=[],
                tracks=[],
            ),
            site(
                "lost-camp",
                None,
                None,
                town="Point Tern",
                collection="coast",
                reach="car",
                status="unknown",
                doubts=["Two letters name two hills."],
                facts=[],
            ),
        ],
    }


def _trail() -> Fields:
    return {
        "schema": 1,
        "title": "Lantern Trail",
        "description": "Where the lanterns of Kererū Bay were lit.",
        "lang": "en",
        "version": "1",
        "data_date": "2026-03-01",
        "base_url": None,
        "contact": None,
        "region": {"name": "The bay and its coast", "bbox": [168.0, -47.0, 169.0, -46.0]},
        "period": {"start": "1911-02-01", "end": "1911-02-28"},
        "time_zone": "Pacific/Auckland",
        "origin": "landing-stage",
        "dwell_min": 5,
        "collections": [
            {"id": "harbour", "name": "Harbour", "description": "Around the landing stage."},
            {"id": "coast", "name": "Coast", "description": "Along the south road."},
        ],
        "paces": [
            {"id": "adult", "name": "Adult", "speed_m_s": 1.3, "source": "made up"},
            {"id": "slow", "name": "Slow", "speed_m_s": 0.8, "source": "made up"},
        ],
        "tours": [
            {
                "id": "quay",
                "name": "Along the quay",
                "short_name": "Quay",
                "mode": "foot",
                "summary": "Three places by the water.",
                "start": "landing-stage",
                "finish": None,
                "loop": False,
                "order": "distance",
                "order_note": "The shortest way from the landing stage.",
                "stops": ["landing-stage", "signal-tower", "custom-house"],
            },
            {
                "id": "south-road",
                "name": "Down the south road",
                "short_name": "South road",
                "mode": "car",
                "summary": "From the quay to the light.",
                "start": "custom-house",
                "order": "curated",
                "order_note": "As the road runs.",
                "stops": ["custom-house", "south-light"],
            },
        ],
        "home": {
            "kicker": "Kererū Bay, 1911",
            "title": "A month of lanterns",
            "lede": "There are {sites} places, {stops} of them on the quay.",
            "tour": "quay",
            "can_i_go_in": "Into some.",
            "can_i_go_in_detail": "Each page says.",
            "walk": {"name": "Walk", "text": "Along the quay."},
            "teach": {"name": "Teach", "text": "With a class."},
            "print": {"name": "Print", "text": "On paper."},
        },
        "about": [
            {"id": "method", "heading": "How it was made", "paragraphs": ["It was made up."]},
        ],
        "credits": [{"what": "Everything", "who": "The tests", "licence": "CC0", "url": None}],
        "publishers": [{"host": "example.org", "name": "The Example"}],
    }


def _people() -> list[Fields]:
    return [
        {"id": "hana", "name": "Hana Tāwhiri", "role": "harbour master", "side": "host"},
        {
            "id": "pavel",
            "name": "Pavel Orlov",
            "native_name": "Павел Орлов",
            "native_lang": "ru",
            "role": "clerk",
            "side": "guest",
            "sources": ["https://example.org/clerk"],
        },
    ]


def _tracks() -> Fields:
    return {
        "note": "Which place belongs to which track is an interpretation.",
        "about": [{"text": "A track is a strand.", "sources": ["https://example.org/tracks"]}],
        "elsewhere": {
            "name": "The other list",
            "note": "It has wool, and no trade.",
            "sources": ["https://example.org/tracks"],
            "tracks": [
                {"number": 1, "name": "Letters and cards", "here": 1},
                {"number": 2, "name": "Wool", "here": None},
            ],
        },
        "tracks": [
            {"number": 1, "slug": "letters", "name": "Letters", "summary": "What was written."},
            {"number": 2, "slug": "trade", "name": "Trade", "summary": "What was bought."},
        ],
    }


def _drawn(feature_id: str, kind: str, geometry: str, coordinates: object, **more: Any) -> Fields:
    return {
        "type": "Feature",
        "id": feature_id,
        "properties": {"kind": kind, "accuracy_m": 20, "source": "made up", **more},
        "geometry": {"type": geometry, "coordinates": coordinates},
    }


def _layer(title: str, detail: bool, bbox: list[float], features: list[Fields]) -> Fields:
    return {
        "type": "FeatureCollection",
        "title": title,
        "source": "made up",
        # What is near has one hand in common.
        "credit": "Coast: the tests." if title == "Coast" else "Harbor: the tests.",
        "licence": "CC0",
        "accuracy": "20 m",
        "detail": detail,
        "bbox": bbox,
        "features": features,
    }


def _square(west: float, south: float, size: float) -> list[list[float]]:
    east, north = round(west + size, 4), round(south + size, 4)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _layers() -> dict[str, Fields]:
    whole, town = [168.0, -47.0, 169.0, -46.0], [168.34, -46.61, 168.36, -46.59]
    a, b, c, d = [168.351, -46.599], [168.354, -46.601], [168.35, -46.602], [168.348, -46.6]
    ends = {"sidewalk": "yes", "surface": "gravel", "steps": "no"}
    return {
        "region": _layer(
            "Coast",
            False,
            whole,
            [
                _drawn("south-land", "state", "Polygon", [_square(168.1, -46.9, 0.7)]),
                _drawn("tern-river", "river", "LineString", [[168.2, -46.3], [168.3, -46.5]]),
                _drawn("bay-town", "place", "Point", [168.352, -46.6], name="Kererū Bay", rank=1),
                _drawn(
                    "bay-label", "label", "Point", [168.7, -46.2], name="Tern Sea", accuracy_m=None
                ),
            ],
        ),
        "shore": _layer(
            "Shore",
            True,
            town,
            [
                _drawn(
                    "quay-land",
                    "land",
                    "Polygon",
                    [_square(168.341, -46.609, 0.018), _square(168.343, -46.607, 0.001)],
                ),
                _drawn(
                    "ponds",
                    "water",
                    "MultiPolygon",
                    [[_square(168.345, -46.607, 0.001)], [_square(168.357, -46.595, 0.001)]],
                ),
            ],
        ),
        "streets": _layer(
            "Streets",
            True,
            town,
            [
                _drawn(
                    "wharf-lane",
                    "street",
                    "LineString",
                    [a, [168.3525, -46.5995], b],
                    name="Wharf Lane",
                    from_node="stage",
                    to_node="tower",
                    **ends,
                ),
                _drawn(
                    "tower-steps",
                    "steps",
                    "LineString",
                    [b, c],
                    name=None,
                    from_node="tower",
                    to_node="house",
                ),
                _drawn(
                    "back-street",
                    "street",
                    "LineString",
                    [c, d, a],
                    name="Back Street",
                    from_node="house",
                    to_node="stage",
                    **ends,
                ),
            ],
        ),
    }


def _event(event_id: str, day: str | None, band: str, title: str, **more: Any) -> Fields:
    return {
        "id": event_id,
        "date": day,
        "title": title,
        "text": f"{title}, as the log has it.",
        "band": band,
        "scope": "local",
        "sites": ["custom-house"],
        "tracks": [1],
        "certainty": "high",
        "sources": ["https://example.org/log"],
        **more,
    }


def _events() -> Fields:
    return {
        "title": "The month of lanterns",
        "after": "After a picture by nobody.",
        "reading": ["Days are those of the bay.", "An empty day is a gap in what we know."],
        "events": [
            _event(
                "before", "1911-01-20", "back-channel", "A cable is laid",
                sites=[], place="Under the sea", scope="away",
            ),
            _event("arrival", "1911-02-02", "negotiation", "The clerks land", people=["pavel"]),
            _event(
                "tea", "1911-02-02~", "citizens", "Tea for the clerks", tracks=[2],
                sites=["landing-stage", "lost-camp"], people=["hana", "pavel"], time="4 pm",
                contradicts="A diary has it a day later.",
            ),
            _event(
                "letter", "1911-02-04", "back-channel", "A letter goes south", scope="away",
                sites=[], place="Wellington", demands=[1], old_style="1911-01-22",
            ),
            _event(
                "rumour", "1911-02-05/1911-02-06", "citizens", "A rumour in print", kind="press",
                certainty="low", note="One leaf survives.", sources=[],
                works=[{"work": "gazette", "at": "page 2"}],
            ),
            _event("storm", "1911-02-06", "citizens", "Storm in the capital", scope="away"),
            _event("signing", "1911-02-20", "negotiation", "The lantern pact is signed"),
            _event("after", "1911-04-01", "negotiation", "The pact is printed"),
            _event("dance", None, "citizens", "A dance in the hall", when="one evening"),
        ],
    }  # fmt: skip


def _demand(number: int, name: str, states: list[tuple[str, str, str]], **more: Any) -> Fields:
    parts = [{"from": first, "to": last, "state": state} for first, last, state in states]
    return {
        "number": number,
        "name": name,
        "text": f"{name}, said the guests.",
        "rank": "additional",
        "reply": "refused",
        "reply_text": "Not at any price.",
        "outcome": "It ended as it had to.",
        "articles": [],
        "states": parts,
        "certainty": "medium",
        "sources": ["https://example.org/minutes"],
        **more,
    }


def _demands() -> Fields:
    at = "1911-02-{:02}".format
    return {
        "reading": ["A day shows the state at its end."],
        "sources": ["https://example.org/minutes"],
        "sessions": [
            {
                "date": at(3), "kind": "session", "number": 1, "name": "First sitting",
                "time": None, "demands": [1, 2], "result": "Both are argued.",
                "sources": ["https://example.org/minutes"],
            },
            {
                "date": at(8), "kind": "postponed", "name": "Sitting put off", "time": "noon",
                "result": "For the storm.", "sources": ["https://example.org/minutes"],
            },
        ],
        "demands": [
            _demand(
                1, "Oil for every lamp",
                [(at(1), at(2), "not-presented"), (at(3), at(9), "deadlocked"),
                 (at(10), at(19), "agreed-in-principle"), (at(20), at(28), "settled")],
                discussed=[at(3)], decided={"date": at(10), "what": "Oil is granted."},
                ending="agreed", articles=["article-1"],
                contradicts="The Gazette says it was wax.",
            ),
            _demand(
                2, "A second bell",
                [(at(1), at(2), "not-presented"), (at(3), at(14), "under-discussion"),
                 (at(15), at(28), "withdrawn")],
                discussed=[at(3)], decided={"date": at(15), "what": "Given up."},
                ending="dropped", rank_note="Some doubt it.",
            ),
        ],
    }  # fmt: skip


def _articles() -> Fields:
    sources = ["https://example.org/pact"]
    article = {"text_seen": "yes", "certainty": "high", "sources": sources}
    return {
        "name": "The lantern pact",
        "signed": "1911-02-20",
        "signed_time": "noon",
        "signed_at": "custom-house",
        "languages": "One language.",
        "ratified": "1911-03-01",
        "in_force": "At once.",
        "texts": [{"name": "The pact", "url": "https://example.org/pact"}],
        "absent": [
            {"who": "The keepers", "text": "Nobody asked them.", "demands": [1],
             "articles": ["article-1"], "sources": sources},
        ],
        "articles": [
            {"id": "article-1", "label": "I", "subject": "Oil", "text": "There is oil.",
             "demands": [1], **article},
            {"id": "additional-1", "label": "Additional I", "subject": "Wicks",
             "text": "There are wicks.", "belongs_to": "article-1", **article},
        ],
    }  # fmt: skip


def _markers() -> Fields:
    sources = ["https://example.org/plaque"]
    return {
        "not_to_confuse": [{"text": "The lamp of 1880 is another.", "sources": sources}],
        "not_found": ["No plaque was found at the light."],
        "markers": [
            {"id": "quay-plaque", "kind": "plaque", "name": "Plaque on the quay",
             "text": "It names the clerks.", "where": "The quay", "site": "landing-stage",
             "date": "1950", "who": None, "certainty": "high", "sources": sources},
            {"id": "elm", "kind": "tree", "name": "The clerks’ elm", "text": "It is tall.",
             "where": "Wharf Lane",
             "place": {"lon": 168.352, "lat": -46.6, "accuracy_m": 10.0, "source": "made up"},
             "date": None, "who": "The town", "certainty": "low", "note": "Tradition.",
             "sources": sources},
            {"id": "lantern-day", "kind": "observance", "name": "Lantern Day",
             "text": "Lamps are lit.", "where": "The quay", "site": "landing-stage",
             "date": "1912", "yearly": {"day": "02-20", "time": "12:00"}, "who": "The town",
             "certainty": "high", "sources": sources},
        ],
    }  # fmt: skip


def _works() -> Fields:
    return {
        "reading": ["Verified says how far we got."],
        "works": [
            {"id": "gazette", "kind": "article", "names": [{"literal": "The Gazette"}],
             "year": 1911, "title": "On {lamps} & 50% oil", "container": "The Bay Gazette",
             "verified": "part", "verified_note": "Two leaves were seen."},
            {"id": "memoir", "kind": "book", "names": [{"family": "Орлов", "given": "Павел"}],
             "year": None, "title": "Записки", "title_english": "Notes", "lang": "ru",
             "verified": "not-seen"},
        ],
    }  # fmt: skip


def _story() -> dict[str, Any]:
    return {
        "events.yaml": _events(),
        "demands.yaml": _demands(),
        "articles.yaml": _articles(),
        "markers.yaml": _markers(),
        "bibliography.yaml": _works(),
    }


class Sample:
    """The dataset as plain values; change them, then `write`.

    `sites` is the FeatureCollection, `story` its files by name (emptied: a trail without
    a story), `layers` the drawn map's files by name without ending.
    `texts` replaces a whole file by text or bytes; None leaves it out.
    """

    def __init__(self) -> None:
        self.sites = _sites()
        self.trail = _trail()
        self.people: Any = _people()
        self.tracks = _tracks()
        self.layers = _layers()
        self.story = _story()
        self.texts: dict[str, str | bytes | None] = {}

    def feature(self, site_id: str) -> Fields:
        found: Fields = next(f for f in self.sites["features"] if f["id"] == site_id)
        return found

    def properties(self, site_id: str) -> Fields:
        found: Fields = self.feature(site_id)["properties"]
        return found

    def tour(self, tour_id: str) -> Fields:
        found: Fields = next(t for t in self.trail["tours"] if t["id"] == tour_id)
        return found

    def drawn(self, layer: str, feature_id: str) -> Fields:
        found: Fields = next(f for f in self.layers[layer]["features"] if f["id"] == feature_id)
        return found

    def values(self) -> dict[str, Any]:
        """What every file holds, by name."""
        layers = {f"map/{name}.geojson": layer for name, layer in self.layers.items()}
        more = self.story | layers
        return {
            "sites.geojson": self.sites,
            "trail.yaml": self.trail,
            "people.yaml": self.people,
            "tracks.yaml": self.tracks,
        } | more

    def files(self) -> dict[str, str]:
        """The text of every file by name, before `texts`."""
        return {
            name: _json(value) if name.endswith("json") else _yaml(value)
            for name, value in self.values().items()
        }

    def write(self, directory: Path) -> Path:
        """Write all files into `directory`, made where it is missing; returns it."""
        return write_files(self.files() | self.texts, directory)

    def copy(self) -> Sample:
        return copy.deepcopy(self)


def write_files(contents: Mapping[str, str | bytes | None], directory: Path) -> Path:
    """Write files by name, leaving out those that are None; returns the directory."""
    for name, content in contents.items():
        if content is None:
            continue
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return directory


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _yaml(value: object) -> str:
    # Through JSON: a list that stands in two places would become an anchor.
    plain = json.loads(json.dumps(value))
    return yaml.dump(plain, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
