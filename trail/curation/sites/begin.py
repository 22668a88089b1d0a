"""A fresh trail anywhere: three examples, marked as such, in files that explain themselves."""

from __future__ import annotations

import json
import math
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from trail.base.errors import EditError, InvalidParameter
from trail.base.files import sync_directory
from trail.base.geo import Bbox, LocalPlane, Position
from trail.base.meridian import written_box
from trail.base.paths import TEMPLATES
from trail.curation.osm.landmarks import MappedPlace
from trail.curation.sites.adding import (
    SiteDraft,
    clean_name,
    feature_of,
    label_of,
    site_id_of,
)
from trail.curation.sites.examples import STATE, TOWN
from trail.dataset.files.sites import FILE
from trail.dataset.schema.trail import SCHEMA, Units
from trail.dataset.schema.whole import Dataset
from trail.dataset.text.geojson import WORLD
from trail.guide.checking import checked
from trail.guide.words.phrases import has_formats

_TEMPLATES = TEMPLATES / "new"
# Where each template goes; sites.geojson has none, because JSON takes no comments.
_FILES: Mapping[str, str] = {
    "trail.yaml": "trail.yaml",
    "people.yaml": "people.yaml",
    "tracks.yaml": "tracks.yaml",
    "README.md": "README.md",
    "check.yml": ".github/workflows/check.yml",
    "health.yml": ".github/workflows/health.yml",
}
_HOLE = re.compile(r"<<(\w+)>>")
_PLAIN_HOLES = ("schema", "bbox")  # a number, and a list of them
REGION_M = 25_000.0  # from the middle to each side of the first region
APART_M = 400.0
ACCURACY_M = 150
MAPPED_M = 20.0  # of a place in OpenStreetMap, which nobody says: a house or so
# Maps are drawn by Mercator's projection, which ends here.
FARTHEST_LAT = 85.0
_FEET_AND_MILES = frozenset({"US", "GB", "LR", "PR", "VI", "GU", "AS", "MP"})
_UNITED_STATES = (
    Bbox(-124.8, 24.4, -66.9, 49.4),
    Bbox(-170.0, 54.5, -130.0, 71.5),
    Bbox(-160.6, 18.8, -154.7, 22.3),
)
TITLE_LETTERS = 120


@dataclass(frozen=True)
class Beginning:
    """What a trail begins with. `program` is what pip installs this program from, or "";
    `places` of a map are its sites, two or more; without them it has three examples."""

    title: str
    position: Position
    day: date
    region_name: str | None = None
    lang: str = "en"
    time_zone: str = "UTC"
    program: str = ""
    places: tuple[MappedPlace, ...] = ()
    town: str | None = None


def start_trail(directory: Path, beginning: Beginning) -> Dataset:
    """Make the directory with a trail in it that passes the check; the dataset.

    Raises EditError where there is something already, InvalidParameter where a wish
    can't be met; then nothing was made. A new directory appears whole or not at all.
    """
    _check(beginning)
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise EditError(f"{directory} is there already, and no directory; give a new name")
    if directory.is_dir() and any(directory.iterdir()):
        raise EditError(f"{directory} is not empty; give a new or an empty directory")
    directory = directory.absolute()
    there = directory.is_dir()
    holder = directory if there else directory.parent
    holder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".new-", dir=holder))
    try:
        for name, text in _texts(beginning):
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        found = checked(aside)
        if there:
            _move_into(aside, directory)
        else:
            # What mkdtemp makes only its owner may read; an app may run as somebody else.
            aside.chmod(0o755)
            aside.rename(directory)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    sync_directory(holder)
    return found


def _move_into(aside: Path, directory: Path) -> None:
    """Move all into a directory that is there: somebody may be working in it.

    trail.yaml comes last: a directory without it is plainly no trail.
    """
    moved: list[Path] = []
    try:
        for path in sorted(aside.iterdir(), key=lambda path: path.name == "trail.yaml"):
            moved.append(path.rename(directory / path.name))
        aside.rmdir()
    except BaseException:
        for path in moved:
            path.rename(aside / path.name)
        raise


def _check(beginning: Beginning) -> None:
    lat = beginning.position.lat
    if abs(lat) > FARTHEST_LAT:
        raise InvalidParameter(
            "at",
            f"{lat:g}",
            f"a latitude from -{FARTHEST_LAT:g} to {FARTHEST_LAT:g}: maps end there",
        )
    if not re.fullmatch(r"[a-z]{2}", beginning.lang) or not has_formats(beginning.lang):
        raise InvalidParameter("lang", beginning.lang, "a language of two letters (en)")
    try:
        ZoneInfo(beginning.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        wanted = "an IANA name such as Pacific/Auckland"
        raise InvalidParameter("time-zone", beginning.time_zone, wanted) from error
    for name, text in (("title", beginning.title), ("place", beginning.region_name or "x")):
        if not text.strip() or len(text) > TITLE_LETTERS or not text.isprintable():
            wanted = f"text of one line, at most {TITLE_LETTERS} characters, all of them visible"
            raise InvalidParameter(name, text, wanted)
    if not beginning.program.isprintable() or len(beginning.program) > 500:
        raise InvalidParameter("program", beginning.program, "what pip installs, in one line")


def _texts(beginning: Beginning) -> Iterator[tuple[str, str]]:
    """Each file's name and text."""
    values = _values(beginning)
    yield FILE, json.dumps(_sites(beginning), ensure_ascii=False, indent=2) + "\n"
    for template, name in _FILES.items():
        text = (_TEMPLATES / template).read_text(encoding="utf-8")
        # In one pass, so that a title can't bring holes of its own.
        plain = name.endswith(".md")
        if beginning.places:
            text = _without_examples(text, [site_id for site_id, _ in _chosen(beginning)])
        yield name, _HOLE.sub(lambda hole: _filled(hole[1], values[hole[1]], plain=plain), text)  # noqa: B023


def _without_examples(text: str, ids: Sequence[str]) -> str:
    """A template with the sites that were chosen, and without words that are made up."""
    stops = "".join(f"      - {site_id}\n" for site_id in ids)
    text = re.sub(r"(?:      - example-\w+\n)+", stops, text)
    text = re.sub(r'"An example, to be replaced: [^"]*"', '"Not written yet."', text)
    lede = '"{sites} places; {stops} of them make a walk."'
    text = re.sub(r'"Three examples, [^"]*"', lede, text)
    text = text.replace(
        "The three sites are **examples**: replace them. Their places are made up.",
        "The sites and their places are those of OpenStreetMap. Nothing is claimed of them yet.",
    )
    text = text.replace("example-one", ids[0]).replace("example-walk", "walk")
    return text.replace("Example walk", "The walk")


def _chosen(beginning: Beginning) -> list[tuple[str, MappedPlace]]:
    """Each place with an id of its own: made of a name in Latin letters, or of its number."""
    made: dict[str, MappedPlace] = {}
    for place in beginning.places:
        names = dict(place.names)
        try:
            site_id = site_id_of(names.get("en") or place.name)
        except EditError:
            site_id = f"place-{place.id}"
        if site_id in made:
            site_id = f"{site_id[:50]}-{place.id}"
        made[site_id] = place
    return list(made.items())


def _filled(name: str, value: str, *, plain: bool) -> str:
    """A value as JSON, which YAML takes as it stands; as Markdown its signs are escaped."""
    if plain:
        return re.sub(r"([\\`*_{}\[\]<>#|!&~$@])", r"\\\1", value)
    # A title of digits is text all the same.
    return value if name in _PLAIN_HOLES else json.dumps(value, ensure_ascii=False)


def _values(beginning: Beginning) -> dict[str, str]:
    lon, lat = beginning.position
    around = (
        f"Around {abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, "
        f"{abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"
    )
    note = "." if beginning.program else ": write it there first."
    return {
        "schema": str(SCHEMA),
        "title": beginning.title,
        "lang": beginning.lang,
        "day": beginning.day.isoformat(),
        "region_name": beginning.region_name or around,
        "bbox": json.dumps(list(written_box(_region(beginning.position)))),
        "time_zone": beginning.time_zone,
        "units": units_of(beginning),
        "program": beginning.program,
        "program_note": note,
    }


def units_of(beginning: Beginning) -> Units:
    """Feet and miles where people measure so: by the country of the time zone, and where UTC
    tells of none, within the boxes of the United States."""
    country = get_global("zone_territories").get(beginning.time_zone)
    if country:
        return "us" if country in _FEET_AND_MILES else "metric"
    inside = any(box.contains(beginning.position) for box in _UNITED_STATES)
    return "us" if inside else "metric"


def _region(position: Position) -> Bbox:
    """A box around the position, to a hundredth of a degree, up to the poles.

    At the 180th meridian most of it lies on the position's own side.
    """
    box = Bbox(*position, *position).padded(REGION_M)
    lean = 0.02 if abs(position.lon) > 179.99 else 0.0
    return Bbox(
        round(math.floor(box.west * 100) / 100 - (lean if position.lon > 0 else 0), 2),
        max(WORLD.south, math.floor(box.south * 100) / 100),
        round(math.ceil(box.east * 100) / 100 + (lean if position.lon < 0 else 0), 2),
        min(WORLD.north, math.ceil(box.north * 100) / 100),
    )


def _sites(beginning: Beginning) -> dict[str, object]:
    if beginning.places:
        features = [_unfinished(beginning, *chosen) for chosen in _chosen(beginning)]
        return {"type": "FeatureCollection", "features": features}
    lon, lat = beginning.position
    # Toward the equator, so that none falls off the edge of the map.
    east, north = (APART_M if lon <= 0 else -APART_M), (APART_M if lat <= 0 else -APART_M)
    plane = LocalPlane(beginning.position)
    places = (beginning.position, plane.to_position(east, 0), plane.to_position(0, north))
    examples = zip(("one", "two", "three"), places, strict=True)
    return {
        "type": "FeatureCollection",
        "note": "Three examples, to be replaced. Their places are made up.",
        "features": [_site(number, position) for number, position in examples],
    }


def _unfinished(beginning: Beginning, site_id: str, place: MappedPlace) -> dict[str, object]:
    """A place of a map as a site of which nothing is claimed."""
    names = dict(place.names)
    readers = clean_name(names.get(beginning.lang) or place.name)
    draft = SiteDraft(
        site_id=site_id,
        name=readers,
        label=label_of(readers),
        position=place.position,
        town=beginning.town or "Town not known",
        state=beginning.region_name or beginning.town or "Not known",
        address=None,
        collection="sites",
        reach="foot",
        accuracy_m=MAPPED_M,
        source=place.source,
    )
    feature = feature_of(draft)
    others = {place.name: None, **{name: lang for lang, name in place.names}}
    feature["properties"]["other_names"] = [
        {"name": name, "lang": lang[:2]} if lang and lang[:2].islower() else {"name": name}
        for name, lang in others.items()
        if name != readers
    ]
    return feature


def _site(number: str, position: Position) -> dict[str, object]:
    """An example; the last one has nothing written, as a site that was just added."""
    draft = SiteDraft(
        site_id=f"example-{number}",
        name=f"Example {number}",
        label=f"Example {number}",
        position=Position(round(position.lon, 5), round(position.lat, 5)),
        town=TOWN,
        state=STATE,
        address=None,
        collection="sites",
        reach="foot",
        accuracy_m=ACCURACY_M,
        source="An example: nothing stands there that this trail knows of.",
    )
    feature = feature_of(draft)
    properties = feature["properties"]
    if number != "three":
        properties["access"]["detail"] = "An example: say who may go in, and when."
        properties |= {"summary": _SUMMARY, "story": list(_STORY)}
    if number == "one":
        properties["facts"] = [dict(_FACT)]
    return feature


_SUMMARY = (
    "An example, to be replaced: what happened here, in at most sixty words, so that it can be "
    "read aloud in half a minute."
)
_STORY = (
    "An example, to be replaced: the story, in a few paragraphs of your own.",
    "Each paragraph stands in quotation marks of its own, with a comma behind it.",
)
_FACT = {
    "date": None,
    "when": "no date, because it is an example",
    "text": "An example, to be replaced: one statement, with the address of where you read it.",
    "sources": ["https://example.org/"],
    "confidence": "low",
    "note": "How sure it is: high, medium or low.",
}
