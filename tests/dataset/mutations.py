"""One mistake at a time in the shipped files: what a hand, an editor or a program does to them.

A fixed sample: the places are drawn by a generator that begins with the file's name.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Mutation:
    """What was done, and the file's content after it (None: the file is gone)."""

    name: str
    content: bytes | None


def of_text(file: str, text: str) -> Iterator[Mutation]:
    """Mistakes in the writing: each makes one fault of the file, or none."""
    rng = random.Random(f"text {file}")
    somewhere = rng.randrange(len(text) // 4, len(text) // 2)
    line = text.rfind("\n", 0, somewhere) + 1
    yield Mutation("gone", None)
    yield Mutation("empty", b"")
    if file.endswith("json"):  # half a YAML file is YAML
        yield Mutation("half of it", text[: len(text) // 2].encode())
    yield Mutation("BOM", b"\xef\xbb\xbf" + text.encode())
    yield Mutation("UTF-16", text.encode("utf-16"))
    yield Mutation("Latin-1", text[:line].encode() + b"\xe9" + text[line:].encode())
    yield Mutation("bell", f"{text[:somewhere]}\x07{text[somewhere:]}".encode())
    yield Mutation("merge", f"{text[:line]}<<<<<<< HEAD\n{text[line:]}".encode())
    yield Mutation("Windows' line ends", text.replace("\n", "\r\n").encode())
    changes = _JSON if file.endswith("json") else _YAML
    for name, pattern, change in changes:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if found:
            match = rng.choice(found)
            changed = text[: match.start()] + change(match) + text[match.end() :]
            yield Mutation(
                f"{name} at {text.count(chr(10), 0, match.start()) + 1}", changed.encode()
            )


_VALUE = r'": "([^"\\\n]+)"'
_JSON: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    ("curly quotes", _VALUE, lambda m: f'": “{m[1]}”'),
    ("curly quote first", _VALUE, lambda m: f'": “{m[1]}"'),
    ("curly quote last", _VALUE, lambda m: f'": "{m[1]}”'),
    ("comma lost", r",\n", lambda _: "\n"),
    ("comma too many", r"([^,\s])\n *[}\]]", lambda m: m[0].replace(m[1], f"{m[1]},", 1)),
    ("colon lost", r'": ', lambda _: '" '),
    ("quote lost", _VALUE, lambda m: f'": {m[1]}"'),
    ("bracket lost", r"[\]}]", lambda _: ""),
)
_YAML: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    ("colon lost", r"^( *(?:- )?[a-z_]+): (?=\S)", lambda m: f"{m[1]} "),
    ("space lost", r"^( *(?:- )?[a-z_]+): (?=\w)", lambda m: f"{m[1]}:"),
    ("tab", r"^ +(?=[a-z_]+:)", lambda _: "\t"),
    ("column", r"^( +)(?=[a-z_]+: \w)", lambda m: f"{m[1]} "),
    ("second colon", r"^( *[a-z_]+: [A-Z][^\n:#\"']*)$", lambda m: f"{m[1]}: more"),
    ("quote opened", r"^( *[a-z_]+: )([A-Z][^\n\"']*)$", lambda m: f'{m[1]}"{m[2]}'),
    ("line twice", r"^  [a-z_]+: \w[^\n]*\n", lambda m: m[0] * 2),
)


def of_values(file: str, text: str, count: int) -> Iterator[Mutation]:
    """Mistakes in what is written, at `count` places: one fault at most, named by its place."""
    rng = random.Random(f"values {file}")
    whole = json.loads(text) if file.endswith("json") else yaml.load(text, yaml.CSafeLoader)
    by_shape: dict[Place, list[Place]] = {}
    for place in places_in(whole):
        shape: Place = tuple(part if isinstance(part, str) else "*" for part in place)
        by_shape.setdefault(shape, []).append(place)
    for shape in rng.sample(sorted(by_shape), min(count, len(by_shape))):
        place = rng.choice(by_shape[shape])
        for name, change in rng.sample(_CHANGES, 3):
            if name == "misspelt" and isinstance(place[-1], int):
                continue
            changed = copy.deepcopy(whole)
            change(at(changed, place[:-1]), place[-1])
            where = ".".join(map(str, place))
            yield Mutation(f"{name}: {where}", json.dumps(changed).encode())


def _set(value: Any) -> Callable[[Any, Any], None]:
    return lambda parent, key: parent.__setitem__(key, value)


def _misspell(parent: Any, key: Any) -> None:
    items = list(parent.items())
    parent.clear()
    parent.update((f"{name}x" if name == key else name, value) for name, value in items)


_CHANGES: tuple[tuple[str, Callable[[Any, Any], None]], ...] = (
    ("deleted", lambda parent, key: parent.pop(key)),
    ("misspelt", _misspell),
    ("null", _set(None)),
    ("a number", _set(7)),
    ("a text", _set("x")),
    ("a list", _set([])),
    ("an object", _set({})),
    ("true", _set(True)),
    ("empty", _set("")),
    ("long", _set("a" * 30_000)),
    ("huge", _set(10**30)),
    ("negative", _set(-1)),
    ("unseen", _set("a\u2060b")),
    ("two lines", _set("a\nb")),
)


def places_in(value: Any, path: Place = ()) -> Iterator[Place]:
    """The path of every value inside plain values, of numbers of a line only the first few."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in inside:
        yield (*path, name)
        if isinstance(item, dict | list):
            yield from places_in(item, (*path, name))


def at(value: Any, path: Place) -> Any:
    """What lies at a path."""
    for part in path:
        value = value[part]
    return value
