"""Quotation marks that a word processor turned curly, where JSON and YAML want straight ones.

In a text they are typography and stay. As the marks round a text they break the file, and
what the parser then says of it names neither the mark nor often its line.
"""

from __future__ import annotations

import json
import re

CURLY = "“”„‟«»‹›‘’‚‛＂`´"
_MARKS = CURLY + "'"
# What may follow a text: nothing more on its line, or a sign of JSON.
_END = r"(?=[^\S\n]*(?:[,:}\]]|$))"
_CLOSING = re.compile(rf"[{_MARKS}]{_END}", re.MULTILINE)
# One after the other these match any JSON, and nearly JSON.
_STRING = re.compile(rf'"(?:[^"\\\n]|\\.)*"{_END}', re.MULTILINE)
_OPENED = re.compile(r'"(?:[^"\\\n]|\\.)*"?')
_BETWEEN = re.compile(r"[\s{}\[\],:]+|[-+.\w]+")
_MEANT = re.compile(rf"[{_MARKS}\"](?P<text>[^\n]*?)[{_MARKS}\"]{_END}", re.MULTILINE)
_LAST_COMMA = re.compile(r",(\s*[}\]])")
_PLAIN_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)"')
_YAML_LINE = re.compile(
    rf"^(?P<head>\s*(?:- +)*(?:[\w-]+:[ \t]+)?)[{CURLY}](?P<text>[^\n]*)[{CURLY}](?P<tail>[ \t]*)$",
    re.MULTILINE,
)


def find_mark(text: str, at: int) -> int | None:
    """Where a mark stands in place of a straight one, the parser having given up at `at`.

    None where that is not what is wrong.
    """
    if text[at : at + 1] and text[at] in _MARKS:
        return at
    # A text that opened straight and was closed curly runs on to its line's end, or to the
    # next straight mark: the fault lies behind it.
    begin = text.rfind("\n", 0, max(0, text.rfind('"', 0, at))) + 1
    end = at + 1
    if text[at : at + 1] in ('"', "\n"):
        end = text.find("\n", at) if "\n" in text[at:] else len(text)
    for found in _OPENED.finditer(text, begin, end):
        if _STRING.match(text, found.start()):
            continue
        if closing := _CLOSING.search(text, found.start() + 1, found.end()):
            return closing.start()
    return None


def name_mark(letter: str) -> str:
    """The mark in a few words, with its code where it looks much like others."""
    if letter == "'":
        return "a single quotation mark (')"
    return f"a curly quotation mark (U+{ord(letter):04X})"


def straightened_json(text: str) -> str | None:
    """The text with straight marks, and without commas after the last item; None where
    that doesn't make JSON of it."""
    found: list[str] = []
    at = 0
    while at < len(text):
        if match := _STRING.match(text, at):
            found.append(match.group())
        elif match := _BETWEEN.match(text, at):
            found.append(_LAST_COMMA.sub(r"\1", match.group()))
        elif match := _MEANT.match(text, at):
            if text[at] == '"' and _PLAIN_QUOTE.search(match["text"]):
                return None  # it could end at either
            inner = _PLAIN_QUOTE.sub(r'\1\\"', match["text"])
            found.append(f'"{inner}"')
        else:
            return None
        at = match.end()
    mended = "".join(found)
    try:
        json.loads(mended)
    except (ValueError, RecursionError):
        return None
    return mended


def straightened_yaml(text: str) -> str:
    """The text with straight marks wherever curly ones stand round all of a value."""

    def straight(line: re.Match[str]) -> str:
        return line["head"] + json.dumps(line["text"], ensure_ascii=False) + line["tail"]

    return _YAML_LINE.sub(straight, text)
