"""The headers each file is to be sent with, as hosts of static sites read them (`_headers`).

Those hosts join the values of all rules that fit, and allow about a hundred rules, so that
there is one rule for each section of the site and one for each file whose type they would not
guess. Where the files of a section differ, the rule allows what any of them needs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from trail.web.offline.crawl import Saved

FILE = "_headers"
_AGE = re.compile(r"max-age=(\d+)")
_OWN = ("Content-Type", "Content-Disposition")
# What a host knows how to send by itself.
_KNOWN = (".css", ".html", ".jpg", ".js", ".json", ".pdf", ".png", ".svg", ".txt", ".xml")


def headers_file(files: Iterable[Saved], base_path: str) -> str:
    """The text of `_headers`; the same files give the same text."""
    sections: dict[str, list[Mapping[str, str]]] = {}
    single: dict[str, Mapping[str, str]] = {}
    for file in files:
        headers = dict(file.headers)
        rule = _rule(file.url.removeprefix(base_path))
        sections.setdefault(rule, []).append(headers)
        own = {name: headers[name] for name in _OWN if name in headers}
        if not file.path.endswith(_KNOWN):
            single[file.url] = own
        elif "Content-Disposition" in own:
            single[file.url] = {"Content-Disposition": own["Content-Disposition"]}
    lines = []
    for rule in sorted(sections):
        lines.append(f"{base_path}{rule}")
        lines += [f"  {name}: {value}" for name, value in sorted(merged(sections[rule]).items())]
    for url in sorted(single):
        lines.append(url)
        lines += [f"  {name}: {value}" for name, value in single[url].items()]
    return "\n".join(lines) + "\n"


def _rule(path: str) -> str:
    """The section that a path belongs to; a file or page at the top is one of its own."""
    first, slash, rest = path.removeprefix("/").partition("/")
    if not slash:
        return f"/{first}"
    if first == "offline" and rest:
        return "/offline/*.json" if "*" in rest else f"/offline/{rest}"
    if first == "search" and rest:
        return f"/search/{rest}"
    return f"/{first}/*"


def merged(found: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """One value for each header that is about every file, not about one."""
    values: dict[str, list[str]] = {}
    for headers in found:
        for name, value in headers.items():
            if name not in _OWN:
                values.setdefault(name, []).append(value)
    return {name: _one(name, each) for name, each in values.items()}


def _one(name: str, values: list[str]) -> str:
    different = list(dict.fromkeys(values))
    if len(different) == 1:
        return different[0]
    if name == "Content-Security-Policy":
        return _union(different, ";", " ", none="'none'")
    if name == "Permissions-Policy":
        return _union(different, ",", "=", none="()")
    if name == "Cache-Control":
        return min(different, key=lambda value: int((_AGE.search(value) or ["", "0"])[1]))
    most = Counter(values).most_common()
    return min(value for value, count in most if count == most[0][1])


def _union(policies: Iterable[str], between: str, joint: str, none: str) -> str:
    """Every directive with all that any of the policies allows it."""
    allowed: dict[str, list[str]] = {}
    for policy in policies:
        for directive in policy.split(between):
            name, _joint, rest = directive.strip().partition(joint)
            mine = allowed.setdefault(name, [])
            mine += [each for each in rest.split() if each not in mine]
    told = []
    for name, sources in allowed.items():
        kept = [each for each in sources if each != none] or [none]
        told.append(f"{name}{joint}{' '.join(kept)}")
    return f"{between} ".join(told)
