"""Names on the map whose letters no font of the sheets can show.

A curator can't respell OpenStreetMap: on paper such a name is given in the form that can be shown,
or left out, and the sheet prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from trail.dataset.schema.map import MapFeature, MapLayer
from trail.dataset.schema.whole import Dataset
from trail.export.sheets.fonts import extras_for
from trail.export.sheets.typeset import unshown
from trail.graphics.maps import SameLayers
from trail.guide.words.names import Shows, told_name
from trail.guide.words.phrases import Phrases

MOST_NAMES = 12  # told; the others are counted


def on_paper(dataset: Dataset, words: Phrases) -> Phrases:
    """The words, knowing which letters of the map's names can't be printed."""
    return replace(words, unshown=unshown(_names(dataset.layers), words.lang))


def printable(layers: Iterable[MapLayer], words: Phrases) -> tuple[MapLayer, ...]:
    """The layers with every name as it can be printed; those that need nothing are the same."""
    layers = SameLayers(layers)
    return _printable_layers(layers, words) if words.unshown else layers


@lru_cache(2)
def _printable_layers(layers: SameLayers, words: Phrases) -> tuple[MapLayer, ...]:
    return tuple(
        layer
        if all(words.shows(feature.properties.name or "") for feature in layer.features)
        else layer.model_copy(
            update={"features": tuple(_printable(each, words) for each in layer.features)}
        )
        for layer in layers
    )


def _printable(feature: MapFeature, words: Phrases) -> MapFeature:
    facts = feature.properties
    if not facts.name or words.shows(facts.name):
        return feature
    told = _told(feature, words.lang, words.shows)
    return feature.model_copy(update={"properties": facts.model_copy(update={"name": told})})


def _told(feature: MapFeature, lang: str, shows: Shows) -> str | None:
    facts = feature.properties
    return told_name(facts.name or "", (facts.names or {}).items(), lang, shows)


def font_remarks(dataset: Dataset, lang: str) -> Iterator[str]:
    """What no font of the sheets can show, a line each: names of the map, all in one, and then
    each site and tour whose words keep its sheets from being printed."""
    words = on_paper(dataset, Phrases(locale=lang))
    told = {
        feature.properties.name: _told(feature, words.lang, words.shows)
        for layer in dataset.layers
        for feature in layer.features
        if feature.properties.name and not words.shows(feature.properties.name)
    }
    if told:
        names = [f"{name} as {other}" for name, other in sorted(told.items()) if other]
        names += [f"{name} left out" for name, other in sorted(told.items()) if not other]
        more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
        yield (
            f"names on the map that no font of the sheets shows: {', '.join(names[:MOST_NAMES])}"
            f"{more}{_mend(words.unshown)}"
        )
    own = list(_own_texts(dataset))
    lacking = unshown((text for _, text in own), lang)
    for whose, text in own:
        if not lacking.isdisjoint(text):
            letters = "".join(dict.fromkeys(letter for letter in text if letter in lacking))
            yield f"{whose}: no font of the sheets shows “{letters[:40]}”{_mend(letters)}"


def _mend(letters: Iterable[str]) -> str:
    extras = extras_for(letters)
    return f"; pip install 'treaty-trail[{','.join(extras)}]' shows them" if extras else ""


def _own_texts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """What the keeper wrote and sheets print, with whose it is."""
    trail = dataset.trail
    yield "trail.yaml", " ".join((trail.title, trail.description, trail.home.lede))
    for tour in trail.tours:
        yield f"tour {tour.id}", " ".join((tour.name, tour.summary, tour.order_note))
    for site in dataset.sites:
        facts = site.properties
        own = (facts.name, facts.label, facts.town, facts.address, facts.summary)
        access = (facts.access.detail, facts.access.step_free)
        yield f"site {site.id}", " ".join(filter(None, (*own, *access)))


def _names(layers: Iterable[MapLayer]) -> Iterator[str]:
    for layer in layers:
        for feature in layer.features:
            yield feature.properties.name or ""
            yield from (feature.properties.names or {}).values()
