"""What the evidence lacks: statements that rest on copies and blogs alone, sources not looked up.

By `readings.yaml`; a source that is not in it is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trail.dataset.schema.whole import Dataset


@dataclass(frozen=True)
class WeakStatement:
    """A statement without a source at first hand; `better` are addresses that may have it."""

    where: str
    better: tuple[str, ...]


def weak_statements(dataset: Dataset) -> tuple[WeakStatement, ...]:
    """Statements that only copies and blogs are cited for, in the order of the files."""
    readings = dataset.readings_by_url
    found = []
    for where, urls in _statements(dataset):
        read = [readings[url] for url in urls if url in readings]
        if urls and len(read) == len(urls) and all(reading.at_second_hand for reading in read):
            better = tuple(dict.fromkeys(r.better for r in read if r.better is not None))
            found.append(WeakStatement(where, better))
    return tuple(found)


def unread_sources(dataset: Dataset) -> tuple[str, ...]:
    """The addresses that are cited and were not consulted yet."""
    return tuple(reading.url for reading in dataset.readings if reading.read == "not-read")


def _statements(dataset: Dataset) -> Iterator[tuple[str, tuple[str, ...]]]:
    for site in dataset.sites:
        for k, fact in enumerate(site.properties.facts):
            yield f"sites.geojson: {site.id}: facts[{k}]", fact.sources
    story = dataset.story
    if story is not None:
        for event in story.events:
            # A work that is cited beside the addresses is a source at first hand.
            yield f"events.yaml: {event.id}", () if event.works else event.sources
        yield from _named("demands.yaml", ((str(d.number), d.sources) for d in story.demands))
        yield from _named("articles.yaml", ((a.id, a.sources) for a in story.articles))
        yield from _named("markers.yaml", ((m.id, m.sources) for m in story.markers))
    for chapter in dataset.chapters.chapters if dataset.chapters else ():
        texts = [text for part in chapter.parts for text in part.paragraphs]
        for k, text in enumerate(texts, 1):
            yield f"chapters.yaml: {chapter.id}, paragraph {k}", () if text.works else text.sources


def _named(
    file: str, items: Iterable[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, urls in items:
        yield f"{file}: {name}", urls
