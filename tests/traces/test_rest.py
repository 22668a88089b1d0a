"""How often the phone is asked: seldom far from a turn, and in time before the stop."""

from __future__ import annotations

import json
import subprocess
from itertools import pairwise
from pathlib import Path

from tests.browser.compat.install import node


def test_on_a_long_straight_leg_it_asks_for_a_fifth_of_the_fixes_and_misses_nothing() -> None:
    script = Path(__file__).with_name("rest.mjs")
    run = subprocess.run([node(), str(script)], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    assert found["seconds"] > 800
    assert found["asked"] <= found["seconds"] * 0.2
    assert found["told"] == ["arrive", "depart", "arrive"]
    # Near the stop it is asked every second again: no two fixes are 5 m apart.
    near = [metres for metres in found["last"] if metres < 60]
    assert max(a - b for a, b in pairwise(near)) < 5
