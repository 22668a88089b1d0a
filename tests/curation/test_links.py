"""Every address of the data, and where it stands."""

from __future__ import annotations

from trail import dataset
from trail.base import paths
from trail.curation.health.links import links_of
from trail.dataset.schema.whole import Dataset


def test_each_address_comes_once_with_every_place(sample_dataset: Dataset) -> None:
    links = {link.url: link.used_in for link in links_of(sample_dataset)}
    assert links["https://example.org/clerk"] == ("people.yaml: pavel",)
    assert links["https://example.org/tracks"] == ("tracks.yaml",)
    assert "sites.geojson: landing-stage" in links["https://example.org/visit"]
    assert "sites.geojson: custom-house" in links["https://example.org/visit"]
    assert len(links["https://example.net/flag"]) == 1


def test_every_file_of_the_shipped_data_is_looked_at() -> None:
    links = links_of(dataset.load(paths.DATA))
    files = {used.partition(":")[0] for link in links for used in link.used_in}
    assert files == {
        "sites.geojson", "trail.yaml", "people.yaml", "tracks.yaml", "events.yaml",
        "articles.yaml", "demands.yaml", "markers.yaml", "bibliography.yaml",
        "education.yaml", "visits.yaml", "pictures/pictures.yaml",
        "chapters.yaml", "voices.yaml", "readings.yaml", "theatre.geojson",
    }  # fmt: skip
    assert any(link.url.startswith("https://doi.org/10.") for link in links)
    assert len({link.url for link in links}) == len(links)
    assert not any("#" in link.url for link in links)
