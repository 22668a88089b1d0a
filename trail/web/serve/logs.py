"""What a running server writes: one line a request on stdout, faults on stderr.

The line is in the Common Log Format with "-" for the client: its address is never written,
nor what stands behind a question mark, which may be what somebody searched for.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress

from gunicorn.glogging import Logger

STDOUT = 1
_UNSAFE = re.compile(r"[^\x21\x23-\x5b\x5d-\x7e]")  # all but visible ASCII without " and \
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


class Log(Logger):  # type: ignore[misc]
    """gunicorn's log, and a lean line for each answer."""

    def note(self, method: str, target: str, protocol: str, status: int, sent: int) -> None:
        """Write the line; a reader that went away must not fail a request."""
        if self.cfg.accesslog:
            line = common_line(time.localtime(), method, target, protocol, status, sent)
            with suppress(OSError):
                os.write(STDOUT, line.encode())
