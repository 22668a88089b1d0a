"""How questions are kept and mailed; values only, checked before anything starts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

KEEP_DAYS = 365
PER_HOUR = 20  # questions from one address: a class behind one router gets through
SECRET_CHARACTERS = 16
_ADDRESS = re.compile(r"[^\s@<>\"(),;:\\\[\]]+@[^\s@<>\"(),;:\\\[\]]+\.[^\s@<>\"(),;:\\\[\].]{2,}")
ADDRESS_CHARACTERS = 254  # RFC 5321


@dataclass(frozen=True)
class Smtp:
    """A mail server and whom to write to. `tls`: from the first byte, else by STARTTLS
    where the server offers it; a password is never sent without either."""

    host: str
    port: int
    tls: bool
    user: str | None
    password: str | None = field(repr=False)
    sender: str
    to: str


@dataclass(frozen=True)
class QuestionSettings:
    """`database_url` as SQLAlchemy has it. Without `secret` one is made and kept in the database.

    `keep_days`: older questions are deleted. `per_hour`: questions from one address.
    """

    database_url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    keep_days: int = KEEP_DAYS
    per_hour: int = PER_HOUR
    smtp: Smtp | None = None


def is_address(text: str) -> bool:
    """Whether mail can be sent there, as far as its form tells."""
    return (
        len(text) <= ADDRESS_CHARACTERS
        and _ADDRESS.fullmatch(text) is not None
        and ".." not in text
        and text.isprintable()
    )


def sqlite_url(path: Path) -> str:
    """The database in a file."""
    return f"sqlite:///{quote(str(path.resolve()))}"


def parse_database_url(text: str) -> str:
    """A PostgreSQL or SQLite URL as SQLAlchemy takes it; ValueError says what is expected."""
    expected = "postgresql://user:password@host/database or sqlite:////path/to/file"
    scheme, colon, rest = text.strip().partition("://")
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(expected) from None
    # SQLAlchemy's own spelling names the driver; ours is psycopg.
    postgres = scheme in ("postgresql", "postgres", "postgresql+psycopg")
    if postgres and colon and has_port and parts.path.strip("/"):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("//") and rest.strip("/"):
        return f"sqlite://{rest}"
    raise ValueError(expected)


def parse_smtp(url: str, sender: str, to: str) -> Smtp:
    """smtp://user:password@host:587 or smtps://host:465; ValueError says what is expected."""
    expected = "smtp://user:password@host:587 or smtps://user:password@host:465"
    parts = urlsplit(url.strip())
    try:
        port = parts.port
    except ValueError:
        raise ValueError(expected) from None
    wrong = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or wrong:
        raise ValueError(expected)
    tls = parts.scheme == "smtps"
    return Smtp(
        host=parts.hostname,
        port=port or (465 if tls else 25),
        tls=tls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        sender=sender,
        to=to,
    )
