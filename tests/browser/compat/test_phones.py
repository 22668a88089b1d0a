"""The pages use what iOS 15.0 and Chrome 90 have, or what docs/browsers.md lists."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.browser.compat import styles
from tests.browser.compat.install import FOLDER, MODULES, main, node
from tests.browser.compat.support import Support
from trail.base.paths import STATIC, TEMPLATES

HERE = Path(__file__).parent
LISTED = HERE.parents[2] / "docs" / "browsers.md"
PAGE = "dom,dom.iterable,dom.asynciterable"
WORKER = "webworker,webworker.iterable,webworker.asynciterable"
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
Found = dict[str, set[str]]  # where each feature is used


@pytest.fixture(scope="session")
def support() -> Support:
    assert main() == 0
    return Support(MODULES / "@mdn" / "browser-compat-data" / "data.json")


def scanned(lib: str, *files: Path) -> Iterator[dict[str, object]]:
    command = [node(), str(HERE / "scan.mjs"), str(FOLDER / "node_modules"), lib, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        yield json.loads(line)


def too_new_in_scripts(support: Support, lib: str, *files: Path) -> Found:
    found: Found = {}
    uses = list(scanned(lib, *files))
    own = {use["name"] for use in uses if use["kind"] == "own"}
    for use in uses:
        # Read from a value whose type is not known, it is our own data.
        if use["kind"] == "own" or (
            use["kind"] == "unknown" and not use["called"] and use["name"] in own
        ):
            continue
        keys = support.of_script(use)
        if keys and all(map(support.too_new, keys)):
            file = Path(str(use["file"])).name
            found.setdefault(keys[0], set()).add(f"{file}:{use['line']}")
    return found


def too_new_in_styles(support: Support, *files: Path) -> Found:
    found: Found = {}
    for file in files:
        for use in styles.uses(file.read_text(), support):
            for key in filter(support.too_new, use.keys):
                found.setdefault(key, set()).add(f"{file.name}:{use.line}")
    return found


def too_new_in_pages(support: Support, *files: Path) -> Found:
    found: Found = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            keys = support.of_element(tag)
            for name, value in attrs:
                keys += support.of_attribute(tag, name, value or "")
            for key in filter(support.too_new, keys):
                found.setdefault(key, set()).add(f"{file.name}:{self.getpos()[0]}")

    for file in files:
        text = _JINJA.sub(lambda tag: "\n" * tag[0].count("\n"), file.read_text())
        Reader().feed(text)
    return found


@pytest.fixture(scope="session")
def used(support: Support, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """All that is too new for the oldest browsers, and where."""
    worker = tmp_path_factory.mktemp("compat") / "service-worker.js"
    worker.write_text(_JINJA.sub("{}", (TEMPLATES / "offline" / "service-worker.js").read_text()))
    found: Found = {}
    for part in (
        too_new_in_scripts(support, PAGE, *sorted((STATIC / "js").glob("*.js"))),
        too_new_in_scripts(support, WORKER, worker),
        too_new_in_styles(support, *sorted((STATIC / "css").glob("*.css"))),
        too_new_in_pages(support, *sorted(TEMPLATES.glob("**/*.html"))),
    ):
        for key, places in part.items():
            found.setdefault(key, set()).update(places)
    return found


def listed() -> set[str]:
    """The features that the page lists: the first column of its tables."""
    rows = re.findall(r"^\|([^|]+)\|", LISTED.read_text(), re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([\w.@-]+)`", row)}


def test_nothing_is_used_that_an_older_phone_lacks_unless_it_is_listed_with_its_stand_in(
    used: Found, support: Support
) -> None:
    assert {
        key: (support.when(key), sorted(places))
        for key, places in used.items()
        if key not in listed()
    } == {}


def test_nothing_is_listed_that_is_not_used_or_that_every_phone_has(used: Found) -> None:
    assert listed() - set(used) == set()


SCRIPT = """
Response.json({});
new AbortController().signal.throwIfAborted();
[1].at(-1);
structuredClone({});
document.body.inert = true;
export const last = (list) => list.findLast(Boolean);
document.querySelector("dialog").showModal();
navigator.wakeLock.request("screen");
"ab".match(/(?<=a)b/);
class A { static { } }
Object.groupBy([], Number);
const { withResolvers } = Promise;
document.addEventListener("scrollend", () => {});
self.crypto.randomUUID();
document.createElement("div").setAttribute("popover", "");
new CompressionStream("gzip");
AbortSignal.timeout(1);
navigator.storage.persist();
document.querySelector("p").checkVisibility();
"""
EXPECTED = [
    "api.Response.json_static", "api.AbortSignal.throwIfAborted", "javascript.builtins.Array.at",
    "api.structuredClone", "api.HTMLElement.inert", "javascript.builtins.Array.findLast",
    "api.HTMLDialogElement.showModal", "api.Navigator.wakeLock",
    "javascript.regular_expressions.lookbehind_assertion",
    "javascript.classes.static.initialization_blocks", "javascript.builtins.Object.groupBy",
    "javascript.builtins.Promise.withResolvers", "api.Document.scrollend_event",
    "api.Crypto.randomUUID", "html.global_attributes.popover", "api.CompressionStream",
    "api.AbortSignal.timeout_static", "api.Navigator.storage", "api.Element.checkVisibility",
]  # fmt: skip


def test_a_script_of_new_things_is_found_out_line_by_line(support: Support, tmp_path: Path) -> None:
    file = tmp_path / "new.js"
    file.write_text(SCRIPT)
    found = too_new_in_scripts(support, PAGE, file)
    for line, key in enumerate(EXPECTED, 2):
        assert f"new.js:{line}" in found.get(key, ()), (key, found)


def test_things_of_our_own_and_old_ones_pass(support: Support, tmp_path: Path) -> None:
    file = tmp_path / "old.js"
    file.write_text(
        """
        const place = { at: [1, 2], inert: true, toSorted: () => 1 };
        place.toSorted(place.at, place.inert);
        export const where = (list) => list.map(({ at }) => at).includes(1) ?? list?.flat();
        new Response(JSON.stringify({})).json();
        document.body.append(...document.querySelectorAll("p"));
        caches.open("x").then((cache) => cache.keys());
        """
    )
    assert too_new_in_scripts(support, PAGE, file) == {}


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("p:has(a) { color: red }", "css.selectors.has"),
        ("p:not(:has(a), b) { color: red }", "css.selectors.has"),
        ("p { height: 100dvh }", "css.types.length.viewport_percentage_units_dynamic"),
        ("p { height: calc(1px + 2svh) }", "css.types.length.viewport_percentage_units_small"),
        ("p { accent-color: red }", "css.properties.accent-color"),
        ("p { color: color-mix(in srgb, red, blue) }", "css.types.color.color-mix"),
        ("p::before { content: 'x' / '' }", "css.properties.content.alt_text"),
        ("@container (width > 3rem) { p { color: red } }", "css.at-rules.container"),
        ("@media (scripting: none) { p { color: red } }", "css.at-rules.media.scripting"),
        ("@media (width >= 3rem) { p { color: red } }", "css.at-rules.media.range_syntax"),
        ("@layer a { p { color: red } }", "css.at-rules.layer"),
        ("p { & a { color: red } }", "css.selectors.nesting"),
        ("p { overflow-wrap: anywhere }", "css.properties.overflow-wrap.anywhere"),
        ("p { text-wrap: balance }", "css.properties.text-wrap"),
        (
            "p { color: red; color: color-mix(in srgb, var(--a), red) }",
            "css.types.color.color-mix",
        ),
    ],
)  # fmt: skip
def test_a_rule_of_new_things_is_found_out(
    support: Support, tmp_path: Path, rule: str, key: str
) -> None:
    file = tmp_path / "new.css"
    file.write_text(rule)
    assert key in too_new_in_styles(support, file)


@pytest.mark.parametrize(
    "rule",
    [
        "p { height: 100vh; height: 100dvh }",
        "p::before { content: 'x'; content: 'x' / '' }",
        "@supports (height: 1dvh) { p { height: 1dvh } }",
        "p:is(a, b):focus-within { inset: 0; margin-inline: 1rem; gap: min(1rem, 2vw) }",
    ],
)
def test_a_rule_that_an_older_phone_has_its_own_value_for_passes(
    support: Support, tmp_path: Path, rule: str
) -> None:
    file = tmp_path / "old.css"
    file.write_text(rule)
    assert too_new_in_styles(support, file) == {}


def test_new_elements_and_attributes_of_a_page_are_found_out(
    support: Support, tmp_path: Path
) -> None:
    file = tmp_path / "new.html"
    file.write_text("""<search><dialog {% if x %}inert{% endif %}></dialog></search>
        <details name="{{ y }}"><p popover>""")
    assert set(too_new_in_pages(support, file)) == {
        "html.elements.search", "html.elements.dialog", "html.global_attributes.inert",
        "html.elements.details.name", "html.global_attributes.popover",
    }  # fmt: skip
