"""The headers each file is to be sent with, as hosts of static sites read them (`_headers`).

Those hosts apply every rule that fits, join the values that a header gets from several, and
read a hundred rules and then no more. So no two rules give a file the same header, and
a rule is for a folder or for an ending, however many files there are. Where the files of a
folder differ in what they may do, its rule allows what any of them needs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from trail.web.publish.saving import SavedFile

FILE = "_headers"
MOST_RULES = 100  # what Cloudflare reads; Netlify reads more
LONGEST_LINE = 2000  # letters, as there
_OWN = ("Content-Type", "Content-Disposition")
# Values of a header, each allowing more than the one before it.
_LAXER = {
    "Cross-Origin-Embedder-Policy": ("require-corp", "credentialless", "unsafe-none"),
    "Cross-Origin-Resource-Policy": ("same-origin", "same-site", "cross-origin"),
}
# What a host sends an ending as by itself; "" for the end of a page's address.
_USUAL = {
    "": "text/html",
    ".css": "text/css",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}

_Value = TypeVar("_Value", bound=Hashable)
_Headers = Mapping[str, str]


def headers_file(files: Iterable[SavedFile], base_path: str) -> str:
    """The text of `_headers`; the same files give the same text."""
    by_path = {file.url.removeprefix(base_path): dict(file.headers) for file in files}
    rules: dict[str, dict[str, str]] = defaultdict(dict)
    for pattern, paths in _folders(by_path):
        rules[pattern] |= merged(by_path[path] for path in paths)
    shared = _in_all(list(rules.values()))
    for headers in rules.values():
        for name in shared:
            del headers[name]
    rules["/*"] = shared
    for pattern, own in _own_rules(by_path):
        rules[pattern] |= own
    lines = []
    for pattern in sorted(rules):
        if rules[pattern]:
            lines.append(f"{base_path}{pattern}")
            lines += [f"  {name}: {value}" for name, value in sorted(rules[pattern].items())]
    return "\n".join(lines) + "\n"


def overrun(text: str) -> str | None:
    """What a host that reads little would leave out of the file; None where it reads all."""
    lines = text.splitlines()
    rules = sum(not line.startswith(" ") for line in lines)
    if rules > MOST_RULES:
        return (
            f"{FILE} has {rules} rules; some hosts (Cloudflare Pages) read {MOST_RULES} and send "
            "the files of the others without their headers: set those at the host, or take another"
        )
    longest = max(map(len, lines), default=0)
    if longest > LONGEST_LINE:
        return (
            f"{FILE} has a line of {longest} letters; some hosts (Cloudflare Pages) leave out what "
            f"is longer than {LONGEST_LINE}: set that header at the host, or take another"
        )
    return None


# ---------------------------------------------------------------- what fits which files


def _folders(by_path: Mapping[str, _Headers]) -> Iterator[tuple[str, Sequence[str]]]:
    """A pattern for each folder at the top, and each file there; with the paths that it fits.

    A folder is taken apart where not all in it is kept as long.
    """
    tops: dict[str, list[str]] = defaultdict(list)
    for path in by_path:
        tops[_step(path, "/")].append(path)
    for top, paths in tops.items():
        if top.endswith("/"):
            yield from _patterns(top, "", paths, lambda path: by_path[path].get("Cache-Control"))
        else:
            yield from ((path, [path]) for path in paths)


def _own_rules(by_path: Mapping[str, _Headers]) -> Iterator[tuple[str, dict[str, str]]]:
    """A pattern for each ending, or folder and ending, with what such files are sent as."""
    own = {path: _own(path, headers) for path, headers in by_path.items()}
    endings: dict[str, list[str]] = defaultdict(list)
    for path in own:
        endings[_ending(path)].append(path)
    for ending, paths in endings.items():
        for pattern, fits in _patterns("/", ending, paths, own.__getitem__):
            if own[fits[0]]:
                yield pattern, dict(own[fits[0]])


def _own(path: str, headers: _Headers) -> tuple[tuple[str, str], ...]:
    media_type = headers.get("Content-Type", "").partition(";")[0]
    usual = media_type == _USUAL.get(_ending(path))
    names = [name for name in _OWN if not (usual and name == "Content-Type")]
    return tuple((name, headers[name]) for name in names if name in headers)


def _ending(path: str) -> str:
    return "" if path.endswith("/") else PurePosixPath(path).suffix


def _patterns(
    folder: str, ending: str, paths: Sequence[str], value_of: Callable[[str], _Value]
) -> Iterator[tuple[str, Sequence[str]]]:
    """As few patterns as keep files of different values apart; no file fits two of them.

    A `*` goes through all folders below, so that what differs there must be named from there.
    """
    if len(paths) == 1:
        yield paths[0], paths
    elif len({value_of(path) for path in paths}) == 1:
        yield f"{folder}*{ending}", paths
    else:
        steps: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            steps[_step(path, folder)].append(path)
        for step, below in steps.items():
            if step.endswith("/") and step != folder:
                yield from _patterns(step, ending, below, value_of)
            else:
                yield from ((path, [path]) for path in below)


def _step(path: str, folder: str) -> str:
    """The path as far as the next folder below; all of it for what lies in this one."""
    name, slash, _rest = path.removeprefix(folder).partition("/")
    return f"{folder}{name}{slash}"


# ---------------------------------------------------------------- what files have in common


def _in_all(headers: Sequence[_Headers]) -> dict[str, str]:
    """The headers that are the same everywhere."""
    if not headers:
        return {}
    first, *others = headers
    return {
        name: value
        for name, value in first.items()
        if all(other.get(name) == value for other in others)
    }


def merged(found: Iterable[_Headers]) -> dict[str, str]:
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
    if name in _LAXER:
        return max(different, key=_LAXER[name].index)
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
