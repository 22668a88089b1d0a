"""YAML written: a whole file, or a record at the end of a list in one whose comments and layout
stay as they are."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import yaml

from trail.base.errors import EditError
from trail.dataset.text.faults import Faults
from trail.dataset.text.yamltext import parse_yaml
from trail.dataset.text.yamlwords import LOADER

_WIDTH = 116
_SHEET_WIDTH = 110


def with_record(file: str, text: str, section: str, key: str, record: Mapping[str, object]) -> str:
    """The text with the record at the end of the list `section`, `key`, made where it is missing.

    Raises EditError, with the record to put there by hand, where the file is laid out so that it
    can't be done without touching anything else.
    """
    written = yaml.safe_dump(dict(record), allow_unicode=True, sort_keys=False, width=_WIDTH)
    item = textwrap.indent(written, "  ").replace("  ", "- ", 1)
    changed = _inserted(text, section, key, item)
    before = parse_yaml(file, text, Faults())
    after = parse_yaml(file, changed, Faults()) if changed is not None else None
    if (
        before is None
        or after is None
        or after.value != _wanted(before.value, section, key, record)
    ):
        raise EditError(
            f"{file} can't be added to as it is laid out; "
            f"put this under {section}: {key}: by hand:\n"
            f"{item}"
        )
    return str(changed)


def _wanted(value: object, section: str, key: str, record: Mapping[str, object]) -> object:
    """What the file should hold afterwards, as plain values."""
    if not isinstance(value, dict):
        return None
    inner = value.get(section) or {}
    return {**value, section: {**inner, key: [*(inner.get(key) or []), dict(record)]}}


def _inserted(text: str, section: str, key: str, item: str) -> str | None:
    root = yaml.compose(text, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    found = _value(root, section)
    if found is None:
        return "".join(lines) + f"\n{section}:\n  {key}:\n{textwrap.indent(item, ' ' * 4)}"
    if not isinstance(found, yaml.MappingNode) or found.flow_style or not found.value:
        return None
    column = found.value[0][0].start_mark.column
    listed = _value(found, key)
    if listed is None:
        new = f"\n{' ' * column}{key}:\n{textwrap.indent(item, ' ' * (column + 2))}"
        return _at_end_of(found, lines, new)
    if not isinstance(listed, yaml.SequenceNode) or listed.flow_style:
        return None
    return _at_end_of(listed, lines, textwrap.indent(item, " " * listed.start_mark.column))


def _value(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _at_end_of(node: yaml.Node, lines: list[str], new: str) -> str:
    """Behind the last line of the node; what follows it are blank lines, comments, other things."""
    end = node.end_mark.line
    # The mark stands before what follows, or behind the last letter of the file.
    if end < len(lines) and lines[end][: node.end_mark.column].strip():
        end += 1
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return "".join((*lines[:end], new, *lines[end:]))


class _Indented(yaml.SafeDumper):
    """Lists stand further in than what they belong to."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def to_yaml(value: Mapping[str, object], head: str = "") -> str:
    """The values in their order, under the comment `head`."""
    text = yaml.dump(
        dict(value), Dumper=_Indented, allow_unicode=True, sort_keys=False, width=_SHEET_WIDTH
    )
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    return f"{comment}{text}"
