"""The story's files: five, all of them or none."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import ValidationError

from trail.base.errors import DatasetError
from trail.base.geo import Bbox
from trail.dataset.checks.crossing import Documents, names_in
from trail.dataset.checks.story import Anything, Known
from trail.dataset.files.story import STORY_FILES, parse_story
from trail.dataset.schema.story import Story
from trail.dataset.schema.trail import Period
from trail.dataset.text.faults import Document, Faults
from trail.dataset.text.folder import Folder
from trail.dataset.text.yamltext import read_yaml


def load_story(
    folder: Folder, files: Documents, region: Bbox | None, faults: Faults
) -> Story | None:
    """The story; None where the directory has none of its files, or a fault was noted.

    One of the files alone is a fault: the others are missing then.
    """
    if not any(folder.has(name) for name in STORY_FILES):
        return None
    documents = {name: read_yaml(folder, name) for name in STORY_FILES}
    period = _period(files.trail)
    if period is None:
        # Without a period no day can be judged; trail.yaml has its fault already.
        return None
    known = Known(
        sites=_known(files.sites, "features", "id"),  # type: ignore[arg-type]
        people=_known(files.people, "", "id"),  # type: ignore[arg-type]
        tracks=_known(files.tracks, "tracks", "number"),  # type: ignore[arg-type]
        period=period,
        region=region,
    )
    read = {name: document.value for name, document in documents.items() if document is not None}
    try:
        return parse_story(read, known)
    except DatasetError as error:
        for problem in error.problems:
            # What could not be read has its fault already, and is not missing.
            if problem.file in read:
                faults.add(
                    problem.file, problem.feature, problem.field, problem.wrong, problem.expected
                )
    return None


def _known(document: Document | None, key: str, field: str) -> Collection[object]:
    found = names_in(document, key, field)
    return Anything() if found is None else found


def _period(trail: Document | None) -> Period | None:
    given = trail.value.get("period") if trail and isinstance(trail.value, dict) else None
    try:
        period = Period.model_validate(given)
        ordered = period.day_of_start <= period.day_of_end
    except (ValidationError, ValueError):
        return None
    return period if ordered else None
