"""The form for questions: what is taken, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.sample import Sample
from trail.curation.questions import mail
from trail.curation.questions.settings import QuestionSettings, Smtp, sqlite_url
from trail.curation.questions.store import DAY_S, TOKEN_S
from trail.web.ask.intake import QuestionIntake
from trail.web.ask.limits import AskLimit
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

HERE = {"Origin": "http://localhost"}
TYPED = {"name": "Hana", "email": "hana@example.org", "text": "Who rang\nthe <bell>?"}
PER_HOUR = 5

Send = Callable[..., TestResponse]


class Clock:
    """The time of the desk, in seconds since 1970."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def taking(sample_dir: Path, clock: Clock, settings: QuestionSettings, **more: Any) -> Flask:
    """The app taking questions, at the time of `clock`."""
    app = create_app(Settings(sample_dir, questions=settings, **more))
    desk(app).clock = clock
    return app


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, sample_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    if request.param == "sqlite":
        url = sqlite_url(tmp_path_factory.mktemp("questions") / "q.db")
    else:
        url = request.getfixturevalue("postgres").database()
    settings = QuestionSettings(url, per_hour=PER_HOUR)
    return taking(sample_dir, Clock(), settings)


@pytest.fixture
def asking(shared: Flask, clock: Clock) -> Flask:
    """The app taking questions, with none yet."""
    found = desk(shared)
    found.store.purge(10**12)
    found.limit = AskLimit(PER_HOUR)
    found.clock = clock
    return shared


def desk(app: Flask) -> QuestionIntake:
    found: QuestionIntake = app.extensions["ask"]
    return found


@pytest.fixture
def form(asking: Flask) -> FlaskClient:
    return asking.test_client()


def tree(response: TestResponse) -> html.HtmlElement:
    return html.document_fromstring(response.get_data(as_text=True))


def token(client: FlaskClient, path: str = "/ask/") -> str:
    return str(tree(client.get(path)).xpath("//input[@name='token']/@value")[0])


@pytest.fixture
def send(form: FlaskClient) -> Send:
    """Sends what was typed with a fresh token; `changes` are fields."""

    def post(
        path: str = "/ask/", headers: dict[str, str] | None = None, **changes: Any
    ) -> TestResponse:
        fields = {"token": token(form, path), **TYPED, **changes}
        return form.post(path, data=fields, headers=HERE if headers is None else headers)

    return post


def kept(response: TestResponse) -> dict[str, str]:
    page = tree(response)
    return {
        "name": page.xpath("//input[@name='name']/@value")[0],
        "email": page.xpath("//input[@name='email']/@value")[0],
        "text": page.xpath("//textarea")[0].text_content().removeprefix("\n"),
    }


def refused(response: TestResponse, status: int) -> str:
    """What a refusal says; the form must stand again as it was typed, with a new token."""
    assert response.status_code == status
    assert kept(response) == TYPED
    page = tree(response)
    assert page.xpath("//input[@name='token']/@value")
    (summary,) = page.xpath("//*[@role='alert']")
    assert summary.get("tabindex") == "-1"
    assert "no-store" in response.headers["Cache-Control"]
    return str(summary.text_content())


# ---------------------------------------------------------------- taken


def test_a_question_is_written_down_before_the_thanks(asking: Flask, send: Send) -> None:
    response = send()
    assert response.status_code == 303
    assert response.location == "/ask/thanks/"
    (question,) = desk(asking).store.questions()
    assert (question.name, question.email, question.text) == tuple(TYPED.values())
    assert question.about is None
    assert "Set-Cookie" not in response.headers
    assert tree(asking.test_client().get("/ask/thanks/")).xpath("//h1/text()") == ["Thank you"]


def test_a_question_from_a_site_carries_its_id(
    asking: Flask, form: FlaskClient, send: Send
) -> None:
    link = "/ask/about/signal-tower/"
    assert link in tree(form.get("/sites/signal-tower/")).xpath("//main//a/@href")
    page = tree(form.get(link))
    assert page.xpath("//form[@method='post']/@action") == [link]
    assert "/sites/signal-tower/" in page.xpath("//main//a/@href")
    assert send(link).status_code == 303
    assert desk(asking).store.questions()[0].about == "signal-tower"
    assert form.get("/ask/about/signal-towe/").status_code == 404


def test_the_form_is_named_and_says_what_is_kept(form: FlaskClient) -> None:
    response = form.get("/ask/")
    page = tree(response)
    for field in ("name", "email", "text", "website"):
        assert page.xpath(f"//label[@for='{field}']"), field
    assert "365 days" in page.text_content()
    # Under no-referrer the browser would send the form with "Origin: null".
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
    assert token(form) != token(form)


def test_old_questions_go_when_their_time_is_up(asking: Flask, send: Send, clock: Clock) -> None:
    send()
    clock.now += 366 * DAY_S
    send(text="Another?")
    assert [question.text for question in desk(asking).store.questions()] == ["Another?"]


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Referer": "https://evil.example/ask/"},
        {"Origin": "null", "Referer": "http://localhost/ask/"},
    ],
)
def test_a_form_from_elsewhere_is_refused(
    asking: Flask, send: Send, headers: dict[str, str]
) -> None:
    refused(send(headers=headers), 403)
    assert desk(asking).store.questions() == []


@pytest.mark.parametrize(
    "headers",
    [{"Referer": "http://localhost/ask/"}, {"Origin": "https://localhost"}],
)
def test_a_browser_without_origin_or_behind_tls_is_believed(
    send: Send, headers: dict[str, str]
) -> None:
    assert send(headers=headers).status_code == 303


def test_the_public_address_counts_as_here(sample_dir: Path, tmp_path: Path, clock: Clock) -> None:
    settings = QuestionSettings(sqlite_url(tmp_path / "q.db"))
    app = taking(sample_dir, clock, settings, base_url="https://trail.example")
    client = app.test_client()
    fields = {"token": token(client), **TYPED}
    sent = client.post("/ask/", data=fields, headers={"Origin": "https://trail.example"})
    assert sent.status_code == 303


@pytest.mark.parametrize("forge", ["", "x", "ImZvcmdlZCI.aaaa.bbbb", "a" * 100_000, "é\x00"])
def test_a_forged_token_is_refused(asking: Flask, send: Send, forge: str) -> None:
    refused(send(token=forge), 403)
    assert desk(asking).store.questions() == []


def test_a_token_of_another_key_is_refused(
    sample_dir: Path, tmp_path: Path, clock: Clock, send: Send
) -> None:
    other = QuestionSettings(sqlite_url(tmp_path / "other.db"), secret="another secret key")
    app = taking(sample_dir, clock, other)
    refused(send(token=token(app.test_client())), 403)


def test_a_token_holds_across_processes_with_the_same_store(
    asking: Flask, send: Send, sample_dir: Path, clock: Clock
) -> None:
    again = taking(sample_dir, clock, desk(asking).settings)
    assert send(token=token(again.test_client())).status_code == 303


def test_a_form_that_lay_open_too_long_is_given_again(
    send: Send, form: FlaskClient, clock: Clock
) -> None:
    old = token(form)
    clock.now += TOKEN_S
    assert send(token=old).status_code == 303
    older = token(form)
    clock.now += TOKEN_S + 1
    assert "open" in refused(send(token=older), 403)


def test_a_form_sent_twice_is_one_question(asking: Flask, form: FlaskClient, send: Send) -> None:
    same = token(form)
    assert send(token=same).status_code == 303
    assert send(token=same).status_code == 303  # a second tap: the question is there
    replayed = form.post("/ask/", data={"token": same, **TYPED, "name": "Mallory"}, headers=HERE)
    assert replayed.status_code == 409
    assert len(desk(asking).store.questions()) == 1


def test_the_field_for_programs_must_stay_empty(asking: Flask, send: Send) -> None:
    refused(send(website="https://spam.example"), 422)
    assert desk(asking).store.questions() == []


def test_too_many_from_one_address_wait(asking: Flask, send: Send, clock: Clock) -> None:
    for i in range(PER_HOUR):
        assert send(text=f"{i}?").status_code == 303
    response = send()
    refused(response, 429)
    wait = int(response.headers["Retry-After"])
    assert 0 < wait <= 3600
    assert len(desk(asking).store.questions()) == PER_HOUR
    clock.now += wait
    assert send().status_code == 303


def test_the_limit_counts_addresses_and_not_what_stands_before_them() -> None:
    limit = AskLimit(1)
    assert limit.take("192.0.2.1", 0) == 0
    assert limit.take("192.0.2.1", 1) > 0
    assert limit.take("192.0.2.2", 1) == 0
    assert limit.take("2001:db8::1", 1) == 0
    assert limit.take("2001:db8::2", 1) > 0  # one household
    assert limit.take("", 1) == 0


def test_an_address_is_believed_only_from_our_own_proxies(
    sample_dir: Path, tmp_path: Path, clock: Clock
) -> None:
    for proxies, status in ((0, 429), (1, 303)):
        settings = QuestionSettings(sqlite_url(tmp_path / f"{proxies}.db"), per_hour=1)
        client = taking(sample_dir, clock, settings, proxies=proxies).test_client()
        for last, expected in ((1, 303), (2, status)):
            fields = {"token": token(client), **TYPED}
            said = {**HERE, "X-Forwarded-For": f"198.51.100.{last}"}
            assert client.post("/ask/", data=fields, headers=said).status_code == expected


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "hana"),
        ("email", "hana@example.org, pavel@example.org"),
        ("text", "   \n "),
        ("text", "x" * 4001),
        ("name", "n" * 101),
    ],
)
def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(
    send: Send, field: str, value: str
) -> None:
    response = send(**{field: value})
    assert response.status_code == 422
    page = tree(response)
    (box,) = page.xpath(f"//*[@id='{field}']")
    assert box.get("aria-invalid") == "true"
    told = page.get_element_by_id(box.get("aria-describedby").split()[-1]).text_content()
    (summary,) = page.xpath("//*[@role='alert']//a")
    assert summary.get("href") == f"#{field}"
    assert summary.text_content() == told
    assert kept(response) == {**TYPED, field: value.strip()}
    assert page.xpath("//title/text()")[0].startswith("Not sent")


def test_every_fault_is_told_at_once(send: Send) -> None:
    page = tree(send(email="", text=""))
    assert len(page.xpath("//*[@role='alert']//a")) == 2


def test_what_is_far_too_much_is_refused_unread(send: Send) -> None:
    assert send(text="x" * 300_000).status_code == 413


def test_a_store_that_refuses_to_write_keeps_what_was_typed(asking: Flask, send: Send) -> None:
    engine = desk(asking).store.engine

    def refuse(connection: Any, _record: object) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.read_only = True

    event.listen(engine, "connect", refuse)
    assert "could not be written" in refused(send(), 503)
    event.remove(engine, "connect", refuse)
    assert send().status_code == 303
    assert len(desk(asking).store.questions()) == 1


def test_post_is_taken_nowhere_else(form: FlaskClient) -> None:
    for path in ("/", "/search/", "/ask/thanks/", "/sites/", "/healthz"):
        assert form.post(path, data=TYPED, headers=HERE).status_code == 405, path


# ---------------------------------------------------------------- off


def test_without_storage_the_page_says_so(client: FlaskClient) -> None:
    page = tree(client.get("/ask/"))
    assert not page.xpath("//form[@method='post']")
    assert "takes no questions" in page.text_content()
    assert {"/search/", "/sites/", "/sources/"} <= set(page.xpath("//main//a/@href"))
    assert "not known" not in page.xpath("//main")[0].text_content()
    assert client.post("/ask/", data=TYPED, headers=HERE).status_code == 503
    assert not tree(client.get("/sites/signal-tower/")).xpath("//a[contains(@href, '/ask/about/')]")


def test_without_storage_the_address_of_the_trail_is_shown(sample: Sample, tmp_path: Path) -> None:
    sample.trail["contact"] = "desk@example.org"
    client = create_app(Settings(sample.write(tmp_path))).test_client()
    assert "mailto:desk@example.org" in tree(client.get("/ask/")).xpath("//main//a/@href")


def test_storage_that_can_not_be_written_closes_the_form_until_it_can(
    sample_dir: Path, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "later" / "q.db"
    app = taking(sample_dir, clock, QuestionSettings(sqlite_url(path)))
    client = app.test_client()
    page = tree(client.get("/ask/"))
    assert "try again later" in page.text_content()
    closed = client.post("/ask/", data=TYPED, headers=HERE)
    assert closed.status_code == 503
    assert TYPED["text"] in tree(closed).xpath("//textarea")[0].text_content()
    path.parent.mkdir()
    clock.now += 31
    assert token(client)


# ---------------------------------------------------------------- mail


@pytest.fixture
def mailing(
    sample_dir: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Flask:
    """The app with a mail server that is dead; its postman is asked by hand."""
    monkeypatch.setattr("trail.curation.questions.mail.Postman.wake", lambda _self: None)
    smtp = Smtp("127.0.0.1", 1, False, None, None, "trail@example.org", "desk@example.org")
    settings = QuestionSettings(sqlite_url(tmp_path / "q.db"), smtp=smtp)
    return taking(sample_dir, clock, settings)


def test_a_dead_mail_server_takes_no_thanks_away(mailing: Flask) -> None:
    client = mailing.test_client()
    fields = {"token": token(client), **TYPED}
    assert client.post("/ask/", data=fields, headers=HERE).status_code == 303
    found = desk(mailing)
    assert found.settings.smtp is not None
    assert mail.send_due(found.store, found.settings.smtp, found.clock) == (0, 1)
    (question,) = found.store.questions()
    assert question.mail_tries == 1
    assert question.mail_sent_at is None
    assert "sent by e-mail" in tree(client.get("/ask/")).text_content()


def test_the_postman_looks_when_he_is_woken(asking: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived = Event()
    smtp = Smtp("127.0.0.1", 1, False, None, None, "trail@example.org", "desk@example.org")

    def deliver(*_: object) -> tuple[int, int]:
        arrived.set()
        return (1, 0)

    monkeypatch.setattr(mail, "send_due", deliver)
    mail.Postman(desk(asking).store, smtp, desk(asking).clock).wake()
    assert arrived.wait(10)
