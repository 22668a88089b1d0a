"""Find a Chromium for the browser tests, or install one: `python -m tests.browser.install`.

In order: CHROME_PATH, what stands in PATH, Playwright's own, Debian's package
(where apt-get may be used), Playwright's download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """The path of a Chromium that can be started; None when there is none."""
    named = os.environ.get("CHROME_PATH")
    if named:
        return named if Path(named).is_file() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None) or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _attempts() -> list[list[str]]:
    download = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        return [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            download,
        ]
    return [download]


def main() -> int:
    """Exit code 0 with a browser in place, 1 without one."""
    for command in _attempts():
        if find_chromium():
            return 0
        print("no Chromium yet:", " ".join(command[-4:]))
        subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
    if find_chromium():
        return 0
    print("no Chromium could be installed; set CHROME_PATH to one", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
