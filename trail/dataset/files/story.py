"""From parsed YAML to a `Story`, with every fault found.

Nothing is read here: the caller gives what its reader made of each file. Items that
fit the schema are cross-checked even where others do not, so that all faults are
told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trail.base.errors import DatasetError, Problem
from trail.dataset.checks.story import (
    ARTICLES,
    DEMANDS,
    EVENTS,
    MARKERS,
    WORKS,
    Anything,
    Items,
    Known,
    check_items,
)
from trail.dataset.schema.story import (
    Article,
    ArticlesFile,
    Demand,
    DemandsFile,
    Event,
    EventsFile,
    Marker,
    MarkersFile,
    Session,
    Story,
    Work,
    WorksFile,
)

STORY_FILES = (EVENTS, DEMANDS, ARTICLES, MARKERS, WORKS)
_ITEM_NAMES = ("id", "date", "number")  # what a fault is named after: the first there is

_Model = TypeVar("_Model", bound=BaseModel)
_Name = TypeVar("_Name", int, str)


def parse_story(files: Mapping[str, object], known: Known) -> Story:
    """The story in the parsed YAML of STORY_FILES; raises DatasetError with every fault."""
    problems: list[Problem] = []
    events = _parse_file(EventsFile, EVENTS, files, problems)
    demands = _parse_file(DemandsFile, DEMANDS, files, problems)
    articles = _parse_file(ArticlesFile, ARTICLES, files, problems)
    markers = _parse_file(MarkersFile, MARKERS, files, problems)
    works = _parse_file(WorksFile, WORKS, files, problems)
    items = Items(
        events=_sound_items(Event, files, EVENTS, "events"),
        demands=_sound_items(Demand, files, DEMANDS, "demands"),
        sessions=_sound_items(Session, files, DEMANDS, "sessions"),
        articles=_sound_items(Article, files, ARTICLES, "articles"),
        markers=_sound_items(Marker, files, MARKERS, "markers"),
        works=_sound_items(Work, files, WORKS, "works"),
        treaty=articles,
        demand_numbers=_named(files, DEMANDS, "demands", "number", int),
        article_ids=_named(files, ARTICLES, "articles", "id", str),
        work_ids=_named(files, WORKS, "works", "id", str),
    )
    problems += check_items(items, known)
    if problems or not (events and demands and articles and markers and works):
        raise DatasetError(sorted(set(problems)))
    return Story(events, demands, articles, markers, works)


def find_problems(files: Mapping[str, object], known: Known) -> list[Problem]:
    """Every fault of the parsed YAML, sorted; none for a story that is sound."""
    try:
        parse_story(files, known)
    except DatasetError as error:
        return list(error.problems)
    return []


# ---------------------------------------------------------------- schema


def _parse_file(
    model: type[_Model], file: str, files: Mapping[str, object], problems: list[Problem]
) -> _Model | None:
    """The file as the model has it, or None after each of its faults was noted."""
    if file not in files:
        problems.append(Problem(file, "", "", "is missing", "the file"))
        return None
    try:
        return model.model_validate(files[file])
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [_schema_problem(file, files[file], detail) for detail in details]
        return None


def _sound_items(
    model: type[_Model], files: Mapping[str, object], file: str, field: str
) -> tuple[_Model, ...]:
    """The items of a list that fit the schema; those that don't were noted with the file."""
    found: list[_Model] = []
    for item in _listed(files, file, field):
        with suppress(ValidationError):
            found.append(model.model_validate(item))
    return tuple(found)


def _named(
    files: Mapping[str, object], file: str, field: str, key: str, kind: type[_Name]
) -> Collection[_Name]:
    """The ids or numbers of a list's items, also of those that are faulty otherwise.

    A list that is not there has all of them: its absence is a fault of its own.
    """
    if not _is_list(files, file, field):
        return cast("Collection[_Name]", Anything())
    given = (
        item.get(key) if isinstance(item, dict) else None for item in _listed(files, file, field)
    )
    return {name for name in given if isinstance(name, kind)}


def _is_list(files: Mapping[str, object], file: str, field: str) -> bool:
    value = files.get(file)
    return isinstance(value, dict) and isinstance(value.get(field), list)


def _listed(files: Mapping[str, object], file: str, field: str) -> list[object]:
    value = files.get(file)
    listed = value.get(field) if isinstance(value, dict) else None
    return listed if isinstance(listed, list) else []


def _schema_problem(file: str, value: object, detail: ErrorDetails) -> Problem:
    """Pydantic's fault as one of ours, named after the item it is in."""
    loc = list(detail["loc"])
    feature = ""
    if len(loc) > 1 and isinstance(loc[1], int) and isinstance(value, dict):
        item = value[loc[0]][loc[1]]
        names = [item.get(key) for key in _ITEM_NAMES] if isinstance(item, dict) else []
        feature = next((str(name) for name in names if name), f"#{loc[1] + 1}")
        loc = loc[2:]
    field = ".".join(str(part) for part in loc)
    given = detail["input"]
    match detail["type"]:
        case "missing":
            return Problem(file, feature, field, "is missing", "a value")
        case "extra_forbidden":
            return Problem(file, feature, field, "unknown field", "only fields of the schema")
        case "literal_error":
            expected = f"one of {detail['ctx']['expected']}".replace("'", "")
            return Problem(file, feature, field, f"{given!r} is not known", expected)
    shown = repr(given) if isinstance(given, str | int | float) else type(given).__name__
    return Problem(file, feature, field, f"{shown[:80]} won't do", detail["msg"].lower())
