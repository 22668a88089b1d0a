"""A file changed in one step, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trail.base.errors import EditError
from trail.base.files import replace_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sites.geojson"
    path.write_bytes(b"old")
    return path


def test_bytes_are_replaced_and_nothing_else_is_left(file: Path) -> None:
    replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    replace_file(file, b"old", b"new")
    assert file.stat().st_mode & 0o777 == mode


def test_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.geojson"
    link.symlink_to(file.name)
    replace_file(link, b"old", b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_file_changed_meanwhile_is_left_alone(file: Path) -> None:
    with pytest.raises(EditError, match="changed by somebody else"):
        replace_file(file, b"older", b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


def test_file_that_may_not_be_written_is_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match="not writable"):
        replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def test_full_disk_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]
