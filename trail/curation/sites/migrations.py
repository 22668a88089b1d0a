"""Older files brought to the form that this program reads.

A migration changes texts, not values, so that comments and layout stay. Each raises
the version by one; they are applied one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trail.base.errors import DatasetError, EditError
from trail.base.files import replace_file
from trail.dataset.files.sites import FILE
from trail.dataset.files.version import FIELD, version_in
from trail.dataset.text.faults import Faults
from trail.dataset.text.folder import Folder
from trail.dataset.text.yamltext import parse_yaml, read_yaml

TRAIL = "trail.yaml"
Texts = Mapping[str, str]

_LINE = re.compile(rf"^(?P<key>{FIELD}[ \t]*:[ \t]*)\d+", re.MULTILINE)
# Comments, blank lines and what opens a YAML document, before its first field.
_HEAD = re.compile(r"(?:(?:[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*|---[ \t]*)(?:\r\n|\n))*")
_NOTE = "# which form these files have; `trail migrate` brings older ones up to it"


@dataclass(frozen=True)
class Migration:
    """From the version before `to`: the texts that it changes, by file name.

    The version itself is raised afterwards, in trail.yaml; `change` leaves it alone.
    """

    to: int
    why: str
    change: Callable[[Texts], Texts]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "trail.yaml says which form the files have", lambda _texts: {}),
)


@dataclass(frozen=True)
class MigrationPlan:
    """What has to be written: old and new text of each file that changes."""

    version: int
    target: int
    steps: tuple[Migration, ...]
    changes: Mapping[str, tuple[str, str]]


def plan_migration(directory: Path, migrations: Sequence[Migration] = MIGRATIONS) -> MigrationPlan:
    """How to bring a dataset's files up to date; nothing is written.

    Raises DatasetError where trail.yaml can't be read or is newer than this program,
    EditError where its version can't be written without touching the rest.
    """
    faults = Faults()
    folder = Folder(directory, faults)
    trail = read_yaml(folder, TRAIL)
    faults.raise_if_any()
    if trail is None or not isinstance(trail.value, dict):
        raise EditError(f"{TRAIL} has no fields; nothing to migrate")
    version = version_in(trail)
    target = max((migration.to for migration in migrations), default=version)
    steps = tuple(m for m in sorted(migrations, key=lambda m: m.to) if m.to > version)
    if not steps:
        return MigrationPlan(version, version, (), {})
    before = _texts(folder)
    faults.raise_if_any()
    after = dict(before)
    for step in steps:
        after |= step.change(after)
        after[TRAIL] = _with_version(after[TRAIL], step.to)
    changed = {name: (before.get(name, ""), text) for name, text in after.items()}
    changes = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    return MigrationPlan(version, target, steps, changes)


def write_migration(directory: Path, plan: MigrationPlan) -> None:
    """Write a plan's changes; trail.yaml, whose version counts, comes last.

    Each file changes in one step. Raises EditError or OSError where one can't be
    written: with the old version still in trail.yaml, migrating can begin again.
    """
    for name in sorted(plan.changes, key=lambda name: name == TRAIL):
        old, new = plan.changes[name]
        replace_file(directory / name, old.encode(), new.encode())


def _texts(folder: Folder) -> dict[str, str]:
    """The text of each file that a migration may change."""
    names = sorted(path.name for path in folder.directory.iterdir() if path.suffix == ".yaml")
    found = {name: folder.read(name) for name in (*names, FILE) if folder.has(name)}
    return {name: text for name, text in found.items() if text is not None}


def _with_version(text: str, version: int) -> str:
    """The text of trail.yaml with its version raised, everything else as it was.

    Raises EditError where that would change more than the version.
    """
    raised, count = _LINE.subn(rf"\g<key>{version}", text, count=1)
    if not count:
        head = _HEAD.match(text)
        at = head.end() if head else 0
        newline = "\r\n" if "\r\n" in text else "\n"
        raised = f"{text[:at]}{_NOTE}{newline}{FIELD}: {version}{newline}{text[at:]}"
    if _fields(raised) != {**_fields(text), FIELD: version}:
        raise EditError(
            f"{TRAIL} is written in a way that can't be changed here; "
            f"add {FIELD}: {version} by hand, and run `trail check`"
        )
    return raised


def _fields(text: str) -> dict[str, object]:
    """The fields that a text of trail.yaml holds; none where it can't be read."""
    faults = Faults()
    document = parse_yaml(TRAIL, text, faults)
    try:
        faults.raise_if_any()
    except DatasetError:
        return {}
    return document.value if document and isinstance(document.value, dict) else {}
