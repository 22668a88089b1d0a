"""Find the browsers for the tests, or install them: `python -m tests.browser.install [--all]`.

Chromium, in order: CHROME_PATH, what stands in PATH, Playwright's own, Debian's package (where
apt-get may be used), Playwright's download. Chromium's driver and Firefox come from Debian; with
`--all` WebKitGTK too. What can't be had is said, and its tests say why they are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# What each engine's tests start, and Debian's packages of it.
PACKAGES = {
    "chromedriver": ("chromium-driver",),
    "firefox-esr": ("firefox-esr",),
    "WebKitWebDriver": ("webkit2gtk-driver", "xvfb"),
}


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


def _by_apt(*packages: str) -> bool:
    """Whether Debian's packages were installed."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], install):
        if subprocess.run(command, check=False, env=quiet).returncode:
            return False
    return True


def _chromium() -> bool:
    if find_chromium():
        return True
    print("no Chromium yet: installing one")
    if not (_by_apt("chromium") and find_chromium()):
        download = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
        subprocess.run(download, check=False)
    return find_chromium() is not None


def main(arguments: list[str]) -> int:
    """Exit code 0 with a Chromium in place, 1 without one."""
    programs = [name for name in PACKAGES if name != "WebKitWebDriver" or "--all" in arguments]
    missing = [name for name in programs if not shutil.which(name)]
    if missing and not _by_apt(*(package for name in missing for package in PACKAGES[name])):
        print(f"could not be installed: {', '.join(missing)}; its tests are left out")
    if _chromium():
        return 0
    print("no Chromium could be installed; set CHROME_PATH to one", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
