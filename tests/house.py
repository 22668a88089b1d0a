"""The house as its own files tell it: rooms, floors, and every import of every module.

Imports inside functions and under `TYPE_CHECKING` count: what is only a type is a tie all the
same.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "trail"

FLOORS = {
    "base": 1, "dataset": 2, "guide": 3, "graphics": 4, "fieldtrip": 4, "curation": 4,
    "export": 5, "web": 6, "cli": 7,
}  # fmt: skip

Sources = Mapping[str, str]


def read_sources() -> dict[str, str]:
    """The text of every module by its name ("trail.base.geo"), packages by their own."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"):
        path.read_text()
        for path in sorted(PACKAGE.rglob("*.py"))
    }  # fmt: skip


@dataclass(frozen=True)
class Tie:
    """One name that a module imports; `module` is the module it comes from, of ours or not."""

    importer: str
    module: str
    name: str | None

    def __str__(self) -> str:
        return f"{self.importer} imports {self.module}" + (f".{self.name}" if self.name else "")


@cache
def nodes(text: str) -> tuple[ast.AST, ...]:
    """The imports and classes of a module's text, wherever in it they stand."""
    kinds = (ast.Import, ast.ImportFrom, ast.ClassDef)
    return tuple(node for node in _statements(ast.parse(text)) if isinstance(node, kinds))


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement in a node: no expression holds an import or a class, and most of a tree
    are expressions."""
    for field in ("body", "orelse", "handlers", "finalbody", "cases"):
        for inner in getattr(node, field, ()):
            yield inner
            yield from _statements(inner)


def ties(sources: Sources) -> Iterator[Tie]:
    """Every import of every module, wherever in the file it stands."""
    for importer, text in sources.items():
        for node in nodes(text):
            if isinstance(node, ast.Import):
                yield from (Tie(importer, alias.name, None) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                assert not node.level, f"{importer}: an import says the whole name"
                for alias in node.names:
                    whole = f"{module}.{alias.name}"
                    yield (
                        Tie(importer, whole, None)
                        if whole in sources
                        else Tie(importer, module, alias.name)
                    )


def part(module: str, number: int) -> str:
    """A part of a module's name; "" where there is none."""
    return [*module.split("."), "", "", ""][number] if module.startswith("trail") else ""


def lies_in(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")
