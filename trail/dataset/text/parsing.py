"""Pydantic's errors in a curator's words.

What is expected comes from the JSON Schema of the model, so that it is said
once, in models.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trail.dataset.schema.dates import DATE_PATTERN, DAY_PATTERN
from trail.dataset.schema.record import (
    CLOCK_PATTERN,
    ID_PATTERN,
    LANG_PATTERN,
    LINE_PATTERN,
    URL_PATTERN,
)
from trail.dataset.text.faults import (
    Document,
    Faults,
    Path,
    kind_of,
    nearest,
    one_of,
    shown,
)
from trail.dataset.text.letters import find_break
from trail.dataset.text.quotes import CURLY

# Limits this high are there against accidents: said when they are passed, not before.
_NO_LIMIT = 1000

Schema = Mapping[str, Any]
Model = TypeVar("Model", bound=BaseModel)

_PATTERNS = {
    ID_PATTERN: "an id: lower-case letters and digits, with single hyphens between (north-pier)",
    URL_PATTERN: "a web address that begins with http:// or https://",
    DATE_PATTERN: "a date such as 1905-08-27, 1905-08, 1905, 1905-08~ (about), "
    "1887/1888 (between) or 1905/.. (from then on)",
    DAY_PATTERN: "a day such as 1905-08-27",
    CLOCK_PATTERN: "a time such as 09:30",
    LINE_PATTERN: "text",
    LANG_PATTERN: "a language tag such as ja, ru or zh-Hant",
    r"^[a-z]{2}$": "a language code of two letters (en)",
    r"^[a-z0-9.-]+\.[a-z]+$": "a host name in lower case (example.org)",
    r"\S": "text",
}


def parse(
    model: type[Model], value: object, document: Document, path: Path, faults: Faults
) -> Model | None:
    """The value as the model has it, or None after each of its faults was noted."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        meant = _meant(model, details)
        # A record that was begun and not finished lacks all the rest for one reason.
        absent: dict[Path, list[str]] = {}
        for detail in details:
            *parent, name = detail["loc"] or [0]
            if detail["type"] == "missing" and isinstance(name, str):
                if detail["loc"] not in meant:
                    absent.setdefault(tuple(parent), []).append(name)
            else:
                _explain(model, detail, document, path, faults)
        for place, names in absent.items():
            at = (*place, names[0])
            if not faults.has(document, (*path, *at)):
                others = f", and so {'are' if names[2:] else 'is'} {', '.join(names[1:])}"
                wrong = "is missing" + (others if names[1:] else "")
                faults.at(document, (*path, *at), wrong, describe(_schema_at(model, at)))
        return None


def _meant(model: type[BaseModel], details: Sequence[ErrorDetails]) -> set[Path]:
    """The fields that are missing because their names are misspelt: those are at fault."""
    missing = {detail["loc"] for detail in details if detail["type"] == "missing"}
    found: set[Path] = set()
    for detail in details if missing else ():
        if detail["type"] == "extra_forbidden":
            *parent, name = detail["loc"]
            known = sorted(_schema_at(model, tuple(parent)).get("properties", {}))
            found |= {(*parent, near) for near in _near(str(name), known)}
    return found & missing


def _near(name: str, known: Sequence[str]) -> Sequence[str]:
    """The field that is meant by an unknown one: of two words the first, whose colon was lost."""
    first, _space, rest = name.partition(" ")
    return [first] if rest and first in known else nearest(name, known)[:1]


def _explain(
    model: type[BaseModel],
    detail: ErrorDetails,
    document: Document,
    top: Path,
    faults: Faults,
) -> None:
    loc = detail["loc"]
    path = _without_tags(document.value, (*top, *loc))
    if detail["type"] in ("union_tag_invalid", "union_tag_not_found"):
        # What tells the kinds of a record apart is at fault, and not the record.
        context = detail["ctx"]
        path = (*path, context["discriminator"].strip("'"))
        known = context.get("expected_tags", "")
        tags = one_of([tag.strip("'") for tag in known.split(", ")]) if known else "its kind"
        wrong = f"{shown(context['tag'])} is not known" if "tag" in context else "is missing"
        if not faults.has(document, path):
            faults.at(document, path, wrong, tags)
        return
    if faults.has(document, path):
        return
    parent = _schema_at(model, loc[:-1])
    schema = _schema_at(model, loc)
    wrong, expected = _words(detail, schema)
    kind = detail["type"]
    if kind == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
        # Pydantic counts the faultless items alone; the others have their own faults.
        return
    if kind == "extra_forbidden":
        known = sorted(parent.get("properties", {}))
        near = _near(str(loc[-1]), known)
        hint = f" (did you mean {near[0]}?)" if near else ""
        wrong, expected = f"unknown field{hint}", one_of(known)
    elif kind == "missing" and loc and isinstance(loc[-1], int):
        # A tuple of fixed length reports each item it lacks: say it of the list, once.
        path, wrong, expected = path[:-1], "has too few items", describe(parent)
    elif path in document.unquoted:
        misread = _misread(document.unquoted[path], detail["input"], schema)
        wrong = misread or wrong
    faults.at(document, path, wrong, expected)


def _without_tags(value: object, path: Path) -> Path:
    """A path as the file has it: pydantic puts the kind of a record of several into it."""
    found: list[str | int] = []
    for k, step in enumerate(path):
        if isinstance(value, dict) and step not in value and k < len(path) - 1:
            continue
        found.append(step)
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
    return tuple(found)


def _misread(text: str, value: object, schema: Schema) -> str | None:
    """What happened to a YAML scalar that was meant as text, or None if it was not."""
    if not _is_text(schema) or value is None:
        return None
    if isinstance(value, bool):
        kind = "true/false"
    elif isinstance(value, int | float):
        kind = f"the number {shown(value)}"
    elif isinstance(value, date):
        kind = "a date"
    else:
        return None
    return f"{shown(text)} is read as {kind}: put it in quotes"


def _words(detail: ErrorDetails, schema: Schema) -> tuple[str, str]:
    """What is wrong, and what is expected."""
    value = detail["input"]
    expected = describe(schema)
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is missing", expected
        case "string_too_short":
            return "is empty", expected
        case "string_too_long":
            return f"{len(value)} characters", f"at most {context['max_length']} characters"
        case "told":
            return context["wrong"], context["expected"]
        case "string_pattern_mismatch":
            return _mismatch(value, schema), expected
        case "literal_error" if isinstance(value, str):
            return f"{shown(value)} is not known", expected
        case "too_short":
            return f"a list of {context['actual_length']}", expected
        case "too_long":
            few = f"a list of at most {context['max_length']:,}"
            return f"a list of {len(value):,}", expected if "prefixItems" in schema else few
        case "value_error":
            return str(context["error"]), expected
        case "finite_number":
            return f"{shown(value)} is not a finite number", expected
        case "greater_than_equal" | "greater_than":
            return f"{shown(value)} is too small", expected
        case "less_than_equal" | "less_than":
            return f"{shown(value)} is too large", expected
    if isinstance(value, dict | list) or value is None:
        return f"is {kind_of(value)}", expected
    if isinstance(value, bool | str) or schema.get("type") != "integer":
        return f"{shown(value)} is {kind_of(value)}", expected
    return f"{shown(value)} is not a whole number", expected


def _mismatch(value: str, schema: Schema) -> str:
    if not value.strip():
        return "is blank"
    if schema.get("pattern") == LINE_PATTERN and (letter := find_break(value)):
        return f"{letter} in {shown(value)}, which is to be one line"
    if value[0] in CURLY and value[-1] in CURLY:
        return f"{shown(value)} won't do, its curly quotation marks being part of the text"
    return f"{shown(value)} won't do"


def _is_text(schema: Schema) -> bool:
    options = schema.get("anyOf", [schema])
    return any(option.get("type") == "string" for option in options)


@cache
def _schema_of(model: type[BaseModel]) -> Schema:
    return model.model_json_schema()


def _resolved(schema: Schema, whole: Schema) -> Schema:
    """The schema behind references; an optional one loses its null, but keeps the word."""
    while "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    options = schema.get("anyOf")
    if options:
        real = [_resolved(option, whole) for option in options if option.get("type") != "null"]
        if len(real) == 1:
            noted = {k: v for k, v in schema.items() if k == "description"}
            return {**noted, **real[0], "nullable": len(options) > 1}
    return schema


def _schema_at(model: type[BaseModel], loc: Path) -> Schema:
    """The schema of the place `loc`; empty where the schema knows no such place."""
    whole = _schema_of(model)
    schema = _resolved(whole, whole)
    for part in loc:
        options = (schema, *(o for o in schema.get("anyOf", ()) if isinstance(o, dict)))
        kinds: Mapping[str, str] = next(
            (o["discriminator"]["mapping"] for o in options if "discriminator" in o), {}
        )
        if isinstance(part, str) and part in kinds:
            schema = _resolved({"$ref": kinds[part]}, whole)
            continue
        if isinstance(part, str):
            # Keys with a form of their own stand as a pattern.
            extra = next(
                iter(schema.get("patternProperties", {}).values()),
                schema.get("additionalProperties"),
            )
            step = schema.get("properties", {}).get(part)
            step = step if step is not None else extra if isinstance(extra, dict) else {}
        else:
            fixed = schema.get("prefixItems", [])
            step = fixed[part] if part < len(fixed) else schema.get("items", {})
        schema = _resolved(step, whole) if isinstance(step, dict) else {}
    return schema


class Form(NamedTuple):
    """A field as the JSON Schema has it: its type, and whether it may be left out or null."""

    kind: str
    optional: bool
    nullable: bool


@cache
def forms_of(model: type[BaseModel]) -> Mapping[str, Form]:
    """The fields of a model, by the names that they have in files."""
    whole = _schema_of(model)
    needed = whole.get("required", ())
    found = {}
    for name, schema in whole.get("properties", {}).items():
        form = _resolved(schema, whole)
        kind = str(form.get("type", ""))
        found[name] = Form(kind, name not in needed, bool(form.get("nullable")))
    return found


def describe(schema: Schema) -> str:
    """A schema in one phrase: "one of high, medium, low", "text of at most 28 characters"."""
    null = ", or null" if schema.get("nullable") else ""
    return _describe(schema) + null


def _describe(schema: Schema) -> str:
    if "enum" in schema:
        return one_of(str(item) for item in schema["enum"])
    if "const" in schema:
        return shown(schema["const"])
    match schema.get("type"):
        case "string":
            pattern = schema.get("pattern", r"\S")
            words = _PATTERNS.get(pattern, f"text that matches {pattern}")
            if note := schema.get("description"):
                return f"{words} of {note}"
            longest = schema.get("maxLength", _NO_LIMIT)
            limited = words == "text" and longest < _NO_LIMIT
            return f"text of at most {longest} characters" if limited else words
        case "integer":
            return "a whole number" + _bounds(schema)
        case "number":
            return "a finite number" + _bounds(schema)
        case "boolean":
            return "true or false"
        case "array":
            if "prefixItems" in schema:
                return f"a list of {len(schema['prefixItems'])} numbers"
            least, most = schema.get("minItems"), schema.get("maxItems", 0)
            if least:
                return f"a list with at least {least} in it"
            return f"a list of at most {most:,}" if most and most <= _NO_LIMIT else "a list"
        case "object":
            needed = schema.get("required") or list(schema.get("properties", ()))
            return f"an object with {', '.join(needed)}" if needed else "an object"
    return "something else"


def _bounds(schema: Schema) -> str:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None:
        return f", {low} or more"
    return f", at most {high}" if high is not None else ""
