"""The five-site trail with every field of every file filled in, lessons and planner too."""

from __future__ import annotations

import json
from typing import Any

from tests.sample import Sample
from tests.sample_chapters import add_chapters
from tests.sample_pictures import PHOTO, RECORD, SVG
from tests.sample_visits import sample_with_visits

SOURCES = ["https://example.org/made-up"]
_TOLD = {"text": "By the quay.", "as_of": "2020", "sources": SOURCES}


def complete() -> Sample:
    """A dataset without fault in which the schema has no field that is not written somewhere."""
    sample = sample_with_visits()
    _fill_sites(sample)
    _fill_trail(sample)
    _fill_story(sample)
    _fill_visits(sample.story["visits.yaml"])
    sample.story["education.yaml"] = _education()
    add_chapters(sample)
    _add_pictures(sample)
    for name in ("sites", "trail", "people", "tracks", "layers", "story"):
        # Each list by itself, so that a change to one is to no other.
        setattr(sample, name, json.loads(json.dumps(getattr(sample, name))))
    return sample


def _add_pictures(sample: Sample) -> None:
    shown = {
        **RECORD, "thumbnail": None, "source": "https://example.org/original",
        "checked_by": "A keeper", "checked_on": "2026-01-02",
    }  # fmt: skip
    drawn = {key: shown[key] for key in ("by", "date", "rights", "credit", "source")}
    days = [f"days/1911-02-{day:02}.svg" for day in range(1, 29)]
    sample.story["pictures/pictures.yaml"] = {
        "sites": {
            "custom-house": [
                {**shown, "thumbnail": "thumbs/custom-house.svg"},
                {**shown, "kind": "photograph", "file": "then.jpg"},
                {**shown, "kind": "photograph", "file": "now.jpg"},
            ]
        },
        "people": {"hana": [{**shown, "file": "hana.svg"}]},
        "markers": {
            sample.story["markers.yaml"]["markers"][0]["id"]: [{**shown, "file": "marker.svg"}]
        },
        "days": {"1911-02-03": [{**shown, "file": "day.svg"}]},
        "pairs": {"custom-house": [{"then": "then.jpg", "now": "now.jpg", "bearing_deg": 90.0}]},
        "frieze": {
            **drawn, "kind": "drawing", "file": "frieze.svg", "night": "night.svg",
            "alt": "A row", "caption": "Drawn.", "checked_by": "A keeper",
            "checked_on": "2026-01-02",
        },
        "glyphs": {
            **drawn, "kind": "drawing", "folder": "days", "checked_by": "A keeper",
            "checked_on": "2026-01-02",
        },
        "seals": {"hana": {"file": "people/hana.svg"}},
    }  # fmt: skip
    drawings = ("custom-house", "thumbs/custom-house", "hana", "marker", "day", "frieze", "night")
    for name in (*(f"{one}.svg" for one in drawings), "people/hana.svg", *days):
        sample.texts[f"pictures/{name}"] = SVG
    for name in ("then.jpg", "now.jpg"):
        sample.texts[f"pictures/{name}"] = PHOTO


def _fill_sites(sample: Sample) -> None:
    members = ("$schema", "name", "title", "source", "credit", "licence", "note")
    sample.sites |= {member: f"Of the collection: {member}" for member in members}
    tower = sample.properties("signal-tower")
    tower["other_names"].append({"name": "The mast", "lang": None, "note": "Among sailors."})
    tower |= {
        "address": "1 Wharf Lane",
        "status_note": "Raised by a floor.",
        "marker": "A plaque by the door.",
        "official_url": "https://example.org/tower",
        "joins": {"street": "Wharf Lane"},
        "doubts": ["One letter has it elsewhere."],
    }
    tower["access"]["step_free"] = "A ramp at the back."
    for site_id in ("landing-stage", "custom-house", "south-light"):
        sample.properties(site_id)["address"] = "By the water"
    sample.drawn("streets", "tower-steps")["properties"] |= {
        "name": None, "surface": "stone", "incline": "up", "along": "Tower Street",
        "kerb": "lowered",
    }  # fmt: skip
    sample.drawn("streets", "wharf-lane")["properties"]["crosses"] = "Mast Street"
    sample.drawn("region", "bay-town")["properties"]["names"] = {"mi": "Kererū"}
    sample.drawn("region", "tern-river")["properties"]["name"] = "Tern River"
    sample.drawn("shore", "ponds")["properties"]["name"] = "The Ponds"
    for person in sample.people:
        person |= {"life_dates": "1860 to 1930", "note": "Seen in one picture.", "sources": SOURCES}
    for track in sample.tracks["tracks"]:
        track["sources"] = SOURCES


def _fill_trail(sample: Sample) -> None:
    trail = sample.trail
    trail |= {"base_url": "https://trail.example.org", "contact": "keeper@example.org"}
    trail["tours"][0]["finish"] = "custom-house"
    trail["credits"][0]["url"] = "https://example.org/credit"
    for pace in trail["paces"]:
        pace["sources"] = SOURCES
    trail["changes"] = [
        {"id": "lamp", "date": "2026-02-01", "title": "A lamp was found",
         "text": "In the cellar of the tower.", "sites": ["signal-tower"]},
    ]  # fmt: skip


def _fill_story(sample: Sample) -> None:
    for person in sample.people:
        person["reading"] = "as it is read"
    demands = sample.story["demands.yaml"]["demands"]
    demands[0]["note"] = "Told by one side."
    demands[0]["states"][1]["note"] = "For three days."
    for article in sample.story["articles.yaml"]["articles"]:
        article |= {
            "note": "Read in a copy.", "words": "There shall be oil.", "words_from": SOURCES[0],
            "missing": "The seal", "checked_by": "A keeper", "became": "It burned.",
            "became_sources": SOURCES,
        }  # fmt: skip
    sample.story["articles.yaml"]["preamble"] = {
        "words": "The clerks have met.", "words_from": SOURCES[0], "missing": "The date",
    }  # fmt: skip
    events = sample.story["events.yaml"]
    events["headlines"] = [{"date": "1911-02-03", "text": "The clerks sit down"}]
    events["events"][1]["clock"] = "10:00"
    markers = sample.story["markers.yaml"]
    markers["remembered"] = [
        {"id": "lamp-show", "group": "Shows", "name": "A show of lamps", "text": "It was dim.",
         "official_url": "https://example.org/show", "sources": SOURCES},
    ]  # fmt: skip
    markers["context"] = [{"text": "Lamps were dear.", "sources": SOURCES}]
    markers["markers"][1] |= {"when": "in spring", "contradicts": "A list has an oak."}
    sample.story["bibliography.yaml"]["works"].append(
        {
            "id": "study", "kind": "article", "year": 1990, "year_note": "On the cover.",
            "names": [{"family": "Reid", "given": "A."}, {"family": "Moe", "role": "editor"}],
            "title": "Lamps", "title_english": "Lamps", "lang": "en", "edition": "2nd",
            "container": "Letters", "volume": "3", "issue": "4", "pages": "5 to 9",
            "publisher": "Bay Press", "place": "Kererū Bay", "doi": "10.1234/lamps",
            "isbn": "978-0-306-40615-7", "url": "https://example.org/study", "verified": "seen",
            "verified_note": "At the library.", "use": "For the oil.", "note": "Out of print.",
        }
    )  # fmt: skip


def _fill_visits(visits: dict[str, Any]) -> None:
    visits["capacity"]["sources"] = SOURCES
    visits["buses"][0]["sources"] = SOURCES
    visits["countdown_sources"] = SOURCES
    for name in ("drop_off", "parking", "shelter", "lunch", "bus_stop", "phone", "step_free"):
        visits["visits"][0][name] = _TOLD
    asked = {"site": "signal-tower", "ask": "The mate", "ask_url": "https://example.org/mate"}
    visits["visits"].append(asked)
    visits["visits"][0]["eat"] = "allowed"
    visits["minutes"]["bad_weather"] = {"value": 40, "source": "made up", "sources": SOURCES}
    visits["plans"][0] |= {"lunch": 30, "lunch_at": "custom-house", "must": ["signal-tower"]}
    visits["plans"][0] |= {"leave": "13:00"}
    visits["usual"]["story"] = ["signal-tower"]
    visits["papers"] = {
        "purpose": ["To see the lamps."], "costs": ["Oil"], "signs": ["The keeper"],
        "letters": [
            {"lang": "en", "title": "We go out", "paragraphs": ["Dear all,"],
             "labels": {"day": "The day", "there": "At the bay", "on_foot": "How far",
                        "lunch": "Food", "leaves": "Away at", "back": "Home at"},
             "bring": ["A lamp"], "slip_title": "The slip", "slip": ["Signed:"]},
        ],
    }  # fmt: skip


def _education() -> dict[str, Any]:
    question = {"ask": "What do you see?", "answer": "A lamp.", "draw": False}
    return {
        "tour": "quay",
        "intro": "For classes.",
        "reading": ["Sheets are short."],
        "no_set": "None for the smallest.",
        "standards_note": "Ask your school.",
        "frameworks": [{"id": "frame", "name": "The frame", "note": "Made up.", "spans": ["K-4"]}],
        "guide": {
            "title": "A guide", "text": "By others.", "ask": "Ask for it",
            "ask_url": "https://example.org/guide", "sources": SOURCES,
            "headings": [{"name": "Lamps", "about": "What they were."}],
        },
        "further": [{"text": "There is more.", "sources": SOURCES}],
        "matters": [
            {"id": "loss", "name": "What was lost", "text": "A boat.", "sites": ["custom-house"],
             "demands": [1], "articles": ["article-1"], "events": ["signing"], "sources": SOURCES},
        ],
        "bands": [
            {
                "id": "young", "name": "Young", "grades": [4], "reads_at": 20.0,
                "intro": "For the young.", "teaches": ["Looking."],
                "facing": [{"matter": "loss", "say": "It was sad.", "advice": "Wait."}],
                "standards": [{"framework": "frame", "code": "A.1", "gist": "Look.",
                               "use": "At the quay.", "span": "K-4", "grades": [4],
                               "basis": "seen", "sources": SOURCES}],
                "lessons": [{"when": "before", "title": "Light", "minutes": 30, "aim": "To see.",
                             "headings": ["Lamps"], "materials": ["A lamp"], "steps": ["Look."],
                             "words": ["wick"], "discuss": ["Why?"]}],
                "stops_intro": "At each stop.",
                "stops": [
                    {"site": site, "look": "Look up.", "questions": [dict(question)]}
                    for site in ("landing-stage", "signal-tower", "custom-house")
                ],
                "scavenger_intro": "Find it.",
                "scavenger": [{"clue": "It is tall.", "task": "Count.", "site": "signal-tower",
                               "answer": "Ten."}],
                "roleplay": {
                    "minutes": 30, "intro": "Two sides.", "steps": ["Talk."],
                    "step_minutes": [30],
                    "roles": [
                        {"name": name, "seat": True, "people": [person], "brief": "You want oil.",
                         "knows": ["Much."], "not_known": ["More."], "parts": ["Speak."],
                         "telegrams": [{"date": "1905-08-10", "text": "Hold out."}]}
                        for name, person in (("Guests", "pavel"), ("Hosts", "hana"))
                    ],
                    "demands": [{"number": 1, "text": "Oil, please."}],
                    "debrief": [dict(question)],
                },
                "treaty": {
                    "intro": "Read it.",
                    "articles": [{"article": "article-1", "text": "Oil."}],
                    "questions": [dict(question)],
                },
                "sources": {
                    "intro": "Read.", "voices": ["hana-asks"], "articles": ["article-1"],
                    "observe": ["Who?"],
                    "reflect": ["Why?"], "question": ["What else?"], "exit": ["One word?"],
                    "rubric": [{"aim": "Words", "full": "All.", "partly": "Some.",
                                "begins": "None."}],
                },
                "history": {
                    "intro": "A project.", "theme": ["Which?"], "primary": ["study"],
                    "process": ["How?"],
                    "contest": [{"text": "It is hard.", "sources": SOURCES}],
                    "topics": [{"topic": "Lamps", "question": "Why?", "thesis": "They burn."}],
                },
                "words": [{"word": "wick", "meaning": "It burns."}],
            }
        ],
    }  # fmt: skip
