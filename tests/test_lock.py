"""What is installed is named exactly: packages by hash, Actions by commit, images by version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests import licences

ROOT = licences.ROOT
LOCKS = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
PINNED = re.compile(r"actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+")
# Whoever packs or serves the trail may do so without asking anybody, and gives away no rights.
KNOWN = {
    "MIT", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "PSF-2.0",
    "MPL-2.0", "ZPL-2.1", "LGPL-3.0-only", "OFL-1.1", "Zlib", "CC0-1.0",
}  # fmt: skip


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def versions(lock: str) -> dict[str, set[Version]]:
    """Every package of a lock file, with a version for each kind of Python it differs for."""
    found: dict[str, set[Version]] = {}
    for each in licences.locked(LOCKS / lock):
        (pin,) = each.specifier
        assert pin.operator == "=="
        found.setdefault(canonical(each.name), set()).add(Version(pin.version))
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("app.txt", [*PROJECT["dependencies"], *EXTRAS["questions"]]),
        ("dev.txt", [*PROJECT["dependencies"], *EXTRAS["dev"]]),
        ("build.txt", ["hatchling>=1.25,<2"]),
    ],
)
def test_the_lock_has_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    found = versions(lock)
    for line in wanted:
        asked = Requirement(line)
        there = found.get(canonical(asked.name), set())
        assert there, f"{lock}: no {asked.name}; run make lock"
        assert all(each in asked.specifier for each in there), f"{lock}: {line}; run make lock"


@pytest.mark.parametrize("lock", ["app.txt", "dev.txt", "build.txt"])
def test_every_package_has_its_hashes_and_no_address(lock: str) -> None:
    text = (LOCKS / lock).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    for block in re.split(r"\n(?=[A-Za-z])", text)[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]


def test_the_tests_run_with_the_packages_that_are_served_with() -> None:
    app, dev = versions("app.txt"), versions("dev.txt")
    assert {name: dev[name] for name in app} == app


def test_the_licences_are_listed_as_the_packages_name_them() -> None:
    assert licences.PAGE.read_text() == licences.page(), "run make licences"


def test_every_licence_is_one_that_was_looked_at() -> None:
    rows = re.findall(r"^\| ([\w.-]+) \| (.+) \|$", licences.PAGE.read_text(), re.MULTILINE)
    assert len(rows) > 30
    for package, licence in rows[2:]:
        assert set(re.split(r" (?:AND|OR|and) ", licence)) <= KNOWN, f"{package}: {licence}"


def test_actions_are_named_by_their_commit() -> None:
    files = [
        *(ROOT / ".github" / "workflows").glob("*.yml"),
        *(ROOT / "templates/new").glob("*.yml"),
    ]
    used = [line for file in files for line in file.read_text().splitlines() if "uses:" in line]
    assert len(used) > 5
    for line in used:
        assert PINNED.fullmatch(line.partition("uses:")[2].strip()), line


def test_images_are_named_exactly_and_take_the_lock() -> None:
    docker, compose = (ROOT / "Dockerfile").read_text(), (ROOT / "compose.yaml").read_text()
    images = re.findall(r"^FROM (\S+)", docker, re.MULTILINE) + re.findall(r"image: (\S+)", compose)
    assert len(images) == 3
    for image in images:
        assert re.search(r":\d+\.\d+(\.\d+)?-|@sha256:[0-9a-f]{64}", image), image
    installs = re.findall(r"pip (?:install|wheel) (.*)", docker)
    assert len(installs) == 4
    assert all("--require-hashes -r" in line or "--no-deps" in line for line in installs)


def test_the_lock_goes_into_the_image() -> None:
    assert "!requirements" in (ROOT / ".dockerignore").read_text().splitlines()
    assert Path(LOCKS / "app.txt").is_file()
