"""Make a release of what `make wheel` built: `python -m tests.release`.

The wheel is installed into an environment of its own and used from an empty folder, so
that it leans on nothing of the checkout; then the commit is tagged. Nothing is pushed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.house import ROOT
from trail import __version__

TAG = f"v{__version__}"


def _run(*command: str, cwd: Path = ROOT) -> str:
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def problems() -> list[str]:
    """Why this can't be released as it stands."""
    found = []
    if _run("git", "status", "--porcelain"):
        found.append("the work tree has changes that are in no commit")
    if _run("git", "tag", "--list", TAG):
        found.append(f"there is a {TAG} already: raise __version__ in trail/__init__.py")
    changelog = (ROOT / "CHANGELOG.md").read_text()
    if not re.search(rf"^## \[?{re.escape(__version__)}\]?", changelog, re.MULTILINE):
        found.append(f"CHANGELOG.md has no section for {__version__}")
    return found


def try_wheel(wheel: Path) -> None:
    """Use the wheel as somebody who has nothing else; CalledProcessError where it fails."""
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name)
        _run(sys.executable, "-m", "venv", "venv", cwd=empty)
        _run("venv/bin/pip", "install", "--quiet", str(wheel), cwd=empty)
        told = _run("venv/bin/trail", "--version", cwd=empty)
        if __version__ not in told:
            raise SystemExit(f"the wheel says {told.strip()}, expected {__version__}")
        _run("venv/bin/trail", "check", cwd=empty)
        _run("venv/bin/trail", "order", "downtown", cwd=empty)
        sheet = ("print", "downtown", "-o", "sheet.pdf", "--base-url", "https://trail.example.org")
        _run("venv/bin/trail", *sheet, cwd=empty)


def main() -> int:
    """Exit code 0 with the tag set, 1 where something is in the way."""
    found = problems()
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        return 1
    (wheel,) = (ROOT / "dist").glob(f"*-{__version__}-*.whl")
    try_wheel(wheel)
    _run("git", "tag", "--annotate", TAG, "--message", f"Treaty Trail {__version__}")
    print(f"{TAG} is tagged; {wheel.name} works from an empty folder. Push the tag to publish it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
