"""A translation is text like any other: markup in each of its texts stays what it is, a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.dataset.test_languages import ABOUT
from tests.hostile.complete import complete
from tests.hostile.reading import units
from tests.hostile.test_hostile import faults, misread
from tests.hostile.texts import TAG, Filling
from tests.hostile.whole import ADDRESS, Document
from trail.dataset.files.languages import texts_in
from trail.export.books.epub import MEDIA_TYPE, to_epub
from trail.guide.guide import open_trail
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

SHOWN = (
    "/", "/sites/signal-tower/", "/tours/quay/", "/people/", "/days/", "/treaty/", "/about/",
    "/sites.geojson", "/sites.csv", "/print/quay-letter.pdf",
)  # fmt: skip


@pytest.fixture(scope="module", params=[0, 1])
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Filling, Path]:
    """A trail of markup, and its translation with the same in every text."""
    folder = tmp_path_factory.mktemp("overlay")
    filling = Filling(complete(), request.param)
    for problem in faults(filling.sample, folder / "own"):
        filling.take_back(problem)
    filling.sample.write(folder / "own")
    for (name, keys), words in texts_in(folder / "own").items():
        inner: Any = filling.sample.story.setdefault(f"i18n/ja/{name}.yaml", {})
        for key in keys[:-1]:
            inner = inner.setdefault(key, {})
        inner[keys[-1]] = words
    filling.sample.story["i18n/ja/about.yaml"] = ABOUT
    return filling, filling.sample.write(folder / "told")


def test_a_translation_is_shown_as_it_is_written(hostile: tuple[Filling, Path]) -> None:
    filling, folder = hostile
    guide = open_trail(folder, "ja")
    translation = guide.dataset.translation
    assert translation is not None
    assert translation.wanting == ()
    assert len(translation.made_of) > 300
    client = create_app(Settings(folder, ADDRESS)).test_client()
    documents = [Document("book", 200, MEDIA_TYPE, to_epub(guide, f"{ADDRESS}/ja"))]
    for path in SHOWN:
        answer = client.get(f"/ja{path}")
        documents.append(Document(path, answer.status_code, answer.content_type, answer.data))
    assert [doc.url for doc in documents if doc.status != 200] == []
    wrong, tags = [], set()
    for doc in documents:
        found = tuple(units(doc.media_type, doc.body))
        tags |= {tag for unit in found for tag in TAG.findall(unit.text)}
        wrong += [f"{doc.url}: {fault}" for fault in misread(doc, found, filling.written)]
    assert wrong == []
    assert len(tags & set(filling.written)) > 200
