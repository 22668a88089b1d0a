"""What style sheets ask of a browser: properties, values, selectors, at-rules, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2

from tests.browser.compat.support import Support

_SIDES = ("w", "h", "i", "b", "min", "max")
_VIEWPORTS = {"sv": "small", "dv": "dynamic", "lv": "large"}
_UNITS = {
    f"{kind}{side}": f"viewport_percentage_units_{name}"
    for kind, name in _VIEWPORTS.items()
    for side in _SIDES
} | {f"cq{side}": "container_query_length_units" for side in _SIDES}


@dataclass(frozen=True)
class Use:
    line: int
    keys: tuple[str, ...]


def uses(text: str, support: Support) -> Iterator[Use]:
    """Every use of a feature that the data knows. A value that an older one stands before in the
    same rule is none: who can't read it takes that, unless it has a `var()`, which is read too
    late for that. Nor is what stands in `@supports`."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    yield from _rules(rules, support)


def _rules(rules: Iterable[Any], support: Support) -> Iterator[Use]:
    for rule in rules:
        if rule.type == "error":
            raise ValueError(f"line {rule.source_line}: {rule.message}")
        line = rule.source_line
        if rule.type == "qualified-rule":
            yield from _selectors(rule.prelude, support)
            yield from _block(rule.content, support)
        elif rule.type == "at-rule":
            name = rule.lower_at_keyword
            yield from _known(line, [f"css.at-rules.{name}"], support)
            if name == "supports":
                continue
            if name in ("media", "container"):
                yield from _features(name, rule.prelude, support)
            if rule.content is not None:
                yield from _block(rule.content, support)


def _block(content: list[Any], support: Support) -> Iterator[Use]:
    """Declarations, nested rules or both."""
    before: dict[str, bool] = {}
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            if item.type == "qualified-rule" and "&" in tinycss2.serialize(item.prelude):
                yield from _known(item.source_line, ["css.selectors.nesting"], support)
            yield from _rules([item], support)
            continue
        name = item.lower_name
        if name.startswith("-"):
            continue  # our own, or a vendor's beside the standard's
        yield from _known(item.source_line, [f"css.properties.{name}"], support)
        if support.too_new(f"css.properties.{name}"):
            continue
        found = list(_values(name, item.value, support))
        new = any(all(map(support.too_new, use.keys)) for use in found)
        late = "var(" in tinycss2.serialize(item.value)
        if not new or late or not before.get(name):
            yield from found
        before[name] = before.get(name, False) or not new


def _values(name: str, tokens: list[Any], support: Support) -> Iterator[Use]:
    for token in tokens:
        line, home = token.source_line, f"css.properties.{name}"
        if token.type == "ident":
            word = token.lower_value
            yield from _known(line, [f"{home}.{word}", f"{home}.{word.replace('-', '_')}"], support)
        elif token.type == "function":
            own = [f"{home}.{token.lower_name}", *support.of_function(token.lower_name)]
            yield from _known(line, own, support)
            yield from _values(name, token.arguments, support)
        elif token.type == "dimension":
            unit = _UNITS.get(token.lower_unit, token.lower_unit)
            yield from _known(line, [f"css.types.length.{unit}"], support)
        elif token.type == "literal" and token.value == "/" and name == "content":
            yield from _known(line, ["css.properties.content.alt_text"], support)


def _selectors(tokens: list[Any], support: Support) -> Iterator[Use]:
    colon = False
    for token in tokens:
        if colon and token.type in ("ident", "function"):
            name = token.lower_value if token.type == "ident" else token.lower_name
            yield from _known(token.source_line, [f"css.selectors.{name}"], support)
        if token.type == "function":
            yield from _selectors(token.arguments, support)
        colon = token.type == "literal" and token.value == ":"


def _features(rule: str, tokens: list[Any], support: Support) -> Iterator[Use]:
    for token in tokens:
        if token.type != "() block":
            continue
        for part in token.content:
            if part.type == "ident":
                name = re.sub(r"^(min|max)-", "", part.lower_value)
                yield from _known(part.source_line, [f"css.at-rules.{rule}.{name}"], support)
            elif part.type == "literal" and part.value in ("<", ">", "<=", ">="):
                keys = [f"css.at-rules.{rule}.range_syntax"]
                yield from _known(part.source_line, keys, support)
        yield from _features(rule, token.content, support)


def _known(line: int, keys: Iterable[str], support: Support) -> Iterator[Use]:
    key = next((key for key in keys if support.knows(key)), None)
    if key is not None:
        yield Use(line, (key,))
