"""What is left of the examples that a new trail begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trail.dataset.schema.site import Site
from trail.dataset.schema.whole import Dataset

TOWN, STATE = "Example town", "Example state"
_BEGIN = ("An example, to be replaced", "An example:", "Three examples, to be replaced")
_WHOLE = (TOWN, STATE, "Example walk", "no date, because it is an example")


@dataclass(frozen=True)
class ExamplesLeft:
    """The ids of sites that are still examples, and where other texts of theirs stand."""

    sites: tuple[str, ...]
    texts: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sites or self.texts)

    def __str__(self) -> str:
        sites = f"{len(self.sites)} sites ({', '.join(self.sites)})" if self.sites else ""
        texts = f"{len(self.texts)} texts ({', '.join(self.texts)})" if self.texts else ""
        return " and ".join(filter(None, (sites, texts)))


def is_example(site: Site) -> bool:
    """Whether a site is one that `trail new` made up, not touched but for its place."""
    return site.id.startswith("example-") and site.name.startswith("Example ")


def examples_left(dataset: Dataset) -> ExamplesLeft:
    """All of a trail that is still as `trail new` made it up."""
    texts = [f"trail.yaml {where}" for where in _texts(dataset.trail.model_dump(), "")]
    sites = [site for site in dataset.sites if is_example(site)]
    for site in dataset.sites:
        if site not in sites:
            texts += [f"site {site.id} {at}" for at in _texts(site.properties.model_dump(), "")]
    return ExamplesLeft(tuple(site.id for site in sites), tuple(texts))


def _texts(value: object, where: str) -> Iterator[str]:
    """Where in a value the texts of examples stand: "home.lede"."""
    if isinstance(value, str):
        if value.startswith(_BEGIN) or value in _WHOLE:
            yield where
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            name = item.get("id", number) if isinstance(item, dict) else number
            yield from _texts(item, f"{where}.{name}")
