"""Small changes of behaviour, one at a time: `python -m tests.mutants [ROOM...] [--sample N]`.

In a copy of the project each mutant is one changed operator, constant, condition or argument
of a room; the tests that run its line are asked. What no test notices is named. The sample is
drawn by a fixed seed, so that two runs ask the same. Not part of the tests: it takes hours.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house import ROOT

# A room, and the tests that are asked of it.
ROOMS = {
    "guide": ("tests/guide", "tests/cli/test_tours.py"),
    "fieldtrip": ("tests/fieldtrip",),
    "export": ("tests/export/geo", "tests/export/ics", "tests/export/books", "tests/export/api"),
    "dataset/checks": ("tests/dataset",),
}
SAMPLE = 300
MOST_TESTS = 40  # of those that run a line; more of them rarely see what these don't
TIMEOUT_S = 120
COPIED = ("trail", "tests", "data", "templates", "static", "pyproject.toml", "docs", "drawings")

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
WORKED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed; `line` counts from 1."""

    module: str
    line: int
    what: str
    text: str


def mutants_of(module: str, text: str) -> Iterator[Mutant]:
    """Every mutant of a module, one after the other."""
    count = sum(1 for _node in _places(ast.parse(text)))
    for number in range(count):
        tree = ast.parse(text)
        node = next(node for k, node in enumerate(_places(tree)) if k == number)
        what = _change(node)
        yield Mutant(module, node.lineno, what, ast.unparse(tree) + "\n")


def _places(tree: ast.AST) -> Iterator[ast.expr]:
    """Where a mutant can be made: no annotation, no text for people."""
    typed = {
        inner
        for node in ast.walk(tree)
        for name in ("annotation", "returns")
        if isinstance(annotation := getattr(node, name, None), ast.AST)
        for inner in ast.walk(annotation)
    }
    for node in ast.walk(tree):
        number = isinstance(node, ast.Constant) and type(node.value) in (bool, int, float)
        compared = isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED
        worked = isinstance(node, ast.BinOp) and type(node.op) in WORKED
        negated = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        if number or compared or worked or negated or isinstance(node, ast.BoolOp | ast.IfExp):
            assert isinstance(node, ast.expr)
            if node not in typed:
                yield node


def _change(node: ast.expr) -> str:
    """Change the node where it stands; says what was done."""
    before = ast.unparse(node)
    match node:
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value) | float(value)):
            node.value = value + 1 if value in (0, 1, -1) else value * 10
        case ast.Compare():
            node.ops[0] = COMPARED[type(node.ops[0])]()
        case ast.BinOp():
            node.op = WORKED[type(node.op)]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    ast.fix_missing_locations(node)
    return f"{before} -> {ast.unparse(node)}"


def _tests_by_line(copy: Path, room: str) -> dict[tuple[str, int], list[str]]:
    """Which tests run each line of the room."""
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider",
         f"--cov=trail/{room}", "--cov-context=test", "--cov-report=", *ROOMS[room]],
        cwd=copy, check=False, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "coverage", "json", "--show-contexts", "-q", "-o", "lines.json"],
        cwd=copy, check=True,
    )  # fmt: skip
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for file, told in json.loads((copy / "lines.json").read_text())["files"].items():
        for line, contexts in told["contexts"].items():
            names = sorted({context.partition("|")[0] for context in contexts if context})
            found[file, int(line)] = names
    return found


def _is_noticed(copy: Path, mutant: Mutant, tests: list[str]) -> bool:
    file = copy / mutant.module
    before = file.read_text()
    file.write_text(mutant.text)
    try:
        asked = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider",
             *tests],
            cwd=copy, check=False, timeout=TIMEOUT_S, capture_output=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True  # an endless loop is noticed, too
    finally:
        file.write_text(before)
    return asked.returncode != 0


def try_room(copy: Path, room: str, sample: int) -> tuple[int, int]:
    """How many of the room's mutants are noticed, and of how many."""
    covering = _tests_by_line(copy, room)
    made = [
        mutant
        for path in sorted((copy / "trail" / room).rglob("*.py"))
        for mutant in mutants_of(path.relative_to(copy).as_posix(), path.read_text())
    ]
    chosen = random.Random(1905).sample(made, min(sample, len(made)))
    counted: Counter[bool] = Counter()
    for mutant in chosen:
        tests = covering[mutant.module, mutant.line][:MOST_TESTS]
        noticed = bool(tests) and _is_noticed(copy, mutant, tests)
        counted[noticed] += 1
        if not noticed:
            why = "" if tests else " (no test runs it)"
            print(f"{mutant.module}:{mutant.line}: {mutant.what}{why}", flush=True)
    return counted[True], len(chosen)


def main() -> int:
    """Print what lived, and a score a room."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=list(ROOMS))
    parser.add_argument("--sample", type=int, default=SAMPLE)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for entry in COPIED:
            if (ROOT / entry).is_dir():
                shutil.copytree(ROOT / entry, copy / entry)
            elif (ROOT / entry).is_file():
                shutil.copy(ROOT / entry, copy / entry)
        for room in given.rooms:
            noticed, asked = try_room(copy, room, given.sample)
            print(f"{room}: {noticed} of {asked} noticed ({noticed / asked:.0%})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
