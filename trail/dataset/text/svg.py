"""SVG read into plain shapes: a short list of elements and attributes, all else refused.

Scripts, styles, links, text, ids, references and declarations are not on the list, so
that a drawing can stand in the middle of a page. Groups are dissolved: what they
say of their shapes is written to each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import get_args
from xml.etree import ElementTree

from trail.dataset.schema.pictures import Drawing, DrawnShape, ShapeName

MOST_SHAPES = 5_000
_DEEPEST = 20
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_NUMBER = r"-?(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})"
_VIEW_BOX = re.compile(rf"0 0 ({_NUMBER}) ({_NUMBER})")

_COLOUR = r"none|currentColor|#[0-9a-f]{6}"
_LOOKS = {
    "fill": _COLOUR,
    "stroke": _COLOUR,
    "stroke-width": _NUMBER,
    "stroke-dasharray": rf"{_NUMBER}(?: {_NUMBER}){{0,5}}",
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel",
    "fill-rule": "nonzero|evenodd",
}
_POINTS = r"[0-9., \-]{3,200000}"
_OF_SHAPE: Mapping[str, Mapping[str, str]] = {
    "path": {"d": r"[MmLlHhVvCcSsQqTtAaZz0-9., \-]{2,200000}"},
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), _NUMBER),
    "polyline": {"points": _POINTS},
    "polygon": {"points": _POINTS},
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx", "ry"), _NUMBER),
    "circle": dict.fromkeys(("cx", "cy", "r"), _NUMBER),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), _NUMBER),
}
_WORDS = ("title", "desc")
LISTED = f"svg, g, {', '.join(get_args(ShapeName))}, title and desc alone"


class UnfitPicture(ValueError):
    """A picture that can't be taken: what is wrong with it, and what was expected."""

    def __init__(self, wrong: str, expected: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.expected = expected


def read_svg(text: str) -> Drawing:
    """The shapes of an SVG; raises UnfitPicture for the first thing that is not on the list."""
    if "<!" in text or "<?" in text:
        raise UnfitPicture("has a declaration or a comment", "an SVG that begins with <svg")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without declarations it can't swell
    except ElementTree.ParseError as error:
        line, column = error.position
        where = f"line {line}, column {column + 1}"
        raise UnfitPicture(f"is not well-formed XML at {where}", "an SVG") from error
    if root.tag != f"{_NAMESPACE}svg":
        raise UnfitPicture("is no SVG", 'an <svg> of xmlns="http://www.w3.org/2000/svg"')
    found = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if not found or min(float(found[1]), float(found[2])) <= 0:
        raise UnfitPicture("has no usable viewBox", 'one such as viewBox="0 0 480 320"')
    _known(root, {"viewBox", "role", *_LOOKS})
    shapes = tuple(islice(_shapes(root, _looks(root), 0), MOST_SHAPES + 1))
    if not shapes:
        raise UnfitPicture("has nothing drawn in it", "at least one shape")
    if len(shapes) > MOST_SHAPES:
        raise UnfitPicture(f"has over {MOST_SHAPES} shapes", f"at most {MOST_SHAPES}")
    looks = _common(shapes)
    title = root.find(f"{_NAMESPACE}title")
    return Drawing(
        title=" ".join((title.text or "").split()) if title is not None else "",
        width=float(found[1]),
        height=float(found[2]),
        looks=tuple(looks.items()),
        shapes=tuple(_without(shape, looks) for shape in shapes),
    )


def _common(shapes: tuple[DrawnShape, ...]) -> dict[str, str]:
    """What every shape says of its looks, by the value that most of them have."""
    common = {}
    for key in _LOOKS:
        values = [dict(shape.attributes).get(key) for shape in shapes]
        found = [value for value in values if value is not None]
        if len(found) == len(shapes):
            common[key] = max(sorted(set(found)), key=found.count)
    return common


def _without(shape: DrawnShape, looks: Mapping[str, str]) -> DrawnShape:
    kept = tuple((key, value) for key, value in shape.attributes if looks.get(key) != value)
    return DrawnShape(shape.name, kept)


def _shapes(
    parent: ElementTree.Element, looks: Mapping[str, str], depth: int
) -> Iterator[DrawnShape]:
    if depth > _DEEPEST:
        raise UnfitPicture("has groups nested too deep", f"at most {_DEEPEST} within each other")
    if (parent.text or "").strip():
        raise UnfitPicture("has text between its shapes", LISTED)
    for element in parent:
        name = element.tag.removeprefix(_NAMESPACE)
        if (element.tail or "").strip():
            raise UnfitPicture("has text between its shapes", LISTED)
        if name in _WORDS and element.tag != name:
            _known(element, set())
            if len(element):
                raise UnfitPicture(f"has something in its {name}", "words alone")
        elif name == "g" and element.tag != name:
            _known(element, set(_LOOKS))
            yield from _shapes(element, {**looks, **_looks(element)}, depth + 1)
        elif name in _OF_SHAPE and element.tag != name:
            yield _shape(element, name, looks)
        else:
            raise UnfitPicture(f"has the element {name[:40]!r}", LISTED)


def _shape(element: ElementTree.Element, name: str, looks: Mapping[str, str]) -> DrawnShape:
    own = _OF_SHAPE[name]
    _known(element, {*own, *_LOOKS})
    if len(element) or (element.text or "").strip():
        raise UnfitPicture(f"has something in its {name}", "a shape without content")
    given = {key: _checked(element, key, own[key]) for key in own if key in element.attrib}
    if not given:
        raise UnfitPicture(f"has a {name} without measures", f"one with {', '.join(own)}")
    for known in get_args(ShapeName):
        if known == name:
            return DrawnShape(known, tuple({**looks, **_looks(element), **given}.items()))
    raise UnfitPicture(f"has the element {name!r}", LISTED)


def _looks(element: ElementTree.Element) -> dict[str, str]:
    return {
        key: _checked(element, key, form) for key, form in _LOOKS.items() if key in element.attrib
    }


def _checked(element: ElementTree.Element, key: str, form: str) -> str:
    value = element.attrib[key]
    if not re.fullmatch(form, value, re.ASCII):
        short = value[:40] + ("..." if len(value) > 40 else "")
        raise UnfitPicture(f"has {key}={short!r}", "numbers, plain colours and none else")
    return value


def _known(element: ElementTree.Element, names: set[str]) -> None:
    for key in element.attrib:
        if key not in names:
            shown = key.rpartition("}")[2][:40]
            raise UnfitPicture(f"has the attribute {shown!r}", f"only {', '.join(sorted(names))}")
