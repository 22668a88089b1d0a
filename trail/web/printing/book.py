"""The whole trail as a book to take along, in the reader's language."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, url_for

from trail.base.errors import ExportError
from trail.export.books.epub import MEDIA_TYPE, to_epub
from trail.web.shell.context import guide
from trail.web.shell.delivery import full_url, name_file
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name
from trail.web.shell.kept import KeptValues

bp = Blueprint("book", __name__)


_BYTES = 4_000_000  # of books kept: one for an address that is asked for it, one for its size


@bp.get("/print/book.epub")
def epub() -> Response:
    response = Response(_kept(_address()), content_type=MEDIA_TYPE)
    name_file(response, "book.epub")
    return response


def kilobytes() -> int:
    """Its size, about the same at each address; 0 where it can't be bound now."""
    try:
        body = _kept(_address() if current_app.config["BASE_URL"] else None)
    except ExportError:
        current_app.logger.exception("the book can't be bound now")
        return 0
    return round(len(body) / 1000)


def _address() -> str:
    return full_url(url_for("pages.home")).rstrip("/")


def _kept(address: str | None) -> bytes:
    """The book for an address, the last ones kept: it takes seconds to bind."""
    kept: KeptValues[str | None, bytes] = current_app.extensions.setdefault(
        "books", KeptValues(_BYTES, len)
    )
    return kept.get(address, lambda: to_epub(guide(), address, _, locale_name()))
