"""A question's mail holds what was typed as text: no header, no body of its own."""

from __future__ import annotations

from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tests.hostile.texts import FRAGMENTS, SENTENCES
from trail.curation.questions.draft import clean, faults
from trail.curation.questions.mail import message
from trail.curation.questions.settings import Smtp
from trail.curation.questions.store import Question

SERVER = Smtp("mail.example.org", 587, False, None, None, "trail@example.org", "desk@example.org")
BREAKS = (
    "a\r\nBcc: x@example.org", "a\nSubject: x\n\nbody", "a\u2028Bcc: x", "a\x00b", "a\x85Bcc: x",
    "\r\n.\r\nMAIL FROM:<x@example.org>", "=?utf-8?q?Bcc:?= x", '"a" <x@example.org>, b',
    "--===============1==\nContent-Type: text/html\n\n<b>", "\u202eBcc\u202c", "ā, 信号; <x@y.zz>",
)  # fmt: skip
HEADERS = {
    "Subject", "From", "To", "Date", "Message-ID", "Reply-To", "Content-Type",
    "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip


@pytest.mark.parametrize("typed", [*FRAGMENTS, *SENTENCES, *BREAKS])
def test_what_was_typed_is_text(typed: str) -> None:
    draft = clean(typed[:100], "who@example.org", f"{typed}\n.\n{typed}", "signal-tower")
    assert faults(draft) == {}
    asked = Question(7, 1_800_000_000, draft.name, draft.email, draft.text, draft.about)
    sent = message(asked, SERVER).as_bytes()
    read = message_from_bytes(sent, _class=EmailMessage, policy=SMTP)
    assert set(read.keys()) <= HEADERS
    assert len(read.keys()) == len(set(read.keys()))
    assert read["Subject"] == "Question 7 about signal-tower"
    assert read["To"] == "desk@example.org"
    (back,) = read["Reply-To"].addresses
    assert back == Address(draft.name.replace("=?", "= ?"), "who", "example.org")
    assert read.get_content_type() == "text/plain"
    body = read.get_content().replace("\r\n", "\n")
    name = draft.name or "No name given"
    assert body == f"{name}, who@example.org\nAsked from: signal-tower\n\n{draft.text}\n"


@pytest.mark.parametrize(
    "address", ["a@b.zz\r\nBcc: x@y.zz", "a@b.zz, x@y.zz", "<a@b.zz>", "a b@c.zz"]
)
def test_an_address_that_is_more_than_one_is_refused(address: str) -> None:
    assert faults(clean("", address, "A question?")) == {"email": "address"}
