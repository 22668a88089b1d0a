"""Questions as mail: written from the store, tried again until the server takes them."""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from trail.base.errors import StorageError
from trail.curation.questions.settings import Smtp
from trail.curation.questions.store import Question, QuestionStore

TIMEOUT_S = 20
LOOK_AGAIN_S = 60
_log = logging.getLogger(__name__)

Send = Callable[[Smtp, EmailMessage], None]


def message(question: Question, smtp: Smtp) -> EmailMessage:
    """The mail that tells of a question; an answer to it goes to whoever asked."""
    mail = EmailMessage(policy=SMTP)
    about = f" about {question.about}" if question.about else ""
    mail["Subject"] = f"Question {question.id}{about}"
    mail["From"] = smtp.sender
    mail["To"] = smtp.to
    mail["Date"] = formatdate(question.asked_at)
    host = smtp.sender.rpartition("@")[2]
    # The same for every try, so that a mail sent twice can be known as one.
    mail["Message-ID"] = f"<question-{question.id}-{question.asked_at}@{host}>"
    user, _at, domain = question.email.rpartition("@")
    if question.email.isascii():
        # What looks like an encoded word would be read as what it encodes.
        mail["Reply-To"] = Address(question.name.replace("=?", "= ?"), user, domain)
    mail.set_content(
        f"{question.name or 'No name given'}, {question.email}\n"
        f"{f'Asked from: {question.about}' if question.about else 'Asked from no certain page'}\n\n"
        f"{question.text}\n"
    )
    return mail


def send(smtp: Smtp, mail: EmailMessage) -> None:
    """Hand the mail to the server; raises SMTPException or OSError."""
    context = ssl.create_default_context()
    if smtp.tls:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            smtp.host, smtp.port, timeout=TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=TIMEOUT_S)
    with server:
        server.ehlo()
        secure = smtp.tls
        if not smtp.tls and server.has_extn("starttls"):
            server.starttls(context=context)
            secure = True
        if smtp.user is not None:
            if not secure:
                raise smtplib.SMTPNotSupportedError("no STARTTLS: the password is not sent")
            server.login(smtp.user, smtp.password or "")
        server.send_message(mail)


def send_due(
    store: QuestionStore, smtp: Smtp, clock: Callable[[], float], send: Send = send
) -> tuple[int, int]:
    """Send every mail that is due; returns how many were sent and how many failed."""
    sent = failed = 0
    while (question := store.claim_mail(int(clock()))) is not None:
        try:
            send(smtp, message(question, smtp))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            store.mail_failed(question, f"{type(error).__name__}: {error}", int(clock()))
            failed += 1
        else:
            store.mail_sent(question.id, int(clock()))
            sent += 1
    return sent, failed


class Postman:
    """Sends mail in the background of one process, started when it is first woken."""

    def __init__(self, store: QuestionStore, smtp: Smtp, clock: Callable[[], float]) -> None:
        self._store, self._smtp, self._clock = store, smtp, clock
        self._woken = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Look for mail now."""
        with self._lock:
            # A forked worker finds the thread of its parent dead.
            if self._thread is None or not self._thread.is_alive():
                self._woken = threading.Event()
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        self._woken.set()

    def _work(self) -> None:
        while True:
            self._woken.wait(LOOK_AGAIN_S)
            self._woken.clear()
            try:
                _sent, failed = send_due(self._store, self._smtp, self._clock)
            except StorageError as error:
                _log.warning("mail of questions: %s", error)
            else:
                if failed:
                    _log.warning("mail of questions: %s not sent, kept for later", failed)
