"""Load and check the dataset: the only reader of `data/`.

Files are read as text, then as plain values, then as models; what crosses files
is checked on the plain values. Faults are collected all the way and raised together.
"""

from __future__ import annotations

from pathlib import Path

from trail.dataset.checks import crossing
from trail.dataset.checks.chapters import CHAPTER_FILES, VOICES, load_chapters
from trail.dataset.checks.education import FILE as EDUCATION
from trail.dataset.checks.education import load_education
from trail.dataset.checks.known import Documents, at, known_in
from trail.dataset.checks.readings import FILE as READINGS
from trail.dataset.checks.readings import load_readings
from trail.dataset.checks.visits import FILE as VISITS
from trail.dataset.checks.visits import load_visits
from trail.dataset.files import layers, sites
from trail.dataset.files.jsonschema import sites_schema
from trail.dataset.files.languages import load_languages
from trail.dataset.files.pictures import FILE as PICTURES
from trail.dataset.files.pictures import load_pictures
from trail.dataset.files.story import STORY_FILES, has_story, parse_story, read_story
from trail.dataset.files.version import check_version
from trail.dataset.languages.overlay import TextOverlay
from trail.dataset.schema.people import Person, TracksFile
from trail.dataset.schema.site import told_apart
from trail.dataset.schema.trail import TrailFile
from trail.dataset.schema.whole import Dataset
from trail.dataset.text import parsing as wording
from trail.dataset.text.faults import Document, Faults, kind_of
from trail.dataset.text.folder import Folder, read_json
from trail.dataset.text.yamltext import read_yaml

__all__ = ["FILES", "load", "sites_schema"]

TRAIL, PEOPLE, TRACKS = "trail.yaml", "people.yaml", "tracks.yaml"
# Every file beside map/*.geojson that a dataset may have.
FILES = (
    sites.FILE,
    TRAIL,
    PEOPLE,
    TRACKS,
    *STORY_FILES,
    *CHAPTER_FILES,
    READINGS,
    VISITS,
    EDUCATION,
)


def load(directory: Path, language: str | None = None) -> Dataset:
    """The dataset in a directory; raises DatasetError with every fault found.

    In `language` as far as its files under i18n/ go; in the trail's own where none is named.

    Read are sites.geojson, trail.yaml, people.yaml, tracks.yaml, map/*.geojson where
    there is any, the files of the story and of its chapters where there are any,
    readings.yaml, visits.yaml, education.yaml and pictures/; another that looks like data is a
    fault, and what is no data is left alone.
    """
    faults = Faults()
    overlay = TextOverlay(language) if language else None
    folder = Folder(directory, faults, overlay.lay_over) if overlay else Folder(directory, faults)
    folder.refuse_strangers(FILES)
    files = Documents(
        trail=read_yaml(folder, TRAIL),
        sites=read_json(folder, sites.FILE),
        people=read_yaml(folder, PEOPLE),
        tracks=read_yaml(folder, TRACKS),
    )
    check_version(files.trail)
    trail = _parse_whole(TrailFile, files.trail, faults)
    tracks = _parse_whole(TracksFile, files.tracks, faults)
    people = _parse_people(files.people, faults)
    region = crossing.region_of(files.trail, faults)
    found_sites = sites.parse_sites(files.sites, region, files.trail, faults)
    if region and files.trail and not faults.holds(files.trail, ("region",)):
        region = None  # nothing is judged by it
    found_layers = []
    for name in folder.layer_files():
        document = read_json(folder, name)
        layer = layers.parse_layer(document, region, faults) if document else None
        if layer is not None:
            found_layers.append(layer)
    told = read_story(folder)
    crossing.check_unique_ids(files, faults)
    known = known_in(files, has_story(folder), faults)
    crossing.check_files(files, known, faults)
    story = parse_story(told, files.trail, known, region, faults)
    visits = load_visits(folder, files.trail, known, faults)
    period = trail.period if trail and faults.holds(files.trail, ("period",)) else None
    markers = {marker.id for marker in story.markers_file.markers} if story else None
    pictures = load_pictures(folder, period, known, markers, faults)
    readings = load_readings(folder, (files.sites, files.people, *told.values()), faults)
    told_in = load_chapters(folder, period, known, told, faults)
    voices = told_in.voices.voices if told_in.voices else ()
    # A file of voices that could not be read is one fault already.
    voiced = {voice.id for voice in voices} if voices or not folder.has(VOICES) else None
    education = load_education(folder, files.trail, known, told, voiced, faults)
    read = [*FILES, PICTURES, *(f"map/{layer.id}" for layer in found_layers)]
    own = str(at(files.trail.value, "lang")) if files.trail and not overlay else ""
    languages = load_languages(folder, own, read)
    if language and language not in {found.code for found in languages}:
        expected = f"a folder i18n/{language} with a file about.yaml"
        faults.add("i18n", "", "", f"there is no language {language!r}", expected)
    translation = overlay.outcome(folder) if overlay else None
    faults.raise_if_any()
    if trail is None or tracks is None:
        raise RuntimeError("a file was refused without a fault")
    return Dataset(
        trail=trail,
        sites=told_apart(found_sites),
        people=people,
        tracks=tracks.tracks,
        tracks_note=tracks.note,
        layers=tuple(found_layers),
        digest=folder.digest,
        story=story,
        visits=visits,
        education=education,
        readings=readings,
        chapters=told_in.chapters,
        voices=voices,
        theatre=told_in.theatre,
        pictures=pictures,
        tracks_about=tracks.about,
        tracks_elsewhere=tracks.elsewhere,
        remarks=tuple(faults.remarks),
        languages=languages,
        translation=translation,
    )


def _parse_whole(
    model: type[wording.Model], document: Document | None, faults: Faults
) -> wording.Model | None:
    return wording.parse(model, document.value, document, (), faults) if document else None


def _parse_people(document: Document | None, faults: Faults) -> tuple[Person, ...]:
    if document is None:
        return ()
    if not isinstance(document.value, list):
        wrong = f"is {kind_of(document.value)} at its top"
        faults.at(document, (), wrong, "a list of people, each with id, name, role, side")
        return ()
    parsed = (
        wording.parse(Person, item, document, (index,), faults)
        for index, item in enumerate(document.value)
    )
    return tuple(person for person in parsed if person is not None)
