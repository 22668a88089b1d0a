"""`_headers` as the hosts evaluate it, over every published file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from trail.web.offline.reading import Facts
from trail.web.publish.headers import headers_file, overrun
from trail.web.publish.saving import SavedFile

Rules = list[tuple[str, dict[str, str]]]
Sent = Mapping[str, Mapping[str, str]]
# These are all that a folder's files may do, taken together.
TAKEN_TOGETHER = ("Content-Security-Policy", "Permissions-Policy")
# And these the laxest that any of them needs.
LAXER = {
    "Cross-Origin-Embedder-Policy": ["require-corp", "credentialless"],
    "Cross-Origin-Resource-Policy": ["same-origin", "cross-origin"],
}
# A host sends these by itself as the app does.
GUESSED = ("text/html", "text/css", "text/javascript", "image/png", "image/svg+xml",
           "application/json", "application/pdf", "text/plain", "application/xml")  # fmt: skip


def cloudflare(rule: str) -> str:
    """One `*` stands for anything, slashes too; ":name" for a step (workers-sdk, rulesEngine)."""
    assert rule.count("*") <= 1, "a rule with two is left out: cloudflare/workers-sdk#9739"
    pattern = "(.*)".join(map(re.escape, rule.split("*")))
    assert ":" not in rule
    return pattern


def netlify(rule: str) -> str:
    """A step is matched by itself; `*` within one stands for anything (cli, getRulePattern)."""
    steps = [step for step in rule.split("/") if step]
    pattern = ""
    for step in steps:
        if step == "*":
            pattern = pattern.removesuffix("/?") + ("(?:|/|/(.*)/?)" if pattern else "/?(.*)/?")
        elif "*" in step:
            pattern += f"/{step.replace('*', '(.*)')}"
        else:
            pattern += f"/{re.escape(step)}/?"
    return pattern or "/"


HOSTS = pytest.mark.parametrize("host", [cloudflare, netlify])


def rules_of(text: str) -> Rules:
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in rules[-1][1]
            rules[-1][1][name] = value
        else:
            rules.append((line, {}))
    return rules


def evaluated(rules: Rules, url: str, host: Callable[[str], str]) -> dict[str, list[str]]:
    """Every value that the host would join for a file."""
    found: dict[str, list[str]] = {}
    for rule, headers in rules:
        if re.fullmatch(host(rule), url):
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return found


def allowed(policy: str) -> set[tuple[str, str]]:
    """The directives of a policy with each source that they allow."""
    found = set()
    for directive in re.split(r"[;,] *", policy):
        name, _, sources = re.sub(r"=\(?", " ", directive.rstrip(")")).partition(" ")
        found |= {(name, source) for source in sources.split() if source != "'none'"}
    return found


def faults(rules: Rules, sent: Sent, host: Callable[[str], str]) -> Iterator[str]:
    for url, headers in sent.items():
        found = evaluated(rules, url, host)
        for name, values in found.items():
            if len(values) > 1:
                yield f"{url}: {name} from {len(values)} rules"
            if name not in headers and name != "Access-Control-Allow-Origin":
                yield f"{url}: {name} is not the app's"
        for name, value in headers.items():
            told = (found.get(name) or [""])[0]
            if name == "Content-Type" and not told and value.partition(";")[0] in GUESSED:
                continue
            if name in TAKEN_TOGETHER and allowed(value) <= allowed(told):
                continue
            if name in LAXER and LAXER[name].index(value) <= LAXER[name].index(told):
                continue
            if told != value:
                yield f"{url}: {name} is {told!r}, not {value!r}"


@HOSTS
def test_every_file_is_sent_as_the_app_sends_it(
    published: Path, sent: Sent, host: Callable[[str], str]
) -> None:
    rules = rules_of((published / "_headers").read_text())
    assert len(sent) > 100
    assert list(faults(rules, sent, host)) == []


def test_no_path_has_two_rules_and_none_is_empty(published: Path) -> None:
    rules = rules_of((published / "_headers").read_text())
    assert len({rule for rule, _ in rules}) == len(rules) <= 60
    assert all(headers for _, headers in rules)
    assert overrun((published / "_headers").read_text()) is None


# ---------------------------------------------------------------- trails of any size

PLAIN = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "short", "A": "1"}


def saved(url: str, **headers: str) -> SavedFile:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SavedFile(url, tuple((PLAIN | named).items()), Facts(), url.lstrip("/"))


def as_sent(files: list[SavedFile]) -> Sent:
    return {file.url: dict(file.headers) for file in files}


def large_trail(count: int) -> list[SavedFile]:
    files = [saved("/"), saved("/404.html", Cache_Control="never")]
    files += [saved(f"/sites/{k}/") for k in range(count)]
    files += [saved(f"/tours/{k}/") for k in range(count)]
    for ending, media_type in ((".gpx", "application/gpx+xml"), (".csv", "text/csv")):
        files += [
            saved(f"/tours/{k}{ending}", Content_Type=media_type, Content_Disposition="attachment")
            for k in range(count)
        ]
    files += [
        saved(f"/print/{k}.pdf", Content_Type="application/pdf", Content_Disposition="inline")
        for k in range(count)
    ]
    files.append(
        saved("/teach/plan.csv", Content_Type="text/csv", Content_Disposition="attachment; x")
    )
    return files


@HOSTS
@pytest.mark.parametrize("count", [1, 2, 500])
def test_the_number_of_rules_does_not_grow_with_the_trail(
    count: int, host: Callable[[str], str]
) -> None:
    files = large_trail(count)
    rules = rules_of(headers_file(files, ""))
    assert len(rules) <= 15
    assert list(faults(rules, as_sent(files), host)) == []


@HOSTS
def test_a_folder_whose_files_are_kept_differently_is_taken_apart(
    host: Callable[[str], str],
) -> None:
    files = [saved("/offline/"), saved("/offline/1a2b.json", Cache_Control="long")]
    files += [saved("/a/b/c/"), saved("/a/b/d.js", Cache_Control="long"), saved("/a/e/")]
    rules = rules_of(headers_file(files, ""))
    assert list(faults(rules, as_sent(files), host)) == []


@HOSTS
def test_all_lies_under_the_base_path(host: Callable[[str], str]) -> None:
    files = [replace(file, url=f"/guide{file.url}") for file in large_trail(3)]
    rules = rules_of(headers_file(files, "/guide"))
    assert all(rule.startswith("/guide/") for rule, _ in rules)
    assert list(faults(rules, as_sent(files), host)) == []


def test_what_is_the_same_everywhere_is_said_once() -> None:
    rules = dict(rules_of(headers_file(large_trail(2), "")))
    assert rules["/*"] == {"A": "1"}
    assert sum("A" in headers for headers in rules.values()) == 1


def test_policies_of_a_folder_are_taken_together() -> None:
    files = [
        saved("/a/1/", Content_Security_Policy="img-src 'self'; frame-ancestors 'none'",
              Permissions_Policy="geolocation=(self), camera=()"),
        saved("/a/2/", Content_Security_Policy="img-src 'self' https://t; frame-ancestors 'none'",
              Permissions_Policy="geolocation=(self), camera=(self)"),
        saved("/b/"),
    ]  # fmt: skip
    rules = dict(rules_of(headers_file(files, "")))
    assert rules["/a/*"]["Content-Security-Policy"] == (
        "img-src 'self' https://t; frame-ancestors 'none'"
    )
    assert rules["/a/*"]["Permissions-Policy"] == "geolocation=(self), camera=(self)"


def test_what_a_folder_may_embed_and_who_may_embed_it_is_what_any_file_needs() -> None:
    names = ("Cross_Origin_Embedder_Policy", "Cross_Origin_Resource_Policy")
    strict, lax = ("require-corp", "same-origin"), ("credentialless", "cross-origin")
    files = [saved(f"/a/{k}/", **dict(zip(names, strict, strict=True))) for k in range(3)]
    files += [saved("/a/3/", **dict(zip(names, lax, strict=True)))]
    files += [saved("/b/", **dict(zip(names, strict, strict=True)))]
    rules = dict(rules_of(headers_file(files, "")))
    sent = {name.replace("_", "-"): value for name, value in zip(names, lax, strict=True)}
    assert sent.items() <= rules["/a/*"].items()
    assert rules["/b/"]["Cross-Origin-Resource-Policy"] == "same-origin"
    assert rules["/b/"]["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_a_published_file_is_embedded_as_a_served_one(published: Path) -> None:
    rules = rules_of((published / "_headers").read_text())

    def told(url: str, name: str) -> list[str]:
        return evaluated(rules, f"/guide{url}", cloudflare)[name]

    assert told("/sites.geojson", "Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert told("/embed/quay/", "Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert told("/about/", "Cross-Origin-Resource-Policy") == ["same-origin"]
    assert told("/about/", "Cross-Origin-Embedder-Policy") == ["require-corp"]
    assert told("/sites/signal-tower/", "Cross-Origin-Embedder-Policy") == ["credentialless"]
    policy = told("/about/", "Content-Security-Policy")[0]
    assert policy.endswith("require-trusted-types-for 'script'; trusted-types trail")


def test_no_files_need_no_rules() -> None:
    assert headers_file([], "") == "\n"


# ---------------------------------------------------------------- what a host leaves out


def test_more_rules_than_a_host_reads_are_told() -> None:
    """Baroshem/nuxt-security#504, harlan-zw/harlan-nuxt#134."""
    within = "".join(f"/{k}/*\n  A: 1\n" for k in range(100))
    assert overrun(within) is None
    told = overrun(within + "/100/*\n  A: 1\n")
    assert told is not None
    assert "101 rules" in told
    assert "set those at the host" in told


def test_a_line_that_a_host_leaves_out_is_told() -> None:
    """Baroshem/nuxt-security#606."""
    line = "  Content-Security-Policy: " + "x" * 2000
    assert overrun(f"/*\n{line[:2000]}\n") is None
    told = overrun(f"/*\n{line[:2001]}\n")
    assert told is not None
    assert "2001 letters" in told
