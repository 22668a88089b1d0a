"""The whole trail as a book to take along, in the reader's language."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, url_for

from trail.base.errors import ExportError
from trail.export.books.epub import MEDIA_TYPE, to_epub
from trail.web.shell.context import guide
from trail.web.shell.delivery import full_url, name_file
from trail.web.shell.i18n import gettext as _
from trail.web.shell.i18n import locale_name

bp = Blueprint("book", __name__)


@bp.get("/print/book.epub")
def epub() -> Response:
    address = full_url(url_for("pages.home")).rstrip("/")
    known = address if current_app.config["BASE_URL"] else None
    # Where nobody vouches for the host, each is bound for who asks.
    body = _kept(known) if known else _bind(address)
    response = Response(body, content_type=MEDIA_TYPE)
    name_file(response, "book.epub")
    return response


def kilobytes() -> int:
    """Its size, about the same at each address; 0 where it can't be bound now."""
    known = bool(current_app.config["BASE_URL"])
    try:
        return round(
            len(_kept(full_url(url_for("pages.home")).rstrip("/") if known else None)) / 1000
        )
    except ExportError:
        current_app.logger.exception("the book can't be bound now")
        return 0


def _kept(address: str | None) -> bytes:
    """The book, kept by its language: it takes seconds to bind."""
    kept: dict[str, bytes] = current_app.extensions.setdefault("books", {})
    locale = locale_name()
    if locale not in kept:
        kept[locale] = _bind(address)
    return kept[locale]


def _bind(address: str | None) -> bytes:
    return to_epub(guide(), address, _, locale_name())
