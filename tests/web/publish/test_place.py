"""Where a site may go: never over what is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from trail.base.errors import ExportError
from trail.web.publish import archive, place
from trail.web.publish.place import PublishTarget


def make(out: Path, text: str = "new") -> None:
    target = PublishTarget(out)
    with target.making() as aside:
        made = aside / "site"
        made.mkdir()
        (made / "index.html").write_text(text)
        target.swap(made)


def test_a_new_an_empty_and_an_own_directory_are_taken(tmp_path: Path) -> None:
    out = tmp_path / "site"
    make(out, "one")
    make(out, "two")
    assert (out / "index.html").read_text() == "two"
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "site"]


def test_a_directory_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ExportError, match="not made by trail publish"):
        make(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_file_put_into_our_directory_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "site"
    make(out)
    (out / "CNAME").write_text("trail.example.org")
    with pytest.raises(ExportError, match="CNAME"):
        make(out, "two")
    assert (out / "index.html").read_text() == "new"


def test_a_file_a_missing_parent_and_a_dangling_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="is a file"):
        make(tmp_path / "file")
    with pytest.raises(ExportError, match="there is no directory"):
        make(tmp_path / "nowhere" / "site")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(ExportError, match="leads nowhere"):
        make(tmp_path / "link")


@pytest.mark.parametrize("root", ["/", "//", "/..", "/tmp/../"])
def test_the_root_of_all_is_refused(root: str) -> None:
    with pytest.raises(ExportError, match="can't be replaced whole; name a directory in it"):
        make(Path(root))


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    with pytest.raises(ExportError, match="a link that leads"):
        make(tmp_path / "one")


def test_a_link_to_a_directory_stands_for_it(tmp_path: Path) -> None:
    make(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    make(tmp_path / "link", "two")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").read_text() == "two"


@pytest.mark.parametrize("where", ["data", "data/site", "."])
def test_the_data_is_never_in_the_way(tmp_path: Path, where: str) -> None:
    (tmp_path / "data").mkdir()
    target = PublishTarget(tmp_path / where, [tmp_path / "data"])
    with pytest.raises(ExportError, match="overlaps"), target.making():
        pass


def test_two_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "PATIENCE_S", 0.0)
    with (
        PublishTarget(tmp_path / "site").making(),
        pytest.raises(ExportError, match="another process"),
        PublishTarget(tmp_path / "site").making(),
    ):
        pass


def test_a_swap_in_two_steps_that_was_cut_short_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_exchange", lambda *_: False)
    out = tmp_path / "site"
    make(out, "one")
    make(out, "two")
    assert (out / "index.html").read_text() == "two"
    aside = tmp_path / ".site.trail-new"
    aside.mkdir()
    out.rename(aside / "old")
    with pytest.raises(ExportError, match="stop"), PublishTarget(out).making():
        raise ExportError("stop")
    assert (out / "index.html").read_text() == "two"


def test_a_file_is_replaced_only_where_it_is_ours(tmp_path: Path) -> None:
    to = tmp_path / "trail.zip"
    archive.zipped("trail", [("index.html", b"one")], to)
    first = to.read_bytes()
    archive.zipped("trail", [("index.html", b"one")], to)
    assert to.read_bytes() == first
    to.write_bytes(b"a photograph")
    with pytest.raises(ExportError, match="not made by trail publish"):
        archive.zipped("trail", [("index.html", b"two")], to)
    assert to.read_bytes() == b"a photograph"
    with pytest.raises(ExportError, match="is a directory"):
        archive.check_file(tmp_path)
