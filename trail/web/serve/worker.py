"""One process of the server: waitress answers, gunicorn starts, replaces and ends it."""

from __future__ import annotations

import gc
import logging
import os
import signal
import time

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.task import ThreadedTaskDispatcher

from trail.web.serve.connections import Listener, adjustments

LINGER_S = 0.3  # that a connection stays open at the end, for a request already on its way
GRACE_S = 30.0  # for answers in hand when another process takes its place
HASTE_S = 1.2  # for the same when the server stops
IN_HASTE = signal.SIGWINCH  # gunicorn has no use for it in a worker
_LOOK_S = 1  # between two signs of life


def leave_as_it_is() -> None:
    """End soon: what is left is not looked through for rubbish, which takes seconds."""
    gc.freeze()
    gc.disable()


class PatientWorker(Worker):  # type: ignore[misc]
    """A process whose threads never wait for a reader."""

    grace_s = GRACE_S

    def run(self) -> None:
        # That requests wait for a thread is no news.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._map: dict[int, object] = {}
        threads = ThreadedTaskDispatcher()
        threads.set_thread_count(self.cfg.threads)
        how = adjustments(self.cfg.threads)
        self._listeners = [
            Listener(self.wsgi, self._map, each.sock, threads, how, self.log.note)
            for each in self.sockets
        ]
        while self.alive and self.ppid == os.getppid():
            self.notify()
            self._turn(_LOOK_S)
        self._leave()
        leave_as_it_is()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _leave(self) -> None:
        """Give the answers in hand, for a moment also to connections that are kept open."""
        began = time.monotonic()
        for listener in self._listeners:
            listener.leave()
        while (passed := time.monotonic() - began) < self.grace_s:
            there = [each for listener in self._listeners for each in listener.active_channels]
            busy = any(listener.busy for listener in self._listeners)
            if not there or (passed > LINGER_S and not busy):
                break
            self.notify()
            self._turn(0.05)

    def handle_winch(self, sig: int, frame: object) -> None:
        self.grace_s = HASTE_S

    def handle_exit(self, sig: int, frame: object) -> None:
        super().handle_exit(sig, frame)
        for listener in getattr(self, "_listeners", ()):
            listener.pull_trigger()
