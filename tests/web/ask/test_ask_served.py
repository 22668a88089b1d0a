"""The form as it is served, by several processes under load, ended without warning."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from lxml import html

from tests.sample import Sample
from trail.curation.questions.settings import sqlite_url
from trail.curation.questions.store import QuestionStore

START_S = 60
ENOUGH = 25  # thanks, before the end comes
Answer = tuple[int, str | None, str]


@contextmanager
def served(
    data: Path,
    url: str,
    *,
    file_bytes: int | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The app on a port of its own, with two workers; yields the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])

    def limit() -> None:
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    words = ["--data", str(data), "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "trail", *words, "--questions-per-hour", "1000"],
        env={
            **os.environ,
            "TRAIL_DATABASE_URL": url.replace("+psycopg", ""),
            **(environment or {}),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=limit,
    ) as process:
        try:
            until = time.monotonic() + START_S
            while not answers(port):
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
            yield port, process
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End the app and all its workers at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def ask(port: int, method: str, path: str, body: str | None = None) -> Answer:
    """Status, address to go on to, and text of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            method,
            path,
            body,
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{port}",
            },
        )
        response = connection.getresponse()
        return response.status, response.getheader("Location"), response.read().decode()
    finally:
        connection.close()


def answers(port: int) -> bool:
    try:
        return ask(port, "GET", "/healthz")[0] == 200
    except (OSError, HTTPException):
        return False


def send(port: int, text: str) -> Answer:
    """Fetch a form, fill it in and send it, as a browser does."""
    page = html.document_fromstring(ask(port, "GET", "/ask/")[2])
    token = page.xpath("//input[@name='token']/@value")[0]
    fields = {"token": token, "name": "", "email": "hana@example.org", "text": text}
    return ask(port, "POST", "/ask/", urlencode(fields))


@pytest.fixture
def data(sample: Sample, tmp_path: Path) -> Path:
    return sample.write(tmp_path / "data")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "q.db")
    return str(request.getfixturevalue("postgres").database())


def test_no_thanked_question_is_lost_when_all_is_killed_under_load(data: Path, url: str) -> None:
    thanked: list[str] = []
    over = Event()
    # A mail server that nobody listens at takes no thanks away and loses no mail.
    mail = {
        "TRAIL_SMTP_URL": "smtp://127.0.0.1:1",
        "TRAIL_MAIL_FROM": "trail@example.org",
        "TRAIL_MAIL_TO": "desk@example.org",
    }
    with served(data, url, environment=mail) as (port, process), ThreadPoolExecutor(8) as pool:

        def keep_asking(who: int) -> None:
            number = 0
            while not over.is_set():
                text = f"Question {number} of {who}?"
                try:
                    status, on, _page = send(port, text)
                except (OSError, HTTPException):
                    return  # the end has come
                assert (status, on) == (303, "/ask/thanks/")
                thanked.append(text)
                number += 1

        asking = [pool.submit(keep_asking, who) for who in range(8)]
        while len(thanked) < ENOUGH and not any(one.done() for one in asking):
            time.sleep(0.01)
        end(process)
        over.set()
        for one in asking:
            one.result()
    assert len(thanked) >= ENOUGH
    kept = QuestionStore(url).questions()
    assert set(thanked) <= {question.text for question in kept}
    assert len({question.text for question in kept}) == len(kept)
    assert all(question.mail_tries is not None for question in kept)
    assert all(question.mail_sent_at is None for question in kept)


def test_a_full_disk_thanks_for_nothing_and_keeps_what_was_typed(
    data: Path, tmp_path: Path
) -> None:
    url = sqlite_url(tmp_path / "q.db")
    thanked: list[str] = []
    with served(data, url, file_bytes=256 * 1024) as (port, _process):
        for number in range(200):
            text = f"{number} " + "long " * 700
            status, _on, page = send(port, text)
            if status != 303:
                break
            thanked.append(text.strip())
        assert status == 503
        assert f"{number} long" in html.document_fromstring(page).xpath("string(//textarea)")
        assert ask(port, "GET", "/ask/")[0] == 200
    assert [question.text for question in QuestionStore(url).questions()] == thanked
    with served(data, url) as (port, _process):
        assert send(port, "Is there room again?")[0] == 303
