"""Whom to tell of a hole: /.well-known/security.txt (RFC 9116)."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.sample import Sample
from trail.web.serve.app import create_app
from trail.web.shell.settings import Settings

ADDRESS = "https://trail.example.org"
PATH = "/.well-known/security.txt"


def client_of(directory: Path, contact: str | None, base_url: str | None = None) -> FlaskClient:
    sample = Sample()
    sample.trail["contact"] = contact
    return create_app(Settings(data_dir=sample.write(directory), base_url=base_url)).test_client()


def test_it_names_the_contact_of_the_data_and_follows_from_the_datas_date(tmp_path: Path) -> None:
    answer = client_of(tmp_path, "keeper@example.org", base_url=ADDRESS).get(PATH)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text == (
        "Contact: mailto:keeper@example.org\n"
        "Expires: 2027-03-01T00:00:00Z\n"  # a year after the sample's date
        "Preferred-Languages: en\n"
        f"Canonical: {ADDRESS}{PATH}\n"
    )


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("https://example.org/report?a=1", "https://example.org/report?a=1"),
        ("https://example.org/\u0161ipka", "https://example.org/%C5%A1ipka"),
        ("mailto:keeper@example.org", "mailto:keeper@example.org"),
        ("first+second@example.org", "mailto:first+second@example.org"),
        ("keeper@example.org?bcc=x&subject=y", "mailto:keeper@example.org%3Fbcc%3Dx%26subject%3Dy"),
    ],
)
def test_a_contact_is_an_address_and_nothing_more(tmp_path: Path, contact: str, line: str) -> None:
    client = client_of(tmp_path, contact)
    assert client.get(PATH).text.splitlines()[0] == f"Contact: {line}"
    page = html.document_fromstring(client.get("/ask/").text)
    assert page.xpath("//a[text()=$contact]/@href", contact=contact) == [line]


@pytest.mark.parametrize(
    "contact",
    [
        None,
        "The harbour office, Wharf Lane",
        "javascript:alert(1)",
        "http://example.org/",
        "@",
        "a@",
    ],
)
def test_it_is_left_out_where_no_address_is_given(tmp_path: Path, contact: str | None) -> None:
    assert client_of(tmp_path, contact).get(PATH).status_code == 404


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "keeper@example.org Bcc: x@y.example"])
def test_what_is_no_address_is_no_link(tmp_path: Path, contact: str) -> None:
    page = html.document_fromstring(client_of(tmp_path, contact).get("/ask/").text)
    assert not page.xpath("//a[starts-with(@href, 'javascript') or starts-with(@href, 'mailto')]")
    assert " ".join(contact.split()) in " ".join(page.text_content().split())
