"""The commands about readers' questions: `trail questions list|show|export|delete|purge|send`."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trail.base.errors import InvalidParameter, StorageError
from trail.base.spreadsheet import to_table
from trail.cli.options import together
from trail.curation.questions.settings import (
    KEEP_DAYS,
    PER_HOUR,
    SECRET_CHARACTERS,
    QuestionSettings,
    Smtp,
    is_address,
    parse_database_url,
    parse_smtp,
    sqlite_url,
)

if TYPE_CHECKING:
    from trail.curation.questions.store import Question, QuestionStore

TITLE_CHARACTERS = 60  # of a question in the list


# ---------------------------------------------------------------- settings


def _database_url(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    if value is None:
        return None
    try:
        return parse_database_url(value)
    except ValueError as error:
        raise click.BadParameter(f"expected {error}") from None


def _secret(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and len(value) < SECRET_CHARACTERS:
        raise click.BadParameter(f"expected at least {SECRET_CHARACTERS} characters")
    return value


def _address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (is_address(value) and value.isascii()):
        raise click.BadParameter("expected an address such as questions@example.org")
    return value


storage_options = together(
    click.option(
        "--questions", "file", type=click.Path(path_type=Path, dir_okay=False),
        envvar="TRAIL_QUESTIONS", show_envvar=True, metavar="FILE",
        help="Keep questions in this SQLite file.",
    ),
    click.option(
        "--database-url", callback=_database_url, envvar="TRAIL_DATABASE_URL", show_envvar=True,
        metavar="URL", help="Keep questions in this database instead.",
    ),
)  # fmt: skip

mail_options = together(
    click.option(
        "--smtp-url", envvar="TRAIL_SMTP_URL", show_envvar=True, metavar="URL",
        help="Also mail questions, by smtp://user:password@host:587 or smtps://host:465.",
    ),
    click.option(
        "--mail-from", callback=_address, envvar="TRAIL_MAIL_FROM", show_envvar=True,
        metavar="ADDRESS", help="Whom that mail comes from.",
    ),
    click.option(
        "--mail-to", callback=_address, envvar="TRAIL_MAIL_TO", show_envvar=True,
        metavar="ADDRESS", help="Whom it goes to.",
    ),
)  # fmt: skip

form_options = together(
    click.option(
        "--secret", callback=_secret, envvar="TRAIL_SECRET", show_envvar=True, metavar="TEXT",
        help="Signs forms; without it one is made and kept with the questions.",
    ),
    click.option(
        "--keep-days", type=click.IntRange(1, 3650), default=KEEP_DAYS, show_default=True,
        envvar="TRAIL_KEEP_DAYS", show_envvar=True, help="Delete questions after so many days.",
    ),
    click.option(
        "--questions-per-hour", "per_hour", type=click.IntRange(1, 65_000), default=PER_HOUR,
        show_default=True, envvar="TRAIL_QUESTIONS_PER_HOUR", show_envvar=True,
        help="At most so many from one address.",
    ),
)  # fmt: skip


def database(file: Path | None, database_url: str | None) -> str | None:
    """The one database that the options name; None without any."""
    if file is not None and database_url is not None:
        raise click.UsageError(
            "TRAIL_QUESTIONS (--questions) or TRAIL_DATABASE_URL (--database-url), not both"
        )
    return sqlite_url(file) if file is not None else database_url


def smtp(smtp_url: str | None, mail_from: str | None, mail_to: str | None) -> Smtp | None:
    """The mail server that the options name: all three of them or none."""
    given = {
        "TRAIL_SMTP_URL (--smtp-url)": smtp_url,
        "TRAIL_MAIL_FROM (--mail-from)": mail_from,
        "TRAIL_MAIL_TO (--mail-to)": mail_to,
    }
    if not any(given.values()):
        return None
    missing = [name for name, value in given.items() if not value]
    if missing or not (smtp_url and mail_from and mail_to):
        raise click.UsageError(f"to mail questions, {' and '.join(missing)} must be set too")
    try:
        return parse_smtp(smtp_url, mail_from, mail_to)
    except ValueError as error:
        raise click.UsageError(f"TRAIL_SMTP_URL (--smtp-url): expected {error}") from None


def question_settings(
    database_url: str | None, mail: Smtp | None, secret: str | None, keep_days: int, per_hour: int
) -> QuestionSettings | None:
    """What `trail serve` needs to take questions; None where no storage is named."""
    if database_url is None:
        if mail is not None:
            raise click.UsageError(
                "to mail questions, TRAIL_QUESTIONS or TRAIL_DATABASE_URL must be set too: "
                "they are written down first"
            )
        return None
    return QuestionSettings(database_url, secret, keep_days, per_hour, mail)


# ---------------------------------------------------------------- commands


@dataclass(frozen=True)
class StoreOptions:
    """The store that the commands work on."""

    store: QuestionStore

    def get(self, number: int) -> Question:
        found = self.store.find(number)
        if found is None:
            raise InvalidParameter("number", str(number), "the number of a question in the list")
        return found


@click.group()
@storage_options
@click.pass_context
def questions(ctx: click.Context, file: Path | None, database_url: str | None) -> None:
    """Readers' questions: list, show, export, delete, mail."""
    url = database(file, database_url)
    if url is None:
        raise click.UsageError(
            "no questions are kept: set TRAIL_QUESTIONS (--questions) or TRAIL_DATABASE_URL"
        )
    if file is not None and not file.exists():
        raise click.UsageError(f"TRAIL_QUESTIONS (--questions): {file}: there is no such file")
    try:
        from trail.curation.questions.store import QuestionStore
    except ModuleNotFoundError as error:
        raise StorageError(
            f"questions need {error.name}: pip install 'treaty-trail[questions]'"
        ) from error
    store = QuestionStore(url)
    store.open()
    ctx.obj = StoreOptions(store)


@questions.command("list")
@click.pass_obj
def list_(store_options: StoreOptions) -> None:
    """One line a question, the oldest first."""
    found = store_options.store.questions()
    for question in found:
        first = _plain(question.text).replace("\n", " ")
        short = first if len(first) <= TITLE_CHARACTERS else first[: TITLE_CHARACTERS - 1] + "…"
        about = question.about or "-"
        click.echo(
            f"{question.id:>5}  {_when(question.asked_at)}  {about}  {_mail(question)}  {short}"
        )
    if not found:
        click.echo("no questions", err=True)


@questions.command()
@click.argument("number", type=int)
@click.pass_obj
def show(store_options: StoreOptions, number: int) -> None:
    """Everything that is kept of a question."""
    question = store_options.get(number)
    for name, value in (
        ("asked", _when(question.asked_at)),
        ("name", question.name or "not given"),
        ("e-mail", question.email),
        ("about", question.about or "no certain page"),
        ("mail", _mail(question) + (f" ({question.mail_error})" if question.mail_error else "")),
    ):
        click.echo(f"{name + ':':<8} {_plain(value)}")
    click.echo(f"\n{_plain(question.text)}")


@questions.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True
)
@click.pass_obj
def export(store_options: StoreOptions, form: str) -> None:
    """Print all questions."""
    rows = [
        {
            "id": question.id,
            "asked_at": datetime.fromtimestamp(question.asked_at, UTC).isoformat(),
            "name": question.name,
            "email": question.email,
            "about": question.about,
            "text": question.text,
        }
        for question in store_options.store.questions()
    ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    columns = ("id", "asked_at", "name", "email", "about", "text")
    click.echo(to_table(columns, (row.values() for row in rows)), nl=False)


@questions.command()
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.pass_obj
def delete(store_options: StoreOptions, numbers: tuple[int, ...]) -> None:
    """Delete questions for good, by their numbers; all or none of them."""
    for number in numbers:
        store_options.get(number)
    click.echo(f"{store_options.store.delete(numbers)} deleted")


@questions.command()
@click.option("--older-than", type=click.IntRange(0, 36_500), required=True, metavar="DAYS")
@click.pass_obj
def purge(store_options: StoreOptions, older_than: int) -> None:
    """Delete the questions that are older than so many days."""
    from trail.curation.questions.store import DAY_S

    click.echo(f"{store_options.store.purge(int(time.time()) - older_than * DAY_S)} deleted")


@questions.command()
@mail_options
@click.pass_obj
def send(
    store_options: StoreOptions, smtp_url: str | None, mail_from: str | None, mail_to: str | None
) -> None:
    """Mail the questions that are waiting for it and due; the running app does so by itself."""
    from trail.curation.questions.mail import send_due

    server = smtp(smtp_url, mail_from, mail_to)
    if server is None:
        raise click.UsageError("TRAIL_SMTP_URL, TRAIL_MAIL_FROM and TRAIL_MAIL_TO must be set")
    sent, failed = send_due(store_options.store, server, time.time)
    click.echo(f"{sent} sent, {failed} failed")
    if failed:
        raise StorageError("mail that failed is kept, and tried again later")


def _when(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}Z"


def _mail(question: Question) -> str:
    if question.mail_tries is None:
        return "not mailed"
    if question.mail_sent_at is not None:
        return "mailed"
    return f"waiting, {question.mail_tries} tries"


def _plain(text: str) -> str:
    """Without what could steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
