"""What the form for questions works with: its store, tokens, limits and mail."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from trail.base.errors import StorageError
from trail.curation.questions.draft import Draft
from trail.curation.questions.mail import Postman
from trail.curation.questions.settings import QuestionSettings
from trail.curation.questions.store import DAY_S, PROBE_S, TOKEN_S, QuestionStore
from trail.web.ask.limits import AskLimit

TRY_AGAIN_S = 30  # after the store could not be opened
PROBE_EACH_S = 5  # whoever asks more often gets the last answer
_log = logging.getLogger(__name__)

TokenFault = Literal["forged", "expired"]


class BadToken(Exception):
    """A form's token can't be taken."""

    def __init__(self, fault: TokenFault) -> None:
        self.fault: TokenFault = fault
        super().__init__(fault)


@dataclass
class QuestionIntake:
    """Takes questions. A store that can't be opened at start is tried again later, so that
    the rest of the trail is served meanwhile."""

    settings: QuestionSettings
    clock: Callable[[], float] = time.time
    store: QuestionStore = field(init=False)
    limit: AskLimit = field(init=False)
    postman: Postman | None = field(init=False, default=None)
    _secret: str | None = field(init=False, default=None)
    _tried_at: float | None = field(init=False, default=None)
    _lock: Lock = field(init=False, default_factory=Lock)
    _probing: Lock = field(init=False, default_factory=Lock)
    _probed_at: float | None = field(init=False, default=None)
    _works: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.store = QuestionStore(self.settings.database_url)
        self.limit = AskLimit(self.settings.per_hour)
        if self.settings.smtp:
            self.postman = Postman(self.store, self.settings.smtp, lambda: self.clock())
        self.is_open()

    def is_open(self) -> bool:
        """Whether questions can be taken, as far as is known without writing one."""
        with self._lock:
            if self._secret is not None:
                return True
            now = self.clock()
            if self._tried_at is not None and 0 <= now - self._tried_at < TRY_AGAIN_S:
                return False
            self._tried_at = now
            try:
                self.store.open()
                self._purge()
                self._secret = self.settings.secret or self.store.secret()
            except StorageError as error:
                _log.warning("no questions are taken: %s", error)
            return self._secret is not None

    def works(self) -> bool:
        """Whether questions can be written down: tried, at most once in `PROBE_EACH_S`."""
        if not self.is_open():
            return False
        with self._probing:
            now = self.clock()
            if self._probed_at is None or not 0 <= now - self._probed_at < PROBE_EACH_S:
                self._works = self._probe()
                self._probed_at = self.clock()
            return self._works

    def _probe(self) -> bool:
        try:
            QuestionStore(self.settings.database_url, PROBE_S).probe()
        except StorageError as error:
            _log.warning("the store of questions fails: %s", error)
            return False
        return True

    def _purge(self) -> None:
        self.store.purge(int(self.clock()) - self.settings.keep_days * DAY_S)

    # ------------------------------------------------------------ tokens

    def _serializer(self) -> URLSafeTimedSerializer:
        clock = self.clock

        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock())

        return URLSafeTimedSerializer(self._secret or "", salt="trail.ask", signer=Signer)

    def token(self) -> str:
        """A token for one form; it can be sent once, for twelve hours."""
        return str(self._serializer().dumps(secrets.token_urlsafe(16)))

    def nonce(self, token: str) -> str:
        """What makes the token single; raises BadToken for one that is not ours or too old."""
        try:
            found = self._serializer().loads(token[:500], max_age=TOKEN_S)
        except SignatureExpired as error:
            raise BadToken("expired") from error
        except BadSignature as error:
            raise BadToken("forged") from error
        return str(found)[:64]

    # ------------------------------------------------------------ questions

    def take(self, draft: Draft, nonce: str) -> int:
        """Write the question down; on return it is on the disk, and its mail is waiting."""
        number = self.store.add(draft, nonce, int(self.clock()), mail=self.postman is not None)
        try:
            self._purge()
        except StorageError as error:
            _log.warning("old questions are not deleted: %s", error)
        self.wake()
        return number

    def wake(self) -> None:
        """Have mail that waits looked after, in this process."""
        if self.postman and self._secret is not None:
            self.postman.wake()
