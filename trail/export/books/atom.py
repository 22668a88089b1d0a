"""Atom 1.0 (RFC 4287): what changed in the data, for whoever follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from trail.base.xml import add_text, to_document

_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class FeedEntry:
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
    entries: Sequence[FeedEntry]  # at least one, the newest first


def to_atom(feed: Feed) -> bytes:
    """The feed, UTF-8. A day's changes count from its noon, UTC: the data knows no clock.

    Each is a second later than the one before it, because readers sort by that. Ids are tag
    URIs (RFC 4151) of the trail's host and path and the change's day and id, so that they
    outlive a corrected title and a moved page.
    """
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed.lang})
    instants = _instants(feed.entries)
    first = min(entry.day for entry in feed.entries)
    add_text(root, "id", _tag(feed.home, first, "changes"))
    add_text(root, "title", feed.title)
    add_text(root, "updated", max(instants))
    add_text(SubElement(root, "author"), "name", feed.author)
    add_text(root, "rights", feed.rights)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.url})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    for one, instant in zip(feed.entries, instants, strict=True):
        entry = SubElement(root, "entry")
        add_text(entry, "id", _tag(feed.home, one.day, one.id))
        add_text(entry, "title", one.title)
        add_text(entry, "updated", instant)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.url})
        add_text(entry, "content", one.text).set("type", "text")
    return to_document(root)


def _instants(entries: Sequence[FeedEntry]) -> list[str]:
    """When each came, RFC 3339; the later ones of a day stand first."""
    instants = []
    for k, entry in enumerate(entries):
        later = sum(other.day == entry.day for other in entries[k + 1 :])
        noon = datetime.combine(date.fromisoformat(entry.day), time(12), UTC)
        instants.append((noon + timedelta(seconds=later)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return instants


def _tag(home: str, day: str, name: str) -> str:
    """Trails of one host differ by their path."""
    parts = urlsplit(home)
    return f"tag:{parts.hostname or ''},{day}:{parts.path.lstrip('/')}{name}"
