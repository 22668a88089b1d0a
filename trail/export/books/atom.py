"""Atom 1.0 (RFC 4287): what changed in the data, for whoever follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from trail.export.geo.xml import add_text, to_document

_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """A change: `day` is ISO, `url` what it is about."""

    id: str
    day: str
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class Feed:
    """`url` is the feed's own address, `home` the page it belongs to; both absolute."""

    title: str
    author: str
    lang: str
    url: str
    home: str
    rights: str
    entries: Sequence[Entry]  # at least one, the newest first


def to_atom(feed: Feed) -> bytes:
    """The feed, UTF-8. A day's changes count from its noon, UTC: the data knows no clock.

    Ids are tag URIs (RFC 4151) of the site's host and the change's day and id, so that
    they outlive a corrected title and a moved page.
    """
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed.lang})
    newest = max(entry.day for entry in feed.entries)
    first = min(entry.day for entry in feed.entries)
    add_text(root, "id", f"tag:{_host(feed.home)},{first}:changes")
    add_text(root, "title", feed.title)
    add_text(root, "updated", _instant(newest))
    add_text(SubElement(root, "author"), "name", feed.author)
    add_text(root, "rights", feed.rights)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.url})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    for one in feed.entries:
        entry = SubElement(root, "entry")
        add_text(entry, "id", f"tag:{_host(feed.home)},{one.day}:{one.id}")
        add_text(entry, "title", one.title)
        add_text(entry, "updated", _instant(one.day))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.url})
        add_text(entry, "content", one.text).set("type", "text")
    return to_document(root)


def _instant(day: str) -> str:
    return f"{day}T12:00:00Z"


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
