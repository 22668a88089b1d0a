"""docs/licences.md: what runs beside our own code, under which licence by its own word.

`make licences` writes it; a test holds it to what is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements" / "app.txt"
_HEAD = """# Licences

The program is under the [MIT licence](../LICENSE), texts and data under
[their own](../data/LICENSE.md). No file of anybody else is in this repository. These packages
are installed beside it to run it (`requirements/app.txt`), each under the licence that it names
itself; `make licences` writes this page anew. Leaflet comes in django-js-lib-leaflet, PT Sans in
fontpkg-pt-sans (SIL Open Font License), the serif of the sheets (Libertinus, SIL Open Font
License) in typst.

| package | licence |
| --- | --- |
"""
_SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Zope Public License": "ZPL-2.1",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "Public Domain": "public domain",
}


def locked(lock: Path = LOCK) -> list[Requirement]:
    """What a lock file names, with its markers, in its order."""
    lines = re.findall(r"^([^\s#-][^\\\n]*)", lock.read_text(), re.MULTILINE)
    return [Requirement(line.strip()) for line in lines]


def licence_of(package: str) -> str:
    """The licence by the package's own metadata; raises PackageNotFoundError."""
    told = distribution(package).metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    named = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    if named:
        return " and ".join(_SPDX.get(name, name) for name in named)
    return told["License"].strip().partition("\n")[0] if "License" in told else "see the package"


def _rows() -> Iterator[str]:
    elsewhere = []
    for package in dict.fromkeys(each.name for each in locked()):
        try:
            yield f"| {package} | {licence_of(package)} |"
        except PackageNotFoundError:
            elsewhere.append(package)
    if elsewhere:
        yield ""
        yield f"On other systems or interpreters also {', '.join(elsewhere)}."


def page() -> str:
    """The text of the page."""
    return _HEAD + "".join(f"{row}\n" for row in _rows())


if __name__ == "__main__":
    PAGE.write_text(page())
