"""Questions in the store: durable, single, deleted in time; mailed however long it takes."""

from __future__ import annotations

import csv
import io
import secrets
import signal
import smtplib
import stat
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import event, text

from tests.databases import NoPostgres, PostgresServer
from trail.base.errors import StorageError
from trail.cli.main import main
from trail.curation.questions.draft import TEXT_CHARACTERS, Draft, clean, faults
from trail.curation.questions.mail import message, send_due
from trail.curation.questions.settings import (
    Smtp,
    is_address,
    parse_database_url,
    parse_smtp,
    sqlite_url,
)
from trail.curation.questions.store import (
    CLAIM_S,
    DAY_S,
    TOKEN_S,
    Question,
    QuestionStore,
    TokenSpent,
)

NOW = 1_800_000_000
SERVER = Smtp("mail.example.org", 587, False, None, None, "trail@example.org", "desk@example.org")


def draft(text: str = "Who rang the bell?", **more: Any) -> Draft:
    return Draft(more.get("name", "Hana"), "hana@example.org", text, more.get("about"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> QuestionStore:
    """An empty store, in a file and in PostgreSQL."""
    if request.param == "sqlite":
        url = sqlite_url(tmp_path / "q.db")
    else:
        url = request.getfixturevalue("postgres").database()
    made = QuestionStore(url)
    made.open()
    return made


# ---------------------------------------------------------------- the store


def test_a_question_is_read_back_as_it_was_typed(store: QuestionStore) -> None:
    words = "Why?\n\n“Никто” – 誰も 🌸 <b>'; DROP TABLE questions; --"
    number = store.add(draft(words, name="Ōta", about="signal-tower"), "n", NOW, mail=False)
    assert store.find(number) == Question(
        number, NOW, "Ōta", "hana@example.org", words, "signal-tower"
    )
    assert store.find(number + 1) is None


def test_a_token_is_taken_once(store: QuestionStore) -> None:
    store.add(draft(), "n", NOW, mail=False)
    with pytest.raises(TokenSpent) as again:
        store.add(draft(), "n", NOW, mail=False)
    assert again.value.same
    with pytest.raises(TokenSpent) as other:
        store.add(draft("Another?"), "n", NOW, mail=False)
    assert not other.value.same
    assert len(store.questions()) == 1


def test_a_token_stays_spent_when_its_question_is_deleted(store: QuestionStore) -> None:
    number = store.add(draft(), "n", NOW, mail=False)
    store.delete([number])
    with pytest.raises(TokenSpent):
        store.add(draft(), "n", NOW + TOKEN_S, mail=False)


def test_questions_are_purged_by_age_and_numbers_are_not_given_again(store: QuestionStore) -> None:
    old = store.add(draft(), "a", NOW - 10 * DAY_S, mail=True)
    new = store.add(draft(), "b", NOW, mail=True)
    assert store.purge(NOW - 5 * DAY_S) == 1
    assert [question.id for question in store.questions()] == [new]
    assert store.delete([new, new + 50]) == 1
    assert store.claim_mail(NOW) is None
    assert store.add(draft(), "c", NOW, mail=False) > new > old


def test_the_key_is_made_once(store: QuestionStore) -> None:
    assert store.secret() == store.secret()
    assert len(store.secret()) >= 32


def test_many_at_once_are_all_written_down(store: QuestionStore) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        numbers = list(
            pool.map(lambda i: store.add(draft(f"{i}?"), f"n{i}", NOW, mail=True), range(60))
        )
    assert len(set(numbers)) == 60
    assert {question.text for question in store.questions()} == {f"{i}?" for i in range(60)}


def test_of_the_same_form_sent_at_once_one_is_taken(store: QuestionStore) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def send(i: int) -> bool:
        try:
            store.add(draft(f"{i}?"), "one", NOW, mail=False)
        except TokenSpent:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(16))) == 1
    assert len(store.questions()) == 1


WRITER = """
import sys
from trail.curation.questions.draft import Draft
from trail.curation.questions.store import QuestionStore
store = QuestionStore(sys.argv[1])
store.open()
for n in range(100_000):
    number = store.add(Draft("", "a@example.org", f"{n}?"), f"{sys.argv[2]}-{n}", 1, mail=True)
    print(number, flush=True)
"""


def test_what_was_thanked_for_survives_kill_9_in_the_middle_of_writing(
    store: QuestionStore,
) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    for run in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(run)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            thanked = [int(child.stdout.readline()) for _ in range(5 + 9 * run)]
            child.send_signal(signal.SIGKILL)
            thanked += [int(line) for line in child.stdout.read().split()]
        kept = {question.id: question for question in store.questions()}
        assert set(thanked) <= set(kept)
        assert all(question.mail_tries == 0 for question in kept.values())
    assert store.add(draft(), "after", NOW, mail=False) > max(kept)


def test_every_commit_waits_for_the_disk(tmp_path: Path) -> None:
    store = QuestionStore(sqlite_url(tmp_path / "q.db"))
    store.open()
    with store.engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "a b%c.db"
    QuestionStore(sqlite_url(path)).open()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_full_disk_is_an_error_and_loses_nothing(tmp_path: Path) -> None:
    store = QuestionStore(sqlite_url(tmp_path / "q.db"))
    store.open()
    store.add(draft(), "a", NOW, mail=True)

    def fill(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size

    event.listen(store.engine, "connect", fill)
    with pytest.raises(StorageError, match="full"):
        store.add(draft("x" * 100_000), "b", NOW, mail=True)
    event.remove(store.engine, "connect", fill)
    assert len(store.questions()) == 1
    store.add(draft("x" * 100_000), "b", NOW, mail=True)
    assert len(store.questions()) == 2


def test_a_full_disk_under_postgresql_is_an_error_and_loses_nothing() -> None:
    try:
        server = PostgresServer(file_bytes=2 * 1024 * 1024)
    except NoPostgres as error:
        pytest.skip(f"no PostgreSQL: {error}")
    try:
        store = QuestionStore(server.database())
        store.open()
        taken: list[str] = []

        def fill() -> None:
            for i in range(5_000):
                # PostgreSQL compresses what repeats.
                words = secrets.token_hex(TEXT_CHARACTERS // 2)
                store.add(draft(words), f"n{i}", NOW, mail=True)
                taken.append(words)

        with pytest.raises(StorageError, match="could not extend file"):
            fill()
        assert [question.text for question in store.questions()] == taken
    finally:
        server.close()


def test_what_was_thanked_for_survives_the_end_of_postgresql_itself(
    postgres: PostgresServer,
) -> None:
    url = postgres.database()
    store = QuestionStore(url)
    store.open()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, url, "0"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        thanked = [int(child.stdout.readline()) for _ in range(20)]
        postgres.kill()
        thanked += [int(line) for line in child.stdout.read().split()]
    postgres.start()
    assert set(thanked) <= {question.id for question in store.questions()}


def test_a_store_that_is_not_there_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "junk").write_bytes(b"this is no database" * 100)
    for path in (tmp_path / "none" / "q.db", tmp_path, tmp_path / "junk"):
        with pytest.raises(StorageError):
            QuestionStore(sqlite_url(path)).open()
    nobody = QuestionStore(parse_database_url("postgresql://x:y@127.0.0.1:1/none"))
    with pytest.raises(StorageError) as refused:
        nobody.open()
    assert "y@" not in str(refused.value)


# ---------------------------------------------------------------- what was typed


def test_what_was_typed_is_cleaned_and_kept() -> None:
    made = clean(" Ha\x00na\r\nBcc: x@y.z ", " a@example.org\n", "one\r\ntwo\x07\u202e\n", "quay")
    assert made == Draft("Ha na Bcc: x@y.z", "a@example.org", "one\ntwo", "quay")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (Draft("", "a@example.org", "?"), {}),
        (Draft("n" * 101, "", ""), {"name": "long", "email": "missing", "text": "missing"}),
        (Draft("", "a@b", "x" * TEXT_CHARACTERS), {"email": "address"}),
        (Draft("", "ü@例え.jp", "x" * (TEXT_CHARACTERS + 1)), {"text": "long"}),
    ],
)
def test_each_field_gets_its_own_fault(made: Draft, expected: dict[str, str]) -> None:
    assert faults(made) == expected


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b.org", "a@b..org", "a b@c.org", "a@b.org\nBcc: c@d.org", "a@b.org,c@d.org",
     "<a@b.org>", "a" * 250 + "@b.org", "a@b@c.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize(
    "url",
    ["", "mysql://h/d", "postgresql://", "postgresql://host", "sqlite://", "sqlite:///",
     "sqlite://:memory:", "postgresql://h:port/d", "postgresql+psycopg2://h/d", "q.db", "sqlite:///relative.db"],
)  # fmt: skip
def test_what_is_no_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        parse_database_url(url)


def test_databases_and_mail_servers_are_understood() -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        made = parse_database_url(f"{scheme}://u:p@h:5432/d")
        assert made == "postgresql+psycopg://u:p@h:5432/d"
    assert parse_database_url("sqlite:////var/q.db") == "sqlite:////var/q.db"
    assert parse_smtp("smtps://me%40x:p%3Aw@h", "a@b.org", "c@d.org") == Smtp(
        "h", 465, True, "me@x", "p:w", "a@b.org", "c@d.org"
    )
    for wrong in ("h:25", "http://h", "smtp://", "smtp://h:99999", "smtp://h/path"):
        with pytest.raises(ValueError, match="smtp://"):
            parse_smtp(wrong, "a@b.org", "c@d.org")


# ---------------------------------------------------------------- mail


def test_the_mail_tells_all_and_is_answered_to_whoever_asked() -> None:
    question = Question(7, NOW, 'Ōta, "Bell" <x@y.z>', "a@example.org", "Wer läutete?", "quay")
    mail = message(question, SERVER)
    assert mail["Subject"] == "Question 7 about quay"
    assert mail["To"] == "desk@example.org"
    (reply,) = mail["Reply-To"].addresses
    assert (reply.display_name, reply.addr_spec) == ('Ōta, "Bell" <x@y.z>', "a@example.org")
    assert "Wer läutete?" in mail.get_content()
    assert bytes(mail) == bytes(message(question, SERVER))


def test_a_dead_mail_server_loses_nothing(store: QuestionStore) -> None:
    numbers = [store.add(draft(f"{i}?"), f"n{i}", NOW, mail=True) for i in range(3)]
    clock = [NOW]
    arrived: list[str] = []

    def dead(_smtp: Smtp, _mail: EmailMessage) -> None:
        raise ConnectionRefusedError("nobody listens")

    def alive(_smtp: Smtp, mail: EmailMessage) -> None:
        arrived.append(mail["Subject"])

    for tries in range(1, 6):
        assert send_due(store, SERVER, lambda: clock[0], dead) == (0, 3)
        assert send_due(store, SERVER, lambda: clock[0], dead) == (0, 0)  # not before its time
        assert {question.mail_tries for question in store.questions()} == {tries}
        clock[0] += 7 * 3600
    assert "nobody listens" in (store.questions()[0].mail_error or "")
    assert send_due(store, SERVER, lambda: clock[0], alive) == (3, 0)
    assert arrived == [f"Question {number}" for number in numbers]
    clock[0] += 30 * DAY_S
    assert send_due(store, SERVER, lambda: clock[0], alive) == (0, 0)
    assert all(question.mail_sent_at for question in store.questions())


def test_a_server_that_refuses_one_mail_gets_the_others(store: QuestionStore) -> None:
    for i in range(3):
        store.add(draft(f"{i}?"), f"n{i}", NOW, mail=True)

    def choosy(_smtp: Smtp, mail: EmailMessage) -> None:
        if "1?" in mail.get_content():
            raise smtplib.SMTPRecipientsRefused({})

    assert send_due(store, SERVER, lambda: NOW, choosy) == (2, 1)


def test_a_mail_that_is_being_sent_is_left_to_whoever_sends_it(store: QuestionStore) -> None:
    store.add(draft(), "n", NOW, mail=True)
    assert store.claim_mail(NOW) is not None
    assert store.claim_mail(NOW) is None
    # Killed in the middle, it never reports: somebody else tries again.
    assert store.claim_mail(NOW + CLAIM_S) is not None


def test_without_a_mail_server_no_mail_waits(store: QuestionStore) -> None:
    store.add(draft(), "n", NOW, mail=False)
    assert store.claim_mail(NOW + DAY_S) is None


# ---------------------------------------------------------------- commands


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    store = QuestionStore(sqlite_url(tmp_path / "q.db"))
    store.open()
    store.add(draft("=HYPERLINK()", about="quay"), "a", NOW, mail=False)
    store.add(draft("Steer \x1b[31mred"), "b", 1_000, mail=True)
    return tmp_path / "q.db"


def run(path: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["questions", "--questions", str(path), *words])
    return result.exit_code, result.output


def test_questions_are_listed_shown_and_exported(kept: Path) -> None:
    code, listed = run(kept, "list")
    assert code == 0
    assert len(listed.splitlines()) == 2
    assert "quay" in listed
    assert "waiting, 0 tries" in listed
    assert "\x1b" not in listed + run(kept, "show", "2")[1]
    assert "hana@example.org" in run(kept, "show", "1")[1]
    assert '"text": "=HYPERLINK()"' in run(kept, "export")[1]
    assert "'=HYPERLINK()" in run(kept, "export", "--format", "csv")[1]


@pytest.mark.parametrize(
    "typed", ["=HYPERLINK()", "  =HYPERLINK()", "＝HYPERLINK()", "+1+1", "-1+1", "@SUM(1)", "a;=1"]
)
def test_no_question_is_a_formula_in_a_spreadsheet(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "q.db"
    store = QuestionStore(sqlite_url(path))
    store.open()
    store.add(Draft(name=typed, email="a@example.org", text=typed), "a", NOW, mail=False)
    table = run(path, "export", "--format", "csv")[1].removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    guarded = typed.replace("=", "'=") if typed == "a;=1" else f"'{typed}"
    assert (row["name"], row["text"]) == (guarded, guarded)
    assert row["email"] == "a@example.org"
    assert row["id"] == "1"


def test_questions_are_deleted_by_number_and_by_age(kept: Path) -> None:
    assert run(kept, "delete", "1", "9")[0] == 1
    assert len(run(kept, "list")[1].splitlines()) == 2
    assert run(kept, "purge", "--older-than", "365")[1] == "1 deleted\n"
    assert run(kept, "delete", "1") == (0, "1 deleted\n")
    assert run(kept, "show", "1")[0] == 1


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"TRAIL_DATABASE_URL": "mysql://h/d"}, "TRAIL_DATABASE_URL"),
        ({"TRAIL_DATABASE_URL": "postgresql://u:geheim@h:x/d"}, "TRAIL_DATABASE_URL"),
        ({"TRAIL_DATABASE_URL": "sqlite:////q.db", "TRAIL_QUESTIONS": "q.db"}, "TRAIL_QUESTIONS"),
        ({"TRAIL_QUESTIONS": "q.db", "TRAIL_SECRET": "short"}, "TRAIL_SECRET"),
        ({"TRAIL_QUESTIONS": "q.db", "TRAIL_KEEP_DAYS": "0"}, "TRAIL_KEEP_DAYS"),
        ({"TRAIL_QUESTIONS": "q.db", "TRAIL_QUESTIONS_PER_HOUR": "x"}, "TRAIL_QUESTIONS_PER_HOUR"),
        ({"TRAIL_QUESTIONS": "q.db", "TRAIL_MAIL_TO": "nobody"}, "TRAIL_MAIL_TO"),
        ({"TRAIL_QUESTIONS": "q.db", "TRAIL_SMTP_URL": "smtp://h"}, "TRAIL_MAIL_TO"),
        (
            {
                "TRAIL_QUESTIONS": "q.db",
                "TRAIL_SMTP_URL": "http://u:geheim@h",
                "TRAIL_MAIL_FROM": "a@b.org",
                "TRAIL_MAIL_TO": "a@b.org",
            },
            "TRAIL_SMTP_URL",
        ),
        (
            {
                "TRAIL_SMTP_URL": "smtp://h",
                "TRAIL_MAIL_FROM": "a@b.org",
                "TRAIL_MAIL_TO": "a@b.org",
            },
            "TRAIL_DATABASE_URL",
        ),
        ({"TRAIL_PROXIES": "many"}, "TRAIL_PROXIES"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name_before_anything_starts(
    environment: dict[str, str], named: str
) -> None:
    result = CliRunner().invoke(main, ["serve"], env=environment)
    assert result.exit_code == 2
    assert named in result.output
    assert "geheim" not in result.output
