"""What is wrong with a text that is no JSON, in a curator's words and at its own line."""

from __future__ import annotations

import json

from trail.dataset.text.quotes import find_mark, name_mark

_EXPECTED = {
    "Expecting value": "a value: text, number, list, object, true, false or null",
    "Expecting ',' delimiter": "a comma or a closing bracket",
    "Expecting ':' delimiter": "a colon after the name of the field",
    "Expecting property name enclosed in double quotes": "a field name in double quotes, "
    "and no comma after the last field",
    "Illegal trailing comma before end of object": "no comma after the last field",
    "Illegal trailing comma before end of array": "no comma after the last item",
    "Extra data": "nothing after the end of the collection",
    "Unterminated string starting": "a closing double quote",
    "Invalid control character": r"a closing double quote; \n for a line break in a text",
    "Invalid \\escape": r"\" \\ \/ \b \f \n \r \t or \u with four digits after a backslash",
    "Invalid \\uXXXX escape": r"four hexadecimal digits after \u",
}


def explain_json(text: str, error: json.JSONDecodeError) -> tuple[str, str]:
    """What is wrong, and what is expected."""
    mark = find_mark(text, error.pos)
    if mark is not None:
        wrong = f"{name_mark(text[mark])} stands where a straight one belongs"
        return f"is not JSON: {wrong} at {position_in(text, mark)}", 'straight marks: "text"'
    message = error.msg.removesuffix(":").removesuffix(" at")
    expected = _EXPECTED.get(message, "well-formed JSON")
    where = f"at {position_in(text, error.pos)}"
    if message == "Invalid control character" and text[error.pos] == "\n":
        return f"is not JSON: a text goes on past the end of its line {where}", expected
    if message == "Expecting ',' delimiter":
        # The parser stops at what follows; the comma belongs behind what stands before.
        behind = len(text[: error.pos].rstrip())
        before, after = position_in(text, behind), position_in(text, error.pos)
        if error.pos < len(text) and before.split(",")[0] != after.split(",")[0]:
            where = f"between {before} and {after}"
    return f"is not JSON: {message[:1].lower()}{message[1:]} {where}", expected


def position_in(text: str, offset: int) -> str:
    """ "line 3, column 7" of a place in a text; both count from 1."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return f"line {line}, column {column}"
