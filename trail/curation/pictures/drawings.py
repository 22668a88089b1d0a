"""An SVG of a drawing program made into one of plain shapes, or refused.

What the program noted for itself goes: ids, classes, its own elements. What could run, load or
lead elsewhere is refused, not dropped: whoever gets such a file should know.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from trail.base.errors import EditError
from trail.dataset.schema.pictures import Drawing
from trail.dataset.text.svg import UnfitPicture, read_svg

_SVG = "{http://www.w3.org/2000/svg}"
# Of declarations only that of SVG itself: another could name any file.
_DECLARED = re.compile(
    r"^\s*(?:<\?xml\s[^?]*\?>\s*)?"
    r"(?:<!DOCTYPE svg PUBLIC\s+\"-//W3C//DTD SVG [^\"]*\"\s+\"https?://www\.w3\.org/[^\"]*\"\s*>)?",
    re.ASCII,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RUNS = frozenset(["script", "handler", "listener", "iframe", "object", "embed"])
_HARMLESS = frozenset(["id", "class", "version", "x", "y", "baseProfile", "enable-background"])
_DEEPEST = 100  # before the empty ones are gone: a program nests more than a drawing keeps
_LOOKS = frozenset(
    """
    fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin fill-rule
    """.split()  # noqa: SIM905
)
_MEASURE = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
_COLOURS = {"black": "#000000", "white": "#ffffff"}


def read_drawing(text: str) -> tuple[str, Drawing]:
    """The SVG as it is kept, and as it is read; raises EditError for what can't be shown safely."""
    bare = _COMMENT.sub("", text.lstrip("\ufeff"))
    bare = bare[match.end() :] if (match := _DECLARED.match(bare)) else bare
    if "<!" in bare or "<?" in bare:
        raise EditError(
            "the SVG has a declaration, which could hold anything; save it as plain SVG"
        )
    try:
        root = ET.fromstring(bare)  # noqa: S314 - without declarations it can't swell
    except ET.ParseError as error:
        raise EditError(f"the file is no well-formed SVG: {error}") from error
    _measured(root)
    _tidy(root, 0)
    ET.register_namespace("", _SVG[1:-1])
    kept = ET.tostring(root, encoding="unicode") + "\n"
    try:
        return kept, read_svg(kept)
    except UnfitPicture as error:
        raise EditError(f"the SVG {error.wrong}; it may hold {error.expected}") from error


def _measured(root: ET.Element) -> None:
    """A viewBox from width and height, as many programs leave it out."""
    sides = [_MEASURE.fullmatch(root.attrib.pop(side, "")) for side in ("width", "height")]
    if "viewBox" not in root.attrib and all(sides):
        root.set("viewBox", "0 0 " + " ".join(side[1] for side in sides if side))
    root.set("role", "img")
    root.attrib.pop("preserveAspectRatio", None)


def _tidy(element: ET.Element, depth: int) -> None:
    if depth > _DEEPEST:
        raise EditError(
            f"the SVG has groups nested too deep; it may hold {_DEEPEST} within each other"
        )
    style = element.attrib.pop("style", "")
    for declared in filter(None, (part.strip() for part in style.split(";"))):
        key, _, value = (part.strip() for part in declared.partition(":"))
        if key in _LOOKS:
            element.set(key, value)
        elif "url(" in value or "@" in value or "expression" in value:
            raise EditError(
                f"the SVG refers to something else in a style ({key[:40]}): take it out"
            )
    for key in list(element.attrib):
        foreign = key.startswith("{") and not key.endswith("}href") and key != _XML_BASE
        own = key in _HARMLESS and not (key in "xy" and element.tag != f"{_SVG}svg")
        if foreign or own:
            del element.attrib[key]
        elif key in ("fill", "stroke"):
            element.set(key, _colour(element.attrib[key]))
        elif key == "stroke-width":
            element.set(key, element.attrib[key].removesuffix("px"))
    for child in list(element):
        name = child.tag.removeprefix(_SVG)
        if name.startswith("{") or name == "metadata" or (name == "defs" and not len(child)):
            _without(element, child)
        else:
            _tidy(child, depth + 1)


def _without(parent: ET.Element, child: ET.Element) -> None:
    """Take it out; the white space behind it stays out, too."""
    for element in child.iter():
        name = element.tag.rpartition("}")[2]
        if name.lower() in _RUNS or element.tag.startswith(_XHTML):
            raise EditError(f"the SVG has the element {name[:40]!r} in what a program noted")
    child.tail = (child.tail or "").strip() or None
    if child.tail:
        raise EditError("the SVG has text between its shapes: take it out")
    parent.remove(child)


def _colour(value: str) -> str:
    found = _COLOURS.get(value, value)
    if re.fullmatch(r"#[0-9A-Fa-f]{3}", found):
        found = "#" + "".join(letter * 2 for letter in found[1:])
    return found.lower() if found.startswith("#") else found
