"""Where the files that ship with the package lie.

A checkout keeps them at its top level; a wheel carries them in `_bundled/`.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent  # trail/
_BUNDLED = _HERE / "_bundled"
_ROOT = _BUNDLED if _BUNDLED.is_dir() else _HERE.parent

DATA = _ROOT / "data"
TEMPLATES = _ROOT / "templates"
STATIC = _ROOT / "static"
TRANSLATIONS = _ROOT / "translations"
