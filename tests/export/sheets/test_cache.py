"""Finished sheets in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from trail.export.sheets import SheetCache


def test_what_was_kept_is_found_under_its_key_and_edition_alone(tmp_path: Path) -> None:
    sheet_cache = SheetCache(tmp_path, "one")
    sheet_cache.keep(("pdf", "quay"), b"sheet")
    assert sheet_cache.find(("pdf", "quay")) == b"sheet"
    assert sheet_cache.find(("pdf", "quai")) is None
    assert SheetCache(tmp_path, "two").find(("pdf", "quay")) is None
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("left", [0, 10, 34])
def test_a_broken_file_counts_as_none(tmp_path: Path, left: int) -> None:
    sheet_cache = SheetCache(tmp_path, "one")
    sheet_cache.keep(("pdf",), b"sheet")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:left])
    assert sheet_cache.find(("pdf",)) is None


def test_without_a_folder_nothing_is_found_and_keeping_says_so(tmp_path: Path) -> None:
    sheet_cache = SheetCache(tmp_path / "gone", "one")
    assert sheet_cache.find(("pdf",)) is None
    with pytest.raises(OSError, match="gone"):
        sheet_cache.keep(("pdf",), b"sheet")
