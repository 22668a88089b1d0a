"""The story's files: five, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from trail.base.geo import Bbox
from trail.dataset.checks.known import Known, at, ids_in
from trail.dataset.checks.story import check_story
from trail.dataset.checks.storyitems import (
    ARTICLES,
    DEMANDS,
    EVENTS,
    MARKERS,
    WORKS,
    StoryGround,
    StoryItems,
)
from trail.dataset.schema.dates import Period
from trail.dataset.schema.remembrance import Commemoration
from trail.dataset.schema.story import (
    Article,
    ArticlesFile,
    Demand,
    DemandsFile,
    Event,
    EventsFile,
    Headline,
    Marker,
    MarkersFile,
    Session,
    Story,
)
from trail.dataset.schema.works import Work, WorksFile
from trail.dataset.text.faults import Document, Faults
from trail.dataset.text.folder import Folder
from trail.dataset.text.parsing import parse
from trail.dataset.text.yamltext import read_yaml

STORY_FILES = (EVENTS, DEMANDS, ARTICLES, MARKERS, WORKS)

_Model = TypeVar("_Model", bound=BaseModel)
StoryDocuments = Mapping[str, Document]


def has_story(folder: Folder) -> bool:
    """Whether the directory has any of the story's files."""
    return any(folder.has(name) for name in STORY_FILES)


def read_story(folder: Folder) -> StoryDocuments:
    """The files that could be read; none where the directory has no story.

    One of the files alone is a fault: the others are missing then.
    """
    if not has_story(folder):
        return {}
    found = {name: read_yaml(folder, name) for name in STORY_FILES}
    return {name: document for name, document in found.items() if document is not None}


def parse_story(
    documents: StoryDocuments,
    trail: Document | None,
    known: Known,
    region: Bbox | None,
    faults: Faults,
) -> Story | None:
    """The story in files that were read; None where there is none, or a fault was noted.

    Items that fit the schema are checked against each other even where others don't.
    """
    files = (
        _parse(EventsFile, EVENTS, documents, faults),
        _parse(DemandsFile, DEMANDS, documents, faults),
        _parse(ArticlesFile, ARTICLES, documents, faults),
        _parse(MarkersFile, MARKERS, documents, faults),
        _parse(WorksFile, WORKS, documents, faults),
    )
    items = StoryItems(
        events=_sound(Event, documents.get(EVENTS), "events", faults),
        headlines=_sound(Headline, documents.get(EVENTS), "headlines", faults),
        demands=_sound(Demand, documents.get(DEMANDS), "demands", faults),
        sessions=_sound(Session, documents.get(DEMANDS), "sessions", faults),
        articles=_sound(Article, documents.get(ARTICLES), "articles", faults),
        markers=_sound(Marker, documents.get(MARKERS), "markers", faults),
        remembered=_sound(Commemoration, documents.get(MARKERS), "remembered", faults),
        works=_sound(Work, documents.get(WORKS), "works", faults),
        treaty=files[2],
        demand_numbers=ids_in(documents.get(DEMANDS), "demands", "number"),
        article_ids=ids_in(documents.get(ARTICLES), "articles", "id"),
        work_ids=ids_in(documents.get(WORKS), "works", "id"),
    )
    period = _period(trail)
    if trail is not None and period is not None:
        beside = StoryGround(trail, known.sites, known.people, known.tracks, period, region)
        check_story(items, documents, beside, faults)
    events, demands, articles, markers, works = files
    if not (events and demands and articles and markers and works):
        return None
    return Story(events, demands, articles, markers, works)


def _parse(
    model: type[_Model], file: str, documents: StoryDocuments, faults: Faults
) -> _Model | None:
    document = documents.get(file)
    return parse(model, document.value, document, (), faults) if document else None


def _sound(
    model: type[_Model], document: Document | None, key: str, faults: Faults
) -> dict[int, _Model]:
    """The items of a list that fit the schema, by their place; the others' faults are noted."""
    found: dict[int, _Model] = {}
    for index, item in enumerate(document.items(key) if document else ()):
        if document and faults.holds(document, (key, index)):
            with suppress(ValidationError):
                found[index] = model.model_validate(item)
    return found


def _period(trail: Document | None) -> Period | None:
    """The period as far as it can be relied on; trail.yaml has its fault otherwise."""
    try:
        period = Period.model_validate(at(trail.value if trail else None, "period"))
    except ValidationError:
        return None
    return period if period.day_of_start <= period.day_of_end else None
