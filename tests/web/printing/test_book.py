"""The book on the page of what can be printed."""

from __future__ import annotations

import io
import zipfile

from flask.testing import FlaskClient

from tests.web.conftest import Read


def test_the_book_is_offered_with_the_size_it_has(client: FlaskClient, read: Read) -> None:
    page = read("/print/")
    (link,) = page.xpath("//main//a[contains(@href, '.epub')]")
    response = client.get(link.get("href"))
    assert response.content_type == "application/epub+zip"
    said = " ".join(link.getparent().text_content().split())
    size = int(said.removeprefix("The book, EPUB about ").removesuffix(" KB"))
    assert abs(size - len(response.data) / 1000) <= 1
    with zipfile.ZipFile(io.BytesIO(response.data)) as book:
        assert book.read("mimetype") == b"application/epub+zip"
        assert b"http" in book.read("EPUB/package.opf")
