"""Whatever is sent to the form, it is an answer to somebody else's fault and never one of ours."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from trail.curation.questions.settings import QuestionSettings, sqlite_url
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

FORM = "application/x-www-form-urlencoded"
HERE = {"Origin": "http://localhost"}
PATHS = ("/ask/", "/ask/about/custom-house/")
HEADERS = (
    "Origin", "Referer", "Host", "Content-Encoding", "Accept", "Accept-Encoding", "Accept-Language",
    "Cookie", "If-None-Match", "If-Modified-Since", "Range", "X-Forwarded-For", "X-Forwarded-Host",
)  # fmt: skip
VALUES = (
    "http://[", "http://[::1", "http://][", "http://[v1.x]", "null", "", " ", "//", "http://",
    "http://x:99999", "http://x:abc", "http://a@b", "http://localhost\\evil", "http://exa mple",
    "{{7*7}}", "\xff\xfe", "\xe2\x84\x80", "a" * 9000, "bytes=9-1", ";q=", "=;=",
)  # fmt: skip
PART = b'--x\r\nContent-Disposition: form-data; name="text"'
TYPES = (
    FORM, f"{FORM}; charset=utf-16", f"{FORM}; charset=none", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    f"multipart/form-data; boundary={'y' * 500}", "multipart/form-data; boundary=\xff",
    "application/json", "text/plain;;;", "", "/;=",
)  # fmt: skip
BODIES = (
    b"", b"name=%ff%fe&text=%00&email=%ED%A0%80", b"&" * 3000, b"=" * 50, b"a=1&" * 5000, b"{}",
    b"\x00\xff" * 500, b"%", b"--x\r\n\r\n", b"--x--", PART + b"\r\n\r\nhi\r\n--x--",
    PART + b'; filename="a"\r\n\r\nhi\r\n--x--', PART,
    PART + b"\r\nContent-Type: text/plain; charset=utf-99\r\n\r\nhi\r\n--x--",
)  # fmt: skip


@pytest.fixture(scope="module")
def form(sample_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    url = sqlite_url(tmp_path_factory.mktemp("questions") / "q.db")
    settings = QuestionSettings(url, per_hour=1_000_000)
    return create_app(Settings(sample_dir, questions=settings)).test_client()


@pytest.mark.parametrize("name", HEADERS)
def test_a_broken_header_is_no_fault_of_ours(form: FlaskClient, name: str) -> None:
    for path, value in itertools.product(PATHS, VALUES):
        headers = {name: value}
        assert form.get(path, headers=headers).status_code < 500, value
        sent = form.post(path, data=b"text=hi", content_type=FORM, headers=headers)
        assert sent.status_code < 500, value


@pytest.mark.parametrize("address", VALUES[:16])
@pytest.mark.parametrize("name", ["Origin", "Referer"])
def test_a_form_from_no_address_is_refused_and_what_was_typed_comes_back(
    form: FlaskClient, name: str, address: str
) -> None:
    sent = form.post("/ask/", data={"text": "Who rang?"}, headers={name: address})
    assert sent.status_code == 403
    assert "Who rang?" in sent.text


@pytest.mark.parametrize("media_type", TYPES)
def test_a_broken_body_is_no_fault_of_ours(form: FlaskClient, media_type: str) -> None:
    for path, body in itertools.product(PATHS, BODIES):
        sent = form.post(path, data=body, content_type=media_type, headers=HERE)
        assert sent.status_code in (400, 413, 422), body


@pytest.mark.parametrize(
    "token", ["", "x", ".", "..", "a.b.c", "\x00", "\ud800", "é" * 100, "x" * 5000, "{{7*7}}"]
)
def test_a_broken_token_is_refused(form: FlaskClient, token: str) -> None:
    typed = {"email": "a@example.org", "text": "Who?", "token": token.encode("utf-8", "replace")}
    assert form.post("/ask/", data=typed, headers=HERE).status_code == 403


@pytest.mark.parametrize("size", [256 * 1024 + 1, 900_000])
def test_more_than_a_question_is_refused_with_a_page(form: FlaskClient, size: int) -> None:
    sent = form.post("/ask/", data=b"text=" + b"x" * size, content_type=FORM, headers=HERE)
    assert sent.status_code == 413
    assert "<h1" in sent.text
