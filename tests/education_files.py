"""The shipped data copied, with changes to education.yaml, for tests that break it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from trail.base.paths import DATA


def changed(directory: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the shipped data in `directory`, its education.yaml changed in place.

    Without the pictures: reading 137 drawings takes longer than all that such a test looks at.
    """
    leave = shutil.ignore_patterns("pictures")
    return write_changed(shutil.copytree(DATA, directory / "data", ignore=leave), change)


def write_changed(directory: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Write the shipped education.yaml, changed, into `directory`; returns it."""
    # The loader in C: in Python this file alone takes a second.
    value = yaml.load((DATA / "education.yaml").read_text(), Loader=yaml.CSafeLoader)
    change(value)
    (directory / "education.yaml").write_text(
        yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True)
    )
    return directory
