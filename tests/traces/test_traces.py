"""The judge of the page that leads, held against every trace: what is told, where, and how often.

`before` is how far he still walks from where a turn is told to the turn; `outside` how far he
really is from a stop's area when its arrival is told.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.compat.install import node

HERE = Path(__file__).parent
FILES = sorted((HERE / "files").glob("*.json"))
SURE_M = 10  # fixes surer than this are told 10 to 40 m before a turn, others before it
SLACK_M = 3.0  # half a step: the true way is known at its fixes alone

Told = dict[str, Any]
CASES = [
    (file.name, kind) for file in FILES for kind in json.loads(file.read_text("utf-8"))["traces"]
]


@pytest.fixture(scope="module")
def told() -> Told:
    """By file and kind, all that was told."""
    run = subprocess.run(
        [node(), str(HERE / "replay.mjs"), *map(str, FILES)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: Told = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def traces() -> Told:
    return {file.name: json.loads(file.read_text("utf-8"))["traces"] for file in FILES}


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_arrival_is_told_once_within_30_m_of_its_area_and_no_other(
    told: Told, traces: Told, name: str, kind: str
) -> None:
    found, trace = told[name][kind], traces[name][kind]
    arrived = [one["stop"] for one in found["arrivals"]]
    assert sorted(arrived + found["passed"]) == trace["visits"]
    if kind != "lost":
        assert found["passed"] == trace["passed"]
    assert max(one["outside"] for one in found["arrivals"]) <= 30


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_no_turn_is_told_twice_and_every_one_in_its_window(
    told: Told, traces: Told, name: str, kind: str
) -> None:
    found, trace = told[name][kind], traces[name][kind]
    before = {one["id"]: one["before"] for one in found["turns"]}
    assert len(before) == len(found["turns"])
    wanted = {f"{leg}.{k}" for leg, k in trace["turns"]}
    assert wanted <= set(before)
    # Who goes back, or to a pin beside the way, walks more than the way to the turn.
    more = kind in ("pauses", "backwards")
    sure = trace["accuracy"] < SURE_M
    for turn in wanted:
        assert before[turn] is not None, turn
        assert before[turn] > 0, turn
        assert not sure or before[turn] > 10 - SLACK_M, turn
        assert not sure or more or before[turn] <= 40 + SLACK_M, turn


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_off_the_way_is_told_within_40_m_and_to_nobody_on_it(
    told: Told, traces: Told, name: str, kind: str
) -> None:
    off = [one["off"] for one in told[name][kind]["others"] if one["type"] == "off"]
    wanted = traces[name][kind]["off"]
    if wanted:
        assert len(off) == 1
        assert off[0] <= 40
    if wanted is False:
        assert off == []
    # Who leaves a stop out on purpose is told so too, or that he is at the next one.
    assert told[name][kind]["untold"] <= 40


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_the_wrong_direction_is_told_once_to_who_walks_it(
    told: Told, traces: Told, name: str, kind: str
) -> None:
    wrong = [one for one in told[name][kind]["others"] if one["type"] == "wrong"]
    assert len(wrong) == traces[name][kind]["wrong"]
