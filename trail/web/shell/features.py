"""What the features of the app tell the rest of it: their addresses, their place in the menus.

A feature registers itself once, with the app that it is a part of; whoever lists pages,
draws menus or looks for a name asks the register and names no feature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask import Flask, current_app

from trail.web.shell.rows import Crumb


@dataclass(frozen=True)
class NavItem:
    """A link of the main navigation, current on the pages of its section."""

    name: str
    url: str
    section: str


def _nothing() -> tuple[()]:
    return ()


def _unknown(_name: str) -> None:
    return None


@dataclass(frozen=True)
class Feature:
    """A part of the app.

    `init` gives an app its routes and what they need. `pages` are the paths of its pages, as
    the sitemap lists them; `files` those of the files that a copy for a phone takes along;
    `sheets` those that are only published. `stand_ins` are folders with the page that is shown
    for any of theirs where there is no signal. `menu` and `footer` are what it puts into both,
    `find_named` the page of something by its id. They are called inside a request's context.
    """

    init: Callable[[Flask], None]
    pages: Callable[[], Iterable[str]] = _nothing
    files: Callable[[], Iterable[str]] = _nothing
    sheets: Callable[[], Iterable[str]] = _nothing
    stand_ins: Callable[[], Iterable[tuple[str, str]]] = _nothing
    menu: Callable[[], Iterable[NavItem]] = _nothing
    footer: Callable[[], Iterable[Crumb]] = _nothing
    find_named: Callable[[str], Crumb | None] = _unknown


def register(app: Flask, *features: Feature) -> None:
    """Make the features parts of the app, in the order of its menus and lists."""
    app.extensions["web_features"] = features
    for feature in features:
        feature.init(app)


def _registered() -> tuple[Feature, ...]:
    return current_app.extensions["web_features"]  # type: ignore[no-any-return]


def page_paths() -> list[str]:
    """The path of every page, each once, as the sitemap lists them."""
    return [path for feature in _registered() for path in feature.pages()]


def file_paths() -> Iterator[str]:
    """The path of every file that a copy for a phone takes along, each once."""
    for feature in _registered():
        yield from feature.files()


def sheet_paths() -> Iterator[str]:
    """The path of every file that is published and no phone keeps, each once."""
    for feature in _registered():
        yield from feature.sheets()


def stand_ins() -> dict[str, str]:
    """By folder the page that stands in for all of it without a signal."""
    return dict(pair for feature in _registered() for pair in feature.stand_ins())


def menu() -> tuple[NavItem, ...]:
    """The main navigation."""
    return tuple(item for feature in _registered() for item in feature.menu())


def footer() -> tuple[Crumb, ...]:
    """What the main navigation has no room for."""
    return tuple(item for feature in _registered() for item in feature.footer())


def find_named(wanted: str) -> Crumb | None:
    """The page of whatever has this id; None where nothing has."""
    for feature in _registered():
        found = feature.find_named(wanted)
        if found is not None:
            return found
    return None
