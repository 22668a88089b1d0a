"""The questions in a database: SQLite in a file, or PostgreSQL.

A question counts as asked when its transaction is committed and on the disk. Times
are whole seconds since 1970, UTC. Every use opens a connection of its own: nothing is
shared between forked workers.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from trail.base.errors import StorageError
from trail.curation.questions.draft import Draft

WAIT_S = 5  # for a connection, or for another writer
PROBE_S = 2  # the same, where somebody only asks whether the store works
CLAIM_S = 300  # after which a mail that was begun and not reported is tried again
FIRST_RETRY_S = 60
LAST_RETRY_S = 6 * 3600
DAY_S = 86_400
TOKEN_S = 12 * 3600  # how long a form may lie open, and how long its token is remembered

_metadata = MetaData()
_questions = Table(
    "questions",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("asked_at", BigInteger, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("about", String(64)),
    sqlite_autoincrement=True,  # a number is never given twice
)
_outbox = Table(
    "outbox",
    _metadata,
    Column(
        "question_id",
        Integer,
        ForeignKey("questions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("tries", Integer, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("error", Text),
)
_spent = Table(
    "spent_tokens",
    _metadata,
    Column("nonce", String(64), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("spent_at", BigInteger, nullable=False),
)
_kept = Table(
    "kept_values",
    _metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)


@dataclass(frozen=True)
class Question:
    """A question as it was written down, with the state of its mail.

    `mail_tries` is None where no mail was to be sent.
    """

    id: int
    asked_at: int
    name: str
    email: str
    text: str
    about: str | None
    mail_tries: int | None = None
    mail_sent_at: int | None = None
    mail_error: str | None = None


class TokenSpent(StorageError):
    """The form was sent before. `same`: with the same content, so the question is there."""

    def __init__(self, *, same: bool) -> None:
        self.same = same
        super().__init__("this form was sent before")


class QuestionStore:
    """The questions in one database. Every method raises StorageError when it can't be used."""

    def __init__(self, database_url: str, wait_s: int = WAIT_S) -> None:
        self._url = make_url(database_url)
        self._sqlite = self._url.get_backend_name() == "sqlite"
        wait = {"timeout": wait_s} if self._sqlite else {"connect_timeout": wait_s}
        self.engine = create_engine(self._url, poolclass=NullPool, connect_args=wait)
        if self._sqlite:
            event.listen(self.engine, "connect", _make_durable)

    def open(self) -> None:
        """Make the tables where they are missing, and see that they can be written."""
        if self._sqlite and self._url.database:
            _make_private(Path(self._url.database))
        with self._transaction() as connection:
            _metadata.create_all(connection)
        self.probe()

    def probe(self) -> None:
        """See that it can be written, without writing anything."""
        with self._transaction() as connection:
            # Changes nothing, but a store that can't be written refuses it.
            connection.execute(delete(_kept).where(_kept.c.name == ""))

    def secret(self) -> str:
        """The key that form tokens are signed with: made once, the same for all processes."""
        with self._transaction() as connection:
            found = self._kept_secret(connection)
        if found:
            return found
        made = secrets.token_urlsafe(32)
        try:
            with self._transaction() as connection:
                connection.execute(insert(_kept).values(name="secret", value=made))
        except StorageError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            # Another process was first: its key holds.
            with self._transaction() as connection:
                return self._kept_secret(connection) or made
        return made

    @staticmethod
    def _kept_secret(connection: Connection) -> str | None:
        query = select(_kept.c.value).where(_kept.c.name == "secret")
        return connection.execute(query).scalar_one_or_none()

    def add(self, draft: Draft, nonce: str, now: int, *, mail: bool) -> int:
        """Write the question down and spend its token, both or neither; returns its number.

        On return it is on the disk. Raises TokenSpent when the token was used before.
        """
        try:
            with self._transaction() as connection:
                if not self._sqlite:
                    connection.execute(text("SET LOCAL synchronous_commit TO on"))
                old = _spent.c.spent_at < now - TOKEN_S
                connection.execute(delete(_spent).where(old))
                values = {"nonce": nonce, "digest": draft.digest, "spent_at": now}
                connection.execute(insert(_spent).values(values))
                asked = {
                    "asked_at": now,
                    "name": draft.name,
                    "email": draft.email,
                    "text": draft.text,
                    "about": draft.about,
                }
                key = connection.execute(insert(_questions).values(asked)).inserted_primary_key
                number = int(key[0]) if key else 0
                if mail:
                    row = {"question_id": number, "tries": 0, "due_at": now}
                    connection.execute(insert(_outbox).values(row))
        except StorageError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise TokenSpent(same=self._spent_on(nonce) == draft.digest) from error
            raise
        return number

    def _spent_on(self, nonce: str) -> str | None:
        with self._transaction() as connection:
            query = select(_spent.c.digest).where(_spent.c.nonce == nonce)
            return connection.execute(query).scalar_one_or_none()

    def questions(self) -> list[Question]:
        """All questions, the oldest first."""
        with self._transaction() as connection:
            query = _with_mail().order_by(_questions.c.id)
            return [Question(*row) for row in connection.execute(query)]

    def find(self, number: int) -> Question | None:
        """The question of that number."""
        with self._transaction() as connection:
            row = connection.execute(_with_mail().where(_questions.c.id == number)).first()
            return Question(*row) if row else None

    def delete(self, numbers: Sequence[int]) -> int:
        """Delete those questions; returns how many there were."""
        with self._transaction() as connection:
            return self._delete(connection, _questions.c.id.in_(numbers))

    def purge(self, before: int) -> int:
        """Delete every question asked before that time; returns how many there were."""
        with self._transaction() as connection:
            return self._delete(connection, _questions.c.asked_at < before)

    @staticmethod
    def _delete(connection: Connection, which: ColumnElement[bool]) -> int:
        return connection.execute(delete(_questions).where(which)).rowcount

    # ------------------------------------------------------------ mail

    def claim_mail(self, now: int) -> Question | None:
        """A question whose mail is due, kept from other processes while it is sent."""
        waiting = _outbox.c.sent_at.is_(None) & (_outbox.c.due_at <= now)
        with self._transaction() as connection:
            due = select(_outbox.c.question_id).where(waiting).order_by(_outbox.c.question_id)
            numbers = list(connection.execute(due.limit(20)).scalars())
        for number in numbers:
            with self._transaction() as connection:
                mine = update(_outbox).where(waiting & (_outbox.c.question_id == number))
                if connection.execute(mine.values(due_at=now + CLAIM_S)).rowcount:
                    row = connection.execute(_with_mail().where(_questions.c.id == number)).first()
                    return Question(*row) if row else None
        return None

    def mail_sent(self, number: int, now: int) -> None:
        """The mail of that question is on its way."""
        self._report(number, sent_at=now, error=None)

    def mail_failed(self, question: Question, error: str, now: int) -> None:
        """It could not be sent: it stays, and is tried again after a pause that grows."""
        tries = question.mail_tries or 0
        pause = min(FIRST_RETRY_S * 2 ** min(tries, 20), LAST_RETRY_S)
        self._report(question.id, due_at=now + pause, error=error[:500])

    def _report(self, number: int, **values: object) -> None:
        with self._transaction() as connection:
            mine = update(_outbox).where(_outbox.c.question_id == number)
            connection.execute(mine.values(tries=_outbox.c.tries + 1, **values))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            said = getattr(error, "orig", None) or error
            first_line = (str(said).strip() or type(said).__name__).splitlines()[0]
            raise StorageError(f"the store of questions can't be used: {first_line}") from error


def _with_mail() -> Select[Any]:
    return select(*_questions.c, _outbox.c.tries, _outbox.c.sent_at, _outbox.c.error).select_from(
        _questions.outerjoin(_outbox)
    )


def _make_durable(connection: sqlite3.Connection, _record: object) -> None:
    """Every commit reaches the disk before it returns; what is deleted is overwritten."""
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "fullfsync = ON",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _make_private(path: Path) -> None:
    """Make the file, if it is new, so that only its owner reads it: it holds addresses."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        said = error.strerror or error
        raise StorageError(f"the store of questions can't be used: {path}: {said}") from error
