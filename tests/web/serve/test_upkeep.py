"""What a server process holds."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("library", ["folium", "branca", "requests", "icalendar", "geopy", "typst"])
def test_a_server_begins_without_what_few_answers_need(library: str) -> None:
    app = "trail.web.serve.server, trail.web.serve.app"
    code = f"import sys, {app}; print({library!r} in sys.modules)"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
