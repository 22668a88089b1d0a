"""What is wrong with a text that is no YAML, in a curator's words and at its own line.

The parser says where it gave up. A colon or quotation mark that is missing lies before that.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import yaml

from trail.dataset.text.faults import shown
from trail.dataset.text.quotes import CURLY, name_mark

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_QUOTE = "quote text that has : or # in it"
_PLAIN = f"well-formed YAML; {_QUOTE}"
_NO_COLON = re.compile(r"^\s*(?:- +)*(?P<key>[A-Za-z_]\w*)(?P<rest>(?:[ \t].*|:(?!//)\S.*)?)$")
_CURLY = re.compile(rf"^\s*(?:- +)*(?:[\w-]+:[ \t]+)?(?P<mark>[{CURLY}])")
_OTHERS = {
    "did not find expected '-' indicator": "items that begin with - and a space, in one column",
    "did not find expected key": "fields of one item in one column, each with its colon",
    "found a tab character that violates indentation": "spaces at the beginning of a line, no tabs",
    "found character '\\t' that cannot start any token": "spaces, no tabs",
    "found character that cannot start any token": "text that begins with % @ or ` in quotes",
}


def explain_yaml(text: str, error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """What is wrong, and what is expected."""
    lines = text.splitlines()
    problem = str(error.problem or error.context)
    at, context = error.problem_mark or error.context_mark, error.context_mark
    if at is None:
        return f"is not YAML: {problem} at its end", _PLAIN
    line, column = at.line, at.column
    begun = context.line if context else line
    for number in dict.fromkeys((line, begun, line - 1)):
        if mark := _CURLY.match(_line(lines, number)):
            wrong = f"{name_mark(mark['mark'])} stands where a straight one belongs"
            where = f"line {number + 1}, column {mark.start('mark') + 1}"
            return f"is not YAML: {wrong} at {where}", 'straight marks: "text"'
    if "could not find expected ':'" in problem:
        return _without_colon(lines, begun)
    if "mapping values are not allowed" in problem:
        before = _previous(lines, line)
        if ": " in _line(lines, line)[:column]:
            wrong = f"a second colon at line {line + 1}, column {column + 1}"
            return f"is not YAML: {wrong}", _QUOTE
        if before is not None and _NO_COLON.match(lines[before]):
            return _without_colon(lines, before)
        wrong = f"line {line + 1} begins further right than line {(before or line) + 1}"
        return f"is not YAML: {wrong}", "fields of one item in one column"
    opened = _run_on(text, line)
    if opened is not None:
        wrong = f"the quotation mark of line {opened + 1} is closed in line {line + 1} only"
        return f"is not YAML: {wrong}", "a closing mark where the text ends"
    if "quoted scalar" in str(error.context):
        wrong = f"the quotation mark of line {begun + 1} is never closed"
        return f"is not YAML: {wrong}", "a closing mark where the text ends"
    where = f"line {line + 1}, column {column + 1}"
    return f"is not YAML: {problem} at {where}", _OTHERS.get(problem, _PLAIN)


def _without_colon(lines: list[str], number: int) -> tuple[str, str]:
    found = _NO_COLON.match(_line(lines, number))
    if found is None:
        wrong = f"neither a dash nor a colon where one belongs at line {number + 1}"
        return (
            f"is not YAML: {wrong}",
            "- and a space before an item, a colon behind a field's name",
        )
    if found["rest"].startswith(":"):
        wrong = f"no space behind the colon of {shown(found['key'])} at line {number + 1}"
        return f"is not YAML: {wrong}", f"{found['key']}: and its value"
    wrong = f"no colon behind {shown(found['key'])} at line {number + 1}"
    return f"is not YAML: {wrong}", f"{found['key']}: and its value"


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _previous(lines: list[str], number: int) -> int | None:
    """The line before that is neither empty nor a comment."""
    for before in range(min(number, len(lines)) - 1, -1, -1):
        if lines[before].strip() and not lines[before].lstrip().startswith("#"):
            return before
    return None


def _run_on(text: str, line: int) -> int | None:
    """The line in which a quoted text begins that ends only in `line`, where the parser gave up.

    Lines count from 0.
    """
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=LOADER):
            if token.start_mark.line > line:
                break
            quoted = isinstance(token, yaml.ScalarToken) and token.style in ('"', "'")
            if quoted and token.start_mark.line < line == token.end_mark.line:
                return int(token.start_mark.line)
    return None
