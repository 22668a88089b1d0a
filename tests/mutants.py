"""Small changes of behaviour, one at a time: `python -m tests.mutants --help`.

Each mutant is one changed operator, constant, condition or choice of a room; the quickest of
the tests that run its line are asked. The tests are collected once; for each mutant a child
process is forked, in which the functions of its module get their changed code. What no test
notices is named, but for what `EQUAL` says can't be noticed. The sample is drawn by a fixed
seed, so that two runs ask the same; a smaller one is the beginning of a larger.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import json
import math
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.house import ROOT

# A room, and the tests that are asked of it.
ROOMS = {
    "guide": ("tests/guide", "tests/cli/test_tours.py"),
    "fieldtrip": (
        "tests/fieldtrip",
        "tests/export/test_plan_files.py",
        "tests/dataset/test_education_data.py",
    ),
    "export": ("tests/export/geo", "tests/export/ics", "tests/export/books", "tests/export/api"),
    "dataset/checks": ("tests/dataset",),
}
# What lies below a room no mutant of it changes: read once, before the mutants are forked.
BELOW = {"guide": "shipped_dataset", "fieldtrip": "shipped_guide", "export": "shipped_guide"}
# Mutants that do what the original does, by file and change, each with the reason; not counted.
EQUAL: dict[tuple[str, str], str] = {}
SAMPLE = 300
OPTIONS = ("-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-m", "not slow")
MOST_TESTS = 40  # of those that run a line; more of them rarely see what these don't
MOST_S = 10  # of processor time, all of them together
SLOW_S = 10  # of processor time: a test that takes longer isn't asked: others see what it sees
# An endless loop is one after so much processor time, so that a busy machine finds nothing:
# what the tests took where every line was counted, and as much again, and so many seconds.
PATIENCE_S = 10

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
    """A module with one thing changed: its file from the root, the line, the changed module and
    the statement at its top in which the change lies."""

    module: str
    line: int
    what: str
    tree: ast.Module
    statement: ast.stmt
    node: ast.expr

    def told(self) -> str:
        return f"{self.module}:{self.line}: {self.what}"

    def asked_lines(self) -> frozenset[int]:
        """The lines whose tests are asked: that of the change; of a value at the top of the
        module those that name it, of a field's default all of the class."""
        statement = self.statement
        if _function_around(statement, self.node):
            return frozenset({self.line})
        if isinstance(statement, ast.ClassDef):
            return frozenset(range(statement.lineno, (statement.end_lineno or 0) + 1))
        named = _assigned(statement)
        uses = (n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id in named)
        return frozenset(use.lineno for use in uses)


def mutant_of(module: str, text: str, number: int) -> Mutant:
    """The mutant of a module that changes the place of that number, of those `_places` gives."""
    tree = ast.parse(text)
    node = list(_places(tree))[number]
    statement = next(top for top in tree.body if node in set(ast.walk(top)))
    return Mutant(module, node.lineno, _change(node), tree, statement, node)


_Function = ast.FunctionDef | ast.Lambda


def _function_around(top: ast.AST, node: ast.AST) -> _Function | None:
    """The outermost function that has the node, in its body or its arguments."""
    for inner in ast.walk(top):
        if isinstance(inner, _Function) and node in set(ast.walk(inner)):
            return inner
    return None


def _assigned(statement: ast.stmt) -> set[str]:
    return {
        n.id
        for n in ast.walk(statement)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }


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
        if isinstance(node, ast.ClassDef):  # whether a value is frozen is no behaviour
            typed |= {inner for one in node.decorator_list for inner in ast.walk(one)}
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


def _measure(room: str, tests: tuple[str, ...], out: Path) -> None:
    """Write which tests run each line of the room, and how long each takes; in a process of
    its own, because what it has imported and kept must not be in the way of the mutants."""
    os.environ["COVERAGE_FILE"] = str(out.with_suffix(".data"))
    times = _Times()
    pytest.main(
        [*OPTIONS, f"--cov={ROOT / 'trail' / room}",
         "--cov-context=test", "--cov-report=", *tests], plugins=[times],
    )  # fmt: skip
    lines = out.with_suffix(".lines")
    subprocess.run(
        [sys.executable, "-m", "coverage", "json", "--show-contexts", "-q", "-o", lines],
        cwd=ROOT, check=True,
    )  # fmt: skip
    found = {
        f"{file}:{line}": sorted({one.rpartition("|")[0] for one in contexts if one})
        for file, told in json.loads(lines.read_text())["files"].items()
        for line, contexts in told["contexts"].items()
    }
    out.write_text(json.dumps([found, times.took]))


class _Times:
    def __init__(self) -> None:
        self.took: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        before = time.process_time()
        yield
        self.took[item.nodeid] += time.process_time() - before


class _Trial:
    """Stands in for pytest's loop: a forked process a mutant."""

    def __init__(
        self,
        mutants: list[Mutant],
        covering: dict[str, list[str]],
        took: dict[str, float],
        below: str | None,
    ) -> None:
        self._mutants, self._covering, self._took = mutants, covering, took
        self._below = below
        self.noticed = self.asked = 0

    def pytest_sessionstart(self) -> None:
        """A failure is enough: nobody wants the smallest example, and two runs try the same."""
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile(
            "mutants", settings.default, phases=phases, database=None, derandomize=True
        )
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {
            item.nodeid: item
            for item in session.items
            if self._took.get(item.nodeid, 0) < SLOW_S  # a test newer than the measure is asked
        }
        if self._below:
            getattr(importlib.import_module("tests.shipped"), self._below)()
        held = Held()
        gc.freeze()
        for mutant in self._mutants:
            chosen = self._chosen(mutant, items)
            most_s = PATIENCE_S + 2 * math.fsum(self._took.get(test, 0) for test in chosen)
            tests = [items[test] for test in chosen]
            try:
                noticed = bool(tests) and _is_noticed(mutant, held, tests, math.ceil(most_s))
            except CantBeTried:
                continue
            self.asked += 1
            self.noticed += noticed
            if not noticed:
                why = "" if chosen else " (no test runs it)"
                print(f"{mutant.told()}{why}", flush=True)
        return True

    def _chosen(self, mutant: Mutant, items: dict[str, pytest.Item]) -> list[str]:
        """The quickest tests that run its line, then the quickest of the same files: what a
        fixture or a kept value is made of is run for the first test alone."""

        def quickest(tests: set[str]) -> list[str]:
            return sorted(tests & items.keys(), key=lambda test: (self._took.get(test, 0), test))

        direct = {
            test
            for line in mutant.asked_lines()
            for test in self._covering.get(f"{mutant.module}:{line}", ())
        }
        files = {test.partition("::")[0] for test in direct}
        others = {test for test in items if test.partition("::")[0] in files} - direct
        chosen: list[str] = []
        all_s = 0.0
        for test in [*quickest(direct), *quickest(others)][:MOST_TESTS]:
            all_s += self._took.get(test, 0)
            if not chosen or all_s <= MOST_S:
                chosen.append(test)
        return chosen


class CantBeTried(Exception):
    """A change that a running process can't take up: of an enumeration, of a decorator."""


_NOT_TRIED = 77


def _is_noticed(mutant: Mutant, held: Held, items: list[pytest.Item], most_s: int) -> bool:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = _NOT_TRIED
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (most_s, most_s))
            code = _ask(mutant, held, items)
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == _NOT_TRIED:
        raise CantBeTried
    return status != 0  # an endless loop is noticed, too


def _ask(mutant: Mutant, held: Held, items: list[pytest.Item]) -> int:
    """1 where a test fails, 0 where all pass."""
    put_in(mutant, held)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    session = items[0].session
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


class Held:
    """What the process holds and a mutant changes: looked up once, it is a million objects."""

    def __init__(self) -> None:
        self.functions: dict[str, list[FunctionType]] = defaultdict(list)
        self.caches: list[Any] = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                self.functions[each.__code__.co_filename].append(each)
            elif type(each).__name__ == "_lru_cache_wrapper" and _is_ours(each):
                self.caches.append(each)


def _is_ours(function: Any) -> bool:
    return str(function.__module__).startswith("trail")


def put_in(mutant: Mutant, held: Held) -> None:
    """Give this process the mutant: its functions, wherever they are held, their changed code,
    the names at its top their changed values.

    Raises:
        CantBeTried: there is no way to.
    """
    name = mutant.module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    module = sys.modules[name]
    function = _function_around(mutant.statement, mutant.node)
    if function is None and isinstance(mutant.statement, ast.ClassDef):
        _change_fields(mutant, module)
    elif function is None:
        _change_values(mutant, module)
    else:
        _change_functions(mutant, function, held)
    for cache in held.caches:
        cache.cache_clear()


def _change_functions(mutant: Mutant, function: _Function, held: Held) -> None:
    file = str(ROOT / mutant.module)
    before = _codes(compile((ROOT / mutant.module).read_text(), file, "exec"))
    changed = {
        key: code
        for key, code in _codes(compile(mutant.tree, file, "exec")).items()
        if code != before[key]
    }
    count = 0
    for each in held.functions[file]:
        key = (each.__code__.co_qualname, each.__code__.co_firstlineno)
        if key in changed:
            each.__code__ = changed[key]
            count += 1
    if not count or mutant.node in set(ast.walk(function.args)):
        raise CantBeTried


def _codes(code: CodeType) -> dict[tuple[str, int], CodeType]:
    found = {(code.co_qualname, code.co_firstlineno): code}
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found |= _codes(inner)
    found.pop(("<module>", 1), None)
    return found


def _change_values(mutant: Mutant, module: ModuleType) -> None:
    """The statement anew in its module, and those after it that are made of its names."""
    names: set[str] = set()
    for statement in mutant.tree.body:
        read = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        if statement is mutant.statement or (names & read and _assigned(statement)):
            names |= _assigned(statement)
            before = {name: vars(module).get(name) for name in _assigned(statement)}
            exec(compile(ast.Module([statement], []), mutant.module, "exec"), vars(module))
            for other in [m for n, m in sys.modules.items() if n.startswith(("trail", "tests"))]:
                for name, old in before.items():
                    if other is not module and vars(other).get(name) is old is not None:
                        setattr(other, name, vars(module)[name])
    if not names:
        raise CantBeTried


def _change_fields(mutant: Mutant, module: ModuleType) -> None:
    """The defaults of a data class, and what else is plain in a class."""
    assert isinstance(mutant.statement, ast.ClassDef)
    space: dict[str, Any] = dict(vars(module))
    exec(compile(ast.Module([mutant.statement], []), mutant.module, "exec"), space)
    old, new = getattr(module, mutant.statement.name), space[mutant.statement.name]
    if "__dataclass_fields__" not in vars(old):
        raise CantBeTried
    old.__init__ = new.__init__
    for name, value in vars(new).items():
        if name in vars(old) and isinstance(value, bool | int | float | str | tuple | frozenset):
            setattr(old, name, value)


def try_room(
    room: str, tests: tuple[str, ...], sample: int, measured: Path | None, only: list[str]
) -> tuple[int, int]:
    """How many of the room's mutants are noticed, and of how many.

    `measured` is a file with the tests of each line, written where it isn't there; `only` are
    beginnings of what a mutant is called.
    """
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in sorted((ROOT / "trail" / room).rglob("*.py"))
    }
    places = [
        (module, number)
        for module, text in texts.items()
        for number, _node in enumerate(_places(ast.parse(text)))
    ]
    chosen = [
        mutant_of(module, texts[module], number)
        for module, number in random.Random(1905).sample(places, len(places))[:sample]
    ]
    chosen = [
        mutant
        for mutant in chosen
        if (mutant.module, mutant.what) not in EQUAL and mutant.told().startswith(tuple(only))
    ]
    with tempfile.TemporaryDirectory() as name:
        out = measured or Path(name, "tests.json")
        if not out.exists():
            measuring = multiprocessing.get_context("spawn").Process(
                target=_measure, args=(room, tests, out)
            )
            measuring.start()
            measuring.join()
        covering, took = json.loads(out.read_text())
        trial = _Trial(chosen, covering, took, BELOW.get(room))
        pytest.main([*OPTIONS, "-s", f"--basetemp={name}/tests", *tests], [trial])
    return trial.noticed, trial.asked


def main() -> int:
    """Print what lived, and a score a room."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=list(ROOMS))
    parser.add_argument("--tests", nargs="+", help="those to ask, where the room is a part of one")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--only", nargs="+", default=[""], help="those whose name begins so")
    parser.add_argument("--measured", type=Path, help="which tests run a line: read, or kept there")
    given = parser.parse_args()
    for room in given.rooms:
        tests = tuple(given.tests or ROOMS[room])
        noticed, asked = try_room(room, tests, given.sample, given.measured, given.only)
        print(f"{room}: {noticed} of {asked} noticed ({noticed / (asked or 1):.1%})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
