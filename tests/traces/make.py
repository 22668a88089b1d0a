"""Write the trace files: every tour, thirty parts of tours, and a town that is made up.

    python -m tests.traces.make

A file has a walk's data as it was, and its traces: the judge is held against these for good,
whatever becomes of the trail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sample import Sample
from tests.traces.kinds import BY_CAR, KINDS
from tests.traces.walker import Data
from trail.base import paths
from trail.base.errors import DoesNotFit
from trail.guide.guide import Guide, open_trail
from trail.guide.walk.values import Itinerary
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings
from trail.web.walk.lead import walk_data

HERE = Path(__file__).parent / "files"
PARTS = 30
MINUTES = (None, 45, 60, 90, 120)


def itineraries(guide: Guide) -> Iterator[tuple[str, Itinerary]]:
    """Every tour, and `PARTS` of the parts of one on foot, three of one by car."""
    for tour in guide.dataset.trail.tours:
        yield tour.id, guide.itinerary(tour.id)
        if tour.mode == "car":
            for number, start in enumerate(tour.stops[1:4], start=1):
                yield f"{tour.id}-{number:02d}", guide.started(tour.id, start)
            continue
        found = 0
        for k, start in enumerate([*tour.stops, *tour.stops]):
            minutes = MINUTES[k % len(MINUTES)]
            if found == PARTS:
                break
            if minutes is None:
                if start == tour.start:
                    continue
                made = guide.started(tour.id, start)
            else:
                sub = guide.sub_tour(tour.id, minutes, None if start == tour.start else start)
                if isinstance(sub, DoesNotFit) or len(sub.itinerary.legs) < 2:
                    continue
                made = sub.itinerary
            found += 1
            yield f"{tour.id}-{found:02d}", made


def traces(name: str, walk: Data, number: int) -> dict[str, Data]:
    """All kinds of a whole tour; of a part two, each of another kind than the last."""
    kinds = KINDS if walk["mode"] == "foot" else BY_CAR
    names = list(kinds)
    part = [names[(number * 2 + k) % len(names)] for k in range(2)]
    wanted = part if re.search(r"-\d\d$", name) else names
    made = {kind: kinds[kind](walk, f"{name} {kind}") for kind in wanted}
    return {kind: trace for kind, trace in made.items() if trace}


def files() -> Iterator[tuple[str, str]]:
    """The name and the text of each file."""
    with TemporaryDirectory() as folder:
        sample = Sample()
        place = sample.feature("signal-tower")["geometry"]["coordinates"]
        sample.feature("custom-house")["geometry"]["coordinates"] = list(place)
        for directory in (paths.DATA, sample.write(Path(folder))):
            app = create_app(Settings(data_dir=directory))
            with app.test_request_context("/"):
                guide = open_trail(directory)
                for number, (name, itinerary) in enumerate(itineraries(guide)):
                    walk = walk_data(guide, itinerary)
                    if walk["mode"] == "foot" and not all("line" in leg for leg in walk["legs"]):
                        continue
                    rows = traces(name, walk, number)
                    yield f"{name}.json", written(walk, rows)


def written(walk: Data, rows: dict[str, Data]) -> str:
    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    found = ",\n".join(f'"{kind}":{line(trace)}' for kind, trace in rows.items())
    return f'{{"walk":{line(walk)},\n"traces":{{\n{found}\n}}}}\n'


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for name, text in files():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
