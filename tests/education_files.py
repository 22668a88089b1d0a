"""The shipped data copied, with changes to education.yaml, for tests that break it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from trail.base.paths import DATA


def changed(directory: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the shipped data in `directory`, its education.yaml changed in place."""
    found = Path(shutil.copytree(DATA, directory / "data"))
    file = found / "education.yaml"
    value = yaml.safe_load(file.read_text())
    change(value)
    file.write_text(yaml.safe_dump(value, allow_unicode=True))
    return found
