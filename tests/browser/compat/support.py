"""What a browser version can, by the names of MDN's compatibility data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

# The oldest that the pages are made for.
OLDEST = {"safari_ios": (15, 0), "chrome_android": (90, 0)}
# The name of an interface where TypeScript's differs.
# Interfaces whose values go through our functions without a type. Others are told by their type.
_USUAL = re.compile(
    r"(HTML|SVG)\w*Element|((Mouse|Pointer|Key|Touch|Input|Message|Fetch|Device|Page)\w*)?Event"
    r"|Node|Element|Document|Window|Navigator|Response|Request|Blob|Headers|FormData|URL\w*"
    r"|Abort\w+|Cache\w*|Storage\w*|DOMTokenList|NodeList|Selection|Range|ServiceWorker\w*"
    r"|Client\w*|Intersection\w+|Geolocation\w*|Crypto|SubtleCrypto|WakeLock\w*"
)
_ALIKE = {
    "NodeListOf": "NodeList", "HTMLCollectionOf": "HTMLCollection", "ReadonlyArray": "Array",
    "RegExpMatchArray": "Array", "RegExpExecArray": "Array", "Window & typeof globalThis": "Window",
    "Body": "Response", "CallableFunction": "Function",
}  # fmt: skip


class Support:
    """The data, read once; a feature is named as its path there, `api.Response.json_static`."""

    def __init__(self, file: Path) -> None:
        self._data: dict[str, Any] = json.loads(file.read_text())

    def knows(self, key: str) -> bool:
        return self._find(key) is not None

    def too_new(self, key: str) -> bool:
        """Whether one of the oldest browsers lacks it; False for what the data doesn't know."""
        found = self._find(key)
        return found is not None and any(not _has(found, browser) for browser in OLDEST)

    def when(self, key: str) -> str:
        """Since when each has it, to be read."""
        found = self._find(key) or {}
        told = []
        for browser in OLDEST:
            given = _statements(found.get(browser))
            told.append(f"{browser} {given[0].get('version_added') if given else 'never'}")
        return ", ".join(told)

    def _find(self, key: str) -> dict[str, Any] | None:
        at: Any = self._data
        for part in key.split("."):
            if not isinstance(at, dict) or part not in at:
                return None
            at = at[part]
        support: dict[str, Any] | None = at.get("__compat", {}).get("support")
        return support

    # ------------------------------------------------------------ scripts

    def of_script(self, use: dict[str, Any]) -> list[str]:
        """The keys of what a script uses, as scan.mjs tells it. More than one where the owner
        of a member is not known: then the member is too new only if each of them is."""
        name = use["name"]
        match use["kind"]:
            case "syntax":
                return self._known([f"javascript.{name}"])
            case "constructor":
                return self._known([f"api.{name}.{name}", f"javascript.builtins.{name}.{name}"])
            case "global":
                return self._global(name)
            case "event":
                return sorted(self._members.get(f"{name}_event", ()))
            case "attribute":
                return self.of_attribute(None, name, "")
            case "member":
                return self._member(use) or self._by_name(name)
            case "unknown":
                return self._by_name(name)
        raise ValueError(use["kind"])

    def _known(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if self.knows(key)][:1]

    def _global(self, name: str) -> list[str]:
        homes = ("api", "api.Window", "api.WorkerGlobalScope", "api.ServiceWorkerGlobalScope")
        return self._known(f"{home}.{name}" for home in (*homes, "javascript.builtins"))

    def _member(self, use: dict[str, Any]) -> list[str]:
        name, tail = use["name"], "_static" if use["static"] else ""
        for owner in use["owners"]:
            owner = _ALIKE.get(owner, owner)
            if owner in ("window", "self", "globalThis"):
                found = self._global(name)
            elif owner == "CSSStyleDeclaration":
                found = self._known([f"css.properties.{_dashed(name)}"])
            else:
                homes = (f"api.{owner}.{name}{tail}", f"javascript.builtins.{owner}.{name}")
                found = self._known(homes)
            if found:
                return found
        return []

    def _by_name(self, name: str) -> list[str]:
        return sorted(self._members.get(name, set()) | self._members.get(f"{name}_static", set()))

    @cached_property
    def _members(self) -> dict[str, set[str]]:
        """The keys of members of the usual interfaces and of builtins, by the member's name."""
        found: dict[str, set[str]] = {}
        for home in ("api", "javascript.builtins"):
            holder = self._data
            for part in home.split("."):
                holder = holder[part]
            for owner, members in holder.items():
                if home == "api" and not _USUAL.fullmatch(owner):
                    continue
                for name in members if isinstance(members, dict) else ():
                    if name not in ("__compat", owner):
                        found.setdefault(name, set()).add(f"{home}.{owner}.{name}")
        return found

    # ------------------------------------------------------------ pages

    def of_element(self, tag: str) -> list[str]:
        return self._known([f"html.elements.{tag}"])

    def of_attribute(self, tag: str | None, name: str, value: str) -> list[str]:
        """Of any element where the tag is not known."""
        tags = [tag] if tag else list(self._data["html"]["elements"])
        keys = [f"html.global_attributes.{name}", *(f"html.elements.{one}.{name}" for one in tags)]
        found = self._known(keys)
        words = [re.sub(r"\W", "_", word) for word in value.split()] if found else []
        return found + [key for word in words if self.knows(key := f"{found[0]}.{word}")]

    # ------------------------------------------------------------ styles

    def of_function(self, name: str) -> list[str]:
        return self._known(self._types.get(name, ()))

    @cached_property
    def _types(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}

        def walk(node: dict[str, Any], key: str) -> Iterator[tuple[str, str]]:
            for name, below in node.items():
                if name != "__compat" and isinstance(below, dict):
                    yield name, f"{key}.{name}"
                    yield from walk(below, f"{key}.{name}")

        for name, key in walk(self._data["css"]["types"], "css.types"):
            found.setdefault(name, []).append(key)
        return found


def _dashed(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)


def _statements(given: Any) -> list[dict[str, Any]]:
    every = given if isinstance(given, list) else [given] if given else []
    # Behind a switch, or under another name, is not there.
    hidden = ("flags", "prefix", "alternative_name")
    return [one for one in every if not any(name in one for name in hidden)]


def _has(support: dict[str, Any], browser: str) -> bool:
    return any(
        isinstance(added := one.get("version_added"), str)
        and added != "preview"
        and _version(added) <= OLDEST[browser] < _version(one.get("version_removed") or "9999")
        for one in _statements(support.get(browser))
    )


def _version(text: str) -> tuple[int, int]:
    major, _dot, minor = text.removeprefix("≤").partition(".")
    return int(major), int(minor.partition(".")[0] or 0)
