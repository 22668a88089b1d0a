"""Pictures for the made-up dataset: one site has a drawing, one person a seal."""

from __future__ import annotations

import copy
import io
import json
from typing import Any

import yaml
from PIL import Image

from tests.sample import Sample

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32" role="img">'
    "<title>A shed</title>"
    '<g fill="none" stroke="currentColor" stroke-width="1.2">'
    '<path fill="#fdfaf2" d="M4 30V10h40v20z"/><path d="M4 10L24 2L44 10"/><path d="M0 31h48"/>'
    '<circle fill="#96301f" cx="24" cy="20" r="3"/></g></svg>\n'
)
RECORD: dict[str, Any] = {
    "kind": "drawing",
    "file": "custom-house.svg",
    "thumbnail": "thumbs/custom-house.svg",
    "alt": "A shed with a lamp, & <no door>",
    "caption": "Drawn for this guide after a description; its door is not told of.",
    "by": "The keepers",
    "after": ["https://example.org/shed"],
    "date": "2026",
    "rights": "CC-BY-4.0",
    "credit": "Drawing © 2026 the keepers",
    "checked_by": None,
    "checked_on": None,
    "focus": [0.5, 0.6],
}
PICTURES: dict[str, Any] = {
    "sites": {"custom-house": [RECORD]},
    "seals": {"hana": {"file": "people/hana.svg"}},
}
FILES = ("custom-house.svg", "thumbs/custom-house.svg", "people/hana.svg")


def photo(size: tuple[int, int] = (800, 600), **options: Any) -> bytes:
    """A JPEG of a gradient."""
    written = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(written, "JPEG", **options)
    return written.getvalue()


PHOTO = photo()


def pictures() -> dict[str, Any]:
    return copy.deepcopy(PICTURES)


def sample_with_pictures(records: Any = None, **files: str | None) -> Sample:
    """The sample with pictures; `files` adds, replaces or (None) leaves out files by name."""
    sample = Sample()
    # What two records share must not become an anchor, which the dataset refuses.
    plain = json.loads(json.dumps(records or pictures()))
    sample.texts["pictures/pictures.yaml"] = yaml.safe_dump(plain)
    for name in FILES:
        sample.texts[f"pictures/{name}"] = SVG
    for name, content in files.items():
        sample.texts[f"pictures/{name}"] = content
    return sample
