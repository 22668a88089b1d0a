"""Chapters, voices, readings and a theatre for the five-site dataset; all of it invented."""

from __future__ import annotations

from typing import Any

from tests.sample import Sample

PACT = "https://example.org/pact"


def chapters() -> dict[str, Any]:
    return {
        "title": "1911",
        "intro": "How the lamps were lit.",
        "reading": ["Every paragraph names its source."],
        "chapters": [
            {
                "id": "dark-quay", "title": "The dark quay", "summary": "No oil, no light.",
                "parts": [
                    {
                        "paragraphs": [
                            {"text": "Nobody could see the quay.", "sources": [PACT],
                             "works": [{"work": "gazette", "at": "page 2"}],
                             "differ": "The memoir has a moon."},
                        ],
                        "figure": {
                            "kind": "map", "title": "The bay", "caption": "Where the oil went.",
                            "frame": [168, -47, 169, -46],
                            "panels": [
                                {"title": "Before", "show": ["coast-road", "lamp-fight", "port"],
                                 "solid": ["coast-road"],
                                 "fills": [{"area": "cape", "look": "first", "label": "The town"}]},
                                {"title": "After", "show": ["port"]},
                            ],
                        },
                    },
                    {
                        "heading": "What it cost",
                        "paragraphs": [{"text": "It cost oil.", "sources": [PACT]}],
                        "figure": {
                            "kind": "amounts", "title": "Barrels", "caption": "At one scale.",
                            "sources": [PACT],
                            "amounts": [
                                {"label": "Lamps", "low": 25, "high": 100, "text": "25 to 100"},
                                {"label": "Moths", "low": None, "high": None,
                                 "text": "Nobody counted"},
                            ],
                        },
                    },
                    {
                        "heading": "In order",
                        "paragraphs": [{"text": "It went fast.", "sources": [PACT]}],
                        "figure": {
                            "kind": "axis", "title": "Days", "caption": "At their distances.",
                            "points": [{"date": "1911-02-01", "text": "Dark"},
                                       {"date": "1911-02-20", "text": "Light"}],
                        },
                    },
                    {
                        "heading": "Asked for",
                        "paragraphs": [{"text": "Two things.", "sources": [PACT]}],
                        "figure": {"kind": "demands", "title": "Both", "caption": "In the end."},
                    },
                ],
                "people": ["hana"], "days": ["1911-02-03"], "sites": ["custom-house"],
                "articles": ["article-1"], "further": [{"work": "memoir", "at": "page 5"}],
            },
            {"id": "light", "title": "Light", "summary": "The lamps burn.",
             "parts": [{"paragraphs": [{"text": "Then there was light.", "sources": [PACT]}],
                        "figure": {"kind": "days", "title": "Path", "caption": "A row a day."}}]},
        ],
        "article_maps": [
            {"articles": ["article-1", "additional-1"],
             "figure": {"kind": "map", "title": "The cape", "caption": "All of it.",
                        "frame": [168, -47, 169, -46],
                        "panels": [
                            {"title": "Dark", "show": ["port"], "fills": []},
                            {"title": "Lit", "show": ["coast-road"], "solid": ["coast-road"],
                             "fills": [{"area": "cape", "look": "first", "label": "The shoal"}]},
                        ]}},
        ],
    }  # fmt: skip


def voices() -> dict[str, Any]:
    return {
        "voices": [
            {"id": "hana-asks", "date": "1911-02-03", "speaker": "Hana", "role": "clerk",
             "where": "the quay", "words": "Is there oil?", "lang": "en", "source": PACT,
             "translated": "From her letter", "reported": True, "note": "It rained.",
             "days": ["1911-02-03"], "sites": ["custom-house"], "people": ["hana"],
             "articles": ["article-1"], "chapters": ["dark-quay"]},
            {"id": "pavel-answers", "date": "1911-02", "speaker": "Pavel", "role": "sailor",
             "words": "Масла нет.", "lang": "ru", "translation": "There is no oil.",
             "source": PACT, "chapters": ["dark-quay"]},
        ]
    }  # fmt: skip


def readings() -> dict[str, Any]:
    return {
        "readings": [
            {"url": PACT, "title": "The pact in print", "kind": "copy", "copy_of": "The pact",
             "read": "passage", "passage": "There is oil.", "said_by": "The clerks",
             "said_on": "1911-02-20", "better": "https://example.org/original"},
        ]
    }  # fmt: skip


def theatre() -> dict[str, Any]:
    def feature(name: str, kind: str, geometry: dict[str, Any], **more: Any) -> dict[str, Any]:
        properties = {"kind": kind, "name": name.replace("-", " "), **more}
        return {"type": "Feature", "id": name, "properties": properties, "geometry": geometry}

    square = [[168.2, -46.8], [168.8, -46.8], [168.8, -46.2], [168.2, -46.8]]
    areas = {"type": "MultiPolygon", "coordinates": [[square]]}
    return {
        "type": "FeatureCollection", "title": "The bay", "source": "Made up", "credit": "Nobody",
        "licence": "None", "accuracy": "A mile",
        "features": [
            feature("shore", "land", areas),
            feature("cape", "area", areas),
            feature("coast-road", "railway",
                    {"type": "MultiLineString", "coordinates": [[[168.2, -46.5], [168.8, -46.5]]]},
                    note="Straight."),
            feature("port", "place", {"type": "Point", "coordinates": [168.7, -46.4]}),
            feature("lamp-fight", "battle", {"type": "Point", "coordinates": [168.5, -46.5]},
                    date="1911-02-02", position="By guess.", japanese_losses="none",
                    russian_losses="a lamp", other_names=["The quarrel"], sources=[PACT]),
        ],
    }  # fmt: skip


def sample_with_chapters() -> Sample:
    sample = Sample()
    add_chapters(sample)
    return sample


def add_chapters(sample: Sample) -> None:
    sample.story["chapters.yaml"] = chapters()
    sample.story["voices.yaml"] = voices()
    sample.story["readings.yaml"] = readings()
    sample.story["theatre.geojson"] = theatre()
