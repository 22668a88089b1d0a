"""What a running server writes: one line a request on stdout, faults on stderr.

The line is in the Common Log Format with "-" for the client: its address is never written,
nor what stands behind a question mark, which may be what somebody searched for.
"""

from __future__ import annotations

import os
import re
import time
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http.wsgi import Response

STDOUT = 1
_UNSAFE = re.compile(r"[^\x21\x23-\x5b\x5d-\x7e]")  # all but visible ASCII without " and \
_ADDRESS = re.compile(r"^Invalid request from ip=\S*:")
_LONGEST = 500  # characters of a path; PIPE_BUF keeps a line whole among other writers


def common_line(
    when: time.struct_time, method: str, path: str, protocol: str, status: int, sent: int
) -> str:
    r"""One line in the Common Log Format; odd characters as \xHH, so no request can forge one."""
    target = _escaped(path.partition("?")[0][:_LONGEST])
    stamp = time.strftime("%d/%b/%Y:%H:%M:%S %z", when)
    request = f"{_escaped(method[:20])} {target} {_escaped(protocol[:10])}"
    return f'- - - [{stamp}] "{request}" {status} {sent or "-"}\n'


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda found: "".join(f"\\x{b:02x}" for b in found[0].encode()), text)


def without_address(message: str) -> str:
    """gunicorn's complaint about a broken request, without whom it came from."""
    return _ADDRESS.sub("Invalid request:", message)


class Log(Logger):  # type: ignore[misc]
    """gunicorn's log with a lean line a request, and without addresses."""

    @property
    def access_log_enabled(self) -> bool:
        return bool(self.cfg.accesslog)

    def access(
        self,
        resp: Response,
        req: object,
        environ: dict[str, Any],
        request_time: timedelta,
    ) -> None:
        """Write the line; a reader that went away must not fail a request."""
        if not self.access_log_enabled:
            return
        protocol = environ.get("SERVER_PROTOCOL", "-")
        path = environ.get("RAW_URI", "-")
        method = environ.get("REQUEST_METHOD", "-")
        line = common_line(time.localtime(), method, path, protocol, resp.status_code, resp.sent)
        try:
            os.write(STDOUT, line.encode())
        except OSError:
            return

    def warning(self, msg: str, *args: object, **kwargs: object) -> None:
        super().warning(without_address(msg), *args, **kwargs)
