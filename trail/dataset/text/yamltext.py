"""YAML as plain values: scalars, lists and mappings, nothing that builds or repeats objects.

Anchors, aliases, tags and second documents are refused, so a small file can't
unfold into a huge one and no file can name a Python type.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

import yaml

from trail.dataset.text.faults import Document, Faults, Path, shown
from trail.dataset.text.folder import DEEP, SHALLOW, Folder, check_plain
from trail.dataset.text.yamlwords import LOADER, explain_yaml

MAX_DEPTH = 40
MAX_EVENTS = 250_000  # values, keys and brackets of a file: some ten thousand lines


class _Mark(Protocol):
    """Where libyaml or PyYAML stands; counts from 0."""

    line: int
    column: int


def read_yaml(folder: Folder, file: str) -> Document | None:
    """A YAML file as plain values, or None after its fault was noted."""
    text = folder.read(file)
    document = None if text is None else parse_yaml(file, text, folder.faults)
    if document is not None:
        folder.finish(folder, document)
    return document


def parse_yaml(file: str, text: str, faults: Faults) -> Document | None:
    """A file's text as plain values, or None after its fault was noted."""
    try:
        if not _is_plain(file, text, faults):
            return None
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        where = _where(error.problem_mark or error.context_mark)
        # A newer libyaml refuses deep nesting itself, before the first event.
        if "nesting depth" in str(error.problem):
            faults.add(file, "", "", f"{DEEP} at {where}", SHALLOW)
            return None
        faults.add(file, "", "", *explain_yaml(text, error))
        return None
    except yaml.YAMLError as error:
        wrong = f"is not YAML: {' '.join(str(error).split())[:200]}"
        faults.add(file, "", "", wrong, "well-formed YAML")
        return None
    document = Document(file, None)
    if node is None:
        faults.add(file, "", "", "is empty", "the data that the name promises")
        return None
    build = _Builder(document, faults)
    document.value = build.value(node, ())
    build.tell()
    check_plain(document, faults)
    return document


def _is_plain(file: str, text: str, faults: Faults) -> bool:
    """Look at the events before anything is built from them; noting what is refused."""
    refused: set[str] = set()
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
        if count > MAX_EVENTS:
            faults.add(file, "", "", "holds too much", f"at most {MAX_EVENTS:,} values")
            return False
        wrong = expected = ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            wrong, expected = "an anchor or alias (& or *)", "the value itself, or text in quotes"
        elif (tag := getattr(event, "tag", None)) not in (None, "!"):
            wrong, expected = f"a tag ({shown(tag)})", "a plain value without a tag"
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                faults.add(file, "", "", f"{DEEP} at {_where(event.start_mark)}", SHALLOW)
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                wrong, expected = "a second document (---)", "one document a file"
        if expected and expected not in refused:
            # Once a kind: a file that uses anchors uses many.
            refused.add(expected)
            faults.add(file, "", "", f"{wrong} at {_where(event.start_mark)}", expected)
    return not refused


def _where(mark: _Mark | None) -> str:
    if mark is None:
        return "its end"
    return f"line {mark.line + 1}, column {mark.column + 1}"


class _Builder:
    """Values from nodes; remembers what plain scalars looked like in the file."""

    def __init__(self, document: Document, faults: Faults) -> None:
        self._document = document
        self._faults = faults
        self._scalars = yaml.SafeLoader("")
        self._found: list[tuple[Path, str, str]] = []

    def tell(self) -> None:
        """Note the faults found, once the items' ids are known to say where they are."""
        for path, wrong, expected in self._found:
            self._faults.at(self._document, path, wrong, expected)

    def value(self, node: yaml.Node, path: Path) -> object:
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        twice: dict[str, str] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                wrong = f"a list or mapping as field name at {_where(key_node.start_mark)}"
                self._found.append((path, wrong, "a word before the colon"))
                continue
            key = str(key_node.value)
            if key in found:
                twice.setdefault(key, _where(key_node.start_mark))
            found[key] = self.value(value_node, (*path, key))
        if twice:
            first = next(iter(twice))
            others = f", and {len(twice) - 1} more fields with it" if len(twice) > 1 else ""
            wrong = f"is given twice, again at {twice[first]}{others}"
            self._found.append(((*path, first), wrong, "each field once"))
        return found

    def _scalar(self, node: yaml.Node, path: Path) -> object:
        text = str(node.value)
        if node.tag == "tag:yaml.org,2002:str":
            return text
        try:
            value: object = self._scalars.construct_object(node)
        except (ValueError, OverflowError):
            wrong = f"{shown(text)} at {_where(node.start_mark)} is read as a date or number"
            self._found.append((path, f"{wrong} that does not exist", "text in quotes"))
            return text
        except yaml.YAMLError:
            # Plain `=` and `<<` have a type of their own in YAML 1.1, which says nothing here.
            return text
        if value is not None and not isinstance(value, bool | int | float | date):
            return text
        self._document.unquoted[path] = text
        return value
