"""A big made-up dataset for the bench and for tests: `python -m tests.generate 10000 DIR`.

The same number gives the same bytes. Places, texts and facts are invented.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from tests.sample import Sample, site

FACTS = 5
STORY_WORDS = 200
TOUR_STOPS = 12
_WORDS = (
    "lantern", "quay", "bell", "harbour", "letter", "evening", "flag", "boat", "crowd", "morning",
    "street", "clerk", "window", "signal", "paper", "winter", "bridge", "tāwhiri", "灯台", "маяк",
)  # fmt: skip
_TOWNS = ("Kererū Bay", "Point Tern", "Cape Lull", "Saltmarsh", "Upper Tern")


def big_sample(count: int) -> Sample:
    """The sample with `count` sites instead of five; every fiftieth has no position."""
    if count < TOUR_STOPS:
        raise ValueError(f"{count} sites are too few for the tours; at least {TOUR_STOPS}")
    dice = random.Random(count)
    sample = Sample()
    sample.story.clear()  # it is about the five sites
    sample.sites["features"] = [_site(dice, number) for number in range(1, count + 1)]
    ids = [feature["id"] for feature in sample.sites["features"] if feature["geometry"]]
    sample.trail["origin"] = ids[0]
    for tour in sample.trail["tours"]:
        tour["stops"] = ids[:TOUR_STOPS]
        tour["start"] = ids[0]
    return sample


def write_big(count: int, directory: Path) -> Path:
    """Write the dataset of `count` sites; returns the directory."""
    sample = big_sample(count)
    sample.texts["sites.geojson"] = json.dumps(sample.sites, ensure_ascii=False)
    return sample.write(directory)


def _text(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(_WORDS, k=words)).capitalize() + "."


def _site(dice: random.Random, number: int) -> dict[str, Any]:
    located = number % 50 != 0
    facts = [
        {
            "date": f"1911-02-{dice.randint(1, 28):02}",
            "text": _text(dice, 15),
            "sources": [f"https://example.org/{number}/{fact}"],
            "confidence": dice.choice(("high", "medium", "low")),
        }
        for fact in range(FACTS)
    ]
    # The upper half of the sample's region: its drawn town stays free of the crowd.
    lon, lat = round(dice.uniform(168.0, 169.0), 6), round(dice.uniform(-46.5, -46.0), 6)
    return site(
        f"site-{number:05}",
        lon if located else None,
        lat if located else None,
        name=f"{_text(dice, 2)[:-1]} {number}",
        town=dice.choice(_TOWNS),
        collection=dice.choice(("harbour", "coast")),
        reach=dice.choice(("foot", "car")),
        status=dice.choice(("standing", "altered", "replaced", "gone", "unknown")),
        summary=_text(dice, 40),
        story=[_text(dice, STORY_WORDS // 4) for _ in range(4)],
        facts=facts,
        weight=dice.randint(1, 5),
    )


if __name__ == "__main__":
    write_big(int(sys.argv[1]), Path(sys.argv[2]))
