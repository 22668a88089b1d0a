"""How one running app is set up. Only `cli.py` reads the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trail.base.paths import DATA
from trail.curation.questions.settings import QuestionSettings


@dataclass(frozen=True)
class Settings:
    """`base_url` is the public address without a trailing slash, None when not known:
    then links that must be absolute use the address a request came to, where somebody vouches
    for it; see `hosts`.
    `base_path` is "" or a path such as "/trail" that everything lies under.
    Without `questions` none are taken. `proxies` of our own stand before the app, and tell it
    who asks, and for which address. `hosts` are the names it is served under, all where there
    are none. `language` is what the trail is told in where that is not its own: then
    `base_path` ends in it. `languages` are those that are shown beside its own; all where none
    are named. `published`: the answers will be saved as files, so
    that no page may count on a query or on a server."""

    data_dir: Path = DATA
    base_url: str | None = None
    base_path: str = ""
    questions: QuestionSettings | None = None
    proxies: int = 0
    published: bool = False
    hosts: tuple[str, ...] = ()
    language: str | None = None
    languages: tuple[str, ...] | None = None
