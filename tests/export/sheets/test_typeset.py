"""The process that sets sheets: how long it stands."""

from __future__ import annotations

import pytest

from trail.export.sheets import typeset

ICON = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9" fill="#1a2b4c"/></svg>'


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each process that has been started."""
    found: list[int] = []
    begin = typeset._Typesetter.__init__

    def counted(self: typeset._Typesetter) -> None:
        found.append(1)
        begin(self)

    monkeypatch.setattr(typeset._Typesetter, "__init__", counted)
    monkeypatch.setattr(typeset, "_MOST", 3)
    return found


def test_one_process_sets_many_sheets_but_not_all_of_them(started: list[int]) -> None:
    with typeset.standing():
        made = [typeset.icon_png(ICON, 16) for _ in range(7)]
    assert len(started) == 3
    assert set(made) == {made[0]}
    assert made[0].startswith(b"\x89PNG")


def test_elsewhere_each_sheet_has_its_process(started: list[int]) -> None:
    for _ in range(2):
        typeset.icon_png(ICON, 16)
    assert len(started) == 2
