"""Options that several commands take."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import click

Command = Callable[..., Any]


def parse_base_path(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A path such as /trail; "" and "/" mean the root."""
    path = value.strip().rstrip("/")
    if path and not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", path):
        raise click.BadParameter("a path such as /trail, of letters, digits, . _ ~ -")
    return path


def parse_base_url(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """An address such as https://trail.example.org, without a path of its own."""
    if value is None:
        return None
    expected = "an address such as https://trail.example.org, without a path"
    try:
        parts = urlsplit(value.strip())
        wrong = parts.port == 0 or parts.path.strip("/") or parts.query or parts.fragment
    except ValueError:
        raise click.BadParameter(expected) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or wrong:
        raise click.BadParameter(expected)
    return f"{parts.scheme}://{parts.netloc}"


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, told by `--help` in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


class HasData(Protocol):
    """The options before the command's name, as far as these commands need them."""

    @property
    def data_dir(self) -> Path: ...


_BAR = 30  # characters


class ProgressBar:
    """How far it is, on a terminal only."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def show(self, done: int, known: int) -> None:
        if self._shown:
            filled = _BAR * done // max(known, 1)
            line = f"[{'#' * filled:<{_BAR}}] {done:,} of {known:,} files"
            click.echo(f"\r{line}", err=True, nl=False)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
