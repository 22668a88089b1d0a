"""One mistake is one fault, at its place, in every file of the shipped data."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pytest

from tests.dataset.mutations import Mutation, of_text, of_values
from trail import dataset
from trail.base import paths
from trail.base.errors import DatasetError, Problem
from trail.dataset.files import pictures
from trail.dataset.text import svg, yamltext
from trail.dataset.text.faults import Document, Faults

pytestmark = pytest.mark.slow
PLACES = 6  # of values in a file, with three mistakes each
FILES = sorted(
    path.relative_to(paths.DATA).as_posix()
    for path in paths.DATA.rglob("*")
    if path.suffix in (".yaml", ".geojson")
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped data, to be broken and put right again."""
    directory = tmp_path_factory.mktemp("mutations") / "data"
    shutil.copytree(paths.DATA, directory)
    return directory


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that stay as they are need not be parsed again each time."""
    parse = yamltext.parse_yaml

    def parse_once(file: str, text: str, faults: Faults) -> Document | None:
        if (file, text) not in _READ:
            document = parse(file, text, faults)
            if document is None or faults.any:
                return document
            _READ[file, text] = document
        return _READ[file, text]

    monkeypatch.setattr(yamltext, "parse_yaml", parse_once)
    monkeypatch.setattr(pictures, "read_svg", _read_svg)


_READ: dict[tuple[str, str], Document] = {}
_read_svg = lru_cache(maxsize=None)(svg.read_svg)


def problems_with(data: Path, file: str, content: bytes | None) -> tuple[Problem, ...]:
    path = data / file
    before = path.read_bytes()
    try:
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        dataset.load(data)
    except DatasetError as error:
        return error.problems
    finally:
        path.write_bytes(before)
    return ()


def wrong_answers(data: Path, file: str, mutations: Iterable[Mutation]) -> list[str]:
    """The mistakes that are told as several faults, or in a line that can't be read."""
    wrong = []
    for mutation in mutations:
        found = problems_with(data, file, mutation.content)
        lines = [str(problem) for problem in found]
        if len(found) > 1 or not all(line.isprintable() and len(line) < 700 for line in lines):
            wrong.append(f"{mutation.name}: {lines[:3]}")
    return wrong


def test_the_shipped_data_have_no_fault() -> None:
    assert dataset.load(paths.DATA).remarks == ()
    assert len(FILES) >= 19


@pytest.mark.parametrize("file", FILES)
def test_a_mistake_in_the_writing_is_one_fault_of_its_file(file: str, data: Path) -> None:
    text = (data / file).read_text(encoding="utf-8")
    wrong = []
    for mutation in of_text(file, text):
        found = problems_with(data, file, mutation.content)
        if len(found) > 1 or {problem.file for problem in found} > {file}:
            wrong.append(f"{mutation.name}: {[str(problem) for problem in found[:3]]}")
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_a_mistake_in_a_value_is_one_fault(file: str, data: Path) -> None:
    text = (data / file).read_text(encoding="utf-8")
    assert wrong_answers(data, file, of_values(file, text, PLACES)) == []


def test_a_title_with_a_colon_of_its_own_that_lost_the_fields_is_one_fault(data: Path) -> None:
    text = (data / "readings.yaml").read_text(encoding="utf-8")
    before = "  title: 'Portsmouth Herald: cherry tree at Portsmouth High'\n"
    after = "  title Portsmouth Herald: cherry tree at Portsmouth High\n"
    assert before in text
    (problem,) = problems_with(data, "readings.yaml", text.replace(before, after).encode())
    assert "title Portsmouth Herald: unknown field (did you mean title?)" in str(problem)
